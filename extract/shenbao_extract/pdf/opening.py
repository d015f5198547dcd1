"""Opening a PDF with pdfium; damaged ones after a repair by pikepdf."""

from __future__ import annotations

import io
from functools import cached_property
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
        # Its reason is not asked for: where pdfium gives none, the one told is that of the document before.
        repaired = _repaired(data, file, password)
        try:
            if repaired is not None:
                return pdfium.PdfDocument(repaired), repaired
        except pdfium.PdfiumError:
            pass
        raise DamagedFileError(file) from error


class OpenPage:
    """A page of a pdfium document while it is open (it holds some 8 MB), and its text, which is loaded once."""

    def __init__(self, document: Any, index: int) -> None:
        """Page `index` (from 0). Raises PdfiumError where it cannot be loaded."""
        self.page = document[index]

    @cached_property
    def text(self) -> Any:
        """What pdfium makes of the page's characters. Raises PdfiumError where they cannot be loaded."""
        return self.page.get_textpage()

    def __enter__(self) -> OpenPage:
        return self

    def __exit__(self, *_: object) -> None:
        if "text" in self.__dict__:
            self.text.close()
        self.page.close()


def _repaired(data: bytes, file: str, password: str | None) -> bytes | None:
    """The bytes as pikepdf writes them anew, None where it cannot. Raises EncryptedFileError."""
    import pikepdf

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
            if not len(pdf.pages):
                return None
            pdf.save(out)
    except pikepdf.PasswordError as error:
        raise EncryptedFileError(file) from error
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return None
    return out.getvalue()
