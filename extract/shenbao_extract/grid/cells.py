"""From rulings to cells.

The rulings' places make a fine grid; two neighbouring squares without a ruling between them are one cell. So every
square belongs to exactly one cell, and a row that a page break leaves without its closing line is a row like others
(a finder of closed rectangles loses it).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_high, median_low

import numpy as np
import numpy.typing as npt

from shenbao_extract.document import Box
from shenbao_extract.grid.flaws import drawn_out, left_out
from shenbao_extract.grid.rulings import SNAP, Frame, Ruling, cluster, finder

COVERED = 0.6  # a separator counts where rulings cover this share of it
OPEN_END = 4.0  # points a ruling must run beyond the last crossing one to make an unclosed row or column

Shown = Callable[[bool, float, float, float], bool]
"""(horizontal, at, start, end) -> whether a ruling can be seen there."""
Crossed = Callable[[float, float, float], bool]
"""(x, top, bottom) -> whether a character lies across x between top and bottom."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell in grid coordinates, and whether its upper or lower ruling is missing."""

    row: int
    column: int
    row_span: int
    column_span: int
    open_top: bool = False
    open_bottom: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells that tile the table; `owner[row, column]` is the index of the cell there. Edges in points.

    `reach` is, for each vertical edge, how far its rulings run: an unclosed row ends where most of them do, and those
    of a merged cell may run on above or below the table.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    owner: npt.NDArray[np.int32]
    reach: tuple[tuple[float, float], ...]

    def box(self, cell: GridCell) -> Box:
        """The rectangle of a cell, in points."""
        left, right = self.xs[cell.column], self.xs[cell.column + cell.column_span]
        return Box(left, self.ys[cell.row], right, self.ys[cell.row + cell.row_span])

    @property
    def outline(self) -> Box:
        """The rectangle of the whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def holds(self, index: int, y: float) -> bool:
        """Whether an unclosed cell holds what stands at `y` beyond the table: one of its rulings runs so far."""
        cell = self.cells[index]
        (a, b), (c, d) = self.reach[cell.column], self.reach[cell.column + cell.column_span]
        return (cell.open_top and min(a, c) <= y < self.ys[0]) or (cell.open_bottom and self.ys[-1] < y <= max(b, d))

    def at(self, x: float, y: float) -> int:
        """The index of the cell at a point inside the table."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return int(self.owner[row, column])


def build_grid(frame: Frame, shown: Shown | None = None, crossed: Crossed | None = None) -> Grid | None:
    """The grid of one frame; None where it encloses fewer than two cells.

    `shown` tells which separators are visible, `crossed` where text runs over a column's edge.
    """
    sides = cluster(v.at for v in frame.vertical)
    xs, widths = _with_open_ends(sides, frame.horizontal)
    borderless = len(xs) == len(sides) + 2
    ys, heights = _with_open_ends(cluster(h.at for h in frame.horizontal), frame.vertical, 1 if borderless else 2)
    if len(xs) < 2 or len(ys) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    across = _separators(frame.horizontal, ys, widths, True, shown)  # [rows + 1, columns]
    down = _separators(frame.vertical, xs, heights, False, shown)  # [columns + 1, rows]
    group = _regions(rows, columns, across, down)
    if left_out(group, across, down, lambda c, r, end: crossed is not None and crossed(xs[c], ys[r], ys[end])):
        group = _regions(rows, columns, across, down)
    while drawn_out(group, across, down):
        group = _regions(rows, columns, across, down)
    owner = np.full((rows, columns), -1, dtype=np.int32)
    cells: list[GridCell] = []
    for r in range(rows):
        for c in range(columns):
            if owner[r, c] < 0:
                height, width = _rectangle(group, owner, r, c)
                owner[r : r + height, c : c + width] = len(cells)
                open_top = r == 0 and not across[0, c : c + width].any()
                open_bottom = r + height == rows and not across[rows, c : c + width].any()
                cells.append(GridCell(r, c, height, width, open_top, open_bottom))
    if len(cells) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(cells), owner, tuple(_reach(x, frame.vertical, ys) for x in xs))


