"""One document from its bytes to its JSON in OUT, and its record: what a worker does, in whatever process it runs."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from shenbao.attempting import Attempt, attempt_bytes, failed, missing
from shenbao.batch import kept, limits, records
from shenbao.batch.jobs import Job, Setup
from shenbao.batch.records import Record, Summary
from shenbao.batch.versions import pipeline_version
from shenbao.faults import OUT_OF_MEMORY, STORAGE_FAILED, fault_words
from shenbao.output import dumps, loads, renamed
from shenbao.storage import StorageError, read, write
from shenbao_extract.cells_file import START, SUFFIX, dump_document
from shenbao_extract.document import Document
from shenbao_extract.page_count import page_count

CONVERTED, UNCHANGED, COPIED, NOT_STORED = "converted", "unchanged", "copied", "not_stored"

OUT_OF_TIME_EXIT, OUT_OF_MEMORY_EXIT, STOPPED = 81, 82, 83
"""The exit codes by which a worker tells that its document met a limit, or that it was told to stop."""

_at_work = False
_setup: Setup | None = None
"""This worker's, see prepare()."""

Page = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one document. `how`: converted, unchanged, copied (from the same bytes), not_stored (no JSON).

    `seconds`: of the conversion itself, when it was done; `spent`: of this run, with reading and writing.
    """

    job: Job
    how: str
    summary: Summary
    seconds: float
    spent: float = 0.0


def do(job: Job, setup: Setup, *, timed: bool = False, page: Page | None = None) -> Done:
    """Convert one document, unless it is unchanged. Raises OutputError where OUT cannot be written.

    `timed`: hold the setup's time limit (in a worker's main thread). `page` is called before each page that is read
    from its picture.
    """
    begun = _Begun(job, setup, time.perf_counter())
    try:
        data = read(job.source)
    except OSError as error:
        return _finish(begun, missing(job.name, error, job.url))
    except StorageError:
        return _lost(begun)
    begun.digest = hashlib.sha256(data).hexdigest()
    try:
        if setup.state and (job.twin is not None or not setup.fresh):
            begun.known = kept.known(begun.digest, setup)
            done = (None if setup.force else _unchanged(begun)) or (_copied(begun) if job.twin is not None else None)
            if done is not None:
                return done
    except StorageError:
        return _lost(begun)
    return _convert(begun, data, timed, page)


@dataclass(slots=True)
class _Begun:
    """A document under way: since when, its bytes' sha256, and what was known of it before."""

    job: Job
    setup: Setup
    start: float
    digest: str | None = None
    known: kept.Known = field(default_factory=kept.Known)

    @property
    def spent(self) -> float:
        """Seconds since it was begun."""
        return time.perf_counter() - self.start

    @property
    def made_of(self) -> dict[str, Any]:
        """What its JSON is made of."""
        return records.made_of(self.job, self.setup, self.digest, pipeline_version())


def _unchanged(begun: _Begun) -> Done | None:
    """Nothing to do; None where there is something. Raises StorageError."""
    wanted = begun.made_of
    for record in kept.records_of(begun.job, begun.setup, begun.known):
        if records.unchanged(begun.job, begun.setup, record, wanted):
            return Done(begun.job, UNCHANGED, record.summary, record.seconds, begun.spent)
    return None


def _convert(begun: _Begun, data: bytes, timed: bool, page: Page | None) -> Done:
    job, setup = begun.job, begun.setup
    keeps = setup.state and not data.startswith(START)
    before = begun.known.document() if keeps and not setup.force else None
    keeper = _Keeper()
    start = time.perf_counter()
    with limits.clock(setup.allowed(1)) if timed else nullcontext(), limits.closed_network():
        if timed and before is None:
            limits.allow(setup.allowed(page_count(data, setup.password)))
        done = attempt_bytes(
            data, job.name, password=setup.password, ocr=setup.ocr, ocr_engine=setup.ocr_engine, url=job.url,
            document=before, page=page, read=keeper.keep if keeps else None,
        )  # fmt: skip
        output = dumps(done.contract).encode("utf-8")
        if not setup.cells:
            done = replace(done, reading=None)  # freeing what was read is part of its conversion's time
        seconds = time.perf_counter() - start - keeper.seconds
    if timed and done.code == OUT_OF_MEMORY:
        raise MemoryError
    return _finish(begun, done, output, seconds=seconds, new=keeper.packed if done.code is None else b"")


