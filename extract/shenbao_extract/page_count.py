"""How many pages a file has, told without reading them; and how many are too many."""

from __future__ import annotations

import io

from shenbao_extract import media

MOST_PAGES = 5_000
"""A document with more is refused: 36 times the longest of 102 published ones."""


def page_count(data: bytes, password: str | None = None) -> int:
    """The pages of a PDF, the pictures of a picture file, 1 for anything else and for what cannot be opened."""
    kind = media.media_type(data)
    try:
        if kind == media.PDF:
            import pypdfium2 as pdfium

            document = pdfium.PdfDocument(data, password=password)
            try:
                return max(len(document), 1)
            finally:
                document.close()
        if kind in media.PICTURES:
            from PIL import Image

            with Image.open(io.BytesIO(data)) as image:
                return int(getattr(image, "n_frames", 1))
    except Exception:  # what is wrong with it is told by the reader
        return 1
    return 1
