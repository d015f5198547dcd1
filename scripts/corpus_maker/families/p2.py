"""P2: one level-1 column, then level 2, level 3 and value of the whole period beside those of the year."""

from __future__ import annotations

import itertools
import random

from ..form import PrintedForm
from ..layout import Layout
from ..projects import Groups, Owner, Project, declaration, goal_cell, split_money
from ..truth import Row, goals_of
from ..words import words
from .base import Made
from .card import Card
from .p1 import card_layout, lines_of, printed_form, year_titles

Half = list[tuple[str, list[Row]]]
PERIODS = ("实施期目标", "中期目标（2026年—2028年）", "长期目标")


def make_p2(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with one or two cards."""
    lay = card_layout(
        layout,
        single_value=False,
        blank_value=False,
        empty_labels=False,
        name_marks=False,
        goals=min(layout.goals, 3),
        size=min(layout.size, 9.5),
        repeat_head=False,
    )
    owner = Owner(rng)
    halves = rng.choice(["both", "both", "both", "same", "year"])
    forms = []
    for _ in range(rng.choice([1, 1, 2])):
        project = owner.project(lay, rng.randint(5, 14))
        forms.append(_card(rng, lay, project, halves))
    return Made(lay, forms, owner.department)


def _card(rng: random.Random, lay: Layout, p: Project, halves: str) -> PrintedForm:
    titles, year = year_titles(lay, "项目支出绩效目标申报表")
    card = Card(lay, 0.08, 0.2)
    card.pairs(("项目名称", p.name))
    card.pairs(("主管部门及代码", p.supervisor), ("实施单位", p.unit))
    card.pairs(
        ("项目属性", rng.choice(["延续项目", "新增项目"])), ("项目期", "三年" if lay.id % 2 else "2026年-2028年")
    )
    raws = split_money(rng, lay, 2)
    whole = split_money(rng, lay, 2) if halves != "year" else ["", "", ""]
    word = PERIODS[lay.id % 3][:2] if lay.id % 3 else "实施期"
    left = list(zip([f"{word}资金总额：", "其中：财政拨款", "其他资金"], whole, strict=True))
    right = list(zip(["年度资金总额：", "其中：财政拨款", "其他资金"], raws, strict=True))
    card.money_halves("项目资金（万元）", left, right)
    goals = _goals(rng, lay, card, p, halves)
    head, rows = _tree(rng, lay, card, p.groups, halves)
    made = declaration(
        title=titles[0],
        year=year,
        unit=p.unit,
        supervisor=p.supervisor,
        project=p.name,
        budget=lines_of("项目资金（万元）", [x for pair in zip(left, right, strict=True) for x in pair]),
        goals=goals,
        indicators=rows,
    )
    return printed_form(lay, card.grid(head), made, titles)


def _goals(rng: random.Random, lay: Layout, card: Card, p: Project, halves: str) -> list[Row]:
    """The goals of the period (none where its half is empty) and of the year."""
    period: list[Row] = []
    if halves != "year":
        period = [g | {"horizon": "period"} for g in goals_of(rng, [rng.choice(words()["topic"])], lay)]
    texts = (goal_cell(period, lay) if period else "", goal_cell(p.goals, lay))
    card.goal_halves("总体目标", (PERIODS[lay.id % 3], "年度目标"), texts, _edges(card)[4])
    return [*period, *p.goals]


def _edges(card: Card) -> list[float]:
    """Edges of level 1, then of level 2, name and value of each half."""
    shares = [0.09, 0.1, 0.21, 0.12, 0.1, 0.21, 0.12]
    whole = sum(shares)
    inner = [0.0, *itertools.accumulate(s / whole for s in shares)]
    return [round(card.first + e * (1 - card.first), 4) for e in inner[:-1]] + [1.0]


def _tree(rng: random.Random, lay: Layout, card: Card, groups: Groups, halves: str) -> tuple[int, list[Row]]:
    """Both halves of the tree; a name that both print is one indicator with two values."""
    at = _edges(card)
    split = [(level1, *_halved(rng, lay, subs, halves)) for level1, subs in groups]
    sizes = [max(_height(left), _height(right)) for _, left, right in split]
    card.put(0, at[0], "绩效指标", "label", rows=1 + sum(sizes))
    head = card.row
    heads = ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"]
    for k, text in enumerate(heads):
        card.put(at[k], at[k + 1], text, "head")
    card.row += 1
    found: list[Row] = []
    for (level1, left, right), size in zip(split, sizes, strict=True):
        card.put(at[0], at[1], level1, "label", rows=size)
        _half(card, at[1:5], left, "period_value", size)
        _half(card, at[4:], right, "annual_value", size)
        card.row += size
        found += _indicators(left, right)
    return head, found


def _height(half: Half) -> int:
    return sum(len(rows) for _, rows in half)


def _halved(rng: random.Random, lay: Layout, subs: Half, halves: str) -> tuple[Half, Half]:
    """What stands on the left and on the right under one level-1 label: the same, or each its own share."""
    if halves == "year":
        return [], subs
    if halves == "same":
        return subs, subs
    left = [(label, [r for r in rows if rng.random() < 0.8]) for label, rows in subs]
    right = [
        (label, [r for r in rows if r not in left[k][1] or rng.random() < 0.7]) for k, (label, rows) in enumerate(subs)
    ]
    if lay.id % 3 == 0:  # other labels stand side by side
        right.reverse()
    return [x for x in left if x[1]], [x for x in right if x[1]]


def _half(card: Card, at: list[float], half: Half, key: str, size: int) -> None:
    """Level 2, names and values of one half; boxes without content where the other half is longer."""
    row, left = card.row, size
    for k, (label, rows) in enumerate(half or [("", [])]):
        height = left if k >= len(half) - 1 else len(rows)
        card.put(at[0], at[1], label, "label", rows=height, row=row)
        for n in range(height):
            one = rows[n] if n < len(rows) else None
            card.put(at[1], at[2], one["name"] if one else "", "name", row=row + n)
            card.put(at[2], at[3], (one[key] or "") if one else "", "value", row=row + n)
        row, left = row + height, left - height


def _indicators(left: Half, right: Half) -> list[Row]:
    """Each row once: a value that its half does not print is empty."""
    periods = [r for _, rows in left for r in rows]
    annual = [r for _, rows in right for r in rows]
    out = []
    for row in [*periods, *(r for r in annual if r not in periods)]:
        period = row["period_value"] if row in periods else ""
        out.append(row | {"period_value": period, "annual_value": row["annual_value"] if row in annual else ""})
    return out
