"""Text that a clipping path hides although other text shows at its place: a rendering cannot tell the two apart.

Spreadsheet programs print a merged cell's label on each page it runs over, clipped to the part that belongs there; a
heading reprinted at that place then lies over it. pdfium knows the clipping path of each text object.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from ctypes import byref, c_float
from itertools import islice

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char
from shenbao_extract.pdf.native import native
from shenbao_extract.pdf.shown import Matrix, Shown, apply

MIDDLE = 0.2  # of a character's box: what crosses it nearer to its edge only touches it
BIN = 6.0  # points: characters that lie over each other stand in one bin or in neighbours
ROW = 1 << 20  # squares are numbered, so that a neighbour's number is a sum
AFTER = (1, ROW - 1, ROW, ROW + 1)  # half of the squares around one: each pair is met once
OVERLAP = 0.3  # share of the smaller box: characters that lie over each other so far cannot both be read


def overlapping(chars: Sequence[Char]) -> bool:
    """Whether two different characters of a page lie over each other."""
    squares: dict[int, list[Char]] = {}
    for char in chars:
        b = char.box
        if not char.text.isspace():
            square = int((b.x0 + b.x1) / 2 / BIN) * ROW + int((b.top + b.bottom) / 2 / BIN)
            squares.setdefault(square, []).append(char)
    for square, here in squares.items():
        near = here
        for beside in AFTER:
            if square + beside in squares:
                near = near + squares[square + beside]
        if len(near) > 1 and any(a.text != b.text and _shared(a.box, b.box) > OVERLAP for a in here for b in near):
            return True
    return False


def struck_through(chars: Sequence[Char], segments: Sequence[Box]) -> bool:
    """Whether a segment runs through the middle of a character: its ink may then not be the character's own."""
    upright = sorted((s.x0, s.top, s.bottom) for s in segments if s.width <= s.height)
    level = sorted((s.top, s.x0, s.x1) for s in segments if s.width > s.height)
    return any(
        _crossed(upright, c.box.x0, c.box.x1, c.box.top, c.box.bottom)
        or _crossed(level, c.box.top, c.box.bottom, c.box.x0, c.box.x1)
        for c in chars
        if c.text.strip()
    )


def _crossed(lines: list[tuple[float, float, float]], low: float, high: float, start: float, end: float) -> bool:
    """Whether one of the sorted lines (at, start, end) lies in the middle part of low to high, along start to end."""
    inset = MIDDLE * (high - low)
    first = bisect_left(lines, (low + inset,))
    for at, a, b in islice(lines, first, None):
        if at > high - inset:
            return False
        if a <= start and end <= b:
            return True
    return False


def _shared(a: Box, b: Box) -> float:
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    smaller = min(a.width * a.height, b.width * b.height)
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0


def hides(clip: Box | None, box: Box) -> bool:
    """Whether a clipping path's box leaves the middle of a character out."""
    if clip is None:
        return False
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return not (clip.x0 <= x <= clip.x1 and clip.top <= y <= clip.bottom)


class ClipBoxes:
    """The boxes of clipping paths on one page; what many text objects share is looked at once."""

    def __init__(self, view: Shown) -> None:
        """Places are those of the page as shown."""
        self._view = view
        self._known: dict[tuple[int, Matrix], Box | None] = {}

    def of(self, item: int, matrix: Matrix) -> Box | None:
        """The box of a pdfium object's clipping path (its parts' intersection); None where it has none.

        `matrix` is that of the form the object stands in.
        """
        pdfium = native()
        path = pdfium.FPDFPageObj_GetClipPath(item)
        box: Box | None = None
        for i in range(pdfium.FPDFClipPath_CountPaths(path) if path else 0):
            first = pdfium.FPDFClipPath_GetPathSegment(path, i, 0)
            if not first:
                continue
            key = (first, matrix)
            if key not in self._known:
                self._known[key] = self._part(path, i, matrix)
            part = self._known[key]
            if part is not None:
                box = part if box is None else _common(box, part)
        return box

    def _part(self, path: int, i: int, matrix: Matrix) -> Box | None:
        pdfium = native()
        xs: list[float] = []
        ys: list[float] = []
        x, y = c_float(), c_float()
        for j in range(pdfium.FPDFClipPath_CountPathSegments(path, i)):
            if pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, i, j), byref(x), byref(y)):
                xs.append(x.value)
                ys.append(y.value)
        if not xs:
            return None
        return self._view.box(*apply(matrix, min(xs), min(ys)), *apply(matrix, max(xs), max(ys)))


def _common(a: Box, b: Box) -> Box:
    return Box(max(a.x0, b.x0), max(a.top, b.top), min(a.x1, b.x1), min(a.bottom, b.bottom))
