"""Names, numbers and texts as the report shows them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shenbao.report.html.names import short_names
from shenbao.report.html.promise_charts import _ticks
from shenbao.report.html.values import as_text, number, share, shorten, sort_key, visible


def test_a_place_is_called_by_its_last_level_where_that_tells_it_from_the_others() -> None:
    names = short_names(
        ["广东省东莞市东坑镇", "广东省广州市", "福建省泉州市", "北京市", "甲市城关镇", "乙市城关镇", "教育"]
    )
    assert list(names.values()) == ["东坑镇", "广州市", "泉州市", "北京市", "甲市城关镇", "乙市城关镇", "教育"]


@given(st.lists(st.text(st.sampled_from("省市县镇东西甲乙\u202e\n "), min_size=1, max_size=60), unique=True))
def test_no_two_groups_share_a_short_name(groups: list[str]) -> None:
    names = short_names(groups)
    assert list(names) == groups
    assert len(set(names.values())) == len(groups)


def test_numbers_have_thousands_and_no_needless_zeros_and_lose_nothing_of_a_decimal() -> None:
    assert number(1234567.5) == "1,234,567.5"
    assert number(0.3333333) == "0.3333"
    assert number(1000.0) == "1,000"
    assert number(Decimal("182589731107.8800")) == "182,589,731,107.88"
    assert share(0.576) == "57.6%"
    assert share(1.0) == "100%"
    assert as_text(None, "yuan") == ""
    assert as_text(0, "integer") == "0"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_an_amount_is_shown_and_sorted_by_exactly_its_value(value: Decimal) -> None:
    assert Decimal(number(value).replace(",", "")) == value
    assert Decimal(sort_key(value, "yuan")) == value


@given(st.text())
def test_no_character_that_is_unseen_or_turns_others_is_left(text: str) -> None:
    import unicodedata

    shown = visible(text)
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c in "\n\t" for c in shown)
    assert visible(shown) == shown


def test_a_long_text_is_cut_and_says_so() -> None:
    assert shorten("一" * 300) == "一" * 239 + "…"
    assert shorten("一二三") == "一二三"


@given(st.lists(st.floats(1e-6, 1e6), min_size=1))
def test_the_ticks_of_a_log_axis_hold_all_values_and_are_few(values: list[float]) -> None:
    ticks = _ticks([1.0, *values])
    assert ticks == sorted(ticks)
    assert ticks[0] <= min(1.0, *values)
    assert ticks[-1] >= max(1.0, *values)
    assert len(ticks) <= 15  # the twelve decades that are drawn, and the two ends
