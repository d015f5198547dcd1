"""Headings of levels whose ordinal a fax lost: 一级指标, 级指标, 二级指标 side by side are the first, second and third.

The strokes of 一, 二 and 三 lie flat and are the first to vanish where a page becomes black and white. What is lost is
never added, so an ordinal that is read is the printed one or a lower one; only cells read from a picture are changed.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.base import Repaired, place_of
from shenbao_cleaners.values.text import tidy

ORDINALS = "一二三四"
LEVEL = regex.compile(r"[^\w]?([一二三四]?)级指标")
WHOLE = 3  # headings side by side: so many are all of them


def lost_ordinals(sheet: Sheet) -> Repaired:
    """Give neighbouring headings of levels the ordinals of their places."""
    changes: dict[SheetCell, SheetCell | None] = {}
    repairs: list[Repair] = []
    for run in _runs(sheet):
        read = [ORDINALS.find(o) + 1 if o else 0 for _, o in run]
        told = any(level == place for place, level in enumerate(read, 1))
        if len(run) < 2 or not (told or len(run) >= WHOLE) or any(n > place for place, n in enumerate(read, 1)):
            continue
        for place, (cell, _) in enumerate(run):
            if read[place] != place + 1:
                label = f"{ORDINALS[place]}级指标"
                changes[cell] = replace(cell, lines=(label,))
                why = "the heading stands between those of other levels; its own ordinal was lost on the picture"
                repairs.append(Repair("lost_ordinals", None, place_of(cell), cell.text, label, why))
    return Repaired(sheet.replaced(changes), tuple(repairs))


def _runs(sheet: Sheet) -> list[list[tuple[SheetCell, str]]]:
    """Headings of levels that stand side by side in one row, each with the ordinal that was read, from the left."""
    out: list[list[tuple[SheetCell, str]]] = []
    for cell in sorted(sheet.cells, key=lambda c: (c.top, c.left)):
        found = LEVEL.fullmatch(regex.sub(r"\s+", "", tidy(cell.text)))
        if not found or not any(s.confidence is not None for s in cell.sources):
            continue
        before = out[-1][-1][0] if out else None
        beside = before is not None and before.top == cell.top and before.right == cell.left
        if beside and len(out[-1]) < len(ORDINALS):
            out[-1].append((cell, found[1]))
        else:
            out.append([(cell, found[1])])
    return out
