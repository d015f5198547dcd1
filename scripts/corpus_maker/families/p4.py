"""P4: cards of Shaanxi and Hunan: contents instead of level 3, weights, boxes to tick, a plan of the work."""

from __future__ import annotations

import random

from ..form import PrintedForm
from ..layout import Layout
from ..projects import Groups, Owner, Project, declaration, give_weights, goal_cell, money_line, split_money
from .base import Made
from .card import Card, TreeColumns
from .d2 import department_form
from .p1 import Variant, card_layout, lines_of, printed_form, year_titles

FUNDS = ["实施期资金总额：", "其中：财政拨款", "其他资金"]


def make_p4(rng: random.Random, layout: Layout, producer: str) -> Made:
    """Cards of one variant, perhaps the department's own form and an empty template after them."""
    lay = card_layout(layout, text="short" if layout.text == "long" else layout.text)
    variant = VARIANTS[lay.id % len(VARIANTS)]
    owner = Owner(rng)
    forms = [variant(rng, lay, owner.project(lay, rng.randint(5, 14))) for _ in range(rng.choice([1, 1, 2]))]
    if variant is _weighted and rng.random() < 0.4:
        forms.append(department_form(rng, lay, owner.department))
    if variant is _contents and rng.random() < 0.5:
        forms.append(_template(lay))
    return Made(lay, forms, owner.department)


def _weighted(rng: random.Random, lay: Layout, p: Project) -> PrintedForm:
    """2026: weights of 90, a cell for the rate's points beside the money, narrow vertical labels."""
    titles, year = year_titles(lay, "部门专项业务经费绩效目标表")
    card = Card(lay, max(0.07, lay.size * 2.2 / lay.width), 0.31)
    card.pairs(("项目名称", p.name))
    card.pairs(("主管部门", p.supervisor))
    block = "资金金额\n(万元)" if lay.id % 2 else "资金金额（万元）"
    lines = list(zip(FUNDS, split_money(rng, lay, 2), strict=True))
    card.money_beside(block, lines, "执行率分值（10分）")
    card.goals("总体目标", goal_cell(p.goals, lay))
    give_weights(rng, p.indicators, 90)
    values = [("annual_value", "指标值", 0.2), ("weight", "分值权重（90分）", 0.13)]
    columns = TreeColumns("年度绩效指标", values, shares=(0.1, 0.13, 0.38), level1_mode=lay.level1_mode)
    head = card.tree(columns, p.groups)
    made = declaration(
        title=titles[0],
        year=year,
        supervisor=p.supervisor,
        project=p.name,
        budget=lines_of(block, lines),
        goals=p.goals,
        indicators=p.indicators,
    )
    return printed_form(lay, card.grid(head), made, titles)


def _numbered(groups: Groups) -> None:
    """指标1：, 指标2： before the names of each level 2."""
    for _, subs in groups:
        for _, rows in subs:
            for k, row in enumerate(rows, 1):
                row["name"] = f"指标{k}：{row['name'].removeprefix('指标1：')}"


def _contents(rng: random.Random, lay: Layout, p: Project) -> PrintedForm:
    """2022: 指标内容 with numbers, level 1 in one box a row, blanks between the words of a label."""
    titles, year = year_titles(lay, "部门预算专项业务经费绩效目标表")
    card = Card(lay, 0.13, 0.36)
    card.pairs(("专项（项目）名称", p.name))
    card.pairs(("主管部门", p.supervisor))
    lines = list(zip(FUNDS, split_money(rng, lay, 2), strict=True))
    card.money_beside("资金金额（万元）", lines)
    card.goals("总体目标" if lay.basics else "总 体 目 标", goal_cell(p.goals, lay), "年度目标")
    _numbered(p.groups)
    if lay.indent:
        p.groups = [(" ".join(level1), subs) for level1, subs in p.groups]
    values = [("annual_value", "指标值", 0.3)]
    if lay.half:
        values.append(("note", "备注", 0.1))
    mode = rng.choice(["merged", "merged", "middle"])
    columns = TreeColumns("绩 效 指 标", values, name="指标内容", shares=(0.12, 0.14, 0.3), level1_mode=mode)
    head = card.tree(columns, p.groups)
    made = declaration(
        title=titles[0],
        year=year,
        supervisor=p.supervisor,
        project=p.name,
        budget=lines_of("资金金额（万元）", lines),
        goals=p.goals,
        indicators=p.indicators,
    )
    return printed_form(lay, card.grid(head), made, titles)


