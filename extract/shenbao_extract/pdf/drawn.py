"""One shape for what a page draws, whichever library reads it.

Places are in points from the top left of the page as shown (turned by /Rotate, cut by the crop box).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char

THIN_RECT = 4.0  # points: a filled rectangle this thin is a ruling
# Radicals that fonts map in place of the character they show: U+2F00-2FD5 by Unicode, others by their shape.
_SHAPES = (
    "⻓⻔⻅⻉⻋⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻄⺠⻘⻆⻣⻳⺟⻤⻁⻙⻪⼾",
    "长门见贝车页风飞食马鱼鸟麦黄齐齿龙西民青角骨龟母鬼虎韦阜户",
)
RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(radical): character for radical, character in zip(*_SHAPES, strict=True)
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one page draws. `segments` are straight and not yet asked whether they show.

    `clips` tells the box of each character's clipping path, None where it has none; it may be asked only while the page
    is open. `doubled` counts characters drawn again that the library left out itself, `under` names those
    that lie under a picture drawn after them; `outlines` are the boxes of filled shapes that may be characters;
    `reader` names the library.
    """

    reader: str
    width: float
    height: float
    chars: list[Char]
    segments: list[Box]
    pictures: bool
    clips: Callable[[], list[Box | None]]
    doubled: int = 0
    under: frozenset[int] = frozenset()
    outlines: Sequence[Box] = ()

    @property
    def unmapped(self) -> int:
        """How many characters the file gives no meaning for."""
        return sum(is_unmapped(c.text) for c in self.chars)


def is_unmapped(text: str) -> bool:
    """Whether a character has no known meaning: `(cid:n)`, private use, or the replacement character."""
    return text.startswith("(cid:") or "\ue000" <= text[:1] <= "\uf8ff" or text == "\ufffd"


def rect_sides(b: Box, stroked: bool) -> list[Box]:
    """A thin rectangle is one ruling; a larger one has four sides where they are drawn; a mere background has none."""
    if b.height <= THIN_RECT < b.width:
        middle = (b.top + b.bottom) / 2
        return [Box(b.x0, middle, b.x1, middle)]
    if b.width <= THIN_RECT < b.height:
        middle = (b.x0 + b.x1) / 2
        return [Box(middle, b.top, middle, b.bottom)]
    if not stroked or (b.width <= THIN_RECT and b.height <= THIN_RECT):
        return []
    return [
        Box(b.x0, b.top, b.x1, b.top),
        Box(b.x0, b.bottom, b.x1, b.bottom),
        Box(b.x0, b.top, b.x0, b.bottom),
        Box(b.x1, b.top, b.x1, b.bottom),
    ]


def turn_of_matrix(matrix: Sequence[float]) -> int:
    """How text runs on the page, degrees clockwise, from the first four numbers of its matrix (y upwards)."""
    a, b, c, d = matrix[:4]
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return 0 if a >= 0 else 180
    return 270 if b > 0 else 90
