"""Heading rows printed again at the top of the next page."""

from __future__ import annotations

import pytest
from paper import ABOVE, codes, labelled, on_record, one, page, read, sheet, texts, tree

from shenbao_cleaners.repairs.repeated_headers import repeated_headers

HEADING = "一级指标 | 二级指标 | 三级指标 | 实施周期指标值 | 年度指标值"
FIRST = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里")
REST = "效益指标 | 社会效益指标 | 农户收益 | 提高 | 提高"
WANT = [("产出指标", "数量指标", "灌渠长度", "≥30公里"), ("效益指标", "社会效益指标", "农户收益", "提高")]


def test_the_heading_of_the_tree_printed_again() -> None:
    d = one(page(FIRST, above=ABOVE), page(f"{HEADING}\n{REST}"))
    assert labelled(d) == WANT
    assert ("repeated_headers", "三级指标", None) in on_record(d.repairs)


def test_nothing_of_the_heading_is_left_over() -> None:
    result = read(page(FIRST, above=ABOVE), page(f"{HEADING}\n{REST}"))
    assert result.tables[0].coverage.leftover == 0
    assert "leftover" not in codes(result.declarations[0])


def test_a_heading_of_two_rows() -> None:
    top = "一级指标 | 二级指标 | 三级指标 | 指标值 | <\n^ | ^ | ^ | 实施周期指标值 | 年度指标值"
    first = f"{top}\n产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里"
    assert labelled(one(page(first, above=ABOVE), page(f"{top}\n{REST}"))) == WANT


def test_the_first_rows_of_the_form_printed_again() -> None:
    head = "部门名称 | 青石镇农业办公室 | < | < | <"
    first = f"{head}\n{FIRST}"
    d = one(page(first, above=ABOVE), page(f"{head}\n{HEADING}\n{REST}", above=ABOVE))
    assert labelled(d) == WANT
    assert d.form.unit == "青石镇农业办公室"


def test_a_heading_over_a_merged_label_without_a_line_goes_and_the_label_stays() -> None:
    """The heading and the label of the rows under it stand in one box."""
    body = """
↑一级指标⏎产出指标 | 二级指标 | 三级指标 | 实施周期指标值 | 年度指标值
^ | 质量指标 | 合格率 | 100% | 100%
"""
    d = one(page(FIRST, above=ABOVE), page(body))
    assert labelled(d) == [WANT[0], ("产出指标", "质量指标", "合格率", "100%")]


def test_two_identical_rows_are_both_real() -> None:
    rows = "产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里\n" * 2
    d = one(page(tree(rows), above=ABOVE), page(REST))
    assert [x[2] for x in labelled(d)] == ["灌渠长度", "灌渠长度", "农户收益"]
    assert "duplicate_indicator" in codes(d)


def test_headings_within_a_page_stay() -> None:
    clean = sheet(page(f"{FIRST}\n{HEADING}\n{REST}", above=ABOVE))
    assert texts(repeated_headers(clean).sheet) == texts(clean)


def test_twice_is_once() -> None:
    done = repeated_headers(sheet(page(FIRST, above=ABOVE), page(f"{HEADING}\n{REST}")))
    again = repeated_headers(done.sheet)
    assert again.repairs == ()
    assert texts(again.sheet) == texts(done.sheet)


def test_a_heading_printed_again_beside_the_label_that_only_this_page_shows() -> None:
    first = """
 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 灌渠长度 | ≥30公里
""".strip("\n")
    rest = "\n".join(f"^ | ^ | ^ | 走访{k}村 | ≥{k}户" for k in range(1, 8))
    second = (
        f"年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n^ | 效益指标 | 社会效益指标 | 收益 | 提高\n{rest}"
    )
    d = one(page(first, above=ABOVE), page(second))
    assert [x[2] for x in labelled(d)] == ["灌渠长度", "收益", *(f"走访{k}村" for k in range(1, 8))]
    assert {x[0] for x in labelled(d)} == {"产出指标", "效益指标"}


LIST = "单位名称 | 项目名称 | 预算数(万元) | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
TITLED = ("2026年部门预算项目绩效目标表",)


def test_headings_of_a_list_over_cells_that_go_on_without_a_ruling_are_not_read_into_them() -> None:
    first = f"{LIST}\n柏川市档案馆↓ | 就业帮扶↓ | 440.28↓ | 组织培训。↓ | 产出指标 | 数量指标 | 人数 | ≥93人次"
    again = (
        "单位名称 | 项目名称 | 预算数(万元) | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n"
        "^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 收益 | 提高"
    )
    d = one(page(first, above=TITLED), page(again))
    assert (d.form.unit, d.form.project, d.budget[0].amount.raw, d.goals[0].text) == (
        "柏川市档案馆",
        "就业帮扶",
        "440.28",
        "组织培训。",
    )
    assert len(d.indicators) == 2


PROSE = "项目名称 | 总计 | 绩效目标 | 绩效指标"
SHOWS = "1、1-产出指标；11-数量指标；演出场次；实施周期指标值：≥24场；年度指标值：≥8场。"
CUT = ("2、3-满意度指标；31-服务对", "象满意度；观众满意度；实施周期指标值：≥92%；年度指标值：≥92%。")
MEALS = "1、1-产出指标；11-数量指标；新建食堂；实施周期指标值：≥15个；年度指标值：≥5个。"


def test_what_goes_on_under_a_heading_in_its_box_belongs_to_the_cell_before_the_break() -> None:
    first = f"{PROSE}\n惠民演出↓ | 560.53↓ | 丰富生活。↓ | {SHOWS}{CUT[0]}↓"
    again = f"{PROSE}⏎{CUT[1]}\n长者食堂 | 756.86 | 就近就餐。 | {MEALS}"
    result = read(page(first, above=TITLED), page(again))
    assert [(d.form.project, [x.name for x in d.indicators]) for d in result.declarations] == [
        ("惠民演出", ["演出场次", "观众满意度"]),
        ("长者食堂", ["新建食堂"]),
    ]
    assert result.tables[0].coverage.leftover == 0


@pytest.mark.parametrize("name", ["农村公路工程", "养护工程补助⏎资金"])
def test_a_project_s_name_under_the_heading_in_its_box_is_whole(name: str) -> None:
    head = "项目名称{} | 预算数 | 三级指标 | 指标值"
    first = page(head.format("") + "\n灌渠 | 1.00 | 长度 | 6公里", above=("2026年项目支出绩效目标表", "单位：万元"))
    second = page(head.format(f"⏎{name}") + "\n^ | 10.00 | 里程 | 6公里")
    declared = read(first, second).declarations
    assert [(d.form.project, len(d.indicators)) for d in declared] == [("灌渠", 1), (name.replace("⏎", ""), 1)]


def test_half_of_the_blocks_label_beside_a_repeated_heading_is_none_of_it() -> None:
    """The label 绩效指标 is cut in two; its second half stands beside the heading and the rows below it."""
    head = "{} | 一级指标 | 二级指标 | 三级指标 | 指标值\n"
    first = page(head.format("绩效") + "^ | 产出指标 | 数量指标 | 灌渠长度 | ≥30公里", above=ABOVE)
    second = page(head.format("指标") + "^ | 产出指标 | 质量指标 | 合格率 | 100%", widths=(90, 80, 95, 105, 80))
    d = one(first, second)
    assert [x.name for x in d.indicators] == ["灌渠长度", "合格率"]
    assert "repeated_headers" in [r.cleaner for r in d.repairs]
