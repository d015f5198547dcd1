"""Marks of tiny print: a comma of two pixels runs into the character before it, and the recogniser reads neither.

What shows is the room it takes, and in the picture before its background was evened the network gives a mark a slight
chance there, though it reads none: of 276 marks of one such list in type of 4 points all but ten are found so, and
nothing else among 5,900 pairs of characters. The likeliest is the printed one in seven of eight: each is told as
unsure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import mean, median

from shenbao_extract.ocr.engine import MARKS, Gray, Mark, Recognised
from shenbao_extract.runs import runs

HAN = re.compile(r"[\u4e00-\u9fff]")
NO_MARK = re.compile(r"[^\w%‰≥≤><=]")
POINT = re.compile(r"[\u4e00-\u9fff](?=\.[\u4e00-\u9fff])")
READ = re.compile(rf"[\u4e00-\u9fff](?=[{MARKS}][\u4e00-\u9fff])")
FEW = 8  # pairs of characters: a shorter line may be part of a label, in which half a blank stands (经济效益 指标)
APART = 1.3  # times the usual pitch: further apart stand two characters with a mark between them
BLANK = 0.95  # times it: with so much white between them they have a blank there and no mark
PAPER = 90  # levels darker than white: paper
SLIGHT = 1e-6  # chance of a mark where there is one at least; between characters that stand close 1e-8
SURE = 1e-5  # chance of another mark than the one that was read


def with_marks(first: Recognised, other: Recognised, line: Gray) -> Recognised:
    """The reading of a line of tiny print with the marks it lost, each as sure as its share of all marks' chances.

    `other`: what was read in the picture before its background was evened, which costs small marks their ink.
    `line`: the prepared picture of the line.
    """
    told = _told(first, other)
    out = first
    for at in reversed(_places(first, line)):
        mark = told.get(at)
        behind = first.text[at + 1]
        if mark and (mark.chance >= (SURE if behind in MARKS else SLIGHT) or behind == "."):
            out = _put_in(out, at, mark)
    return out


def words_of(found: Recognised) -> str:
    """What was read without marks and blanks."""
    return NO_MARK.sub("", found.text)


def _places(found: Recognised, line: Gray) -> list[int]:
    """Indices of characters with room for a mark behind them, or with a mark or a point."""
    pairs = [i for i, (a, b) in enumerate(pairwise(found.text)) if HAN.match(a) and HAN.match(b)]
    if not found.at or not found.marks or len(pairs) < FEW:
        return []
    wide = line.shape[1]
    apart = {i: (found.at[i + 1] - found.at[i]) * wide for i in pairs}
    usual = median(apart.values())
    pitch = mean(d for d in apart.values() if d <= APART * usual)
    white = {i: _white(line[:, int(found.at[i] * wide) : int(found.at[i + 1] * wide) + 1]) for i in pairs}
    room = [i for i, d in apart.items() if d >= APART * pitch and white[i] <= BLANK * pitch]
    return sorted({*room, *(m.start() for pattern in (POINT, READ) for m in pattern.finditer(found.text))})


def _white(part: Gray) -> int:
    """The most columns beside each other without any ink."""
    return max((end - start for start, end in runs(part.min(axis=0) > 255 - PAPER)), default=0)


def _told(first: Recognised, other: Recognised) -> dict[int, Mark]:
    """Behind which character of the first reading the other one has which mark, where both have the same words."""
    at = [i for i, c in enumerate(first.text) if not NO_MARK.match(c)]
    words, others = words_of(first), words_of(other)
    marks = _marks_between(other)
    same = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    return {at[a + k]: marks[b + k] for a, b, size in same for k in range(size - 1) if b + k in marks}


def _marks_between(found: Recognised) -> dict[int, Mark]:
    """Behind each character that is no mark, counted, the mark that was read there or is the likeliest."""
    out: dict[int, Mark] = {}
    n = -1
    for character, sure, mark in zip(found.text, found.sure, found.marks, strict=False):
        if character in MARKS:
            out[n] = Mark(character, sure, sure)
        elif not NO_MARK.match(character):
            n += 1
            out[n] = mark
    return out


def _put_in(found: Recognised, at: int, mark: Mark) -> Recognised:
    """The reading with a mark behind the character at an index, in place of a point or another mark there."""
    k = at + 1
    rest = k + (found.text[k] == "." or found.text[k] in MARKS)
    return replace(
        found,
        text=found.text[:k] + mark.text + found.text[rest:],
        sure=(*found.sure[:k], mark.share, *found.sure[rest:]),
        at=(*found.at[:k], (found.at[at] + found.at[rest]) / 2, *found.at[rest:]),
        marks=(*found.marks[:k], found.marks[at], *found.marks[rest:]),
    )
