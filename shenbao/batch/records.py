"""The record of each document: what its JSON was made of, and what became of it.

A document is unchanged where a record of it names the same bytes, options and version, and its JSON still is what was
written. Records are written after the JSON, each whole or not at all: a run killed between the two does it again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from shenbao.batch.jobs import Job, Setup
from shenbao.faults import CRASHED, OUT_OF_MEMORY, STORAGE_FAILED, TIMED_OUT
from shenbao.storage import read

_compact = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Summary:
    """What a document's JSON holds, in numbers; `error` is (Chinese, English) where it could not be read."""

    media_type: str | None = None
    pages: int = 0
    declarations: int = 0
    indicators: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    code: str | None = None
    error: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """`made_of`: bytes, options and version. `output`: sha256 of the JSON. `seconds`: time it took, at that time."""

    file: str
    made_of: dict[str, Any]
    output: str
    seconds: float
    summary: Summary


def summary_of(contract: dict[str, Any], code: str | None, error: tuple[str, str] | None) -> Summary:
    """The numbers of a document's JSON."""
    declarations = contract["declarations"]
    issues = Counter(f"{i['severity']} {i['code']}" for part in (contract, *declarations) for i in part["issues"])
    return Summary(
        contract["source"]["media_type"],
        len(contract["pages"]),
        len(declarations),
        sum(len(declaration["indicators"]) for declaration in declarations),
        dict(Counter(declaration["status"] for declaration in declarations)),
        dict(Counter(declaration["form"]["kind"] for declaration in declarations)),
        dict(issues),
        code,
        error,
    )


def made_of(job: Job, setup: Setup, digest: str | None, version: str) -> dict[str, Any]:
    """What a document's JSON is made of."""
    return {"sha256": digest, "url": job.url, "version": version, **setup.telling()}


def limits_of(setup: Setup) -> dict[str, Any]:
    """The limits, which a record names too: they change what becomes of a document only where it met them."""
    return {"timeout": setup.timeout, "memory_mb": setup.memory_mb}


def from_line(line: bytes) -> Record | None:
    """A record as it was written; None where it cannot be understood."""
    try:
        told = json.loads(line)
        summary = told.pop("summary")
        error = tuple(summary.pop("error") or ()) or None
        return Record(summary=Summary(error=error, **summary), **told)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def to_line(record: Record) -> bytes:
    """A record as one line of JSON, without its end."""
    told = {name: getattr(record, name) for name in Record.__slots__}
    told["summary"] = {name: getattr(record.summary, name) for name in Summary.__slots__}
    return _compact(told).encode()


def unchanged(job: Job, setup: Setup, record: Record, wanted: dict[str, Any]) -> bool:
    """Whether a document need not be done again, by a record of it.

    A crash is tried again, storage trouble and a file that was not there too; what ran out of time or memory where the
    limits (in the record) have been raised; an encrypted file where there is a password now.
    """
    limits = limits_of(setup)
    code = record.summary.code
    same = {name: value for name, value in record.made_of.items() if name not in limits}
    if same != wanted or wanted["sha256"] is None or code in (CRASHED, STORAGE_FAILED):
        return False
    if code in (TIMED_OUT, OUT_OF_MEMORY) and any(record.made_of.get(k) != v for k, v in limits.items()):
        return False
    if code == "encrypted_file" and setup.password is not None:
        return False
    return written_whole(job, setup, record)


def written_whole(job: Job, setup: Setup, record: Record) -> bool:
    """Whether a document's JSON is there, just as it was written."""
    try:
        return hashlib.sha256(read(setup.output(job.relative))).hexdigest() == record.output
    except OSError:
        return False
