"""A form as one sheet: the tables of its pages joined into one grid of cells.

Rows and columns count through all pages. Cells are never changed in place: a repair makes a new Sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import product
from operator import attrgetter

from shenbao_cleaners.values.text import join_lines
from shenbao_extract.document import Cell, Line


@lru_cache(maxsize=1 << 14)
def _text(lines: tuple[str, ...]) -> str:
    return join_lines(lines)


@dataclass(frozen=True, slots=True, eq=False)
class SheetCell:
    """A cell of a sheet: rows `top` to `bottom` and columns `left` to `right` (ends excluded), and its printed lines.

    `sources` are the cells of the pages it was joined from. Two cells are the same only if they are one object.
    """

    top: int
    bottom: int
    left: int
    right: int
    lines: tuple[str, ...]
    sources: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """The text as a person reads it: printed lines joined."""
        return _text(self.lines)

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in it."""
        return not any(line.strip() for line in self.lines)

    @property
    def open_top(self) -> bool:
        """Whether its first piece has no ruling above."""
        return bool(self.sources) and self.sources[0].open_top

    @property
    def open_bottom(self) -> bool:
        """Whether its last piece has no ruling below."""
        return bool(self.sources) and self.sources[-1].open_bottom


def _positions(cell: SheetCell) -> Iterable[tuple[int, int]]:
    return product(range(cell.top, cell.bottom), range(cell.left, cell.right))


@dataclass(frozen=True)
class Sheet:
    """The joined grid of one form. `breaks` are the rows that begin a new page; `row_pages` the page of each row.

    `spans_known` is False for tab-separated text. `above` are the text lines over the form; `removed` are cells that a
    repair took out (headings printed again).
    """

    cells: tuple[SheetCell, ...]
    rows: int
    columns: int
    row_pages: tuple[int, ...]
    breaks: tuple[int, ...] = ()
    spans_known: bool = True
    above: tuple[Line, ...] = ()
    title_hint: str | None = None
    removed: tuple[SheetCell, ...] = ()

    @cached_property
    def _at(self) -> dict[tuple[int, int], SheetCell]:
        return {position: cell for cell in self.cells for position in _positions(cell)}

    def at(self, row: int, column: int) -> SheetCell | None:
        """The cell that covers a position; None where there is none."""
        return self._at.get((row, column))

    def row(self, row: int) -> list[SheetCell]:
        """The cells that cover a row, from left to right."""
        out: list[SheetCell] = []
        for column in range(self.columns):
            cell = self.at(row, column)
            if cell is not None and (not out or out[-1] is not cell):
                out.append(cell)
        return out

    def column_cells(self, column: int, top: int, bottom: int) -> list[SheetCell]:
        """The cells that cover a column between two rows, from above; each once."""
        out: list[SheetCell] = []
        for row in range(top, bottom):
            cell = self.at(row, column)
            if cell is not None and (not out or out[-1] is not cell):
                out.append(cell)
        return out

    def right_of(self, cell: SheetCell, row: int | None = None) -> SheetCell | None:
        """The cell right of `cell` in its first row (or in `row`)."""
        return self.at(cell.top if row is None else row, cell.right)

    def with_cells(self, cells: Iterable[SheetCell]) -> Sheet:
        """The same sheet with other cells, in reading order."""
        return replace(self, cells=tuple(sorted(cells, key=attrgetter("top", "left"))))

    def replaced(self, changes: dict[SheetCell, SheetCell | None]) -> Sheet:
        """The sheet with some cells changed (None: taken out)."""
        if not changes:
            return self
        new = (changes.get(c, c) for c in self.cells)
        sheet = self.with_cells(c for c in new if c is not None)
        at = self._at.copy()  # a list runs over hundreds of pages, and a break changes a row of it
        for old in changes:
            for position in _positions(old):
                at.pop(position, None)
        for cell in filter(None, changes.values()):
            at.update(dict.fromkeys(_positions(cell), cell))
        sheet.__dict__["_at"] = at
        return sheet

    def without_rows(self, gone: set[int]) -> Sheet:
        """The sheet without some rows; cells that span them shrink, cells that lie in them go."""
        if not gone:
            return self
        new_row: list[int] = []
        n = 0
        for r in range(self.rows + 1):
            new_row.append(n)
            n += r not in gone and r < self.rows
        moved = (replace(c, top=new_row[c.top], bottom=new_row[c.bottom]) for c in self.cells)
        kept = [c for c in moved if c.bottom > c.top]
        return replace(
            self,
            cells=tuple(kept),
            rows=self.rows - len(gone),
            row_pages=tuple(p for r, p in enumerate(self.row_pages) if r not in gone),
            breaks=tuple(sorted({new_row[b] for b in self.breaks})),
        )
