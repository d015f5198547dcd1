"""P3: all projects of a department in one landscape list, signs and units in columns of their own."""

from __future__ import annotations

import dataclasses
import random
from decimal import Decimal

from ..form import PrintedForm
from ..layout import Layout
from ..projects import Owner, Project, declaration, give_weights, goal_cell, in_columns, money_line, split_money
from .base import Made
from .table import Column, ListTable

WIDE = {"landscape": True, "title_inside": False, "rotate": 0, "goal_tags": "", "single_value": True}


@dataclasses.dataclass
class Style:
    """One province's list."""

    columns: list[Column]
    title: str
    money: list[tuple[str, str, str]]
    """Key, section and label of each amount."""
    unit: str
    levels: str
    total: bool


def make_p3(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with one list."""
    lay = dataclasses.replace(
        layout,
        **WIDE,
        size=min(layout.size, 9.0),
        padding=min(layout.padding, 4.0),
        margin=min(layout.margin, 45.0),
        latin="",
        name_marks=False,
        blank_value=False,
        empty_labels=False,
        bare_level2=False,
        goals=rng.choice([1, 1, 2]),
        goals_form=rng.choice(["prose", "prose", "listed"]),
        text=rng.choice(["short", "short", "medium"]),
    )
    style = _codes(lay) if lay.id % 2 else _units(rng, lay)
    owner = Owner(rng)
    projects = [owner.project(lay, rng.randint(2, 9)) for _ in range(rng.randint(2, 7))]
    projects.sort(key=lambda p: p.unit)
    form = _list(rng, lay, style, projects)
    return Made(lay, [form], owner.department)


def _codes(lay: Layout) -> Style:
    """Codes before the names, labels on every row, money under two headings."""
    year = ("", "", "年度")[lay.id % 3]
    columns = [
        Column("project", "项目名称", 0.13),
        Column("m0", "项目总额", 0.09, "amount"),
        Column("m1", ("其中：", "财政资金"), 0.09, "amount"),
        Column("m2", ("其中：", "其他资金"), 0.08, "amount"),
        Column("goal", "绩效目标", 0.16),
        Column("level1", "一级指标", 0.08, per_row=True),
        Column("level2", "二级指标", 0.08, per_row=True),
        Column("name", "三级指标", 0.13, "name", per_row=True),
        Column("comparator", "绩效指标性质", 0.06, "value", per_row=True),
        Column("annual_value", "本年绩效指标值", 0.08, "value", per_row=True),
        Column("unit", "绩效度量单位", 0.06, "value", per_row=True),
    ]
    money = [("m0", "项目总额", "项目总额"), ("m1", "其中：", "财政资金"), ("m2", "其中：", "其他资金")]
    return Style(columns, f"预算表12 {year}项目支出绩效目标表", money, "万元", "repeat", total=False)


def _units(rng: random.Random, lay: Layout) -> Style:
    """A column of units, a total first, weights and the direction."""
    unit = rng.choice(["元", "万元"])
    amount = f"预算数（{unit}）" if lay.unit_words != "line" else "预算数"
    columns = [
        Column("owner", "单位名称", 0.09),
        Column("project", "项目名称", 0.11),
        Column("m0", amount, 0.09, "amount"),
        Column("goal", "年度目标", 0.16),
        Column("level1", "一级指标", 0.07, "label", per_row=True),
        Column("level2", "二级指标", 0.07, "label", per_row=True),
        Column("name", "三级指标", 0.13, "name", per_row=True),
        Column("comparator", "指标性质", 0.05, "value", per_row=True),
        Column("annual_value", "指标值", 0.07, "value", per_row=True),
        Column("unit", "度量单位", 0.06, "value", per_row=True),
    ]
    if lay.half:
        columns.append(Column("weight", "权重", 0.05, "value", per_row=True))
    if lay.basics:
        columns.append(Column("direction", "指标方向性", 0.06, "value", per_row=True))
    levels = lay.level2_mode if lay.level2_mode != "first" else "merged"
    return Style(columns, "部门预算项目绩效目标表", [("m0", "", amount)], unit, levels, total=True)


def _list(rng: random.Random, lay: Layout, style: Style, projects: list[Project]) -> PrintedForm:
    table = ListTable(style.columns)
    keys = {c.key for c in style.columns}
    made = []
    amounts = [split_money(rng, lay, max(2, len(style.money) - 1), style.unit) for _ in projects]
    title = f"{2026 if lay.title == 'year' else ''}{'年' if lay.title == 'year' else ''}{style.title}"
    if style.total:
        sums = [sum(Decimal(a[0].replace(",", "")) for a in amounts)]
        table.line({"owner": "合计", "m0": f"{sums[0]:,}" if lay.thousands else f"{sums[0]}"})
    for project, raws in zip(projects, amounts, strict=True):
        name = f"{project.code}-{project.name}" if style.levels == "repeat" and not style.total else project.name
        rows = project.indicators
        for row in rows:
            in_columns(rng, row)
        if "weight" in keys:
            give_weights(rng, rows, 90 if lay.half and lay.id % 3 else 100)
        money = [money_line(s, x, raw, style.unit) for (_, s, x), raw in zip(style.money, raws, strict=False)]
        made.append(
            declaration(
                title=title,
                year=2026 if lay.year_line or lay.title == "year" else None,
                unit=project.unit if "owner" in keys else None,
                project=name,
                budget=money,
                goals=project.goals,
                indicators=rows,
            )
        )
        cells = {"project": name, "goal": goal_cell(project.goals, lay), "owner": project.unit}
        cells |= {key: raw for (key, _, _), raw in zip(style.money, raws, strict=False)}
        _block(table, style, cells, rows)
    return PrintedForm(
        made,
        table.grid(),
        [title, *(["（2026年度）"] if lay.year_line else [])],
        heading=lay.heading.format(k=lay.id % 14 + 1),
        unit_line=f"金额单位：{style.unit}",
    )


def _block(table: ListTable, style: Style, cells: dict[str, str], rows: list[dict[str, str]]) -> None:
    """The rows of one project."""
    first = table.maker.row
    for column in style.columns:
        if not column.per_row:
            table.cell(column.key, cells[column.key], len(rows), first)
        elif column.key in ("level1", "level2"):
            table.runs(column.key, [r[column.key] for r in rows], style.levels)
        else:
            for k, row in enumerate(rows):
                text = "正向指标" if column.key == "direction" else row[column.key] or ""
                table.cell(column.key, text, 1, first + k)
    table.maker.row = first + len(rows)
