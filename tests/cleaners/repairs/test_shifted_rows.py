"""Rows of tab-separated text that stand one or more columns aside (the seed has every kind)."""

from __future__ import annotations

import pytest
from paper import labelled, on_record, one, sheet, text, texts

from shenbao_cleaners.repairs.shifted_rows import shifted_rows

TITLE = "青石镇部门整体预算绩效目标申报表"
HEADING = " | 一级指标 | 二级指标 | 三级指标 | 实施周期指标值 | 年度指标值"
FIRST = " | 产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里"


def form(*rows: str) -> str:
    return "\n".join([TITLE, HEADING, FIRST, *rows])


@pytest.mark.parametrize(
    ("row", "want"),
    [
        (" |  | 时效指标 | 完成率 | 100% | 100%", ("产出指标", "时效指标", "完成率", "100%")),  # where it belongs
        (" | 时效指标 | 完成率 | 100% | 100% | ", ("产出指标", "时效指标", "完成率", "100%")),  # one to the left
        (" |  |  | 时效指标 | 完成率 | 100% | 100%", ("产出指标", "时效指标", "完成率", "100%")),  # one to the right
        ("走访户数 |  |  | ≥300户 | ≥300户 | ", ("产出指标", "数量指标", "走访户数", "≥300户")),  # in column 0
        (
            " | 质量指标 |  | 合格率 | 100% | 100%",
            ("产出指标", "质量指标", "合格率", "100%"),
        ),  # label in the other column
    ],
)
def test_a_row_that_stands_aside(row: str, want: tuple[str, ...]) -> None:
    assert labelled(one(text(form(row))))[1] == want


def test_the_moves_are_on_record() -> None:
    done = shifted_rows(sheet(text(form(" | 时效指标 | 完成率 | 100% | 100% | "))))
    assert on_record(done) == [("shifted_rows", f"column {n}", f"column {n + 1}") for n in (2, 3, 4, 5)]


def test_tasks_after_a_page_break_with_an_extra_column() -> None:
    tasks = [
        "年度重点工作任务 | 名称 | 主要实施内容 | 拟投入的资金(元) | 期望达到的目标",
        " | 灌渠维护 | 维护三十公里 | 600,000.00 | 畅通",
        "",
        " |  | 走访农户 | 走访三百户 | 300,000.00 | 了解需要",
        HEADING,
        FIRST,
    ]
    d = one(text("\n".join([TITLE, *tasks])))
    assert [(t.name, t.content, t.amount.raw if t.amount else None, t.expected) for t in d.tasks] == [
        ("灌渠维护", "维护三十公里", "600,000.00", "畅通"),
        ("走访农户", "走访三百户", "300,000.00", "了解需要"),
    ]


def test_a_row_that_fits_in_more_than_one_way_stays() -> None:
    """Three texts, none a known label, for a name and two values: understood. Two texts: not."""
    s = sheet(text(form(" | 某某 | 某事 |  |  | ")))
    assert shifted_rows(s).repairs == ()


def test_rows_that_stand_right_are_left_alone() -> None:
    s = sheet(text(form(" |  |  | 走访户数 | ≥300户 | ≥300户")))
    assert shifted_rows(s).repairs == ()
    assert texts(shifted_rows(s).sheet) == texts(s)


def test_twice_is_once() -> None:
    done = shifted_rows(sheet(text(form(" | 时效指标 | 完成率 | 100% | 100% | ", "户数 |  |  | ≥3户 | ≥3户 | "))))
    again = shifted_rows(done.sheet)
    assert again.repairs == ()
    assert texts(again.sheet) == texts(done.sheet)
