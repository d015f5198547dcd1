"""Where documents come from and go to: folders of this machine, or any address that fsspec knows (s3://bucket/2026).

A file is written whole or not at all: beside its place and renamed on this machine, as one object in an object store.
Trouble with a store is tried again for about half a minute; then it is a StorageError.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from shenbao.files import OutputError, UsageError, cannot_write

T = TypeVar("T")

WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)  # seconds before each further try
_S3 = {"config_kwargs": {"retries": {"total_max_attempts": 1}, "connect_timeout": 10, "read_timeout": 60}}
_OPTIONS: dict[str, dict[str, Any]] = {"s3": _S3, "s3a": _S3}  # trying again is this file's business
_FINAL = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError, ImportError)
_LOCAL = "file://"


class StorageError(OutputError):
    """A store that could not be reached, also after several tries."""


def is_url(where: str | os.PathLike[str]) -> bool:
    """Whether this is an address rather than a path of this machine."""
    text = os.fspath(where)
    return "://" in text and not text.startswith(_LOCAL)


def local(where: str | os.PathLike[str]) -> str:
    """A path of this machine without file:// before it. Raises UsageError where it is empty."""
    path = os.fspath(where).removeprefix(_LOCAL)
    if not path:  # it would mean the folder one stands in
        raise UsageError("有一个路径是空的；当前文件夹写作“.”。", 'a path is empty; write "." for the current folder.')
    return path


def join(base: str, relative: str) -> str:
    """The place of a relative path below a base."""
    return f"{base.rstrip('/')}/{relative}" if is_url(base) else os.path.join(base, relative)


def read(where: str) -> bytes:
    """The bytes of a file. Raises OSError where it is not there or may not be read, StorageError."""
    if not is_url(where):
        with open(where, "rb") as file:
            return file.read()
    fs, path = _open(where)
    data: bytes = _patiently(where, lambda: fs.cat_file(path))
    return data


def write(where: str, data: bytes, through: str | None = None) -> None:
    """Write a file whole or not at all. Raises OutputError.

    `through`: a folder of the same file system for the temporary file, which else lies beside.
    """
    if not is_url(where):
        try:
            _write_here(where, data, os.path.dirname(where) if through is None else through)
        except OSError as error:
            raise cannot_write(where, error) from error
        return
    fs, path = _open(where)
    try:
        _patiently(where, lambda: fs.pipe_file(path, data))
    except OSError as error:
        raise cannot_write(where, error) from error


def _write_here(where: str, data: bytes, through: str) -> None:
    """Done for each document of a batch: so with bare calls, and no folder is made or looked for that is there."""
    temporary = os.path.join(through, f".shenbao-{os.getpid()}-{hash(where):x}")
    try:
        try:
            _fill(temporary, data)
            os.replace(temporary, where)
        except FileNotFoundError:
            os.makedirs(through, exist_ok=True)
            os.makedirs(os.path.dirname(where), exist_ok=True)
            _fill(temporary, data)
            os.replace(temporary, where)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _fill(path: str, data: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def listed(where: str) -> list[tuple[str, int]]:
    """(address, bytes) of each file that an address means: a file, all below a folder, or a pattern's finds.

    Raises UsageError where there is nothing, StorageError.
    """
    fs, path = _open(where)
    scheme = where.partition("://")[0]
    try:
        if "*" in path or "?" in path or "[" in path:
            found = _patiently(where, lambda: fs.glob(path, detail=True))
        else:
            found = _patiently(where, lambda: fs.find(path, detail=True))
    except OSError as error:
        raise cannot_read(where, error) from error
    files = [(name, item) for name, item in found.items() if item["type"] == "file"]
    if not files:
        raise UsageError(
            f"{where} 没有文件。请检查地址和访问权限。",
            f"{where}: no file there. Check the address and your access to it.",
        )
    return [(f"{scheme}://{name.removeprefix(f'{scheme}://')}", int(item.get("size") or 0)) for name, item in files]


def cannot_read(where: str, error: OSError) -> UsageError:
    """The error that names the address and the reason."""
    return UsageError(
        f"无法读取 {where}：{error}。请检查地址和访问权限。",
        f"cannot read {where}: {error}. Check the address and your access to it.",
    )


def _open(where: str) -> tuple[Any, str]:
    scheme = where.partition("://")[0]
    return _filesystem(scheme, os.getpid()), where


@cache
def _filesystem(scheme: str, process: int) -> Any:
    """fsspec's file system for a scheme, one in each process. Raises UsageError where it is not known or installed."""
    try:
        import fsspec

        fs = fsspec.filesystem(scheme, skip_instance_cache=True, use_listings_cache=False, **_OPTIONS.get(scheme, {}))
        if scheme in _OPTIONS:
            fs.retries = 1
        return fs
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"不支持 {scheme}:// 地址：{error}。S3 请安装 shenbao[s3]（pip install 'shenbao[s3]'）。",
            f"{scheme}:// addresses are not supported: {error}. For S3 install shenbao[s3] "
            "(pip install 'shenbao[s3]').",
        ) from error


def _patiently(where: str, what: Callable[[], T]) -> T:
    """Try, wait, and try again. Raises OSError where trying again cannot help, StorageError where it did not."""
    for wait in (*WAITS, None):
        try:
            return what()
        except _FINAL:
            raise
        except Exception as error:  # each store has errors of its own
            if wait is None:
                raise StorageError(
                    f"存储 {where} 无法访问：{error}。请检查网络和存储，再运行同一命令，只补做未完成的文件。",
                    f"{where}: the storage cannot be reached: {error}. Check the network and the storage and run the "
                    "same command again: only what is not done will be done.",
                ) from error
            logging.getLogger(__name__).debug("%s: %s; again in %g s", where, error, wait)
            time.sleep(wait)
    raise AssertionError("unreachable")
