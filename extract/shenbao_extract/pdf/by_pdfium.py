"""A page as pdfium reads it: in a tenth of pdfminer's time, by the library that also renders it."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import NamedTuple

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char
from shenbao_extract.pdf.clipping import ClipBoxes
from shenbao_extract.pdf.drawn import RADICALS, Drawn, turn_of_matrix
from shenbao_extract.pdf.native import native
from shenbao_extract.pdf.opening import OpenPage
from shenbao_extract.pdf.paths import Walked, bounds, matrix_of, walk
from shenbao_extract.pdf.shown import IDENTITY, Matrix, Shown, apply, times

READER = "pdf"
NO_INK = 0.5  # points: the box of a text object that draws nothing is not larger
BLANK = 0.25  # of the size: how wide a blank is
DESCENT = 0.14  # of the size: how far a character's box reaches below its base line
LEAN = 0.2  # how steeply text may rise and still run to the right
LEAST = 0.25  # of the size: the least width of a sideways character
HYPHENS = (0x2, 0xFFFE)  # what pdfium gives for a hyphen at a line's end
MADE_UP = (0x20, 0xD, 0xA)  # the characters that pdfium puts between words and lines
UNMAPPED = "\ufffd"


@dataclass(slots=True)
class _Style:
    """How the characters of text objects are set. `level`: they run to the right, as good as horizontally."""

    size: float
    turn: int
    matrix: tuple[float, float, float, float]
    level: bool


class _Run(NamedTuple):
    """What all characters of one text object share. Some producers draw an object for each character."""

    address: int
    style: _Style


def drawn_by_pdfium(shown: OpenPage) -> Drawn:
    """What a pdfium page draws. Raises PdfiumError where its text cannot be loaded."""
    page = shown.page
    view = Shown.of(page)
    chars, runs = _chars(ctypes.addressof(shown.text.raw.contents), view)
    walked = walk(page, view)

    def clips() -> list[Box | None]:
        known = ClipBoxes(view)
        boxes: dict[int, Box | None] = {}
        for run in runs:
            if run.address not in boxes:
                boxes[run.address] = known.of(run.address, walked.texts.get(run.address, IDENTITY))
        return [boxes[run.address] for run in runs] + [None] * (len(chars) - len(runs))  # blanks at the end

    read = {run.address for run in runs}
    unread = {address: form for address, form in walked.texts.items() if address not in read}
    blanks, again = _left_out(unread, view)
    doubled = sum(bool(c.text.strip()) and any(_middle_in(c.box, box) for box in again) for c in chars)
    chars += blanks
    width, height = page.get_width(), page.get_height()
    under = _under(chars, runs, walked)
    return Drawn(
        READER, width, height, chars, walked.segments, bool(walked.pictures), clips, doubled, under, walked.outlines
    )


def _under(chars: list[Char], runs: list[_Run], walked: Walked) -> frozenset[int]:
    """Which characters lie under a picture that is drawn after them."""
    if not walked.pictures:
        return frozenset()
    order = {address: place for place, address in enumerate(walked.texts)}
    return frozenset(
        i
        for i, (char, run) in enumerate(zip(chars, runs, strict=False))
        if any(order.get(run.address, before) < before and _middle_in(char.box, box) for box, before in walked.pictures)
    )


def _left_out(texts: dict[int, Matrix], view: Shown) -> tuple[list[Char], list[Box]]:
    """Text objects that pdfium's text leaves out: lone blanks, and the boxes of those that repeat what is drawn."""
    blanks: list[Char] = []
    again: list[Box] = []
    size = ctypes.c_float()
    for item, form in texts.items():
        box = bounds(item, form, view)
        if box.width > NO_INK and box.height > NO_INK:
            again.append(box)
        elif native().FPDFTextObj_GetFontSize(item, ctypes.byref(size)):
            matrix = times(matrix_of(item), form)
            high = abs(size.value) * math.hypot(matrix[2], matrix[3])
            turn = (turn_of_matrix(matrix) + view.degrees) % 360
            place = view.box(*apply(matrix, 0, -DESCENT * size.value), *apply(matrix, BLANK * size.value, size.value))
            blanks.append(Char(" ", place, high, turn))
    return blanks, again


