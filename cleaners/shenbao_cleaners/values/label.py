"""Labels of the indicator tree: one canonical spelling, the level a label may stand at, the label above it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from shenbao_cleaners.values.text import tidy

_SUFFIX = "指标"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_CODE = re.compile(  # 11-数量指标, 1.2质量指标
    rf"[0-9]{{1,3}}[-.、)](?![0-9])|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,2}}[.、]?(?=[\u4e00-\u9fff])|"
    rf"\([0-9]{{1,3}}\)|{_NUMERAL}、|\({_NUMERAL}\)"
)
_STROKE = re.compile(r"[-—–/>|]+")
_POINTS = re.compile(r"\([0-9]{1,3}(?:\.[0-9]+)?[分%]\)\Z")  # 产出指标(50分)


@dataclass(frozen=True, slots=True)
class _Label:
    """One known label, as `labels.toml` has it."""

    name: str
    levels: frozenset[int]
    parent: str | None


@cache
def _labels() -> dict[str, _Label]:
    """Every spelling without its suffix -> the label."""
    text = resources.files(__package__).joinpath("labels.toml").read_text(encoding="utf-8")
    known: dict[str, _Label] = {}
    for entry in tomllib.loads(text)["label"]:
        label = _Label(entry["name"], frozenset(entry["levels"]), entry.get("parent"))
        for spelling in (entry["name"], *entry.get("aliases", ())):
            known[_key(spelling)] = label
    return known


def _key(label: str) -> str:
    return label.removesuffix(_SUFFIX) if label != _SUFFIX else label


def known_labels() -> frozenset[str]:
    """The labels of `labels.toml` in full, with the suffix where they carry one."""
    return frozenset(label.name for label in _labels().values())


def normal_label(text: str) -> str:
    """The canonical label with its 指标 suffix (社会效益 -> 社会效益指标); an unknown label only cleaned, never forced.

    White space and breaks, a leading code (`11-`, `(一)`), a trailing colon and points (`(50分)`) are taken away.
    """
    clean = "".join(tidy(text).split()).rstrip(":")
    code = _CODE.match(clean)
    if code:
        clean = clean[code.end() :]
    clean = _POINTS.sub("", clean).rstrip(":")
    known = _labels().get(_key(clean))
    return known.name if known else clean


def both_levels(text: str) -> tuple[str, str] | None:
    """Level 1 and level 2 printed in one cell with a stroke between them (产出指标-数量指标), else None."""
    parts = [p for p in _STROKE.split("".join(tidy(text).split())) if p]
    if len(parts) != 2 or 1 not in level_of(parts[0]) or 2 not in level_of(parts[1]):
        return None
    return parts[0], parts[1]


def level_of(label: str) -> frozenset[int]:
    """The levels (1, 2) a known label may stand at, in any spelling; empty for an unknown one."""
    known = _labels().get(_key(normal_label(label)))
    return known.levels if known else frozenset()


def parent_of(label2: str) -> str | None:
    """The level-1 label above a level-2 label where only one is possible (数量指标 -> 产出指标), else None.

    成本指标 and 满意度指标 may stand at either level, so they have none.
    """
    known = _labels().get(_key(normal_label(label2)))
    return known.parent if known else None
