"""Characters into printed lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shenbao_extract.document import Box

WIDE_GAP = 1.0  # times the size: a gap this wide between characters is a blank
LATIN_GAP = 0.5  # the same between two Latin letters or digits
ACROSS = 1.0  # points a character reaches over a column's edge to lie across it
JOINED = 0.5  # points between two characters of one word; between those of two cells is their margins' width
BIN = 4.0  # points: characters are looked up by the square they begin in


class Char(NamedTuple):
    """One character as drawn: its box, the font size in points, and how its line runs.

    `turn` is the direction of reading, degrees clockwise: 0 to the right, 90 down, 180 left, 270 up.
    """

    text: str
    box: Box
    size: float
    turn: int = 0


def without_doubles(chars: Iterable[Char]) -> tuple[list[Char], int]:
    """Characters drawn twice at one place (fake bold, shadows) taken once, and how many were dropped."""
    seen: dict[str, dict[tuple[int, int], list[Box]]] = {}
    kept: list[Char] = []
    dropped = 0
    for char in chars:
        text, box, size, _ = char
        before = seen.setdefault(text, {})
        if before and _stands(box, min(max(1.0, 0.18 * size), BIN), before):
            dropped += bool(text.strip())
            continue
        before.setdefault((int(box.x0 // BIN), int(box.top // BIN)), []).append(box)
        kept.append(char)
    return kept, dropped


def _stands(box: Box, reach: float, seen: dict[tuple[int, int], list[Box]]) -> bool:
    """Whether one of the boxes seen, by the square they begin in, begins within `reach` of where `box` does."""
    x0, top = box.x0, box.top
    rows = range(int((top - reach) // BIN), int((top + reach) // BIN) + 1)
    for x in range(int((x0 - reach) // BIN), int((x0 + reach) // BIN) + 1):
        for y in rows:
            for other in seen.get((x, y), ()):
                if abs(other.x0 - x0) <= reach and abs(other.top - top) <= reach:
                    return True
    return False


def runs_over(chars: Iterable[Char], x: float, top: float, bottom: float) -> bool:
    """Whether a line of text runs over a column's edge at `x` between `top` and `bottom` (points).

    A character lies across it, or one ends at it where the next begins: the edge falls between two of one word.
    """
    within = [c for c in chars if c.text.strip() and top < (c.box.top + c.box.bottom) / 2 < bottom]
    if any(c.box.x0 < x - ACROSS and c.box.x1 > x + ACROSS for c in within):
        return True
    before = [c.box for c in within if abs(c.box.x1 - x) <= ACROSS]
    after = [c.box for c in within if abs(c.box.x0 - x) <= ACROSS]
    return any(abs(b.x0 - a.x1) <= JOINED and a.top < (b.top + b.bottom) / 2 < a.bottom for a in before for b in after)


def lines_of(chars: Sequence[Char], apart: float = math.inf) -> list[tuple[str, Box]]:
    """The printed lines of a cell or page, top to bottom, each with its box.

    A gap of more than `apart` times the size makes two lines of what stands at one height.
    """
    if not chars:
        return []
    out: list[tuple[float, str, Box]] = []
    for turn in sorted({c.turn for c in chars}):
        upright = [_upright(c, turn) for c in chars if c.turn == turn]
        for line in (part for row in _rows(upright) for part in _parts(row, apart)):
            text = _spelled(line)
            if text.strip():
                box = _union([char.box for char in line if char.text.strip()])
                out.append((box.top if turn == 0 else 0.0, text.strip(), _turned_back(box, turn)))
    out.sort(key=lambda item: item[0])
    return [(text, box) for _, text, box in out]


def _upright(char: Char, turn: int) -> Char:
    b = char.box
    if turn == 90:
        box = Box(b.top, -b.x1, b.bottom, -b.x0)
    elif turn == 180:
        box = Box(-b.x1, -b.bottom, -b.x0, -b.top)
    elif turn == 270:
        box = Box(-b.bottom, b.x0, -b.top, b.x1)
    else:
        return char
    return char._replace(box=box, turn=0)


def _turned_back(b: Box, turn: int) -> Box:
    if turn == 90:
        return Box(-b.bottom, b.x0, -b.top, b.x1)
    if turn == 180:
        return Box(-b.x1, -b.bottom, -b.x0, -b.top)
    if turn == 270:
        return Box(b.top, -b.x1, b.bottom, -b.x0)
    return b


def _rows(chars: list[Char]) -> list[list[Char]]:
    """Characters grouped into rows by the middle of their height, each row from left to right."""
    rows: list[list[Char]] = []
    of_row = 0.0  # the mean middle of the last row
    for middle, _, _, char in sorted(((c.box.top + c.box.bottom) / 2, c.box.x0, i, c) for i, c in enumerate(chars)):
        if rows and middle - of_row <= 0.5 * max(char.size, 1.0):
            rows[-1].append(char)
            of_row += (middle - of_row) / len(rows[-1])
        else:
            rows.append([char])
            of_row = middle
    for row in rows:
        row.sort(key=_start)
    return rows


def _start(char: Char) -> float:
    return char.box.x0


def _parts(row: list[Char], apart: float) -> list[list[Char]]:
    parts: list[list[Char]] = [[]]
    end = math.inf
    for char in row:
        if char.text.strip():
            if char.box.x0 - end > apart * max(char.size, 1.0):
                parts.append([])
            end = char.box.x1
        parts[-1].append(char)
    return parts


def _spelled(line: list[Char]) -> str:
    text = ""
    last: Char | None = None
    for char in line:
        if last is not None and not text.endswith(" ") and char.text != " ":
            gap = char.box.x0 - last.box.x1
            latin = last.text.isascii() and char.text.isascii()
            if gap > (LATIN_GAP if latin else WIDE_GAP) * max(char.size, 1.0):
                text += " "
        text += char.text if char.text.strip() else " "
        last = char
    return text


def _union(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )
