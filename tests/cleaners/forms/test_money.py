"""Money lines: label beside amount, two tables side by side, headings over amounts."""

from __future__ import annotations

import pytest
from paper import ABOVE, TREE, codes, money, one, page, tree, whole

from shenbao_cleaners.forms.money import _misread_figure
from shenbao_cleaners.forms.sheet import SheetCell
from shenbao_cleaners.values.amount import unit_in
from shenbao_extract.document import Cell, Place

HEAD = "部门名称 | 青石镇农业办公室 | < | < | < | <"


def read(block: str, above: tuple[str, ...] = ABOVE) -> list[tuple[str | None, str, str, str | None, str | None]]:
    return money(one(page(f"{HEAD}\n{block.strip()}\n{TREE.strip()}", above=above)))


def test_two_tables_side_by_side_with_a_second_heading_in_the_middle() -> None:
    assert sorted(money(one(whole())), key=str) == sorted(
        [
            ("部门预算支出", "基本支出", "37.04", "37.04", "万元"),
            ("部门预算支出", "项目支出", "120.50", "120.50", "万元"),
            ("收入来源", "财政拨款", "157.54", "157.54", "万元"),
            ("收入来源", "其他资金", "0.00", "0.00", "万元"),
            ("事业发展性支出", "财政专项资金", "0.00", "0.00", "万元"),
            ("事业发展性支出", "其他事业发展性支出", "30.00", "30.00", "万元"),
            ("按预算级次划分", "市本级使用资金", "", None, "万元"),
            ("按预算级次划分", "拟用于对下转移支付资金", "0.00", "0.00", "万元"),
        ],
        key=str,
    )


def test_the_heading_over_the_amounts_is_on_record() -> None:
    assert {x.column for x in one(whole()).budget} == {"预算金额(万元)"}


def test_labels_beside_amounts() -> None:
    block = """
项目资金(万元) | 资金总额 | 120.50 | < | < | <
^ | 其中：财政拨款 | 100.50 | < | < | <
^ | 其他资金 | 20.00 | < | < | <
"""
    assert [(x[1], x[3], x[4]) for x in read(block)] == [
        ("资金总额", "120.50", "万元"),
        ("其中：财政拨款", "100.50", "万元"),
        ("其他资金", "20.00", "万元"),
    ]


def test_headings_over_a_row_of_amounts() -> None:
    block = """
年度资金总额(万元) | 资金总额 | 财政拨款 | 其他资金 | < | <
^ | 120.50 | 100.50 | 20.00 | < | <
"""
    assert [(x[1], x[3], x[4]) for x in read(block)] == [
        ("资金总额", "120.50", "万元"),
        ("财政拨款", "100.50", "万元"),
        ("其他资金", "20.00", "万元"),
    ]


def test_the_unit_line_above_the_form_holds_where_nothing_else_does() -> None:
    block = "资金总额 | 120.50 | < | < | < | <"
    assert read(block, (*ABOVE, "单位：万元"))[0][4] == "万元"
    assert read(block, (*ABOVE, "金额单位：元"))[0][4] == "元"
    assert read(block)[0][4] is None


def test_a_blank_amount_is_null_and_never_nought() -> None:
    line = next(x for x in one(whole()).budget if x.label == "市本级使用资金")
    assert (line.amount.raw, line.amount.value, line.amount.yuan) == ("", None, None)


def test_evidence_of_an_amount_is_its_cell() -> None:
    d = one(whole())
    for i, line in enumerate(d.budget):
        if line.amount.raw:
            assert [e.text for e in d.evidence[f"/budget/{i}/amount"]] == [line.amount.raw]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("预算金额(万元)", "万元"),
        ("拟投入的资金（元）", "元"),
        ("单位：亿元", "亿元"),
        ("单位:人民币元", "元"),
        ("资金总额", None),
        ("单位：个", None),
    ],
)
def test_units(text: str, want: str | None) -> None:
    assert unit_in(text) == want


