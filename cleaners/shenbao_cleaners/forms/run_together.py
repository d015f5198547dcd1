"""Level 1, level 2 and the name printed in one cell without a break (产出指标质量指标来信扫描完成率)."""

from __future__ import annotations

from shenbao_cleaners.values.label import level_of

LONGEST = 16


def split_labels(text: str) -> tuple[str, str, str]:
    """(level 1, level 2, name) as printed; a label that the text does not begin with is empty."""
    level1, rest = _prefix(text, 1)
    level2, rest = _prefix(rest, 2)
    return level1, level2, rest


def _prefix(text: str, level: int) -> tuple[str, str]:
    """The longest known label of a level, with its suffix, that a text begins with, and what follows it."""
    for size in range(min(LONGEST, len(text) - 1), 2, -1):
        if text[:size].endswith("指标") and level in level_of(text[:size]):
            return text[:size], text[size:]
    return "", text
