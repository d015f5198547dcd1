"""Read indicators written as prose in one cell: `1、1-产出指标；11-数量指标；名称；实施周期指标值:x；年度指标值:y。`"""

from __future__ import annotations

import regex

from shenbao_cleaners.declaration import Indicator, Printed, Target
from shenbao_cleaners.forms.draft import Draft, Ledger
from shenbao_cleaners.forms.sheet import SheetCell
from shenbao_cleaners.values.label import normal_label
from shenbao_cleaners.values.target import parse_target

ITEM = regex.compile(
    r"(?:\d+\s*[、.．])?\s*(?P<level1>\d[\d\s]*[-－—]\s*[^；;:：]{2,20}?)\s*[；;]\s*(?P<level2>\d[\d\s]*[-－—]\s*[^；;:：]{2,24}?)\s*[；;]"
    r"\s*(?P<name>.+?)\s*[；;]\s*实施周期指标值\s*[:：]\s*(?P<period>.*?)\s*[；;]\s*年度指标值\s*[:：]\s*(?P<annual>.*?)"
    r"[。；;.]?\s*(?=$|\d+\s*[、.．]\s*\d+\s*[-－—]\s*\p{Han})",
    regex.DOTALL,
)


def read_prose(cell: SheetCell, draft: Draft, ledger: Ledger) -> None:
    """Add the indicators of a prose cell to the draft. What the grammar leaves over stays a leftover of the cell."""
    text = cell.text
    end = 0
    for item in ITEM.finditer(text):
        if text[end : item.start()].strip():
            break
        end = item.end()
        pointer = f"/indicators/{len(draft.indicators)}"
        level1, level2, name = item["level1"].strip(), item["level2"].strip(), item["name"].strip()
        period, annual = _target(item["period"], draft), _target(item["annual"], draft)
        for key in ("level1", "level2", "name", "period_value", "annual_value"):
            draft.trace(f"{pointer}/{key}", cell)
        printed = Printed(level1, level2, name, None, item["annual"].strip() or None, None)
        draft.indicators.append(
            Indicator(normal_label(level1) or None, normal_label(level2) or None, name, period, annual, printed)
        )
    if not text[end:].strip():
        ledger.take("field", cell)


def _target(raw: str, draft: Draft) -> Target:
    return parse_target(raw.strip(), draft.year)
