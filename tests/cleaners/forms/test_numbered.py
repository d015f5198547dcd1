"""Numbered rows: headings, the goals under them, and texts that only begin with a number."""

from __future__ import annotations

import pytest
from paper import ABOVE, codes, labelled, one, page, tree

from shenbao_cleaners.declaration import Declaration

TREE = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里\n效益指标 | 社会效益指标 | 受益农户 | ≥300户", "指标值")
HEAD = "项目名称 | 灌渠维护 | < | <\n"
UNIT = "单位：元"


def drawn(*rows: str, unit: str = "单位：万元") -> Declaration:
    full = [row if "|" in row else f"{row} | < | < | <" for row in rows]
    return one(page(HEAD + "\n".join([*full, TREE]), above=(*ABOVE, unit)))


def test_a_numbered_row_with_its_content_is_no_heading() -> None:
    rows = [
        "一、项目名称：灌渠维护",
        "二、项目资金：120.50万元",
        "三、主管部门：云河市水务局",
        "四、绩效目标：修好灌渠",
    ]
    d = one(page("\n".join([*(f"{row} | < | < | <" for row in rows), TREE]), above=ABOVE))
    assert (d.form.project, d.form.supervisor, [g.text for g in d.goals]) == ("灌渠维护", "云河市水务局", ["修好灌渠"])
    assert [int(x.amount.yuan or 0) for x in d.budget] == [1205000]


@pytest.mark.parametrize(
    "goals",
    [
        ("一、修好灌渠30公里。", "二、受益农户达到300户。"),
        ("一、修好灌渠", "二、加大资金投入", "三、改善环境", "四、方便农户"),
        ("（一）修好灌渠；", "（二）受益农户300户"),
        ("修好灌渠30公里。", "受益农户达到300户。"),
        ("1.修好灌渠30公里", "", "2.受益农户达到300户"),
    ],
)
def test_all_rows_under_a_heading_of_goals(goals: tuple[str, ...]) -> None:
    d = drawn("三、年度绩效目标", *goals, "四、绩效指标")
    assert [g.text for g in d.goals] == [g for g in goals if g]
    assert "leftover" not in codes(d)
    assert len(labelled(d)) == 2


@pytest.mark.parametrize("after", ["四、资金情况", "四、其他情况", "注：由部门填写。", "项目资金：12.50", "主管部门"])
def test_goals_end_at_the_next_label(after: str) -> None:
    d = drawn("三、年度绩效目标", "一、修好灌渠。", "二、方便农户。", after)
    assert [g.text for g in d.goals] == ["一、修好灌渠。", "二、方便农户。"]


def test_goals_of_two_horizons_under_one_heading() -> None:
    d = drawn("三、绩效目标", "（一）实施期目标", "修好灌渠90公里", "（二）年度目标", "修好灌渠30公里")
    assert [(g.text, g.horizon) for g in d.goals] == [("修好灌渠90公里", "period"), ("修好灌渠30公里", "annual")]


@pytest.mark.parametrize(
    "text", ["一、修好灌渠30公里。", "一、修好灌渠", "一、加大资金投入", "一、落实专项资金", "一、项目名称（灌渠）"]
)
def test_a_numbered_text_under_no_heading_is_not_lost(text: str) -> None:
    d = drawn(text)
    assert "leftover" in codes(d) or text in [x.text for x in d.extra]


def test_plain_headings_are_labels() -> None:
    d = drawn("一、2026年资金情况（单位：万元）", "财政拨款 | 12.50 | < | <", "二、项目（专项）概况")
    assert (codes(d), d.extra) == (codes(drawn("财政拨款 | 12.50 | < | <")), ())


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("二、资金情况（万元）", "万元"),
        ("二、资金情况 单位：万元", "万元"),
        ("二、资金情况（单位：人民币万元）", "万元"),
        ("三、50万元以上设备购置情况", "元"),
        ("三、万元以上设备购置情况", "元"),
        ("三、设备购置（50万元以上）", "元"),
    ],
)
def test_the_unit_of_a_heading_stands_at_its_end(heading: str, unit: str) -> None:
    d = drawn(heading, "设备购置经费 | 120 | < | <", unit=UNIT)
    assert [x.amount.unit for x in d.budget] == [unit]


def test_a_headings_unit_holds_to_the_next_heading() -> None:
    lines = [
        "财政拨款 | 12 | < | <",
        "（一）明细情况",
        "其他资金 | 3 | < | <",
        "三、设备情况",
        "设备经费 | 30000 | < | <",
    ]
    d = drawn("二、资金情况（万元）", *lines, unit=UNIT)
    assert [int(x.amount.yuan or 0) for x in d.budget] == [120000, 30000, 30000]


def test_goals_that_leave_the_last_column_out() -> None:
    d = drawn("三、年度绩效目标", "修好灌渠 | < | < |", "方便农户 | < | < |")
    assert [g.text for g in d.goals] == ["修好灌渠", "方便农户"]


@pytest.mark.parametrize("text", ["一、修好灌渠30公里", "修好灌渠30公里。", "二、完善灌渠"])
def test_a_text_beside_a_blank_is_no_label(text: str) -> None:
    d = drawn(f"{text} | < | < |")
    assert "leftover" in codes(d)


def test_the_unit_of_a_heading_without_a_number_ends_where_the_goals_begin() -> None:
    d = drawn(
        "当年预算情况（万元）",
        "资金总额 | 120.00 | < | <",
        "年度绩效目标",
        "修好灌渠。 | < | < | <",
        "专家费支出 | 5000.00 | < | <",
        unit="单位：元",
    )
    assert [(b.amount.raw, b.amount.unit) for b in d.budget] == [("120.00", "万元"), ("5000.00", "元")]
