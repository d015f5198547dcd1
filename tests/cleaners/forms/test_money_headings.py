"""Lines of money under headings of their own, in running text, beside years and units."""

from __future__ import annotations

from paper import ABOVE, TREE, money, one, page, tree

HEAD = "部门名称 | 青石镇农业办公室 | < | < | < | <"


def lines_of(block: str, above: tuple[str, ...] = ABOVE) -> list[tuple[str, str, str | None]]:
    d = one(page(f"{HEAD}\n{block.strip()}\n{TREE.strip()}", above=above))
    return [(label, raw, unit) for _, label, raw, _, unit in money(d)]


def test_a_label_of_money_with_its_unit_that_fills_a_row_heads_the_lines_below() -> None:
    block = """
当年预算情况（万元） | < | < | < | < | <
收入预算合计 | < | 684.20 | 其中：上级财政拨款 | < | 120.00
本级财政安排 | < | 544.20 | 其他资金 | < | 20.00
"""
    assert lines_of(block) == [
        ("收入预算合计", "684.20", "万元"),
        ("其中：上级财政拨款", "120.00", "万元"),
        ("本级财政安排", "544.20", "万元"),
        ("其他资金", "20.00", "万元"),
    ]


def test_a_text_of_amounts_with_their_units_and_nothing_else_is_lines_of_money() -> None:
    said = (
        "总额：268.4万元",
        "一、财政拨款：218.4万元（其中：上级财政资金150万元，本级财",
        "政68.4万元）",
        "二、自有资金：0万元",
        "三、其他：50万元",
    )
    block = f"资金总额及构成 | {'⏎'.join(said)} | < | < | < | <"
    assert [(label, raw) for label, raw, _ in lines_of(block)] == [
        ("总额", "268.4万元"),
        ("一、财政拨款", "218.4万元"),
        ("上级财政资金", "150万元"),
        ("本级财政", "68.4万元"),
        ("二、自有资金", "0万元"),
        ("三、其他", "50万元"),
    ]


def test_a_text_that_says_more_than_amounts_is_none() -> None:
    assert lines_of("资金总额及构成 | 总额：268.4万元，由市财政拨款218.4万元用于购置，分两批下达 | < | < | < | <") == []


def test_where_years_before_stand_first_the_year_s_own_amount_is_the_line() -> None:
    block = """
项目资金情况 | 资金来源（万元） | 项目 | 上年度预算安排 | 上年度实际执行 | 本年度申请金额
^ | ^ | 合计 | 36.00 | 35.20 | 486.00
^ | ^ | 财政拨款 | 36.00 | 35.20 | 456.00
^ | ^ | 其他资金 | 0.00 | 0.00 | 30.00
"""
    assert lines_of(block) == [
        ("合计", "486.00", "万元"),
        ("财政拨款", "456.00", "万元"),
        ("其他资金", "30.00", "万元"),
    ]


def test_blank_boxes_before_a_further_line_of_money_are_the_label_s_above() -> None:
    block = """
批复金额（万元） | < | 320.00 | 其中：财政拨款 | < | 300.00
 | < |  | 自筹资金 | < | 20.00
"""
    assert lines_of(block)[-1] == ("自筹资金", "20.00", "万元")


def test_names_of_any_kind_under_a_heading_of_money_with_its_unit() -> None:
    block = """
分县（市、区）安排 | 县（市、区） | < | < | < | 金额（万元）
^ | 浦城区 | < | < | < | 1,120
^ | 梅列县 | < | < | < | 860
"""
    assert lines_of(block) == [("浦城区", "1,120", "万元"), ("梅列县", "860", "万元")]


def test_one_row_of_amounts_under_two_headings_of_amounts() -> None:
    d = one(
        page(
            f"{HEAD}\n资金性质 | < | 申报数 | < | 核定数 | <\n财政拨款 | < | 168.00 | < | 152.00 | <\n{TREE.strip()}",
            above=ABOVE,
        )
    )
    assert [(x.label, x.column, x.amount.raw) for x in d.budget] == [
        ("财政拨款", "申报数", "168.00"),
        ("财政拨款", "核定数", "152.00"),
    ]


def test_lines_of_money_parted_by_gaps_and_a_dash_for_none() -> None:
    block = "资金来源（万元） | 区级财政：56.00    上级补助：24.00    自筹：— | < | < | 合计 | 80.00"
    assert lines_of(block) == [
        ("区级财政", "56.00", "万元"),
        ("上级补助", "24.00", "万元"),
        ("自筹", "-", "万元"),
        ("合计", "80.00", "万元"),
    ]


def test_a_blank_for_this_year_is_not_filled_from_the_year_before() -> None:
    block = (
        "资金情况（万元） | 资金来源 | 上年预算 | 本年预算\n"
        "^ | 资金总额 | 90.00 | 95.00\n^ | 财政拨款 | 80.00 | 95.00\n^ | 其他资金 | 10.00 | \n"
    )
    d = one(page(block + tree("产出指标 | 数量指标 | 长度 | ≥30公里", "指标值"), above=ABOVE))
    assert [(b.label, b.amount.raw) for b in d.budget] == [("资金总额", "95.00"), ("财政拨款", "95.00")]
    assert [(x.label, x.text) for x in d.extra] == [("上年预算", x) for x in ("90.00", "80.00", "10.00")]


def test_the_nearest_unit_of_money_holds() -> None:
    block = (
        "资金（万元） | 中央资金（元） | 人员 | 5000.00\n^ | ^ | 公用 | 6000.00\n"
        "^ | 省级资金 | 人员 | 7.00\n^ | ^ | 公用 | 8.00\n"
    )
    d = one(page(block + tree("产出指标 | 数量指标 | 长度 | ≥30公里", "指标值"), above=ABOVE))
    assert [b.amount.unit for b in d.budget] == ["元", "元", "万元", "万元"]