def _reach(x: float, vertical: tuple[Ruling, ...], ys: list[float]) -> tuple[float, float]:
    """From where to where the rulings at one place run, the table's own height at least."""
    near = [v for v in vertical if abs(v.at - x) <= 2 * SNAP]
    return min([ys[0], *(v.start for v in near)]), max([ys[-1], *(v.end for v in near)])


Intervals = list[tuple[float, float]]


def _with_open_ends(places: list[float], crossing: tuple[Ruling, ...], least: int = 2) -> tuple[list[float], Intervals]:
    """Places of rulings, and where crossing ones run beyond the first or last (an unclosed row) the end of these.

    The second value tells between which points a separator must be drawn: in an unclosed row some rulings end early,
    and the outer frame may run on to the page's end. `least`: so many places of rulings make such a row; where a table
    has no border at its sides, one divides it.
    """
    if not places:
        places = [min(c.start for c in crossing), max(c.end for c in crossing)]
    before = _open([c for c in crossing if c.start < places[0] - OPEN_END], lambda c: c.start, least)
    after = _open([c for c in crossing if c.end > places[-1] + OPEN_END], lambda c: c.end, least)
    edges = ([median_high(before)] if before else []) + places + ([median_low(after)] if after else [])
    intervals = list(pairwise(edges))
    if before:
        intervals[0] = (max(before), places[0])
    if after:
        intervals[-1] = (places[-1], min(after))
    return edges, intervals


def _open(beyond: list[Ruling], end: Callable[[Ruling], float], least: int) -> list[float]:
    """Where rulings that run beyond the last crossing one end; with a border one alone encloses nothing."""
    return [end(c) for c in beyond] if len(cluster(c.at for c in beyond)) >= least else []


def _separators(
    rulings: tuple[Ruling, ...], places: list[float], intervals: Intervals, horizontal: bool, shown: Shown | None
) -> npt.NDArray[np.bool_]:
    """[place, interval] -> whether a visible ruling covers the interval between two crossing places."""
    covered = np.zeros((len(places), len(intervals)))
    starts, ends = np.array([a for a, _ in intervals]), np.array([b for _, b in intervals])
    at = np.array(places)
    for ruling in rulings:
        i = int(np.abs(at - ruling.at).argmin())
        if abs(at[i] - ruling.at) <= 2 * SNAP:
            covered[i] += np.clip(np.minimum(ends, ruling.end) - np.maximum(starts, ruling.start), 0, None)
    out: npt.NDArray[np.bool_] = covered >= COVERED * (ends - starts)
    if shown is not None:
        for i, j in np.argwhere(out):
            out[i, j] = shown(horizontal, places[i], *intervals[j])
    return out


def _regions(
    rows: int, columns: int, across: npt.NDArray[np.bool_], down: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int32]:
    """Squares numbered so that those without a separator between them carry one number."""
    parent = list(range(rows * columns))

    find = finder(parent)
    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not down[c + 1, r]:
                parent[find(r * columns + c + 1)] = find(r * columns + c)
            if r + 1 < rows and not across[r + 1, c]:
                parent[find((r + 1) * columns + c)] = find(r * columns + c)
    return np.array([find(i) for i in range(rows * columns)], dtype=np.int32).reshape(rows, columns)


def _rectangle(group: npt.NDArray[np.int32], owner: npt.NDArray[np.int32], r: int, c: int) -> tuple[int, int]:
    """Height and width of the largest free rectangle of one region from its upper left square on."""
    rows, columns = group.shape
    width = 1
    while c + width < columns and group[r, c + width] == group[r, c] and owner[r, c + width] < 0:
        width += 1
    height = 1
    while (
        r + height < rows
        and (group[r + height, c : c + width] == group[r, c]).all()
        and (owner[r + height, c : c + width] < 0).all()
    ):
        height += 1
    return height, width
