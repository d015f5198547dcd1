"""The rows of a table as they are printed, without blank cells."""

from __future__ import annotations

from shenbao_extract.document import Cell, Table


def filled_rows(table: Table) -> dict[int, list[Cell]]:
    """The cells with text that begin in each row, by its number, in the order of the table."""
    out: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.lines:
            out.setdefault(cell.row, []).append(cell)
    return out
