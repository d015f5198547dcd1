"""What is money by its label, and what only looks like it: levels, years, counts and standards beside figures."""

from __future__ import annotations

import pytest
from paper import ABOVE, codes, one, page, tree

from shenbao_cleaners.declaration import Declaration
from shenbao_cleaners.values.amount import unit_in

ROW = "\n" + tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "指标值 | 备注").replace("≥30公里", "≥30公里 |")
MONEY = "项目资金 | 年度资金总额 | < | 120.00 | <\n"


def drawn(rows: str, unit: str = "单位：万元") -> Declaration:
    return one(page(rows + ROW, above=(*ABOVE, unit)))


def yuan(d: Declaration) -> list[int]:
    return [int(x.amount.yuan or 0) for x in d.budget]


def test_a_heading_keeps_its_unit_to_its_own_column() -> None:
    rows = "资金来源 | 总投资（亿元） | 财政拨款 | 自筹资金 | 其他资金\n2026年 | 1.20 | 350.00 | 100.00 | 50.00"
    assert yuan(drawn(rows)) == [120000000, 3500000, 1000000, 500000]
    assert yuan(drawn("资金来源 | 财政拨款：1.2亿元⏎自筹资金：350 | < | < | <")) == [120000000, 3500000]


def test_the_unit_over_the_only_column_of_amounts() -> None:
    rows = "资金来源 | 预算数（元） | < | < | <\n公共预算 | 125.00 | < | < | <\n上级专款 | 75.00 | < | < | <"
    assert yuan(drawn(rows)) == [125, 75]


@pytest.mark.parametrize(
    "label", ["人员控制数", "编制控制数", "学生控制数", "是否收费", "是否免费", "人均消费", "居民消费", "是否财政拨款"]
)
@pytest.mark.parametrize("value", ["25", ""])
def test_what_is_counted_or_asked_is_no_money(label: str, value: str) -> None:
    d = drawn(f"{MONEY}{label} | {value} | < | < | <")
    assert yuan(d) == [1200000]
    assert [(x.label, x.text) for x in d.extra] == ([(label, value)] if value else [])


@pytest.mark.parametrize("label", ["三公经费控制数", "预算控制数", "工资总额控制数", "公务接待费", "培训费", "印刷费"])
def test_what_is_spent_is_money(label: str) -> None:
    assert yuan(drawn(f"{MONEY}{label} | 25 | < | < | <")) == [1200000, 250000]


@pytest.mark.parametrize(
    "rows",
    [
        "级次 | 省级 | 市级 | 县级 | 备注\n项目个数 | 3 | 5 | 12 |",
        "级次 | 合计 | 省级 | 市级 | 县级\n项目个数 | 20 | 3 | 5 | 12",
        "内容 | 财政拨款 | 自筹资金 | < | 备注\n项目个数 | 3 | 5 | < |",
        "培训人数 | 100 | < | < | <\n其中 | 省级 | 60 | 市级 | 40",
        "培训人数 | 100 | < | < | <\n其中：省级 | 60 | 市级 | 40 | <",
        "培训人数 | 100 | < | < | <\n其中 | 省级 | 60 | < | <\n^ | 市级 | 40 | < | <",
        "培训人数 | 100 | 其中 | 省级 | 60",
        "培训人数 | 省级：60⏎市级：40 | < | < | <",
        "历年服务人次 | 2024年：3000 | < | 2025年：3500 | <",
        "资金受益人数 | 2024年 | 3000 | 2025年 | 3500",
        "资金受益人数：3500 |  | < | < | <",
        "2024年：3000 | 2025年：3500 |  |  |",
    ],
)
def test_figures_of_places_and_years_that_count_something_else(rows: str) -> None:
    d = drawn(MONEY + rows)
    assert yuan(d) == [1200000]
    told = "".join(x.label + x.text for x in d.extra)
    figures = [x for x in ("12", "60", "40", "3000", "3500") if x in rows.replace("120.00", "")]
    assert "leftover" in codes(d) or all(x in told for x in figures)


@pytest.mark.parametrize(
    ("rows", "want"),
    [
        ("其中 | 省级 | 60 | 市级 | 40", [600000, 400000]),
        ("其中 | 省级 | 60 | < | <\n^ | 市级 | 40 | < | <", [600000, 400000]),
        ("其中：省级 | 60 | 市级 | 40 | <", [600000, 400000]),
        ("其中 | 财政拨款 | 60 | 自筹资金 | 40", [600000, 400000]),
        ("资金分配 | 省级 | 60 | 市级 | 40", [600000, 400000]),
        ("资金分配 | 省级：60⏎市级：40 | < | < | <", [600000, 400000]),
        ("历年资金 | 2024年 | 30 | 2025年 | 35", [300000, 350000]),
        ("级次 | 省级 | 市级 | 县级 | 备注\n补助资金 | 3 | 5 | 12 |", [30000, 50000, 120000]),
        ("资金来源 | 省级 | 市级 | 县级 | 备注\n2026年 | 3 | 5 | 12 |", [30000, 50000, 120000]),
        ("2025年：35万元 |  |  |  |", [350000]),
    ],
)
def test_figures_of_places_and_years_that_are_money(rows: str, want: list[int]) -> None:
    assert yuan(drawn(MONEY + rows)) == [1200000, *want]


@pytest.mark.parametrize("text", ["人均补助标准：500元", "最高限价：300元", "联系地址：青石镇中路", "每户补贴：500元"])
def test_a_label_with_its_content_beside_a_blank_is_kept(text: str) -> None:
    d = drawn(f"{MONEY}{text} |  |  |  |")
    assert yuan(d) == [1200000]
    assert [f"{x.label}：{x.text}" for x in d.extra] == [text]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("50万元以上设备购置经费（元）", "元"),
        ("50万元以上设备台数", None),
        ("设备购置（万元以下）", None),
        ("预算金额（万元）", "万元"),
        ("金额万元", "万元"),
    ],
)
def test_an_amount_in_a_label_is_no_unit(text: str, unit: str | None) -> None:
    assert unit_in(text) == unit
