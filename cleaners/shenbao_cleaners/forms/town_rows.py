"""Rows of a table of which each is a town's, under labels and names that head the columns."""

from __future__ import annotations

import regex

from shenbao_cleaners.forms.words import words
from shenbao_cleaners.values.label import level_of

TOWN = regex.compile(r"\s*[\p{Han}]{1,8}(?:镇|乡|街道|区|县|市|旗)\s*")


def lies_on_its_side(rows: list[list[str]]) -> int | None:
    """The index of the first of three rows of texts that head a transposed tree, where there is one."""
    for i in range(len(rows) - 3):
        one, two = (_without_heading(x) for x in rows[i : i + 2])
        labelled = len(two) >= 2 and all(1 in level_of(x) for x in one) and all(2 in level_of(x) for x in two)
        if one and labelled and len(rows[i + 2]) >= len(two) and TOWN.fullmatch(rows[i + 3][0]):
            return i
    return None


def _without_heading(texts: list[str]) -> list[str]:
    """The texts of a row but for what heads it (乡镇, 一级指标)."""
    if texts and not level_of(texts[0]) and (len(texts[0]) < 6 or words().role("columns", texts[0])):
        return texts[1:]
    return texts
