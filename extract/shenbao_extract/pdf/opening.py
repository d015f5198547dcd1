"""Opening a PDF with pdfium; damaged ones after a repair by pikepdf."""

from __future__ import annotations

import io
from typing import Any

from shenbao_extract.errors import DamagedFileError, EncryptedFileError


def open_pdfium(data: bytes, file: str, password: str | None) -> tuple[Any, bytes]:
    """A pdfium document, and the bytes it was opened from (repaired by pikepdf where they had to be).

    Raises EncryptedFileError where the password is missing or wrong, DamagedFileError where no repair helps.
    """
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(data, password=password), data
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFileError(file) from error
        repaired = _repaired(data, password)
        try:
            if repaired is not None:
                return pdfium.PdfDocument(repaired), repaired
        except pdfium.PdfiumError:
            pass
        raise DamagedFileError(file) from error


def _repaired(data: bytes, password: str | None) -> bytes | None:
    import pikepdf

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
            if not len(pdf.pages):
                return None
            pdf.save(out)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        return None
    return out.getvalue()
