"""Do the weights of a declaration sum to 100, or to 90 where ten points go to the budget's execution."""

from __future__ import annotations

from decimal import Decimal

from shenbao_cleaners.declaration import Declaration, Issue
from shenbao_cleaners.issues import issue

SUMS = (Decimal(100), Decimal(90), Decimal(1), Decimal("0.9"))


def check_weights(d: Declaration) -> list[Issue]:
    """An issue where weights are printed and their sum is none of the usual ones."""
    weights = [x.weight for x in d.indicators if x.weight is not None]
    if not weights or sum(weights) in SUMS:
        return []
    return [issue("weight_sum", "/indicators", sum=sum(weights))]
