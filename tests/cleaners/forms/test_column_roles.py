"""Columns whose heading alone does not say what they hold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from paper import ABOVE, blocks, labelled, one, page, read, tree

from shenbao_cleaners.declaration import Declaration
from shenbao_cleaners.values.label import normal_label


def form(grid: str) -> Declaration:
    return one(page(grid.strip(), above=ABOVE))


def test_beside_the_names_a_column_explains_them() -> None:
    d = form(tree("产出指标 | 数量指标 | 灌渠长度 | 修好灌渠的长度 | ≥30公里", "指标内容 | 指标值"))
    assert labelled(d) == [("产出指标", "数量指标", "灌渠长度", "≥30公里")]
    assert d.indicators[0].note == "修好灌渠的长度"


def test_an_explanation_after_the_values_begins_no_second_half() -> None:
    d = form(tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | 实地量得", "指标值 | 指标内容"))
    assert labelled(d) == [("产出指标", "数量指标", "灌渠长度", "≥30公里")]
    assert d.indicators[0].period_value is None


def test_a_row_that_numbers_the_columns_belongs_to_the_heading() -> None:
    d = form(tree("1 | 2 | 3 | 4\n产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "指标值"))
    assert labelled(d) == [("产出指标", "数量指标", "灌渠长度", "≥30公里")]


def test_a_row_of_other_figures_is_none_of_the_heading() -> None:
    (block,) = blocks(page(tree("3 | 1 | 2 | 9\n产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "指标值"), above=ABOVE))
    assert block.first == 1


def test_a_value_split_into_sign_figure_and_unit_under_one_heading() -> None:
    d = form("""
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
^ | ^ | ^ | 运算符号 | 内容 | 度量单位
产出指标 | 数量指标 | 灌渠长度 | ≥ | 3.5 | 公里
""")
    assert labelled(d) == [("产出指标", "数量指标", "灌渠长度", "≥3.5公里")]


def test_what_was_reached_in_years_before_is_no_target() -> None:
    d = form("""
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
^ | ^ | ^ | 前年 | 上年 | 预计当年实现
产出指标 | 数量指标 | 灌渠长度 | 8公里 | 10公里 | 12公里
""")
    assert labelled(d) == [("产出指标", "数量指标", "灌渠长度", "12公里")]
    assert [(e.label, e.text) for e in d.extra] == [("指标值 前年", "8公里"), ("指标值 上年", "10公里")]


def test_the_whole_year_s_value_beside_that_of_half_a_year() -> None:
    d = form(tree("产出指标 | 数量指标 | 灌渠长度 | ≥10公里 | ≥30公里", "半年（程）指标值 | 全年（程）指标值"))
    assert labelled(d) == [("产出指标", "数量指标", "灌渠长度", "≥30公里")]


def test_a_column_of_comparators_is_the_sign_s_whatever_its_heading() -> None:
    body = "产出指标 | 数量指标 | 灌渠长度 | ≥ | 30公里\n效益指标 | 社会效益指标 | 收益 | 定性 | 提高"
    d = form(tree(body, "度量 | 指标值"))
    assert [x[3] for x in labelled(d)] == ["≥30公里", "提高"]


def test_one_column_of_a_tree_under_绩效指标_is_not_the_whole_tree() -> None:
    d = form("""
绩效指标 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 度量 | 指标值
产出指标 | 数量指标 | 灌渠长度 | ≥ | 30公里
""")
    assert labelled(d) == [("产出指标", "数量指标", "灌渠长度", "≥30公里")]


def test_levels_under_another_heading_are_told_by_their_labels() -> None:
    body = "指标类型 | 指标名称 | 指标值\n数量指标 | 灌渠长度 | ≥30公里\n社会效益指标 | 收益 | 提高"
    assert labelled(form(body)) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("效益指标", "社会效益指标", "收益", "提高"),
    ]


def test_a_type_that_is_no_level_stays_unknown() -> None:
    d = form("指标类型 | 指标名称 | 指标值\n定量 | 灌渠长度 | ≥30公里\n定性 | 收益 | 提高")
    assert [x[:2] for x in labelled(d)] == [(None, None), (None, None)]


def test_where_each_level_has_its_weight_the_name_s_is_the_indicator_s() -> None:
    d = form("""
一级指标 | 权重 | 二级指标 | 权重 | 三级指标 | 权重 | 目标值
产出指标 | 60 | 数量指标 | 60 | 灌渠长度 | 40 | ≥30公里
^ | ^ | ^ | ^ | 泵站 | 20 | 2座
效益指标 | 40 | 社会效益指标 | 40 | 收益 | 40 | 提高
""")
    assert [x.weight for x in d.indicators] == [Decimal(40), Decimal(20), Decimal(40)]


def test_a_sign_for_no_unit_is_none() -> None:
    for none in ("-", "空", "/", "无"):
        d = form(tree(f"效益指标 | 社会效益指标 | 收益 | 提高 | {none}", "指标值 | 计量单位"))
        assert labelled(d)[0][3] == "提高"


def test_a_list_that_names_unit_and_project_in_one_column() -> None:
    grid = """
