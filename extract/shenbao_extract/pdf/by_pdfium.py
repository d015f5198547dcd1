"""A page as pdfium reads it: in a tenth of pdfminer's time, by the library that also renders it."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any, NamedTuple

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char
from shenbao_extract.pdf.clipping import ClipBoxes
from shenbao_extract.pdf.drawn import RADICALS, Drawn, turn_of_matrix
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
    item: Any
    style: _Style


def drawn_by_pdfium(shown: OpenPage) -> Drawn:
    """What a pdfium page draws. Raises PdfiumError where its text cannot be loaded."""
    page = shown.page
    view = Shown.of(page)
    chars, runs = _chars(shown.text.raw, view)
    walked = walk(page, view)

    def clips() -> list[Box | None]:
        known = ClipBoxes(view)
        boxes: dict[int, Box | None] = {}
        for run in runs:
            if run.address not in boxes:
                matrix = walked.texts[run.address][1] if run.address in walked.texts else IDENTITY
                boxes[run.address] = known.of(run.item, matrix)
        return [boxes[run.address] for run in runs] + [None] * (len(chars) - len(runs))  # blanks at the end

    read = {run.address for run in runs}
    unread = {address: text for address, text in walked.texts.items() if address not in read}
    blanks, again = _left_out(unread, view)
    doubled = sum(bool(c.text.strip()) and any(_middle_in(c.box, box) for box in again) for c in chars)
    chars += blanks
    width, height = page.get_width(), page.get_height()
    under = _under(chars, runs, walked)
    return Drawn(READER, width, height, chars, walked.segments, bool(walked.pictures), clips, doubled, under)


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


def _left_out(texts: dict[int, tuple[Any, Matrix]], view: Shown) -> tuple[list[Char], list[Box]]:
    """Text objects that pdfium's text leaves out: lone blanks, and the boxes of those that repeat what is drawn."""
    import pypdfium2.raw as pdfium

    blanks: list[Char] = []
    again: list[Box] = []
    size = ctypes.c_float()
    for item, form in texts.values():
        box = bounds(item, form, view)
        if box.width > NO_INK and box.height > NO_INK:
            again.append(box)
        elif pdfium.FPDFTextObj_GetFontSize(item, ctypes.byref(size)):
            matrix = times(matrix_of(item), form)
            high = abs(size.value) * math.hypot(matrix[2], matrix[3])
            turn = (turn_of_matrix(matrix) + view.degrees) % 360
            place = view.box(*apply(matrix, 0, -DESCENT * size.value), *apply(matrix, BLANK * size.value, size.value))
            blanks.append(Char(" ", place, high, turn))
    return blanks, again


def _middle_in(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top - 1 <= y <= outer.bottom + 1


def _address(item: Any) -> int:
    return ctypes.addressof(item.contents)


def _chars(text: Any, view: Shown) -> tuple[list[Char], list[_Run]]:
    """The characters of a text page in its order, each with its run. Blanks that pdfium made up are left out."""
    import pypdfium2.raw as pdfium

    chars: list[Char] = []
    runs: list[_Run] = []
    known: dict[int, _Run] = {}
    styles: dict[tuple[float, float, float, float, float], _Style] = {}
    m, box, x, y = pdfium.FS_MATRIX(), pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_m, at_box, at_x, at_y = ctypes.byref(m), ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    for i in range(pdfium.FPDFText_CountChars(text)):
        item = pdfium.FPDFText_GetTextObject(text, i)
        if not item or pdfium.FPDFText_IsGenerated(text, i) == 1:
            continue
        run = known.get(address := _address(item))
        if run is None:
            pdfium.FPDFText_GetMatrix(text, i, at_m)
            key = (m.a, m.b, m.c, m.d, pdfium.FPDFText_GetFontSize(text, i))
            if key not in styles:
                styles[key] = _style(*key, view)
            run = known[address] = _Run(address, item, styles[key])
        letter = _letter(text, i, pdfium)
        if pdfium.FPDFText_GetLooseCharBox(text, i, at_box) and pdfium.FPDFText_GetCharOrigin(text, i, at_x, at_y):
            style = run.style
            place = _place(text, i, style, (x.value, y.value, box.right), view, pdfium)
            chars.append(Char(letter, place, style.size, style.turn))
            runs.append(run)
    return chars, runs


def _letter(text: Any, i: int, pdfium: Any) -> str:
    code = pdfium.FPDFText_GetUnicode(text, i)
    if code in HYPHENS:
        return "-"
    if pdfium.FPDFText_HasUnicodeMapError(text, i) == 1 or code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return UNMAPPED
    return RADICALS.get(code) or chr(code)


def _style(a: float, b: float, c: float, d: float, font_size: float, view: Shown) -> _Style:
    level = a > 0 and d > 0 and abs(b) < LEAN * a
    turn = (turn_of_matrix((a, b, c, d)) + view.degrees) % 360
    return _Style(abs(font_size) * math.hypot(c, d), turn, (a, b, c, d), level)


def _place(text: Any, i: int, style: _Style, at: tuple[float, float, float], view: Shown, pdfium: Any) -> Box:
    """A character's box on the page as shown: its font size high, about its base line.

    `at` is where it begins on that line (x, y), and where it ends. What fonts say of their height is not asked: some
    say nothing (Type 3), and 一 would be as high as its stroke.
    """
    x, y, end = at
    if style.level:
        low = y - DESCENT * style.size
        return view.box(x, low, max(end, x), low + style.size)
    return view.box(*_sideways(text, i, style, x, y, pdfium))


def _sideways(text: Any, i: int, style: _Style, x: float, y: float, pdfium: Any) -> tuple[float, float, float, float]:
    """The same for text that does not run to the right: as wide as its ink reaches in the direction of reading."""
    a, b, c, d = style.matrix
    along, up = math.hypot(a, b) or 1.0, math.hypot(c, d) or 1.0
    ux, uy, vx, vy = a / along, b / along, c / up, d / up
    width = LEAST * style.size
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    if pdfium.FPDFText_GetCharBox(text, i, *(ctypes.byref(v) for v in (left, right, low, high))):
        corners = [(px - x, py - y) for px in (left.value, right.value) for py in (low.value, high.value)]
        width = max(width, *(px * ux + py * uy for px, py in corners))
    x0, y0 = x - DESCENT * style.size * vx, y - DESCENT * style.size * vy
    return x0, y0, x0 + width * ux + style.size * vx, y0 + width * uy + style.size * vy
