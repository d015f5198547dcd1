"""Values of one kind come on one scale, others stay apart."""

import pytest

from shenbao.comparing.scale import scale


@pytest.mark.parametrize(
    ("unit", "value", "on", "scaled"),
    [
        ("元/人/月", 100, "元/人/年", 1200),
        ("万元/人/年", 1.5, "元/人/年", 15000),
        ("元/人·月", 50, "元/人/年", 600),
        ("万元", 3, "元", 30000),
        ("亿元", 2, "元", 2e8),
        ("次/月", 2, "次/年", 24),
        ("次/季度", 1, "次/年", 4),
        ("公里", 3, "米", 3000),
        ("‰", 5, "%", 0.5),
    ],
)
def test_a_value_comes_on_its_scale(unit: str, value: float, on: str, scaled: float) -> None:
    found = scale(unit)
    assert (found.unit, pytest.approx(found.factor * value)) == (on, scaled)


def test_years_are_twelve_months_each() -> None:
    assert scale("年", "duration").factor * 3 == 36
    assert scale("年", "duration").unit == scale("个月", "duration").unit


def test_minutes_and_points_are_told_apart_by_the_kind() -> None:
    assert scale("分", "duration").unit == "小时"
    assert (scale("分", "quantity").unit, scale("分", "quantity").kind) == ("分", "points")


@pytest.mark.parametrize(
    ("one", "other"), [("人", "人次"), ("元/人/年", "元"), ("月", "天"), ("吨", "立方米"), ("台", "次")]
)
def test_what_cannot_be_compared_stays_on_scales_of_its_own(one: str, other: str) -> None:
    assert (
        scale(one, "duration" if one == "月" else None).unit != scale(other, "duration" if other == "天" else None).unit
    )


def test_a_price_for_each_is_a_standard_and_a_sum_is_a_size() -> None:
    assert [scale(unit).about for unit in ("元/人/月", "%", "元", "人")] == ["standard", "standard", "size", "size"]
