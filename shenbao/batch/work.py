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
from dataclasses import dataclass, replace
from typing import NoReturn

from shenbao.attempting import Attempt, attempt_bytes, failed, missing
from shenbao.batch import kept, limits, records
from shenbao.batch.jobs import Job, Setup
from shenbao.batch.records import Record, Summary
from shenbao.batch.versions import pipeline_version, reading_version
from shenbao.faults import OUT_OF_MEMORY, STORAGE_FAILED, fault_words
from shenbao.output import dumps, loads, renamed
from shenbao.storage import StorageError, read, write
from shenbao_extract.cells_file import START, SUFFIX, dump_document
from shenbao_extract.page_count import page_count

CONVERTED, UNCHANGED, COPIED, NOT_STORED = "converted", "unchanged", "copied", "not_stored"

OUT_OF_TIME_EXIT, OUT_OF_MEMORY_EXIT, STOPPED = 81, 82, 83
"""The exit codes by which a worker tells that its document met a limit, or that it was told to stop."""

_at_work = False

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
    start = time.perf_counter()
    try:
        data = read(job.source)
    except OSError as error:
        return _finish(job, setup, missing(job.name, error, job.url), None, start)
    except StorageError:
        words = fault_words(STORAGE_FAILED, job.name)
        return _finish(job, setup, failed(job.name, None, None, STORAGE_FAILED, words, job.url), None, start)
    digest = hashlib.sha256(data).hexdigest()
    if setup.state and not setup.force:
        known = records.unchanged(job, setup, records.made_of(job, setup, digest, pipeline_version()))
        if known is not None:
            return Done(job, UNCHANGED, known.summary, known.seconds, time.perf_counter() - start)
    if job.twin is not None and (copied := _copy(job, setup, digest, start)):
        return copied
    return _convert(job, setup, data, digest, start, timed, page)


def _convert(job: Job, setup: Setup, data: bytes, digest: str, start: float, timed: bool, page: Page | None) -> Done:
    keeps = setup.state and not data.startswith(START)
    begun = time.perf_counter()
    before = kept.load(digest, setup, reading_version()) if keeps and not setup.force else None
    with limits.clock(setup.allowed(1)) if timed else nullcontext() as clock, limits.closed_network():
        if clock is not None and before is None:
            clock.allow(setup.allowed(page_count(data, setup.password)))
        done = attempt_bytes(
            data, job.name, password=setup.password, ocr=setup.ocr, ocr_engine=setup.ocr_engine, url=job.url,
            document=before, page=page,
        )  # fmt: skip
        text = dumps(done.contract)
        seconds = time.perf_counter() - begun
    if timed and done.code == OUT_OF_MEMORY:
        raise MemoryError
    if keeps and before is None and done.reading is not None:
        kept.save(digest, setup, reading_version(), done.reading.document)
    return _finish(job, setup, done, digest, start, text=text, seconds=seconds)


def _finish(
    job: Job, setup: Setup, done: Attempt, digest: str | None, start: float, *, text: str = "", seconds: float = 0.0
) -> Done:
    """Write the JSON, then the record."""
    target = setup.output(job.relative)
    summary = records.summary_of(done.contract, done.code, done.error)
    try:
        output = (text or dumps(done.contract)).encode("utf-8")
        if setup.cells and done.reading is not None:
            cells = dump_document(done.reading.document).encode("utf-8")
            write(target.removesuffix(".json") + SUFFIX, cells, setup.temporary)
        write(target, output, setup.temporary)
        if setup.state:
            made_of = records.made_of(job, setup, digest, pipeline_version()) | records.limits_of(setup)
            sha256 = hashlib.sha256(output).hexdigest()
            records.save(job, setup, Record(job.relative, made_of, sha256, round(seconds, 4), summary))
    except StorageError as error:
        summary = Summary(code=STORAGE_FAILED, error=(error.zh, error.en))
        return Done(job, NOT_STORED, summary, seconds, time.perf_counter() - start)
    return Done(job, CONVERTED, summary, seconds, time.perf_counter() - start)


def _copy(job: Job, setup: Setup, digest: str, start: float) -> Done | None:
    """The JSON of the same bytes under this document's name; None where the other's is not as it was written."""
    if setup.cells:
        return None  # they bear the name as well
    other = Job("", job.twin or "", 0)
    record = records.load(other, setup)
    if record is None or record.made_of["sha256"] != digest or not records.written_whole(other, setup, record):
        return None
    contract = renamed(loads(read(setup.output(other.relative)).decode("utf-8")), job.name, job.url)
    issue = contract["issues"][0]["message"] if record.summary.code else None
    words = (issue["zh"], issue["en"]) if issue else None
    done = _finish(job, setup, Attempt(contract, None, words, record.summary.code), digest, start)
    return done if done.how == NOT_STORED else replace(done, how=COPIED)


def fail(job: Job, setup: Setup, code: str) -> Done:
    """The record of a document that took its worker down, or met a limit: written by who watched it."""
    start = time.perf_counter()
    digest = size = None
    try:
        data = read(job.source)
        digest, size = hashlib.sha256(data).hexdigest(), len(data)
    except (OSError, StorageError):
        pass  # nothing more can be said of it
    done = failed(job.name, digest, size, code, fault_words(code, job.name), job.url)
    return _finish(job, setup, done, digest, start)


def prepare(setup: Setup) -> None:
    """Make this process a worker: its limits, its folder for temporary files. Called once in each."""
    limits.end_with_parent()
    limits.watch_network()
    limits.use_temporary(setup.temporary)
    limits.limit_memory(setup.memory_mb)
    signal.signal(signal.SIGTERM, _stop)


def _stop(*_: object) -> None:
    if _at_work:
        raise limits.Stopped  # so that what was begun is tidied up
    _end(STOPPED)


def _end(code: int) -> NoReturn:
    shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)  # this worker's own, see prepare()
    os._exit(code)


def in_worker(job: Job, setup: Setup) -> Done:
    """do() in a worker process. One that met a limit ends, and tells by its exit code which."""
    global _at_work
    _at_work = True
    try:
        return do(job, setup, timed=True)
    except limits.OutOfTime:
        _end(OUT_OF_TIME_EXIT)
    except MemoryError:
        _end(OUT_OF_MEMORY_EXIT)
    except limits.Stopped:
        _end(STOPPED)
    finally:
        _at_work = False
