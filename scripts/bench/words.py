"""The words by which cells are compared: NFKC, no white space, numbers before goals apart."""

from __future__ import annotations

import re

from shenbao.truth import flat, level

__all__ = ["bare", "flat", "level"]

_NUMBER = re.compile(r"(?:^|(?<=[\n；。;]))\s*(?:目标\s*\d+\s*[:：.、]?|\d+\s*[.、．](?!\d))")


def bare(text: object) -> str:
    """A goals cell without the numbers before its goals (目标1：, 2.)."""
    return flat(_NUMBER.sub("", "" if text is None else str(text)))