@pytest.mark.parametrize("dash", ["-", "－", "—", "——", "/", "无"])
def test_a_dash_in_a_money_column_is_a_blank_amount(dash: str) -> None:
    block = f"""
资金情况(万元) | 年度金额： | 120.50 | < | < | <
^ | 其中：中央财政资金 | {dash} | < | < | <
^ | 市级财政资金 | 120.50 | < | < | <
^ | 其他资金 | {dash} | < | < | <
"""
    assert [(x[0], x[1], x[2], x[3]) for x in read(block)] == [
        ("资金情况(万元)", "年度金额：", "120.50", "120.50"),
        ("资金情况(万元)", "其中：中央财政资金", dash, None),
        ("资金情况(万元)", "市级财政资金", "120.50", "120.50"),
        ("资金情况(万元)", "其他资金", dash, None),
    ]


LIST = """
项目资金来源 | 资金来源项目 | < | 金额(万元) | < | <
^ | 合计 | < | 120.50 | < | <
^ | 1.一般公共预算财政拨款收入 | < | 120.50 | < | <
^ | 2.政府性基金预算财政拨款收入 | < |  | < | <
^ | 3.事业收入 | < |  | < | <
^ | 8.用事业基金弥补收支差额 | < |  | < | <
"""


def test_a_label_with_a_blank_amount_heads_nothing() -> None:
    assert [(x[0], x[1], x[3]) for x in read(LIST)] == [
        ("资金来源项目", "合计", "120.50"),
        ("资金来源项目", "1.一般公共预算财政拨款收入", "120.50"),
        ("资金来源项目", "2.政府性基金预算财政拨款收入", None),
        ("资金来源项目", "3.事业收入", None),
        ("资金来源项目", "8.用事业基金弥补收支差额", None),
    ]


def test_a_heading_that_spans_the_amounts_too_is_none_of_the_lines() -> None:
    block = f"{LIST.rstrip()}\n^ | 上年结余情况 | < | < | < | <\n^ | 结余资金 | < | 3.00 | < | <"
    assert [(x[0], x[1]) for x in read(block)][-1] == ("上年结余情况", "结余资金")


def test_an_explanation_among_the_money_lines_is_kept() -> None:
    text = "1、渠道整修60万元，主要用于清淤、衬砌和闸门更换；2、农户培训60.5万元，主要用于讲师劳务费、场地租用。"
    d = one(page(f"{HEAD}\n{LIST.strip()}\n^ | 测算依据 | {text} | < | < | <\n{TREE.strip()}", above=ABOVE))
    assert [(x.label, x.text) for x in d.extra] == [("测算依据", text)]
    assert not [i for i in d.issues if i.code == "leftover"]


def columns(block: str) -> list[tuple[str, str | None, str | None, str]]:
    d = one(page(f"{HEAD}\n{block.strip()}\n{TREE.strip()}", above=ABOVE))
    return [(x.label, x.column, x.horizon, x.amount.raw) for x in d.budget]


def test_a_grid_of_money_keeps_the_amounts_of_every_column() -> None:
    block = """
项目资金(万元) | 资金性质 | 中期金额 | 年度金额 | < | <
^ | 资金总额 | 900.00 | 300.00 | < | <
^ | 财政拨款 | 750.00 | 250.00 | < | <
"""
    assert columns(block) == [
        ("资金总额", "中期金额", "period", "900.00"),
        ("资金总额", "年度金额", "annual", "300.00"),
        ("财政拨款", "中期金额", "period", "750.00"),
        ("财政拨款", "年度金额", "annual", "250.00"),
    ]