def _middle_in(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top - 1 <= y <= outer.bottom + 1


def _chars(text: int, view: Shown) -> tuple[list[Char], list[_Run]]:
    """The characters of a text page in its order, each with its run. Blanks that pdfium made up are left out."""
    pdfium = native()
    object_of, is_generated = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_IsGenerated
    code_of, lacks_map = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_HasUnicodeMapError
    loose_box, origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    chars: list[Char] = []
    runs: list[_Run] = []
    known: dict[int, _Run] = {}
    styles = _Styles(text, view)
    box, x, y = (ctypes.c_float * 4)(), ctypes.c_double(), ctypes.c_double()
    at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    for i in range(pdfium.FPDFText_CountChars(text)):
        address, code = object_of(text, i), code_of(text, i)
        if not address or (code in MADE_UP and is_generated(text, i) == 1):
            continue
        run = known.get(address)
        if run is None:
            run = known[address] = _Run(address, styles.at(i))
        letter = _letter(code, lacks_map(text, i) == 1)
        if loose_box(text, i, at_box) and origin(text, i, at_x, at_y):
            style = run.style
            place = _place(text, i, style, (x.value, y.value, box[2]), view)
            chars.append(Char(letter, place, style.size, style.turn))
            runs.append(run)
    return chars, runs


def _letter(code: int, unmapped: bool) -> str:
    if code in HYPHENS:
        return "-"
    if unmapped or code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return UNMAPPED
    return RADICALS.get(code) or chr(code)


class _Styles:
    """The styles of a text page's objects; what many share is made once."""

    def __init__(self, text: int, view: Shown) -> None:
        self._text, self._view = text, view
        self._matrix_of, self._font_size_of = native().FPDFText_GetMatrix, native().FPDFText_GetFontSize
        self._matrix = (ctypes.c_float * 6)()
        self._at_matrix = ctypes.byref(self._matrix)
        self._known: dict[tuple[float, ...], _Style] = {}

    def at(self, i: int) -> _Style:
        """The style of the object that character `i` belongs to."""
        self._matrix_of(self._text, i, self._at_matrix)
        a, b, c, d, _, _ = self._matrix
        font_size = self._font_size_of(self._text, i)
        key = (a, b, c, d, font_size)
        if key not in self._known:
            level = a > 0 and d > 0 and abs(b) < LEAN * a
            turn = (turn_of_matrix((a, b, c, d)) + self._view.degrees) % 360
            self._known[key] = _Style(abs(font_size) * math.hypot(c, d), turn, (a, b, c, d), level)
        return self._known[key]


def _place(text: int, i: int, style: _Style, at: tuple[float, float, float], view: Shown) -> Box:
    """A character's box on the page as shown: its font size high, about its base line.

    `at` is where it begins on that line (x, y), and where it ends. What fonts say of their height is not asked: some
    say nothing (Type 3), and 一 would be as high as its stroke.
    """
    x, y, end = at
    if style.level:
        low = y - DESCENT * style.size
        return view.box(x, low, max(end, x), low + style.size)
    return view.box(*_sideways(text, i, style, x, y))


def _sideways(text: int, i: int, style: _Style, x: float, y: float) -> tuple[float, float, float, float]:
    """The same for text that does not run to the right: as wide as its ink reaches in the direction of reading."""
    a, b, c, d = style.matrix
    along, up = math.hypot(a, b) or 1.0, math.hypot(c, d) or 1.0
    ux, uy, vx, vy = a / along, b / along, c / up, d / up
    width = LEAST * style.size
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    if native().FPDFText_GetCharBox(text, i, *(ctypes.byref(v) for v in (left, right, low, high))):
        corners = [(px - x, py - y) for px in (left.value, right.value) for py in (low.value, high.value)]
        width = max(width, *(px * ux + py * uy for px, py in corners))
    x0, y0 = x - DESCENT * style.size * vx, y - DESCENT * style.size * vy
    return x0, y0, x0 + width * ux + style.size * vx, y0 + width * uy + style.size * vy
