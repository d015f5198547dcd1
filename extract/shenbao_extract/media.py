"""What kind of file this is, told by its first bytes and never by its name."""

from __future__ import annotations

import io
import zipfile

from shenbao_extract.cells_file import START

PDF = "application/pdf"
TSV = "text/tab-separated-values"
HTML = "text/html"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFD = "application/ofd"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
CELLS = "application/vnd.shenbao.cells+json"  # a Document written by cells_file.py
UNKNOWN = "application/octet-stream"

_IMAGES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"II*\0": "image/tiff", b"MM\0*": "image/tiff"}
PICTURES = frozenset(_IMAGES.values())
_ARCHIVES = {b"Rar!": "application/vnd.rar", b"7z\xbc\xaf": "application/x-7z-compressed"}


def media_type(data: bytes) -> str:
    """The media type of `data`; UNKNOWN where nothing fits. A PDF header may stand within the first 1024 bytes."""
    head = data[:1024]
    if b"%PDF-" in head:
        return PDF
    for magic, kind in (_IMAGES | _ARCHIVES).items():
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return OLE
    if head.startswith(START):
        return CELLS
    return _text_kind(data)


def _zip_kind(data: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ZIP
    for name, kind in (("xl/workbook.xml", XLSX), ("word/document.xml", DOCX), ("OFD.xml", OFD)):
        if name in names:
            return kind
    return ZIP


def _text_kind(data: bytes) -> str:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:2048].lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start or b"<body" in start or b"<script" in start:
        return HTML
    text = decode_text(data)
    return TSV if text is not None and "\t" in text else UNKNOWN


def decode_text(data: bytes) -> str | None:
    """Text in UTF-8, UTF-16 with a mark, or GB 18030; None where it is not text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None
