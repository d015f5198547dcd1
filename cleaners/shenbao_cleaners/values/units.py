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


# one unit or others in its place: 个(台、套、件、辆)
_CHOICE = re.compile(r"(?P<first>[^()]{1,4})\((?P<others>[^()]{1,16})\)")
_WORD = r"(?:(?![余多以之前后内外起至到达完已将为与和或及不未应])[一-鿿]|[A-Za-z]){1,5}+"
_UNLISTED = re.compile(rf"{_WORD}(?:[、/·.]{_WORD}){{0,4}}(?:\({_WORD}(?:[、/]{_WORD}){{0,5}}\)(?:{_WORD})?)?")


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
    """The normal spelling of what stands behind a slash: 人, 人·月, 10万, 48小时."""
    per, times = words()["units"]["per"], words()["times"]["words"]
    parts = [
        part if part in per or (part[:1].isdigit() and part.lstrip("0123456789") in times) else _single(part)
        for part in text.split("·")
    ]
    known = [part for part in parts if part]
    return "·".join(known) if len(known) == len(parts) else None


def read_unit(text: str) -> Unit | None:
    """The unit of a text without blanks (万人次, 元/人·月, 元每年每人, (个), ""), None if not fully understood."""
    if len(text) > longest_unit():
        return None
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if _either(text):
        return Unit(0, text, "quantity")
    head, *below = text.replace("/每", "/").replace("每", "/").split("/")
    denominators = [_denominator(re.sub(r"[*.、]", "·", part)) for part in below]
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


def _either(text: str) -> bool:
    """Whether a text names one unit or another: 个(套), 个(台、套、件、辆)."""
    found = _CHOICE.fullmatch(text)
    return found is not None and all(
        part in words()["units"]["quantity"] or part in words()["units"]["occasions"]
        for part in (found["first"], *re.split("[、/]", found["others"]))
    )


def unlisted_unit(text: str) -> Unit | None:
    """A short word that stands where a unit stands but is in no list (卷宗, 频率(频道)次, 万元/蒸吨); None where it
    is none.

    Nothing that begins with a time or a percentage (月底, 天完成, %以上的人) or says when, where or how far.
    """
    if len(text) > longest_unit():
        return None
    power = {"万": 4, "亿": 8}.get(text[:1], 0) if text[1:2] != "元" else 0
    name = text[1:] if power else text
    judged = any(len(grade) > 1 and grade in name for grade in words()["words"]["grades"])  # 家企业满意
    if judged or not _UNLISTED.fullmatch(name) or re.match(alternatives(_begins_no_unit()), name):
        return None
    head, *below = name.replace("/每", "/").split("/")
    known = _single(head)
    kind = _kinds()[known] if known else "quantity"
    if kind in {"percent", "duration"} or (kind != "money" and re.match(alternatives(words()["units"]["money"]), head)):
        return None
    return Unit(power, "/".join((known or head, *(re.sub("[.、]", "·", part) for part in below))), kind)


@cache
def _begins_no_unit() -> tuple[str, ...]:
    """Times, percentages and grades: a longer word that begins with one is no unit."""
    return (*words()["units"]["duration"], *words()["units"]["percent"], *words()["words"]["grades"])


def _kind(name: str | None, denominators: list[str]) -> TargetKind:
    times = words()["times"]["words"]
    per_time = denominators and all(x.lstrip("0123456789") in times for x in denominators)
    if name in words()["units"]["occasions"] and per_time:
        return "frequency"
    return _kinds()[name] if name else "quantity"


def per(unit: Unit, each: str) -> Unit | None:
    """The unit of a value said to be for `each` (每年2次 -> 次/年, 每人每月50元 -> 元/人/月); a % stays one."""
    below = each.replace("每", "/")
    if unit.kind == "percent":
        return unit if below.removeprefix("/") in words()["times"]["words"] else None
    return read_unit(f"{unit.name or ''}{below}")
