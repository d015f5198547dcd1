"""The form as a grid of cells, the same for every producer."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass
class Cell:
    """A box of the form; row and column are its first, texts are its paragraphs."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    role: str
    """label, head, text, amount, value, name, title"""

    @property
    def align(self) -> str:
        """Where the role stands; the producers ask the layout for it."""
        return self.role


@dataclasses.dataclass
class Grid:
    """Column edges as shares of the width, and the cells."""

    edges: list[float]
    cells: list[Cell]
    height: int
    head_row: int
    """The heading row of the indicators, which a layout may print again on each page."""
    head_rows: int = 1
    minimum: dict[int, float] = dataclasses.field(default_factory=dict)
    """Least height of a row, in points."""

    def width_of(self, cell: Cell) -> float:
        """Share of the form's width."""
        return self.edges[cell.column + cell.columns] - self.edges[cell.column]

    def on_edges(self, edges: list[float]) -> Grid:
        """The same cells on more columns."""
        at = [edges.index(x) for x in self.edges]
        cells = [
            dataclasses.replace(c, column=at[c.column], columns=at[c.column + c.columns] - at[c.column])
            for c in self.cells
        ]
        return dataclasses.replace(self, edges=edges, cells=cells)


class Maker:
    """Collects cells whose edges are still shares; the grid columns come last."""

    def __init__(self) -> None:
        self.boxes: list[tuple[int, int, float, float, str, str]] = []
        self.row = 0

    def put(self, left: float, right: float, text: str, role: str, rows: int = 1, row: int | None = None) -> None:
        """A cell from edge to edge, in the current row unless told otherwise."""
        self.boxes.append((self.row if row is None else row, rows, left, right, text, role))

    def label(self, left: float, right: float, text: str, rows: int, mode: str) -> None:
        """A level's label: one merged box, or a box a row with the words in each, in the first or in the middle one."""
        if mode == "merged":
            self.put(left, right, text, "label", rows=rows)
            return
        shown = {"first": 0, "middle": rows // 2}.get(mode)
        for k in range(rows):
            self.put(left, right, text if shown in (None, k) else "", "label", row=self.row + k)

    def grid(self, head_row: int, head_rows: int = 1) -> Grid:
        """The collected cells on the columns that their edges make."""
        edges = sorted({round(x, 5) for b in self.boxes for x in b[2:4]})
        at = {x: k for k, x in enumerate(edges)}
        cells = [
            Cell(r, at[round(x, 5)], n, at[round(y, 5)] - at[round(x, 5)], t, role)
            for r, n, x, y, t, role in self.boxes
        ]
        return Grid(edges, sorted(cells, key=lambda c: (c.row, c.column)), self.row, head_row, head_rows)
