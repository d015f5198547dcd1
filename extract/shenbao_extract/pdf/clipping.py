"""Text that a clipping path hides although other text shows at its place: a rendering cannot tell the two apart.

Spreadsheet programs print a merged cell's label on each page it runs over, clipped to the part that belongs there; a
heading reprinted at that place then lies over it. pdfium knows the clipping path of each text object.
"""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import byref, c_float

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char
from shenbao_extract.page_image import THIN
from shenbao_extract.pdf.native import native
from shenbao_extract.pdf.shown import Matrix, Shown, apply


def clipped(chars: Sequence[Char], clips: Sequence[Box | None]) -> list[bool]:
    """For each character whether its clipping path's box (`clips`) leaves its middle out.

    The ink of 。 or - stands anywhere in its box: it shows if the path touches it and a character next to it shows.
    """
    out = [clip is not None and not _holds_middle(clip, char.box) for char, clip in zip(chars, clips, strict=True)]
    for i, (char, clip) in enumerate(zip(chars, clips, strict=True)):
        if out[i] and clip is not None and char.text in THIN and _meet(clip, char.box):
            beside = [out[j] for j in (i - 1, i + 1) if 0 <= j < len(chars) and _beside(char, chars[j])]
            out[i] = all(beside)
    return out


def _holds_middle(clip: Box, box: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return clip.x0 <= x <= clip.x1 and clip.top <= y <= clip.bottom


def _meet(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def _beside(thin: Char, other: Char) -> bool:
    """Whether the next character in the file's order stands on the same line and tells where the line shows."""
    return other.text not in THIN and abs(other.box.top - thin.box.top) < 0.5 * thin.size


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
