"""What is known of each document, in OUT/.shenbao: one file, its record in the first line and then, packed, what was
read of it.

The file is found by content: the document's bytes, how they were read, and the version of the extract room. So a new
version of the cleaners reads nothing again, nor is a document read again that was renamed. A record stands alone, in a
file found by the document's path, where nothing was read, or where another document of the same bytes has the file.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from shenbao.batch import records
from shenbao.batch.jobs import Job, Setup
from shenbao.batch.records import Record
from shenbao.batch.versions import reading_version
from shenbao.storage import read, write
from shenbao_extract.document import Document

FOLDERS = ("read", "records")
"""In OUT/.shenbao: of the files found by content, and of those found by path."""

MOST_BYTES = 512 * 2**20
"""What is kept of one document never unpacks to more."""


@dataclass(frozen=True, slots=True)
class Known:
    """The file of some bytes: the record in it (maybe of another document), and what was read of them, packed."""

    record: Record | None = None
    packed: bytes = b""

    def document(self) -> Document | None:
        """What was read; None where there is nothing, or it is damaged."""
        from msgspec.msgpack import decode

        try:
            return decode(zlib.decompressobj(wbits=31).decompress(self.packed, MOST_BYTES), type=Document)
        except (zlib.error, ValueError, RecursionError):
            return None


def known(digest: str, setup: Setup) -> Known:
    """The file of these bytes; empty where there is none. Raises StorageError."""
    line, _, packed = _read(_by_content(digest, setup)).partition(b"\n")
    return Known(records.from_line(line), packed) if packed else Known()


def records_of(job: Job, setup: Setup, found: Known) -> Iterator[Record]:
    """The records of a document: in the file of its bytes, and by its path. Raises StorageError."""
    if found.record is not None and found.record.file == job.relative:
        yield found.record
    alone = records.from_line(_read(_by_path(job.relative, setup)))
    if alone is not None:
        yield alone


def save(setup: Setup, record: Record, found: Known, new: bytes) -> None:
    """Write a document's record, and what was read of it where that is new. Raises OutputError.

    `found`: the file of its bytes before; `new`: what was read now, packed.
    """
    line = records.to_line(record)
    digest = record.made_of["sha256"]
    if new:
        write(_by_content(digest, setup), line + b"\n" + new, setup.temporary)
    elif found.record is not None and found.record.file == record.file:
        write(_by_content(digest, setup), line + b"\n" + found.packed, setup.temporary)
    else:
        write(_by_path(record.file, setup), line, setup.temporary)


def pack(document: Document) -> bytes:
    """What was read, packed, without its name."""
    from msgspec.msgpack import encode

    nameless = replace(document, source=replace(document.source, file="", url=None))
    return gzip.compress(encode(nameless), compresslevel=1, mtime=0)


def _read(where: str) -> bytes:
    try:
        return read(where)
    except OSError:
        return b""


def _by_content(digest: str, setup: Setup) -> str:
    return setup.inside(FOLDERS[0], digest[:2], f"{digest}-{_how(setup.ocr, setup.ocr_engine, reading_version())}")


@cache
def _how(ocr: str, engine: str, version: str) -> str:
    return hashlib.sha256(f"{ocr} {engine} {version}".encode()).hexdigest()[:12]


def _by_path(relative: str, setup: Setup) -> str:
    mark = hashlib.sha256(os.fsencode(relative)).hexdigest()[:32]
    return setup.inside(FOLDERS[1], mark[:2], f"{mark}.record")
