"""Merged label cells in text that does not say which cells are merged: a label holds for the blank cells under it.

It holds on its own page and down to the next label of its column; a level-1 label ends where a level-2 label of
another parent begins. What a page break leaves without a label is the business of `unlabeled_trailing_rows`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shenbao_cleaners.forms.blocks import Block, find_blocks
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.base import Repaired
from shenbao_cleaners.values.label import normal_label, parent_of


def merged_labels(sheet: Sheet) -> Repaired:
    """Stretch labels over the blank cells they cover. Nothing printed changes, so nothing goes on record."""
    if sheet.spans_known:
        return Repaired(sheet)
    blocks = find_blocks(sheet)
    trees = [b for b in blocks if b.kind == "tree"]
    changes: dict[SheetCell, SheetCell | None] = {}
    for cell in sheet.cells:
        if cell.left == 0 and not cell.blank and not any(b.top <= cell.top < b.bottom for b in trees):
            _stretch(sheet, cell, _page_end(sheet, cell.top, blocks), changes)
    for block in trees:
        for role in ("level1", "level2"):
            column = block.column(role)
            for cell in sheet.column_cells(column.left, block.first, block.bottom) if column else ():
                if not cell.blank:
                    _stretch(sheet, cell, _label_end(sheet, block, cell, role), changes)
    return Repaired(sheet.replaced(changes))


def _stretch(sheet: Sheet, cell: SheetCell, end: int, changes: dict[SheetCell, SheetCell | None]) -> None:
    bottom = cell.bottom
    while bottom < end:
        under = sheet.at(bottom, cell.left)
        if under is not None and not under.blank:
            break
        if under is not None:
            changes[under] = None
        bottom += 1
    if bottom > cell.bottom:
        changes[cell] = replace(cell, bottom=bottom)


def _page_end(sheet: Sheet, row: int, blocks: Sequence[Block]) -> int:
    ends = [b for b in sheet.breaks if b > row] + [b.top for b in blocks if b.kind == "tree" and b.top > row]
    return min([*ends, sheet.rows])


def _label_end(sheet: Sheet, block: Block, cell: SheetCell, role: str) -> int:
    end = min([b for b in sheet.breaks if b > cell.top] + [block.bottom])
    if role == "level1":
        level2 = block.column("level2")
        for row in range(cell.top, end):
            under = sheet.at(row, level2.left) if level2 else None
            if under is None or under.blank or under.top != row:
                continue
            parent = parent_of(normal_label(under.text))
            if parent is not None and parent != normal_label(cell.text) and row > cell.top:
                return row
    return end
