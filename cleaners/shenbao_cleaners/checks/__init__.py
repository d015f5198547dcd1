"""Checks: what the figures and texts of a declaration say against each other. One kind of check a file.

`CHECKS` is the order in which they run; each is a pure function from a declaration to issues.
"""

from shenbao_cleaners.checks.amounts import check_amounts
from shenbao_cleaners.checks.completeness import check_completeness
from shenbao_cleaners.checks.goals import check_goals
from shenbao_cleaners.checks.indicators import check_indicators
from shenbao_cleaners.checks.labels import check_labels
from shenbao_cleaners.checks.sums import check_sums
from shenbao_cleaners.checks.texts import check_texts
from shenbao_cleaners.checks.weights import check_weights

CHECKS = (
    check_completeness,
    check_texts,
    check_goals,
    check_amounts,
    check_sums,
    check_labels,
    check_indicators,
    check_weights,
)

__all__ = ["CHECKS"]
