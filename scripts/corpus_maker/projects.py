"""Invents projects: name, owner, money, goals and a tree, for cards and lists."""

from __future__ import annotations

import dataclasses
import random
import re
from decimal import Decimal
from typing import Any

from .truth import Row, goals_of, groups_of, printed
from .words import words

Groups = list[tuple[str, list[tuple[str, list[Row]]]]]


@dataclasses.dataclass
class Project:
    """What a project declares."""

    name: str
    code: str
    supervisor: str
    unit: str
    goals: list[Row]
    groups: Groups

    @property
    def indicators(self) -> list[Row]:
        """The rows of the tree in order."""
        return [r for _, subs in self.groups for _, rows in subs for r in rows]


class Owner:
    """A department that owns projects; no two of them have one name."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.words = rng, words()
        self.city = rng.choice(self.words["cities"])
        self.department = self.city + rng.choice(self.words["departments"])
        self.used: set[str] = set()

    def unit(self) -> str:
        """One of the department's units, or itself."""
        w = self.words
        return self.rng.choice([self.department, self.department, self.city + self.rng.choice(w["departments"])])

    def project(self, style: Any, count: int) -> Project:
        """A project with about so many indicators."""
        rng, w = self.rng, self.words
        while True:
            topic = rng.choice(w["topic"])
            task = rng.choice(topic["tasks"])
            name = task[0] + rng.choice(["", *w["project_ends"]])
            if rng.random() < 0.2:
                name = rng.choice(["2026年", "市级", "（延续）"]) + name
            if name not in self.used and topic["name"] + str(count) not in self.used:
                break
        self.used.add(name)
        groups = trimmed(rng, groups_of(rng, [topic], style), count)
        code = f"{rng.randint(110000, 659999)}{rng.randint(20, 26)}{rng.choice('TYR')}{rng.randint(0, 10**12 - 1):012d}"
        return Project(name, code, self.department, self.unit(), goals_of(rng, [topic], style), groups)


def trimmed(rng: random.Random, groups: Groups, count: int) -> Groups:
    """The tree with rows taken out until so many are left; labels without rows go with them, if not empty before."""
    at = [(i, j, k) for i, (_, subs) in enumerate(groups) for j, (_, rows) in enumerate(subs) for k in range(len(rows))]
    gone = set(rng.sample(at, max(0, len(at) - count)))
    out: Groups = []
    for i, (level1, subs) in enumerate(groups):
        kept = [(x, [r for k, r in enumerate(rows) if (i, j, k) not in gone], rows) for j, (x, rows) in enumerate(subs)]
        left = [(x, rows) for x, rows, before in kept if rows or not before]
        if any(rows for _, rows in left):
            out.append((level1, left))
    return out


def split_money(rng: random.Random, style: Any, parts: int, unit: str = "万元") -> list[str]:
    """A total and its parts as printed, all but the first part zero or blank more often than not."""
    places = style.places if unit == "万元" else 2
    scale = Decimal(1).scaleb(-places)
    total = (Decimal(rng.randint(1_0000, 900_0000)) / 10000).quantize(scale) + scale
    if unit == "元":
        total = Decimal(rng.randint(10, 90000)) * 100
    rest, out = total, []
    for _ in range(parts - 1):
        share = (rest * rng.randint(1, 60) / 100).quantize(scale) if rng.random() < 0.35 else Decimal(0)
        out.append(share)
        rest -= share
    blank = rng.choice(["", "0", None])
    shown = [printed(x, style, unit) if x or blank is None else blank for x in out]
    return [printed(total, style, unit), printed(rest, style, unit), *(s or "" for s in shown)]


def declaration(**fields: Any) -> Row:
    """A declaration in the format of the truth files; what is not given is not printed."""
    made: Row = {
        "pages": [1, 1],
        "kind": "project",
        "title": None,
        "year": None,
        "unit": None,
        "supervisor": None,
        "project": None,
        "budget": [],
        "goals": [],
        "tasks": [],
        "indicators": [],
    }
    return made | fields


def money_line(section: str, label: str, raw: str, unit: str = "万元") -> Row:
    """A line of the budget."""
    return {"section": section, "label": label, "raw": raw, "unit": unit}


def goal_cell(goals: list[Row], layout: Any) -> str:
    """What stands in the goals' cell, numbered where the layout numbers goals."""
    texts = [str(g["text"]) for g in goals]
    if not layout.goals_form.startswith("numbered"):
        return "\n".join(texts)
    colon = "：" if layout.id % 3 else ":"
    between = "" if layout.goals_form == "numbered" else "\n"
    return between.join(f"目标{k}{colon}{text}" for k, text in enumerate(texts, 1))


SIGNED = re.compile(r"(?P<sign>≥|≤|=|＝|>=|<=|≧|≦|>|<)?(?P<number>\d+(?:\.\d+)?)(?P<unit>[^\d,.以内上前\-]*)")
SIGNS = {">=": "≥", "<=": "≤", "≧": "≥", "≦": "≤", "=": "＝"}


def in_columns(rng: random.Random, row: Row) -> None:
    """Take a target value apart: sign, number and unit in columns of their own; what has no number is 定性."""
    found = SIGNED.fullmatch(row["annual_value"])
    if found is None:
        row["comparator"], row["unit"] = "定性", rng.choice(["", "", "", "其他"])
        row["annual_value"] = rng.choice(["优", "优良中低差", "好", "有效提升", "高中低", "逐步完善"])
        return
    sign = found["sign"] or rng.choice(["＝", "=", "≥"])
    row["comparator"] = SIGNS.get(sign, sign)
    row["annual_value"], row["unit"] = found["number"], found["unit"]


def give_weights(rng: random.Random, rows: list[Row], total: int) -> None:
    """Weights that add up."""
    left = total
    for k, row in enumerate(rows):
        share = left if k == len(rows) - 1 else max(1, min(left // (len(rows) - k), rng.randint(2, 20)))
        row["weight"], left = str(share), left - share
