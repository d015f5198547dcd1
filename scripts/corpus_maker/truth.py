"""Invents a declaration: content first, in the format of the truth files, with the groups of its indicator tree."""

from __future__ import annotations

import dataclasses
import random
from decimal import Decimal
from typing import Any

from .targets import rate_value, timely_value, value_pair
from .words import words

Row = dict[str, Any]
YEAR = 2026
"""The year of what is invented, unless another is given."""


@dataclasses.dataclass
class Invented:
    """A declaration and what its paper needs beside it."""

    declaration: dict[str, Any]
    groups: list[tuple[str, list[tuple[str, list[Row]]]]]
    """Level 1, then level 2 with its rows; a level 2 without rows is printed and left out of the truth."""
    town: str
    city: str
    staff: str
    subunits: str
    numbered: bool
    other_text: str
    half: bool
    """Both halves of the budget block stand on the form (the second header row in the middle)."""


@dataclasses.dataclass(frozen=True)
class Given:
    """What is not left to chance: whose declaration it is, of which year, about which topics."""

    town: str
    city: str
    year: int
    topics: tuple[str, ...]


def invent(rng: random.Random, style: Any, given: Given | None = None) -> Invented:
    """A declaration; `style` is a layout, which says how big it is and how its labels are written."""
    w = words()
    if given:
        town, city, year = given.town, given.city, given.year
        topics = [topic for topic in w["topic"] if topic["name"] in given.topics]
    else:
        town, city, year = rng.choice(w["towns"]), rng.choice(w["cities"]), YEAR
        topics = rng.sample(w["topic"], min(len(w["topic"]), max(2, style.topics)))
    money, tasks = _money(rng, topics, style)
    groups = groups_of(rng, topics, style)
    unit = rng.choice(
        [f"{city}{town}{rng.choice(w['offices'])}", f"{town}{rng.choice(w['offices'])}", f"{city}{town}人民政府"]
    )
    if given:
        unit = f"{city}{town}人民政府"
    title = {
        "town": f"{town}部门整体预算绩效目标申报表",
        "plain": "部门整体预算绩效目标申报表",
        "year": f"{year}年部门整体预算绩效目标申报表",
        "unit": "部门（单位）整体预算绩效目标申报表",
        "support": "部门整体支出绩效目标申报表",
    }[style.title]
    declaration = {
        "pages": [1, 1],
        "kind": "department",
        "title": title,
        "year": year if style.title == "year" or style.year_line else None,
        "unit": unit,
        "supervisor": None,
        "project": None,
        "budget": money,
        "goals": goals_of(rng, topics, style),
        "tasks": tasks,
        "indicators": [r for _, subs in groups for _, rows in subs for r in rows],
    }
    for row in declaration["indicators"]:
        for part in ("period_value", "annual_value"):
            row[part] = row[part] and row[part].replace(str(YEAR), str(year))
    other = rng.choice(["无", "按要求完成镇党委、政府交办的其他工作。"]) if style.other_text else ""
    return Invented(
        declaration,
        groups,
        town,
        city,
        str(rng.randint(0, 86)),
        str(rng.randint(0, 9)),
        style.goals_form.startswith("numbered"),
        other,
        style.half,
    )


def printed(amount: Decimal, style: Any, unit: str) -> str:
    """An amount as this form prints amounts."""
    places = style.places if unit == "万元" else 2
    quantised = amount.quantize(Decimal(1).scaleb(-places))
    return f"{quantised:,}" if style.thousands else f"{quantised}"


