"""Tables that run off the scan at its left or right edge are told: digits beyond are lost without a trace."""

from __future__ import annotations

import numpy as np
import pytest
from drawnscan import SCALE, WIDTHS, form, pixels
from PIL import Image

from shenbao_extract import read_bytes
from shenbao_extract.scan.off_page import runs_off

LEFT, RIGHT = 60, 60 + sum(WIDTHS)


def cut(left: float, right: float, lean: float = 0.0) -> Image.Image:
    """The drawn form (its table from 60 to 400 points) between two places, in points."""
    image = form(size=(460, 340)).rotate(lean, fillcolor="white", resample=Image.Resampling.BICUBIC)
    return image.crop((round(left * SCALE), 0, round(right * SCALE), image.height))


@pytest.mark.parametrize("lean", [0.0, 1.5, -1.5])
@pytest.mark.parametrize(
    ("left", "right", "off"),
    [(0, 460, False), (0, RIGHT - 40, True), (LEFT + 30, 460, True), (0, RIGHT + 14, False), (LEFT - 14, 460, False)],
)
def test_a_table_that_runs_off_the_picture_is_told_from_one_that_ends_on_it(
    left: float, right: float, off: bool, lean: float
) -> None:
    assert runs_off(pixels(cut(left, right, lean)), SCALE) is off


def test_a_table_cut_out_at_its_border_is_whole() -> None:
    assert not runs_off(pixels(cut(LEFT - 0.4, RIGHT + 0.5)), SCALE)


@pytest.mark.parametrize(("wide", "level"), [(2, 255), (1, 60), (6, 60)])
@pytest.mark.parametrize(("right", "off"), [(RIGHT - 40, True), (460, False)])
def test_a_wedge_of_paper_or_a_shade_at_the_edge_says_nothing(wide: int, level: int, right: float, off: bool) -> None:
    picture = pixels(cut(0, right))
    picture[:, -wide:] = level
    assert runs_off(picture, SCALE) is off


def test_dots_are_no_rulings() -> None:
    y, x = np.mgrid[0:800, 0:600]
    dots = np.where((x // 3 + y // 3) % 2, 255, 90).astype(np.uint8)
    assert not runs_off(np.repeat(dots[:, :, None], 3, axis=2), SCALE)


def test_the_page_says_so() -> None:
    pytest.importorskip("rapidocr", reason="pictures are read by rapidocr (pip install shenbao[ocr])")
    from drawnscan import saved

    codes = [[p.code for p in read_bytes(saved(cut(0, right)), "scan.png").problems] for right in (460, RIGHT - 30)]
    assert codes == [[], ["table_off_page"]]
