"""Figures that a page break parts: two pieces read as one are a guess, and say so."""

from __future__ import annotations

from shenbao_cleaners.declaration import Declaration, Issue
from shenbao_cleaners.issues import issue
from shenbao_cleaners.values.amount import is_amount

CUT = " ⏎ "  # between the pieces in the record of a repair


def check_joined_figures(declaration: Declaration) -> list[Issue]:
    """An issue for each figure that a repair made of two figures; those of no field of its own have no path."""
    out = []
    for repair in declaration.repairs:
        before, after = repair.before or "", repair.after or ""
        above, cut, below = before.rpartition(CUT)
        if cut and after != above and all(is_amount(t) for t in (above, below, after)):
            out.append(issue("figure_joined", repair.path, before=before, after=after))
    return out
