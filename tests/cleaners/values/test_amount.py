"""Amounts: exact, with their unit; nothing malformed becomes a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao_cleaners.values.amount import amount_defect, is_amount, parse_amount


@pytest.mark.parametrize(
    ("raw", "unit", "value", "own", "yuan"),
    [
        ("2,348.05", "万元", "2348.05", "万元", "23480500"),
        ("12.50", "元", "12.50", "元", "12.50"),
        ("0.00", "万元", "0.00", "万元", "0"),
        ("120万元", "元", "120", "万元", "1200000"),
        ("120万", "元", "120", "万元", "1200000"),
        ("1.5亿元", "万元", "1.5", "亿元", "150000000"),
        ("370,000.00元", "万元", "370000.00", "元", "370000.00"),
        ("１，２３４．５", "（万元）", "1234.5", "万元", "12345000"),
        ("5", "单位：元", "5", "元", "5"),
        ("5", None, "5", None, None),
        ("5", "人", "5", None, None),
        ("-3.2", "万元", "-3.2", "万元", "-32000"),
        ("￥100", "元", "100", "元", "100"),
        ("964 .85", "万元", "964.85", "万元", "9648500"),
        ("968.191 8", "万元", "968.1918", "万元", "9681918"),
        ("12.123456", "万元", "12.123456", "万元", "121234.56"),
    ],
)
def test_figures(raw: str, unit: str | None, value: str, own: str | None, yuan: str | None) -> None:
    amount = parse_amount(raw, unit)
    assert amount.raw == raw
    assert amount.value is not None
    assert format(amount.value, "f") == value
    assert amount.unit == own
    assert (None if amount.yuan is None else format(amount.yuan, "f")) in (yuan, None if yuan is None else f"{yuan}.00")
    assert is_amount(raw)
    assert amount_defect(raw) is None


def test_a_break_is_taken_out_of_a_wrapped_figure() -> None:
    amount = parse_amount("968.191\n8", "万元")
    assert (amount.raw, amount.value) == ("968.1918", Decimal("968.1918"))


@pytest.mark.parametrize(
    "raw", ["", " ", "-", "—", "/", "无", "元", "约5万元", "589元/人", "1e5", "2026年", "5+3", "."]
)
def test_no_figure_has_no_value_and_no_defect(raw: str) -> None:
    amount = parse_amount(raw, "万元")
    assert amount.value is None
    assert amount.yuan is None
    assert amount.raw == raw.strip()
    assert not is_amount(raw)
    assert amount_defect(raw) is None


@pytest.mark.parametrize(
    ("raw", "defect"),
    [
        ("370.000.00", "broken_decimal"),
        ("37.04\n2311.01", "broken_decimal"),
        ("12.", "broken_decimal"),
        ("1,23,4.5", "bad_grouping"),
        ("12,34", "bad_grouping"),
        ("1.234,50", "bad_grouping"),
        ("100 200", "blank_inside"),
    ],
)
def test_malformed_figures_have_a_defect_and_no_value(raw: str, defect: str) -> None:
    assert amount_defect(raw) == defect
    assert not is_amount(raw)
    assert parse_amount(raw, "元").value is None


@given(st.decimals(-(10**12), 10**12, places=4), st.sampled_from([("元", 1), ("万元", 10**4), ("亿元", 10**8)]))
def test_a_printed_figure_comes_back_exactly(number: Decimal, unit: tuple[str, int]) -> None:
    amount = parse_amount(f"{number:,}", unit[0])
    assert amount.value == number
    assert amount.yuan == number * unit[1]


@given(st.text(max_size=30), st.one_of(st.none(), st.text(max_size=6)))
def test_any_string_is_read(raw: str, unit: str | None) -> None:
    amount = parse_amount(raw, unit)
    assert (amount.value is not None) == is_amount(raw)
    assert amount.value is None or amount_defect(raw) is None


@given(st.text("0123456789., -元万", max_size=20))
def test_a_value_has_the_printed_digits(raw: str) -> None:
    amount = parse_amount(raw, "元")
    if amount.value is not None:
        digits = "".join(filter(str.isdigit, raw))
        assert "".join(filter(str.isdigit, format(amount.value, "f"))).lstrip("0") == digits.lstrip("0")
