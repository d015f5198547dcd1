"""Rulings and lines cut from pictures: what paper and scanners do to them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from drawnscan import ROWS, SCALE, form, pixels
from PIL import Image, ImageDraw, ImageFont

from shenbao_extract.grid.cells import build_grid
from shenbao_extract.grid.rulings import Ruling, frames
from shenbao_extract.scan.lines import Cut, cut_lines, faint_ink_of, ink_of, marked
from shenbao_extract.scan.picture import even, lean, turned_back, without_seals
from shenbao_extract.scan.rulings import Gray, find_rulings
from shenbao_extract.scan.without_rulings import clean_of_rulings


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
    (clean,) = clean_of_rulings((level,), find_rulings(level, SCALE).mask, SCALE)
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
    (clean,) = clean_of_rulings((level,), find_rulings(level, SCALE).mask, SCALE)
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


def test_a_thin_stroke_that_touches_a_ruling_in_a_poor_print_stays() -> None:
    gray = np.full((200, 300), 255, dtype=np.uint8)
    gray[:, 100] = 70
    gray[90:100, 102] = 120  # the left stroke of a 9 that stands beside the ruling
    gray = cv2.GaussianBlur(gray, (0, 0), 0.6)
    grain = np.random.default_rng(1).normal(0, 8, gray.shape)
    gray = np.clip(gray + grain, 0, 255).astype(np.uint8)
    rulings = np.zeros(gray.shape, dtype=bool)
    rulings[:, 99:102] = True
    rulings[90:100, 99:104] = True  # the stroke was taken for a part of it
    (clean,) = clean_of_rulings((gray,), rulings, 150 / 72)
    assert (clean[91:99, 102] < 200).all()
    assert (clean[:80, 95:108] > 230).mean() > 0.97
    assert (clean[110:, 95:108] > 230).mean() > 0.97


@pytest.mark.parametrize(("start", "beyond"), [(101, False), (98, True)])
def test_print_beside_a_ruling_is_whole_and_print_over_it_may_be_cut_off(start: int, beyond: bool) -> None:
    clean = np.full((60, 200), 255, dtype=np.uint8)
    clean[20:30, start:112] = 40
    cut = Cut((101, 20, 112, 30), (101, 18, 114, 32))
    (((piece,),),) = (marked([[cut]], (101, 10, 190, 50), clean, 150 / 72),)
    assert piece.cut_off is beyond


@pytest.mark.parametrize(
    ("top", "bottom", "high", "half"), [(40, 50, 22, True), (36, 46, 22, False), (28, 50, 0, False), (10, 20, 22, True)]
)
def test_a_low_line_that_runs_into_the_ruling_below_or_above_may_be_half_a_line(
    top: int, bottom: int, high: int, half: bool
) -> None:
    clean = np.full((60, 200), 255, dtype=np.uint8)
    clean[top:bottom, 110:130] = 40
    cut = Cut((110, top, 130, bottom), (105, top, 135, bottom), high=high)
    (((piece,),),) = (marked([[cut]], (101, 10, 190, 50), clean, 150 / 72),)
    assert piece.cut_off is half


def test_the_picture_to_read_keeps_thin_strokes_and_the_white_within_bold_ones() -> None:
    page = np.full((400, 400), 235, dtype=np.uint8)
    page[100:110, 100:300] = 60
    page[200:210, 100:300] = 120  # between bold strokes that lie close
    page[300:310, 100:300] = 205  # a thin stroke
    found, _, soft = even(page)
    assert soft[205, 200] - soft[105, 200] >= 60
    assert soft[305, 200] < 240 < found[305, 200]


def test_a_stroke_that_ends_before_the_rulings_above_and_below_is_none() -> None:
    image = form()
    ImageDraw.Draw(image).rectangle((290 * SCALE, 113 * SCALE, 290.5 * SCALE, 137 * SCALE), fill=(20, 20, 20))
    assert cells_of(prepared(pixels(image))) == 9


@pytest.mark.parametrize("sealed", [True, False])
def test_a_ruling_that_a_seal_hides_in_one_row_runs_on_under_it(sealed: bool) -> None:
    level = prepared(pixels(form()))
    x, rows = round(210 * SCALE), slice(round(111 * SCALE), round(139 * SCALE))
    level[rows, x - 4 : x + 6] = 255
    ink = np.zeros(level.shape, dtype=bool)
    ink[rows, x - 20 : x + 20] = sealed
    found = find_rulings(level, SCALE, ink)
    there = [r for r in found.vertical if abs(r.at - x) < 4]
    assert any(r.start <= rows.start + 8 and r.end >= rows.stop - 8 for r in there) is sealed


def test_a_line_in_large_type_is_not_cut_in_two() -> None:
    picture = Image.new("L", (500, 120), 255)
    ImageDraw.Draw(picture).text((20, 20), "(2026 year)", fill=20, font=ImageFont.load_default(64))
    gray = np.array(picture)
    rows = np.flatnonzero((gray < 150).any(axis=1))
    usual = (rows[-1] + 1 - rows[0]) / 1.9
    lines = cut_lines(ink_of(gray, SCALE), faint_ink_of(gray, SCALE), (2, 2, 498, 118), usual, SCALE)
    assert len(lines) == 1


def test_the_parts_of_a_broken_character_alone_in_its_cell_are_one_line() -> None:
    gray = np.full((80, 120), 255, dtype=np.uint8)
    gray[30:37, 40:48] = 40
    gray[39:41, 40:48] = 40  # the bar of a sign
    lines = cut_lines(ink_of(gray, 150 / 72), faint_ink_of(gray, 150 / 72), (10, 10, 110, 70), 12.0, 150 / 72)
    assert [[(p.ink[1], p.ink[3]) for p in line] for line in lines] == [[(30, 41)]]


def test_long_rulings_between_rows_as_low_as_their_text_are_found() -> None:
    image = Image.new("RGB", (1250, 400), "white")
    pen = ImageDraw.Draw(image)
    for row in range(9):  # 9 points each, with strokes close to the ruling above and below
        top = 60 + 25 * row
        pen.line((60, top, 1160, top), fill=(20, 20, 20), width=2)
        for x in (*range(80, 570, 10), *range(650, 1120, 10)):
            if row < 8:
                pen.rectangle((x, top + 5, x + 2, top + 21), fill=(20, 20, 20))
    for x in (60, 610, 1160):
        pen.line((x, 60, x, 260), fill=(20, 20, 20), width=2)
    assert len(find_rulings(prepared(pixels(image)), SCALE).horizontal) == 9


def test_a_ruling_beside_the_table_that_meets_no_other_is_one() -> None:
    """The column left of it is cut by the page at both ends: no level ruling reaches it."""
    for beside, extra in ((True, 1), (False, 0)):
        image = form()
        before = len({r.at for r in find_rulings(prepared(pixels(image)), SCALE).vertical})
        found = find_rulings(prepared(pixels(image)), SCALE)
        top, bottom = (round(f(v for r in found.vertical for v in (r.start, r.end))) for f in (min, max))
        x = round(min(r.at for r in found.vertical) - 40 * SCALE)
        end = bottom if beside else (top + bottom) // 2
        ImageDraw.Draw(image).line((x, top, x, end), fill=(20, 20, 20), width=2)
        after = len({r.at for r in find_rulings(prepared(pixels(image)), SCALE).vertical})
        assert after == before + extra


def test_the_stroke_of_a_character_in_a_low_row_is_no_light_ruling() -> None:
    """中 of 其中 in a heading over two columns whose light ruling stands right under its upright stroke."""
    picture = np.full((300, 620), 255, dtype=np.uint8)
    for y in (40, 70, 100, 260):
        picture[y : y + 3, 60:560] = 150
    for x in (60, 557):
        picture[40:263, x : x + 3] = 150
    picture[70:263, 310:313] = 150
    picture[45:66, 310:313] = 20  # the stroke, and strokes of the character close on both sides
    for y in range(47, 66, 6):
        picture[y : y + 3, 298:309] = 20
        picture[y : y + 3, 315:326] = 20
    found = find_rulings(picture, SCALE).vertical
    assert [round(r.start) for r in found if 305 < r.at < 317] == [70]


def test_the_halves_of_a_character_alone_in_its_cell_are_one_line() -> None:
    """台 as a unit, its upper half a hair above its lower one; two lines of print stand further apart."""
    ink = np.zeros((200, 120), dtype=bool)
    ink[40:52, 20:41] = ink[53:64, 22:38] = True
    faint = ink.copy()
    (line,) = cut_lines(ink, faint, (10, 10, 110, 100), 23.0, SCALE)
    assert [piece.ink for piece in line] == [(20, 40, 41, 64)]
    ink[53:64] = False
    ink[60:72, 22:38] = True
    assert len(cut_lines(ink, ink, (10, 10, 110, 100), 23.0, SCALE)) == 2


def test_lines_set_solid_are_as_many_as_have_a_dip_between_them() -> None:
    clean = np.full((140, 700), 255, dtype=np.uint8)
    for line in range(3):  # as high as they stand apart: they touch here and there
        top = 20 + 27 * line
        for x in range(30, 660, 14):
            clean[top : top + 25, x : x + 3] = clean[top + 12 : top + 15, x : x + 11] = 20
        clean[top + 20 : top + 27, 60:64] = 20
    lines = cut_lines(ink_of(clean, SCALE), faint_ink_of(clean, SCALE), (2, 2, 698, 138), 26.0, SCALE)
    assert [line[0].ink[1] // 27 for line in lines] == [0, 1, 2]


def test_the_white_between_lines_set_wide_is_no_line_where_a_stroke_runs_through() -> None:
    """Four lines two thirds of their height apart, and a stroke of a pen down all of them."""
    clean = np.full((208, 700), 255, dtype=np.uint8)
    for line in range(4):
        top = 20 + 42 * line
        for x in range(30, 620, 14):
            clean[top : top + 25, x : x + 3] = clean[top + 12 : top + 15, x : x + 11] = 20
    clean[20:171, 660:664] = 20
    lines = cut_lines(ink_of(clean, SCALE), faint_ink_of(clean, SCALE), (2, 2, 698, 206), 25.0, SCALE)
    assert len(lines) == 4


@pytest.mark.parametrize(("ring", "lines"), [(True, 2), (False, 1)])
def test_a_full_stop_alone_on_its_line_is_print_though_it_is_no_larger_than_dust(ring: bool, lines: int) -> None:
    page = np.full((80, 240), 255, dtype=np.uint8)
    for left in range(10, 210, 24):
        page[12:33:4, left : left + 20] = page[12:33, left : left + 20 : 6] = 20
    page[50:55, 12:17] = 20
    if ring:
        page[51:54, 13:16] = 255
    inks = ink_of(page, 200 / 72), faint_ink_of(page, 200 / 72)
    assert len(cut_lines(*inks, (2, 2, 238, 78), 21.0, 200 / 72)) == lines
