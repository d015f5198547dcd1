"""One document tried: its JSON whatever happens, with the reason in it where it could not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.faults import OUT_OF_MEMORY, fault_words, unexpected
from shenbao.output import failed_contract
from shenbao.reading import Reading

if TYPE_CHECKING:
    from shenbao_extract.document import Document
    from shenbao_extract.ocr.options import Mode


@dataclass(frozen=True, slots=True)
class Attempt:
    """One document read or not: its JSON, and either a Reading or the reason (Chinese, English) and its code."""

    contract: dict[str, Any]
    reading: Reading | None
    error: tuple[str, str] | None
    code: str | None = None


def attempt(path: Path, password: str | None = None, ocr: Mode = "auto", ocr_engine: str = "rapid") -> Attempt:
    """Read one document; one that cannot be read gives a record whose issue says why. Never raises for it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return missing(path.name, error)
    return attempt_bytes(data, path.name, password=password, ocr=ocr, ocr_engine=ocr_engine)


def missing(name: str, error: OSError, url: str | None = None) -> Attempt:
    """The record of a document that is not there or may not be read."""
    from shenbao_extract.errors import MissingFileError

    told = MissingFileError(name, error.strerror or "")
    return failed(name, None, None, told.code, (told.message_zh, told.message_en), url)


def attempt_bytes(
    data: bytes,
    name: str,
    *,
    password: str | None = None,
    ocr: Mode = "auto",
    ocr_engine: str = "rapid",
    url: str | None = None,
    document: Document | None = None,
    page: Callable[[str, int, int], None] | None = None,
    read: Callable[[Document], None] | None = None,
) -> Attempt:
    """The same for a document's bytes; `name` is its name. `document`: what was read of these bytes before.

    `page` is called before each page that is read from its picture, with the name, its number and how many there are;
    `read` with what was read, where it was read now.
    """
    from shenbao_cleaners import read_declarations
    from shenbao_extract.cells_file import START
    from shenbao_extract.errors import ExtractError
    from shenbao_extract.ocr.options import Ocr
    from shenbao_extract.reading import read_bytes

    try:
        if document is None:
            progress = partial(page, name) if page else None
            document = read_bytes(data, name, password=password, ocr=Ocr(ocr, ocr_engine, progress))
            if read is not None:
                read(document)
        if not data.startswith(START):  # a document as read before keeps the name of the document itself
            document = replace(document, source=replace(document.source, file=name, url=url))
        reading = Reading(document, read_declarations(document))
        return Attempt(reading.contract(), reading, None)
    except ExtractError as error:
        code, words = error.code, (error.message_zh, error.message_en)
    except MemoryError:
        code, words = OUT_OF_MEMORY, fault_words(OUT_OF_MEMORY, name)
    except (RecursionError, Exception) as error:
        code, words = "internal_error", unexpected(name, error)
    return failed(name, hashlib.sha256(data).hexdigest(), len(data), code, words, url)


def failed(
    name: str, digest: str | None, size: int | None, code: str, words: tuple[str, str], url: str | None = None
) -> Attempt:
    """The record of a document that could not be read, and why."""
    return Attempt(failed_contract(name, digest, size, code, *words, url=url), None, words, code)
