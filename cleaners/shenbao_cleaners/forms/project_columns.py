"""Projects as columns of one form: each has its name, its money and its values under each other.

项目名称 | 甲     | 乙
预算金额 | 12.00  | 8.00
一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值
"""

from __future__ import annotations

from dataclasses import replace

from shenbao_cleaners.forms.rows import filled_rows
from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.values.text import join_lines
from shenbao_extract.document import Cell, Table

VALUES = ("value", "period_value")


def columns_apart(table: Table) -> list[Table]:
    """A table for each project of a form that sets them side by side; the table itself where it does not."""
    by_row = filled_rows(table)
    for row, cells in sorted(by_row.items()):
        first, *names = sorted(cells, key=lambda c: c.column)
        if words().role("head", join_lines(first.lines)) == "project" and len(names) > 1:
            return [_with(table, names[0].column, n) for n in names] if _values_under(by_row, row, names) else [table]
    return [table]


def _values_under(by_row: dict[int, list[Cell]], row: int, names: list[Cell]) -> bool:
    """Whether the headings of a tree below have a column of values under each of the names, and no others there."""
    spans = [(c.column, c.column + c.column_span) for c in names]
    for below, cells in sorted(by_row.items()):
        heads = {(c.column, c.column + c.column_span): words().role("columns", join_lines(c.lines)) for c in cells}
        if below > row and {"level1", "level2", "name"} & set(heads.values()):
            right = {span: role for span, role in heads.items() if span[1] > spans[0][0]}
            said = {label_key(join_lines(c.lines)) for c in cells if c.column >= spans[0][0]}
            return list(right) == spans and len(said) == 1 and right[spans[0]] in VALUES
    return False


def _with(table: Table, shared: int, name: Cell) -> Table:
    """The columns of the labels, and those of one project beside them."""
    start, end = name.column, name.column + name.column_span
    cells: list[Cell] = []
    for cell in table.cells:
        left, right = cell.column, cell.column + cell.column_span
        own = max(0, min(right, shared) - left) if left < shared else 0
        of_project = max(0, min(right, end) - max(left, start))
        if own or of_project:
            column = left if left < shared else shared + max(left, start) - start
            cells.append(replace(cell, column=column, column_span=own + of_project))
    edges = table.column_edges
    if edges:
        moved = edges[start] - edges[shared]
        edges = (*edges[: shared + 1], *(x - moved for x in edges[start + 1 : end + 1]))
    return replace(table, cells=tuple(cells), columns=shared + end - start, column_edges=edges)