def test_shares_and_the_money_of_years_before_are_kept_apart() -> None:
    block = """
资金情况(万元) | 资金来源 | 当年金额 | 占比 | 近两年收支金额 | <
^ | 财政拨款 | 120.50 | 95.35% | 110.00 | 100.00
"""
    d = one(page(f"{HEAD}\n{block.strip()}\n{TREE.strip()}", above=ABOVE))
    assert [(x.label, x.column, x.amount.raw) for x in d.budget] == [("财政拨款", "当年金额", "120.50")]
    assert [(e.label, e.text) for e in d.extra] == [
        ("占比", "95.35%"),
        ("近两年收支金额", "110.00"),
        ("近两年收支金额", "100.00"),
    ]


def test_a_figure_that_no_rule_reads_is_left_over_and_told() -> None:
    d = one(page(f"{HEAD}\n奇怪的数 | 120.50 | 100.50 | 20.00 | < | <\n{TREE.strip()}", above=ABOVE))
    assert "leftover" in codes(d)


def test_label_and_amount_in_one_cell_and_the_unit_beside_the_total() -> None:
    block = """
年度预算申请 | 资金总额：157.54万元 | < | < | < | <
^ | 按收入性质分 | < | 按支出性质分 | < | <
^ | 其中：一般公共预算：120.50 | < | 其中：基本支出：37.04 | < | <
^ | 其他资金：37.04 | < | 项目支出：120.50 | < | <
"""
    assert sorted((x[1], x[3], x[4]) for x in read(block)) == sorted(
        [
            ("资金总额", "157.54", "万元"),
            ("其中:一般公共预算", "120.50", "万元"),
            ("其中:基本支出", "37.04", "万元"),
            ("其他资金", "37.04", "万元"),
            ("项目支出", "120.50", "万元"),
        ]
    )


def test_a_figure_greater_than_the_total_has_not_the_total_s_unit() -> None:
    block = """
年度预算申请 | 资金总额：157.54万元 | < | < | < | <
^ | 其中：一般公共预算：1205000 | < | < | < | <
"""
    assert [(x[1], x[4]) for x in read(block)] == [("资金总额", "万元"), ("其中:一般公共预算", None)]


def test_a_blank_box_under_a_block_s_label_is_the_block_s_where_money_lines_stand() -> None:
    block = """
项目资金(万元) | 年度资金总额 | 120.50 | 其中：财政拨款 | 100.50 | <
 | 其他资金 | 20.00 | | | <
"""
    assert [(x[1], x[3], x[4]) for x in read(block)] == [
        ("年度资金总额", "120.50", "万元"),
        ("其中：财政拨款", "100.50", "万元"),
        ("其他资金", "20.00", "万元"),
    ]


def test_the_treasury_of_a_level_is_a_money_line() -> None:
    block = "当年预算(万元) | 190.3 | < | < | < | <\n其中：县级财政 | 40.3 | 上级补助 | 150.0 | < | <"
    assert [x[1] for x in read(block)] == [
        "当年预算(万元)",
        "其中：县级财政",
        "上级补助",
    ]


def test_a_grid_of_money_without_a_block_s_label() -> None:
    block = """
资金来源 | 合计 | 财政拨款 | 其他资金 | 备注 | <
中期（2026-2028年） | 3600000 | 3000000 | 600000 | | <
年度（2026年） | 1200000 | 1000000 | 200000 | | <
"""
    assert columns(block) == [
        ("中期（2026-2028年）", "合计", "period", "3600000"),
        ("中期（2026-2028年）", "财政拨款", "period", "3000000"),
        ("中期（2026-2028年）", "其他资金", "period", "600000"),
        ("年度（2026年）", "合计", "annual", "1200000"),
        ("年度（2026年）", "财政拨款", "annual", "1000000"),
        ("年度（2026年）", "其他资金", "annual", "200000"),
    ]


def test_amounts_under_their_headings_beside_a_blank_box() -> None:
    block = """
预算情况（万元） | 项目总额 | 财政拨款 | 其他资金 | < | <
 | 450.00 | 420.00 | 30.00 | < | <
"""
    assert [(x[1], x[3], x[4]) for x in read(block)] == [
        ("项目总额", "450.00", "万元"),
        ("财政拨款", "420.00", "万元"),
        ("其他资金", "30.00", "万元"),
    ]


