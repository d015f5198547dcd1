"""Read indicators written as prose in one cell: `1、1-产出指标；11-数量指标；名称；实施周期指标值:x；年度指标值:y。`"""

from __future__ import annotations

import regex

from shenbao_cleaners.declaration import Indicator, Printed
from shenbao_cleaners.forms.draft import Draft, Ledger
from shenbao_cleaners.forms.sheet import SheetCell
from shenbao_cleaners.values.label import normal_label
from shenbao_cleaners.values.target import parse_target

# a semicolon may come out of a recogniser as a colon, and an item's number without its 、; the labels say what is meant
ITEM = regex.compile(
    r"(?:\d+\s*[、.．])?\s*(?P<level1>\d[\d\s]*[-－—]\s*[^；;:：]{2,20}?)\s*[；;:：]\s*(?P<level2>\d[\d\s]*[-－—]\s*[^；;:：]{2,24}?)\s*[；;:：]"
    r"\s*(?P<name>.+?)\s*[；;:：]\s*实施周期指标值\s*[:：]\s*(?P<period>.*?)\s*[；;:：]\s*年度指标值\s*[:：]\s*(?P<annual>.*?)"
    r"[。；;.,，]?\s*(?=$|(?:\d+\s*[、.．]\s*)?\d[\d\s]*[-－—]\s*\p{Han}[^；;:：]{1,20}[；;:：]\s*\d[\d\s]*[-－—]\s*\p{Han})",
    regex.DOTALL,
)


# 【产出指标-数量指标】指标1:机柜数量(≥77台)；指标2:…
GROUP = regex.compile(r"【(?P<level1>[^【】\-－—]{2,16})[-－—](?P<level2>[^【】]{2,20})】(?P<items>[^【]*)")
BRACKETED = regex.compile(
    r"\s*(?P<name>(?:指标\s*\d+\s*[:：])?[^；;\n]+?)\s*[（(](?P<annual>[^（）()]*)[）)]\s*(?:[；;。]|$)"
)


def read_prose(cell: SheetCell, draft: Draft, ledger: Ledger) -> None:
    """Add the indicators of a prose cell to the draft. What the grammar leaves over stays a leftover of the cell."""
    if GROUP.match(cell.text.strip()):
        _read_bracketed(cell, draft, ledger)
        return
    text = cell.text
    end = 0
    for item in ITEM.finditer(text):
        if text[end : item.start()].strip() or any("指标值" in item[part] for part in ("name", "period", "annual")):
            break
        end = item.end()
        level1, level2, name = item["level1"].strip(), item["level2"].strip(), item["name"].strip()
        _add(cell, (level1, level2, name), (item["period"], item["annual"]), draft)
    if not text[end:].strip():
        ledger.take("field", cell)


def _read_bracketed(cell: SheetCell, draft: Draft, ledger: Ledger) -> None:
    whole = True
    for group in GROUP.finditer(cell.text):
        end = 0
        for item in BRACKETED.finditer(group["items"]):
            whole = whole and not group["items"][end : item.start()].strip()
            end = item.end()
            labels = (group["level1"].strip(), group["level2"].strip(), item["name"].strip())
            _add(cell, labels, (None, item["annual"]), draft)
        whole = whole and not group["items"][end:].strip()
    if whole:
        ledger.take("field", cell)


def _add(cell: SheetCell, labels: tuple[str, str, str], values: tuple[str | None, str], draft: Draft) -> None:
    pointer = f"/indicators/{len(draft.indicators)}"
    level1, level2, name = labels
    period = None if values[0] is None else parse_target(values[0].strip(), draft.year)
    annual = parse_target(values[1].strip(), draft.year)
    for key in ("level1", "level2", "name", "annual_value", *(("period_value",) if period else ())):
        draft.trace(f"{pointer}/{key}", cell)
    printed = Printed(level1, level2, name, None, values[1].strip() or None, None)
    draft.indicators.append(
        Indicator(normal_label(level1) or None, normal_label(level2) or None, name, period, annual, printed)
    )
