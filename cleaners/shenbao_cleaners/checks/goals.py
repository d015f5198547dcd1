"""Is every goal a sentence: no figure, no total's label and no indicator's level that slipped in from beside it."""

from __future__ import annotations

import regex

from shenbao_cleaners.declaration import Declaration, Issue
from shenbao_cleaners.issues import issue
from shenbao_cleaners.values.amount import is_amount
from shenbao_cleaners.values.label import level_of

SUM = regex.compile(r"(?:金额)?(?:合\s*计|总\s*计|小\s*计|总额)[:：]?")


def check_goals(d: Declaration) -> list[Issue]:
    """Issues for goals that no one would call a goal."""
    return [
        issue("goal_doubtful", f"/goals/{i}/text", text=goal.text[:40])
        for i, goal in enumerate(d.goals)
        if is_amount(goal.text) or SUM.fullmatch(goal.text.strip()) or level_of(goal.text)
    ]
