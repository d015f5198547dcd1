"""Two forms printed side by side stand in one grid: each has its head, its tree and its title."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from shenbao_cleaners.forms.rows import filled_rows
from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.values.text import join_lines
from shenbao_extract.document import Cell, Line, Place, Table

Part = tuple[Table, tuple[Line, ...]]


def split_beside(table: Table, above: tuple[Line, ...]) -> list[Part]:
    """The forms beside each other in one table, each with the lines above it; the table itself where it is one form.

    They are told by a tree's headings that begin again with level 1, under a head that begins again there too.
    """
    start = _second_form(table)
    if start is None:
        return [(table, above)]
    said = [c for c in table.cells if c.lines]
    edge = max(c.column + c.column_span for c in said if c.column < start)
    border = min(_across(c.place) for c in said if c.column >= start)
    left = tuple(x for x in above if _across(x.place) < border)
    right = tuple(x for x in above if _across(x.place, end=True) > border or (x.place.box is None and x not in left))
    return [(_columns(table, 0, edge), left), (_columns(table, start, table.columns), right)]


def _second_form(table: Table) -> int | None:
    """The column in which a second form begins, right of all of the first one's cells."""
    by_row = filled_rows(table)
    for top, row in by_row.items():
        roles = [words().role("columns", join_lines(c.lines)) for c in row]
        firsts = [c.column for c, role in zip(row, roles, strict=True) if role == "level1"]
        if len(firsts) != 2 or roles.count("name") != 2:
            continue
        start = max(firsts)
        apart = all(not c.column < start < c.column + c.column_span for cells in by_row.values() for c in cells)
        heads = [_head_labels(by_row, top, column) for column in sorted(firsts)]
        return start if apart and heads[0] & heads[1] else None
    return None


def _head_labels(by_row: dict[int, list[Cell]], top: int, column: int) -> set[str]:
    """The labels of unit and project that begin in a column above the tree."""
    texts = [join_lines(c.lines) for row, cells in by_row.items() if row < top for c in cells if c.column == column]
    return {label_key(t) for t in texts if words().role("head", t) in ("unit", "project")}


def _across(place: Place, end: bool = False) -> float:
    """How far to the right a place is: points, or the column of a spreadsheet or a line."""
    if place.box is not None:
        return place.box.x1 if end else place.box.x0
    if place.cell is not None:
        return float(reduce(lambda n, c: 26 * n + ord(c) - 64, filter(str.isalpha, place.cell.partition(":")[0]), 0))
    return float(place.line[1]) if place.line is not None else 0.0


def _columns(table: Table, first: int, end: int) -> Table:
    """The columns `first` to `end` of a table as one of its own."""
    cells: list[Cell] = []
    for cell in table.cells:
        left, right = max(cell.column, first), min(cell.column + cell.column_span, end)
        if left < right:
            cells.append(replace(cell, column=left - first, column_span=right - left))
    edges, place = table.column_edges[first : end + 1], table.place
    if edges and place.box is not None:
        place = replace(place, box=place.box._replace(x0=edges[0], x1=edges[-1]))
    return replace(table, place=place, cells=tuple(cells), columns=end - first, column_edges=edges)
