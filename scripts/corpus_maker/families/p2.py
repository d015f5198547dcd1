"""P2: one level-1 column, then level 2, level 3 and value of the whole period beside those of the year."""

from __future__ import annotations

import dataclasses
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
    split = [(level1, [_halved(rng, level2, rows, halves) for level2, rows in subs]) for level1, subs in groups]
    heads = ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"]
    sizes = [sum(max(len(x.left), len(x.right), 1) for x in subs) for _, subs in split]
    card.put(0, at[0], "绩效指标", "label", rows=1 + sum(sizes))
    head = card.row
    for k, text in enumerate(heads):
        card.put(at[k], at[k + 1], text, "head")
    card.row += 1
    found: list[Row] = []
    for (level1, subs), size in zip(split, sizes, strict=True):
        card.put(at[0], at[1], level1, "label", rows=size)
        for part in subs:
            found += _half_rows(card, at, level1, part)
    return head, found


@dataclasses.dataclass
class Halves:
    """A level-2 group: its label and rows on either side."""

    labels: tuple[str, str]
    left: list[Row]
    right: list[Row]


def _halved(rng: random.Random, level2: str, rows: list[Row], halves: str) -> Halves:
    """Which of the rows stand on the left, which on the right."""
    if halves == "year":
        return Halves((level2, level2), [], rows)
    if halves == "same" or len(rows) == 1:
        return Halves((level2, level2), rows, rows)
    left = [r for r in rows if rng.random() < 0.8] or rows[:1]
    right = [r for r in rows if r not in left or rng.random() < 0.7] or rows[-1:]
    return Halves((level2, level2), left, right)


def _half_rows(card: Card, at: list[float], level1: str, part: Halves) -> list[Row]:
    count = max(len(part.left), len(part.right), 1)
    for k, label in enumerate(part.labels):
        own = (part.left, part.right)[k]
        card.put(at[1 + 3 * k], at[2 + 3 * k], label if own or k else "", "label", rows=count)
    for n in range(count):
        for k, (rows, key) in enumerate(((part.left, "period_value"), (part.right, "annual_value"))):
            row = rows[n] if n < len(rows) else None
            card.put(at[2 + 3 * k], at[3 + 3 * k], row["name"] if row else "", "name")
            card.put(at[3 + 3 * k], at[4 + 3 * k], (row[key] or "") if row else "", "value")
        card.row += 1
    out = []
    for row in [*part.left, *(r for r in part.right if r not in part.left)]:
        periods = {"period_value": row["period_value"] if row in part.left else ""}
        out.append(row | periods | {"annual_value": row["annual_value"] if row in part.right else ""})
    return out
