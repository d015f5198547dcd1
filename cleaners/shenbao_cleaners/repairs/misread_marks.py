"""A semicolon that a recogniser read as a colon where forms print no colon: small print differs by two dots.

An item of an enumeration (指标3：…, 目标1：…) does not end in a colon, nor does one value of a list (≥30篇：≥15次).
"""

from __future__ import annotations

from dataclasses import replace

import regex

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.base import Repaired, place_of

ITEM = r"(?:指标|目标)\s*\d{1,2}\s*[:：;；]"
# a second item or a later one
NEXT = r"(?:(?:指标|目标)\s*(?:[2-9]|\d\d)\s*[:：;；]|[（(](?:[2-9]|\d\d)[)）]|[二三四五六七八九]是)"
LAST = regex.compile(rf"(?s)(\s*{ITEM}.+)[:：](\s*)")
BEFORE_NEXT = regex.compile(rf"[:：](?=\s*{NEXT})")
VALUES = regex.compile(r"(?<=[≥≤><=]?\d余?(?:[^\W\d_年月日季]{1,2}|[%‰]))[:：](?=\s*[≥≤><=]?\d)")


def misread_marks(sheet: Sheet) -> Repaired:
    """Print semicolons where a cell that was recognised from a picture has colons that end an item or a value."""
    changes: dict[SheetCell, SheetCell | None] = {}
    repairs: list[Repair] = []
    for cell in sheet.cells:
        if not any(source.confidence is not None for source in cell.sources):
            continue
        text = "\n".join(cell.lines)
        mended = _mended(text)
        if mended != text:
            changes[cell] = replace(cell, lines=tuple(mended.split("\n")))
            why = "an item of a list ends in a semicolon, which the recogniser took for a colon"
            repairs.append(Repair("misread_marks", None, place_of(cell), text, mended, why))
    return Repaired(sheet.replaced(changes), tuple(repairs))


def _mended(text: str) -> str:
    text = VALUES.sub("；", BEFORE_NEXT.sub("；", text))
    last = LAST.fullmatch(text)
    return f"{last[1]}；{last[2]}" if last else text
