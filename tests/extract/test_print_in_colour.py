"""Print, rulings and grounds in colour are no seals, and a negative is read as what it is the negative of."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from drawnscan import HIGH, ROWS, SCALE, WIDTHS, form, pixels
from PIL import Image, ImageDraw, ImageFont

from shenbao_extract.scan.dark_ground import dark_print, positive
from shenbao_extract.scan.picture import without_seals
from shenbao_extract.scan.seal_shapes import seal_area

Colour = npt.NDArray[np.uint8]
RED, PINK, DARK_RED = (215, 30, 35), (255, 199, 206), (156, 0, 6)
MANY = (*ROWS, *((f"Task {i}", "count", f"{i},500.25") for i in range(1, 9)))


def in_colour(picture: Colour, colour: tuple[int, int, int]) -> Colour:
    """All that is dark drawn in a colour."""
    share = picture.astype(np.float32) / 255
    return np.asarray(share * 255 + (1 - share) * np.array(colour, np.float32), np.uint8)


def large_form() -> Colour:
    return pixels(form(MANY, size=(460, 500)))


def left_of(before: Colour, after: npt.NDArray[np.uint8]) -> float:
    """The share of the dark print of a picture that is dark in another."""
    dark = cv2.cvtColor(before, cv2.COLOR_RGB2GRAY) < 110
    return float((after[dark] < 140).mean())


def ring(picture: Colour, at: tuple[int, int]) -> Colour:
    """A red seal of 40 mm, its middle at a point."""
    image = Image.fromarray(picture)
    pen = ImageDraw.Draw(image)
    x, y, r = at[0] * SCALE, at[1] * SCALE, 57 * SCALE
    pen.ellipse((x - r, y - r, x + r, y + r), outline=(230, 60, 60), width=round(3 * SCALE))
    pen.text((x, y), "OFFICE", fill=(230, 60, 60), font=ImageFont.load_default(round(20 * SCALE)), anchor="mm")
    return np.minimum(picture, np.asarray(image))


@pytest.mark.parametrize("lean", [0.0, 2.5])
def test_a_form_ruled_and_printed_in_red_keeps_its_ink(lean: float) -> None:
    image = Image.fromarray(in_colour(large_form(), RED))
    picture = pixels(image.rotate(lean, fillcolor="white", resample=Image.Resampling.BICUBIC))
    gray, inked, _ = without_seals(picture, SCALE)
    assert left_of(picture, gray) > 0.98
    assert not inked.any()


def test_a_seal_on_a_form_in_red_is_lifted_alone() -> None:
    printed = in_colour(large_form(), RED)
    picture = ring(printed, (330, 200))
    gray, _, _ = without_seals(picture, SCALE)
    stroke = (np.abs(picture.astype(int) - (230, 60, 60)).max(axis=2) < 3) & (printed.min(axis=2) > 250)
    assert (gray[stroke] > 200).mean() > 0.95
    below = slice(round((80 + 7 * HIGH) * SCALE), None)
    assert left_of(printed[below], gray[below]) > 0.98


def test_a_paragraph_in_red_is_no_seal() -> None:
    page = Image.new("RGB", (1000, 600), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(round(11 * SCALE))
    for i in range(9):
        pen.text((60, 60 + i * 12.5 * SCALE), "Overspent by 1,234.50 in the year, cut", fill=RED, font=font)
    gray, _, _ = without_seals(pixels(page), SCALE)
    assert left_of(pixels(page), gray) > 0.98


def test_red_figures_on_pink_cells_stay() -> None:
    page = Image.new("RGB", (1000, 700), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(round(11 * SCALE))
    for i in range(4):
        top = 60 + i * HIGH * SCALE
        pen.rectangle((100, top, 100 + WIDTHS[0] * SCALE, top + HIGH * SCALE), PINK, (20, 20, 20), 2)
        pen.text((150, top + 8 * SCALE), f"6{i}6.95", fill=DARK_RED, font=font)
    gray, _, _ = without_seals(pixels(page), SCALE)
    assert left_of(pixels(page), gray) > 0.98


def test_seals_are_still_found() -> None:
    """One on black print, and two that overlap."""
    picture = ring(ring(large_form(), (200, 200)), (260, 240))
    channels = picture.max(axis=2).astype(int) - picture.min(axis=2)
    area = seal_area(channels > 48, channels > 80, SCALE)
    for x, y in ((200, 200), (260, 240), (146, 200), (314, 240)):
        assert area[round(y * SCALE), round(x * SCALE)]


@pytest.mark.parametrize("what", ["touching", "crossed", "worn"])
def test_seals_that_touch_or_a_pen_crosses_or_that_are_worn_are_lifted(what: str) -> None:
    page = np.full((round(300 * SCALE), round(420 * SCALE), 3), 255, np.uint8)
    stamped = ring(page, (120, 150))
    if what == "touching":
        stamped = ring(stamped, (232, 150))
    if what == "crossed":
        image = Image.fromarray(stamped)
        ImageDraw.Draw(image).line((40 * SCALE, 130 * SCALE, 310 * SCALE, 170 * SCALE), fill=(230, 60, 60), width=5)
        stamped = pixels(image)
    if what == "worn":
        gone = np.random.default_rng(0).random((page.shape[0] // 3 + 1, page.shape[1] // 3 + 1)) < 0.5
        gone = cv2.resize(gone.astype(np.uint8), page.shape[1::-1], interpolation=cv2.INTER_NEAREST) > 0
        stamped[gone] = 255
    ink = stamped.min(axis=2) < 100
    assert (without_seals(stamped, SCALE)[0][ink] > 190).mean() >= 0.75


@pytest.mark.parametrize("grain", [0, 15])
def test_a_dim_page_is_no_negative(grain: int) -> None:
    dim = 20 + large_form().astype(np.float32) / 255 * 70
    dim = np.clip(dim + np.random.default_rng(1).normal(0, grain, dim.shape[:2])[:, :, None], 0, 255).astype(np.uint8)
    dim[40:60, 300:320] = 220  # glare
    assert positive(dim, SCALE) is dim


def test_a_negative_is_turned_and_paper_on_a_dark_desk_is_not() -> None:
    page = large_form()
    assert (positive(np.asarray(255 - page, np.uint8), SCALE) == page).all()
    desk = np.full((page.shape[0] * 2, page.shape[1] * 2, 3), 40, np.uint8)
    desk[200 : 200 + page.shape[0], 200 : 200 + page.shape[1]] = page
    black = np.full((900, 700, 3), 5, np.uint8)
    for other in (page, desk, black):
        assert positive(other, SCALE) is other


@pytest.mark.parametrize(("ground", "ink"), [((255, 80, 80), (20, 20, 20)), ((255, 120, 120), (200, 0, 0))])
def test_dark_print_on_the_strong_ground_of_a_low_cell_is_shown_on_white(
    ground: tuple[int, int, int], ink: tuple[int, int, int]
) -> None:
    """All of such a cell counted as ink, and was read as nothing."""
    page = Image.new("RGB", (1000, 600), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(round(10 * SCALE))
    box = (100, 200, 100 + 110 * SCALE, 200 + 14 * SCALE)
    pen.rectangle(box, ground, (20, 20, 20), 2)
    pen.text((150, 203), "1,083.5425", fill=ink, font=font)
    printed = pixels(page)
    shown = dark_print(printed, SCALE)[205:236, 105 : round(box[2]) - 4].min(axis=2)
    before = printed[205:236, 105 : round(box[2]) - 4]
    dark, bare = (before == ink).all(axis=2), (before == ground).all(axis=2)
    assert (shown[dark] < 130).mean() > 0.98
    assert (shown[bare] > 240).mean() > 0.98
