"""Indicators written in a cell as items, each a name and its value without a mark between (新增岗位≥200个；…)."""

from __future__ import annotations

import regex

from shenbao_cleaners.declaration import Indicator, Printed
from shenbao_cleaners.forms.draft import Draft, Ledger
from shenbao_cleaners.forms.sheet import SheetCell
from shenbao_cleaners.values.label import level_of, normal_label, parent_of
from shenbao_cleaners.values.target import parse_target

_SIGN = r"(?:[<>≤≥=≧≦＜＞＝]{1,2}|大于等于|小于等于|不低于|不少于|不高于|不超过|大于|小于|达到)\s*"
COMPARED = regex.compile(rf"(?P<name>[^<>≤≥=≧≦＜＞＝]{{2,40}}?)\s*[:：,，]?\s*(?P<value>{_SIGN}\d[^<>≤≥=≧≦＜＞＝]*)")
PERCENT = regex.compile(r"(?P<name>[^\d]{2,40}?)\s*(?P<value>\d[\d.,]*\s*[%％‰])")
BETWEEN = regex.compile(r"\s*[;；。\n]\s*")
LABEL = regex.compile(r"(?:^|(?<=[;；。\s]))\s*(?P<label>\p{Han}{2,12})\s*[:：]")


def name_and_value(text: str) -> tuple[str, str | None]:
    """An item's name and value; the value is None where nothing marks its beginning."""
    found = COMPARED.fullmatch(text.strip()) or PERCENT.fullmatch(text.strip())
    return (found["name"].strip(), found["value"].strip()) if found else (text.strip(), None)


def read_items(cell: SheetCell, text: str, labels: tuple[str, str], at: tuple[SheetCell, ...], draft: Draft) -> None:
    """Add an indicator for each item of a text, under labels as printed (level 1 or 2 may be ""), read from `at`."""
    for item in BETWEEN.split(text):
        if not item.strip():
            continue
        name, value = name_and_value(item)
        level1, level2 = (normal_label(x) or None for x in labels)
        pointer = f"/indicators/{len(draft.indicators)}"
        for key in ("name", *(("annual_value",) if value else ())):
            draft.trace(f"{pointer}/{key}", cell)
        for key in ("level1", "level2"):
            draft.trace(f"{pointer}/{key}", *at)
        printed = Printed(labels[0] or None, labels[1] or None, name, None, value, None)
        target = parse_target(value, draft.year) if value else None
        level1 = level1 or (parent_of(level2) if level2 else None)
        draft.indicators.append(Indicator(level1, level2, name, None, target, printed))


def read_paragraph(label: SheetCell, cell: SheetCell, draft: Draft, ledger: Ledger) -> None:
    """Add the indicators of the text beside a label of level 1: each kind after its own label (数量指标：…)."""
    text = cell.text
    marks = [m for m in LABEL.finditer(text) if 2 in level_of(m["label"])]
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        body = text[mark.end() : after.start() if after else len(text)]
        read_items(cell, body, (label.text, mark["label"]), (label, cell), draft)
    ledger.take("label", label)
    ledger.take("field", cell)
