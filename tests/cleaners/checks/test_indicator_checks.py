"""Indicators: a name, a value that says something, known labels, weights that sum up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from declared import GOOD, but, indicator, with_indicators

from shenbao_cleaners.checks import CHECKS
from shenbao_cleaners.checks.indicators import check_indicators
from shenbao_cleaners.checks.labels import check_labels
from shenbao_cleaners.checks.weights import check_weights
from shenbao_cleaners.declaration import Declaration, Issue


def said(issues: list[Issue]) -> list[tuple[str, str | None]]:
    return [(i.code, i.path) for i in issues]


def test_a_good_declaration_has_no_issue_at_all() -> None:
    assert [i for check in CHECKS for i in check(GOOD)] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.__name__)
def test_an_empty_declaration_breaks_no_check(check: object) -> None:
    check(Declaration(0, (1,), GOOD.form))  # type: ignore[operator]


def test_a_name_is_missing() -> None:
    assert said(check_indicators(with_indicators(indicator(" ", "≥3次")))) == [("name_missing", "/indicators/3/name")]


def test_a_blank_value() -> None:
    d = with_indicators(indicator("培训", ""))
    assert said(check_indicators(d)) == [("value_blank", "/indicators/3/annual_value")]


def test_one_of_two_value_columns_may_be_left_blank_by_rule() -> None:
    assert check_indicators(with_indicators(indicator("培训", "≥3次", period=""))) == []
    both = check_indicators(with_indicators(indicator("培训", "", period="")))
    assert {i.code for i in both} == {"value_blank"}


@pytest.mark.parametrize("raw", ["**", "≥**%", "≤****000元"])
def test_a_placeholder_left_in(raw: str) -> None:
    d = with_indicators(indicator("培训", raw))
    assert said(check_indicators(d)) == [("value_placeholder", "/indicators/3/annual_value")]


def test_several_values_in_one_cell() -> None:
    d = with_indicators(indicator("培训", "1600人、200人"))
    assert said(check_indicators(d)) == [("several_values", "/indicators/3/annual_value")]


def test_months_that_may_be_a_month_are_told() -> None:
    d = with_indicators(indicator("完成时间", "≤12月"))
    assert said(check_indicators(d)) == [("month_or_months", "/indicators/3/annual_value")]
    assert check_indicators(with_indicators(indicator("建设期", "≤18月"))) == []


def test_a_heading_that_slipped_into_the_column_of_signs() -> None:
    x = indicator("培训", "≥3次")
    assert check_indicators(with_indicators(replace(x, printed=replace(x.printed, sign="≥")))) == []
    odd = with_indicators(replace(x, printed=replace(x.printed, sign="定性指标性质")))
    assert said(check_indicators(odd)) == [("sign_unknown", "/indicators/3")]


def test_a_percentage_over_100() -> None:
    assert said(check_indicators(with_indicators(indicator("达标率", "≥105%")))) == [
        ("percent_over_100", "/indicators/3/annual_value")
    ]
    assert check_indicators(with_indicators(indicator("达标率", "100%"))) == []


def test_a_date_outside_the_budget_year() -> None:
    d = with_indicators(indicator("完成时间", "2025年12月底前"))
    assert said(check_indicators(d)) == [("date_outside_year", "/indicators/3/annual_value")]
    assert check_indicators(with_indicators(indicator("完成时间", "2026年12月底前"))) == []
    unknown = replace(d, form=replace(d.form, year=None))
    assert check_indicators(unknown) == []


def test_the_period_and_the_year_say_different_numbers() -> None:
    d = with_indicators(indicator("培训", "≥3次", period="≥9次"))
    assert said(check_indicators(d)) == [("values_differ", "/indicators/3/annual_value")]
    assert check_indicators(with_indicators(indicator("培训", "≥3次", period="≥3次"))) == []


def test_two_identical_rows_are_both_kept_and_told() -> None:
    d = with_indicators(GOOD.indicators[0])
    (issue,) = check_indicators(d)
    assert (issue.code, issue.path) == ("duplicate_indicator", "/indicators/3/name")
    assert "1" in issue.message.zh


def test_one_name_with_two_values_is_no_duplicate() -> None:
    assert check_indicators(with_indicators(indicator("灌渠长度", "≥31公里"))) == []


def test_known_labels() -> None:
    assert check_labels(GOOD) == []


@pytest.mark.parametrize(
    ("level1", "level2", "want"),
    [
        ("奇怪指标", "数量指标", ("unknown_label", "/indicators/3/level1")),
        ("产出指标", "奇怪指标", ("unknown_label", "/indicators/3/level2")),
        (None, None, ("label_missing", "/indicators/3/level1")),
        (None, "成本指标", ("label_missing", "/indicators/3/level1")),  # which may stand under two others
        ("产出指标", None, ("label_missing", "/indicators/3/level2")),
        ("产出指标", "社会效益指标", ("label_misplaced", "/indicators/3/level2")),
        ("效益指标", "质量指标", ("label_misplaced", "/indicators/3/level2")),
    ],
)
def test_labels_that_are_not_well(level1: str | None, level2: str | None, want: tuple[str, str]) -> None:
    assert want in said(check_labels(with_indicators(indicator("某项", "≥3次", level1, level2))))


@pytest.mark.parametrize(
    ("level1", "level2"),
    [
        ("产出指标", "成本指标"),  # the older scheme
        ("成本指标", "经济成本指标"),
        ("效益指标", "可持续影响指标"),
        ("满意度指标", None),
        ("满意度指标", "服务对象满意度指标"),
    ],
)
def test_labels_of_old_and_new_schemes(level1: str, level2: str | None) -> None:
    assert check_labels(with_indicators(indicator("某项", "≥3次", level1, level2))) == []


def test_the_messages_name_the_level_in_their_own_language() -> None:
    found = check_labels(with_indicators(indicator("某项", "≥3次", "产出指标", None)))
    assert [("二级" in i.message.zh, "level-2" in i.message.en) for i in found] == [(True, True)]


def test_a_form_without_level_2_misses_none() -> None:
    assert check_labels(but(indicators=(indicator("某项", "≥3次", "产出指标", None),))) == []


def weighted(*weights: str) -> Declaration:
    return but(indicators=tuple(indicator(f"指标{w}", "≥3次", weight=Decimal(w)) for w in weights))


@pytest.mark.parametrize("weights", [("60", "40"), ("60", "30"), ("33.3", "33.3", "33.4"), ("50.00", "50.00")])
def test_weights_that_sum_up(weights: tuple[str, ...]) -> None:
    assert check_weights(weighted(*weights)) == []


@pytest.mark.parametrize("weights", [("60", "41"), ("60",), ("33.3", "33.3", "33.3")])
def test_weights_that_do_not(weights: tuple[str, ...]) -> None:
    assert said(check_weights(weighted(*weights))) == [("weight_sum", "/indicators")]


def test_no_weights_no_sum() -> None:
    assert check_weights(GOOD) == []


def twice(*values: str) -> Declaration:
    return with_indicators(*(indicator(f"名称{i % 3}", value) for i, value in enumerate(values)))


def test_a_set_of_names_that_stands_twice_with_other_values_is_told() -> None:
    d = twice("90万亩", "≥85%", "3000吨", "30万亩", "≥83%", "1000吨")
    assert ("indicators_twice", "/indicators") in said(check_indicators(d))


def test_names_that_stand_twice_now_and_then_are_not() -> None:
    assert "indicators_twice" not in {i.code for i in check_indicators(twice("90万亩", "≥85%", "3000吨", "30万亩"))}
