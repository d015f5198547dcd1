"""The left cells of a flat list printed again in full at the top of the next page, where a project goes on there.

Name, amounts and goal say the same on both sides of the break: one project. Its text is taken once; both prints stay
its evidence.
"""

from __future__ import annotations

from dataclasses import replace

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.blocks import Block, find_blocks
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.base import Repaired, place_of
from shenbao_cleaners.repairs.list_breaks import PROJECT_ROLES, list_at

WHY = "the project goes on after the page break and its cells are printed again; the text is taken once"


def reprinted_cells(sheet: Sheet) -> Repaired:
    """Join the cells of a project that are printed again after a page break with those before it."""
    if not sheet.spans_known or not sheet.breaks:
        return Repaired(sheet)
    repairs: list[Repair] = []
    blocks = find_blocks(sheet)
    for start in sheet.breaks:
        block = list_at(blocks, start)
        changes: dict[SheetCell, SheetCell | None] = {}
        for above, below in _again(sheet, start, block) if block is not None else ():
            changes[above] = replace(above, bottom=below.bottom, sources=(*above.sources, *below.sources))
            changes[below] = None
            if not below.blank:
                repairs.append(Repair("reprinted_cells", None, place_of(below), below.text, None, WHY))
        sheet = sheet.replaced(changes)
    return Repaired(sheet, tuple(repairs))


def _again(sheet: Sheet, start: int, block: Block) -> list[tuple[SheetCell, SheetCell]]:
    """The left cells above a break with those below it that say the same; none unless all do, the name among them."""
    out: list[tuple[SheetCell, SheetCell]] = []
    said: set[str | None] = set()
    for column in (c for c in block.columns if c.role in PROJECT_ROLES):
        above, below = sheet.at(start - 1, column.left), sheet.at(start, column.left)
        if above is None or below is None or (above is not below and above.text != below.text):
            return []
        if above is below:
            continue
        if (above.left, above.right, above.bottom) != (below.left, below.right, below.top):
            return []
        out.append((above, below))
        said.add(None if below.blank else column.role)
    return out if {"project", "money", "goal"} <= said else []
