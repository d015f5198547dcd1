"""Units of target values: which there are, their kinds, and 万/亿 before them. The words are in `targets.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from shenbao_cleaners.declaration import TargetKind


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as read: `power` of ten from 万/亿, its normal spelling (None: a bare number), the kind it makes."""

    power: int
    name: str | None
    kind: TargetKind


@cache
def words() -> dict[str, Any]:
    """The tables of `targets.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("targets.toml").read_text(encoding="utf-8"))


def alternatives(of: Iterable[str]) -> str:
    """A regular expression that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(of, key=len, reverse=True))


@cache
def _kinds() -> dict[str, TargetKind]:
    """Each single unit -> the kind of value it makes; occasions alone are quantities."""
    units = words()["units"]
    kinds: dict[str, TargetKind] = dict.fromkeys((*units["quantity"], *units["occasions"]), "quantity")
    kinds.update(dict.fromkeys(units["duration"], "duration"))
    kinds.update(dict.fromkeys(units["money"], "money"))
    kinds.update(dict.fromkeys(units["percent"], "percent"))
    return kinds


@cache
def longest_unit() -> int:
    """More characters than any unit has: longer texts need no look."""
    return 4 * max(map(len, (*_kinds(), *words()["units"]["per"])))


def _single(text: str) -> str | None:
    """The normal spelling of a unit without a denominator, None if it is none."""
    name: str = words()["aliases"].get(text, text)
    return name if name in _kinds() else None


def _denominator(text: str) -> str | None:
    """The normal spelling of what stands behind a slash: 人, 人·月, 10万."""
    per = words()["units"]["per"]
    parts = [part if part in per else _single(part) for part in text.split("·")]
    known = [part for part in parts if part]
    return "·".join(known) if len(known) == len(parts) else None


def read_unit(text: str) -> Unit | None:
    """The unit of a text without blanks (万人次, 元/人·月, 元每年每人, (个), ""), None if not fully understood."""
    if len(text) > longest_unit():
        return None
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    head, *below = text.replace("每", "/").split("/")
    denominators = [_denominator(re.sub(r"[*.]", "·", part)) for part in below]
    if None in denominators:
        return None
    power, name = 0, _single(head)
    if name is None:
        multiplier = re.match(alternatives(words()["multipliers"]), head)
        if multiplier:
            power, head = words()["multipliers"][multiplier.group()], head[multiplier.end() :]
            name = _single(head)
        if (name is None and head) or name in words()["units"]["percent"]:
            return None
    full = "".join((name or "", *(f"/{part}" for part in denominators)))
    return Unit(power, full or None, _kind(name, [part for part in denominators if part]))


def _kind(name: str | None, denominators: list[str]) -> TargetKind:
    if name in words()["units"]["occasions"] and denominators and set(denominators) <= set(words()["times"]["words"]):
        return "frequency"
    return _kinds()[name] if name else "quantity"


def per(unit: Unit, each: str) -> Unit | None:
    """The unit of a value said to be for `each` (每年2次 -> 次/年, 每人每月50元 -> 元/人/月); a % stays one."""
    below = each.replace("每", "/")
    if unit.kind == "percent":
        return unit if below.removeprefix("/") in words()["times"]["words"] else None
    return read_unit(f"{unit.name or ''}{below}")
