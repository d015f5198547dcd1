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
from itertools import pairwise

from shenbao_cleaners.forms.pairs import names_project
from shenbao_cleaners.values.text import join_lines
from shenbao_extract.document import Cell, Table


def bands_apart(
    table: Table, header: Sequence[Cell], heads: Callable[[list[str]], bool]
) -> tuple[list[Table], tuple[Cell, ...]]:
    """The projects of a table, each with its row above the headings and its indicators below; and the headings.

    `header` are the headings of the table before, which hold where this one goes on without any of its own, or with
    the same ones printed again; `heads` tells the texts of a row that heads a tree. Rows of a project that stand under
    headings, above the first such row, are those of the project before. A row with headings below it is none of these.
    """
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.lines:
            by_row.setdefault(cell.row, []).append(cell)
    headings = [r for r in sorted(by_row) if heads([join_lines(c.lines) for c in by_row[r]])]
    named = sorted(r for r, cells in by_row.items() if _is_band(cells, table))
    bands = [r for r, end in pairwise([*named, table.rows]) if not any(r < h < end for h in headings)]
    first = bands[0] if bands else table.rows
    top = max((r for r in headings if r < first), default=first)
    bottom = max((c.row + c.row_span for c in by_row.get(top, ()) if top < first), default=first)
    own = tuple(c for c in table.cells if top <= c.row < bottom) if top < first else tuple(header)
    fits = max((c.column + c.column_span for c in own), default=0) <= table.columns
    if not bands or not own or not fits or any(c.row + c.row_span > bottom for c in own if top < first):
        holds = fits and (top == first or [c.lines for c in own] == [c.lines for c in header])
        return [table], tuple(header) if holds else ()
    rest = [cells for r, cells in by_row.items() if bottom <= r < first]
    end = first if any(len(cells) > 1 for cells in rest) else top
    before = [_rows(table, 0, end)] if end else []  # a head, or what goes on from the page before
    start = bottom if end < first else first  # a row over the first project, of its unit
    parts = zip([start, *bands[1:]], bands, [*bands[1:], table.rows], strict=True)
    return [*before, *(_under(table, own, a, b, c) for a, b, c in parts)], own


def begins_with_band(table: Table, before: Table) -> bool:
    """Whether the first row of a table names a project over its indicators, another than that of the form `before`."""
    first, reprinted = ([c for c in t.cells if c.row == 0 and c.lines] for t in (table, before))
    return _is_band(first, table) and [c.lines for c in first] != [c.lines for c in reprinted]


def _is_band(cells: Sequence[Cell], table: Table) -> bool:
    if len(cells) != 1:
        return False
    (first,) = cells
    return first.column_span == table.columns > 2 and first.row_span == 1 and names_project(first.lines)


def _under(table: Table, header: Sequence[Cell], start: int, band: int, bottom: int) -> Table:
    """A project as a table of its own: its rows to the band, the headings, the rows below."""
    above = min(c.row for c in header)
    height = max(c.row + c.row_span for c in header) - above
    cells = [replace(c, row=c.row - start) for c in table.cells if start <= c.row <= band]
    cells += [replace(c, row=c.row - above + band - start + 1) for c in header]
    cells += [replace(c, row=c.row - start + height) for c in table.cells if band < c.row < bottom]
    return replace(table, cells=tuple(cells), rows=bottom - start + height, row_edges=())


def _rows(table: Table, top: int, bottom: int) -> Table:
    cells = tuple(replace(c, row=c.row - top) for c in table.cells if top <= c.row < bottom)
    return replace(table, cells=cells, rows=bottom - top, row_edges=())
