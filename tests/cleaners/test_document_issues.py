"""A document without a form says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from paper import ABOVE, WHOLE, document, page, read

from shenbao_extract.document import Page, Problem

OTHER = page("科目 | 金额\n行政运行 | 37.04", above=("一般公共预算支出表",))
PROSE = Page(1, "text", "none", read=False)
SCAN = Page(1, "scan", "none", read=False)


def reason(pages: tuple[Page, ...], *problems: Problem) -> str:
    doc = replace(document(), pages=pages, problems=problems)
    (said,) = [i for i in read(doc).issues if i.code == "no_form"]
    return said.message.zh


def stated(clause: str) -> Problem:
    return Problem("mentions", 1, (("stated", clause),))


@pytest.mark.parametrize(
    ("pages", "problems", "words"),
    [
        ((PROSE,), (), "全文没有提到"),
        ((PROSE,), (Problem("mentions", 1),), "只在文字中提到（第1页）"),
        ((PROSE,), (stated("编报绩效目标的项目共4个"),), "只在文字中说明（第1页：“编报绩效目标的项目共4个”）"),
        ((PROSE,), (stated("编报绩效目标的项目共0个"),), "文中说明没有项目（第1页：“编报绩效目标的项目共0个”）"),
        ((SCAN,), (), "扫描图片"),
        ((PROSE,), (Problem("html_page"),), "网页"),
    ],
)
def test_the_reason(pages: tuple[Page, ...], problems: tuple[Problem, ...], words: str) -> None:
    assert words in reason(pages, *problems)


def test_a_list_of_goals_without_indicators_is_told() -> None:
    result = read(document(OTHER, problems=[Problem("goal_list", 1), Problem("goal_list", 2)]))
    (said,) = [i for i in result.issues if i.code == "goal_list"]
    assert "1-2" in said.message.zh


def test_a_page_that_holds_a_form_is_no_list_of_goals() -> None:
    form = page(WHOLE, above=ABOVE)
    assert "goal_list" not in [i.code for i in read(document(form, problems=[Problem("goal_list", 1)])).issues]
