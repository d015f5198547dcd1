"""Spreads, streaks of a scanner, white print on dark ground, faxes of half the lines, forms without rulings."""

from __future__ import annotations

import io

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from drawnscan import HIGH, ROWS, SCALE, WIDTHS, form, pixels, saved
from PIL import Image, ImageDraw, ImageFont

from shenbao_extract import read_bytes
from shenbao_extract.document import Box, Cell, Document, Line, Page, Place, Table
from shenbao_extract.readers.flat_picture import together
from shenbao_extract.readers.without_table import lost_forms
from shenbao_extract.scan.dark_ground import dark_print
from shenbao_extract.scan.spread import fold
from shenbao_extract.scan.streaks import filled, streaks

Colour = npt.NDArray[np.uint8]


def read(picture: Image.Image) -> Document:
    pytest.importorskip("rapidocr", reason="pictures are read by rapidocr (pip install shenbao[ocr])")
    return read_bytes(saved(picture), "scan.png")


def texts(page: Page) -> list[str]:
    return [c.text for t in page.tables for c in t.cells]


def spread(second: tuple[tuple[str, ...], ...] = (("Tests made", "count", "2,750"), *ROWS[1:])) -> Image.Image:
    """Two upright pages side by side, the right one's table higher than the left one's."""
    page = Image.new("RGB", (round(920 * SCALE), round(600 * SCALE)), "white")
    page.paste(form(size=(460, 600), at=(60, 120)), (0, 0))
    page.paste(form(second, size=(460, 600), at=(50, 60)), (round(460 * SCALE), 0))
    return page


def test_a_spread_is_parted_at_its_fold_and_a_landscape_form_is_not() -> None:
    at = fold(pixels(spread()), SCALE)
    assert at is not None
    assert 400 < at / SCALE < 510
    assert fold(pixels(form(size=(460, 340))), SCALE) is None


def test_the_left_page_of_a_spread_comes_first_and_places_are_those_of_the_spread() -> None:
    page = read(spread()).pages[0]
    assert [t.cells[0].text for t in page.tables] == ["Name", "Tests made"]
    box = page.tables[1].cells[0].place.box
    assert box is not None
    assert abs(box.x0 - 510) < 3
    assert page.width == pytest.approx(920, abs=1)
    assert [t.column_edges[0] for t in page.tables] == [pytest.approx(60, abs=2), pytest.approx(510, abs=2)]


def test_halves_that_lean_by_themselves_are_one_page_that_does_not() -> None:
    """How the left half leans is led back with its places: it is not how the right one does."""
    straight = spread()
    leaning, middle = straight.copy(), straight.width // 2
    left = straight.crop((0, 0, middle, straight.height))
    leaning.paste(left.rotate(-1.2, fillcolor="white", resample=Image.Resampling.BICUBIC), (0, 0))
    page = read(leaning).pages[0]
    assert page.lean == 0
    box = page.tables[1].place.box
    assert box is not None
    assert abs(box.x0 - 510) < 3


def test_a_spread_is_turned_only_where_both_halves_are() -> None:
    line = (Line("x", Place(1, Box(0, 0, 9, 9))),)
    left, right = (Page(1, "scan", "rapid", turn, lines=line, lean=0.0) for turn in (180, 0))
    assert together((left, right)).rotation == 0
    assert together((left, left)).rotation == 180
    assert together((Page(1, "blank", "none", read=False), left)).rotation == 180


def streaked(at: int, level: int) -> Colour:
    picture = pixels(form(size=(460, 340)))
    picture[:, at : at + 3] = np.minimum(picture[:, at : at + 3], level)
    return picture


@pytest.mark.parametrize("level", [200, 60])
def test_a_streak_through_the_whole_picture_is_no_ruling(level: int) -> None:
    clean = pixels(form(size=(460, 340)))
    x = round((60 + WIDTHS[0] / 2) * SCALE)
    picture = streaked(x, level)
    even = filled(picture, streaks(picture, SCALE))
    assert (even[: round(20 * SCALE)] > 240).all()
    assert np.abs(even.astype(int) - clean.astype(int)).mean() < 0.2


