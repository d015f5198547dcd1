"""An alarm that needs no Python: the kernel ends the process when it rings, also where a library hangs.

A POSIX timer, since setting one costs a microsecond. A thread that watches (faulthandler's) has to be started and
stopped for each document, and each time to be given a core among busy workers: milliseconds.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from functools import cache
from typing import Any

RINGS = signal.SIGVTALRM
"""The signal it ends the process with. Nobody else uses it, so that the exit code tells."""


class _Event(ctypes.Structure):
    """struct sigevent, of 64 bytes; notify 0 is SIGEV_SIGNAL."""

    _fields_ = (
        ("value", ctypes.c_void_p),
        ("signal", ctypes.c_int),
        ("notify", ctypes.c_int),
        ("rest", ctypes.c_char * 48),
    )


class _Spec(ctypes.Structure):
    """struct itimerspec: seconds and nanoseconds between rings (0: it rings once) and to the first."""

    _fields_ = (("between", ctypes.c_long * 2), ("first", ctypes.c_long * 2))


_NEVER = _Spec()


def end_process_in(seconds: float) -> None:
    """End this process in so many seconds; 0: not any more. The last call counts. Does nothing but on Linux."""
    timer = _timer(os.getpid())
    if timer is not None:
        spec = _Spec(first=(int(seconds), int(seconds % 1 * 1e9))) if seconds else _NEVER
        _c().timer_settime(timer, 0, ctypes.byref(spec), None)


@cache
def _timer(_process: int) -> ctypes.c_void_p | None:
    """This process's timer: one that forks has none."""
    timer = ctypes.c_void_p()
    event = _Event(signal=RINGS)
    try:
        failed = _c().timer_create(time.CLOCK_MONOTONIC, ctypes.byref(event), ctypes.byref(timer))
    except AttributeError:
        return None
    return None if failed else timer


@cache
def _c() -> Any:
    return ctypes.CDLL(None)
