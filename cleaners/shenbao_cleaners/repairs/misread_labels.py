"""A printed label that a recogniser read with one wrong character (二级指杯): what the forms print there is known.

Only whole cells that differ from exactly one known label in one character are corrected; free text never is.
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
DOUBTED = 0.985  # mean confidence of a cell in which one character may be wrong


def misread_labels(sheet: Sheet) -> Repaired:
    """Correct labels of cells that were recognised from a picture."""
    changes: dict[SheetCell, SheetCell | None] = {}
    repairs: list[Repair] = []
    for cell in sheet.cells:
        if not any(source.confidence is not None and source.confidence < DOUBTED for source in cell.sources):
            continue
        label = corrected(cell.text)
        if label is not None:
            changes[cell] = replace(cell, lines=(label,))
            why = "the recogniser took one character of a printed label for another"
            repairs.append(Repair("misread_labels", None, place_of(cell), cell.text, label, why))
    return Repaired(sheet.replaced(changes), tuple(repairs))


def corrected(text: str) -> str | None:
    """The one known label that differs from `text` in one character; None where it is known, or far from any."""
    if not SHORTEST <= len(text) <= LONGEST:
        return None
    solid = regex.sub(r"\s+", "", tidy(text))
    known = labels()
    if not len(solid) >= SHORTEST or solid in known:
        return None
    near = {
        label
        for i in range(len(solid))
        for label in _with_gap().get(solid[:i] + "\0" + solid[i + 1 :], ())
    }  # fmt: skip
    return near.pop() if len(near) == 1 else None


@cache
def labels() -> frozenset[str]:
    """Labels as forms print them."""
    data = tomllib.loads(files(__package__).joinpath("printed_labels.toml").read_text("utf-8"))
    printed = {label for group in data.values() for label in group}
    return frozenset(printed | known_labels())


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
