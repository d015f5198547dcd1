"""Trees side by side under one set of labels: the whole period's half beside the year's, or a value column a town.

One level-1 column holds for both. Each half is read as a tree of its own; the goals'
heading over its columns says whether it is the period's (else the left one is).
"""

from __future__ import annotations

from dataclasses import replace

import regex

from shenbao_cleaners.forms.blocks import Block, Column
from shenbao_cleaners.forms.goals import goal_role
from shenbao_cleaners.forms.halves import NUMBER
from shenbao_cleaners.forms.sheet import Sheet
from shenbao_cleaners.forms.town_rows import TOWN
from shenbao_cleaners.values.text import tidy

WHOLE = regex.compile(r"(?:全[省市县区州镇]|本级)?(?:合计|总计)|全[省市县区州]")  # all places together


def side_by_side(sheet: Sheet, block: Block) -> list[Block]:
    """The block itself, or the trees it is made of: its two halves, or one for each town's column."""
    return _towns(block) or _halves(sheet, block)


def _towns(block: Block) -> list[Block]:
    """A tree for each town that has a value column of its own, where no other value column is headed."""
    name = block.column("name")
    if name is None or block.column("value", "period_value") is not None:
        return []
    columns = [c for c in block.columns if c.role is None and c.left > name.left]
    towns = [c for c in columns if TOWN.fullmatch(c.heading)]
    if not towns:
        return []
    towns = [c for c in columns if c in towns or WHOLE.fullmatch(tidy(c.heading))]
    shared = tuple(c for c in block.columns if c not in towns)
    return [replace(block, columns=(*shared, replace(t, role="value")), place=t.heading) for t in towns]


def _halves(sheet: Sheet, block: Block) -> list[Block]:
    names = block.all("name")
    if len(names) != 2 or block.kind != "tree":
        return [block]
    level2 = [c for c in block.all("level2") if c.left < names[1].left]
    start = level2[-1].left if len(level2) > 1 else names[1].left
    level1 = tuple(c for c in block.columns if c.role == "level1")
    own = [c for c in level1 if names[0].right <= c.left < start]
    if own:  # the right half has its own labels of level 1
        start, level1 = own[0].left, ()
    left = tuple(c for c in block.columns if c.left < start)
    right = tuple(c for c in block.columns if c.left >= start)
    if len(level2) < 2:
        right = (*(c for c in left if c.role == "level2"), *right)
    parts = [left, (*level1, *right)]
    out = []
    horizons = [_horizon(sheet, block, columns) for columns in parts]
    if horizons == [None, None] and _one_list(sheet, block, names):
        horizons = ["annual", "annual"]
    for i, columns in enumerate(parts):
        horizon = horizons[i]
        period = i == 0 if horizon is None else horizon == "period"
        named = tuple(replace(c, role=_value_role(c, period)) for c in columns)
        out.append(Block(block.kind, block.top, block.first, block.bottom, named))
    return out


def _one_list(sheet: Sheet, block: Block, names: list[Column]) -> bool:
    """Whether the halves are one list set in two columns: values of no named period, no name printed on both sides."""
    if block.column("period_value") is not None:
        return False
    left, right = ({_key(c.text) for c in sheet.column_cells(n.left, block.first, block.bottom)} - {""} for n in names)
    return bool(left) and bool(right) and not left & right


def _key(text: str) -> str:
    return "".join(NUMBER.sub("", tidy(text), count=1).split())


def _value_role(column: Column, period: bool) -> str | None:
    if column.role in ("value", "period_value"):
        return "period_value" if period else "value"
    return column.role


def _horizon(sheet: Sheet, block: Block, columns: tuple[Column, ...]) -> str | None:
    """What the nearest goals heading above a half's names says of it: period or annual."""
    name = next(c for c in columns if c.role == "name")
    for row in range(block.top - 1, -1, -1):
        cell = sheet.at(row, name.left)
        role = goal_role(cell.text) if cell is not None and len(cell.text) < 30 else None
        if role in ("period", "annual"):
            return role
    return None
