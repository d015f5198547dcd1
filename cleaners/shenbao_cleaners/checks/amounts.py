"""Is every printed amount understood, well formed, and does it have a unit."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from shenbao_cleaners.declaration import Amount, Declaration, Issue
from shenbao_cleaners.issues import issue
from shenbao_cleaners.values.amount import amount_defect

DASH = regex.compile(r"[\s\-—–/／无]*")


def amounts_of(d: Declaration) -> Iterator[tuple[str, Amount]]:
    """(pointer, amount) of every amount of a declaration; those of money lines and tasks."""
    for i, line in enumerate(d.budget):
        yield f"/budget/{i}/amount", line.amount
    for i, task in enumerate(d.tasks):
        if task.amount is not None:
            yield f"/tasks/{i}/amount", task.amount
        for j, fund in enumerate(task.funds):
            yield f"/tasks/{i}/funds/{j}/amount", fund.amount


def check_amounts(d: Declaration) -> list[Issue]:
    """Issues for amounts that are not well formed, are none, or have no unit; and for a project without any money."""
    out: list[Issue] = []
    for pointer, amount in amounts_of(d):
        if amount.value is None:
            if amount_defect(amount.raw):
                out.append(issue("amount_format", pointer, raw=amount.raw))
            elif not DASH.fullmatch(amount.raw):
                out.append(issue("amount_not_understood", pointer, raw=amount.raw))
        elif amount.unit is None:
            out.append(issue("unit_missing", pointer, raw=amount.raw))
    blank = bool(d.budget) and all(DASH.fullmatch(line.amount.raw) for line in d.budget)
    if blank and d.form.project is not None and d.status != "blank":
        out.append(issue("money_blank", "/budget"))
    return out
