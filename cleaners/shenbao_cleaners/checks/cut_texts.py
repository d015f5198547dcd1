"""Text that goes on where it cannot be seen: the print clips it to its cell."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from shenbao_cleaners.declaration import Declaration, Issue
from shenbao_cleaners.issues import issue
from shenbao_extract.document import Cell, Place

VALUES = regex.compile(
    r"/(?:form/(?!project_code)|goals/\d+/|tasks/\d+/|budget/\d+/|indicators/\d+/(?!level))\w+"
)  # what a code or a label lacks can be known from the others
SHOWN = 12  # characters of the end that does show


def check_cut_texts(d: Declaration, cells: Iterable[Cell]) -> list[Issue]:
    """An issue for each value whose one cell is clipped; a cell that a page cuts goes on there and is none."""
    cut: dict[Place, Cell] = {c.place: c for c in cells if c.cut and not (c.open_top or c.open_bottom)}
    if not cut:
        return []
    out = []
    for pointer, evidence in d.evidence.items():
        printed = [e for e in evidence if e.text.strip()]
        clipped = [e for e in printed if e.place in cut]
        one_page = len({e.place.page for e in printed}) == 1  # else the text goes on there
        if clipped and one_page and VALUES.fullmatch(pointer):
            out.append(issue("clipped_text", pointer, text="".join(clipped[0].text.split())[-SHOWN:]))
    return out
