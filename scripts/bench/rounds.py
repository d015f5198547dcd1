"""Runs the peers side by side: a process each, one at work at a time, in turns: a busy machine hits all alike."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as Late
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

from bench import peers
from bench.scoring import Score, score
from bench.work import WorkSet

ROUNDS = 3
LIMIT = 300  # seconds for one file


class Worker:
    """A peer in a process of its own; `reason` says why it is out."""

    def __init__(self, name: str) -> None:
        """Start the process and import the peer."""
        self.name = name
        self.reason: str | None = None
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(1, get_context("spawn"))
        try:
            pool.submit(peers.prepare, self.name).result(LIMIT)
        except Exception as error:  # a peer may be missing or broken in any way: its row says so
            self.reason = _words(error)
        return pool

    def call(self, function: Callable[[str, str], Any], path: Path) -> tuple[Any, str | None]:
        """The function's result for this peer and file, or None and the reason."""
        if self.reason is not None:
            return None, self.reason
        try:
            return self._pool.submit(function, self.name, str(path)).result(LIMIT), None
        except Exception as error:  # see _start
            if isinstance(error, (BrokenProcessPool, Late)):
                self.close()
                self._pool = self._start()
            return None, _words(error)

    def close(self) -> None:
        """End the process, which may be stuck."""
        processes = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()


def _words(error: BaseException) -> str:
    if isinstance(error, BrokenProcessPool):
        return "its process died"
    if isinstance(error, Late):
        return f"no answer in {LIMIT} s"
    return f"{type(error).__name__}: {error}".splitlines()[0][:160]


@dataclass(slots=True)
class Measured:
    """A peer over one set of documents: what it got right, how long it took, and what it failed on."""

    peer: str
    score: Score = field(default_factory=Score)
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)


def measure(work: WorkSet, workers: Sequence[Worker]) -> list[Measured]:
    """Each document by each peer: once to look at what it reads, then ROUNDS times for the clock, in turns."""
    out = [Measured(worker.name) for worker in workers]
    for number, item in enumerate(work.items, 1):
        print(f"{work.name} {number}/{len(work.items)}: {item.pages} pages", file=sys.stderr, flush=True)
        for entry, worker in zip(out, workers, strict=True):
            found, reason = worker.call(peers.looked, item.file)
            entry.score.add(score(item, found))
            if reason is not None:
                entry.failures.append(reason)
        for name, seconds in race(item.file, workers).items():
            next(e for e in out if e.peer == name).seconds += seconds
    return out


def race(file: Path, workers: Sequence[Worker], rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of each peer that reads the file; the peers take turns."""
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for worker in workers:
            seconds, reason = worker.call(peers.timed, file)
            if reason is None:
                times.setdefault(worker.name, []).append(seconds)
    return {name: median(taken) for name, taken in times.items()}
