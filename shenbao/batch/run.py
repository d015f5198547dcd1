"""A batch from its first document to its last: few jobs under way at a time, the same bytes done once."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import threading
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

from shenbao.batch import kept
from shenbao.batch.jobs import Job, Setup
from shenbao.batch.lock import only_run
from shenbao.batch.pool import Executor, Task
from shenbao.batch.work import NOT_STORED, Done
from shenbao.files import OutputError, check_folder
from shenbao.storage import StorageError, is_url, read

STORAGE_LOST = 10
"""So many documents in a row that could not be stored end the run."""


def run(jobs: Iterable[Job], sizes: Counter[int], setup: Setup, executor: Executor) -> Generator[Done, None, None]:
    """Do the jobs, each Done as it comes. `sizes`: how many of the jobs have so many bytes.

    Whoever stops early closes this iterator: what is under way is given up. Raises OutputError, WorkersError.
    """
    waiting = _Twins(sizes)
    source = iter(jobs)
    under_way: dict[Future[Done], Task] = {}
    ended: SimpleQueue[Future[Done]] = SimpleQueue()

    def begin(job: Job, tries: int = 1) -> None:
        task = executor.begin(job, tries)
        under_way[task.future] = task
        task.future.add_done_callback(ended.put)

    lost = 0
    finished = False
    try:
        while True:
            while len(under_way) < executor.wide and (job := waiting.ready() or next(source, None)) is not None:
                checked = waiting.checked(job)
                if checked is not None:
                    begin(checked)
            if not under_way:
                break
            task = under_way.pop(ended.get())
            done = executor.end(task)
            if done is None:
                begin(task.job, task.tries)
                continue
            waiting.finished(task.job)
            lost = lost + 1 if done.how == NOT_STORED else 0
            if lost >= STORAGE_LOST and done.summary.error:
                raise StorageError(*done.summary.error)
            yield done
        finished = True
    finally:
        executor.close(now=not finished)


class _Twins:
    """Documents of the same bytes: the first is converted, the others wait and take over its JSON.

    Only documents of one size can be twins, so only these are looked into, and forgotten with the last of their size.
    """

    def __init__(self, sizes: Counter[int]) -> None:
        self._left = {size: count for size, count in sizes.items() if count > 1 and size > 0}
        self._first: dict[int, dict[bytes, str]] = {}  # size -> digest -> relative path of the first of these bytes
        self._under_way: dict[str, bytes] = {}  # relative path -> digest, of first ones
        self._held: dict[bytes, list[Job]] = {}
        self._ready: deque[Job] = deque()

    def ready(self) -> Job | None:
        """A job that waited and can begin."""
        return self._ready.popleft() if self._ready else None

    def checked(self, job: Job) -> Job | None:
        """The job, with its twin where that is done; None where the twin is under way and the job has to wait."""
        if job.twin is not None or job.size not in self._left:
            return job
        try:
            digest = hashlib.sha256(read(job.source)).digest()
        except (OSError, OutputError):
            return job
        first = self._first.setdefault(job.size, {}).setdefault(digest, job.relative)
        if first == job.relative:
            self._under_way[first] = digest
            return job
        if first in self._under_way:
            self._held.setdefault(digest, []).append(replace(job, twin=first))
            return None
        return replace(job, twin=first)

    def finished(self, job: Job) -> None:
        """A job is done: those that waited for it can begin."""
        digest = self._under_way.pop(job.relative, None)
        if digest is not None:
            self._ready.extend(self._held.pop(digest, ()))
        if job.size in self._left:
            self._left[job.size] -= 1
            if not self._left[job.size]:
                self._first.pop(job.size, None)


@contextmanager
def opened(setup: Setup) -> Iterator[Setup]:
    """OUT made ready, for this run alone where it is a folder of this machine; temporary files are gone at the end.

    The setup it gives knows whether OUT is fresh. Raises BusyError, OutputError.
    """
    if is_url(setup.out):
        yield setup
        return
    check_folder(Path(setup.out))
    if not setup.state:
        yield setup
        return
    with ExitStack() as stack:
        stack.enter_context(only_run(Path(setup.inside("lock"))))
        assert setup.temporary is not None
        shutil.rmtree(setup.temporary, ignore_errors=True)  # of a run that was killed
        os.makedirs(setup.temporary, exist_ok=True)
        stack.callback(shutil.rmtree, setup.temporary, ignore_errors=True)
        yield replace(setup, fresh=not any(os.path.isdir(setup.inside(name)) for name in kept.FOLDERS))


@contextmanager
def interruptible() -> Iterator[None]:
    """A request to end (SIGTERM) is as good as Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