@pytest.mark.parametrize(
    ("x", "level", "told"), [(60 + WIDTHS[0] // 2, 60, True), (60 + WIDTHS[0] // 2, 200, False), (425, 60, False)]
)
def test_a_streak_dark_enough_to_hide_print_of_a_table_is_told(x: int, level: int, told: bool) -> None:
    """A 1 alone under it would be gone without a trace; beside the table it hides nothing of it."""
    picture = Image.fromarray(streaked(round(x * SCALE), level))
    assert [p.code for p in read(picture).problems] == ["dark_streak"] * told


def test_a_ruling_stays_though_the_table_is_cut_out_close() -> None:
    left, top = 60 * SCALE - 3, 80 * SCALE - 3
    picture = pixels(form().crop((left, top, left + sum(WIDTHS) * SCALE + 6, top + HIGH * len(ROWS) * SCALE + 6)))
    assert filled(picture, streaks(picture, SCALE)) is picture


def dark_headed() -> Image.Image:
    """The first row in white on dark blue."""
    page = form(size=(460, 340))
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(round(11 * SCALE))
    pen.rectangle([v * SCALE for v in (60, 80, 60 + sum(WIDTHS), 80 + HIGH)], fill=(31, 78, 121))
    for i, text in enumerate(ROWS[0]):
        pen.text(((60 + sum(WIDTHS[:i]) + 8) * SCALE, 88 * SCALE), text, fill="white", font=font)
        x = (60 + sum(WIDTHS[: i + 1])) * SCALE
        pen.line((x, 80 * SCALE, x, (80 + HIGH) * SCALE), fill=(10, 10, 10), width=3)
    return page


def test_white_print_on_dark_ground_is_read() -> None:
    assert texts(read(dark_headed()).pages[0])[:4] == ["Name", "Level", "Value", "Visits paid"]


def test_bold_print_is_no_dark_ground() -> None:
    page = Image.new("RGB", (1200, 800), "white")
    ImageDraw.Draw(page).text((60, 60), "PERFORMANCE", fill="black", font=ImageFont.load_default(60), stroke_width=2)
    picture = pixels(page)
    assert dark_print(picture, SCALE) is picture


def test_a_fax_with_half_the_lines_is_stretched_and_not_trusted() -> None:
    pytest.importorskip("rapidocr", reason="pictures are read by rapidocr (pip install shenbao[ocr])")
    page = form(size=(460, 340))
    out = io.BytesIO()
    page.resize((page.width, page.height // 2)).convert("1").save(out, "TIFF", dpi=(200, 100))
    document = read_bytes(out.getvalue(), "fax.tiff")
    read_page = document.pages[0]
    assert (read_page.width, read_page.height) == (pytest.approx(460, abs=1), pytest.approx(340, abs=2))
    assert len(read_page.tables[0].cells) == 9
    assert [p.code for p in document.problems] == ["poor_print"]


def test_a_picture_without_rulings_says_that_its_indicators_were_not_read() -> None:
    heads = tuple(Line(t, Place(1, Box(50 * i, 100, 50 * i + 40, 112))) for i, t in enumerate(
        ("一级指标", "二级指标", "三级指标", "指标值")
    ))  # fmt: skip
    prose = (Line("按要求编报绩效目标，公开绩效目标表。", Place(1, Box(50, 100, 300, 112))),)
    assert [p.code for p in lost_forms(Page(1, "scan", "rapid", lines=heads, read=False))] == ["indicators_not_read"]
    assert not lost_forms(Page(1, "scan", "rapid", lines=prose, read=False))
    cells = tuple(Cell(0, i, 1, 1, (line.text,), line.place) for i, line in enumerate(heads))
    table = Table(Place(1, Box(0, 90, 200, 300)), cells, 1, 4)
    assert lost_forms(Page(1, "scan", "rapid", tables=(table,)))


def test_lines_of_a_picture_without_a_table_are_read() -> None:
    page = Image.new("RGB", (1200, 800), "white")
    font = ImageFont.load_default(34)
    for i in range(8):
        ImageDraw.Draw(page).text((80, 80 + 70 * i), f"Performance target number {i + 1}", fill="black", font=font)
    found = read(page).pages[0]
    assert not found.read
    assert [line.text.replace(" ", "") for line in found.lines][:2] == [
        "Performancetargetnumber1", "Performancetargetnumber2"
    ]  # fmt: skip


def test_a_picture_full_of_what_is_no_print_says_that_it_was_not_read() -> None:
    grain = np.random.default_rng(1).normal(0, 1, (1400, 1000)).astype(np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), 4)
    page = read(Image.fromarray(np.where(grain > 0.14, 0, 255).astype(np.uint8)).convert("RGB")).pages[0]
    assert (page.kind, page.reader, page.read) == ("scan", "none", False)
