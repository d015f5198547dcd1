"""What is counted while a batch runs. Little is kept of a document: memory does not grow with their number."""

from __future__ import annotations

import heapq
import time
from collections import Counter
from dataclasses import dataclass, field

from shenbao.batch.work import Done

SLOWEST = 20


@dataclass(slots=True)
class Failure:
    """A document that could not be read, or not be stored; `error` is (Chinese, English), with what to do."""

    file: str
    code: str
    error: tuple[str, str]


@dataclass(slots=True)
class Tally:
    """Counts over the documents of one run; those that were unchanged count with what they hold."""

    total: int
    passed_over: int = 0
    begun: float = field(default_factory=time.time)
    ended: float | None = None
    interrupted: bool = False
    documents: Counter[str] = field(default_factory=Counter)  # by how: converted, unchanged, copied, failed, not_stored
    media: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)  # of declarations
    kinds: Counter[str] = field(default_factory=Counter)  # of declarations
    issues: Counter[str] = field(default_factory=Counter)  # "severity code"
    pages: int = 0
    declarations: int = 0
    indicators: int = 0
    conversion_seconds: float = 0.0  # of documents converted in this run
    worker_seconds: float = 0.0  # with reading, writing and records
    failures: list[Failure] = field(default_factory=list)
    _slowest: list[tuple[float, str, int]] = field(default_factory=list)

    def add(self, done: Done) -> None:
        """Count a document."""
        summary = done.summary
        self.documents["failed" if summary.code and done.how != "not_stored" else done.how] += 1
        self.media[summary.media_type or "-"] += 1
        self.statuses.update(summary.statuses)
        self.kinds.update(summary.kinds)
        self.issues.update(summary.issues)
        self.pages += summary.pages
        self.declarations += summary.declarations
        self.indicators += summary.indicators
        self.worker_seconds += done.spent
        if done.how == "converted":
            self.conversion_seconds += done.seconds
        if summary.code and summary.error:
            self.failures.append(Failure(done.job.relative, summary.code, summary.error))
        entry = (done.seconds, done.job.relative, summary.pages)
        (heapq.heappush if len(self._slowest) < SLOWEST else heapq.heappushpop)(self._slowest, entry)

    def end(self, *, interrupted: bool = False) -> None:
        """No more documents come."""
        self.ended, self.interrupted = time.time(), interrupted

    @property
    def done(self) -> int:
        """How many documents are done."""
        return self.documents.total()

    @property
    def failed(self) -> int:
        """How many documents could not be read or not be stored."""
        return self.documents["failed"] + self.documents["not_stored"]

    @property
    def slowest(self) -> list[tuple[float, str, int]]:
        """(seconds, file, pages) of the documents that took longest, the longest first."""
        return sorted(self._slowest, reverse=True)

    @property
    def seconds(self) -> float:
        """Seconds since the beginning, or of the whole run."""
        return (self.ended or time.time()) - self.begun
