"""Print drawn as outlines, for which the text layer holds nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char

NEAR = 1.0  # points: how far an outline may stand off the character it repeats (fake bold)


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
        around = (box.x0 <= x) & (x <= box.x1) & (box.top <= y) & (y <= box.bottom)
        count += not bool((within | around).any())
    return count
