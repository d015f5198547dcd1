"""Who does the work: worker processes that can be killed, or this process, one document after the other.

A worker that crashes, hangs or takes too much memory costs its one document. A crash, or memory that ran out, may be
the fault of what the worker did before: such a document is tried once more.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from shenbao.batch import work
from shenbao.batch.alarm import RINGS
from shenbao.batch.jobs import Job, Setup
from shenbao.batch.limits import GRACE, THREADS
from shenbao.batch.work import Done, Page
from shenbao.faults import CRASHED, OUT_OF_MEMORY, TIMED_OUT
from shenbao.files import OutputError, ShenbaoError
from shenbao_extract.page_count import MOST_PAGES

Worker = Callable[[Job], Done]
PRELOAD = [
    *("shenbao.batch.work", "shenbao_cleaners", "shenbao_extract.reading", "shenbao_extract.readers.pdf"),
    "msgspec.msgpack",
]
TRIES = 2
BROKEN_POOLS = 3
"""So many pools may break, one after the other, before that is the end."""


class WorkersError(ShenbaoError):
    """No worker process can be started."""


@dataclass(slots=True)
class Task:
    """A job under way."""

    job: Job
    future: Future[Done]
    tries: int = 1


class Executor(Protocol):
    """Begins jobs, and says what became of them; at most `wide` are worth having under way."""

    wide: int

    def begin(self, job: Job, tries: int = 1) -> Task:
        """Begin a job."""
        ...

    def end(self, task: Task) -> Done | None:
        """What became of a job whose future is done; None where it should be begun again.

        Raises OutputError where OUT cannot be written, WorkersError.
        """
        ...

    def close(self, *, now: bool) -> None:
        """Let go of all resources; `now`: what is under way is given up."""
        ...


class InProcess:
    """The serial twin: each document in this process, without limits."""

    wide = 1

    def __init__(self, setup: Setup, page: Page | None = None) -> None:
        """`page` is called before each page that is read from its picture."""
        self._setup, self._page = setup, page

    def begin(self, job: Job, tries: int = 1) -> Task:
        """Do it at once."""
        future: Future[Done] = Future()
        try:
            future.set_result(work.do(job, self._setup, page=self._page))
        except Exception as error:
            future.set_exception(error)
        return Task(job, future, tries)

    def end(self, task: Task) -> Done | None:
        """See Executor.end()."""
        return task.future.result()

    def close(self, *, now: bool) -> None:
        """Nothing is held."""


class Isolated:
    """Worker processes of pebble. `worker` stands in for the work in tests."""

    def __init__(self, setup: Setup, jobs: int, worker: Worker = work.in_worker) -> None:
        """`jobs` worker processes, started with the first job."""
        self.wide = 2 * jobs + 2
        self._setup, self._jobs, self._worker = setup, jobs, worker
        self._longest = setup.allowed(MOST_PAGES) + 10 * GRACE
        self._pool: Any = None
        self._broken = 0

    def begin(self, job: Job, tries: int = 1) -> Task:
        """See Executor.begin()."""
        future: Future[Done]
        try:
            if self._pool is None:
                self._pool = self._started()
            future = self._pool.schedule(self._worker, args=(job,), timeout=self._longest)
        except RuntimeError as error:  # the pool broke meanwhile: end() sees to it
            future = Future()
            future.set_exception(BrokenProcessPool(str(error)))
        return Task(job, future, tries)

    def end(self, task: Task) -> Done | None:
        """See Executor.end()."""
        from pebble import ProcessExpired

        try:
            done = task.future.result()
            self._broken = 0
            return done
        except OutputError:
            raise
        except BrokenProcessPool as error:
            self._replace(error)
            return None
        except FutureTimeoutError:
            code = TIMED_OUT
        except ProcessExpired as error:
            code = _reason(error.exitcode)
            self._tidy(error.pid)
        except Exception:
            code = CRASHED
        self._broken = 0
        if code != TIMED_OUT and task.tries < TRIES:
            task.tries += 1
            return None
        return work.fail(task.job, self._setup, code)

    def close(self, *, now: bool) -> None:
        """See Executor.close()."""
        if self._pool is None:
            return
        if now:
            self._pool.stop()
        else:
            self._pool.close()
        self._pool.join()

    def _started(self) -> Any:
        from pebble import ProcessPool

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOAD)
        pool = ProcessPool(self._jobs, initializer=work.prepare, initargs=(self._setup,), context=context)
        with _one_thread():
            from multiprocessing.forkserver import ensure_running

            ensure_running()
        return pool

    def _replace(self, error: BrokenProcessPool) -> None:
        """A broken pool is replaced by a new one, by the first of its tasks that is seen to have failed."""
        if self._pool is None or self._pool.active:
            return
        self._pool, self._broken = None, self._broken + 1
        if self._broken >= BROKEN_POOLS:
            raise WorkersError(
                f"无法启动工作进程（{error}）。请检查内存和 --memory；在 Python 中调用时，"
                '请放在 if __name__ == "__main__": 之下。',
                f"no worker process can be started ({error}). Check the memory and --memory; when calling from Python, "
                'do it below if __name__ == "__main__":.',
            )

    def _tidy(self, pid: int | None) -> None:
        """Remove the temporary files of a worker that is gone."""
        if self._setup.temporary is not None and pid is not None:
            shutil.rmtree(os.path.join(self._setup.temporary, f"shenbao-worker-{pid}"), ignore_errors=True)


def _reason(exitcode: int | None) -> str:
    """Why a worker ended, by its exit code."""
    if exitcode in (work.OUT_OF_TIME_EXIT, -RINGS):
        return TIMED_OUT
    return OUT_OF_MEMORY if exitcode == work.OUT_OF_MEMORY_EXIT else CRASHED


@contextmanager
def _one_thread() -> Iterator[None]:
    """Processes started now keep their numerical libraries to one thread."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
