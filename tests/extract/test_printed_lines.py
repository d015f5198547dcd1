"""Characters into printed lines: order, blanks, vertical text, characters drawn twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char, lines_of, runs_over, without_doubles


def printed(text: str, x: float = 0.0, top: float = 0.0, size: float = 10.0) -> list[Char]:
    """A line as a printer sets it: full-width characters, one after another; a blank takes no character."""
    return [
        Char(c, Box(x + i * size, top, x + (i + 1) * size, top + size), size) for i, c in enumerate(text) if c != "_"
    ]


def texts(chars: list[Char], apart: float = float("inf")) -> list[str]:
    return [text for text, _ in lines_of(chars, apart)]


def test_lines_from_above_each_from_the_left() -> None:
    chars = printed("质量指标", top=20) + printed("数量指标", top=0)
    assert texts(chars[::-1]) == ["数量指标", "质量指标"]


def test_a_line_has_the_box_around_its_characters() -> None:
    ((_, box),) = lines_of(printed("指标值", x=30, top=50))
    assert box == Box(30, 50, 60, 60)


def test_characters_of_several_sizes_share_a_line() -> None:
    chars = printed("目标", size=12) + printed("95%", x=24, top=1, size=10)
    assert texts(chars) == ["目标95%"]


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("单位__万元", "单位 万元"),  # a gap of two characters
        ("单位：万元", "单位：万元"),
        ("964_.85", "964 .85"),  # a real blank between digits is kept: what it means is for the cleaners
    ],
)
def test_a_wide_gap_is_a_blank(line: str, want: str) -> None:
    assert texts(printed(line)) == [want]


def test_spread_headings_are_not_torn() -> None:
    """Characters set a little apart (justified text) are one word."""
    chars = [Char(c, Box(i * 15.0, 0, i * 15.0 + 10, 10), 10) for i, c in enumerate("绩效指标")]
    assert texts(chars) == ["绩效指标"]


def test_printed_blanks_stay_between_words_only() -> None:
    assert texts(printed("  单位 万元  ")) == ["单位 万元"]


def test_blank_lines_are_no_lines() -> None:
    assert texts(printed("   ")) == []
    assert texts([]) == []


def test_words_far_apart_at_one_height_are_two_lines_outside_tables() -> None:
    chars = printed("单位名称") + printed("单位：万元", x=300)
    assert texts(chars, apart=3.0) == ["单位名称", "单位：万元"]
    assert texts(chars) == ["单位名称 单位：万元"]


def test_upright_characters_under_each_other_are_one_line_each() -> None:
    chars = [c for i, x in enumerate("产出指标") for c in printed(x, top=12.0 * i)]
    assert texts(chars) == ["产", "出", "指", "标"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_text_reads_in_its_own_direction(turn: int) -> None:
    places = {
        90: lambda i: Box(50, 10.0 * i, 60, 10.0 * i + 10),  # down
        180: lambda i: Box(100 - 10.0 * i, 50, 110 - 10.0 * i, 60),  # to the left
        270: lambda i: Box(50, 100 - 10.0 * i, 60, 110 - 10.0 * i),  # up
    }
    chars = [Char(c, places[turn](i), 10, turn) for i, c in enumerate("产出指标")]
    ((text, box),) = lines_of(chars)
    assert text == "产出指标"
    boxes = [c.box for c in chars]
    assert box == Box(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )


def test_fake_bold_is_read_once() -> None:
    once = printed("预算金额")
    shadow = [Char(c.text, Box(c.box.x0 + 0.4, c.box.top, c.box.x1 + 0.4, c.box.bottom), c.size) for c in once]
    kept, dropped = without_doubles(once + shadow + shadow)
    assert texts(kept) == ["预算金额"]
    assert dropped == 8


def test_a_character_that_is_really_printed_twice_stays() -> None:
    kept, dropped = without_doubles(printed("人人有份 1100"))
    assert texts(kept) == ["人人有份 1100"]
    assert dropped == 0


def test_other_characters_at_one_place_both_stay() -> None:
    kept, dropped = without_doubles([*printed("一"), *printed("二")])
    assert (len(kept), dropped) == (2, 0)


@given(st.text("产出数量指标0123.≥%", min_size=1, max_size=20), st.floats(6, 30), st.floats(0, 500), st.floats(0, 700))
def test_any_line_comes_back_and_doubling_it_changes_nothing(text: str, size: float, x: float, top: float) -> None:
    chars = printed(text, x, top, size)
    assert texts(chars) == [text]
    kept, dropped = without_doubles(chars + chars)
    assert (kept, dropped) == (chars, len(chars))


@given(st.lists(st.text("绩效目标申报表", min_size=1, max_size=9), min_size=1, max_size=6), st.randoms())
def test_no_order_of_drawing_changes_what_is_read(lines: list[str], random: object) -> None:
    chars = [c for i, line in enumerate(lines) for c in printed(line, top=16.0 * i)]
    random.shuffle(chars)  # type: ignore[attr-defined]
    assert texts(chars) == lines


def test_a_giant_character_costs_no_more_than_others() -> None:
    """A font size of a million points made the search for doubles look through as many squares."""
    giant = Char("大", Box(0, 0, 1e6, 1e6), 1e6)
    assert without_doubles([giant, giant]) == ([giant], 1)


@pytest.mark.parametrize(
    ("chars", "over"),
    [
        (printed("预算情况", x=5), True),  # a character lies across
        (printed("预算情况", x=0), True),  # the edge falls between two of one word
        (printed("预算", x=-2) + printed("情况", x=22), False),  # two cells, their text up to their margins
        (printed("预算情况", x=0, top=40), False),  # in another row
        (printed("预算", x=0) + printed("情况", x=20, top=12), False),  # two lines, none of which goes over
    ],
)
def test_text_runs_over_an_edge(chars: list[Char], over: bool) -> None:
    assert runs_over(chars, 20.0, 0.0, 30.0) is over
