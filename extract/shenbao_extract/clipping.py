"""Text that a clipping path hides although other text shows at its place: a rendering cannot tell the two apart.

Spreadsheet programs print a merged cell's label on each page it runs over, clipped to the part that belongs there; a
heading reprinted at that place then lies over it. pdfium knows the clipping path of each text object.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from ctypes import byref, c_float
from typing import Any

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char

SAME_LINE = 0.35  # of the size: how far the middle of a character may be from that of its text object
OVERLAP = 0.3  # share of the smaller box: characters that lie over each other so far cannot both be read


def overlapping(chars: Sequence[Char]) -> bool:
    """Whether two different characters of a page lie over each other."""
    cells: dict[tuple[int, int], list[Char]] = {}
    for char in chars:
        if not char.text.strip():
            continue
        b = char.box
        key = (int((b.x0 + b.x1) / 12), int((b.top + b.bottom) / 12))
        for other in cells.setdefault(key, []):
            if other.text != char.text and _shared(other.box, b) > OVERLAP:
                return True
        cells[key].append(char)
    return False


def _shared(a: Box, b: Box) -> float:
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    smaller = min(a.width * a.height, b.width * b.height)
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0


def clipped(page: Any, chars: Sequence[Char], height: float) -> list[bool]:
    """For each character whether the clipping path of its text object leaves its middle out. `height` in points."""
    import pypdfium2.raw as pdfium

    hidden: list[tuple[Box, Box, str]] = []
    textpage = page.get_textpage()
    try:
        for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=1):
            clip = _clip_box(item.raw, height, pdfium)
            if clip is None:
                continue
            left, bottom, right, top = item.get_bounds() if hasattr(item, "get_bounds") else item.get_pos()
            bounds = Box(left, height - top, right, height - bottom)
            if _outside(bounds, clip):
                hidden.append((bounds, clip, _text(item.raw, textpage.raw, pdfium)))
    finally:
        textpage.close()
    gone: set[int] = set()
    for bounds, clip, text in hidden:
        middle = (bounds.top + bounds.bottom) / 2
        best: dict[tuple[str, int], tuple[float, int]] = {}
        for i, char in enumerate(chars):
            if _may_be_of(bounds, text, char) and not _inside(clip, char):
                # where two lie at one place, the one nearer to the object's line is the object's
                key = (char.text, round(char.box.x0 / max(char.size, 1.0)))
                best[key] = min(best.get(key, (math.inf, i)), (abs((char.box.top + char.box.bottom) / 2 - middle), i))
        gone.update(i for _, i in best.values())
    return [i in gone for i in range(len(chars))]


def _outside(bounds: Box, clip: Box) -> bool:
    return (
        bounds.x0 < clip.x0 - 1
        or bounds.x1 > clip.x1 + 1
        or bounds.top < clip.top - 1
        or bounds.bottom > clip.bottom + 1
    )


def _may_be_of(bounds: Box, text: str, char: Char) -> bool:
    """Whether a character stands where a text object has it. `bounds` hold the object's ink, not its font's box."""
    if len(text) == 1:
        x, y = (bounds.x0 + bounds.x1) / 2, (bounds.top + bounds.bottom) / 2
        box, slack = char.box, 0.2 * char.size
        return text == char.text and box.x0 <= x <= box.x1 and box.top - slack <= y <= box.bottom + slack
    x, y = (char.box.x0 + char.box.x1) / 2, (char.box.top + char.box.bottom) / 2
    if not text or abs(y - (bounds.top + bounds.bottom) / 2) > SAME_LINE * max(char.size, bounds.height):
        return False
    pitch = bounds.width / len(text)
    return any(c == char.text and abs(x - bounds.x0 - (k + 0.5) * pitch) <= 0.45 * pitch for k, c in enumerate(text))


def _inside(clip: Box, char: Char) -> bool:
    x, y = (char.box.x0 + char.box.x1) / 2, (char.box.top + char.box.bottom) / 2
    return clip.x0 <= x <= clip.x1 and clip.top <= y <= clip.bottom


def _clip_box(item: Any, height: float, pdfium: Any) -> Box | None:
    """The box of an object's clipping path (the intersection of its parts); None where it has none."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else -1
    box: Box | None = None
    for i in range(max(count, 0)):
        xs: list[float] = []
        ys: list[float] = []
        for j in range(pdfium.FPDFClipPath_CountPathSegments(path, i)):
            x, y = c_float(), c_float()
            segment = pdfium.FPDFClipPath_GetPathSegment(path, i, j)
            if pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
                xs.append(x.value)
                ys.append(height - y.value)
        if xs:
            part = Box(min(xs), min(ys), max(xs), max(ys))
            box = (
                part
                if box is None
                else Box(
                    max(box.x0, part.x0), max(box.top, part.top), min(box.x1, part.x1), min(box.bottom, part.bottom)
                )
            )
    return box


def _text(item: Any, textpage: Any, pdfium: Any) -> str:
    from ctypes import c_ushort

    size = pdfium.FPDFTextObj_GetText(item, textpage, None, 0)
    buffer = (c_ushort * max(int(size), 2))()
    pdfium.FPDFTextObj_GetText(item, textpage, buffer, size)
    return bytes(buffer).decode("utf-16-le", errors="ignore").rstrip("\0").strip()
