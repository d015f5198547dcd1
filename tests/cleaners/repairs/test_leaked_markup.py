"""Rich-text tags that leaked into a cell's text."""

from __future__ import annotations

import pytest
from paper import HEAD, TREE, on_record, one, page, sheet, texts, whole

from shenbao_cleaners.repairs.leaked_markup import leaked_markup

GOALS = "目标1：修好灌渠。目标2：走访农户。"


def form(goals: str) -> str:
    return HEAD.replace(GOALS, goals).strip() + "\n" + TREE.strip()


@pytest.mark.parametrize(
    "goals",
    [
        "<p>目标1：修好灌渠。</p> <p>目标2：走访农户。</p>",
        "目标1：修好灌渠。<br/>目标2：走访农户。",
        '<span style="font-size: 14px">目标1：修好灌渠。</span>&nbsp;<b>目标2：走访农户。</b>',
        "<p>目标1：修好灌渠。</p⏎><p>目标2：走访农户。</p>",  # a tag wrapped by the cell
    ],
)
def test_tags_are_taken_out_and_the_printed_text_is_kept(goals: str) -> None:
    d = one(page(form(goals), above=("青石镇部门整体预算绩效目标申报表", "（2026年）")))
    assert [(g.number, g.text) for g in d.goals] == [(1, "修好灌渠。"), (2, "走访农户。")]
    (repair,) = [r for r in d.repairs if r.cleaner == "leaked_markup"]
    assert repair.before == goals.replace("⏎", "")
    assert repair.path == "/goals/0/text"
    assert d.evidence["/goals/0/text"][0].text == goals.replace("⏎", "\n")


@pytest.mark.parametrize("words", ["误差<5%", "5<x>3", "<=2万元", "A&B", "《办法》<试行>"])
def test_brackets_that_are_no_tags_stay(words: str) -> None:
    s = sheet(page(form(words)))
    assert leaked_markup(s).repairs == ()
    assert words in {c.text for c in s.cells}


def test_nothing_on_a_clean_form() -> None:
    s = sheet(whole())
    assert leaked_markup(s).sheet is s


def test_twice_is_once() -> None:
    done = leaked_markup(sheet(page(form("<p>目标1：修好灌渠。</p>"))))
    again = leaked_markup(done.sheet)
    assert on_record(again) == []
    assert texts(again.sheet) == texts(done.sheet)
