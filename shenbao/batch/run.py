"""A batch from its first document to its last: few jobs under way at a time, the same bytes done once."""

from __future__ import annotations

import hashlib
import shutil
import signal
import threading
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

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
    again: deque[Task] = deque()
    under_way: dict[Future[Done], Task] = {}
    lost = 0
    finished = False
    try:
        while True:
            while len(under_way) < executor.wide and (job := waiting.ready() or next(source, None)) is not None:
                if waiting.holds_back(job):
                    continue
                task = executor.begin(waiting.known(job))
                under_way[task.future] = task
            if not under_way:
                break
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                task = under_way.pop(future)
                done = executor.end(task)
                if done is None:
                    again.append(task)
                    continue
                waiting.finished(task.job)
                lost = lost + 1 if done.how == NOT_STORED else 0
                if lost >= STORAGE_LOST and done.summary.error:
                    raise StorageError(*done.summary.error)
                yield done
            while again:
                task = again.popleft()
                task = executor.begin(task.job, task.tries)
                under_way[task.future] = task
        finished = True
    finally:
        executor.close(now=not finished)


class _Twins:
    """Documents of the same bytes: the first is converted, the others wait and take over its JSON.

    Only documents of one size can be twins, so only these are looked into.
    """

    def __init__(self, sizes: Counter[int]) -> None:
        self._suspects = {size for size, count in sizes.items() if count > 1 and size > 0}
        self._digests: dict[str, str] = {}  # relative path -> digest, of suspects under way
        self._first: dict[str, str] = {}  # digest -> relative path of the first of its bytes
        self._begun: set[str] = set()  # digests under way
        self._held: dict[str, list[Job]] = {}
        self._ready: deque[Job] = deque()

    def holds_back(self, job: Job) -> bool:
        """Whether a job waits for its twin, which is under way."""
        if job.size not in self._suspects or job.relative in self._digests:
            return False
        try:
            digest = hashlib.sha256(read(job.source)).hexdigest()
        except (OSError, OutputError):
            return False
        if digest in self._begun:
            self._held.setdefault(digest, []).append(job)
            return True
        self._digests[job.relative] = digest
        if digest not in self._first:
            self._first[digest] = job.relative
            self._begun.add(digest)
        return False

    def known(self, job: Job) -> Job:
        """The job, with its twin where that is done."""
        digest = self._digests.get(job.relative)
        first = self._first[digest] if digest else job.relative
        return job if first == job.relative else replace(job, twin=first)

    def finished(self, job: Job) -> None:
        """A job is done: those that waited for it can begin."""
        digest = self._digests.pop(job.relative, None)
        if digest in self._begun and self._first[digest] == job.relative:
            self._begun.remove(digest)
            self._ready.extend(self._held.pop(digest, ()))

    def ready(self) -> Job | None:
        """A job that waited and can begin."""
        return self._ready.popleft() if self._ready else None


@contextmanager
def opened(setup: Setup) -> Iterator[None]:
    """OUT made ready, for this run alone where it is a folder of this machine; temporary files are gone at the end.

    Raises BusyError, OutputError.
    """
    if is_url(setup.out):
        yield
        return
    check_folder(Path(setup.out))
    if not setup.state:
        yield
        return
    with ExitStack() as stack:
        stack.enter_context(only_run(Path(setup.inside("lock"))))
        assert setup.temporary is not None
        shutil.rmtree(setup.temporary, ignore_errors=True)  # of a run that was killed
        setup.temporary.mkdir(parents=True, exist_ok=True)
        stack.callback(shutil.rmtree, setup.temporary, ignore_errors=True)
        yield


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
