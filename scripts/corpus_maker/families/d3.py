"""D3: department forms with trees of their own: 投入管理, 产出, 效益, or 履职效能 to 可持续发展能力."""

from __future__ import annotations

import random

from ..layout import Layout
from ..projects import Groups, Owner, declaration, goal_cell, money_line, split_money
from ..truth import Row, goals_of, groups_of
from ..words import words
from .base import Made
from .card import Card, TreeColumns
from .p1 import card_layout, printed_form, year_titles

TREES = (
    {
        "投入管理指标": ["工作目标管理", "预算和财务管理"],
        "产出指标": ["重点工作任务完成", "履职目标实现"],
        "效益指标": ["履职效益", "满意度"],
    },
    {
        "履职效能": ["整体工作完成情况", "重点工作履行情况"],
        "管理效率": ["预算编制管理", "预算执行管理"],
        "运行成本": ["成本控制成效"],
        "服务对象满意度": ["服务对象满意度"],
        "可持续发展能力": ["体制机制改革", "人才支撑"],
    },
)


def make_d3(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with one form."""
    lay = card_layout(layout, name_marks=False, empty_labels=False, blank_value=False, goals=min(layout.goals, 4))
    owner = Owner(rng)
    topics = rng.sample(words()["topic"], 3)
    goals = goals_of(rng, topics, lay)
    titles, year = year_titles(lay, "部门（单位）整体绩效目标表")
    groups = _groups(rng, lay, topics)
    card = Card(lay, 0.12, 0.22)
    card.pairs(("部门（单位）名称", owner.department))
    card.goals("年度履职目标", goal_cell(goals, lay))
    tasks = _tasks(rng, card, topics)
    raws = split_money(rng, lay, 2)
    labels = [
        "部门预算总额",
        "1、资金来源：（1）财政性资金",
        "（2）其他资金",
        "2、资金结构：（1）基本支出",
        "（2）项目支出",
    ]
    lines = list(zip(labels, [*raws, raws[1], raws[2]], strict=True))
    card.money_beside("预算情况（万元）", lines)
    values = [("annual_value", "指标值", 0.2), ("note", "指标说明", 0.2)]
    head = card.tree(TreeColumns("年度绩效指标", values), groups)
    rows = [r for _, subs in groups for _, x in subs for r in x]
    made = declaration(
        kind="department",
        title=titles[0],
        year=year,
        unit=owner.department,
        budget=[money_line("预算情况（万元）", label, raw) for label, raw in lines],
        goals=goals,
        tasks=tasks,
        indicators=rows,
    )
    return Made(lay, [printed_form(lay, card.grid(head), made, titles)], owner.department)


def _groups(rng: random.Random, lay: Layout, topics: list[Row]) -> Groups:
    """The rows of a usual tree under the labels of another."""
    rows = [r for _, subs in groups_of(rng, topics, lay) for _, x in subs for r in x]
    rng.shuffle(rows)
    out: Groups = []
    for level1, labels in TREES[lay.id % 2].items():
        subs = []
        for level2 in labels:
            own = [rows.pop() for _ in range(min(len(rows), rng.randint(1, 3)))]
            for row in own:
                row.update(level1=level1, level2=level2, note=rng.choice(["", "反映工作进度", "按年度计划考核"]))
            if own:
                subs.append((level2, own))
        if subs:
            out.append((level1, subs))
    return out


def _tasks(rng: random.Random, card: Card, topics: list[Row]) -> list[Row]:
    """Tasks with their contents only."""
    chosen = [task for t in topics for task in t["tasks"]][: rng.randint(2, 5)]
    at = [card.first, 0.36, 1.0]
    card.put(0, card.first, "年度主要任务", "label", rows=1 + len(chosen))
    for k, text in enumerate(("任务名称", "主要内容")):
        card.put(at[k], at[k + 1], text, "head")
    card.row += 1
    for task in chosen:
        for k, text in enumerate(task[:2]):
            card.put(at[k], at[k + 1], text, "text")
        card.row += 1
    return [{"name": t[0], "content": t[1], "raw": "", "unit": "", "expected": ""} for t in chosen]
