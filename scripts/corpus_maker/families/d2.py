"""D2: the classic department form: main tasks with their budget, overall goals, the tree."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from ..form import PrintedForm
from ..layout import Layout
from ..projects import Owner, declaration, give_weights, goal_cell, money_line, trimmed
from ..truth import Row, goals_of, groups_of, printed
from ..words import words
from .base import Made
from .card import Card, TreeColumns
from .p1 import card_layout, printed_form, year_titles


def make_d2(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with one form of the department."""
    lay = card_layout(layout, goals=min(layout.goals, 6))
    owner = Owner(rng)
    form = department_form(rng, lay, owner.department)
    return Made(lay, [form], owner.department)


def department_form(rng: random.Random, lay: Layout, department: str) -> PrintedForm:
    """The form: tasks, goals and tree of some topics."""
    w = words()
    topics = rng.sample(w["topic"], min(len(w["topic"]), max(2, lay.topics)))
    groups = trimmed(rng, groups_of(rng, topics, lay), lay.indicators)
    goals = goals_of(rng, topics, lay)
    titles, year = year_titles(lay, rng.choice(["部门整体支出绩效目标表", "部门（单位）整体支出绩效目标申报表"]))
    weighted = lay.half and lay.id % 2 == 0
    card = Card(lay, 0.07 * lay.jitter[0], 0.22 * lay.jitter[1])
    card.pairs((rng.choice(["部门（单位）名称", "部门名称"]), department))
    tasks, budget = _tasks(rng, lay, card, topics, weighted)
    card.goals("年度总体目标", goal_cell(goals, lay))
    rows = [r for _, subs in groups for _, x in subs for r in x]
    values = [("annual_value", "指标值" if lay.id % 3 else "年度指标值", 0.22)]
    if weighted:
        give_weights(rng, rows, 90)
        values.append(("weight", "分值权重（90分）", 0.13))
    head = card.tree(_columns(lay, values), groups)
    made = declaration(
        kind="department",
        title=titles[0],
        year=year,
        unit=department,
        budget=budget,
        goals=goals,
        tasks=tasks,
        indicators=rows,
    )
    return printed_form(lay, card.grid(head), made, titles)


def _columns(lay: Layout, values: list[tuple[str, str, float]]) -> TreeColumns:
    return TreeColumns("年度绩效指标", values, level1_mode=lay.level1_mode, level2_mode=lay.level2_mode)


def _tasks(
    rng: random.Random, lay: Layout, card: Card, topics: list[Row], weighted: bool
) -> tuple[list[Row], list[Row]]:
    """The main tasks, their amounts and the sums; a cell for the rate's points beside them where weights are given."""
    pool = [(t, task) for t in topics for task in t["tasks"]]
    rng.shuffle(pool)
    chosen = pool[: max(2, lay.tasks)]
    end = 0.88 if weighted else 1.0
    at = [card.first, 0.24, 0.56, *(round(0.56 + (end - 0.56) * k / 3, 4) for k in (1, 2)), end]
    height = 3 + len(chosen)
    card.put(0, at[0], "年度主要任务", "label", rows=height)
    unit = "万元"
    card.put(at[0], at[1], "任务名称", "head", rows=2)
    card.put(at[1], at[2], "主要内容", "head", rows=2)
    card.put(at[2], at[5], f"预算金额（{unit}）", "head")
    for k, text in enumerate(("总额", "财政拨款", "其他资金")):
        card.put(at[2 + k], at[3 + k], text, "head", row=card.row + 1)
    if weighted:
        card.put(end, 1, "执行率分值（10分）", "label", rows=height)
    card.row += 2
    sums = [Decimal(0)] * 3
    tasks = []
    for topic, task in chosen:
        own = _amounts(rng, lay)
        sums = [a + b for a, b in zip(sums, own, strict=True)]
        tasks.append(_task(rng, lay, topic, task, own[0]))
        cells = [tasks[-1]["name"], tasks[-1]["content"], *(_shown(x, lay) for x in own)]
        for k, text in enumerate(cells):
            card.put(at[k], at[k + 1], text, "amount" if k > 1 else "text")
        card.row += 1
    card.put(at[0], at[2], "金额合计", "head")
    raws = [_shown(x, lay) for x in sums]
    for k, raw in enumerate(raws):
        card.put(at[2 + k], at[3 + k], raw, "amount")
    card.row += 1
    columns = ("总额", "财政拨款", "其他资金")
    return tasks, [money_line(f"预算金额（万元）{x}", "金额合计", r) for x, r in zip(columns, raws, strict=True)]


def _shown(amount: Decimal, lay: Layout) -> str:
    return printed(amount, lay, "万元") if amount or lay.blank_amount else ""


def _amounts(rng: random.Random, lay: Layout) -> list[Decimal]:
    scale = Decimal(1).scaleb(-lay.places)
    total = (Decimal(rng.randint(1_0000, 800_0000)) / 10000).quantize(scale) + scale
    other = (total * rng.randint(1, 90) / 100).quantize(scale) if rng.random() < 0.3 else Decimal(0)
    return [total, total - other, other]


def _task(rng: random.Random, lay: Any, topic: Row, task: list[str], total: Decimal) -> Row:
    more = [c.format(n=rng.randint(2, 28)) for c in rng.sample(words()["content_clauses"], rng.randint(0, 3))]
    content = "，".join([task[1], *more]) + rng.choice(["", "。"])
    return {"name": task[0], "content": content, "raw": _shown(total, lay), "unit": "万元", "expected": ""}
