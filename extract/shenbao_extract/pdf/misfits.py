"""Characters that cannot be what the text layer says, told by their width.

In Chinese type a Chinese character fills a square, and a digit or a Latin letter about half of one. A font with a false
Unicode map says g for ≥ or 2 for 。 and the reverse; its widths stay those of what is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from shenbao_extract.grid.text import Char

SQUARE = 0.92  # of a Chinese character's width: what is as wide fills a square (3,986 published pages: % once)
HALF = 0.6  # of it: no Chinese character is narrower (3,986 published pages: none)
WIDE = frozenset("WMwm")  # these are as wide in some fonts; punctuation may be, and is no harm


def misfits(chars: Sequence[Char]) -> int:
    """How many characters fill a square and are said to be a digit or letter, or half of one and said to be Chinese.

    Print that is stretched or pressed as a whole has other squares; where only a part of it is, nothing is told.
    """
    level = [c for c in chars if c.turn in (0, 180) and c.size > 0]
    squares = [c.box.width / c.size for c in level if _is_chinese(c.text)]
    if not squares:
        return 0
    square = max(1.0, median(squares))
    narrow = HALF * min(1.0, median(squares))
    return sum(
        c.box.width >= SQUARE * square * c.size
        if c.text.isascii() and c.text.isalnum() and c.text not in WIDE
        else _is_chinese(c.text) and c.box.width < narrow * c.size
        for c in level
    )


def _is_chinese(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff"
