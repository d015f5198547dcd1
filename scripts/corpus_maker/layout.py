"""The layouts: everything about a form's looks, drawn from the layout's number alone."""

from __future__ import annotations

import dataclasses
import functools
import random
from typing import Any

PAPERS = {"A4": (595.28, 841.89), "A3": (841.89, 1190.55), "Letter": (612.0, 792.0)}
FONTS = [
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "AR PL UMing CN",
    "AR PL UKai CN",
]
HELD_OUT_EVERY = 5


@dataclasses.dataclass(frozen=True)
class Layout:
    """One way of setting the form on paper; the content's size belongs to it, the words do not."""

    id: int
    # how big
    topics: int
    indicators: int
    goals: int
    tasks: int
    text: str
    paragraphs: bool
    # how it is written
    title: str
    year_line: bool
    title_inside: bool
    goals_form: str
    goal_tags: str
    task_unit: str
    places: int
    thousands: bool
    unit_words: str
    blank_amount: bool
    blank_value: bool
    basics: bool
    half: bool
    other_text: bool
    single_value: bool
    scheme: str
    bare_level2: bool
    empty_labels: bool
    level1_mode: str
    level2_mode: str
    name_marks: bool
    odd_width: bool
    # how it is set
    paper: str
    landscape: bool
    margin: float
    font: str
    size: float
    padding: float
    aligned: bool
    narrow_label: bool
    narrow_money: bool
    jitter: tuple[float, ...]
    label_align: str
    label_valign: str
    text_valign: str
    amount_align: str
    value_align: str
    bold_labels: bool
    shade: str
    border: str
    open_break: bool
    cut_rows: bool
    repeat_head: bool
    footer: str
    header: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    same_page: bool
    heading: str
    push: float
    rotate: int
    double: str
    latin: str
    indent: bool
    note_line: bool
    split_rows: bool
    tagged: bool

    @property
    def held_out(self) -> bool:
        """Left untouched by those who write the reader."""
        return self.id % HELD_OUT_EVERY == 0

    @property
    def page(self) -> tuple[float, float]:
        """Width and height in points."""
        w, h = PAPERS[self.paper]
        return (h, w) if self.landscape else (w, h)

    @property
    def width(self) -> float:
        """Width between the margins."""
        return self.page[0] - 2 * self.margin


def make_layout(number: int) -> Layout:
    """The layout with this number; always the same."""
    rng = random.Random(f"layout {number}")
    return Layout(id=number, **_sizes(rng), **_writing(rng), **_setting(rng), **_around(rng))


def _maybe(rng: random.Random, p: float) -> bool:
    return rng.random() < p