def _template(lay: Layout) -> PrintedForm:
    """A form of which nothing was filled in: a declaration with nothing in it."""
    titles, year = year_titles(lay, "专项资金总体绩效目标表")
    card = Card(lay, 0.13, 0.36)
    card.pairs(("专项（项目）名称", ""))
    card.pairs(("主管部门", ""))
    lines = [(label, "") for label in FUNDS]
    card.money_beside("资金金额（万元）", lines)
    card.goals("总体目标", "目标1：\n目标2：\n目标3：", "年度目标")
    blank = [{"name": f"指标{k}：", "annual_value": "", "note": ""} for k in (1, 2)] + [
        {"name": "……", "annual_value": "", "note": ""}
    ]
    groups = [
        ("产出指标", [(x, blank) for x in ("数量指标", "质量指标", "时效指标", "成本指标")]),
        ("效益指标", [(x, blank) for x in ("经济效益指标", "社会效益指标")]),
        ("满意度指标", [("服务对象满意度指标", blank)]),
    ]
    columns = TreeColumns("绩效指标", [("annual_value", "指标值", 0.2)], name="指标内容")
    head = card.tree(columns, groups)
    made = declaration(title=titles[0], year=year, budget=lines_of("资金金额（万元）", lines))
    return printed_form(lay, card.grid(head), made, titles)


def _planned(rng: random.Random, lay: Layout, p: Project) -> PrintedForm:
    """Boxes to tick, the reason for the project, a plan of the work, contents and values."""
    titles, year = year_titles(lay, "项目支出绩效目标申报表")
    card = Card(lay, 0.13, 0.27)
    card.pairs(("项目名称", p.name), ("项目属性", rng.choice(["新增项目□ 延续项目√", "新增项目√ 延续项目□"])))
    card.pairs(("主管部门", p.supervisor), ("项目实施单位", p.unit))
    card.pairs(("项目起止时间", "2026年1月至2026年12月"), ("项目类型", "上级专项□ 本级专项√"))
    raws = split_money(rng, lay, 2)
    lines = list(zip(["资金总额", "其中：财政拨款", "其他资金"], raws, strict=True))
    card.money_beside("项目资金（万元）", lines)
    card.pairs(("立项依据", "依据年度工作要点和有关管理办法设立。"))
    _plan(rng, card)
    card.goals("项目年度绩效目标", goal_cell(p.goals, lay))
    values = [("annual_value", "指标值", 0.2), ("note", "备注", 0.12)]
    columns = TreeColumns("项目年度绩效指标", values, name="指标内容", level1_mode=lay.level1_mode)
    head = card.tree(columns, p.groups)
    made = declaration(
        title=titles[0],
        year=year,
        unit=p.unit,
        supervisor=p.supervisor,
        project=p.name,
        budget=[money_line("项目资金（万元）", label, raw) for label, raw in lines],
        goals=p.goals,
        indicators=p.indicators,
    )
    return printed_form(lay, card.grid(head), made, titles)


def _plan(rng: random.Random, card: Card) -> None:
    """The block 项目实施进度计划."""
    steps = rng.sample(["制定实施方案", "开展政府采购", "组织实施", "中期检查", "竣工验收"], rng.randint(2, 4))
    at = [card.head, 0.6, 0.8, 1.0]
    card.put(0, card.head, "项目实施进度计划", "label", rows=1 + len(steps))
    for k, text in enumerate(("项目实施内容", "计划开始时间", "计划完成时间")):
        card.put(at[k], at[k + 1], text, "head")
    card.row += 1
    for n, step in enumerate(steps, 1):
        for k, text in enumerate((step, f"2026年{n}月", f"2026年{n + 3}月")):
            card.put(at[k], at[k + 1], text, "text")
        card.row += 1


VARIANTS: tuple[Variant, ...] = (_weighted, _contents, _planned)
