"""A label column drawn as one box a row, with the words in one of them: the blank boxes belong to a neighbour's label.

The label above holds (words in the first box), but where it contradicts the next level's label and the label below
does not, that one holds (words in a middle or last box). Names that are numbered anew begin a group of their own.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.blocks import Block, Column, find_blocks
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.base import Repaired, place_of
from shenbao_cleaners.values.label import normal_label, parent_of

FIRST = regex.compile(r"\s*指标\s*(?:1|一)\s*[:：、.．]")


def blank_label_boxes(sheet: Sheet) -> Repaired:
    """Stretch labels over the blank boxes beside indicators that they hold for."""
    if not sheet.spans_known:
        return Repaired(sheet)
    repairs: list[Repair] = []
    for role in ("level1", "level2"):
        for block in find_blocks(sheet):
            column, names = block.column(role), block.column("name")
            if block.kind == "tree" and column is not None and names is not None:
                sheet, done = _fill(sheet, block, column, names)
                repairs += done
    return Repaired(sheet, tuple(repairs))


def _fill(sheet: Sheet, block: Block, column: Column, names: Column) -> tuple[Sheet, list[Repair]]:
    cells = [c for c in sheet.column_cells(column.left, block.first, block.bottom) if c.right <= names.left]
    changes: dict[SheetCell, SheetCell | None] = {}
    repairs: list[Repair] = []
    above: SheetCell | None = None
    for i, cell in enumerate(cells):
        if not cell.blank:
            above = cell
        if not cell.blank or not _used(sheet, cell, names):
            continue
        below = next((c for c in cells[i + 1 :] if not c.blank), None)
        label = above = _choose(sheet, block, column, cell, above, below)
        anew = label is not None and _numbered_anew(sheet, (label, cell), names)
        if label is None or (anew and not _older_costs(sheet, block, label, cell)):
            continue
        changes[cell] = replace(cell, lines=label.lines, sources=(*cell.sources, *label.sources))
        why = "the box is blank; the label of the group is printed in another of its boxes"
        repairs.append(Repair("blank_label_boxes", None, place_of(cell), None, label.text, why))
    return sheet.replaced(changes), repairs


def _used(sheet: Sheet, cell: SheetCell, names: Column) -> bool:
    """Whether an indicator stands beside a blank box (a box beside nothing needs no label)."""
    return any((x := sheet.at(row, names.left)) is not None and not x.blank for row in range(cell.top, cell.bottom))


def _choose(
    sheet: Sheet, block: Block, column: Column, cell: SheetCell, above: SheetCell | None, below: SheetCell | None
) -> SheetCell | None:
    level1, level2 = block.column("level1"), block.column("level2")
    if column is level2 and level1 is not None:
        group = _text_at(sheet, cell.top, level1)
        mates = [x for x in (above, below) if x is not None and group in ("", _text_at(sheet, x.top, level1))]
        return mates[0] if mates else None
    if level2 is None:
        return above
    beside = sheet.at(cell.top, level2.left)
    parent = parent_of(normal_label(beside.text)) if beside is not None and not beside.blank else None
    fits_below = below is not None and parent is not None and normal_label(below.text) == parent
    if fits_below and (above is None or normal_label(above.text) != parent):
        return below
    return above


def _text_at(sheet: Sheet, row: int, column: Column) -> str:
    cell = sheet.at(row, column.left)
    return normal_label(cell.text) if cell is not None else ""


def _older_costs(sheet: Sheet, block: Block, label: SheetCell, cell: SheetCell) -> bool:
    """Whether a blank box stands beside costs under 产出指标, their place in the older schemes.

    The vocabulary knows the level above every other label; above costs it would put 成本指标.
    """
    level2 = block.column("level2")
    beside = sheet.at(cell.top, level2.left) if level2 is not None and cell.left < level2.left else None
    parent = parent_of(normal_label(beside.text)) if beside is not None and not beside.blank else None
    return (parent, normal_label(label.text)) == ("成本指标", "产出指标")


def _numbered_anew(sheet: Sheet, ends: tuple[SheetCell, SheetCell], names: Column) -> bool:
    """Whether the numbering of the names (指标1：) begins again between a label and a blank box."""
    first, last = min(c.top for c in ends), max(c.top for c in ends)
    tops = {sheet.at(row, names.left) for row in range(first + 1, last + 1)} - {None}
    return any(c is not None and c.top > first and FIRST.match(c.text) is not None for c in tops)
