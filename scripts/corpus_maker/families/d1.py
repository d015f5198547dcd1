"""D1: a department's form, expenditure beside income, tasks, and an indicator tree."""

from __future__ import annotations

import random

from ..form import PrintedForm
from ..grid import Grid, Maker
from ..layout import Layout
from ..truth import YEAR, Given, Invented, invent
from .base import Made


def make_d1(rng: random.Random, layout: Layout, producer: str, given: Given | None = None) -> Made:
    """A document with one department form."""
    made = invent(rng, layout, given)
    parts = rng.randint(2, 3) if producer == "calc" and layout.split_rows else 1
    empty = [label for _, subs in made.groups for label, rows in subs if not rows]
    form = PrintedForm(
        [made.declaration],
        make_grid(made, layout, rng, parts),
        [] if layout.title_inside else title_lines(made, layout),
        heading=layout.heading.format(k=layout.id % 14 + 1),
        unit_line="单位：万元" if layout.unit_words == "line" else "",
        note="注：各项指标值应当与预算安排相匹配，金额以部门预算批复为准。" if layout.note_line else "",
        remarks=[f"level-2 labels without an indicator ({'、'.join(empty)}) are left out"] if empty else [],
    )
    return Made(layout, [form], made.town)


def make_grid(made: Invented, layout: Layout, rng: random.Random, parts: int = 1) -> Grid:
    """The cells of the form from its truth; the long rows are made of so many parts (merged sheet rows)."""
    m = Maker()
    head, tree = _edges(layout)
    title_rows = 0
    if layout.title_inside:
        for line in title_lines(made, layout):
            m.put(0, 1, line, "title")
            m.row += 1
            title_rows += 1
    _head(m, made, layout, head)
    _goals(m, made, layout, head, parts)
    _tasks(m, made, layout, head, parts)
    indicator_row = m.row
    _indicators(m, made, layout, tree)
    grid = m.grid(indicator_row)
    if layout.push:
        grid.minimum[title_rows] = 24 + layout.push / 4
    if layout.padding >= 7:
        for r in range(indicator_row, grid.height):
            grid.minimum[r] = layout.size * rng.choice([2.2, 2.6, 3.2])
    return grid


def title_lines(made: Invented, layout: Layout) -> list[str]:
    """The title and its year line."""
    d = made.declaration
    y = d["year"] or YEAR
    year = [f"（{y}年）" if layout.id % 2 else f"({y}年)" if layout.id % 3 else f"（{y}年度）"]
    return [str(d["title"]), *(year if layout.year_line and layout.title != "year" else [])]


def _edges(layout: Layout) -> tuple[list[float], list[float]]:
    """Column edges of the upper blocks and of the indicator block."""
    j = layout.jitter
    label = (
        (layout.size * 2.4) / layout.width if layout.narrow_label else max(0.1 * j[0], layout.size * 4.6 / layout.width)
    )
    money = (
        layout.size * 4.3 / layout.width if layout.narrow_money else max(0.15 * j[1], layout.size * 8 / layout.width)
    )
    shares = [0.17 * j[2], 0.30 * j[3], money, 0.30 * j[4]]
    head = _cumulate(label, shares, fixed=2)
    if layout.single_value:
        if layout.aligned and not layout.narrow_money:
            return head, head
        return head, _cumulate(label, [0.13 * j[5], 0.16 * j[6], 0.34 * j[7], 0.26 * j[8]])
    tree = _cumulate(label, [0.13 * j[5], 0.14 * j[6], 0.25 * j[7], 0.19 * j[8], 0.19 * j[9]])
    if layout.aligned:  # the columns of the two blocks share what edges they can
        tree = [min(head, key=lambda x: abs(x - e)) if min(abs(x - e) for x in head) < 0.035 else e for e in tree]
    return head, sorted(set(tree)) if len(set(tree)) == 6 else _cumulate(label, [0.13, 0.14, 0.25, 0.19, 0.19])


def _cumulate(label: float, shares: list[float], fixed: int | None = None) -> list[float]:
    """Edges from 0 to 1: the label as it is, the others in proportion (one of them fixed)."""
    held = shares[fixed] if fixed is not None else 0.0
    rest = sum(s for k, s in enumerate(shares) if k != fixed)
    edges = [0.0, label]
    for k, s in enumerate(shares):
        edges.append(edges[-1] + (s if k == fixed else s * (1 - label - held) / rest))
    edges[-1] = 1.0
    return [round(e, 4) for e in edges]


def _money_word(layout: Layout, word: str, unit: str) -> str:
    """The head of a money column, with its unit as the layout writes it."""
    if layout.unit_words == "line" and unit == "万元":
        return word
    return f"{word}({unit})" if layout.unit_words == "half" else f"{word}（{unit}）"


