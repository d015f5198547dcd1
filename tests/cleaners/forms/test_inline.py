"""Labels and contents that share a cell or a line."""

from __future__ import annotations

from paper import ABOVE, codes, labelled, one, page, tree

ROW = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "指标值")
TITLE = "项目支出绩效目标申报表"


def test_a_label_and_its_content_in_one_cell() -> None:
    head = "项目名称：灌渠维护 | < | < | <\n主管单位：水务局 | < | 项目负责人：甲乙 | <\n"
    head += "年度绩效目标：修好灌渠。 | < | < | <\n"
    d = one(page(head + ROW, above=(TITLE,)))
    assert (d.form.project, d.form.supervisor, [g.text for g in d.goals]) == ("灌渠维护", "水务局", ["修好灌渠。"])
    assert [(x.label, x.text, x.personal) for x in d.extra] == [("项目负责人", "甲乙", True)]


def test_a_note_under_the_table_is_kept() -> None:
    d = one(page(ROW + "\n注：1.长度以实测为准；2.≥30公里指全年。 | < | < | <", above=ABOVE))
    assert "leftover" not in codes(d)
    assert [x.label for x in d.extra] == ["注"]
    assert labelled(d) == [("产出指标", "数量指标", "灌渠长度", "≥30公里")]


def test_several_money_lines_in_one_cell() -> None:
    head = "预算总额（元） | 300.00 | 收入结构 | 财政拨款：200.00⏎其他收入：100.00\n"
    head += "支出结构 | 基本支出：50⏎项目支出：250 | < | <\n"
    d = one(page(head + ROW, above=(*ABOVE, "单位：元")))
    assert [(x.label, x.amount.raw, x.amount.unit) for x in d.budget] == [
        ("预算总额（元）", "300.00", "元"),
        ("财政拨款", "200.00", "元"),
        ("其他收入", "100.00", "元"),
        ("基本支出", "50", "元"),
        ("项目支出", "250", "元"),
    ]


def test_lines_of_money_under_a_label_and_a_heading() -> None:
    head = "资金来源（元） | 预算数 | < | <\n公共预算 | 125.00 | < | <\n上级专款 | 75.00 | < | <\n"
    d = one(page(head + ROW, above=ABOVE))
    assert [(x.label, int(x.amount.yuan or 0)) for x in d.budget] == [("公共预算", 125), ("上级专款", 75)]


def test_money_with_its_unit_in_a_line_above_the_form() -> None:
    d = one(page(ROW, above=(TITLE, "项目总额：12.80万元 其中：财政拨款：12.80万元")))
    assert [(x.label, int(x.amount.yuan or 0)) for x in d.budget] == [("项目总额", 128000), ("其中:财政拨款", 128000)]


def test_kinds_of_money_of_any_name_over_a_row_of_amounts() -> None:
    head = "预算构成 | 人工费 | 材料费 | 机械费\n金额 | 56.2 | 128.4 | 35.4\n"
    d = one(page(head + ROW, above=(*ABOVE, "单位：元")))
    assert [(x.column, x.amount.raw) for x in d.budget] == [("人工费", "56.2"), ("材料费", "128.4"), ("机械费", "35.4")]
