"""Defects found by tests and mended: malformed figures, lone lines, doubled blanks, unknown columns."""

from __future__ import annotations

import pytest
from paper import ABOVE, WHOLE, codes, one, page, read, tree, whole
from tinypdf import TinyPage, pdf

from shenbao_cleaners.checks.sums import check_sums
from shenbao_extract.readers.pdf import read_pdf


@pytest.mark.parametrize("wrong", ["37.0.4", "3,7.04", "37 041", "约37.04", "37.04⏎2.00"])
def test_malformed_figure_in_a_money_line(wrong):
    d = one(whole(WHOLE.replace("| 37.04 ", f"| {wrong} ")))
    line = next(x for x in d.budget if x.label == "基本支出")
    assert line.amount.value is None
    assert {"amount_format", "amount_not_understood"} & set(codes(d))


def test_lone_line_has_no_section():
    d = one(
        page("资金总额 | 12.00 | < | <\n" + tree("产出指标 | 数量指标 | 长度 | ≥30公里", "年度指标值"), above=ABOVE)
    )
    assert d.budget[0].section is None


def test_fake_bold_with_blanks():
    p = TinyPage().text("Total budget", 60, 60).text("Total budget", 60.3, 60).table([["a", "b"], ["c", "d"]])
    assert [x.text for x in read_pdf(pdf(p), "a", all_pages=True).pages[0].lines] == ["Total budget"]


@pytest.mark.parametrize(("rotate", "turned"), [(0, 0), (90, 90), (180, 180), (270, 270)])
def test_rotation_is_what_had_to_be_turned(rotate, turned):
    p = TinyPage(rotate=rotate).table([["Aaaa", "Bbbb"], ["Cccc", "Dddd"]])
    assert read_pdf(pdf(p), "a", all_pages=True).pages[0].rotation == turned


def test_unknown_column_of_a_prose_list_goes_to_extra():
    head = "项目名称 | 预算金额(万元) | 绩效目标 | 绩效指标 | 奇怪的栏目"
    prose = "1、1-产出指标；11-数量指标；灌渠长度；实施周期指标值:≥90公里；年度指标值:≥30公里。"
    r = read(page(f"{head}\n灌渠 | 60.00 | 修好。 | {prose} | 甲乙丙", above=("项目支出绩效目标表",)))
    assert r.tables[0].coverage.leftover == 0


def test_other_funds_are_no_part_of_the_appropriation():
    from declared import but, line

    assert (
        check_sums(but(budget=(line("资金总额", "100"), line("财政拨款", "100"), line("其他资金", "20")), tasks=()))
        != []
    )