def _head(m: Maker, made: Invented, layout: Layout, e: list[float]) -> None:
    d = made.declaration
    wide = _wide_label(layout, e)
    m.put(e[0], wide, "部门名称" if layout.id % 7 else "部门（单位）名称", "label")
    m.put(wide, 1, d["unit"], "text")
    m.row += 1
    if layout.basics:
        m.put(e[0], e[1], "基本信息", "label")
        for k, (text, role) in enumerate(
            [("财政供养人员数", "head"), (made.staff, "text"), ("下属二级单位数", "head"), (made.subunits, "text")]
        ):
            m.put(e[1 + k], e[2 + k], text, role)
        m.row += 1
    lines = d["budget"]
    blocks = [lines[:4], lines[4:]] if made.half else [lines[:4]]
    m.put(e[0], e[1], "预算整体情况", "label", rows=3 * len(blocks))
    # amounts stand beside their labels, in the narrow columns where the layout has such
    b = (
        e
        if not layout.narrow_money and layout.aligned
        else [0.0, e[1], e[2], e[2] + (1 - e[2]) * 0.3, e[2] + (1 - e[2]) * 0.66, 1.0]
    )
    if layout.narrow_money:
        b = [0.0, e[1], e[1] + (e[3] - e[1]) * 0.66, e[1] + (e[3] - e[1]) * 0.66 + e[4] - e[3], 1 - (e[4] - e[3]), 1.0]
    word = _money_word(layout, "预算金额", "万元")
    for block in blocks:
        heads = [block[0]["section"], word, block[2]["section"], word]
        for k, text in enumerate(heads):
            m.put(b[1 + k], b[2 + k], text, "head")
        m.row += 1
        for left, right in zip(block[:2], block[2:], strict=True):
            for k, (text, role) in enumerate(
                [(left["label"], "text"), (left["raw"], "amount"), (right["label"], "text"), (right["raw"], "amount")]
            ):
                m.put(b[1 + k], b[2 + k], text, role)
            m.row += 1


def _wide_label(layout: Layout, e: list[float]) -> float:
    """Where the label of a row of its own ends: a narrow label column is joined with the next."""
    return e[2] if layout.narrow_label and layout.id % 10 < 8 else e[1]


def _goals(m: Maker, made: Invented, layout: Layout, e: list[float], parts: int) -> None:
    m.put(e[0], e[1], "总体绩效目标", "label", rows=parts)
    m.put(e[1], 1, _indented(goals_text(made, layout), layout), "text", rows=parts)
    m.row += parts


def _indented(text: str, layout: Layout) -> str:
    """Every paragraph set in by two characters, where the layout does so."""
    return "\n".join("\u3000\u3000" + p for p in text.split("\n")) if layout.indent and len(text) > 24 else text


def goals_text(made: Invented, layout: Layout) -> str:
    """What stands in the goals cell, tags and numbers included."""
    goals = [g["text"] for g in made.declaration["goals"]]
    colon = "：" if layout.id % 3 else ":"
    parts = [f"目标{k}{colon}{g}" for k, g in enumerate(goals, 1)] if made.numbered else goals
    if layout.goal_tags == "<p>":
        parts = [f"<p>{p}</p>" for part in parts for p in part.split("\n")]
        return (" " if layout.id % 2 else "\n").join(parts)
    if layout.goal_tags == "<span>":
        return "\n".join(f"<p><span>{p}</span></p>" for part in parts for p in part.split("\n"))
    if layout.goal_tags == "<br/>" and len(parts) > 1:
        return "<br/>".join(parts)
    return ("" if layout.goals_form == "numbered" else "\n").join(parts)


def _tasks(m: Maker, made: Invented, layout: Layout, e: list[float], parts: int) -> None:
    tasks = made.declaration["tasks"]
    m.put(e[0], e[1], "年度重点工作任务", "label", rows=1 + len(tasks) * parts)
    heads = ["名称", "主要实施内容", _money_word(layout, "拟投入的资金", layout.task_unit), "期望达到的目标（概述）"]
    for k, text in enumerate(heads):
        m.put(e[1 + k], e[2 + k], text, "head")
    m.row += 1
    for t in tasks:
        for k, (key, role) in enumerate(
            [("name", "text"), ("content", "text"), ("raw", "amount"), ("expected", "text")]
        ):
            m.put(e[1 + k], e[2 + k], _indented(t[key], layout), role, rows=parts)
        m.row += parts
    wide = _wide_label(layout, e)
    m.put(e[0], wide, "其他需完成的任务（可选填）" if layout.id % 4 else "其他需完成的任务(可选填)", "label")
    m.put(wide, 1, made.other_text, "text")
    m.row += 1


def _indicators(m: Maker, made: Invented, layout: Layout, e: list[float]) -> None:
    count = sum(max(1, len(rows)) for _, subs in made.groups for _, rows in subs)
    m.put(e[0], e[1], "绩效指标", "label", rows=1 + count)
    heads = [
        "一级指标",
        "二级指标",
        "三级指标",
        *(["指标值" if layout.id % 2 else "年度指标值"] if layout.single_value else ["实施周期指标值", "年度指标值"]),
    ]
    for k, text in enumerate(heads):
        m.put(e[1 + k], e[2 + k], text, "head")
    m.row += 1
    for level1, subs in made.groups:
        size = sum(max(1, len(rows)) for _, rows in subs)
        m.label(e[1], e[2], level1, size, layout.level1_mode)
        for level2, rows in subs:
            m.label(e[2], e[3], level2, max(1, len(rows)), layout.level2_mode)
            for r in rows or [None]:
                values = [r["period_value"], r["annual_value"]] if r else ["", ""]
                m.put(e[3], e[4], r["name"] if r else "", "name")
                for k, v in enumerate(values[1:] if layout.single_value else values):
                    m.put(e[4 + k], e[5 + k], v or "", "value")
                m.row += 1
