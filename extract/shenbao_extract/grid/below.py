"""Lines that a print sets below all rulings of an unclosed cell, where its page ends."""

from __future__ import annotations

from shenbao_extract.document import Box
from shenbao_extract.grid.cells import Grid
from shenbao_extract.grid.text import Char, lines_of

LEADING = 0.5  # times the size: the gap under a cell's only line, where it has no other to show its own
EVEN = 1.0  # points a gap may be wider than the one between the cell's lines
APART = 2.0  # times the size: what stands nearer beside a line is of the same line


def take_below(grid: Grid, inside: list[list[Char]], outside: list[Char]) -> list[Char]:
    """Move the lines that go on under an open cell into it, line by line as the cell's own stand; returns the rest."""
    for cell, own in zip(grid.cells, inside, strict=True):
        if cell.open_bottom and own:
            while line := _next_line(own, outside, grid.box(cell)):
                own += line
                outside = [c for c in outside if c not in line]
    return outside


def _next_line(own: list[Char], outside: list[Char], box: Box) -> list[Char]:
    """The characters of the line right under a cell's last one; none where it is wider than the cell."""
    lines = [b for _, b in lines_of([c for c in own if c.turn == 0])]
    if not lines:
        return []
    size = max(c.size for c in own)
    gap = lines[-1].top - lines[-2].bottom if len(lines) > 1 else LEADING * size
    bottom = lines[-1].bottom
    near = [c for c in outside if c.turn == 0 and -size / 2 <= c.box.top - bottom <= min(gap, size) + EVEN]
    line = [c for c in near if box.x0 <= (c.box.x0 + c.box.x1) / 2 <= box.x1]
    printed = [c.box for c in line if c.text.strip()]
    if not printed:
        return []
    left, right = min(b.x0 for b in printed) - APART * size, max(b.x1 for b in printed) + APART * size
    wider = any(c.text.strip() and c not in line and c.box.x1 > left and c.box.x0 < right for c in near)
    return [] if wider else line
