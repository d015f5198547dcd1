"""A printed label that a recogniser read with one wrong character (二级指杯): what the forms print there is known.

Only whole cells that differ from exactly one known label in one character are corrected, and in a cell of indicators
written as prose the labels of its values (年度指示值：); free text never is.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

import regex

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.base import Repaired, place_of
from shenbao_cleaners.values.label import known_labels
from shenbao_cleaners.values.text import tidy

SHORTEST = 4  # characters: in a shorter label one other character may be another word
LONGEST = 16
FIRST_LEVEL = "一级指标"  # its first stroke is all that a picture may lose of it
VALUE_HEADING = regex.compile(r"指标[^\d\W一二三四五六七八九十值名]")  # 指标值; an ordinal is another label
VALUE_LABELS = ("实施周期指标值", "年度指标值")  # of indicators written as prose
INLINE = regex.compile(r"[；;:：]\s*((?:[^\s；;:：]\s*){5,7})(?=[:：])")
INDICATORS = "指标"
# Forms of the mainland print simplified characters; bold or small print reads as others that look so, however surely.
SIMPLIFIED = str.maketrans("績項級資額財總標單產濟經質數", "绩项级资额财总标单产济经质数")
PHRASES = ((regex.compile("[续續缋缜](?=效)"), "绩"), (regex.compile("[对日](?=效指标)"), "时"))
DOUBTED = 0.985  # mean confidence of a cell in which one character may be wrong


def misread_labels(sheet: Sheet) -> Repaired:
    """Correct labels of cells that were recognised from a picture."""
    changes: dict[SheetCell, SheetCell | None] = {}
    repairs: list[Repair] = []
    for cell in sheet.cells:
        sure = [source.confidence for source in cell.sources if source.confidence is not None]
        if not sure:
            continue
        label = corrected(cell.text)
        if min(sure) >= DOUBTED and not (label and (label == simplified(cell.text) or len(label) > len(cell.text))):
            continue
        lines = (label,) if label is not None else inline_corrected(cell.lines)
        if lines is not None:
            changes[cell] = replace(cell, lines=lines)
            why = "the recogniser took one character of a printed label for another, or lost one"
            repairs.append(Repair("misread_labels", None, place_of(cell), cell.text, "\n".join(lines), why))
    return Repaired(sheet.replaced(changes), tuple(repairs))


def corrected(text: str) -> str | None:
    """The one known label that `text` is but for one character; None where it is known, or far from any.

    Characters in a form that no label is printed in are set right first.
    """
    plain = simplified(text)
    return _near(plain or text) or plain


def simplified(text: str) -> str | None:
    """A short text with its characters in the form that forms print; None where they are."""
    solid = regex.sub(r"\s+", "", tidy(text))
    plain = solid.translate(SIMPLIFIED)
    for misread, printed in PHRASES:
        plain = misread.sub(printed, plain)
    return plain if plain != solid and len(solid) <= LONGEST else None


def _near(text: str) -> str | None:
    solid = regex.sub(r"\s+", "", tidy(text))
    if solid == FIRST_LEVEL[1:]:
        return FIRST_LEVEL
    if VALUE_HEADING.fullmatch(solid):
        return "指标值"
    if solid.endswith(INDICATORS) and len(solid) < LONGEST and solid not in labels():  # one character lost
        whole = set(_without_one().get(solid, ()))
        if len(whole) == 1:
            return whole.pop()
    if not SHORTEST <= len(text) <= LONGEST:
        return None
    known = labels()
    if not len(solid) >= SHORTEST or solid in known:
        return None
    near = {
        label
        for i in range(len(solid))
        for label in _with_gap().get(solid[:i] + "\0" + solid[i + 1 :], ())
    }  # fmt: skip
    return near.pop() if len(near) == 1 else None


def inline_corrected(lines: tuple[str, ...]) -> tuple[str, ...] | None:
    """The lines of a prose cell with one wrong character in a value's label set right; None where there is none.

    A label may run over the end of a line; it stands between a semicolon, or what was read for one, and a colon.
    """
    text = "\n".join(lines)
    out = list(text)
    for found in INLINE.finditer(text):
        places = [i for i in range(found.start(1), found.end(1)) if not text[i].isspace()]
        for label in VALUE_LABELS:
            if len(label) == len(places):
                wrong = [(i, c) for i, c in zip(places, label, strict=True) if text[i] != c]
                if len(wrong) == 1:
                    out[wrong[0][0]] = wrong[0][1]
    return tuple("".join(out).split("\n")) if "".join(out) != text else None


@cache
def labels() -> frozenset[str]:
    """Labels as forms print them."""
    data = tomllib.loads(files(__package__).joinpath("printed_labels.toml").read_text("utf-8"))
    printed = {label for group in data.values() for label in group}
    return frozenset(printed | known_labels())


@cache
def _without_one() -> dict[str, tuple[str, ...]]:
    """Each label of indicators without one of its characters -> the labels it may be."""
    out: dict[str, tuple[str, ...]] = {}
    for label in sorted(x for x in labels() if x.endswith(INDICATORS)):
        for key in {label[:i] + label[i + 1 :] for i in range(len(label) - len(INDICATORS))}:
            out[key] = (*out.get(key, ()), label)
    return out


@cache
def _with_gap() -> dict[str, tuple[str, ...]]:
    """Each label with one of its characters left open -> the labels it may be."""
    out: dict[str, tuple[str, ...]] = {}
    for label in sorted(labels()):
        if len(label) >= SHORTEST:
            for i in range(len(label)):
                key = label[:i] + "\0" + label[i + 1 :]
                out[key] = (*out.get(key, ()), label)
    return out
