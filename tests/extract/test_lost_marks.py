"""Marks of tiny print: two pixels that run into the character before, told by their room and a slight chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from shenbao_extract.ocr.engine import MARKS, Gray, Mark, PixelBox, Recognised
from shenbao_extract.readers.scan import Layout, _page
from shenbao_extract.scan.lines import Cut
from shenbao_extract.scan.lost_marks import with_marks
from shenbao_extract.scan.reading import TINY, read_cuts
from shenbao_extract.turning import Turn

PITCH, HIGH = 14, 12  # pixels
SLIGHT = 4e-6  # a chance the network has for a mark it does not read
NEXT_TO_NONE = 2e-7  # and where there is none


class Engine:
    """Reads the prepared picture as told, and another where it is not the same."""

    name = "told"

    def __init__(self, clean: Gray, first: Recognised, other: Recognised) -> None:
        self.clean, self.first, self.other = clean, first, other
        self.asked = 0

    def read(self, crops: Sequence[Gray]) -> list[Recognised]:
        self.asked += len(crops)
        return [self.first if crop.mean() == self.clean.mean() else self.other for crop in crops]

    def detect(self, picture: Gray) -> list[PixelBox] | None:
        return None


def printed(line: str) -> tuple[Gray, tuple[float, ...]]:
    """A line of blocks for characters, dots for marks, nothing for blanks; where its characters stand along it."""
    picture = np.full((HIGH, PITCH * len(line)), 255, np.uint8)
    out = []
    for i, character in enumerate(line):
        left = PITCH * i
        if character in MARKS:
            picture[HIGH - 3 :, left : left + 3] = 0
        elif character != " ":
            picture[:, left + 1 : left + PITCH - 1] = 0
            out.append((i + 0.5) / len(line))
    return picture, tuple(out)


def reading(
    text: str, at: tuple[float, ...] = (), mark: str = "，", chance: float = SLIGHT, sure: float = 0.99
) -> Recognised:
    return Recognised(text, (sure,) * len(text), at, (Mark(mark, chance, 0.6),) * len(text))


def bare(line: str) -> str:
    return "".join(c for c in line if c not in f"{MARKS} ")


def marked(line: str, other: Recognised) -> str:
    picture, at = printed(line)
    return with_marks(reading(bare(line), at), other, picture).text


def test_room_for_a_mark_of_which_the_other_picture_tells() -> None:
    assert marked("保障网络安全，促进规范", reading("保障网络安全促进规范", mark="、")) == "保障网络安全、促进规范"


def test_a_mark_that_the_other_picture_shows_is_taken() -> None:
    other = Recognised("保障网络安全；促进规范", (0.9,) * 11, (), (Mark("，", SLIGHT, 0.6),) * 11)
    assert marked("保障网络安全，促进规范", other) == "保障网络安全；促进规范"


def test_where_the_other_picture_reads_another_word_its_marks_between_the_others_still_count() -> None:
    other = reading("保险网络安全促进规范", mark="、")
    assert marked("保障网络，安全促进，规范", other) == "保障网络、安全促进、规范"
    assert marked("保障，网络安全促进规范", other) == "保障网络安全促进规范"


def test_several_marks_of_one_line() -> None:
    assert marked("保障安全，促进规范，提升", reading("保障安全促进规范提升")) == "保障安全，促进规范，提升"


@pytest.mark.parametrize(
    ("line", "chance"),
    [
        ("保障网络安全促进规范", SLIGHT),  # no room
        ("保障网络安全 促进规范", SLIGHT),  # a blank
        ("保障网络安全，促进规范", NEXT_TO_NONE),
        ("服务，对象满意度", SLIGHT),  # so short a line may be a label, in which half a blank stands
    ],
)
def test_no_mark_is_put_in_elsewhere(line: str, chance: float) -> None:
    assert marked(line, reading(bare(line), chance=chance)) == bare(line)


@pytest.mark.parametrize(("chance", "taken"), [(2e-5, "、"), (SLIGHT, "；")])
@pytest.mark.parametrize("read", ["；", "."])
def test_a_mark_that_was_read_is_another_only_where_the_other_picture_tells_it_surely(
    read: str, chance: float, taken: str
) -> None:
    picture, at = printed("保障网络安全促进规范提升")  # each sign has its place
    text = f"保障网络安{read}促进规范提升"
    out = with_marks(reading(text, at), reading("保障网络安促进规范提升", mark="、", chance=chance), picture)
    assert out.text == f"保障网络安{'、' if read == '.' else taken}促进规范提升"  # a point is no Chinese mark
    assert len(out.text) == len(out.sure) == len(out.at) == len(out.marks)


def line_of(high: int) -> tuple[Gray, Gray, Cut]:
    """A prepared picture of a line, the one before it was prepared, and where the line stands."""
    clean = np.full((high + 8, 200), 255, np.uint8)
    return clean, clean - 9, Cut((4, 4, 196, 4 + high), (2, 2, 198, 6 + high))


@pytest.mark.parametrize(
    ("first", "sure", "other", "taken"),
    [
        ("力元", 0.95, "万元", "万元"),  # the bars of 万元 close below a ruling went with the background
        ("力元", 0.95, "万", "力元"),
        ("指标内容", 0.95, "2指标内容", "指标内容"),  # dust
        ("指际", 0.6, "指标内容", "指标内容"),
        ("乙", 0.6, "2", "乙"),  # one character alone may be what is left of a seal
    ],
)
def test_tiny_print_is_read_in_the_unevened_picture_too_and_kept_where_surer_and_as_long(
    first: str, sure: float, other: str, taken: str
) -> None:
    clean, raw, cut = line_of(TINY)
    (piece,) = read_cuts([cut], clean, raw, Engine(clean, reading(first, sure=sure), reading(other)))
    assert piece.text == taken


def test_print_of_a_usual_height_is_read_once() -> None:
    clean, raw, cut = line_of(TINY + 1)
    engine = Engine(clean, reading("力元", sure=0.95), reading("万元"))
    assert read_cuts([cut], clean, raw, engine)[0].text == "力元"
    assert engine.asked == 1


def test_a_figure_that_was_taken_from_the_unevened_picture_is_proved_in_the_prepared_one() -> None:
    clean, raw, cut = line_of(TINY)
    clean[8:15, 20:60] = 0
    raw[8:15, 120:160] = 0
    seen: list[bool] = []

    class Pictures(Engine):
        def read(self, crops: Sequence[Gray]) -> list[Recognised]:
            prepared = [bool(c[:, : c.shape[1] // 2].mean() < c[:, c.shape[1] // 2 :].mean()) for c in crops]
            seen.extend(prepared)
            return [self.first if p else self.other for p in prepared]

    (piece,) = read_cuts([cut], clean, raw, Pictures(clean, reading("90.7190", sure=0.95), reading("90.7196")))
    assert (piece.first.text, piece.second and piece.second.text) == ("90.7196", "90.7190")
    assert seen == [True, False, True]


def test_in_a_line_outside_the_tables_no_mark_is_put_in() -> None:
    """Half a blank between two names is as wide as a mark, and a line has no readings that could tell it is unsure."""
    clean, raw, cut = line_of(HIGH)
    height, width = clean.shape
    strip = ((0, 0, width, height), False)
    layout = Layout(Turn(0, width, height, 0.0), 1.0, clean, clean, raw, (), (), (), (cut,), (strip,))
    first = reading("保障网络安全促进规范", printed("保障网络安全，促进规范")[1])
    page = _page(layout, 1, Engine(clean, first, reading("保障网络安全促进规范", sure=0.5)))
    assert [line.text for line in page.lines] == ["保障网络安全促进规范"]
