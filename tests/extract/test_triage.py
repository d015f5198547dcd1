"""Which pages are worth reading: all where a form may stand, few others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinypdf import TinyPage, pdf

from shenbao_extract.pdf.opening import OpenPage
from shenbao_extract.triage import FORM_WORDS, GAP, TITLE_LAST, Glance, glance, is_garbled, worth_reading

CORPUS = Path(__file__).parents[2] / "corpus"
FORM = Glance(800, 12, True, False)
MENTION = Glance(800, 1, False, False)  # the words in running text, no ruled table
OTHER = Glance(800, 0, True, False)  # another table


def chosen(glances: list[Glance]) -> list[int]:
    return [i for i, wanted in enumerate(worth_reading(glances)) if wanted]


def test_a_form_and_the_page_after_it() -> None:
    assert chosen([OTHER, OTHER, FORM, OTHER, OTHER]) == [2, 3]


def test_a_form_on_the_last_page() -> None:
    assert chosen([OTHER, FORM]) == [1]


def test_pages_between_two_near_ones_may_be_filled_by_a_long_table() -> None:
    assert chosen([FORM, OTHER, OTHER, FORM, OTHER, OTHER]) == [0, 1, 2, 3, 4]


def test_far_pages_are_two_forms() -> None:
    far = [FORM, *[OTHER] * (GAP + 3), FORM]
    assert chosen(far) == [0, 1, GAP + 4]


def test_words_without_lines_and_lines_without_words_are_no_form() -> None:
    assert chosen([MENTION, OTHER, MENTION]) == []
    assert chosen([]) == []


def test_the_page_before_a_form_that_closes_with_its_title_is_read_too() -> None:
    assert chosen([OTHER, replace(MENTION, title_last=True), FORM]) == [1, 2]
    assert chosen([OTHER, replace(MENTION, title_last=True), OTHER, FORM]) == [3]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("关于下达资金的通知附件2农村公路补助资金区域绩效目标表", True),
        ("项目支出绩效目标表（2026年度）-12-", True),
        ("详见项目支出绩效目标表。", False),
        ("项目支出绩效目标表项目名称灌渠", False),
    ],
)
def test_a_title_at_the_end_of_a_page(text: str, wanted: bool) -> None:
    assert (TITLE_LAST.search(text) is not None) == wanted


@given(st.lists(st.sampled_from([FORM, MENTION, OTHER]), max_size=60))
def test_every_page_that_looks_like_a_form_is_read(glances: list[Glance]) -> None:
    wanted = worth_reading(glances)
    assert len(wanted) == len(glances)
    assert all(w for w, g in zip(wanted, glances, strict=True) if g is FORM)
    for i, w in enumerate(wanted):  # and no page far from all of them
        assert not w or FORM in glances[max(0, i - GAP) : i + 1]


@pytest.mark.parametrize(
    "text",
    [
        "三级指标",
        "部门整体支出绩效目标申报表",
        "项目绩效目标批复表",
        "年度指标值",
        "质量指标",
        "服务对象满意度指标",
        "总体绩效目标",
        "指标内容",
    ],
)
def test_words_of_a_form(text: str) -> None:
    assert FORM_WORDS.search(text)


@pytest.mark.parametrize("text", ["一般公共预算支出表", "部门收支总表", "政府采购情况说明", "国有资产占用情况"])
def test_words_of_other_pages(text: str) -> None:
    assert not FORM_WORDS.search(text)


def looked_at(document: pdfium.PdfDocument, index: int) -> Glance:
    with OpenPage(document, index) as page:
        return glance(page)


def test_a_glance_at_a_ruled_page_without_words() -> None:
    page = TinyPage().table([["Name", "Amount"], ["Basic", "37.04"]])
    with pdfium.PdfDocument(pdf(page)) as document:
        look = looked_at(document, 0)
    assert look.form_words == 0
    assert look.characters == len("NameAmountBasic37.04")
    assert not look.pictures


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.pdf")), ids=lambda p: p.stem)
def test_every_page_with_a_part_of_the_form_is_read(path: Path) -> None:
    with pdfium.PdfDocument(path) as document:
        looks = [looked_at(document, i) for i in range(len(document))]
        texts = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    wanted = worth_reading(looks)
    assert all(w for w, text in zip(wanted, texts, strict=True) if "三级指标" in text or "年度指标值" in text)
    assert wanted[-1]  # the indicators end each of these documents


@pytest.mark.parametrize(
    ("text", "nonsense"),
    [
        ("专项资金情况ÿ万元Ā，年度目标", True),
        ("市级机关保留公务用车委托û理", False),  # one alone may be a name's
        ("中法Molière文化节、Zürich友好城市、àé", False),  # words
        ("资金（万元）±5°，×÷", False),
    ],
)
def test_letters_with_accents_between_chinese_characters_are_of_a_false_map(text: str, nonsense: bool) -> None:
    assert is_garbled(text) is nonsense
