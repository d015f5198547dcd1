"""The indicator tree: labels that cover rows, values read with their sign and unit, nothing made up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from paper import ABOVE, codes, labelled, one, page, read, repaired, tree


def form(body: str, more: str = "年度指标值") -> object:
    return page(tree(body, more), above=ABOVE)


def test_merged_labels_hold_for_the_rows_they_cover() -> None:
    d = one(
        form(
            "产出指标 | 数量指标 | 长度 | ≥30公里\n"
            "^ | ^ | 户数 | ≥300户\n"
            "^ | 质量指标 | 合格率 | 100%\n"
            "效益指标 | 社会效益 | 收益 | 提高"
        )
    )
    assert labelled(d) == [
        ("产出指标", "数量指标", "长度", "≥30公里"),
        ("产出指标", "数量指标", "户数", "≥300户"),
        ("产出指标", "质量指标", "合格率", "100%"),
        ("效益指标", "社会效益指标", "收益", "提高"),
    ]
    assert [x.printed.level2 for x in d.indicators] == ["数量指标", "数量指标", "质量指标", "社会效益"]
    assert d.repairs == ()


def test_sign_and_unit_in_columns_of_their_own() -> None:
    d = one(form("产出指标 | 数量指标 | 长度 | ≥ | 30 | 公里", "指标性质 | 指标值 | 度量单位"))
    (x,) = d.indicators
    assert x.annual_value is not None
    assert (x.annual_value.raw, x.annual_value.comparator, x.annual_value.low, x.annual_value.unit) == (
        "≥30公里",
        ">=",
        Decimal(30),
        "公里",
    )
    assert (x.printed.sign, x.printed.value, x.printed.unit) == ("≥", "30", "公里")


def test_a_sign_printed_twice_is_read_once() -> None:
    d = one(form("产出指标 | 数量指标 | 长度 | ≥ | ≥30 | 公里", "指标性质 | 指标值 | 度量单位"))
    assert d.indicators[0].annual_value is not None
    assert d.indicators[0].annual_value.raw == "≥30公里"


def test_a_value_told_in_words_has_no_sign() -> None:
    d = one(form("效益指标 | 社会效益指标 | 收益 | 定性 | 有效提高 | ", "指标性质 | 指标值 | 度量单位"))
    assert d.indicators[0].annual_value is not None
    assert d.indicators[0].annual_value.raw == "有效提高"
    assert d.indicators[0].printed.sign == "定性"


def test_the_evidence_of_a_value_names_its_three_cells() -> None:
    d = one(form("产出指标 | 数量指标 | 长度 | ≥ | 30 | 公里", "指标性质 | 指标值 | 度量单位"))
    assert sorted(e.text for e in d.evidence["/indicators/0/annual_value"]) == ["30", "≥", "公里"]


def test_weights_notes_and_other_columns() -> None:
    d = one(
        form(
            "产出指标 | 数量指标 | 长度 | ≥30公里 | 10.5 | 正向 | 实地量 | 甲",
            "年度指标值 | 权重 | 指标方向性 | 备注 | 奇怪的栏目",
        )
    )
    (x,) = d.indicators
    assert (x.weight, x.direction, x.note) == (Decimal("10.5"), "正向", "实地量")
    assert [(e.label, e.text, e.personal) for e in d.extra] == [("奇怪的栏目", "甲", False)]


def test_an_older_scheme_without_level_2() -> None:
    d = one(page("一级指标 | 三级指标 | 年度指标值\n产出指标 | 长度 | ≥30公里", above=ABOVE))
    assert labelled(d) == [("产出指标", None, "长度", "≥30公里")]


def test_a_form_without_a_period_s_column_has_null_there() -> None:
    (x,) = one(form("产出指标 | 数量指标 | 长度 | ≥30公里")).indicators
    assert x.period_value is None
    assert x.annual_value is not None


def test_a_blank_value_is_blank_and_told() -> None:
    d = one(form("产出指标 | 数量指标 | 长度 | "))
    assert d.indicators[0].annual_value is not None
    assert (d.indicators[0].annual_value.kind, d.indicators[0].annual_value.raw) == ("blank", "")
    assert "value_blank" in codes(d)


def test_labels_without_a_row_are_declared_empty_and_not_lost() -> None:
    result = read(
        form(
            "产出指标 | 数量指标 | 长度 | ≥30公里\n效益指标 | 经济效益 |  |\n"
            "^ | 社会效益 | 收益 | 提高\n^ | 生态效益 |  |"
        )
    )
    assert [x[2] for x in labelled(result.declarations[0])] == ["长度", "收益"]
    assert result.tables[0].coverage.leftover == 0


def test_the_papers_label_wins_even_where_the_publisher_put_it_wrongly() -> None:
    """社会效益指标 inside a merged 产出指标 cell."""
    d = one(form("产出指标 | 数量指标 | 长度 | ≥30公里\n^ | 社会效益指标 | 收益 | 提高"))
    assert labelled(d)[1][:2] == ("产出指标", "社会效益指标")
    assert "label_misplaced" in codes(d)
    assert d.status == "needs_review"


def test_an_unknown_label_is_kept_and_told() -> None:
    d = one(form("产出指标 | 奇怪指标 | 长度 | ≥30公里"))
    assert labelled(d)[0][:2] == ("产出指标", "奇怪指标")
    assert "unknown_label" in codes(d)


def test_a_level_2_label_in_the_level_1_column() -> None:
    d = one(form("数量指标 |  | 长度 | ≥30公里"))
    assert labelled(d)[0][:2] == ("产出指标", "数量指标")
    assert "level_in_wrong_column" in repaired(d)
    assert d.indicators[0].printed.level1 == "数量指标"


def test_no_level_1_label_but_a_level_2_label_that_has_one_home() -> None:
    d = one(form(" | 数量指标 | 长度 | ≥30公里"))
    assert labelled(d)[0][:2] == ("产出指标", "数量指标")
    assert d.indicators[0].printed.level1 is None
    assert "level_from_vocabulary" in repaired(d)


def test_cost_indicators_may_stand_at_either_level() -> None:
    d = one(form("产出指标 | 成本指标 | 费用 | ≤2万元\n成本指标 | 经济成本指标 | 单价 | ≤5元"))
    assert [x[:2] for x in labelled(d)] == [("产出指标", "成本指标"), ("成本指标", "经济成本指标")]
    assert d.repairs == ()


def test_a_name_over_two_boxes_with_one_value() -> None:
    d = one(form("产出指标 | 数量指标 | 指标1：灌渠 | ≥30公里\n^ | ^ | 长度 | ^\n^ | ^ | 指标2：户数 | ≥300户"))
    assert [x[2:] for x in labelled(d)] == [("指标1：灌渠长度", "≥30公里"), ("指标2：户数", "≥300户")]


def test_a_name_in_several_printed_lines() -> None:
    d = one(form("产出⏎指标 | 数量⏎指标 | 走访困难⏎群众户数 | ≥300⏎户"))
    assert labelled(d) == [("产出指标", "数量指标", "走访困难群众户数", "≥300户")]


def test_labels_and_name_run_together_in_one_cell() -> None:
    d = one(
        page(
            "绩效指标 | 年度指标值\n产出指标质量指标来信扫描完成率 | 100%\n效益指标社会效益指标收益 | 提高", above=ABOVE
        )
    )
    assert labelled(d) == [
        ("产出指标", "质量指标", "来信扫描完成率", "100%"),
        ("效益指标", "社会效益指标", "收益", "提高"),
    ]


def test_a_blank_template_declares_nothing() -> None:
    d = one(form("产出指标 | 数量指标 |  | \n^ | 质量指标 |  | "))
    assert (d.indicators, d.status) == ((), "blank")


def test_level_1_without_a_heading_over_its_column() -> None:
    """The words stand in the column left of 二级指标; 成本指标 may be either level, so only the column can tell."""
    first = """
