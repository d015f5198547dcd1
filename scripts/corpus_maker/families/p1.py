"""P1: a card for one project; several cards make an annex. The variants differ in head, money and labels."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable

from ..form import PrintedForm
from ..grid import Grid
from ..layout import Layout
from ..projects import Owner, Project, declaration, give_weights, goal_cell, money_line, split_money
from ..truth import Row
from .base import Made
from .card import Card, Pair, TreeColumns

Variant = Callable[[random.Random, Layout, Project], PrintedForm]


def card_layout(layout: Layout, **more: object) -> Layout:
    """The layout as cards can have it: no title in the table, one value column, no tags."""
    return dataclasses.replace(
        layout,
        **{
            "title_inside": False,
            "single_value": True,
            "goal_tags": "",
            "goals": min(layout.goals, 4),
            "empty_labels": layout.empty_labels and layout.level1_mode == "merged",
            "size": min(layout.size, 10.5),
        }
        | more,
    )


def make_p1(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with one to three cards of one variant."""
    lay = card_layout(layout)
    variant = VARIANTS[lay.id // 7 % len(VARIANTS)]
    owner = Owner(rng)
    count = rng.choice([1, 1, 2, 3])
    forms = [variant(rng, lay, owner.project(lay, rng.randint(4, 14))) for _ in range(count)]
    return Made(lay, forms, owner.department)


def year_titles(lay: Layout, title: str) -> tuple[list[str], int | None]:
    """The title lines, and the year where one is printed."""
    if lay.title == "year":
        return [f"2026年{title}"], 2026
    return ([title, "（2026年度）"], 2026) if lay.year_line else ([title], None)


def printed_form(lay: Layout, grid: Grid, made: Row, titles: list[str], unit_line: str = "") -> PrintedForm:
    """The form with its surroundings."""
    return PrintedForm(
        [made],
        grid,
        titles,
        heading=lay.heading.format(k=lay.id % 14 + 1),
        unit_line=unit_line,
        note="注：绩效目标随部门预算同步公开。" if lay.note_line else "",
    )


def lines_of(section: str, pairs: list[Pair], unit: str = "万元") -> list[Row]:
    """The budget of a block's lines."""
    return [money_line(section, label.rstrip("：:"), raw, unit) for label, raw in pairs]


def _unit_words(lay: Layout, text: str) -> str:
    return text + ("(万元)" if lay.unit_words == "half" else "（万元）")


def _plain(rng: random.Random, lay: Layout, p: Project) -> PrintedForm:
    """Name, departments, three lines of money, goals, tree; perhaps a column of notes."""
    titles, year = year_titles(lay, rng.choice(["项目支出绩效目标表", "项目绩效目标申报表", "预算项目绩效目标批复表"]))
    card = Card(lay, 0.1 * lay.jitter[0], 0.26 * lay.jitter[1])
    card.pairs(("项目名称", p.name))
    if lay.basics:
        card.pairs(("主管部门", p.supervisor), ("实施单位", p.unit))
    else:
        card.pairs(("主管部门", p.supervisor))
        card.pairs(("实施单位", p.unit))
    block = _unit_words(lay, "项目资金")
    raws = split_money(rng, lay, 2)
    ends = "：" if lay.id % 4 == 0 else ""
    names = rng.choice(
        [
            ["资金总额", "其中：财政拨款", "其他资金"],
            ["年度资金总额", "财政拨款", "其他资金"],
            ["年度资金总额", "其中：财政资金", "其他资金"],
        ]
    )
    lines = [(n + ends, raw) for n, raw in zip(names, raws, strict=True)]
    card.money_beside(block, lines)
    label = rng.choice(["年度目标", "总体目标", "年度总体目标", "绩效目标"])
    card.goals(label, goal_cell(p.goals, lay))
    values = [("annual_value", rng.choice(["指标值", "目标值", "年度指标值"]), 0.27)]
    if lay.half and lay.id % 3 == 0:
        values.append(("note", rng.choice(["备注", "指标值说明"]), 0.2))
        for row in p.indicators:
            row["note"] = rng.choice(["", "", "依据年度计划", "参照上年完成情况"])
    modes = {"level1_mode": lay.level1_mode, "level2_mode": lay.level2_mode}
    head = card.tree(TreeColumns("绩效指标", values, **modes), p.groups)
    made = declaration(
        title=titles[0],
        year=year,
        unit=p.unit,
        supervisor=p.supervisor,
        project=p.name,
        budget=lines_of(block, lines),
        goals=p.goals,
        indicators=p.indicators,
    )
    return printed_form(lay, card.grid(head), made, titles)


def _repeated(rng: random.Random, lay: Layout, p: Project) -> PrintedForm:
    """The block's label and level 1 are printed again beside each level 2; codes before the department's name."""
    titles, year = year_titles(lay, "政策和项目预算绩效目标表")
    card = Card(lay, 0.11, 0.36)
    coded = f"{rng.randint(101, 699)}_{p.supervisor}"
    card.pairs(("项目名称", p.name))
    card.pairs(("主管部门及代码", coded), ("实施单位", p.unit))
    block = _unit_words(lay, "项目资金")
    lines = list(zip(["年度预算资金总额：", "其中：财政拨款", "其他资金"], split_money(rng, lay, 2), strict=True))
    card.money_beside(block, lines)
    card.goals("总体目标", goal_cell(p.goals, lay))
    groups = [(level1, [(level2, rows)]) for level1, subs in p.groups for level2, rows in subs]
    columns = TreeColumns(
        "绩效指标", [("annual_value", "指标值", 0.35)], block_mode="repeat", shares=(0.12, 0.16, 0.24)
    )
    head = card.tree(columns, groups)
    made = declaration(
        title=titles[0],
        year=year,
        unit=p.unit,
        supervisor=coded,
        project=p.name,
        budget=lines_of(block, lines),
        goals=p.goals,
        indicators=p.indicators,
    )
    return printed_form(lay, card.grid(head), made, titles)


def _titled(rng: random.Random, lay: Layout, p: Project) -> PrintedForm:
    """The project stands in the title only; 专项资金情况 and 项目实施期目标."""
    name = p.name.removesuffix("项目").removeprefix("2026年")
    title = f"{name}项目绩效目标表"
    card = Card(lay, 0.16, 0.16)
    block = _unit_words(lay, "专项资金情况")
    lines = list(zip(["资金总额：", "财政拨款：", "其他资金："], split_money(rng, lay, 2), strict=True))
    card.money_beside(block, lines)
    card.goals("项目实施期目标", goal_cell(p.goals, lay))
    for goal in p.goals:
        goal["horizon"] = "period"
    head = card.tree(TreeColumns("绩效目标指标", [("annual_value", "目标值", 0.2)]), p.groups)
    made = declaration(title=title, project=name, budget=lines_of(block, lines), goals=p.goals, indicators=p.indicators)
    return printed_form(lay, card.grid(head), made, [title])


def _ministry(rng: random.Random, lay: Layout, p: Project) -> PrintedForm:
    """The central government's card: money with the rate's points beside it, weights that add up to 90."""
    titles, year = year_titles(lay, "项目支出绩效目标表")
    card = Card(lay, 0.09, 0.24)
    coded = f"[{rng.randint(101, 399)}]{p.supervisor}"
    card.pairs(("项目名称", p.name))
    card.pairs(("主管部门及代码", coded), ("实施单位", p.unit))
    block = "项目资金（万元）"
    names = ["年度资金总额：", "其中：财政拨款", "上年结转资金", "其他资金"]
    lines = list(zip(names, split_money(rng, lay, 3), strict=True))
    card.money_beside(block, lines, "执行率分值(10)")
    card.goals("年度总体目标", goal_cell(p.goals, lay))
    give_weights(rng, p.indicators, 90)
    values = [("annual_value", "指标值", 0.2), ("weight", "分值权重(90)", 0.14)]
    head = card.tree(TreeColumns("绩效指标", values), p.groups)
    made = declaration(
        title=titles[0],
        year=year,
        unit=p.unit,
        supervisor=coded,
        project=p.name,
        budget=lines_of(block, lines),
        goals=p.goals,
        indicators=p.indicators,
    )
    return printed_form(lay, card.grid(head), made, titles)


def _nested(rng: random.Random, lay: Layout, p: Project) -> PrintedForm:
    """Money lines that roll up: (一) and 1、 under a total."""
    titles, year = year_titles(lay, "部门预算项目绩效目标表")
    card = Card(lay, 0.1, 0.26)
    code = p.code
    card.pairs(("项目名称", p.name), ("项目编码", code))
    card.pairs(("主管部门", p.supervisor), ("项目单位", p.unit))
    block = _unit_words(lay, "项目资金")
    a, b, c, d = split_money(rng, lay, 3)
    names = ["资金总额", "（一）财政拨款", "1、一般公共预算", "2、政府性基金预算", "（二）其他资金"]
    lines = list(zip(names, [a, a if not d else "", b, c, d], strict=True))
    card.money_beside(block, lines)
    card.goals("年度绩效目标", goal_cell(p.goals, lay))
    values = [("annual_value", "指标值", 0.24), ("note", "备注", 0.14)]
    head = card.tree(TreeColumns("年度绩效指标", values, level2_mode=lay.level2_mode), p.groups)
    made = declaration(
        title=titles[0],
        year=year,
        unit=p.unit,
        supervisor=p.supervisor,
        project=p.name,
        budget=lines_of(block, lines),
        goals=p.goals,
        indicators=p.indicators,
    )
    return printed_form(lay, card.grid(head), made, titles)


VARIANTS: tuple[Variant, ...] = (_plain, _repeated, _titled, _ministry, _nested)
