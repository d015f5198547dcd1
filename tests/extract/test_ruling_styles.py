"""Rulings that are drawn twice, dashed, or in steps: all of a ruling is taken out, and no print with it."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from drawnscan import HIGH, ROWS, SCALE, WIDTHS, form, pixels
from PIL import Image, ImageDraw, ImageFilter

from shenbao_extract.grid.cells import build_grid
from shenbao_extract.grid.rulings import Ruling, frames
from shenbao_extract.scan.lines import ink_of
from shenbao_extract.scan.picture import even, lean, softened, turned_back, without_seals
from shenbao_extract.scan.ruling_ink import is_line_of_text, is_stroke
from shenbao_extract.scan.rulings import FoundRulings, Gray, find_rulings
from shenbao_extract.scan.without_rulings import clean_of_rulings

XS = [60 + sum(WIDTHS[:i]) for i in range(len(WIDTHS) + 1)]
YS = [80 + HIGH * i for i in range(len(ROWS) + 1)]


def bare() -> Image.Image:
    """The form's print without its rulings."""
    page = form()
    pen = ImageDraw.Draw(page)
    for x in XS:
        pen.line((x * SCALE, YS[0] * SCALE, x * SCALE, YS[-1] * SCALE), fill="white", width=6)
    for y in YS:
        pen.line((XS[0] * SCALE - 2, y * SCALE, XS[-1] * SCALE + 2, y * SCALE), fill="white", width=6)
    return page


def ruled(style: str) -> Image.Image:
    """The form with rulings in a style; points where not said otherwise."""
    page = bare()
    pen = ImageDraw.Draw(page)

    def line(x0: float, y0: float, x1: float, y1: float) -> None:
        pen.line(tuple(v * SCALE for v in (x0, y0, x1, y1)), fill=(20, 20, 20), width=2)

    sides = [(x, YS[0], x, YS[-1]) for x in XS] + [(XS[0], y, XS[-1], y) for y in YS]
    sides.remove((XS[1], YS[0], XS[1], YS[-1]))  # the first column's edge is drawn row by row, as of merged cells
    sides += [(XS[1], top, XS[1], bottom) for top, bottom in pairwise(YS)]
    for x0, y0, x1, y1 in sides:
        if style == "doubled":
            off = 1.8
            line(x0, y0, x1, y1)
            line(x0 + off * (x0 == x1), y0 + off * (y0 == y1), x1 + off * (x0 == x1), y1 + off * (y0 == y1))
        else:
            long = max(x1 - x0, y1 - y0)
            for k in range(int(long / 5)):
                a, b = 5 * k / long, min(1.0, (5 * k + 3) / long)
                line(x0 + a * (x1 - x0), y0 + a * (y1 - y0), x0 + b * (x1 - x0), y0 + b * (y1 - y0))
    return page


def cleaned(image: Image.Image) -> tuple[Gray, FoundRulings]:
    """The picture straight and without rulings, and these."""
    gray, _, _ = without_seals(softened(pixels(image), SCALE), SCALE)
    level, rulings, soft = (turned_back(p, lean(gray)) for p in even(gray))
    found = find_rulings(rulings, SCALE)
    return clean_of_rulings((level, soft), found.mask, SCALE)[0], found


def cells_of(found: FoundRulings) -> int:
    sides = [
        [Ruling(r.at / SCALE, r.start / SCALE, r.end / SCALE) for r in rs] for rs in (found.horizontal, found.vertical)
    ]
    return sum(len(grid.cells) for frame in frames(*sides) if (grid := build_grid(frame)))


def left_and_lost(clean: Gray, alone: Gray) -> tuple[int, int]:
    """Pixels of ink in `clean` that are no print, and of print that is not in it; `alone`: the print by itself."""
    near = np.ones((5, 5), np.uint8)
    ink, printed = (ink_of(p, SCALE).astype(np.uint8) for p in (clean, alone))
    return int((ink & (cv2.dilate(printed, near) == 0)).sum()), int((printed & (cv2.dilate(ink, near) == 0)).sum())


@pytest.mark.parametrize("style", ["doubled", "dashed"])
def test_all_of_a_ruling_is_taken_out_and_no_print(style: str) -> None:
    blurred = ImageFilter.GaussianBlur(0.7)
    clean, found = cleaned(ruled(style).filter(blurred))
    assert cells_of(found) == 9
    assert left_and_lost(clean, cleaned(bare().filter(blurred))[0]) == (0, 0)


