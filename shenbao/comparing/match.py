"""Whether two indicators are the same promise: the same, doubtful or different, with a score and the reason.

Merged are names whose key is equal (`names.Names`): the same words, or synonyms, in whatever order, measured the same way.
Everything else that looks alike is doubtful and listed. An equal key is transitive, a likeness is not: so clusters are made
of equal keys only, and a doubtful link never joins two of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shenbao.comparing.names import Names, Normal
from shenbao.comparing.scale import scale

Verdict = Literal["same", "doubtful", "different"]
Why = Literal["equal", "synonym", "order", "narrower", "alike", "measure", "apart", "other"]

DOUBTFUL = 80.0
"""Names this much alike (rapidfuzz ratio of what is left of them) may be the same."""

_SAYS = {"rate": {"percent", "points", "words"}, "amount": {"count", "number"}, "cost": {"money"}}
"""The kinds of value that say what a closing word says."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is matched: the printed name, level 2, the kind and unit of its value."""

    name: str
    level2: str | None = None
    kind: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A verdict, how alike the names are (0 to 100; merged only from 95 on), and why."""

    verdict: Verdict
    score: float
    why: Why


def measure(one: Indicator, normal: Normal) -> str:
    """How an indicator is measured: percent, points, money, count, duration 月, date, number, or words."""
    if one.kind == "date":
        return "date"
    if one.kind in {None, "text", "grade", "none", "placeholder", "blank"}:
        return "words"
    found = scale(one.unit or normal.unit, one.kind)
    return f"duration {found.unit}" if found.kind == "duration" else found.kind


def cluster(normal: Normal, kind: str) -> str:
    """What indicators must share to be merged, beside the scale of their values: equal or not, so it cannot chain.

    A closing word is left out where the kind of the value says it as well (管控 and 管控率 of percentages).
    """
    says_nothing = normal.closing is None or kind in _SAYS[normal.closing]
    return normal.key if says_nothing else normal.whole


def match(one: Indicator, other: Indicator, names: Names) -> Match:
    """Judge two indicators."""
    a, b = names.normal(one.name), names.normal(other.name)
    if frozenset((a.key, b.key)) in names.apart:
        return Match("different", 0.0, "apart")
    kinds = measure(one, a), measure(other, b)
    together = (kinds[0] == kinds[1] or _close(*kinds)) and cluster(a, kinds[0]) == cluster(b, kinds[1])
    comparable = "words" in kinds or not _apart(*kinds)
    if together or (a.whole == b.whole and comparable):
        score, why = _equal(a, b)
        return Match("same", score - (one.level2 != other.level2), why)
    if a.whole == b.whole or (a.key == b.key and None in (a.closing, b.closing)):
        return Match("doubtful", 90.0, "measure")
    return _likeness(a, b, kinds, one.level2 == other.level2)


def _apart(one: str, other: str) -> bool:
    """Whether two kinds of value can be no measures of one thing: money or a span of time against another kind."""
    return (
        one != other and not _close(one, other) and any(kind.startswith(("money", "duration")) for kind in (one, other))
    )


def _close(one: str, other: str) -> bool:
    """A bare number may be a count or a percentage whose sign stands elsewhere, points are like percentages, and a date
    and a duration both say when."""
    return "number" in (one, other) or {one, other} in ({"date", "duration 月"}, {"percent", "points"})


def _equal(a: Normal, b: Normal) -> tuple[float, Why]:
    if a.tidy == b.tidy:
        return 100.0, "equal"
    return (98.0, "synonym") if a.text == b.text else (97.0, "order")


def _likeness(a: Normal, b: Normal, kinds: tuple[str, str], same_level: bool) -> Match:
    from rapidfuzz import fuzz

    score = min(94.0, round(fuzz.ratio(a.text, b.text), 1))
    if "words" not in kinds and kinds[0] != kinds[1] and not _close(*kinds):
        return Match("different", min(score, 70.0), "other")
    if not same_level:
        score = max(0.0, score - 5)
    narrow = any(
        _inside(*names) for one, other in ((a, b), (b, a)) for names in ((one.text, other.text), (one.tidy, other.tidy))
    )
    if narrow:
        return Match("doubtful", score, "narrower")
    return Match("doubtful", score, "alike") if score >= DOUBTFUL else Match("different", score, "other")


def _inside(short: str, long: str) -> bool:
    """Whether one name is another with words before it (验收合格率, 系统验收合格率)."""
    return len(short) >= 3 and len(short) < len(long) and long.endswith(short)
