"""What stands around a form: body text and tables that are no declarations."""

from __future__ import annotations

import dataclasses
import random

from .words import words


@dataclasses.dataclass
class Filler:
    """Some paragraphs and perhaps a table, under a heading."""

    heading: str
    paragraphs: list[str]
    table: list[list[str]]


def make_filler(kind: str, rng: random.Random) -> Filler:
    """Body text, or a table of receipts and expenditure."""
    w = words()
    if kind == "body":
        return Filler(
            rng.choice(["第一部分  部门概况", "二、收支预算情况说明", "第四部分  其他事项说明"]),
            rng.sample(w["body"], rng.randint(3, 6)),
            [],
        )
    lines = rng.sample(w["budget_lines"], rng.randint(4, 9))
    rows = [["项目", "本年预算数", "上年预算数", "增减"]]
    for line in lines:
        a, b = rng.randint(0, 900000) / 100, rng.randint(0, 900000) / 100
        rows.append([line, f"{a:,.2f}", f"{b:,.2f}", f"{a - b:,.2f}"])
    return Filler(rng.choice(["部门支出预算总表", "一般公共预算支出表", "财政拨款收支总表"]), ["单位：万元"], rows)
