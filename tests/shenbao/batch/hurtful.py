"""A worker for tests: documents whose text asks for it crash, hang, balloon or go to the network while being read."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shenbao.attempting import Attempt, attempt_bytes
from shenbao.batch import cluster, pool, work
from shenbao.batch.jobs import Job, Setup
from shenbao.batch.work import Done


def text(what: str, more: str = "") -> bytes:
    """A document that does `what` when it is read."""
    return f"HURT\t{what}\t{more}\n".encode()


def worker(job: Job) -> Done:
    """in_worker(), with reading that can hurt."""
    work.attempt_bytes = _hurt  # type: ignore[assignment]
    return work.in_worker(job)


def on_worker(job: Job, setup: Setup) -> Done:
    """The cluster's task, with reading that can hurt."""
    pool.Isolated.__init__.__defaults__ = (worker,)
    return cluster.on_worker(job, setup)


def _hurt(data: bytes, name: str, **options: Any) -> Attempt:
    if data.startswith(b"HURT\t"):
        what, more = data.decode().split("\t")[1:3]
        _KINDS[what](more.strip())
    return attempt_bytes(data, name, **options)


def _hang(_: str) -> None:
    while True:
        time.sleep(1)


def _hang_in_c(_: str) -> None:
    """Holds the interpreter's lock and hears no signal: no Python code runs any more."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM, signal.SIGTERM})
    ctypes.PyDLL(None).sleep(3600)


def _swallow(_: str) -> None:
    """A careless library's loop."""
    while True:
        try:
            time.sleep(1)
        except BaseException:
            continue


def _balloon(_: str) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(16 * 2**20))


def _temporary(_: str) -> None:
    Path(tempfile.mkdtemp(), "left").write_bytes(b"x" * 1000)


def _exit_once(mark: str) -> None:
    if not os.path.exists(mark):
        Path(mark).write_bytes(b"")
        os._exit(77)


def _network(address: str) -> None:
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=5):
        pass


_KINDS: dict[str, Callable[[str], object]] = {
    "exit": lambda _: os._exit(77),
    "segfault": lambda _: ctypes.string_at(0),
    "hang": _hang,
    "hang in C": _hang_in_c,
    "swallow": _swallow,
    "balloon": _balloon,
    "temporary": _temporary,
    "exit once": _exit_once,
    "network": _network,
    "regex": lambda _: re.match(r"(a+)+$", "a" * 60 + "b"),
}