class _Keeper:
    """Packs what was read as soon as it is there, while the processor's caches hold it: a fifth less time.

    `seconds`: what that took, which is none of the conversion's time.
    """

    def __init__(self) -> None:
        self.packed, self.seconds = b"", 0.0

    def keep(self, document: Document) -> None:
        start = time.perf_counter()
        self.packed = kept.pack(document)
        self.seconds = time.perf_counter() - start


def _finish(begun: _Begun, done: Attempt, output: bytes = b"", *, seconds: float = 0.0, new: bytes = b"") -> Done:
    """Write the JSON, then the record, with what was read (packed) where that is `new`."""
    job, setup = begun.job, begun.setup
    target = setup.output(job.relative)
    summary = records.summary_of(done.contract, done.code, done.error)
    try:
        output = output or dumps(done.contract).encode("utf-8")
        if setup.cells and done.reading is not None:
            cells = dump_document(done.reading.document).encode("utf-8")
            write(target.removesuffix(".json") + SUFFIX, cells, setup.temporary)
        write(target, output, setup.temporary)
        if setup.state:
            made_of = begun.made_of | records.limits_of(setup)
            sha256 = hashlib.sha256(output).hexdigest()
            kept.save(setup, Record(job.relative, made_of, sha256, round(seconds, 4), summary), begun.known, new)
    except StorageError as error:
        summary = Summary(code=STORAGE_FAILED, error=(error.zh, error.en))
        return Done(job, NOT_STORED, summary, seconds, begun.spent)
    return Done(job, CONVERTED, summary, seconds, begun.spent)


def _lost(begun: _Begun) -> Done:
    """The store could not be reached."""
    job = begun.job
    return _finish(begun, failed(job.name, None, None, STORAGE_FAILED, fault_words(STORAGE_FAILED, job.name), job.url))


def _copied(begun: _Begun) -> Done | None:
    """The JSON of the same bytes under this document's name; None where the other's is not as it was written.

    Raises StorageError.
    """
    job, setup = begun.job, begun.setup
    if setup.cells:
        return None  # they bear the name as well
    other = Job("", job.twin or "", 0)
    for record in kept.records_of(other, setup, begun.known):
        if record.made_of.get("sha256") == begun.digest and records.written_whole(other, setup, record):
            break
    else:
        return None
    contract = renamed(loads(read(setup.output(other.relative)).decode("utf-8")), job.name, job.url)
    issue = contract["issues"][0]["message"] if record.summary.code else None
    words = (issue["zh"], issue["en"]) if issue else None
    done = _finish(begun, Attempt(contract, None, words, record.summary.code))
    return done if done.how == NOT_STORED else replace(done, how=COPIED)


def fail(job: Job, setup: Setup, code: str) -> Done:
    """The record of a document that took its worker down, or met a limit: written by who watched it."""
    begun = _Begun(job, setup, time.perf_counter())
    size = None
    try:
        data = read(job.source)
        begun.digest, size = hashlib.sha256(data).hexdigest(), len(data)
    except (OSError, StorageError):
        pass  # nothing more can be said of it
    return _finish(begun, failed(job.name, begun.digest, size, code, fault_words(code, job.name), job.url))


def prepare(setup: Setup) -> None:
    """Make this process a worker: its limits, its folder for temporary files, its version. Called once in each."""
    global _setup
    _setup = setup
    limits.end_with_parent()
    limits.watch_network()
    limits.watch_time()
    limits.use_temporary(setup.temporary)
    limits.limit_memory(setup.memory_mb)
    pipeline_version()  # 10 ms that no document need wait for
    signal.signal(signal.SIGTERM, _stop)


def _stop(*_: object) -> None:
    if _at_work:
        raise limits.Stopped  # so that what was begun is tidied up
    _end(STOPPED)


def _end(code: int) -> NoReturn:
    shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)  # this worker's own, see prepare()
    os._exit(code)


def in_worker(job: Job) -> Done:
    """do() in a worker process, see prepare(). One that met a limit ends, and tells by its exit code which."""
    global _at_work
    assert _setup is not None
    _at_work = True
    try:
        return do(job, _setup, timed=True)
    except limits.OutOfTime:
        _end(OUT_OF_TIME_EXIT)
    except MemoryError:
        _end(OUT_OF_MEMORY_EXIT)
    except limits.Stopped:
        _end(STOPPED)
    finally:
        _at_work = False
