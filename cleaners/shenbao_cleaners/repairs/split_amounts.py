"""An amount in two cells: its first half is no whole figure (`968.`, `2,34`), the next cell completes it."""

from __future__ import annotations

import regex

from shenbao_cleaners.values.amount import is_amount
from shenbao_cleaners.values.text import tidy

UNFINISHED = regex.compile(r"\s*-?(?:\d[\d,]*\.|[\d,]*,\d{0,2}|\d{1,3}(?:,\d{3})*,)\s*")
REST = regex.compile(r"\s*\d[\d,.]*\s*")


def whole_amount(first: str, second: str) -> str | None:
    """The figure that two neighbouring cells make together; None unless the first alone is unfinished."""
    a, b = tidy(first).strip(), tidy(second).strip()
    if UNFINISHED.fullmatch(a) is None or REST.fullmatch(b) is None:
        return None
    whole = a + b
    return whole if is_amount(whole) else None
