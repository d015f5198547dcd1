"""Two halves of a tree, the whole period's and the year's: a name that both print is one indicator with two values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import regex

from shenbao_cleaners.declaration import Indicator
from shenbao_cleaners.forms.draft import Draft
from shenbao_cleaners.values.text import tidy

NUMBER = regex.compile(r"\s*指标\s*[\d一二三四五六七八九十]+\s*[:：、.]\s*")


def join_halves(draft: Draft, halves: list[Draft]) -> None:
    """Add the indicators of both halves to the draft; the same labels and the same name make one of two."""
    for half in halves:
        open_ones: dict[tuple[str | None, str | None, str], list[int]] = {}
        for i, indicator in enumerate(draft.indicators):
            if half is not halves[0]:
                open_ones.setdefault(_key(indicator), []).append(i)
        where: dict[int, int] = {}
        for i, indicator in enumerate(half.indicators):
            same = open_ones.get(_key(indicator))
            if same:
                where[i] = same.pop(0)
                draft.indicators[where[i]] = _both(draft.indicators[where[i]], indicator)
            else:
                where[i] = len(draft.indicators)
                draft.indicators.append(indicator)
        _adopt(draft, half, where)


def _key(indicator: Indicator) -> tuple[str | None, str | None, str]:
    return indicator.level1, indicator.level2, NUMBER.sub("", tidy(indicator.name), count=1)


def _both(one: Indicator, other: Indicator) -> Indicator:
    """One indicator with the values of both halves."""
    notes = dict.fromkeys(x.note for x in (one, other) if x.note)
    return replace(
        one,
        period_value=one.period_value or other.period_value,
        annual_value=other.annual_value or one.annual_value,
        printed=replace(one.printed, value=other.printed.value or one.printed.value),
        weight=other.weight if other.weight is not None else one.weight,
        direction=one.direction or other.direction,
        activity=one.activity or other.activity,
        scoring=one.scoring or other.scoring,
        note=" | ".join(notes) or None,
    )


def _adopt(draft: Draft, half: Draft, where: dict[int, int]) -> None:
    """Take over what a half has beside its indicators, its pointers turned to the draft's places."""
    moved = _moves(where, len(draft.extra))
    for pointer, traces in half.traces.items():
        draft.trace(moved(pointer), *traces)
    draft.repairs += [replace(r, path=moved(r.path) if r.path else r.path) for r in half.repairs]
    draft.extra += half.extra


def _moves(where: dict[int, int], extras: int) -> Callable[[str], str]:
    def moved(pointer: str) -> str:
        _, kind, index, *rest = pointer.split("/")
        new = where[int(index)] if kind == "indicators" else int(index) + extras
        return "/".join(("", kind, str(new), *rest))

    return moved
