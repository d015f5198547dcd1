"""Indicators that follow a page break without a label: the trailing rows of the group above the break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shenbao_cleaners.declaration import Indicator, Repair


def unlabeled_trailing_rows(indicators: Sequence[Indicator]) -> tuple[list[Indicator], list[Repair]]:
    """Give an indicator without a level-2 label that of the one before it, where level 1 does not contradict."""
    out: list[Indicator] = []
    repairs: list[Repair] = []
    for i, indicator in enumerate(indicators):
        last = out[-1] if out else None
        if (
            last is not None
            and indicator.level2 is None
            and last.level2 is not None
            and indicator.level1 in (None, last.level1)
        ):
            why = f"row follows the page break without a label; the group above the break is {last.level2}"
            repairs.append(Repair("unlabeled_trailing_rows", f"/indicators/{i}/level2", None, None, last.level2, why))
            if indicator.level1 is None and last.level1 is not None:
                repairs.append(
                    Repair("unlabeled_trailing_rows", f"/indicators/{i}/level1", None, None, last.level1, why)
                )
            indicator = replace(indicator, level1=last.level1, level2=last.level2)
        out.append(indicator)
    return out, repairs
