"""A scan's figure read twice with different results: the better of the readings is taken, never a third one.

`370.000.00` beside `370,000.00` is no figure, nor is `0.8%0` (0.8‰); where the pixels show the bar of ≥ that
one reading lost, it is there.
"""

from __future__ import annotations

from dataclasses import replace

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.base import Repaired, place_of
from shenbao_cleaners.values.readings import PER_MILLE, best, differing


def misread_figures(sheet: Sheet) -> Repaired:
    """Take the better reading of each cell of one source whose readings differ."""
    changes: dict[SheetCell, SheetCell | None] = {}
    repairs: list[Repair] = []
    for cell in sheet.cells:
        if len(cell.sources) != 1 or not cell.sources[0].readings:
            continue
        source = cell.sources[0]
        if PER_MILLE.search(source.text) and cell.lines == source.lines:
            mended = tuple(PER_MILLE.sub("‰", line) for line in cell.lines)
            changes[cell] = replace(cell, lines=mended)
            why = "no figure ends in % and 0: the small ring of ‰ was read as a digit"
            repairs.append(Repair("misread_figures", None, place_of(cell), "⏎".join(cell.lines), "⏎".join(mended), why))
            continue
        if not differing(source):
            continue
        chosen = best(source.readings)
        lines = tuple(chosen.text.split("\n"))
        if chosen is source.readings[0] or lines == cell.lines or cell.lines != source.lines:
            continue
        changes[cell] = replace(cell, lines=lines)
        why = (
            "the pixels show the sign so" if _shown(source.readings, chosen.text) else "the other reading is no figure"
        )
        repairs.append(Repair("misread_figures", None, place_of(cell), "⏎".join(cell.lines), "⏎".join(lines), why))
    return Repaired(sheet.replaced(changes), tuple(repairs))


def _shown(readings: tuple[object, ...], text: str) -> bool:
    return any(getattr(r, "engine", "") == "pixels" and getattr(r, "text", "") == text for r in readings)
