"""Print drawn as outlines: it is no ruling, and where no text stands beside it, it is not in the text layer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char
from shenbao_extract.pdf.drawn import THIN_RECT

LETTER = 40.0  # points: print drawn as outlines is no larger
OFF = 0.05  # points: how far the end of an upright or level side may stand off its line
NEAR = 1.0  # points: how far an outline may stand off the character it repeats (fake bold)

Point = tuple[float, float]


def is_print(parts: Sequence[Sequence[Point]], curved: bool) -> bool:
    """Whether a path is the outline of characters: no part larger than print, and curved, or with a slanted side.

    Rulings may have slanted sides too, where their ends are cut at an angle to meet others: they are thin, and
    so is a character's stroke, but what a character's strokes fill together is not.
    """
    boxes = [around(points) for points in parts]
    if any(box.width > LETTER or box.height > LETTER for box in boxes):
        return False
    if curved:
        return True
    whole = around([point for points in parts for point in points])
    together = [whole] if whole.width <= LETTER and whole.height <= LETTER else boxes
    if all(box.width <= THIN_RECT or box.height <= THIN_RECT for box in together):
        return False
    return any(abs(x0 - x1) > OFF and abs(y0 - y1) > OFF for points in parts for (x0, y0), (x1, y1) in pairwise(points))


def around(points: Sequence[Point]) -> Box:
    """The box of some points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def without_text(outlines: Sequence[Box], chars: Sequence[Char]) -> int:
    """How many outlines stand where no character does: each has its middle in a character's box, or one in its own."""
    if not outlines:
        return 0
    left, top, right, bottom = np.array([c.box for c in chars], dtype=np.float64).reshape(-1, 4).T
    x, y = (left + right) / 2, (top + bottom) / 2
    count = 0
    for box in outlines:
        at_x, at_y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        within = (abs(at_x - x) <= (right - left) / 2 + NEAR) & (abs(at_y - y) <= (bottom - top) / 2 + NEAR)
        holds = (box.x0 <= x) & (x <= box.x1) & (box.top <= y) & (y <= box.bottom)
        count += not bool((within | holds).any())
    return count
