"""The same work on a Dask cluster, through its executor: `--cluster ADDRESS`, or `--cluster local` for a try.

Each task of the cluster is one document. The worker that gets it converts it in a process of its own, as Isolated does
on one machine: a crash, a hang or a bomb costs that process, not the cluster's worker. A worker that is lost costs
nothing: the scheduler gives its tasks to another.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
from concurrent.futures import CancelledError, Future
from typing import Any

from shenbao.batch import work
from shenbao.batch.jobs import Job, Setup
from shenbao.batch.pool import Isolated, Task
from shenbao.batch.work import Done
from shenbao.faults import CRASHED
from shenbao.files import UsageError

LOCAL = "local"
RETRIES = 3
"""So many workers may be lost over one document before it is taken for the cause."""

CONNECT_SECONDS = 20


class Cluster:
    """An executor over a Dask scheduler at `address`, or over worker processes of this machine ("local")."""

    def __init__(self, setup: Setup, address: str, jobs: int | None = None) -> None:
        """`jobs`: how many local workers. Raises UsageError where dask is not installed or nobody answers."""
        self._setup = setup
        self._client = _client(address, jobs)
        self._executor = self._client.get_executor(retries=RETRIES, pure=False)
        threads = sum(self._client.nthreads().values())
        self.wide = 2 * max(threads, 1) + 2

    def begin(self, job: Job, tries: int = 1) -> Task:
        """See Executor.begin()."""
        future: Future[Done] = self._executor.submit(on_worker, job, self._setup)
        return Task(job, future, tries)

    def end(self, task: Task) -> Done | None:
        """See Executor.end()."""
        from distributed import KilledWorker

        try:
            return task.future.result()
        except (KilledWorker, CancelledError):
            return work.fail(task.job, self._setup, CRASHED)

    def close(self, *, now: bool) -> None:
        """See Executor.close()."""
        self._executor.shutdown(wait=not now)
        self._client.close()


_own = threading.local()


def on_worker(job: Job, setup: Setup) -> Done:
    """One document in a process of this thread's own, which is kept for the next."""
    multiprocessing.current_process()._config.pop("daemon", None)  # type: ignore[attr-defined]  # it may have children
    isolated: Isolated | None = getattr(_own, "isolated", None)
    if isolated is None or _own.setup != setup:
        if isolated is not None:
            isolated.close(now=True)
        isolated = Isolated(setup, 1)
        _own.isolated, _own.setup = isolated, setup
    tries = 1
    while True:
        task = isolated.begin(job, tries)
        done = isolated.end(task)
        if done is not None:
            return done
        tries = task.tries


def _client(address: str, jobs: int | None) -> Any:
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "--cluster 需要 Dask。请运行 pip install 'shenbao[cluster]'。",
            "--cluster needs Dask. Run: pip install 'shenbao[cluster]'.",
        ) from error
    if address == LOCAL:
        dask.config.set({"distributed.worker.daemon": False})
        return Client(
            n_workers=jobs or multiprocessing.cpu_count(), threads_per_worker=1, dashboard_address=None,
            silence_logs=logging.ERROR,
        )  # fmt: skip
    try:
        return Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"连不上 Dask 调度器 {address}：{error}。请检查地址，以及调度器是否在运行。",
            f"no Dask scheduler answers at {address}: {error}. Check the address, and that the scheduler runs.",
        ) from error
