"""Figures struck out by pen are in doubt; a white line of the scanner through a table is told."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from drawnscan import HIGH, ROWS, SCALE, WIDTHS, form, pixels, saved
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from shenbao_extract import read_bytes
from shenbao_extract.document import Cell, Document
from shenbao_extract.scan.streaks import white_streaks
from shenbao_extract.scan.struck import struck

MANY = (*ROWS, *((f"Task {i}", "count", f"{i},500.25") for i in range(1, 6)))


def line(
    text: str, stroke: tuple[float, float] | None = None
) -> tuple[npt.NDArray[np.uint8], tuple[int, int, int, int]]:
    """A printed line and the box of its ink; `stroke`: where it is struck through, left and right, shares of height."""
    image = Image.new("L", (600, 90), 255)
    pen = ImageDraw.Draw(image)
    pen.text((40, 30), text, fill=10, font=ImageFont.load_default(round(11 * SCALE)))
    rows, columns = np.nonzero(np.asarray(image) < 128)
    left, right, top, bottom = columns.min(), columns.max() + 1, rows.min(), rows.max() + 1
    if stroke:
        y0, y1 = (top + share * (bottom - top) for share in stroke)
        pen.line((left - 6, y0, right + 6, y1), fill=30, width=3)
        left, right = left - 6, right + 6
    return np.asarray(image, np.uint8), (int(left), int(top), int(right), int(bottom))


@pytest.mark.parametrize("text", ["51", "1,083.5425", "204.2500", "95%"])
@pytest.mark.parametrize("stroke", [(0.5, 0.5), (0.4, 0.6), (0.6, 0.4)])
def test_a_struck_figure_is_known(text: str, stroke: tuple[float, float]) -> None:
    assert struck(*line(text, stroke))


@pytest.mark.parametrize("text", ["1,083.5425", "44444", "22-33", "2025—2026", "555.55", "=230", "—", "96.396"])
def test_figures_and_dashes_are_not_struck(text: str) -> None:
    assert not struck(*line(text))


def read(image: Image.Image) -> Document:
    pytest.importorskip("rapidocr", reason="pictures are read by rapidocr (pip install shenbao[ocr])")
    return read_bytes(saved(image), "scan.png")


def amount(document: Document) -> Cell:
    return next(c for c in document.pages[0].tables[0].cells if c.row == 1 and c.column == 2)


def test_what_is_struck_out_is_not_sure() -> None:
    """Another figure stands beside it: read together they would be a number that nobody wrote."""
    image = form()
    assert min(r.confidence for r in amount(read(image)).readings) > 0.8
    pen = ImageDraw.Draw(image)
    x, y = (60 + WIDTHS[0] + WIDTHS[1]) * SCALE, (80 + HIGH) * SCALE
    pen.line((x + 7 * SCALE, y + 15.5 * SCALE, x + 40 * SCALE, y + 14.5 * SCALE), fill=(30, 50, 150), width=3)
    pen.text((x + 44 * SCALE, y + 8 * SCALE), "18", fill=(30, 50, 150), font=ImageFont.load_default(30))
    assert [r.confidence for r in amount(read(image)).readings] == [0.0, 0.0]


def streaked(x: float, wide: float, level: int = 252) -> Image.Image:
    picture = pixels(form(MANY, size=(460, 400)).filter(ImageFilter.GaussianBlur(0.7)))  # black and white says nothing
    picture[:, round(x * SCALE) : round((x + wide) * SCALE)] = level
    return Image.fromarray(picture)


@pytest.mark.parametrize("lean", [0.0, 1.0])
def test_a_white_line_through_a_table_is_found(lean: float) -> None:
    x = 60 + WIDTHS[0] + WIDTHS[1] + 30
    leaning = form(MANY, size=(460, 400)).rotate(lean, fillcolor="white", resample=Image.Resampling.BICUBIC)
    picture = pixels(leaning.filter(ImageFilter.GaussianBlur(0.7)))
    assert not white_streaks(picture, SCALE)
    picture[:, round(x * SCALE) : round((x + 1.2) * SCALE)] = 252
    assert [round(s.start / SCALE) for s in white_streaks(picture, SCALE)] == [x]


def test_a_gap_between_two_tables_is_no_white_line() -> None:
    assert not white_streaks(pixels(streaked(60 + WIDTHS[0] - 4, 8)), SCALE)


@pytest.mark.parametrize("wide", [1.5, 2.5])  # points
def test_the_white_of_a_doubled_ruling_is_no_white_line(wide: float) -> None:
    picture = pixels(streaked(60 + WIDTHS[0], wide))
    top, bottom = np.flatnonzero(picture[:, round((60 + WIDTHS[0] / 2) * SCALE)].max(axis=1) < 200)[[0, -1]]
    for x in (60 + WIDTHS[0] - 0.5, 60 + WIDTHS[0] + wide):
        picture[top:bottom, round(x * SCALE) : round((x + 0.7) * SCALE)] = 30
    assert not white_streaks(picture, SCALE)


def test_the_page_says_so() -> None:
    assert [p.code for p in read(streaked(60 + WIDTHS[0] + 40, 1.2)).problems] == ["white_streak"]
