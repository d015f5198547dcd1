"""Marks of tiny print: a comma of two pixels runs into the character before it, and the recogniser reads neither.

What shows is the room it takes: a mark has the width of a character and stands low at its left, so white follows it.
On 6,168 pairs of characters of one such list nine in ten of 143 lost marks were found so, and nothing else. Which mark
it is the engine says, made to choose one; in four of five it is the printed one, so each is told as unsure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mean, median

import cv2
import numpy as np

from shenbao_extract.ocr.engine import Engine, Gray, Recognised
from shenbao_extract.scan.lines import Cut

HAN = re.compile(r"[\u4e00-\u9fff]")
NO_MARK = re.compile(r"[^\w%‰≥≤><=]")
MARKS = frozenset("，、。；：")
POINT = re.compile(r"[\u4e00-\u9fff](?=\.[\u4e00-\u9fff])")
TINY = 15  # pixels: in a line that is higher a mark shows by itself
FEW = 4  # pairs of characters that tell how far apart they stand
APART = 1.3  # times that: further apart stand two characters with a mark between them
WHITE = (0.42, 0.95)  # times it: least and most white between them; without any mark there is more
PAPER = 90  # levels darker than white: paper
EDGE, BELOW, LOW = 0.17, 0.6, 0.52  # of so much of the pitch before the white the ink that lies below this of the line
# has at least this share: of a mark more, of a character before half a blank (经济效益 指标) less
WIDER = 1.25  # the other crop is stretched by this


def with_marks(
    found: Sequence[Recognised], cuts: Sequence[Cut], clean: Gray, raw: Gray, engine: Engine
) -> dict[int, Recognised]:
    """Of the readings of cuts those that lost marks, with the likeliest ones put in, as sure as their share of all."""
    lost = {i: gaps for i, (f, c) in enumerate(zip(found, cuts, strict=True)) if (gaps := lost_marks(f, c, clean))}
    again = engine.read([_wide(raw, cuts[i]) for i in lost])
    out = {}
    for (i, gaps), other in zip(lost.items(), again, strict=True):
        told = _marks_between(other) if _words(other) == _words(found[i]) else {}
        own = _marks_between(found[i])
        nth = {at: n for n, at in enumerate(k for k, c in enumerate(found[i].text) if not NO_MARK.match(c))}
        marked = found[i]
        for at in reversed(gaps):
            mark = told.get(nth[at]) or own.get(nth[at])
            if mark:
                marked = _put_in(marked, at, mark)
        if marked is not found[i]:
            out[i] = marked
    return out


def lost_marks(found: Recognised, cut: Cut, clean: Gray) -> list[int]:
    """Indices of characters behind which a mark of tiny print was lost, or read as a point (no Chinese mark)."""
    left, _, right, _ = cut.crop
    pairs = [i for i, (a, b) in enumerate(pairwise(found.text)) if HAN.match(a) and HAN.match(b)]
    if cut.ink[3] - cut.ink[1] > TINY or cut.high > TINY or not found.at or len(pairs) < FEW:
        return []
    at = [x * (right - left) for x in found.at]
    usual = median(at[i + 1] - at[i] for i in pairs)
    apart = mean(d for i in pairs if (d := at[i + 1] - at[i]) <= APART * usual)
    out = [m.start() for m in POINT.finditer(found.text)]
    line = clean[cut.ink[1] : cut.ink[3], left:right]
    for i in pairs:
        if at[i + 1] - at[i] < APART * apart:
            continue
        start, white = _longest(line[:, int(at[i]) : int(at[i + 1]) + 1].min(axis=0) > 255 - PAPER)
        before = int(at[i]) + start
        low = _low(line[:, max(0, before - round(EDGE * apart)) : before])
        if WHITE[0] * apart <= white <= WHITE[1] * apart and low >= LOW:
            out.append(i)
    return sorted(out)


def _longest(flags: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[int, int]:
    """Where the longest run begins, and how long it is."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0])))).reshape(-1, 2)
    start, end = max(edges, key=lambda run: int(run[1] - run[0]), default=(0, 0))
    return int(start), int(end - start)


def _low(part: Gray) -> float:
    """The share of a part's ink that lies low in it."""
    ink = 255.0 - part
    return float(ink[round(BELOW * len(ink)) :].sum() / max(float(ink.sum()), 1.0))


def _wide(raw: Gray, cut: Cut) -> Gray:
    left, top, right, bottom = cut.crop
    wide = cv2.resize(raw[top:bottom, left:right], None, fx=WIDER, fy=1.0, interpolation=cv2.INTER_CUBIC)
    return np.asarray(wide, dtype=np.uint8)


def _words(found: Recognised) -> str:
    return NO_MARK.sub("", found.text)


def _marks_between(found: Recognised) -> dict[int, tuple[str, float]]:
    """Behind each character that is no mark, counted, the mark that was read there or is the likeliest."""
    out: dict[int, tuple[str, float]] = {}
    n = -1
    for character, sure, mark in zip(found.text, found.sure, found.marks, strict=False):
        if character in MARKS:
            out[n] = (character, sure)
        elif NO_MARK.match(character):
            continue
        else:
            n += 1
            out[n] = mark
    return out


def _put_in(found: Recognised, at: int, mark: tuple[str, float]) -> Recognised:
    """The reading with a mark behind the character at an index, in place of a point there."""
    k = at + 1
    rest = k + (found.text[k] == ".")
    return replace(
        found,
        text=found.text[:k] + mark[0] + found.text[rest:],
        sure=(*found.sure[:k], mark[1], *found.sure[rest:]),
        at=(*found.at[:k], (found.at[at] + found.at[rest]) / 2, *found.at[rest:]),
        marks=(*found.marks[:k], found.marks[at], *found.marks[rest:]),
    )
