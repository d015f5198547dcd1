"""Rulings and lines cut from pictures: what paper and scanners do to them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from drawnscan import ROWS, SCALE, form, pixels
from PIL import ImageDraw

from shenbao_extract.grid.cells import build_grid
from shenbao_extract.grid.rulings import Ruling, frames
from shenbao_extract.scan.lines import clean_of_rulings, cut_lines, faint_ink_of, ink_of
from shenbao_extract.scan.picture import even, lean, turned_back, without_seals
from shenbao_extract.scan.rulings import Gray, find_rulings


def prepared(picture: Gray) -> Gray:
    gray, _, _ = without_seals(picture, SCALE)
    return even(gray)[0]


def cells_mask(picture: Gray) -> Gray:
    """1 where a long straight line of a drawn form stands."""
    dark = (picture.max(axis=2) < 60).astype(np.uint8)
    flat = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, 120), np.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((80, 1), np.uint8))
    return np.asarray(flat | upright, dtype=np.uint8)


def cells_of(level: Gray) -> int:
    found = find_rulings(level, SCALE)
    sides = [
        [Ruling(r.at / SCALE, r.start / SCALE, r.end / SCALE) for r in rs] for rs in (found.horizontal, found.vertical)
    ]
    return sum(len(grid.cells) for frame in frames(*sides) if (grid := build_grid(frame)))


def test_strokes_of_characters_are_no_rulings() -> None:
    assert cells_of(prepared(pixels(form()))) == 9


def test_a_dotted_ruling_is_one() -> None:
    picture = pixels(form())
    y = round((80 + 30) * SCALE)
    for x in range(round(60 * SCALE), round(400 * SCALE), 8):
        picture[y - 2 : y + 4, x : x + 4] = 255
    assert cells_of(prepared(picture)) == 9


def test_a_faint_ruling_is_one() -> None:
    picture = pixels(form())
    y = round((80 + 30) * SCALE)
    lane = picture[y - 2 : y + 4, round(64 * SCALE) : round(206 * SCALE)]
    lane[lane < 150] = 185
    assert cells_of(prepared(picture)) == 9


def test_grey_hair_lines_in_the_grain_of_a_poor_print_are_found() -> None:
    picture = pixels(form(rows=(*ROWS, *ROWS[1:]))).astype(np.float32)
    lines = (picture.max(axis=2) < 60) & (cells_mask(picture) > 0)
    picture[lines] = 192.0
    noise = np.random.default_rng(7).normal(0.0, 9.0, (*picture.shape[:2], 1))
    assert cells_of(prepared(np.clip(np.minimum(picture, 240.0) + noise, 0, 255).astype(np.uint8))) == 15


def test_lines_of_text_in_the_grain_are_no_rulings() -> None:
    rows = (("Name", "1 " * 14, "Value"),) * 6
    picture = pixels(form(rows=rows)).astype(np.float32)
    noise = np.random.default_rng(7).normal(0.0, 9.0, (*picture.shape[:2], 1))
    assert cells_of(prepared(np.clip(picture + noise, 0, 255).astype(np.uint8))) == 18


def test_a_broken_ruling_is_one() -> None:
    picture = pixels(form())
    y = round((80 + 30) * SCALE)
    picture[y - 2 : y + 4, round(100 * SCALE) : round(106 * SCALE)] = 255
    assert cells_of(prepared(picture)) == 9


def test_a_doubled_border_is_one() -> None:
    image = form()
    ImageDraw.Draw(image).rectangle((57 * SCALE, 77 * SCALE, 403 * SCALE, 173 * SCALE), outline=(20, 20, 20), width=2)
    assert cells_of(prepared(pixels(image))) == 9


def test_cells_without_a_line_between_them_are_one() -> None:
    image = form()
    y = (80 + 60) * SCALE
    ImageDraw.Draw(image).line((63 * SCALE, y, 207 * SCALE, y), fill="white", width=6)
    assert cells_of(prepared(pixels(image))) == 8


@pytest.mark.parametrize("degrees", [-2.7, -0.4, 1.3, 3.0])
def test_a_leaning_page_is_straightened(degrees: float) -> None:
    picture = turned_back(pixels(form()), -degrees)
    assert lean(prepared(picture)) == pytest.approx(degrees, abs=0.15)


def test_uneven_light_and_show_through_are_taken_out() -> None:
    picture = pixels(form()).astype(np.float32)
    width = picture.shape[1]
    picture -= (255 - picture[:, ::-1]) * 0.12
    picture *= np.linspace(0.7, 1.0, width)[None, :, None]
    level = prepared(np.clip(picture, 0, 255).astype(np.uint8))
    assert cells_of(level) == 9
    assert (level[: round(30 * SCALE)] > 240).all()


def test_a_red_seal_is_taken_out_and_text_under_it_stays() -> None:
    plain = pixels(form())
    sealed = plain.copy()
    cv2.circle(sealed, (round(150 * SCALE), round(110 * SCALE)), round(45 * SCALE), (205, 40, 45), 6)
    sealed = np.minimum(sealed, plain)
    level = prepared(sealed)
    assert cells_of(level) == 9
    assert abs(int((level < 128).sum()) - int((prepared(plain) < 128).sum())) < 400


def test_words_in_colour_are_no_seal() -> None:
    image = form()
    ImageDraw.Draw(image).text((60 * SCALE, 10 * SCALE), "printed in red", fill=(200, 30, 30), font_size=30)
    assert (prepared(pixels(image))[: round(26 * SCALE)] < 128).any()


def test_lines_that_nearly_touch_are_cut_apart() -> None:
    image = form(rows=(*ROWS[:2], ("Answered", "q", "1")))
    level = prepared(pixels(image))
    clean = clean_of_rulings(level, find_rulings(level, SCALE).mask)
    doubled = np.full_like(clean, 255)
    box = tuple(round(v * SCALE) for v in (64, 113, 200, 138))
    part = clean[box[1] : box[3], box[0] : box[2]]
    rows = np.flatnonzero((part < 150).any(axis=1))
    line = part[rows[0] : rows[-1] + 1]
    doubled[100 : 100 + len(line), 100 : 100 + line.shape[1]] = line
    doubled[99 + len(line) : 99 + 2 * len(line), 100 : 100 + line.shape[1]] = line
    lines = cut_lines(ink_of(doubled, SCALE), faint_ink_of(doubled, SCALE), (90, 90, 700, 300), float(len(line)), SCALE)
    assert len(lines) == 2


def lined(picture: Gray) -> Gray:
    gray, _, _ = without_seals(picture, SCALE)
    return even(gray)[1]


def test_rulings_in_light_grey_are_found() -> None:
    picture = pixels(form())
    picture[cells_mask(picture) > 0] = 200
    assert cells_of(lined(picture)) == 9


def test_a_column_of_text_that_nearly_touches_its_ruling_leaves_it_one() -> None:
    image = form()
    pen = ImageDraw.Draw(image)
    for row in range(3):
        pen.rectangle(
            (211.6 * SCALE, (84 + 30 * row) * SCALE, 214 * SCALE, (106 + 30 * row) * SCALE), fill=(20, 20, 20)
        )
    assert cells_of(prepared(pixels(image))) == 9


def test_print_that_nearly_touches_a_ruling_keeps_its_strokes() -> None:
    image = form()
    pen = ImageDraw.Draw(image)
    top = round((110 + 1.8) * SCALE)
    for x in range(320, 380, 4):  # strokes as those of small print, in a row close under a ruling
        pen.rectangle((x * SCALE, top, (x + 2.6) * SCALE, top + 1), fill=(20, 20, 20))
        pen.rectangle((x * SCALE, top, (x + 0.6) * SCALE, top + 12), fill=(20, 20, 20))
    level = prepared(pixels(image))
    clean = clean_of_rulings(level, find_rulings(level, SCALE).mask)
    strokes = np.s_[top : top + 13, round(320 * SCALE) : round(380 * SCALE)]
    assert (clean[strokes] < 128).sum() > 0.8 * (level[strokes] < 128).sum()


def test_a_seal_over_tinted_cells_is_taken_out() -> None:
    picture = pixels(form())
    tint = picture[round(82 * SCALE) : round(168 * SCALE), round(62 * SCALE) : round(398 * SCALE)]
    np.minimum(tint, np.array((250, 230, 185), dtype=np.uint8), out=tint)
    sealed = picture.copy()
    cv2.circle(sealed, (round(150 * SCALE), round(110 * SCALE)), round(45 * SCALE), (205, 40, 45), 8)
    sealed = np.minimum(sealed, picture)
    before, after = prepared(picture), prepared(sealed)
    assert (after[before > 250] < 128).mean() < 0.002
    assert (after[before < 60] > 200).mean() < 0.02


@pytest.mark.parametrize("level", [120, 190])
def test_a_small_sign_alone_in_its_cell_is_cut(level: int) -> None:
    clean = np.full((60, 200), 255, dtype=np.uint8)
    clean[27:29, 90:102] = clean[33:35, 90:102] = level
    lines = cut_lines(ink_of(clean, SCALE), faint_ink_of(clean, SCALE), (2, 2, 198, 58), 26.0, SCALE)
    assert len(lines) == 1
    left, top, right, bottom = lines[0][0].ink
    assert (left <= 91, top <= 28, right >= 101, bottom >= 34) == (True,) * 4
    clean[27:35, 90:102] = 255
    clean[30, 96] = 150
    assert cut_lines(ink_of(clean, SCALE), faint_ink_of(clean, SCALE), (2, 2, 198, 58), 26.0, SCALE) == []
