"""Sideways pages: there and back again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char, lines_of
from shenbao_extract.turning import Turn, turn_of

WIDTH, HEIGHT = 842.0, 595.0
turns = st.sampled_from([0, 90, 180, 270])


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, y = (
        draw(st.tuples(st.floats(0, WIDTH), st.floats(0, WIDTH))),
        draw(st.tuples(st.floats(0, HEIGHT), st.floats(0, HEIGHT))),
    )
    return Box(min(x), min(y), max(x), max(y))


@given(turns, st.floats(-4, 4), boxes())
def test_back_undoes_the_turn(degrees: int, lean: float, box: Box) -> None:
    turn = Turn(degrees, WIDTH, HEIGHT, lean)
    for there in (turn.back(turn.box(box)), turn.box(turn.back(box))):
        assert (there.x0, there.top, there.x1, there.bottom) == pytest.approx((box.x0, box.top, box.x1, box.bottom))


@given(turns, boxes())
def test_a_turned_box_stays_a_box_on_the_page(degrees: int, box: Box) -> None:
    turned = Turn(degrees, WIDTH, HEIGHT).box(box)
    width, height = (HEIGHT, WIDTH) if degrees in (90, 270) else (WIDTH, HEIGHT)
    assert turned.x0 <= turned.x1
    assert turned.top <= turned.bottom
    assert min(turned.x0, turned.top) >= -1e-6
    assert turned.x1 <= width + 1e-6
    assert turned.bottom <= height + 1e-6
    sides = sorted((turned.width, turned.height))
    assert sides == pytest.approx(sorted((box.width, box.height)), abs=1e-6)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_line_of_turned_text_reads_the_same_after_turning_upright(degrees: int) -> None:
    turn = Turn(degrees, WIDTH, HEIGHT)
    upright = [Box(100 + 10.0 * i, 40, 110 + 10.0 * i, 50) for i in range(4)]  # as read
    chars = [Char(c, turn.back(b), 10, degrees) for c, b in zip("产出指标", upright, strict=True)]
    read = [turn.char(c) for c in chars]
    assert {c.turn for c in read} == {0}
    assert [text for text, _ in lines_of(read)] == ["产出指标"]


def test_the_page_turns_as_most_of_its_characters_run() -> None:
    def chars(turn: int, count: int) -> list[Char]:
        return [Char("字", Box(0, 0, 10, 10), 10, turn)] * count

    assert turn_of(chars(90, 30) + chars(0, 5), WIDTH, HEIGHT).degrees == 90
    assert turn_of(chars(270, 5) + chars(0, 30), WIDTH, HEIGHT).degrees == 0
    assert turn_of(chars(90, 5) + chars(0, 5), WIDTH, HEIGHT).degrees == 0  # in doubt as it is
    assert turn_of([], WIDTH, HEIGHT).degrees == 0