@pytest.mark.parametrize(
    ("text", "scanned", "is_one"), [("338J63", True, True), ("338J63", False, False), ("A1", True, False)]
)
def test_what_a_recogniser_made_of_a_figure_is_an_amount(text: str, scanned: bool, is_one: bool) -> None:
    source = Cell(0, 0, 1, 1, (text,), Place(1), confidence=0.9 if scanned else None)
    assert _misread_figure(SheetCell(0, 1, 0, 1, (text,), (source,))) is is_one


@pytest.mark.parametrize(("label", "raw"), [("工程概算", "3.65亿元"), ("以前年度已发行（亿元）", "3.65")])
def test_a_figure_with_its_unit_of_money_is_money_whatever_its_label(label: str, raw: str) -> None:
    d = one(
        page(f"{label} | {raw} | < | <\n" + tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "指标值"), above=ABOVE)
    )
    assert [int(x.amount.yuan or 0) for x in d.budget] == [365_000_000]


def test_the_unit_in_the_label_of_a_total_holds_for_its_parts() -> None:
    head = "预算情况 | 预算总额（万元） | 468.72 | <\n^ | （1）财政性资金 | 400.00 | <\n^ | （2）其他资金 | 68.72 | <\n"
    d = one(page(head + tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "指标值"), above=ABOVE))
    assert [x.amount.unit for x in d.budget] == ["万元"] * 3


def test_an_amount_within_a_label_is_read_or_told() -> None:
    d = one(
        page(f"{HEAD}\n预算情况（万元） | 预算总额 | 56.00 | 其中：财政拨款56.00 | < | <\n{TREE.strip()}", above=ABOVE)
    )
    assert [(x.label, str(x.amount.value)) for x in d.budget] == [("预算总额", "56.00"), ("其中:财政拨款", "56.00")]
    odd = one(
        page(f"{HEAD}\n预算情况（万元） | 预算总额 | 56.00 | 已于3月拨付12.00 | < | <\n{TREE.strip()}", above=ABOVE)
    )
    assert "amount_not_understood" in codes(odd)
    struck = one(
        page(f"{HEAD}\n预算情况（万元） | 预算总额 | 56.00 | 基本支出 | 1,083.54-74 | <\n{TREE.strip()}", above=ABOVE)
    )
    assert "amount_not_understood" in codes(struck)  # struck out by pen, 74 beside it: no heading of what follows


def test_a_remark_under_its_heading_is_no_line_of_money() -> None:
    block = """
资金来源 | 预算安排 | 备注 | < | < | <
财政拨款 | 220.00 | 省级补助120.00 | < | < | <
自筹资金 | 30.00 |  | < | < | <
"""
    assert [x[1:3] for x in read(block)] == [("财政拨款", "220.00"), ("自筹资金", "30.00")]


def test_a_blank_beside_a_heading_is_not_its_amount() -> None:
    block = """
预算金额（万元） | 合计 | 财政拨款 | 单位资金 |  |
^ | 86.50 | 60.00 | 26.50 |  |
"""
    assert [x[1:3] for x in read(block)] == [("合计", "86.50"), ("财政拨款", "60.00"), ("单位资金", "26.50")]


def test_figures_of_places_that_are_no_money_are_no_amounts() -> None:
    block = """
分配地区 | 青石县 | 白水县 | 赤岩县 | < | <
下达金额（万元） | 860 | 710 | 580 | < | <
任务数（户） | 4300 | 3550 | 2900 | < | <
"""
    assert [x[1:3] for x in read(block)] == [("下达金额（万元）", x) for x in ("860", "710", "580")]


def test_a_size_is_no_money() -> None:
    assert [x[1] for x in read("建设规模 | 3200 | 资金规模 | 56.00 | < | <")] == ["资金规模"]
