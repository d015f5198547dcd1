"""Are the parts there that every declaration has: title, goals, indicators, quantity and quality."""

from __future__ import annotations

from shenbao_cleaners.declaration import Declaration, Issue
from shenbao_cleaners.forms.words import words
from shenbao_cleaners.issues import issue


def check_completeness(d: Declaration) -> list[Issue]:
    """Issues for missing parts of a declaration that is not a blank template."""
    out: list[Issue] = []
    if d.form.title is None:
        out.append(issue("missing_title", "/form/title"))
    if d.form.year is None:
        out.append(issue("missing_year", "/form/year"))
    if d.form.unit is None and d.form.supervisor is None:
        out.append(issue("missing_unit", "/form/unit"))
    others = [x.text for x in d.extra if words().role("head", x.label) == "project" and x.text != d.form.project]
    if d.form.project is not None and others:
        out.append(issue("project_named_twice", "/form/project", taken=d.form.project, other=others[0]))
    if d.status == "blank":
        return out
    if not d.goals:
        out.append(issue("missing_block", "/goals", block_zh="绩效目标", block_en="goals"))
    if not d.indicators:
        out.append(issue("missing_block", "/indicators", block_zh="绩效指标", block_en="indicators"))
        return out
    levels = {i.level2 for i in d.indicators}
    if levels != {None}:
        if "数量指标" not in levels:
            out.append(issue("no_quantity_indicator", "/indicators"))
        if "质量指标" not in levels:
            out.append(issue("no_quality_indicator", "/indicators"))
    return out