年度绩效指标↓ |  | 二级指标 | 指标内容 | 指标值
^ | 产出指标↓ | 数量指标 | 灌渠长度 | ≥30公里
^ | ^ | 成本指标↓ | 每公里费用 | ≤2万元
"""
    second = "↑ | ↑ | ↑ | 清淤费用 | ≤3万元\n^ | 效益指标 | 社会效益指标 | 农户收益 | 提高"
    d = one(page(first, above=ABOVE), page(second))
    assert [x[:2] for x in labelled(d)] == [
        ("产出指标", "数量指标"),
        ("产出指标", "成本指标"),
        ("产出指标", "成本指标"),
        ("效益指标", "社会效益指标"),
    ]
    assert [x.printed.level1 for x in d.indicators] == ["产出指标"] * 3 + ["效益指标"]
    assert "level_from_vocabulary" not in repaired(d)


def test_a_column_without_a_heading_that_holds_no_level_1_words_is_not_level_1() -> None:
    grid = " | 二级指标 | 三级指标 | 指标值\n水利所 | 数量指标 | 灌渠长度 | ≥30公里"
    assert [x[:2] for x in labelled(one(page(grid, above=ABOVE)))] == [("产出指标", "数量指标")]


def test_a_label_that_is_not_printed_and_cannot_be_known_is_told() -> None:
    body = """
