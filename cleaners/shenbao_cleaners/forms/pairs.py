"""Several labels, each with its content, on one line of a cell (主管部门：…　　实施单位：…), parted by gaps."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from shenbao_cleaners.forms.words import words
from shenbao_cleaners.values.text import tidy

GAP = regex.compile(r"[\s\u3000]{2,}")
PAIR = regex.compile(r"(?P<label>[\p{Han}()（）、/]{2,16})\s*[:：]\s*(?P<text>\S.*)?", regex.DOTALL)
NUMBERED = regex.compile(r"项目(?:[一二三四五六七八九十]{1,3}|\d{1,2})")
BLOCKS = ("head", "personal", "goals", "money")


def pairs(lines: Sequence[str]) -> list[str]:
    """The parts of a cell's lines, each a label with its content; none unless a line holds two, and all are pairs.

    The first label is one that is known.
    """
    parts = [p for line in lines for p in GAP.split(line.strip())]
    if len(parts) <= len(lines) or len(parts) < 2:
        return []
    found = [PAIR.fullmatch(p) for p in parts]
    if found[0] is None or not all(found):
        return []
    roles = [next((b for b in BLOCKS if words().role(b, m["label"])), None) for m in found if m]
    if roles[0] is None:
        return []
    out: list[str] = []
    goals = False
    for part, role in zip(parts, roles, strict=True):
        if goals and role is None:  # 年度目标：维修校舍　　数量：3栋 is one text
            out[-1] += f"\u3000{part}"
        else:
            out.append(part)
            goals = role == "goals"
    return out


def names_project(lines: Sequence[str]) -> bool:
    """Whether a cell says beside other things, or alone, which project it is about (项目名称：…)."""
    found = PAIR.fullmatch((pairs(lines) or ["".join(lines)])[0].strip())
    return found is not None and bool(found["text"]) and labels_project(found["label"])


def labels_project(label: str) -> bool:
    """Whether a label before a colon is that of a project: 项目名称, or 项目 with its number (项目一)."""
    return words().role("head", tidy(label)) == "project" or NUMBERED.fullmatch(tidy(label)) is not None
