"""Read any file into a Document: the one door to extract."""

from __future__ import annotations

import hashlib
from pathlib import Path

from shenbao_extract import media
from shenbao_extract.cells_file import load_document
from shenbao_extract.document import Document, Page, Problem, Source
from shenbao_extract.errors import (
    ArchiveError,
    EmptyFileError,
    MissingFileError,
    OfdFileError,
    UnknownFormatError,
    UnsupportedFormatError,
)
from shenbao_extract.ocr.options import AUTO, Ocr

ARCHIVES = (media.ZIP, "application/vnd.rar", "application/x-7z-compressed")


def read_document(
    path: str | Path, *, password: str | None = None, all_pages: bool = False, ocr: Ocr = AUTO
) -> Document:
    """Read the file at `path`; its kind is told by its content. Raises an ExtractError that names file and remedy.

    With `all_pages` pages without any sign of a form are read as well. `ocr` says whether pictures of text are read.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MissingFileError(path.name, error.strerror or "") from error
    return read_bytes(data, path.name, password=password, all_pages=all_pages, ocr=ocr)


def read_bytes(
    data: bytes, file: str, *, password: str | None = None, all_pages: bool = False, ocr: Ocr = AUTO
) -> Document:
    """Read a file's bytes; `file` is its name, for the record and for messages. Raises an ExtractError."""
    if not data.strip():
        raise EmptyFileError(file)
    kind = media.media_type(data)
    if kind == media.CELLS:
        return load_document(data, file)
    pages, problems = _read(data, kind, file, password, all_pages, ocr)
    source = Source(file, hashlib.sha256(data).hexdigest(), kind, len(data))
    return Document(source, pages, problems)


def _read(
    data: bytes, kind: str, file: str, password: str | None, all_pages: bool, ocr: Ocr
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    if kind == media.PDF:
        from shenbao_extract.readers.pdf import read_pdf

        content = read_pdf(data, file, password, all_pages, ocr)
        return content.pages, content.problems
    if kind == media.TSV:
        from shenbao_extract.readers.tsv import read_tsv

        return read_tsv(media.decode_text(data) or ""), ()
    if kind == media.XLSX:
        from shenbao_extract.readers.xlsx import read_xlsx

        return read_xlsx(data, file)
    if kind == media.DOCX:
        from shenbao_extract.readers.docx import read_docx

        return read_docx(data, file)
    if kind == media.HTML:
        from shenbao_extract.readers.html import read_html

        return read_html(data, file)
    if kind in media.PICTURES:
        from shenbao_extract.readers.scan import read_pictures

        return read_pictures(data, file, ocr)
    if kind == media.OLE:
        from shenbao_extract.readers.legacy import read_legacy

        return read_legacy(data, file)
    if kind == media.OFD:
        raise OfdFileError(file)
    if kind in ARCHIVES:
        raise ArchiveError(file)
    if kind == media.UNKNOWN:
        raise UnknownFormatError(file)
    raise UnsupportedFormatError(file, kind)
