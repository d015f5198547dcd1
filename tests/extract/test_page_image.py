"""The ink test: what the rendering shows, on small pictures drawn in the test (one pixel a point)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char
from shenbao_extract.page_image import PageImage, without_remnants

Pixels = npt.NDArray[np.uint8]


def paper(grey: int = 255) -> Pixels:
    return np.full((100, 200), grey, dtype=np.uint8)


def glyph(pixels: Pixels, box: Box, grey: int = 0) -> None:
    """A stroke through the middle of a character's box."""
    x0, x1, y = int(box.x0), int(box.x1), int((box.top + box.bottom) / 2)
    pixels[y - 1 : y + 2, x0 + 1 : x1 - 1] = grey


def line(text: str, top: float = 20, x: float = 20) -> list[Char]:
    return [Char(c, Box(x + 12 * i, top, x + 12 * i + 12, top + 12), 12) for i, c in enumerate(text)]


def seen(pixels: Pixels, chars: list[Char]) -> str:
    return "".join(c.text for c, s in zip(chars, PageImage(pixels, 1.0).visible(chars), strict=True) if s)


def test_ink_is_seen() -> None:
    pixels, chars = paper(), line("数量指标")
    for c in chars:
        glyph(pixels, c.box)
    assert seen(pixels, chars) == "数量指标"


@pytest.mark.parametrize(("ground", "ink"), [(255, 255), (0, 0), (128, 128)])
def test_text_in_the_colour_of_the_paper_is_not_seen(ground: int, ink: int) -> None:
    pixels, chars = paper(ground), line("隐藏文字")
    for c in chars:
        glyph(pixels, c.box, ink)
    assert seen(pixels, chars) == ""


def test_white_on_dark_is_seen() -> None:
    pixels, chars = paper(40), line("标题")
    for c in chars:
        glyph(pixels, c.box, 255)
    assert seen(pixels, chars) == "标题"


def test_text_off_the_page_is_not_seen() -> None:
    assert seen(paper(), line("页外", top=300)) == ""
    assert seen(paper(), line("页外", x=-300)) == ""


def test_a_thin_glyph_shows_with_its_neighbours() -> None:
    pixels, chars = paper(), line("一、目标")
    for c in chars[2:]:
        glyph(pixels, c.box)
    assert seen(pixels, chars) == "一、目标"


def test_a_thin_glyph_beside_hidden_ones_is_hidden() -> None:
    assert seen(paper(), line("一、目标")) == ""


def test_a_line_of_which_only_a_tip_shows_is_hidden() -> None:
    chars = line("被裁去的一行文字")
    assert without_remnants(chars, [True] + [False] * 7, [None] * len(chars)) == [False] * 8


def test_a_line_that_shows_but_for_a_few_characters_stays_as_it_is() -> None:
    chars = line("露出的一行文字")
    shown = [True] * 5 + [False] * 2
    assert without_remnants(chars, shown, [None] * len(chars)) == shown


def test_remnants_are_told_line_by_line() -> None:
    chars = line("可见的行") + line("隐藏的行", top=60)
    assert without_remnants(chars, [True] * 4 + [True] + [False] * 3, [None] * len(chars)) == [True] * 4 + [False] * 4


def test_each_line_is_judged_by_itself() -> None:
    pixels, shown, hidden = paper(), line("可见的行"), line("隐藏的行", top=60)
    for c in shown:
        glyph(pixels, c.box)
    assert seen(pixels, shown + hidden) == "可见的行"


def test_no_characters() -> None:
    assert PageImage(paper(), 1.0).visible([]) == []


def test_a_drawn_ruling_shows_where_it_is_drawn() -> None:
    pixels = paper()
    pixels[50, 20:100] = 0
    pixels[10:90, 150] = 0
    image = PageImage(pixels, 1.0)
    assert image.shown(True, 50, 20, 100)
    assert not image.shown(True, 50, 110, 145)
    assert not image.shown(True, 70, 20, 100)
    assert image.shown(False, 150, 10, 90)
    assert not image.shown(False, 120, 10, 90)


def test_a_dashed_ruling_shows() -> None:
    pixels = paper()
    for x in range(20, 180, 6):
        pixels[50, x : x + 4] = 0
    assert PageImage(pixels, 1.0).shown(True, 50, 20, 180)


def test_a_ruling_of_which_little_shows_does_not_show() -> None:
    pixels = paper()
    pixels[50, 20:40] = 0
    assert not PageImage(pixels, 1.0).shown(True, 50, 20, 180)


def test_the_edge_of_a_shaded_cell_is_a_ruling() -> None:
    pixels = paper()
    pixels[50:, :] = 200
    assert PageImage(pixels, 1.0).shown(True, 50, 20, 180)


def test_rulings_off_the_page_do_not_show() -> None:
    image = PageImage(paper(), 1.0)
    assert not image.shown(True, 500, 0, 100)
    assert not image.shown(False, -50, 0, 100)


def test_questions_are_in_points_whatever_the_scale() -> None:
    pixels = np.full((300, 600), 255, dtype=np.uint8)
    pixels[150, 60:300] = 0  # 50 points down, from 20 to 100
    image = PageImage(pixels, 3.0)
    assert image.shown(True, 50, 20, 100)
    assert not image.shown(True, 150, 20, 100)


def test_a_hidden_line_of_another_clipping_path_takes_nothing_with_it() -> None:
    """Letters of both lay between each other in the text's order: the first two of a value were lost."""
    seen = [Char(x, Box(60 + 10 * i, 50, 70 + 10 * i, 60), 10) for i, x in enumerate("≥25次")]
    hidden = [Char(x, Box(60 + 10 * i, 49, 70 + 10 * i, 59), 10) for i, x in enumerate("10次；≥50次；")]
    chars = [seen[0], hidden[0], seen[1], *hidden[1:], *seen[2:]]
    shown = [c in seen for c in chars]
    clip = Box(0, 0, 100, 50)
    assert without_remnants(chars, shown, [None if c in seen else clip for c in chars]) == shown


@given(
    st.lists(
        st.tuples(*[st.floats(-20, 220)] * 2, *[st.floats(0.5, 40)] * 2).map(
            lambda b: Box(b[0], b[1], b[0] + b[2], b[1] + b[3])
        ),
        max_size=30,
    ),
    st.sampled_from([0.7, 1.0, 1.5]),
)
def test_many_characters_are_judged_as_each_alone(boxes: list[Box], scale: float) -> None:
    pixels = np.random.default_rng(7).integers(200, 256, (150, 200)).astype(np.uint8)
    pixels[40:60, 30:120] = 10
    chars = [Char("字", box, 10) for box in boxes]
    image = PageImage(pixels, scale)
    assert image.visible(chars) == [PageImage(pixels, scale).visible([c])[0] for c in chars]


def test_a_ruling_off_the_page_does_not_show() -> None:
    image = PageImage(paper(), 1.0)
    assert not any(image.shown(h, at, -50, 50) for h in (True, False) for at in (-30, 10_000))
    assert not image.shown(True, 50, 10_000, 10_100)