产出指标 | 数量指标 | 指标1：灌渠长度 | ≥30公里
^        |          | 指标1：合格率   | 100%
         | 成本指标 | 指标1：费用     | ≤2万元
"""
    d = one(page(tree(body, "年度指标值"), above=ABOVE))
    assert [(i.code, i.path) for i in d.issues if i.code == "label_missing"] == [
        ("label_missing", "/indicators/1/level2"),
        ("label_missing", "/indicators/2/level1"),
    ]


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        ("满意度指标服务对象满意度申请人满意率", ("满意度指标", "服务对象满意度指标", "申请人满意率")),
        ("效益指标社会效益农户收益", ("效益指标", "社会效益指标", "农户收益")),
        ("产出指标质量达标率", ("产出指标", None, "质量达标率")),  # the name's own word
        ("产出指标社会效益农户收益", ("产出指标", None, "社会效益农户收益")),  # no label of 产出指标
    ],
)
def test_run_together_with_a_level_2_label_without_its_suffix(
    printed: str, labels: tuple[str, str | None, str]
) -> None:
    grid = f"活动 | 绩效指标 | 指标性质 | 指标值 | 度量单位\n灌溉 | {printed} | ≥ | 90 | %"
    assert [x[:3] for x in labelled(one(page(grid, above=ABOVE)))] == [labels]


def test_levels_in_one_cell_with_a_stroke_between() -> None:
    grid = (
        "绩效指标类型 | 绩效指标名称 | 绩效指标值\n产出指标-数量指标 | 长度 | ≥30公里\n效益指标-社会效益 | 收益 | 提高"
    )
    assert labelled(one(page(grid, above=ABOVE))) == [
        ("产出指标", "数量指标", "长度", "≥30公里"),
        ("效益指标", "社会效益指标", "收益", "提高"),
    ]


def test_level_1_in_rows_of_its_own() -> None:
    grid = """
二级指标 | 三级指标 | 目标值
产出指标 | < | <
数量指标 | 长度 | ≥30公里
质量指标 | 合格率 | 100%
满意度指标 | < | <
服务对象满意度 | 农户满意度 | ≥95%
"""
    assert labelled(one(page(grid.strip(), above=ABOVE))) == [
        ("产出指标", "数量指标", "长度", "≥30公里"),
        ("产出指标", "质量指标", "合格率", "100%"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥95%"),
    ]


def test_names_with_their_value_beside_them_in_one_cell() -> None:
    d = one(
        page(
            "一级指标 | 二级指标 | 三级指标及目标值\n"
            "产出指标 | 数量指标 | 灌渠长度≥30公里\n"
            "^ | 质量指标 | 合格率：=100%",
            above=ABOVE,
        )
    )
    assert labelled(d) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("产出指标", "质量指标", "合格率", "=100%"),
    ]
    assert d.indicators[0].printed.value == "≥30公里"


def test_satisfaction_without_a_level_1_is_its_own() -> None:
    d = one(page("指标类型 | 指标名称 | 指标值\n数量指标 | 长度 | ≥30公里\n满意度指标 | 满意度 | ≥90%", above=ABOVE))
    assert labelled(d)[1][:2] == ("满意度指标", "满意度指标")
    assert "level_from_vocabulary" in repaired(d)


def test_costs_without_a_level_1_stay_without() -> None:
    d = one(page("指标类型 | 指标名称 | 指标值\n数量指标 | 长度 | ≥30公里\n成本指标 | 造价 | ≤2万元", above=ABOVE))
    assert labelled(d)[1][:2] == (None, "成本指标")


def test_words_among_three_boxes_under_one_heading() -> None:
    grid = """
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
产出指标 | 数量指标 | 长度 | ≥ | 30 | 公里
效益指标 | 社会效益指标 | 收益 | 定性 | 提高 | —
"""
    assert [x[3] for x in labelled(one(page(grid.strip(), above=ABOVE)))] == ["≥30公里", "提高"]


STAIRS = """
产出指标 |  |  |
 | 数量指标 |  |
 |  | 养护里程 | 8620公里
 | 质量指标 |  |
 |  | 优良路率 | ≥88%
效益指标 |  |  |
 | 社会效益指标 |  |
 |  | 出行条件 | 改善
