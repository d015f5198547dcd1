"""Rich-text tags that leaked into a cell's text (`<p>目标1: …</p>`)."""

from __future__ import annotations

from dataclasses import replace

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.base import Repaired, place_of
from shenbao_cleaners.values.text import strip_markup


def leaked_markup(sheet: Sheet) -> Repaired:
    """Take tags out of every cell; text in angle brackets that is no tag stays."""
    changes: dict[SheetCell, SheetCell | None] = {}
    repairs: list[Repair] = []
    for cell in sheet.cells:
        if "<" not in cell.text and "&" not in cell.text:
            continue
        clean = strip_markup(cell.text)
        if clean != cell.text:
            changes[cell] = replace(cell, lines=(clean,))
            why = "tags of a rich-text editor stand in the printed text"
            repairs.append(Repair("leaked_markup", None, place_of(cell), cell.text, clean, why))
    return Repaired(sheet.replaced(changes), tuple(repairs))
