"""Marks that a recogniser misread or lost where the text around them says what is printed.

An item of an enumeration (指标3：…, 目标1：…) does not end in a colon, nor does one value of a list (≥30篇：≥15次):
these are semicolons, which differ from colons by two dots. And an item of indicators written as prose that reads
54-成本指标 between the fourth and the sixth, or behind the fourth as the last, is the fifth: 5、4-成本指标.
Between a code's digit and a level's label (1一产出指标；) stands a dash and no 一.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.base import Repaired, place_of
from shenbao_cleaners.values.label import level_of

ITEM = r"(?:指标|目标)\s*\d{1,2}\s*[:：;；]"
# a second item or a later one
NEXT = r"(?:(?:指标|目标)\s*(?:[2-9]|\d\d)\s*[:：;；]|[（(](?:[2-9]|\d\d)[)）]|[二三四五六七八九]是)"
LAST = regex.compile(rf"(?s)(\s*{ITEM}.+)[:：](\s*)")
BEFORE_NEXT = regex.compile(rf"[:：](?=\s*{NEXT})")
VALUES = regex.compile(r"(?<=[≥≤><=]?\d余?(?:[^\W\d_年月日季]{1,2}|[%‰]))[:：](?=\s*[≥≤><=]?\d)")

DASH = regex.compile(r"(?<=\d)\s*一\s*(?P<label>\p{Han}{2,10})(?=\s*[；;:：])")
NUMBERED = regex.compile(r"(?<![\d；;:：])(?P<number>\d{1,2})[、.．](?P<code>\d)\s*[-－—]\s*\p{Han}")
UNMARKED = regex.compile(r"(?<![\d；;:：、.．])(?P<number>\d{1,2})(?=\d\s*[-－—]\s*\p{Han}{2,}\s*[；;:：])")


def misread_marks(sheet: Sheet) -> Repaired:
    """Print semicolons where a cell that was recognised from a picture has colons that end an item or a value."""
    changes: dict[SheetCell, SheetCell | None] = {}
    repairs: list[Repair] = []
    for cell in sheet.cells:
        if not any(source.confidence is not None for source in cell.sources):
            continue
        text = "\n".join(cell.lines)
        mended = _mended(text)
        whys = ["an item of a list ends in a semicolon, which the recogniser took for a colon"] * (mended != text)
        dashed = DASH.sub(lambda m: f"-{m['label']}" if level_of(m["label"]) else m[0], mended)
        whys += ["between a code and a level's label stands a dash, which the recogniser took for 一"] * (
            dashed != mended
        )
        numbered = _numbered(dashed)
        whys += ["the items are numbered in order, and this one's number had lost its mark"] * (numbered != dashed)
        if whys:
            changes[cell] = replace(cell, lines=tuple(numbered.split("\n")))
            repairs.append(Repair("misread_marks", None, place_of(cell), text, numbered, "; ".join(whys)))
    return Repaired(sheet.replaced(changes), tuple(repairs))


def _mended(text: str) -> str:
    text = VALUES.sub("；", BEFORE_NEXT.sub("；", text))
    last = LAST.fullmatch(text)
    return f"{last[1]}；{last[2]}" if last else text


def _numbered(text: str) -> str:
    """The text with the mark behind numbers of items that lost it, where the items before and after tell the number."""
    told = {int(m["number"]): m.start() for m in NUMBERED.finditer(text)}
    if not told or list(told.values()) != sorted(told.values()):
        return text
    lost = []
    for m in UNMARKED.finditer(text):
        number, at = int(m["number"]), m.start()
        before = [n for n, start in told.items() if start < at]
        after = [n for n, start in told.items() if start > at]
        if number not in told and max(before, default=0) == number - 1 and min(after, default=number + 1) == number + 1:
            lost.append(m.end())
    for at in reversed(lost):
        text = f"{text[:at]}、{text[at:]}"
    return text
