"""Rows whose cells stand one or more columns aside, in text that does not say which cells are merged.

A row is understood by the order of its texts: known labels first, then the name, then a value for each value column
(in the task list: name, content, amount, result, with the amount as the anchor). Where that reading is the only one
that fits, the texts go to their columns; where it is not, the row stays as it is.
"""

from __future__ import annotations

from dataclasses import replace

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.blocks import Block, Column, find_blocks
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.base import Repaired, place_of
from shenbao_cleaners.values.amount import is_amount
from shenbao_cleaners.values.label import level_of, normal_label


def shifted_rows(sheet: Sheet) -> Repaired:
    """Move the texts of shifted rows to the columns they belong to."""
    if sheet.spans_known:
        return Repaired(sheet)
    changes: dict[SheetCell, SheetCell | None] = {}
    repairs: list[Repair] = []
    for block in find_blocks(sheet):
        for row in range(block.first, block.bottom):
            cells = [c for c in sheet.row(row) if not c.blank]
            wanted = _tree_row(block, cells) if block.kind == "tree" else _task_row(block, cells)
            for cell, column in wanted:
                if cell.left != column.left:
                    changes[cell] = replace(cell, left=column.left, right=column.left + 1)
                    taken = sheet.at(row, column.left)
                    if taken is not None and taken.blank:
                        changes[taken] = None
                    why = f"the row stands aside of its columns; by the order of its texts this is {column.heading}"
                    repairs.append(
                        Repair(
                            "shifted_rows",
                            None,
                            place_of(cell),
                            f"column {cell.left + 1}",
                            f"column {column.left + 1}",
                            why,
                        )
                    )
    return Repaired(sheet.replaced(changes), tuple(repairs))


def _tree_row(block: Block, cells: list[SheetCell]) -> list[tuple[SheetCell, Column]]:
    name = block.column("name")
    level1, level2 = block.column("level1"), block.column("level2")
    values = sorted(block.all("value") + block.all("period_value"), key=lambda c: c.left)
    if name is None or level1 is None or level2 is None:
        return []
    rest = list(cells)
    while (
        rest
        and rest[0].left < level1.left
        and not level_of(normal_label(rest[0].text))
        and len(rest) != 1 + len(values)
    ):
        rest.pop(0)  # the block's own label (绩效指标)
    count = len(rest) - 1 - len(values)
    labels = rest[: max(count, 0)] if count >= 0 else rest
    if len(labels) > 2 or not all(level_of(normal_label(c.text)) for c in labels):
        return []
    out = _label_places(labels, level1, level2)
    if count >= 0:
        out += list(zip(rest[len(labels) :], [name, *values], strict=True))
    return out


def _label_places(labels: list[SheetCell], level1: Column, level2: Column) -> list[tuple[SheetCell, Column]]:
    if len(labels) == 2:
        return [(labels[0], level1), (labels[1], level2)]
    if len(labels) == 1:
        levels = level_of(normal_label(labels[0].text))
        if levels == frozenset({2}):
            return [(labels[0], level2)]
        if levels == frozenset({1}):
            return [(labels[0], level1)]
        return [(labels[0], level2 if labels[0].left == level2.left else level1)]
    return []


def _task_row(block: Block, cells: list[SheetCell]) -> list[tuple[SheetCell, Column]]:
    columns = [c for c in block.columns if c.role is not None]
    amounts = [i for i, c in enumerate(columns) if c.role == "amount"]
    found = [i for i, c in enumerate(cells) if is_amount(c.text)]
    if len(amounts) != 1 or len(found) != 1 or found[0] != amounts[0] or len(cells) > len(columns):
        return []
    return list(zip(cells, columns, strict=False))
