"""P6: a very wide list in small print, with explanations and marking rules for each indicator."""

from __future__ import annotations

import dataclasses
import random
from decimal import Decimal

from ..form import PrintedForm
from ..layout import Layout
from ..projects import Owner, Project, declaration, goal_cell, in_columns, money_line, split_money
from ..truth import Row
from .base import Made
from .p1 import year_titles
from .table import Column, ListTable


def make_p6(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with one list: a total, each unit's total, its projects."""
    size = rng.choice([4.5, 5.0, 5.5, 6.0])
    lay = dataclasses.replace(
        layout,
        title_inside=False,
        landscape=True,
        rotate=0,
        size=size,
        font=layout.font if "CJK" in layout.font or "Zen" in layout.font else "WenQuanYi Zen Hei",
        margin=28.0,
        padding=min(layout.padding, 2.5),
        goal_tags="",
        single_value=True,
        name_marks=False,
        empty_labels=False,
        blank_value=False,
        latin="",
        goals=rng.choice([1, 2, 3]),
        goals_form=rng.choice(["prose", "numbered", "listed"]),
        unit_words="line",
    )
    owner = Owner(rng)
    projects = [owner.project(lay, rng.randint(3, 9)) for _ in range(rng.randint(2, 5))]
    projects.sort(key=lambda p: p.unit)
    titles, year = year_titles(lay, "部门预算项目支出绩效目标表")
    table = ListTable(_columns(lay))
    amounts = [split_money(rng, lay, 2) for _ in projects]
    table.line({"owner": "合计"} | _sums(lay, amounts))
    made: list[Row] = []
    for project, raws in zip(projects, amounts, strict=True):
        if not made or made[-1]["unit"] != project.unit:
            own = [a for p, a in zip(projects, amounts, strict=True) if p.unit == project.unit]
            table.line({"owner": project.unit} | _sums(lay, own))
        made.append(_declared(rng, project, raws, titles[0], year))
        _block(table, lay, project, raws)
    form = PrintedForm(made, table.grid(), titles, left_line=f"填报部门：{owner.department}", unit_line="单位：万元")
    return Made(lay, [form], owner.department)


def _columns(lay: Layout) -> list[Column]:
    return [
        Column("owner", "单位名称", 0.07),
        Column("project", "项目名称", 0.08),
        Column("m0", ("预算金额", "资金总额"), 0.06, "amount"),
        Column("m1", ("预算金额", "财政拨款"), 0.06, "amount"),
        Column("m2", ("预算金额", "其他资金"), 0.05, "amount"),
        Column("goal", "年度绩效目标", 0.13),
        Column("level1", "一级指标", 0.05, "label", per_row=True),
        Column("level2", "二级指标", 0.06, "label", per_row=True),
        Column("name", "三级指标", 0.1, "name", per_row=True),
        Column("comparator", "指标符号" if lay.id % 2 else "比较符号", 0.045, "value", per_row=True),
        Column("annual_value", "指标值", 0.05, "value", per_row=True),
        Column("unit", "计量单位", 0.04, "value", per_row=True),
        Column("explained", "指标解释", 0.12, per_row=True),
        Column("marking", "评（扣）分标准", 0.12, per_row=True),
        Column("remark", "备注", 0.04, per_row=True),
    ]


def _declared(rng: random.Random, p: Project, raws: list[str], title: str, year: int | None) -> Row:
    for row in p.indicators:
        in_columns(rng, row)
        row["explained"] = rng.choice(["反映年度工作完成情况", f"考核{row['name']}", "按统计口径计算"])
        row["marking"] = rng.choice(
            ["未达标不得分", "每低1个百分点扣0.5分，扣完为止", "达到目标得满分，否则按比例扣分"]
        )
        row["remark"] = rng.choice(["", "", "", "年度考核"])
        row["note"] = " | ".join(x for x in (row["explained"], row["remark"]) if x)
    return declaration(
        title=title,
        year=year,
        unit=p.unit,
        project=p.name,
        budget=[money_line("预算金额", x, r) for x, r in zip(("资金总额", "财政拨款", "其他资金"), raws, strict=True)],
        goals=p.goals,
        indicators=[
            {k: v for k, v in row.items() if k not in ("explained", "marking", "remark")} for row in p.indicators
        ],
    )


def _sums(lay: Layout, amounts: list[list[str]]) -> dict[str, str]:
    sums = [sum((Decimal(a[k].replace(",", "")) for a in amounts if a[k]), Decimal(0)) for k in range(3)]
    return {f"m{k}": (f"{x:,}" if lay.thousands else f"{x}") if x else "" for k, x in enumerate(sums)}


def _block(table: ListTable, lay: Layout, project: Project, raws: list[str]) -> None:
    rows, first = project.indicators, table.maker.row
    cells = {"owner": project.unit, "project": project.name, "goal": goal_cell(project.goals, lay)}
    cells |= {f"m{k}": raw for k, raw in enumerate(raws)}
    for column in table.columns:
        if not column.per_row:
            table.cell(column.key, cells[column.key], len(rows), first)
        elif column.key in ("level1", "level2"):
            table.runs(column.key, [r[column.key] for r in rows], lay.level2_mode)
        else:
            for k, row in enumerate(rows):
                table.cell(column.key, row[column.key] or "", 1, first + k)
    table.maker.row = first + len(rows)
