"""A tree that lies on its side: labels and names head the columns, each town is a row.

    乡镇   | 产出指标 | <        | 效益指标
    ^      | 数量指标 | 质量指标 | 社会效益指标
    ^      | 新建道路 | 合格率   | 受益人口
    青石镇 | ≥3公里   | 100%     | ≥300人

It is turned, and then read like a tree with a value column for each town.
"""

from __future__ import annotations

from dataclasses import replace

from shenbao_cleaners.forms.blocks import Block, Column
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.town_rows import lies_on_its_side


def turned(sheet: Sheet) -> tuple[Sheet, Block] | None:
    """The sheet with its transposed tree turned, and the block that reads it; None where no tree lies so."""
    tops = [[c for c in sheet.row(r) if c.top == r and not c.blank] for r in range(sheet.rows)]
    filled = [r for r in range(sheet.rows) if tops[r]]
    found = lies_on_its_side([[c.text for c in tops[r]] for r in filled])
    if found is None:
        return None
    start = filled[found]
    kept = [c for c in sheet.cells if c.bottom <= start]
    moved = [_turn(c, start) for c in sheet.cells if c.top >= start]
    rows = start + sheet.columns
    columns = max(sheet.columns, sheet.rows - start)
    pages = (*sheet.row_pages[:start], *([sheet.row_pages[start]] * sheet.columns))
    breaks = tuple(b for b in sheet.breaks if b <= start)
    turned_sheet = replace(
        sheet.with_cells([*kept, *moved]), rows=rows, columns=columns, row_pages=pages, breaks=breaks
    )
    heads = [c for c in tops[start] if c.left == 0]
    first = start + max((c.right for c in heads), default=1)
    return turned_sheet, Block("tree", start, first, rows, _columns(turned_sheet, start))


def _turn(cell: SheetCell, start: int) -> SheetCell:
    return replace(
        cell,
        top=start + cell.left,
        bottom=start + cell.right,
        left=cell.top - start,
        right=cell.bottom - start,
    )


def _columns(sheet: Sheet, start: int) -> tuple[Column, ...]:
    """Level 1, level 2 and the name, then a column for each town, without a role until it is read."""
    roles = ("level1", "level2", "name")
    out = [Column(role, k, k + 1, role) for k, role in enumerate(roles)]
    for column in range(len(roles), sheet.columns):
        cell = sheet.at(start, column)
        if cell is not None and cell.left == column and not cell.blank:
            out.append(Column(None, cell.left, cell.right, cell.text))
    return tuple(out)
