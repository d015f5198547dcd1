"""A row of money of which a page break leaves the label on one page and the amount, or its end, on the other."""

from __future__ import annotations

import pytest
from paper import ABOVE, TREE, labelled, money, one, page, repaired

BLOCK = "项目资金（万元）"
Lines = list[tuple[str | None, str, str, str | None, str | None]]

Rows = list[tuple[str, str, str]]


def row(*cells: str) -> str:
    """Block | label over two columns | amount over three."""
    block, label, amount = cells
    return f"{block} | {label} | < | {amount} | < | <"


def read(above: list[tuple[str, str, str]], below: list[tuple[str, str, str]]) -> Lines:
    first = page("\n".join(["项目名称 | 灌渠维护 | < | < | < | <", *(row(*x) for x in above)]), above=ABOVE)
    return money(one(first, page("\n".join([*(row(*x) for x in below), TREE.strip()]))))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ((BLOCK, "财政拨款", "257.8"), ("", "", "2")),  # a figure cut behind its point
        ((BLOCK, "财政拨款", ""), ("", "", "257.82")),
        ((BLOCK, "", "257.82"), ("", "财政拨款", "")),
        ((BLOCK, "", "257.8"), ("", "财政拨款", "2")),
        (("", "财政拨款", "257.8"), (BLOCK, "", "2")),
        (("项目资", "财政拨款", ""), ("金（万元）", "", "257.82")),
        (("项目专款情", "财政拨款", ""), ("况（万元）", "", "257.82")),  # no label that is known
        ((BLOCK, "财政拨款", "257.82"), ("", "", "")),
        (("", "财政拨款", "257.82"), (BLOCK, "", "")),
    ],
)
def test_one_row_on_two_pages(above: tuple[str, str, str], below: tuple[str, str, str]) -> None:
    rows = [(above[0], "年度资金总额", "379.15"), ("^", *above[1:])]
    block = above[0] + below[0]
    assert read(rows, [below, ("^", "其他资金", "121.33")]) == [
        (block, "年度资金总额", "379.15", "379.15", "万元"),
        (block, "财政拨款", "257.82", "257.82", "万元"),
        (block, "其他资金", "121.33", "121.33", "万元"),
    ]


def test_two_rows_at_a_break_stay_two_whatever_box_the_label_is_in() -> None:
    """The block's blank box goes with the label under it, for lines of money stand beside both."""
    rows = [("", "年度资金总额", "379.15"), ("^", "财政拨款", "257.8")]
    assert read(rows, [(BLOCK, "其他资金", "2"), ("^", "其中：自筹", "")]) == [
        (BLOCK, "年度资金总额", "379.15", "379.15", "万元"),
        (BLOCK, "财政拨款", "257.8", "257.8", "万元"),
        (BLOCK, "其他资金", "2", "2", "万元"),
        (BLOCK, "其中：自筹", "", None, "万元"),
    ]


def test_a_label_of_something_else_under_a_blank_box_takes_no_money() -> None:
    rows = [(BLOCK, "年度资金总额", "379.15"), ("^", "财政拨款", "379.15"), ("", "其他资金", "")]
    assert [x[:3] for x in read(rows, [("年度目标", "", "修好灌渠。")])][:2] == [
        (BLOCK, "年度资金总额", "379.15"),
        (BLOCK, "财政拨款", "379.15"),
    ]


def test_a_row_of_two_sides_with_one_named_on_the_next_page() -> None:
    head = "项目名称 | 灌渠维护 | < | < | < | <\n"
    first = head + "项目 | 中期资金总额 | 12.00 | 年度资金总额 | 4.00 | <\n^ |  |  | 其他资金 | 1.00 | <"
    second = "资金（万元） | 其他资金 |  |  |  | <"
    lines = money(one(page(first, above=ABOVE), page(f"{second}\n{TREE.strip()}")))
    assert [(x[0], x[1], x[2], x[4]) for x in lines] == [
        (BLOCK, "中期资金总额", "12.00", "万元"),
        (BLOCK, "年度资金总额", "4.00", "万元"),
        (BLOCK, "其他资金", "", "万元"),
        (BLOCK, "其他资金", "1.00", "万元"),
    ]


@pytest.mark.parametrize(
    ("rows", "below"),
    [
        ([(BLOCK, "", "257.82")], [("", "财政拨款", "200"), ("^", "其他资金", "57.82")]),
        ([(BLOCK, "", "257.82")], [("", "财政拨款", "200")]),
        ([(BLOCK, "年度资金总额", "257.00"), ("^", "财政拨款", "200.00")], [("", "", "57")]),
    ],
)
def test_a_figure_with_all_its_decimals_takes_no_digits_of_the_next_row(rows: Rows, below: Rows) -> None:
    assert [x[2] for x in read(rows, below)] == [amount for *_, amount in (*rows, *below)]


TASKS = "年度重点工作任务 | 任务名称 | 任务内容 | 金额（万元） | 实现目标 | <"


def tasks(above: str, below: str) -> list[tuple[str | None, str | None]]:
    first = "项目名称 | 灌渠维护 | < | < | < | <\n" + TASKS + "\n^ | 走访农户 | 走访三百户 | 12.79 | 了解需要 | <\n^ |"
    d = one(page(first + above, above=ABOVE), page(f" | {below}\n{TREE.strip()}"))
    return [(t.name, t.amount.raw if t.amount else None) for t in d.tasks]


@pytest.mark.parametrize(("amounts", "whole"), [(("141.4", "0"), "141.40"), (("141.40", ""), "141.40")])
def test_a_task_named_on_the_second_page_is_one(amounts: tuple[str, str], whole: str) -> None:
    first, second = amounts
    assert tasks(f" | 维护灌渠 | {first} |  | <", f"灌渠维护 | 三十公里 | {second} | 畅通 | <") == [
        ("走访农户", "12.79"),
        ("灌渠维护", whole),
    ]


def test_two_whole_amounts_are_two_tasks() -> None:
    found = tasks(" | 维护灌渠 | 141.40 |  | <", "灌渠维护 | 三十公里 | 30.58 | 畅通 | <")
    assert [amount for _, amount in found] == ["12.79", "141.40", "30.58"]


def test_a_task_s_further_line_takes_no_digits_of_the_next_task() -> None:
    found = tasks(" | 其中：专项 | 2.50 |  | <", "维护灌渠 | 三十公里 | 30 | 畅通 | <")
    assert [amount for _, amount in found] == ["12.79", "2.50", "30"]


def test_a_row_of_two_halves_under_a_cut_label() -> None:
    """Level 2 is half on each page; the left half's name stands below, the right half's above."""
    head = "一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值\n"
    first = head + "产出指标 | 数量指标 | 灌渠长度 | ≥3公里 | 数量指标 | 灌渠长度 | ≥1公里\n"
    first += "满意度指标 | 服 |  | ≥90% | 服 | 农户满意度 | ≥80%"
    d = one(page(first, above=ABOVE), page(" | 务对象满意度指标 | 农户满意度 |  | 务对象满意度指标 |  | "))
    assert labelled(d)[-1] == ("满意度指标", "服务对象满意度指标", "农户满意度", "≥80%")
    assert d.indicators[-1].period_value is not None
    assert d.indicators[-1].period_value.raw == "≥90%"
    assert "page_cut_rows" in repaired(d)
