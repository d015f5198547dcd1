"""What was read of each document, kept in OUT/.shenbao/read by content: a new version of the cleaners need not read
it again. The key is the bytes, how they were read, and the version of the extract room.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from dataclasses import replace

from shenbao.batch.jobs import Setup
from shenbao.storage import read, write
from shenbao_extract.cells_file import dump_document, load_document
from shenbao_extract.document import Document
from shenbao_extract.errors import ExtractError

MOST_BYTES = 512 * 2**20
"""What is kept of one document never unpacks to more."""


def load(digest: str, setup: Setup, version: str) -> Document | None:
    """What was read of these bytes before, or None; what is damaged is read again."""
    try:
        packed = read(_place(digest, setup, version))
        data = zlib.decompressobj(wbits=31).decompress(packed, MOST_BYTES)
        return load_document(data, "")
    except (OSError, zlib.error, ExtractError):
        return None


def save(digest: str, setup: Setup, version: str, document: Document) -> None:
    """Keep what was read; the file's name does not count. Raises OutputError."""
    nameless = replace(document, source=replace(document.source, file="", url=None))
    data = gzip.compress(dump_document(nameless).encode("utf-8"), compresslevel=1, mtime=0)
    write(_place(digest, setup, version), data, setup.temporary)


def _place(digest: str, setup: Setup, version: str) -> str:
    how = hashlib.sha256(f"{setup.ocr} {setup.ocr_engine} {version}".encode()).hexdigest()[:12]
    return setup.inside("read", digest[:2], f"{digest}-{how}.cells.gz")
