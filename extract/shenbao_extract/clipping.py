"""Text that a clipping path hides although other text shows at its place: a rendering cannot tell the two apart.

Spreadsheet programs print a merged cell's label on each page it runs over, clipped to the part that belongs there; a
heading reprinted at that place then lies over it. pdfium knows the clipping path of each text object.
"""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import byref, c_float
from typing import Any

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char

BAND = 12.0  # points: characters are looked up by the band their middle lies in
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
    index: dict[tuple[str, int], list[int]] = {}
    for i, char in enumerate(chars):
        index.setdefault((char.text, int(_middle(char.box)[1] // BAND)), []).append(i)
    gone: set[int] = set()
    for bounds, clip, text in hidden:
        for k, letter in enumerate(text):
            found = _nearest(bounds, k, len(text), letter, index, chars)
            if found is not None and not _inside(clip, chars[found].box):
                gone.add(found)
    return [i in gone for i in range(len(chars))]


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def _nearest(
    bounds: Box, k: int, length: int, letter: str, index: dict[tuple[str, int], list[int]], chars: Sequence[Char]
) -> int | None:
    """The character that is the k-th letter of a text object; `bounds` hold the object's ink, not its font's box."""
    x, y = bounds.x0 + (k + 0.5) * bounds.width / length, (bounds.top + bounds.bottom) / 2
    band = int(y // BAND)
    near: list[tuple[float, int]] = []
    for i in (i for b in (band - 1, band, band + 1) for i in index.get((letter, b), ())):
        cx, cy = _middle(chars[i].box)
        # the ink of a lone comma lies low and left in its box, that of a word in its middle
        if abs(cx - x) <= 0.55 * chars[i].size and abs(cy - y) <= (0.7 if length == 1 else SAME_LINE) * chars[i].size:
            near.append((abs(cx - x) + abs(cy - y), i))
    return min(near)[1] if near else None


def _outside(bounds: Box, clip: Box) -> bool:
    return (
        bounds.x0 < clip.x0 - 1
        or bounds.x1 > clip.x1 + 1
        or bounds.top < clip.top - 1
        or bounds.bottom > clip.bottom + 1
    )


def _inside(clip: Box, box: Box) -> bool:
    x, y = _middle(box)
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
