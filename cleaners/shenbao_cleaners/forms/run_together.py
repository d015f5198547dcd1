"""Level 1, level 2 and the name printed in one cell without a break (产出指标质量指标来信扫描完成率)."""

from __future__ import annotations

from shenbao_cleaners.values.label import level_of, normal_label, parent_of

LONGEST = 16
SHORTEST = 4  # a shorter label without its suffix (质量, 数量) may as well begin a name (质量达标率)


def split_labels(text: str) -> tuple[str, str, str]:
    """(level 1, level 2, name) as printed; a label that the text does not begin with is empty."""
    level1, rest = _prefix(text, 1)
    level2, rest = _prefix(rest, 2)
    if level1 and not level2:
        level2, rest = _without_suffix(rest, level1)
    return level1, level2, rest


def _prefix(text: str, level: int) -> tuple[str, str]:
    """The longest known label of a level, with its suffix, that a text begins with, and what follows it."""
    for size in range(min(LONGEST, len(text) - 1), 2, -1):
        if text[:size].endswith("指标") and level in level_of(text[:size]):
            return text[:size], text[size:]
    return "", text


def _without_suffix(text: str, level1: str) -> tuple[str, str]:
    """The longest level-2 label, printed without its suffix, that belongs under the level-1 label before it."""
    for size in range(min(LONGEST, len(text) - 1), SHORTEST - 1, -1):
        if parent_of(text[:size]) == normal_label(level1):
            return text[:size], text[size:]
    return "", text
