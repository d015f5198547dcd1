"""A merged label cut by a page break: on one of its pages only, or half on each."""

from __future__ import annotations

import pytest
from paper import ABOVE, codes, labelled, on_record, one, page, read, sheet, texts, tree

from shenbao_cleaners.repairs.page_cut_labels import page_cut_labels

ROW = "| 灌渠长度 | ≥30公里 | ≥30公里"
NEXT = "| 走访户数 | ≥300户 | ≥300户"
WANT = [("产出指标", "数量指标", "灌渠长度", "≥30公里"), ("产出指标", "数量指标", "走访户数", "≥300户")]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("产出指标↓ | 数量指标↓", "↑ | ↑"),  # printed before the break only
        ("↓ | ↓", "↑产出指标 | ↑数量指标"),  # printed after it only
        ("产出指标↓ | ↓", "↑ | ↑数量指标"),  # one here, one there
        ("产出↓ | 数量↓", "↑指标 | ↑指标"),  # half on each page
        ("产↓ | 数⏎量↓", "↑出⏎指⏎标 | ↑指标"),  # printed vertically, half on each page
        ("产出指标↓ | 数量指标↓", "↑产出指标 | ↑数量指标"),  # printed again
        ("产出指标 | 数量指标", " | "),  # closing lines drawn all the same
    ],
)
def test_the_label_holds_for_the_rows_of_both_pages(above: str, below: str) -> None:
    assert labelled(one(page(tree(f"{above} {ROW}"), above=ABOVE), page(f"{below} {NEXT}"))) == WANT


def test_the_halves_are_on_record() -> None:
    done = page_cut_labels(
        sheet(page(tree(f"产出↓ | 数量指标↓ {ROW}"), above=ABOVE), page(f"↑指标 | ↑数量指标 {NEXT}"))
    )
    assert ("page_cut_labels", "产出 ⏎ 指标", "产出指标") in on_record(done)


def test_another_label_after_the_break_is_another_group() -> None:
    first = tree(f"产出指标 | 数量指标 {ROW}")
    d = one(page(first, above=ABOVE), page("效益指标 | 社会效益指标 | 农户收益 | 提高 | 提高"))
    assert [x[:2] for x in labelled(d)] == [("产出指标", "数量指标"), ("效益指标", "社会效益指标")]
    assert d.repairs == ()


def test_a_blank_box_closed_before_the_break_does_not_take_the_label_below() -> None:
    """Its level-2 label, 质量指标, cannot belong to 效益指标."""
    first = tree(f"产出指标 | 数量指标 {ROW}\n | 质量指标 | 合格率 | 100% | 100%")
    d = one(page(first, above=ABOVE), page("效益指标 | 社会效益指标 | 农户收益 | 提高 | 提高"))
    assert [x[:2] for x in labelled(d)] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
    ]


def test_the_label_of_the_goals_cut_in_two() -> None:
    """总 / 体绩效目标."""
    first = "部门名称 | 青石镇农业办公室\n总↓ | 目标1：修好灌渠。↓"
    second = "↑体绩效目标 | ↑目标2：走访农户。"
    third = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "年度指标值")
    d = one(page(first, above=ABOVE, widths=(90, 270)), page(second, widths=(90, 270)), page(third))
    assert [(g.number, g.text) for g in d.goals] == [(1, "修好灌渠。"), (2, "走访农户。")]


def test_nothing_to_do_on_one_page() -> None:
    clean = sheet(page(tree(f"产出指标 | 数量指标 {ROW}\n^ | ^ {NEXT}"), above=ABOVE))
    assert page_cut_labels(clean).sheet is clean


def test_twice_is_once() -> None:
    done = page_cut_labels(sheet(page(tree(f"产出↓ | ↓ {ROW}"), above=ABOVE), page(f"↑指标 | ↑数量指标 {NEXT}")))
    again = page_cut_labels(done.sheet)
    assert again.repairs == ()
    assert texts(again.sheet) == texts(done.sheet)


def test_the_indicators_label_under_the_goals_label_with_no_line_between() -> None:
    first = "部门名称 | 青石镇农业办公室\n年度总体目标↓ | 修好灌渠，走访农户。↓"
    second = "↑年度绩效指标 | ↑一级指标 | ↑二级指标 | ↑三级指标 | ↑指标值\n^ | 产出指标 | 数量指标 | 走访户数 | ≥300户"
    d = one(page(first, above=ABOVE, widths=(90, 360)), page(second))
    assert [g.text for g in d.goals] == ["修好灌渠，走访农户。"]
    assert [x[2] for x in labelled(d)] == ["走访户数"]