def _sizes(rng: random.Random) -> dict[str, Any]:
    """How much content; enough topics for it."""
    indicators = rng.randint(24, 60) if _maybe(rng, 0.35) else rng.randint(6, 26)
    tasks = rng.randint(6, 15) if _maybe(rng, 0.35) else rng.randint(1, 7)
    goals = rng.randint(1, 15) if _maybe(rng, 0.3) else rng.randint(1, 7)
    topics = max(rng.randint(2, 6), -(-indicators // 9), -(-tasks // 2))
    return {"topics": topics, "indicators": indicators, "goals": goals, "tasks": tasks}


def _writing(rng: random.Random) -> dict[str, Any]:
    """How titles, labels, amounts and values are written."""
    maybe = functools.partial(_maybe, rng)
    return {
        "text": rng.choice(["short", "medium", "medium", "long", "long"]),
        "paragraphs": maybe(0.3),
        "title": rng.choice(["town", "town", "plain", "plain", "year", "unit", "support"]),
        "year_line": maybe(0.65),
        "title_inside": maybe(0.25),
        "goals_form": rng.choice(["numbered", "numbered", "numbered_lines", "numbered_lines", "prose", "listed"]),
        "goal_tags": rng.choice(["", "", "", "<p>", "<p>", "<br/>", "<span>"]),
        "task_unit": rng.choice(["元", "元", "万元"]),
        "places": rng.choice([2, 2, 2, 4, 0 if maybe(0.3) else 2]),
        "thousands": maybe(0.65),
        "unit_words": rng.choice(["full", "full", "half", "line"]),
        "blank_amount": maybe(0.3),
        "blank_value": maybe(0.25),
        "basics": maybe(0.5),
        "half": maybe(0.9),
        "other_text": maybe(0.12),
        "single_value": maybe(0.3),
        "scheme": rng.choice(["cost_first", "cost_first", "cost_last", "old"]),
        "bare_level2": maybe(0.45),
        "empty_labels": maybe(0.5),
        "level1_mode": rng.choice(["merged"] * 12 + ["repeat"] * 3 + ["first"]),
        "level2_mode": rng.choice(["merged"] * 12 + ["repeat"] * 4),
        "name_marks": maybe(0.4),
        "odd_width": maybe(0.4),
    }


def _setting(rng: random.Random) -> dict[str, Any]:
    """Paper, columns, rules, fonts, breaks and damage."""
    maybe = functools.partial(_maybe, rng)
    return {
        "paper": rng.choice(["A4"] * 8 + ["A3", "Letter"]),
        "size": float(rng.choice([8, 8.5, 9, 9, 9, 9.5, 10, 10, 10.5, 11, 12])),
        "landscape": maybe(0.3),
        "margin": rng.choice([28.0, 36.0, 45.0, 56.0, 72.0]),
        "font": rng.choice(FONTS),
        "padding": rng.choice([1.5, 2.5, 4.0, 7.0, 12.0]),
        "aligned": maybe(0.4),
        "narrow_label": maybe(0.3),
        "narrow_money": maybe(0.2),
        "jitter": tuple(round(rng.uniform(0.85, 1.18), 3) for _ in range(10)),
        "label_align": rng.choice(["center", "center", "left"]),
        "label_valign": rng.choice(["middle", "middle", "middle", "top"]),
        "text_valign": rng.choice(["middle", "middle", "top"]),
        "amount_align": rng.choice(["right", "center", "left"]),
        "value_align": rng.choice(["left", "center"]),
        "bold_labels": maybe(0.3),
        "shade": rng.choice(["", "", "", "#e7e6e6", "#ddebf7", "#fff2cc"]),
        "border": rng.choice(["thin"] * 7 + ["medium", "double", "hair", "grey"]),
        "open_break": maybe(0.35),
        "cut_rows": maybe(0.7),
        "repeat_head": maybe(0.3),
        "footer": rng.choice(["", "", "— {p} —", "第 {p} 页 共 {n} 页", "{p}", "- {p} -"]),
        "header": rng.choice(["", "", "", "{town}部门预算公开", "预算公开材料"]),
        "heading": rng.choice(["", "", "附件{k}", "十三、部门整体预算绩效目标", "表{k}"]),
        "push": rng.choice([0.0, 0.0, 40.0, 120.0, 210.0]),
        "rotate": rng.choice([0] * 9 + [90, 270]),
        "double": rng.choice([""] * 10 + ["page", "labels"]),
        "latin": rng.choice(["", "", "", "Liberation Serif", "Liberation Sans", "DejaVu Sans"]),
        "indent": maybe(0.25),
        "note_line": maybe(0.2),
        "split_rows": maybe(0.25),
        "tagged": maybe(0.5),
    }


def _around(rng: random.Random) -> dict[str, Any]:
    """What stands before and after the form, and whether the form shares the page with what stands before."""
    if _maybe(rng, 0.6):
        return {"before": (), "after": (), "same_page": False}
    before = tuple(rng.choice(["body", "budget"]) for _ in range(rng.randint(1, 2)))
    after = (rng.choice(["body", "budget"]),) if _maybe(rng, 0.4) else ()
    return {"before": before, "after": after, "same_page": before[-1] == "body" and _maybe(rng, 0.5)}
