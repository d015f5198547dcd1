"""Is the text whole and readable: no characters without meaning, no word cut off at a cell's edge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import regex

from shenbao_cleaners.declaration import Declaration, Issue
from shenbao_cleaners.issues import issue

UNREADABLE = regex.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]|####+")
HAN = regex.compile(r"\p{Han}")
OFTEN = 8  # a character must have been seen so often elsewhere, always with the same one after it
LONG = 8


def texts_of(d: Declaration) -> Iterator[tuple[str, str]]:
    """(pointer, text) of the free texts of a declaration."""
    for i, goal in enumerate(d.goals):
        yield f"/goals/{i}/text", goal.text
    for i, task in enumerate(d.tasks):
        for key, text in (("name", task.name), ("content", task.content), ("expected", task.expected)):
            if text:
                yield f"/tasks/{i}/{key}", text
    for i, x in enumerate(d.indicators):
        yield f"/indicators/{i}/name", x.name
        for key, target in (("period_value", x.period_value), ("annual_value", x.annual_value)):
            if target is not None:
                yield f"/indicators/{i}/{key}", target.raw


def check_texts(d: Declaration) -> list[Issue]:
    """Issues for unreadable characters and for words that seem cut off (on a page the print tells it: cut_texts.py)."""
    texts = list(texts_of(d))
    out = [
        issue("unreadable_characters", pointer, text=text[:40]) for pointer, text in texts if UNREADABLE.search(text)
    ]
    after: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for _, text in texts:
        for a, b in pairwise(text + "\n"):
            after[a][b] += 1
    for pointer, text in texts:
        if any(e.place.box for e in d.evidence.get(pointer, ())):
            continue
        if len(text) >= LONG and HAN.fullmatch(text[-1]) and _never_ends(after[text[-1]]):
            out.append(issue("clipped_text", pointer, text=text[-8:]))
    return out


def _never_ends(followers: dict[str, int]) -> bool:
    """Whether a character, but for this once, always stands before the same other one."""
    others = {c: n for c, n in followers.items() if c != "\n"}
    return followers.get("\n", 0) == 1 and len(others) == 1 and sum(others.values()) >= OFTEN
