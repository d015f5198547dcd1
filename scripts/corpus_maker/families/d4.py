"""D4: a department's activities, level 1, level 2 and the name run together in one cell."""

from __future__ import annotations

import random
from decimal import Decimal

from ..layout import Layout
from ..projects import Owner, declaration, in_columns, money_line, trimmed
from ..truth import Row, goals_of, groups_of, printed
from ..words import words
from .base import Made
from .card import Card, edges_of
from .p1 import card_layout, printed_form

MONEY = (
    ("总体资金情况（万元）", "预算支出总额"),
    ("财政拨款", "合计"), ("财政拨款", "基本支出"), ("财政拨款", "项目支出"),
    ("其他资金", "合计"), ("其他资金", "基本支出"), ("其他资金", "项目支出"),
)  # fmt: skip


def make_d4(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with one form, on its side."""
    lay = card_layout(
        layout,
        landscape=True,
        repeat_head=False,  # one label stands beside goals and indicators
        goals=1,
        goals_form="prose",
        bare_level2=False,
        empty_labels=False,
        blank_value=False,
        name_marks=False,
        year_line=layout.title != "year",
    )
    w = words()
    owner = Owner(rng)
    topics = rng.sample(w["topic"], max(2, min(5, lay.topics)))
    rows = [
        r for _, subs in trimmed(rng, groups_of(rng, topics, lay), min(lay.indicators, 24)) for _, x in subs for r in x
    ]
    goals = goals_of(rng, topics, lay)
    title = f"预算13表 {'2026年' if lay.title == 'year' else ''}部门整体支出绩效目标表"
    card = Card(lay, 0.14, 0.24)
    card.pairs(("部门名称", owner.department))
    raws = _amounts(rng, lay)
    _money(card, raws)
    head = _indicators(rng, card, goals[0]["text"], rows, topics)
    made = declaration(
        kind="department",
        title=title,
        year=2026,
        unit=owner.department,
        budget=[money_line(s, x, raw) for (s, x), raw in zip(MONEY, raws, strict=True)],
        goals=goals,
        indicators=rows,
    )
    titles = [title, *(["（2026年度）"] if lay.year_line else [])]
    return Made(lay, [printed_form(lay, card.grid(head), made, titles)], owner.department)


def _amounts(rng: random.Random, lay: Layout) -> list[str]:
    """Total; of the budget's money and of other money the sum, basic and project expenditure."""
    parts = [Decimal(rng.randint(100_0000, 9000_0000)) / 10000 for _ in range(4)]
    if rng.random() < 0.5:
        parts[2] = parts[3] = Decimal(0)
    a, b, c, d = (x.quantize(Decimal(1).scaleb(-lay.places)) for x in parts)
    return [printed(x, lay, "万元") if x else "" for x in (a + b + c + d, a + b, a, b, c + d, c, d)]


def _money(card: Card, raws: list[str]) -> None:
    at = [card.head, *(round(card.head + (1 - card.head) * k / 7, 4) for k in range(1, 7)), 1.0]
    card.put(0, card.head, "总体资金情况（万元）", "label", rows=3)
    card.put(at[0], at[1], "预算支出总额", "head", rows=2)
    card.put(at[1], at[4], "财政拨款", "head")
    card.put(at[4], at[7], "其他资金", "head")
    for k in range(1, 7):
        card.put(at[k], at[k + 1], MONEY[k][1], "head", row=card.row + 1)
    for k, raw in enumerate(raws):
        card.put(at[k], at[k + 1], raw, "amount", row=card.row + 2)
    card.row += 3


def _indicators(rng: random.Random, card: Card, goal: str, rows: list[Row], topics: list[Row]) -> int:
    """One label beside goals, remarks and indicators; returns the heading row."""
    first = card.first
    card.put(0, first, "整体绩效目标", "label", rows=3 + len(rows))
    for label, text in (("整体绩效目标", goal), ("其他说明", rng.choice(["", "", "无"]))):
        card.put(first, card.head, label, "head")
        card.put(card.head, 1, text, "text")
        card.row += 1
    at = [round(first + e * (1 - first), 4) for e in edges_of([0.2, 0.4, 0.1, 0.16, 0.14])]
    for k, text in enumerate(("活动", "绩效指标", "指标性质", "指标值", "度量单位")):
        card.put(at[k], at[k + 1], text, "head")
    head = card.row
    card.row += 1
    activities = sorted(rng.choice(topics)["tasks"][0][0] for _ in rows)
    for activity, row in zip(activities, rows, strict=True):
        in_columns(rng, row)
        cells = [
            activity,
            row["level1"] + row["level2"] + row["name"],
            row["comparator"],
            row["annual_value"],
            row["unit"],
        ]
        for k, text in enumerate(cells):
            card.put(at[k], at[k + 1], text, "name" if k == 1 else "value" if k > 1 else "text")
        card.row += 1
    return head
