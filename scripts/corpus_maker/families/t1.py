"""T1: a value column for each town; T2: the towns are rows and the indicators are columns."""

from __future__ import annotations

import random

from ..form import PrintedForm
from ..layout import Layout
from ..projects import Owner, Project, declaration, goal_cell, money_line, split_money
from ..truth import Row
from ..words import words
from .base import Made
from .card import Card, TreeColumns
from .p1 import card_layout, printed_form, year_titles


def make_t1(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with one form; a town without a part in an indicator has an empty cell."""
    lay = card_layout(layout, landscape=True, goals=min(layout.goals, 2), name_marks=False, empty_labels=False)
    owner = Owner(rng)
    p = owner.project(lay, rng.randint(4, 10))
    towns = rng.sample(words()["towns"], rng.randint(2, 5))
    titles, year = year_titles(lay, "转移支付区域绩效目标表")
    card = Card(lay, 0.08, 0.2)
    card.pairs(("转移支付名称", p.name))
    card.pairs(("主管部门", p.supervisor))
    raw = split_money(rng, lay, 2)
    lines = list(zip(["资金总额", "其中：财政拨款", "其他资金"], raw, strict=True))
    card.money_beside("资金情况（万元）", lines)
    card.goals("年度总体目标", goal_cell(p.goals, lay))
    rows = _values(rng, p, towns)
    values = [("explained", "指标解释", 0.16), ("way", "指标方向", 0.08), *((t, t, 0.1) for t in towns)]
    head = card.tree(TreeColumns("绩效指标", values, shares=(0.09, 0.1, 0.2)), p.groups)
    made = declaration(
        kind="transfer",
        title=titles[0],
        year=year,
        supervisor=p.supervisor,
        project=p.name,
        budget=[money_line("资金情况（万元）", label, raw) for label, raw in lines],
        goals=p.goals,
        indicators=rows,
    )
    form: PrintedForm = printed_form(lay, card.grid(head), made, titles)
    return Made(lay, [form], owner.department)


def _values(rng: random.Random, p: Project, towns: list[str]) -> list[Row]:
    """Each town's value of each indicator, written into the row under the town's name."""
    out = []
    for row in p.indicators:
        row["explained"], row["way"] = (
            rng.choice(["年度完成情况", "按实际统计", "考核成效"]),
            rng.choice(["正向", "反向"]),
        )
        for town in towns:
            row[town] = row["annual_value"] if rng.random() < 0.85 else ""
            if row[town]:
                keys = ("level1", "level2", "name", "period_value", "comparator", "unit", "weight")
                own = {k: row[k] for k in keys}
                out.append(own | {"annual_value": row[town], "note": row["explained"]})
    return out


def make_t2(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with one form whose tree lies on its side: the towns are its rows."""
    lay = card_layout(
        layout,
        landscape=True,
        rotate=0,
        goals=1,
        goals_form="prose",
        name_marks=False,
        empty_labels=False,
        blank_value=False,
        repeat_head=False,
        bare_level2=False,
        size=min(layout.size, 9.0),
        push=0.0,
    )
    owner = Owner(rng)
    p = owner.project(lay, rng.randint(4, 7))
    towns = rng.sample(words()["towns"], rng.randint(3, 12))
    titles, year = year_titles(lay, "专项资金区域绩效目标表")
    card = Card(lay, 0.12, 0.12)
    card.pairs(("项目名称", p.name))
    card.pairs(("主管部门", p.supervisor))
    card.goals("年度目标", goal_cell(p.goals, lay))
    rows = _values(rng, p, towns)
    for row in rows:
        row["note"] = None
    _lying_tree(card, p, towns)
    made = declaration(
        title=titles[0],
        year=year,
        supervisor=p.supervisor,
        project=p.name,
        goals=p.goals,
        indicators=rows,
    )
    return Made(lay, [printed_form(lay, card.grid(0), made, titles)], owner.department)


def _lying_tree(card: Card, p: Project, towns: list[str]) -> None:
    """Level 1 over level 2 over the names, then a row a town."""
    rows = p.indicators
    at = [round(card.first + (1 - card.first) * k / len(rows), 4) for k in range(len(rows))] + [1.0]
    card.put(0, card.first, "乡镇", "head", rows=3)
    k = 0
    for level1, subs in p.groups:
        size = sum(len(x) for _, x in subs)
        card.put(at[k], at[k + size], level1, "head")
        for level2, own in subs:
            card.put(at[k], at[k + len(own)], level2, "head", row=card.row + 1)
            for row in own:
                card.put(at[k], at[k + 1], row["name"], "name", row=card.row + 2)
                k += 1
    card.row += 3
    for town in towns:
        card.put(0, card.first, town, "label")
        for n, row in enumerate(rows):
            card.put(at[n], at[n + 1], row[town], "value")
        card.row += 1
