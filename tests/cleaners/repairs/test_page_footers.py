"""A page's footer printed onto the last row of the page's table."""

from __future__ import annotations

import pytest
from paper import ABOVE, labelled, on_record, page, read, repaired, sheet, texts, tree

from shenbao_cleaners.repairs.page_footers import page_footers

SECOND = page("↑ | ↑可持续影响指标 | 农田面积 | 稳定")


def first(footer: str, mark: str = "↓") -> object:
    return page(
        tree(f"效益指标↓ | 社会效益指标 | 农户收益 | 提高\n^ | {footer}{mark} | 灌渠寿命 | 长期", "年度指标值"),
        above=ABOVE,
    )


@pytest.mark.parametrize("footer", ["第 6 页，共 45", "第6页，共45页", "共 45 页 第 6 页", "第 6 页 / 共 45 页"])
def test_a_footer_in_an_open_label_cell_is_no_label_and_the_one_from_the_next_page_is_joined(footer: str) -> None:
    result = read(first(footer), SECOND)
    (d,) = result.declarations
    assert [x[1] for x in labelled(d)] == ["社会效益指标", "可持续影响指标", "可持续影响指标"]
    assert "page_footers" in repaired(d)
    assert result.tables[0].coverage.leftover == 0


@pytest.mark.parametrize(("text", "mark"), [("第 6 页，共 45 页", ""), ("印刷 45 页", "↓"), ("第 6 期", "↓")])
def test_other_cells_and_other_texts_stay(text: str, mark: str) -> None:
    clean = sheet(first(text, mark), SECOND)
    assert page_footers(clean).sheet is clean


def test_twice_is_once() -> None:
    done = page_footers(sheet(first("第 6 页，共 45 页"), SECOND))
    assert on_record(done) == [("page_footers", "第 6 页，共 45 页", None)]
    again = page_footers(done.sheet)
    assert (again.repairs, texts(again.sheet)) == ((), texts(done.sheet))
