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
from itertools import pairwise, takewhile

from shenbao_cleaners.forms.pairs import names_project
from shenbao_cleaners.forms.rows import filled_rows
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
    by_row = filled_rows(table)
    headings = [r for r in sorted(by_row) if heads([join_lines(c.lines) for c in by_row[r]])]
    named = sorted(r for r, cells in by_row.items() if _is_band(cells, table))
    bands = [r for r, end in pairwise([*named, table.rows]) if not any(r < h < end for h in headings)]
    first = bands[0] if bands else table.rows
    top = max((r for r in headings if r < first), default=first)
    bottom = max((c.row + c.row_span for c in by_row.get(top, ()) if top < first), default=first)
    held = () if headings else tuple(header)  # a form with headings further down has its own
    own = tuple(c for c in table.cells if top <= c.row < bottom) if top < first else held
    fits = max((c.column + c.column_span for c in own), default=0) <= table.columns
    if not bands or not own or not fits or any(c.row + c.row_span > bottom for c in own if top < first):
        holds = fits and (not headings or [c.lines for c in own] == [c.lines for c in header])
        return [table], tuple(header) if holds else ()
    rest = [cells for r, cells in by_row.items() if bottom <= r < first]
    over = [cells for r, cells in by_row.items() if r < top < first]
    shared = all(_fills(cells, table) and not _is_band(cells, table) for cells in over)  # title, unit of money
    end = first if any(len(cells) > 1 for cells in rest) else 0 if shared and top < first else top
    before = [_rows(table, 0, end)] if end else []  # a head, or what goes on from the page before
    head = [c for c in table.cells if c.row < top < first] if shared else []
    start = bottom if end < first and top < first else first  # a row over the first project, of its unit
    parts = zip([start, *bands[1:]], bands, [*bands[1:], table.rows], strict=True)
    return [*before, *(_under(table, head, own, *rows) for rows in parts)], own


def begins_with_band(table: Table, before: Table) -> bool:
    """Whether a table's top names a project over its indicators, another than that of the form `before`."""
    first, reprinted = (_band_on_top(t) for t in (table, before))
    return first is not None and (reprinted is None or first.lines != reprinted.lines)


def _band_on_top(table: Table) -> Cell | None:
    """The row that names a project, where only rows that one cell fills, such as a title, stand above it."""
    by_row = filled_rows(table)
    over = takewhile(lambda r: _fills(by_row[r], table), sorted(by_row))
    return next((by_row[r][0] for r in over if _is_band(by_row[r], table)), None)


def _fills(cells: Sequence[Cell], table: Table) -> bool:
    """Whether one cell fills its row."""
    return len(cells) == 1 and cells[0].column_span == table.columns > 2 and cells[0].row_span == 1


def _is_band(cells: Sequence[Cell], table: Table) -> bool:
    return _fills(cells, table) and names_project(cells[0].lines)


def _under(table: Table, head: Sequence[Cell], header: Sequence[Cell], start: int, band: int, bottom: int) -> Table:
    """A project as a table of its own: what heads them all, its rows to the band, the headings, the rows below."""
    above = min(c.row for c in header)
    height = max(c.row + c.row_span for c in header) - above
    over = max((c.row + c.row_span for c in head), default=0)
    cells = list(head) + [replace(c, row=c.row - start + over) for c in table.cells if start <= c.row <= band]
    cells += [replace(c, row=c.row - above + band - start + over + 1) for c in header]
    cells += [replace(c, row=c.row - start + over + height) for c in table.cells if band < c.row < bottom]
    return replace(table, cells=tuple(cells), rows=bottom - start + over + height, row_edges=())


def _rows(table: Table, top: int, bottom: int) -> Table:
    cells = tuple(replace(c, row=c.row - top) for c in table.cells if top <= c.row < bottom)
    return replace(table, cells=cells, rows=bottom - top, row_edges=())
