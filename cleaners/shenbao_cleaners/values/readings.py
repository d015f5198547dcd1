"""Readings of one cell by recognisers, compared in what matters: its figures and signs, apart from its words."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from shenbao_cleaners.values.amount import amount_defect, is_amount
from shenbao_cleaners.values.target import parse_target
from shenbao_cleaners.values.text import join_lines, tidy
from shenbao_extract.document import Cell, Reading

TOKEN = regex.compile(r">=|<=|[<>=±]|-(?=\d)|\d(?:[\d.,]*\d)?|[%‰]")
PER_MILLE = regex.compile(r"[%％][0oO〇](?!\d)")  # what a ‰ is read as
NO_GROUPS = regex.compile(r"\d,(?!\d{3}(?!\d))\d")  # 507,426094, 降低1,5个百分点: a point was read as a comma
_SIGNS = str.maketrans("》《", "><")  # how > and < come out; ≥ and ≤ are spelled by tidy()
UNSURE = 0.6  # a figure of which an engine is less sure, in the surer of its readings, is doubtful


def tokens(text: str) -> list[str]:
    """The numbers and signs of a text in order: `≥1,500人` gives `>=`, `1,500`."""
    solid = regex.sub(r"(?<=[\d.,]) (?=[\d.,])", "", tidy(join_lines(text.split("\n"))).translate(_SIGNS))
    return TOKEN.findall(solid.replace(">= ", ">=").replace("<= ", "<="))


def differing(cell: Cell) -> tuple[str, ...]:
    """The readings of a cell that differ in a figure or sign, each once, the first one first; () where all agree."""
    return differing_texts([reading.text for reading in cell.readings])


def differing_texts(texts: Sequence[str]) -> tuple[str, ...]:
    """Those of several readings of one text that differ in a figure or sign; () where all agree."""
    seen: dict[tuple[str, ...], str] = {}
    for text in texts:
        seen.setdefault(tuple(tokens(text)), text)
    return tuple(seen.values()) if len(seen) > 1 else ()


def unsure(cell: Cell) -> bool:
    """Whether no reading of a cell is sure of its figures."""
    every = [r.confidence for r in cell.readings if r.engine != "gaps"]  # that one tells of marks
    return bool(every) and bool(tokens(cell.text)) and max(every) < UNSURE


def best(readings: tuple[Reading, ...]) -> Reading:
    """The reading to believe: one that pixels and engine agree on, else the only well-formed one, else the first.

    In running text one that has a point where the first has a comma that groups no thousands.

    It is always one of the readings; nothing is made up.
    """
    shown = [r for r in readings if r.engine == "pixels"]
    others = [r for r in readings if r.engine not in ("pixels", "gaps")]
    for reading in shown:
        if any(tokens(reading.text) == tokens(PER_MILLE.sub("‰", r.text)) for r in others[1:]):
            return reading
    fit = [r for r in others if well_formed(r.text)]
    if fit and not well_formed(readings[0].text) and len({tuple(tokens(r.text)) for r in fit}) == 1:
        return fit[0]
    if not NO_GROUPS.search(readings[0].text):
        return readings[0]
    pointed = tokens(NO_GROUPS.sub(lambda m: m[0].replace(",", "."), readings[0].text))
    return next((r for r in others if tokens(r.text) == pointed), readings[0])


def well_formed(text: str) -> bool:
    """Whether a text is a good amount or a target value that is understood."""
    if amount_defect(text):
        return False
    return is_amount(text) or parse_target(join_lines(text.split("\n"))).kind not in ("text", "blank", "placeholder")
