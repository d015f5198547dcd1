"""A document without a form says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from paper import ABOVE, WHOLE, document, page, read

from shenbao_extract.document import Box, Line, Page, Place, Problem

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


def unread(*pages: object) -> list[str]:
    return [i.message.zh for i in read(*pages).issues if i.code == "table_not_read"]  # type: ignore[arg-type]


REST = "指标7：走访户数 | ≥300户\n指标8：培训人次 | 90%"


@pytest.mark.parametrize("rest", [REST, "走访户数 | ≥300户\n培训人次 | 不低于90人", "产出指标 | 走访\n数量指标 | 培训"])
def test_indicators_on_the_page_after_a_form_that_could_not_be_joined_are_told(rest: str) -> None:
    """The label columns have no frame there, and the rest has other columns."""
    narrow = page(rest, left=200, widths=(20, 30))
    assert [x.partition("页")[0] for x in unread(page(WHOLE, above=ABOVE), narrow, narrow)] == ["第2-3"]


def test_a_page_that_is_all_but_empty_lies_between_a_form_and_its_rest() -> None:
    narrow = page(REST, left=200, widths=(20, 30))
    between = Page(2, "text", "pdf", width=595, height=842, lines=page_lines("（接下页）"))
    full = Page(2, "text", "pdf", width=595, height=842, lines=page_lines("一", "二", "三"))
    form, _, rest = document(page(WHOLE, above=ABOVE), page("科目 | 金额"), narrow).pages
    assert [x.partition("页")[0] for x in unread(replace(document(), pages=(form, between, rest)))] == ["第3"]
    assert unread(replace(document(), pages=(form, full, rest))) == []


def page_lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text, Place(2, Box(50, 40, 150, 52))) for text in texts)


def test_the_form_itself_is_told_that_it_may_go_on() -> None:
    narrow = page(REST, left=200, widths=(20, 30))
    again = WHOLE.replace("乡村道路养护", "山塘维修")
    first, second = read(page(WHOLE, above=ABOVE), page(again, above=ABOVE), narrow).declarations
    assert [i.code for i in first.issues if i.code == "may_go_on"] == []
    (said,) = [i for i in second.issues if i.code == "may_go_on"]
    assert (said.path, "第3页" in said.message.zh) == (None, True)
    assert second.status == "needs_review"


@pytest.mark.parametrize(
    "prose",
    [
        "1、1-产出指标；11-数量指标；走访；年度指标值:3户。2、1-产出指标；12-质量指标；合格；年度指标值:好。",
        "【产出指标-数量指标】指标1:走访(9户)；【产出指标-质量指标】指标1:合格(好)",
        "数量指标：走访农户300户；质量指标：全部合格",
        "走访农户≥300户，满意度≥90%",
    ],
)
def test_indicators_in_prose_after_a_form_are_told(prose: str) -> None:
    narrow = page(f"走访 | {prose}", left=200, widths=(20, 30))
    assert [x.partition("页")[0] for x in unread(page(WHOLE, above=ABOVE), narrow)] == ["第2"]


def test_values_outside_all_tables_on_the_page_after_a_form_are_told() -> None:
    """A row with rulings at its sides only is no table; prose with a figure is no value."""
    rest = page("科目 | 金额", above=("办事群众满意度", "≥98%", "≥90%"))
    assert [x.partition("页")[0] for x in unread(page(WHOLE, above=ABOVE), rest)] == ["第2"]
    assert unread(page(WHOLE, above=ABOVE), page("科目 | 金额", above=("满意度≥98%，合格率≥90%。", "≥98%"))) == []


def test_other_tables_beside_a_form_and_indicators_far_from_any_are_not_told() -> None:
    far = page(REST, left=200, widths=(20, 30))
    assert unread(page(WHOLE, above=ABOVE), OTHER, far) == []
    assert unread(page(WHOLE, above=ABOVE)) == []


def test_headings_of_indicators_on_a_page_without_a_form_are_told_and_no_list_of_goals_too() -> None:
    noticed = [Problem("indicators_not_read", 1), Problem("goal_list", 1)]
    told = [i.code for i in read(document(OTHER, problems=noticed)).issues]
    assert "indicators_not_read" in told
    assert "goal_list" not in told


def test_headings_of_indicators_that_were_read_are_not_told() -> None:
    form = page(WHOLE, above=ABOVE)
    assert not read(document(form, problems=[Problem("indicators_not_read", 1)])).issues


def scan(of: Page, *outside: str) -> Page:
    """The page as a scan, with lines of text that stand in none of its tables."""
    boxes = [Box(300, 700 + 20 * i, 360, 712 + 20 * i) for i in range(len(outside))]
    lines = tuple(Line(text, Place(of.number, box)) for text, box in zip(outside, boxes, strict=True))
    return replace(of, kind="scan", reader="rapid", lines=(*of.lines, *lines))


def test_cells_of_a_scan_whose_rulings_were_lost_are_told() -> None:
    doc = document(page(WHOLE, above=ABOVE))
    (first,) = doc.pages
    for outside, told in ((("≥300户", "不低于90人"), 1), (("填表人：某某", "2026年1月5日"), 0)):
        assert len(unread(replace(doc, pages=(scan(first, *outside),)))) == told
    assert not unread(replace(doc, pages=(replace(first, lines=scan(first, "≥300户", "≥90人").lines),)))


def test_a_scan_after_one_whose_indicators_were_not_read_is_told_too() -> None:
    doc = document(OTHER, OTHER, OTHER, problems=[Problem("indicators_not_read", 1)])
    scans = tuple(scan(p) for p in doc.pages)
    (said,) = [
        i for i in read(replace(doc, pages=(*scans[:2], doc.pages[2]))).issues if i.code == "indicators_not_read"
    ]
    assert "1-2" in said.message.zh