"""


def test_a_label_alone_in_its_row_holds_for_the_rows_below_in_which_its_box_is_blank() -> None:
    assert labelled(one(form(STAIRS.strip()))) == [
        ("产出指标", "数量指标", "养护里程", "8620公里"),
        ("产出指标", "质量指标", "优良路率", "≥88%"),
        ("效益指标", "社会效益指标", "出行条件", "改善"),
    ]


def test_a_label_declared_empty_holds_for_no_other_row() -> None:
    rows = ("产出指标 | 数量指标 | 里程 | 30公里", "效益指标 |  |  |", "满意度指标 | 服务对象满意度 | 满意度 | ≥90%")
    d = one(form("\n".join(rows)))
    assert [x[0] for x in labelled(d)] == ["产出指标", "满意度指标"]


def test_two_trees_whose_labels_say_the_whole_project_and_this_year() -> None:
    head = "一级指标 | 二级指标 | 指标内容 | 指标值"
    d = one(
        page(
            f"项目名称 | 配方施肥 | < | < | <\n总目标绩效指标 | {head}\n^ | 产出指标 | 数量指标 | 推广面积 | 90万亩\n"
            f"本年度绩效指标 | {head}\n^ | 产出指标 | 数量指标 | 推广面积 | 30万亩",
            above=ABOVE,
        )
    )
    (x,) = d.indicators
    assert x.period_value is not None
    assert x.annual_value is not None
    assert (x.period_value.raw, x.annual_value.raw) == ("90万亩", "30万亩")


def test_the_period_over_its_own_values_makes_them_the_period_s() -> None:
    d = one(
        page(
            "项目名称 | 冷藏库 | < | < | <\n一级指标 | 二级指标 | 实施期 | < | 年度\n"
            "^ | ^ | 三级指标 | 指标值 | 指标值\n"
            "产出指标 | 数量指标 | 冷藏能力 | 6万吨 | 2万吨",
            above=ABOVE,
        )
    )
    (x,) = d.indicators
    assert x.period_value is not None
    assert x.annual_value is not None
    assert (x.period_value.raw, x.annual_value.raw) == ("6万吨", "2万吨")


GRADES = """
职责活动 | 年度预算数 | 内容描述 | 绩效目标 | 绩效指标 | 评价标准 | < | <
^ | ^ | ^ | ^ | ^ | 优 | 良 | 差
一、养殖 | 412.60 | 指导生产 | 提高比重 |  |  |  |
1、良种 | 268.00 | 推广良种 | 覆盖率提高 | 良种覆盖率 | ≥92% | ≥88% | <88%
"""


def test_of_a_standard_in_grades_the_best_is_the_target_and_activities_are_tasks() -> None:
    d = one(page(GRADES.strip(), above=("部门职责-工作活动绩效目标", "128青石县畜牧中心    2026年度    单位：万元")))
    assert (d.form.kind, d.form.unit, d.form.year) == ("department", "128青石县畜牧中心", 2026)
    assert [(x.name, x.annual_value.raw if x.annual_value else None, x.activity) for x in d.indicators] == [
        ("良种覆盖率", "≥92%", "1、良种")
    ]
    assert [(t.name, t.content, t.amount.raw if t.amount else None, t.expected) for t in d.tasks] == [
        ("一、养殖", "指导生产", "412.60", "提高比重"),
        ("1、良种", "推广良种", "268.00", "覆盖率提高"),
    ]
    assert [(x.label, x.text) for x in d.extra] == [("评价标准 良", "≥88%"), ("评价标准 差", "<88%")]


@pytest.mark.parametrize(
    "heads", ["绩效指标 | 评价标准 | < | <\n^ | {0} | {1} | {2}", "绩效指标 | 评价标准 | < | <\n  | {0} | {1} | {2}"]
)
def test_the_best_grade_is_the_target_wherever_it_stands(heads: str) -> None:
    grades = heads.format("差", "良", "优")
    d = one(page(f"{grades}\n按期办结率 | <88% | ≥88% | ≥95%", above=("2026年部门职责-工作活动绩效目标",)))
    assert [x[2:] for x in labelled(d)] == [("按期办结率", "≥95%")]
    assert [(x.label, x.text) for x in d.extra] == [("评价标准 差", "<88%"), ("评价标准 良", "≥88%")]


def test_a_label_of_level_2_in_a_row_of_its_own_ends_with_its_level_1() -> None:
    body = "产出指标 |  |  | \n  | 数量指标 |  | \n  |  | 场次 | 6场\n效益指标 |  | 受益人数 | 7人"
    d = one(form(body))
    assert labelled(d) == [("产出指标", "数量指标", "场次", "6场"), ("效益指标", None, "受益人数", "7人")]
