"""One form as it is to be printed, and what a person reads on it."""

from __future__ import annotations

import dataclasses
from typing import Any

from .grid import Grid


@dataclasses.dataclass
class Piece:
    """What one page shows of a form that is cut: its rows, a line over and a line under them."""

    grid: Grid
    above: str = ""
    below: str = ""
    open: bool = False
    """No line is drawn under its last row, where the producer can do without."""


@dataclasses.dataclass
class PrintedForm:
    """A grid with the lines around it; a list holds several declarations, the pages are added when it is printed."""

    declarations: list[dict[str, Any]]
    grid: Grid
    titles: list[str]
    """Title lines above the grid; none where they stand inside it."""
    heading: str = ""
    left_line: str = ""
    """A line over the left end of the grid (部门名称：…)."""
    unit_line: str = ""
    """A line over the right end of the grid (单位：万元); the two share one height."""
    note: str = ""
    same_page: bool = False
    """Follows what stands before it on the same page."""
    remarks: list[str] = dataclasses.field(default_factory=list)
    """For the notes of the truth file."""
    pieces: list[Piece] = dataclasses.field(default_factory=list)
    """The form cut into pages; none where it is printed as one table."""

    @property
    def parts(self) -> list[Piece]:
        """The tables that are printed, a page each."""
        return self.pieces or [Piece(self.grid)]

    @property
    def lines(self) -> list[str]:
        """All that must show beside the grid."""
        return [*self.titles, self.heading, self.left_line, self.unit_line, self.note]
