"""One run at a time writes into an OUT of this machine."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shenbao.files import BusyError, cannot_write


@contextmanager
def only_run(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; the system lets go of it whenever this process ends. Raises BusyError, OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise cannot_write(path, error) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            who = file.read(20).strip() or "?"
            folder = path.parent.parent
            raise BusyError(
                f"另一个 shenbao（进程 {who}）正在写入 {folder}。请等它结束，或换一个输出文件夹。",
                f"another shenbao (process {who}) is writing into {folder}. Wait until it ends, or choose another OUT.",
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
