"""Marks of tiny print: two pixels that run into the character before, told by the white behind them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from shenbao_extract.ocr.engine import Gray, PixelBox, Recognised
from shenbao_extract.readers.scan import Layout, _page
from shenbao_extract.scan.gaps import with_marks
from shenbao_extract.scan.lines import Cut
from shenbao_extract.turning import Turn

PITCH, HIGH = 14, 12  # pixels


class Engine:
    """Reads the other crop as told."""

    name = "told"

    def __init__(self, other: Recognised) -> None:
        self.other = other
        self.asked = 0

    def read(self, crops: Sequence[Gray]) -> list[Recognised]:
        self.asked += len(crops)
        return [self.other for _ in crops]

    def detect(self, picture: Gray) -> list[PixelBox] | None:
        return None


def printed(line: str, high: int = HIGH) -> tuple[Gray, Cut, tuple[float, ...]]:
    """A line of blocks for characters, two dots for a mark, nothing for a blank or half of one (_); their places."""
    picture = np.full((high + 6, PITCH * len(line) + 8), 255, np.uint8)
    places = []
    left = 4 - PITCH
    for character in line:
        left += PITCH
        if character == "，":
            picture[high : high + 3, left - 1 : left + 2] = 0
        elif character == "_":
            left -= PITCH // 2
        elif character != " ":
            picture[3 : 3 + high, left + 1 : left + PITCH - 1] = 0
            places.append((left + PITCH / 2) / picture.shape[1])
    height, width = picture.shape
    return picture, Cut((4, 3, width - 4, 3 + high), (0, 0, width, height)), tuple(places)


def reading(text: str, at: tuple[float, ...] = (), mark: str = "，") -> Recognised:
    return Recognised(text, (0.99,) * len(text), at, ((mark, 0.6),) * len(text))


def marked(line: str, other: Recognised, high: int = HIGH, text: str | None = None) -> str:
    picture, cut, at = printed(line, high)
    text = text or "".join(c for c in line if c not in "，_ ")
    found = reading(text, at)
    out = with_marks([found], [cut], picture, picture, Engine(other))
    return out[0].text if out else text


def test_white_of_a_characters_width_tells_of_a_mark_which_the_other_crop_names() -> None:
    assert marked("保障网络安全，促进规范", reading("保障网络安全促进规范", mark="、")) == "保障网络安全、促进规范"


def test_a_mark_that_the_other_crop_shows_is_taken() -> None:
    other = Recognised("保障网络安全；促进规范", (0.9,) * 11, (), (("，", 0.6),) * 11)
    assert marked("保障网络安全，促进规范", other) == "保障网络安全；促进规范"


def test_where_the_other_crop_reads_other_words_the_first_reading_tells_the_mark() -> None:
    assert marked("保障网络安全，促进规范", reading("保险网络", mark="、")) == "保障网络安全，促进规范"


def test_several_marks_of_one_line() -> None:
    assert marked("保障安全，促进规范，提升", reading("保障安全促进规范提升")) == "保障安全，促进规范，提升"


@pytest.mark.parametrize(
    ("line", "high"),
    [
        ("保障网络安全促进规范", HIGH),
        ("保障网络安全  促进规范", HIGH),  # blanks, no mark
        ("保障网络安全，促进规范", 20),  # so high a mark shows by itself
        ("经济效益_指标完成", HIGH),  # half a blank
        ("安全，规范", HIGH),  # too few characters tell how far apart they stand
    ],
)
def test_no_mark_is_put_in_elsewhere(line: str, high: int) -> None:
    bare = "".join(c for c in line if c not in "，_ ")
    assert marked(line, reading(bare), high) == bare


def test_a_point_between_characters_is_a_mark_read_as_one() -> None:
    picture, cut, _ = printed("保障网络安全，促进规范")
    text = "保障网络安全.促进规范"
    found = reading(text, tuple((4 + (i + 0.5) * PITCH) / picture.shape[1] for i in range(len(text))))
    out = with_marks([found], [cut], picture, picture, Engine(reading(text)))
    assert out[0].text == "保障网络安全，促进规范"
    assert len(out[0].text) == len(out[0].sure) == len(out[0].at) == len(out[0].marks)


def test_without_gaps_nothing_is_read_again() -> None:
    picture, cut, at = printed("保障网络安全促进规范")
    engine = Engine(reading(""))
    assert with_marks([reading("保障网络安全促进规范", at)], [cut], picture, picture, engine) == {}
    assert engine.asked == 0


def test_in_a_line_outside_the_tables_no_mark_is_put_in() -> None:
    """Half a blank between two names is as wide as a mark, and a line has no readings that could tell it is unsure."""
    picture, cut, at = printed("保障网络安全，促进规范")
    height, width = picture.shape
    strip = ((0, 0, width, height), False)
    layout = Layout(Turn(0, width, height, 0.0), 1.0, picture, picture, picture, (), (), (), (cut,), (strip,))
    page = _page(layout, 1, Engine(reading("保障网络安全促进规范", at)))
    assert [line.text for line in page.lines] == ["保障网络安全促进规范"]
