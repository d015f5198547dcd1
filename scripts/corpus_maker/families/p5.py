"""P5: a row a project, all its indicators as numbered prose in one cell; X1 says them in brackets."""

from __future__ import annotations

import dataclasses
import random
from decimal import Decimal

from ..form import PrintedForm
from ..layout import Layout
from ..projects import Owner, Project, declaration, money_line, split_money
from ..truth import Row
from .base import Made
from .p1 import year_titles
from .table import Column, ListTable

CODES = {
    "产出指标": "1", "数量指标": "11", "质量指标": "12", "时效指标": "13",
    "效益指标": "2", "经济效益": "21", "社会效益": "22", "生态效益": "23", "可持续影响": "24",
    "满意度指标": "3", "服务对象满意度": "31",
    "成本指标": "4", "经济成本": "41", "社会成本": "42", "生态环境成本": "43",
}  # fmt: skip
TITLES = ("项目支出绩效目标表（含转移支付项目）", "项目支出绩效目标表")


def prose_layout(layout: Layout, **more: object) -> Layout:
    """The layout as a list with prose cells can have it."""
    given = {
        "title_inside": False,
        "goal_tags": "",
        "goals": 1,
        "goals_form": "prose",
        "empty_labels": False,
        "blank_value": False,
        "name_marks": False,
        "latin": "",
        "bare_level2": True,
        "scheme": "cost_last",
        "size": min(layout.size, 9.0),
        "padding": min(layout.padding, 4.0),
        "unit_words": "line",
    }
    return dataclasses.replace(layout, **given | more)


def make_p5(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with one list: the total, each unit's total, its projects."""
    lay = prose_layout(layout, single_value=False)
    owner = Owner(rng)
    projects = [owner.project(lay, rng.randint(3, 8)) for _ in range(rng.randint(3, 9))]
    projects.sort(key=lambda p: p.unit)
    titles, year = year_titles(lay, TITLES[lay.id % 2])
    columns = [
        Column("project", "项目名称（资金使用单位）", 0.14),
        Column("m0", "总计", 0.09, "amount"),
        Column("m1", "财政拨款", 0.09, "amount"),
        Column("m2", "财政专户拨款", 0.06, "amount"),
        Column("m3", "其他资金", 0.06, "amount"),
        Column("goal", "绩效目标", 0.24),
        Column("prose", "绩效指标", 0.32),
    ]
    table = ListTable(columns)
    amounts = [split_money(rng, lay, 3) for _ in projects]
    table.line({"project": "合计"} | _sums(lay, amounts))
    made: list[Row] = []
    for project, raws in zip(projects, amounts, strict=True):
        if not made or made[-1]["unit"] != project.unit:
            own = [a for p, a in zip(projects, amounts, strict=True) if p.unit == project.unit]
            table.line({"project": project.unit} | _sums(lay, own))
        made.append(_declared(project, raws, titles[0], year))
        cells = {"project": project.name, "goal": made[-1]["goals"][0]["text"], "prose": _prose(rng, lay, project)}
        table.line(cells | {f"m{k}": raw for k, raw in enumerate(raws)})
    form = PrintedForm(
        made,
        table.grid(),
        titles,
        left_line=f"部门名称：{owner.department}",
        unit_line="单位：万元",
    )
    return Made(lay, [form], owner.department)


def _declared(project: Project, raws: list[str], title: str, year: int | None) -> Row:
    labels = ("总计", "财政拨款", "财政专户拨款", "其他资金")
    return declaration(
        title=title,
        year=year,
        unit=project.unit,
        project=project.name,
        budget=[money_line(x, x, raw) for x, raw in zip(labels, raws, strict=True)],
        goals=project.goals,
        indicators=project.indicators,
    )


def _sums(lay: Layout, amounts: list[list[str]]) -> dict[str, str]:
    """The columns' sums, those of nothing blank."""
    out = {}
    for k in range(4):
        total = sum((Decimal(a[k].replace(",", "")) for a in amounts if a[k]), Decimal(0))
        out[f"m{k}"] = "" if not total else f"{total:,}" if lay.thousands else f"{total}"
    return out


def _prose(rng: random.Random, lay: Layout, project: Project) -> str:
    """The numbered prose; codes become part of the labels as printed. Some numbers begin again, signs are mixed."""
    between = rng.choice(["", "", "\n"])
    mixed, restart = lay.odd_width, lay.id % 4 == 0
    items = []
    for k, row in enumerate(project.indicators):
        row["level1"], row["level2"] = (f"{CODES[row[x]]}-{row[x]}" for x in ("level1", "level2"))
        part, colon = (rng.choice("；;"), rng.choice("：:")) if mixed else ("；", ":")
        labels = [row["level1"], row["level2"], row["name"]]
        values = [f"实施周期指标值{colon}{row['period_value']}", f"年度指标值{colon}{row['annual_value']}"]
        number = k % 3 + 1 if restart else k + 1
        items.append(f"{number}、{part.join([*labels, *values])}。")
    return between.join(items)
