"""Trees under each other, the whole period's and the year's: each has its label (实施期绩效指标, 年度绩效指标)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from shenbao_cleaners.declaration import Horizon
from shenbao_cleaners.forms.column import Block
from shenbao_cleaners.forms.sheet import Sheet
from shenbao_cleaners.forms.words import label_key

PERIOD = regex.compile(
    r".{0,4}(?:实施期|实施周期|项目期|中期|长期|中长期|总体|全周期)(?:总体)?(?:绩效)?(?:指标|目标)(?:表)?"
    r"|总体?目标(?:绩效)?(?:指标)?"
)
ANNUAL = regex.compile(r".{0,2}(?:本?年度|本年|当年|20\d\d年度?)(?:目标)?(?:绩效)?(?:指标|目标)(?:表)?")


def horizons(sheet: Sheet, blocks: Sequence[Block]) -> dict[Block, Horizon]:
    """What each of two trees declares, where their labels say that one is the period's and one the year's."""
    trees = [b for b in blocks if b.kind == "tree"]
    said = {b: _horizon(sheet, b) for b in trees}
    if len(trees) != 2 or {said[b] for b in trees} != {"period", "annual"}:
        return {}
    return {b: h for b, h in said.items() if h is not None}


def with_horizon(block: Block, horizon: Horizon) -> Block:
    """The tree whose values are those of a horizon."""
    role = "period_value" if horizon == "period" else "value"
    values = ("value", "period_value")
    return replace(block, columns=tuple(replace(c, role=role) if c.role in values else c for c in block.columns))


def _horizon(sheet: Sheet, block: Block) -> Horizon | None:
    first = next((c.left for c in block.columns if c.role in ("level1", "level2", "name")), 0)
    beside = [c for c in sheet.row(block.top) if c.right <= first and not c.blank]
    above = [c for c in sheet.row(block.top - 1) if not c.blank] if block.top else []
    labels = [c.text for c in (*beside, *(above if len(above) == 1 else ()))]
    for text in map(label_key, labels):
        if PERIOD.fullmatch(text):
            return "period"
        if ANNUAL.fullmatch(text):
            return "annual"
    return None
