"""A list of projects as one table: heading rows, and a block of rows a project."""

from __future__ import annotations

import dataclasses
import itertools

from ..grid import Grid, Maker

Heading = str | tuple[str, str]


@dataclasses.dataclass(frozen=True)
class Column:
    """A column: its key, its heading (or the heading over several, and its own), its share of the width, its role."""

    key: str
    heading: Heading
    share: float
    role: str = "text"
    per_row: bool = False
    """A cell a row of the block (an indicator's), not one merged over the block."""


class ListTable:
    """Collects the rows of a list."""

    def __init__(self, columns: list[Column]) -> None:
        whole = sum(c.share for c in columns)
        self.edges = [0.0, *itertools.accumulate(c.share / whole for c in columns)]
        self.edges[-1] = 1.0
        self.columns = columns
        self.maker = Maker()
        self.head_rows = 2 if any(isinstance(c.heading, tuple) for c in columns) else 1
        self._headings()

    def _headings(self) -> None:
        m = self.maker
        groups = itertools.groupby(
            range(len(self.columns)),
            lambda k: h[0] if isinstance(h := self.columns[k].heading, tuple) else k,
        )
        for name, members in groups:
            own = list(members)
            left, right = self.edges[own[0]], self.edges[own[-1] + 1]
            if isinstance(name, int):
                m.put(left, right, str(self.columns[name].heading), "head", rows=self.head_rows)
                continue
            m.put(left, right, name, "head")
            for k in own:
                m.put(self.edges[k], self.edges[k + 1], self.columns[k].heading[1], "head", row=1)
        m.row = self.head_rows

    def cell(self, key: str, text: str, rows: int = 1, row: int | None = None) -> None:
        """A cell of the column `key`; rows that it covers."""
        k = next(i for i, c in enumerate(self.columns) if c.key == key)
        self.maker.put(self.edges[k], self.edges[k + 1], text, self.columns[k].role, rows, row)

    def line(self, texts: dict[str, str]) -> None:
        """A row of its own, of a total: cells without text are empty."""
        for c in self.columns:
            self.cell(c.key, texts.get(c.key, ""))
        self.maker.row += 1

    def runs(self, key: str, texts: list[str], mode: str) -> None:
        """A column whose equal neighbours are merged, or repeated on each row."""
        row = self.maker.row
        for text, members in itertools.groupby(texts):
            size = len(list(members))
            if mode == "merged":
                self.cell(key, text, size, row)
            else:
                for k in range(size):
                    self.cell(key, text if mode == "repeat" or k == 0 else "", 1, row + k)
            row += size

    def grid(self) -> Grid:
        """The whole table."""
        return self.maker.grid(0, self.head_rows)
