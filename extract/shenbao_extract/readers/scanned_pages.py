"""Which pages of a PDF are read by their picture: scans, and pages whose text layer cannot be used.

Needs no engine to decide; the packages for recognition are imported when there is a page to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shenbao_extract.document import Page, Problem
from shenbao_extract.memory import give_back
from shenbao_extract.ocr.engine import EngineMissing, engine
from shenbao_extract.ocr.options import Ocr
from shenbao_extract.pdf.hidden_layer import WHOLE, is_picture_over_text
from shenbao_extract.pdf.paths import PICTURE, kinds
from shenbao_extract.triage import FORMS_IN_FORMS

GARBAGE = 20  # characters without a Unicode value: the page's text cannot be used
STAMP = 200  # characters that a scanning program or a watermark may have added to a scanned page


def with_scans(
    document: Any, pages: Sequence[Page], problems: Sequence[Problem], ocr: Ocr
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """A PDF's pages, those that are pictures or whose text is garbage read by their picture; `document` is pdfium's.

    Without an engine they stay as they are, and a problem says so.
    """
    wanted = [p.number for p in pages if _wanted(document, p, problems, ocr.mode)]
    if not wanted:
        return tuple(pages), tuple(problems)
    try:
        recogniser = engine(ocr.engine)
    except EngineMissing as error:
        return tuple(pages), (*problems, Problem("ocr_missing", None, (("advice", str(error)),)))
    from shenbao_extract.readers.picture_file import picture_of_page
    from shenbao_extract.readers.scan import read_or_say

    out = {p.number: p for p in pages}
    kept = [p for p in problems if p.page not in wanted or p.code == "unreadable_page"]
    for number in wanted:
        if ocr.progress:
            ocr.progress(number, len(pages))
        picture, scale, coarse = picture_of_page(document, number)
        page, found = read_or_say(picture, scale, number, recogniser, coarse)
        out[number] = page
        kept += found
        del picture
        give_back()
    return tuple(out[n] for n in sorted(out)), tuple(kept)


def _wanted(document: Any, page: Page, problems: Sequence[Problem], mode: str) -> bool:
    if mode != "auto":
        return mode == "always"
    if page.kind != "text":
        return page.kind == "scan"
    if _lies(page, problems):
        return True
    if any(t.cells for t in page.tables):  # their rulings are drawn, and no picture's
        return False
    return _is_scan_with_text(document, page)


def _lies(page: Page, problems: Sequence[Problem]) -> bool:
    """Whether the text layer is not what the page shows: nonsense, without meaning, or absent from half the cells."""
    found = {p.code: int(dict(p.detail).get("count", "0")) for p in problems if p.page == page.number}
    filled = sum(bool(c.text.strip()) for t in page.tables for c in t.cells)
    return (
        "garbled_text" in found
        or found.get("unmapped_characters", 0) >= GARBAGE
        or found.get("ink_without_text", 0) > max(filled, 1)
    )


def _is_scan_with_text(document: Any, read: Page) -> bool:
    """Whether a page is a picture to which a scanning program added text: a little, as watermarks are, or unseen."""
    page = document[read.number - 1]
    try:
        if PICTURE not in kinds(page.raw, FORMS_IN_FORMS):
            return False
        return is_picture_over_text(page) or (not read.read and _is_stamped(page))
    except Exception:  # what cannot be measured is no scan
        return False
    finally:
        page.close()


def _is_stamped(page: Any) -> bool:
    """Whether a page is a picture on which little text was added."""
    textpage = page.get_textpage()
    count = int(textpage.count_chars())
    textpage.close()
    if count >= STAMP:
        return False
    whole = page.get_width() * page.get_height()
    for item in page.get_objects(filter=(3,), max_depth=3):
        left, bottom, right, top = item.get_pos() if hasattr(item, "get_pos") else item.get_bounds()
        if (right - left) * (top - bottom) >= WHOLE * whole:
            return True
    return False
