"""X1: indicators as bracketed text in one cell: 【产出指标-数量指标】指标1:机柜数量(≥77台)."""

from __future__ import annotations

import random

from ..form import PrintedForm
from ..layout import Layout
from ..projects import Owner, Project, declaration, money_line, split_money
from .base import Made
from .p1 import year_titles
from .p5 import prose_layout
from .table import Column, ListTable


def make_x1(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with one list."""
    lay = prose_layout(layout, bare_level2=False, single_value=True)
    owner = Owner(rng)
    titles, year = year_titles(lay, "项目支出绩效目标表")
    table = ListTable(
        [
            Column("project", "项目名称", 0.16),
            Column("m0", "预算数（万元）", 0.12, "amount"),
            Column("goal", "年度目标" if lay.id % 2 else "绩效目标", 0.27),
            Column("prose", "绩效指标", 0.45),
        ]
    )
    made = []
    for _ in range(rng.randint(2, 8)):
        project = owner.project(lay, rng.randint(3, 8))
        raw = split_money(rng, lay, 2)[0]
        prose = _prose(lay, project)
        table.line({"project": project.name, "m0": raw, "goal": project.goals[0]["text"], "prose": prose})
        made.append(
            declaration(
                title=titles[0],
                year=year,
                project=project.name,
                budget=[money_line("", "预算数（万元）", raw)],
                goals=project.goals,
                indicators=project.indicators,
            )
        )
    return Made(lay, [PrintedForm(made, table.grid(), titles)], owner.department)


def _prose(lay: Layout, project: Project) -> str:
    """Groups in brackets, their indicators numbered, each value in brackets behind its name."""
    left, right = ("(", ")") if lay.id % 2 else ("（", "）")
    groups = []
    for level1, subs in project.groups:
        for level2, rows in subs:
            items = []
            for k, row in enumerate(rows, 1):
                row["name"] = f"指标{k}:{row['name'].replace('（%）', '').replace('(%)', '')}"
                items.append(f"{row['name']}{left}{row['annual_value']}{right}")
            groups.append(f"【{level1}-{level2}】" + "；".join(items))
    return ("\n" if lay.paragraphs else "；" if lay.basics else "").join(groups)