def test_steps_of_a_leaning_ruling_in_black_and_white_are_taken_out() -> None:
    def sent(page: Image.Image) -> Image.Image:
        page = page.rotate(1.6, fillcolor="white", resample=Image.Resampling.BICUBIC).convert("L")
        return page.point(lambda v: 255 if v > 110 else 0).convert("RGB")

    clean, found = cleaned(sent(form()))
    assert cells_of(found) == 9
    assert left_and_lost(clean, cleaned(sent(bare()))[0]) == (0, 0)


def test_a_ruling_as_high_as_small_print_is_told_by_a_row_without_gaps() -> None:
    part = np.zeros((9, 50), dtype=bool)
    part[2:7, ::3] = part[2:7, 1::3] = True  # print: dark on five rows, with gaps on each
    assert is_line_of_text(part, SCALE)
    part[4] = True
    assert not is_line_of_text(part, SCALE)


def test_a_point_and_a_bar_that_stand_on_a_ruling_stay() -> None:
    """1.5 and ≥ in a low row: the point, and the bar below the sign, touch the ruling with nothing else beside them."""
    page, alone = form(), bare()
    for picture in (page, alone):
        pen = ImageDraw.Draw(picture)
        for i in range(1, len(YS)):
            bottom = round(YS[i] * SCALE) - 1  # the ruling's first row
            pen.rectangle((XS[1] * SCALE + 120, bottom - 3, XS[1] * SCALE + 123, bottom), fill=(20, 20, 20))
            pen.rectangle((XS[0] * SCALE + 150, bottom - 2, XS[0] * SCALE + 171, bottom), fill=(20, 20, 20))
    blurred = ImageFilter.GaussianBlur(0.7)
    clean, printed = (ink_of(cleaned(p.filter(blurred))[0], SCALE) for p in (page, alone))
    for i in range(1, len(YS)):
        bottom = round(YS[i] * SCALE)
        for left, wide in ((round(XS[1] * SCALE) + 115, 14), (round(XS[0] * SCALE) + 145, 32)):
            place = np.s_[bottom - 8 : bottom + 2, left : left + wide]
            assert clean[place].sum() >= 0.8 * printed[place].sum() > 0


def test_a_low_stroke_alone_in_its_column_is_no_ruling() -> None:
    """The left stroke of 理 in one row of a list; a dash of a ruling has others above or below."""
    ink = np.zeros((60, 120), dtype=bool)
    ink[:, 20:23] = ink[:, 43:46] = ink[:, 66:69] = True
    ink[30:32, 26:36] = True
    piece, dash = Ruling(30.5, 26, 36), Ruling(30.5, 49, 59)
    assert is_stroke(piece, [piece, Ruling(80.0, 0, 120)], [21.0, 44.0], ink, 200 / 72)
    assert not is_stroke(piece, [piece, dash], [21.0, 44.0], ink, 200 / 72)


@pytest.mark.parametrize(
    ("dark", "longer", "stroke"),
    [
        ([(5, 20)], False, True),  # the last stroke of 期, a word in each row of a list
        ([(5, 17), (18, 20)], False, True),  # a poor print of it
        ([(0, 26)], False, False),  # a ruling
        ([(5, 8), (11, 14), (17, 20)], False, False),  # a dashed one
        ([(5, 20)], True, False),  # a longer one runs there
    ],
)
def test_a_stroke_that_leads_nearly_from_ruling_to_ruling_is_none(
    dark: list[tuple[int, int]], longer: bool, stroke: bool
) -> None:
    ink = np.zeros((60, 120), dtype=bool)  # as rulings that run down are looked at: turned over
    ink[:, 20:23] = ink[:, 43:46] = True
    for start, end in dark:
        ink[30:32, 20 + start : 20 + end] = True
    piece = Ruling(30.5, 25, 40)
    assert not is_stroke(piece, [piece], [21.0, 44.0], ink, 0.9)  # a longer one: a ruling with pale ends
    rulings = [piece, *([Ruling(30.5, 50, 120)] if longer else [])]
    assert is_stroke(piece, rulings, [21.0, 44.0], ink, 200 / 72) is stroke
