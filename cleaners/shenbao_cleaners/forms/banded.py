"""Projects under one heading of a tree, each begun by a row that fills the table (项目名称：…　项目金额：…).

一级指标 | 二级指标 | 三级指标 | 指标值
项目名称：甲　　项目金额：12.00
产出指标 | 数量指标 | 场次     | 6场
项目名称：乙　　项目金额：8.00
产出指标 | …
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from shenbao_cleaners.forms.pairs import names_project
from shenbao_cleaners.values.text import join_lines
from shenbao_extract.document import Cell, Table


def bands_apart(
    table: Table, header: Sequence[Cell], heads: Callable[[list[str]], bool]
) -> tuple[list[Table], tuple[Cell, ...]]:
    """The projects of a table, each with its row above the headings and its indicators below; and the headings.

    `header` are the headings of the table before, which hold where this one goes on without any; `heads` tells the
    texts of a row that heads a tree. A table of no such rows is left alone, and no headings hold after it.
    """
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.lines:
            by_row.setdefault(cell.row, []).append(cell)
    bands = [r for r, cells in by_row.items() if _is_band(cells, table)]
    if not bands:
        return [table], ()
    first = min(bands)
    top = next((r for r in sorted(by_row) if r < first and heads([join_lines(c.lines) for c in by_row[r]])), first)
    own = tuple(c for c in table.cells if top <= c.row < first) or tuple(header)
    if not own or any(c.row + c.row_span > first for c in table.cells if top <= c.row < first):
        return [table], ()
    before = [_rows(table, 0, top)] if top else []  # a head, or what goes on from the page before
    ends = [*sorted(bands)[1:], table.rows]
    return [*before, *(_under(table, own, a, b) for a, b in zip(sorted(bands), ends, strict=True))], own


def begins_with_band(table: Table, before: Table) -> bool:
    """Whether the first row of a table names a project over its indicators, another than that of the form `before`."""
    first, reprinted = ([c for c in t.cells if c.row == 0 and c.lines] for t in (table, before))
    return _is_band(first, table) and [c.lines for c in first] != [c.lines for c in reprinted]


def _is_band(cells: Sequence[Cell], table: Table) -> bool:
    if len(cells) != 1:
        return False
    (first,) = cells
    return first.column_span == table.columns > 2 and first.row_span == 1 and names_project(first.lines)


def _under(table: Table, header: Sequence[Cell], band: int, bottom: int) -> Table:
    """A project as a table of its own: its band, the headings, its rows."""
    start = min(c.row for c in header)
    height = max(c.row + c.row_span for c in header) - start
    cells = [replace(c, row=0) for c in table.cells if c.row == band]
    cells += [replace(c, row=c.row - start + 1) for c in header]
    cells += [replace(c, row=c.row - band + height) for c in table.cells if band < c.row < bottom]
    return replace(table, cells=tuple(cells), rows=bottom - band + height, row_edges=())


def _rows(table: Table, top: int, bottom: int) -> Table:
    cells = tuple(replace(c, row=c.row - top) for c in table.cells if top <= c.row < bottom)
    return replace(table, cells=cells, rows=bottom - top, row_edges=())