def _money(rng: random.Random, topics: list[Row], style: Any) -> tuple[list[Row], list[Row]]:
    """Budget lines that add up and tasks within the project expenditure."""
    scale = Decimal(1).scaleb(-style.places)
    basic = Decimal(rng.randint(2_0000, 3800_0000)) * Decimal("0.0001")
    pool = [(t, task) for t in topics for task in t["tasks"]]
    rng.shuffle(pool)
    chosen = pool[: style.tasks]
    yuan = [Decimal(rng.randint(8, 4200)) * rng.choice([Decimal(100), Decimal(1000), Decimal(2500)]) for _ in chosen]
    project = sum(yuan, Decimal(0)) / 10000 + Decimal(rng.randint(0, 90_0000)) * Decimal("0.0001")
    basic, project = basic.quantize(scale), (project + 15 * scale).quantize(scale)
    total = basic + project
    other = (total * rng.randint(1, 20) / 100).quantize(scale) if rng.random() < 0.35 else Decimal(0)
    special = (project * rng.randint(1, 45) / 100).quantize(scale) if rng.random() < 0.4 else Decimal(0)
    down = ((total - other) * rng.randint(1, 30) / 100).quantize(scale) if rng.random() < 0.3 else Decimal(0)
    lines: list[tuple[str, str, Decimal | None]] = [
        ("部门预算支出", "基本支出", basic),
        ("部门预算支出", "项目支出", project),
        ("收入来源", "财政拨款", total - other),
        ("收入来源", "其他资金", other),
    ]
    if style.half:
        growth = (project - special) * rng.randint(20, 95) / 100 if rng.random() < 0.7 else Decimal(0)
        own: Decimal | None = total - other - down
        if style.blank_amount and not down:
            own = None
        lines += [
            ("事业发展性支出", "财政专项资金", special),
            ("事业发展性支出", "其他事业发展性支出", growth),
            ("按预算级次划分", "市本级使用资金", own),
            ("按预算级次划分", "拟用于对下转移支付资金", down),
        ]
    budget = [
        {"section": s, "label": x, "raw": "" if a is None else printed(a, style, "万元"), "unit": "万元"}
        for s, x, a in lines
    ]
    tasks = [task_of(rng, t, task, y, style) for (t, task), y in zip(chosen, yuan, strict=True)]
    return budget, tasks