def test_a_level_2_label_of_the_right_half() -> None:
    first = """
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
^↓ | 效益指标↓ | ↓ | ↓ | ↓ | 经济效益指标↓ | 增收 | ≥5万元
""".strip()
    d = one(page(first, above=ABOVE), page("↑ | ↑ | ↑ | ↑ | ↑ | ↑ | 节约支出 | 有所节约"))
    assert [x[:3] for x in labelled(d)] == [
        ("效益指标", "经济效益指标", "增收"),
        ("效益指标", "经济效益指标", "节约支出"),
    ]


def test_one_blank_box_under_two_open_labels() -> None:
    """The print left out the ruling between the two label columns under the break."""
    first = tree("产出指标↓ | 数量指标↓ | 灌渠长度 | ≥30公里 | ≥30公里\n^ | ^ | 养护次数↓ | ≥3次↓ | ≥3次↓")
    d = one(page(first, above=ABOVE), page(" | < | 走访户数 | ≥300户 | ≥300户"))
    assert labelled(d)[2] == ("产出指标", "数量指标", "走访户数", "≥300户")


def test_a_closed_empty_box_beside_the_total_row_does_not_take_the_goals_label_of_the_next_page() -> None:
    first = """
年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | <
^ | ^ | ^ | 总额 | 财政拨款
^ | 灌渠维护 | 维护灌渠三十公里 | 60.00 | 60.00
 | 金额合计 | < | 60.00 | 60.00
"""
    second = """
年度总体目标 | 目标1：修好灌渠。 | < | < | <
年度绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值
^ | 产出指标 | 数量指标 | 灌渠长度 | ≥30公里
"""
    d = one(page(first, above=ABOVE), page(second))
    assert [g.text for g in d.goals] == ["修好灌渠。"]
    assert [(b.label, b.amount.raw) for b in d.budget] == [("金额合计", "60.00"), ("金额合计", "60.00")]
    assert [t.name for t in d.tasks] == ["灌渠维护"]


def test_a_closed_goals_label_beside_three_boxes_covers_them_all_and_nothing_of_the_next_page() -> None:
    """The indicators' label is printed pages later: its cell is blank under the break."""
    first = """
项目名称 | 渠道清淤 | < | < | <
年度总体目标 | 目标1：修好灌渠。 | < | < | <
^ | 目标2：走访农户。 | < | < | <
^ | 目标3：植树护坡。 | < | < | <
"""
    second = """
↓ | ↑一级指标 | ↑二级指标 | ↑指标内容 | ↑指标值
^ | 产出指标↓ | 数量指标↓ | 灌渠长度 | ≥30公里
"""
    third = "↑年度绩效指标 | ↑ | ↑ | 走访户数 | ≥300户"
    d = one(page(first, above=ABOVE), page(second), page(third))
    assert [(g.number, g.text) for g in d.goals] == [(1, "修好灌渠。"), (2, "走访农户。"), (3, "植树护坡。")]
    assert [x[:3] for x in labelled(d)] == [("产出指标", "数量指标", "灌渠长度"), ("产出指标", "数量指标", "走访户数")]
    assert d.extra == ()
    assert "leftover" not in codes(d)


def test_a_title_row_at_a_pages_end_and_its_year_on_the_next_page_are_two() -> None:
    form = "项目名称 | {0} | < | <\n一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | {0}长度 | ≥30公里"
    first = f"{form.format('灌渠')}\n项目支出绩效目标表↓ | < | < | <"
    second = f"（2026年度） | < | < | <\n{form.format('泵站')}"
    result = read(page(first, above=("项目支出绩效目标表", "（2026年度）")), page(second))
    assert [(d.form.project, d.form.year) for d in result.declarations] == [("灌渠", 2026), ("泵站", 2026)]


def test_the_goals_label_on_the_page_after_their_headings() -> None:
    first = "项目名称 | 灌渠 | <\n | 实施期目标 | 年度目标"
    second = "总体目标 | 修好十条灌渠。 | 修好一条灌渠。\n一级指标 | 三级指标 | 指标值\n产出指标 | 灌渠长度 | ≥30公里"
    d = one(page(first, above=("项目支出绩效目标表",)), page(second))
    assert [(g.horizon, g.text) for g in d.goals] == [("period", "修好十条灌渠。"), ("annual", "修好一条灌渠。")]
