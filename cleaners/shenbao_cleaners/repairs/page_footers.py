"""A page's footer (第 6 页，共 45 页) printed onto the last row of its table, into a cell open at the page's end."""

from __future__ import annotations

from dataclasses import replace

import regex

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.base import Repaired, place_of

FOOTER = regex.compile(
    r"\s*第\s*\d+\s*页\s*[,，/、]?\s*共\s*\d+\s*页?\s*|\s*共\s*\d+\s*页\s*[,，/、]?\s*第\s*\d+\s*页?\s*"
)
WHY = "the page's footer is printed onto the last row of its table"


def page_footers(sheet: Sheet) -> Repaired:
    """Take footers out of the cells at the feet of the pages."""
    changes: dict[SheetCell, SheetCell | None] = {}
    repairs: list[Repair] = []
    for end in (*sheet.breaks, sheet.rows):
        for cell in sheet.row(end - 1):
            lines = tuple(x for x in cell.lines if FOOTER.fullmatch(x) is None)
            if cell.open_bottom and lines != cell.lines:
                rest = replace(cell, lines=lines)
                changes[cell] = rest
                repairs.append(Repair("page_footers", None, place_of(cell), cell.text, rest.text or None, WHY))
    if not changes:
        return Repaired(sheet)
    return Repaired(replace(sheet.replaced(changes), removed=(*sheet.removed, *changes)), tuple(repairs))
