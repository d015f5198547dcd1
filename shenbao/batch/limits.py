"""The limits a worker process lives in: time, memory, threads, no network, and an end when its parent ends.

Time has two alarms. The first interrupts Python, so that what was begun is tidied up. The second (alarm.py) ends the
process also where a library hangs.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shenbao.batch.alarm import end_process_in

THREADS = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
"""Environment variables that keep numerical libraries and recognisers to one thread."""

GRACE = 5.0
"""Seconds between the two alarms."""

_NETWORK = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.sendto"})
_closed = threading.local()


class OutOfTime(BaseException):
    """The document's time is over. No Exception, so that no reader takes it for a broken page."""


class Stopped(BaseException):
    """The worker is told to end."""


def watch_time() -> None:
    """Let clock() hold from now on, in this process, whose main thread this is."""

    def ring(*_: object) -> None:
        raise OutOfTime

    signal.signal(signal.SIGALRM, ring)


@contextmanager
def clock(seconds: float) -> Iterator[None]:
    """Time that runs while a document is converted; allow() may change it; needs watch_time(). Raises OutOfTime."""
    try:
        allow(seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        end_process_in(0)


def allow(seconds: float) -> None:
    """From now on, so many seconds."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    end_process_in(seconds + GRACE)


@contextmanager
def closed_network() -> Iterator[None]:
    """No connection can be made in this thread, by any Python code; needs watch_network()."""
    _closed.now = True
    try:
        yield
    finally:
        _closed.now = False


def watch_network() -> None:
    """Let closed_network() hold from now on, in this process."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _NETWORK and getattr(_closed, "now", False):
            if event in ("socket.connect", "socket.bind") and arguments[0].family == socket.AF_UNIX:
                return
            raise PermissionError(f"no network while converting: {event}")

    sys.addaudithook(watch)


def limit_memory(megabytes: int) -> None:
    """The memory that this process, and what it starts, may take for data."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if most < 0 else min(wanted, most), most))


def end_with_parent() -> None:
    """Have Linux kill this process when the process that started it is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def use_temporary(folder: str | None) -> Path:
    """Make a folder for this process's temporary files, in `folder` or the system's, and use it for all of them."""
    own = Path(tempfile.gettempdir() if folder is None else folder, f"shenbao-worker-{os.getpid()}")
    own.mkdir(parents=True, exist_ok=True)
    os.environ["TMPDIR"] = tempfile.tempdir = str(own)
    return own
