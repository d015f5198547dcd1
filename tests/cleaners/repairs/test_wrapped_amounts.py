"""Amounts wrapped inside a narrow cell: one figure, and on record."""

from __future__ import annotations

from decimal import Decimal

import pytest
from paper import WHOLE, codes, on_record, one, whole


@pytest.mark.parametrize(("printed", "value"), [("1⏎57.54", "157.54"), ("157.⏎54", "157.54"), ("157.5⏎4", "157.54")])
def test_a_wrapped_money_line(printed: str, value: str) -> None:
    d = one(whole(WHOLE.replace("| 157.54 ", f"| {printed} ")))
    line = next(x for x in d.budget if x.label == "财政拨款")
    assert line.amount.value == Decimal(value)
    assert line.amount.yuan == Decimal(1575400)
    assert [r for r in on_record(d.repairs) if r[0] == "wrapped_amounts"] == [("wrapped_amounts", printed, value)]
    assert (d.status, codes(d)) == ("repaired", [])


def test_the_repair_points_to_its_amount() -> None:
    d = one(whole(WHOLE.replace("600,000.00", "600,000.⏎00")))
    (repair,) = d.repairs
    assert (repair.cleaner, repair.path) == ("wrapped_amounts", "/tasks/0/amount")
    assert d.tasks[0].amount is not None
    assert d.tasks[0].amount.value == Decimal("600000.00")


def test_a_lost_decimal_point_shows_in_the_sum() -> None:
    d = one(whole(WHOLE.replace("| 157.54 ", "| 15754 ")))
    assert "sum_mismatch" in codes(d)


def test_an_amount_on_one_line_has_no_repair() -> None:
    assert one(whole()).repairs == ()