单位名称、项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 指标内容
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
青石镇水利所 | | | | | | | |
灌渠维护 | 修好灌渠。 | 产出指标 | 数量指标 | 灌渠长度 | ≥ | 30 | 公里 | 反映长度
泵站维护 | 修好泵站。 | 产出指标 | 数量指标 | 泵站 | = | 2 | 座 | 反映座数
"""
    result = read(page(grid.strip(), above=("项目支出绩效目标表",)))
    assert [(d.form.unit, d.form.project, d.goals[0].text, labelled(d)) for d in result.declarations] == [
        ("青石镇水利所", "灌渠维护", "修好灌渠。", [("产出指标", "数量指标", "灌渠长度", "≥30公里")]),
        ("青石镇水利所", "泵站维护", "修好泵站。", [("产出指标", "数量指标", "泵站", "=2座")]),
    ]


def test_labels_of_the_schemes_of_decision_process_and_duty() -> None:
    assert [normal_label(x) for x in ("决策", "过程", "履职", "社会效应", "计划制定")] == [
        "决策指标",
        "过程指标",
        "履职指标",
        "社会效应指标",
        "计划制定指标",
    ]


def test_a_column_绩效指标_beside_the_labels_of_level_2_holds_names() -> None:
    body = "指标类别 | 绩效指标 | 指标值\n数量指标 | 灌渠长度 | ≥30公里\n^ | 泵站 | 2座\n社会效益指标 | 收益 | 提高"
    assert labelled(form(body)) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("产出指标", "数量指标", "泵站", "2座"),
        ("效益指标", "社会效益指标", "收益", "提高"),
    ]


def test_the_labels_of_level_2_under_the_heading_of_names() -> None:
    d = form("""
指标 | 指标名称 | 内容 | 年度指标值
产出 | 数量指标 | 灌渠长度 | ≥30公里
满意度 | 服务对象满意度 | 农户满意度 | ≥95%
""")
    assert labelled(d) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥95%"),
    ]


def test_the_labels_of_level_2_under_the_heading_of_the_whole_block() -> None:
    d = form("""
绩效指标 | 绩效指标内容 | 目标值
数量指标 | 灌渠长度 | ≥30公里
质量指标 | 合格率 | 100%
""")
    assert labelled(d) == [("产出指标", "数量指标", "灌渠长度", "≥30公里"), ("产出指标", "质量指标", "合格率", "100%")]


def test_both_levels_in_one_cell_beside_the_names() -> None:
    d = form("""
指标类型 | 绩效指标 | 目标值
产出指标-数量指标 | 灌渠长度 | ≥30公里
效益指标-社会效益指标 | 受益人口 | ≥300人
""")
    assert labelled(d) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("效益指标", "社会效益指标", "受益人口", "≥300人"),
    ]


def test_of_the_values_of_several_years_those_of_the_forms_year_are_the_targets() -> None:
    d = form(
        tree("产出指标 | 数量指标 | 灌渠长度 | 90公里 | 30公里 | 40公里", "三年总目标值 | 2026年目标值 | 2027年目标值")
    )
    (x,) = d.indicators
    assert (x.period_value and x.period_value.raw, x.annual_value and x.annual_value.raw) == ("90公里", "30公里")


def test_values_of_several_years_none_of_which_is_the_forms_are_left_unread() -> None:
    d = form(tree("产出指标 | 数量指标 | 灌渠长度 | 30公里 | 40公里", "2027年指标值 | 2028年指标值"))
    assert d.indicators[0].annual_value is None


def test_a_value_after_adjustment_is_the_target() -> None:
    d = form(tree("产出指标 | 数量指标 | 灌渠长度 | 90公里 | 30公里", "调整前指标值 | 调整后指标值"))
    assert labelled(d) == [("产出指标", "数量指标", "灌渠长度", "30公里")]


def test_points_of_the_levels_alone_are_no_weights_of_the_names() -> None:
    d = form("""
一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 指标值
产出指标 | 50 | 数量指标 | 30 | 灌渠长度 | ≥30公里
""")
    assert d.indicators[0].weight is None


def test_planned_values_and_numbered_labels() -> None:
    d = form(tree("1.产出指标 | 1.1数量指标 | 灌渠长度 | ≥30公里", "计划值"))
    assert labelled(d) == [("产出指标", "数量指标", "灌渠长度", "≥30公里")]


@pytest.mark.parametrize(("heading", "value"), [("本年目标", "30公里"), ("上年目标值", None), ("半年目标", None)])
def test_where_no_heading_names_the_values_one_headed_so_holds_them(heading: str, value: str | None) -> None:
    d = form(tree("产出指标 | 数量指标 | 灌渠长度 | 28公里 | 30公里", f"上年实际 | {heading}"))
    assert [x.annual_value and x.annual_value.raw for x in d.indicators] == [value]


def test_a_column_of_directions_with_comparators_alone_is_that_of_the_signs() -> None:
    body = "产出指标 | 数量指标 | 灌渠长度 | {} | 30 | 公里"
    signs = form(tree(body.format("≥"), "指标方向 | 指标值 | 计量单位")).indicators[0]
    words = form(tree(body.format("正向"), "指标方向 | 指标值 | 计量单位")).indicators[0]
    assert [x.annual_value and x.annual_value.raw for x in (signs, words)] == ["≥30公里", "30公里"]
    assert words.direction == "正向"


def test_labels_of_level_2_right_of_the_names_under_a_heading_of_kinds() -> None:
    d = one(
        page(
            "专项资金名称 | 瓜菜 | < | <\n目标分解 | 指标名称 | 指标类别 | 目标值\n"
            "目标一 | 种植面积 | 产出数量 | 26万亩\n目标二 | 瓜菜产值 | 经济效益 | ≥38亿元",
            above=ABOVE,
        )
    )
    assert [(x.printed.level2, x.name) for x in d.indicators] == [("产出数量", "种植面积"), ("经济效益", "瓜菜产值")]
