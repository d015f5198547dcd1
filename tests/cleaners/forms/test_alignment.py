"""Headings printed again on the next page, over columns of other widths."""

from __future__ import annotations

import pytest
from paper import ABOVE, labelled, one, page, read, tree


def test_columns_of_other_widths_are_told_by_their_headings() -> None:
    first = page(tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "指标值"), above=ABOVE, widths=(60, 60, 200, 160))
    second = page(tree("产出指标 | 质量指标 | 合格率 | 100%", "指标值"), widths=(110, 150, 90, 130))
    assert labelled(one(first, second)) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("产出指标", "质量指标", "合格率", "100%"),
    ]


def test_the_label_of_the_block_beside_the_headings_stands_on_one_page_only() -> None:
    """The box of 绩效指标 is blank on the first page; the columns of both are the same all the same."""
    head = "{} | 一级指标 | 二级指标 | 三级指标 | 指标值"
    first = f"{head.format('')}\n^ | 产出指标 | 数量指标 | 灌渠长度 | ≥30公里"
    second = f"{head.format('绩效指标')}\n^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%"
    d = one(
        page(first, above=ABOVE, widths=(60, 90, 80, 150, 100)),
        page(second, widths=(60, 85, 92, 145, 98)),
    )
    assert labelled(d) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥90%"),
    ]


def test_a_page_without_headings_stands_on_the_columns_of_the_page_before() -> None:
    """The second page prints the headings again over other widths; the third goes on with these, without headings."""
    first = page(tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "指标值"), above=ABOVE, widths=(60, 60, 200, 160))
    second = page(tree("产出指标 | 质量指标 | 合格率 | 100%", "指标值"), widths=(66, 66, 183, 165))
    third = page("效益指标 | 社会效益指标 | 农户收益 | 提高", widths=(66, 66, 183, 165))
    assert labelled(one(first, second, third))[1:] == [
        ("产出指标", "质量指标", "合格率", "100%"),
        ("效益指标", "社会效益指标", "农户收益", "提高"),
    ]


def test_the_headings_under_a_heading_tell_their_columns_too() -> None:
    """Both inner edges of 预算金额 moved, the third column by more than its share of the whole."""
    head = "项目名称 | 预算金额（万元） | < | < | 三级指标 | 指标值\n^ | 资金总额 | 财政拨款 | 其他资金 | ^ | ^\n"
    first = page(head + "灌渠维护 | 9 | 6 | 3 | 灌渠长度 | ≥30公里", above=ABOVE, widths=(80, 60, 60, 60, 120, 80))
    second = page(head + "走访慰问 | 5 | 4 | 1 | 走访户数 | ≥300户", widths=(80, 66, 40, 74, 120, 80))
    d = read(first, second).declarations
    assert [[(x.label, x.amount.raw) for x in form.budget] for form in d] == [
        [("资金总额", "9"), ("财政拨款", "6"), ("其他资金", "3")],
        [("资金总额", "5"), ("财政拨款", "4"), ("其他资金", "1")],
    ]


UNDER = "一级指标 | 二级指标 | 三级指标 | 指标值 | <\n"
HEADED = UNDER + "^ | ^ | ^ | 实施期 | 年度\n"


@pytest.mark.parametrize(("first", "second"), [(HEADED, UNDER), (UNDER + "^ | ^ | ^ |  | \n", HEADED)])
def test_pages_of_which_one_shows_the_headings_under_a_heading_are_aligned_by_the_row_above(
    first: str, second: str
) -> None:
    """A row of headings printed again may be the first of two; of a scan the second may be blank."""
    d = one(
        page(first + "产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥10公里", above=ABOVE, widths=(60, 80, 160, 90, 90)),
        page(second + "效益指标 | 社会效益指标 | 出行改善率 | ≥90% | ≥80%", widths=(70, 80, 150, 90, 90)),
    )
    assert [i.name for i in d.indicators] == ["灌渠长度", "出行改善率"]
    assert "≥90%≥80%" not in str(d.indicators)