def task_of(rng: random.Random, topic: Row, task: list[str], yuan: Decimal, style: Any) -> Row:
    """One row of the year's main tasks."""
    n = {"short": 0, "medium": 2, "long": 7}[style.text] if rng.random() < 0.8 else 1
    content = _sentence(rng, task[1], "content_clauses", rng.randint(n // 2, n), style)
    expected = _sentence(rng, task[2], "expected_clauses", rng.randint(n // 2, min(n, 5)), style)
    unit = style.task_unit
    return {
        "name": task[0],
        "content": content,
        "raw": printed(yuan if unit == "元" else yuan / 10000, style, unit),
        "unit": unit,
        "expected": expected,
    }


def _sentence(rng: random.Random, start: str, pool: str, clauses: int, style: Any) -> str:
    """A sentence and `clauses` more; long ones fall into numbered paragraphs in some layouts."""
    more = [c.format(n=rng.randint(2, 28)) for c in rng.sample(words()[pool], clauses)]
    if style.paragraphs and clauses >= 3:
        signs = ["一是", "二是", "三是", "四是", "五是", "六是", "七是"]
        return "\n".join([start + "。", *(f"{s}{m}；" for s, m in zip(signs, more, strict=False))])[:-1] + "。"
    text = "，".join([start, *more])
    return text + ("。" if rng.random() < 0.6 else "")


def goals_of(rng: random.Random, topics: list[Row], style: Any) -> list[Row]:
    """The goals: one each number where the form says 目标1, else one text."""
    w = words()
    parts = []
    pool = [task for t in topics for task in t["tasks"]]
    rng.shuffle(pool)
    for k in range(style.goals):
        task = pool[k % len(pool)]
        extra = "，" + rng.choice(w["purposes"]) if rng.random() < 0.5 or k >= len(pool) else ""
        more = "，" + rng.choice(w["expected_clauses"]) if style.text == "long" or k >= len(pool) else ""
        parts.append(task[1] + "，" + task[2] + extra + more + rng.choice(["。", "；", ""]))
    if style.goals_form.startswith("numbered"):
        return [{"horizon": "annual", "text": p} for p in parts]
    parts = [p.rstrip("。；") for p in parts]
    if style.goals_form == "listed":
        return [{"horizon": "annual", "text": "\n".join(f"{k}.{p}；" for k, p in enumerate(parts, 1))[:-1] + "。"}]
    return [{"horizon": "annual", "text": rng.choice(w["openings"]) + "，" + "。".join(parts) + "。"}]


def groups_of(rng: random.Random, topics: list[Row], style: Any) -> list[tuple[str, list[tuple[str, list[Row]]]]]:
    """The indicator tree in the order and with the labels of the layout."""
    w = words()
    by: dict[str, list[tuple[str, str | None, str]]] = {
        k: [] for k in ("经济成本", "数量", "质量", "时效", "社会效益", "服务对象满意度")
    }
    for t in topics:
        by["经济成本"] += [(n, *value_pair(rng, u, lo, hi, "cost", style)) for n, u, lo, hi in t["cost"]]
        by["数量"] += [(n, *value_pair(rng, u, lo, hi, "quantity", style)) for n, u, lo, hi in t["quantity"]]
        by["质量"] += [(n, *rate_value(rng, n, style)) for n in t["quality"]]
        by["社会效益"] += [(n, v, rng.choice(w["grades"]) if rng.random() < 0.08 else v) for n, v in t["social"]]
        by["服务对象满意度"] += [(t["people"], *rate_value(rng, t["people"], style))]
    by["时效"] = [(n, *timely_value(rng, n)) for n in rng.sample(w["timely"], min(len(topics), len(w["timely"])))]
    for label, key in (
        ("经济效益", "economic"),
        ("生态效益", "eco"),
        ("可持续影响", "lasting"),
        ("社会成本", "social_cost"),
        ("生态环境成本", "eco_cost"),
    ):
        by[label] = [(n, v, v) for n, v in w[key]][: rng.choice([0, 0, 1, 2])]
    keep = _shares(rng, by, style.indicators)
    out = []
    for level1, subs in _tree(style):
        made = []
        for sub in subs:
            label = sub + ("" if style.bare_level2 and sub not in ("数量", "质量", "时效") else "指标")
            rows = [_indicator(rng, level1, label, *x, style) for x in keep.get(sub, [])]
            if rows or (style.empty_labels and sub not in ("成本", "可持续影响")):
                made.append((label, rows))
        if any(rows for _, rows in made):
            out.append((level1, made))
    return out


def _tree(style: Any) -> list[tuple[str, list[str]]]:
    """Level 1 with its level 2, for the scheme of the layout."""
    people = ("满意度指标", ["服务对象满意度"])
    if style.scheme == "old":
        return [
            ("产出指标", ["数量", "质量", "时效", "经济成本"]),
            ("效益指标", ["经济效益", "社会效益", "生态效益", "可持续影响"]),
            people,
        ]
    cost = ("成本指标", ["经济成本", "社会成本", "生态环境成本"])
    rest = [("产出指标", ["数量", "质量", "时效"]), ("效益指标", ["经济效益", "社会效益", "生态效益"]), people]
    return [*rest, cost] if style.scheme == "cost_last" else [cost, *rest]


def _shares(rng: random.Random, by: dict[str, list[Any]], count: int) -> dict[str, list[Any]]:
    """About `count` rows, at least one of each usual kind."""
    keep = {k: v[:1] for k, v in by.items() if k in ("经济成本", "数量", "质量", "时效", "社会效益", "服务对象满意度")}
    rest = [(k, x) for k, v in by.items() for x in v[len(keep.get(k, [])) :]]
    rng.shuffle(rest)
    for k, x in rest[: max(0, count - len(keep))]:
        keep.setdefault(k, []).append(x)
    return keep


def _indicator(
    rng: random.Random, level1: str, level2: str, name: str, period: str | None, annual: str, style: Any
) -> Row:
    """One indicator, its name with what people put around names."""
    if style.name_marks and rng.random() < 0.25 and not name.endswith("）"):
        name = rng.choice(
            [
                f"{name}（%）"
                if name.endswith("率")
                else f"{name}(个)"
                if name.endswith(("数", "数量"))
                else f"☆{name}",
                f"★{name}",
                f"指标1：{name}",
                f"其中：{name}",
            ]
        )
    if style.odd_width and rng.random() < 0.3:
        annual = annual.replace("%", "％").replace("=", "＝").replace("(", "（")
    if style.blank_value and rng.random() < 0.04:
        annual = ""
    return {
        "level1": level1,
        "level2": level2,
        "name": name,
        "period_value": None if style.single_value else (period or ""),
        "annual_value": annual,
        "comparator": None,
        "unit": None,
        "weight": None,
        "note": None,
    }
