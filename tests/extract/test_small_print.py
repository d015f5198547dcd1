"""Small print: rows as low as 5 points, thin strokes that a scanner turned grey, text up to the rulings."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from test_lone_signs import NUMBER, PAGE, SIGN, Told

from shenbao_extract.grid.cells import build_grid
from shenbao_extract.grid.rulings import Ruling, frames
from shenbao_extract.ocr.engine import Gray, Recognised
from shenbao_extract.scan.cell_readings import confidence_of
from shenbao_extract.scan.lines import Cut, crisp, cut_lines, faint_ink_of, fineness, ink_of
from shenbao_extract.scan.reading import Piece, read_cuts
from shenbao_extract.scan.rulings import find_rulings
from shenbao_extract.scan.second_look import Patch

FINE = 300 / 72  # pixels a point
LOW = 21  # pixels: 5 points


def sure_of(found: list[Recognised]) -> float | None:
    """How sure a cell is whose pieces were read so."""
    cut = Cut((0, 0, 9, 9), (0, 0, 9, 9))
    return confidence_of(Patch((0, 0, 9, 9), (tuple(Piece(cut, f) for f in found),)), [])


def strokes(page: Gray, left: int, right: int, top: int, bottom: int, every: int = 5) -> None:
    """Upright strokes as close as those of small characters."""
    for x in range(left, right, every):
        page[top:bottom, x : x + 2] = 90


def cells(page: Gray) -> int:
    found = find_rulings(page, FINE)
    sides = [
        [Ruling(r.at / FINE, r.start / FINE, r.end / FINE) for r in rs] for rs in (found.horizontal, found.vertical)
    ]
    return sum(len(grid.cells) for frame in frames(*sides) if (grid := build_grid(frame)))


def test_rulings_across_are_no_gaps_of_one_beside_a_column_of_small_print() -> None:
    page = np.full((1000, 1000), 255, dtype=np.uint8)
    rows, columns = [60 + LOW * i for i in range(41)], (60, 500, 620, 740, 900)
    for y in rows:
        page[y : y + 3, 60:903] = 10
    for x in columns:
        page[60 : rows[-1] + 3, x : x + 3] = 10
    for y in rows[:-1]:
        for x in columns[:-1]:
            strokes(page, x + 6, x + 60, y + 5, y + 17, every=7)
    assert cells(page) == 40 * 4


def test_a_short_ruling_without_gaps_between_two_lines_of_a_heading_is_one() -> None:
    page = np.full((500, 900), 255, dtype=np.uint8)
    for y in (60, 102, 250, 400):
        page[y : y + 3, 60:803] = 10
    for x in (60, 300, 540, 800):
        page[60:403, x : x + 3] = 10
    page[80:83, 300:540] = 10
    page[83:403, 420:423] = 10
    for left, right, top in ((380, 460, 65), (315, 405, 86), (435, 525, 86)):
        for x in range(left, right, 6):
            page[top : top + 13, x : x + 4] = 10
        page[top : top + 13 : 6, left:right] = 10
    assert cells(page) == (1 + 3 + 1) + 2 * 4


@pytest.mark.parametrize("dark", [True, False])
def test_a_ruling_ends_where_it_meets_another_though_text_goes_on_at_its_height(dark: bool) -> None:
    page = np.full((600, 1000), 255, dtype=np.uint8)
    for y in (60, 300):
        page[y : y + 3, 60:903] = 10
    for x in (60, 500, 900):
        page[60:303, x : x + 3] = 10
    for y in range(80, 300, 20):
        page[y : y + 3, 500:903] = 10
    for x in range(440, 498, 5):  # the line of text stands at the height of the ruling at 200
        page[196:208, x : x + 3] = 10 if dark else 90
    found = find_rulings(page, FINE)
    (ruling,) = [r for r in found.horizontal if abs(r.at - 201.5) < 2]
    assert ruling.start >= 495
    assert not found.mask[196:208, 440:495].any()


def test_thin_digits_of_small_print_are_cut_whole() -> None:
    page = np.full((60, 120), 255, dtype=np.uint8)
    cv2.putText(page, "5", (20, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.45, 170, 1, cv2.LINE_AA)
    rows, columns = (np.flatnonzero((page < 200).any(axis=axis)) for axis in (1, 0))
    fine = fineness(12.0, FINE)
    found = [
        cut_lines(ink_of(page, FINE, f), faint_ink_of(page, FINE, f), (5, 5, 115, 55), 12.0, FINE) for f in (1.0, fine)
    ]
    (((cut,),),) = found[1:]
    assert found[0][0][0].remains  # looked at as usual it counts as a mark that must prove to be print
    assert not cut.remains
    assert abs(cut.ink[1] - rows[0]) <= 1
    assert abs(cut.ink[3] - rows[-1] - 1) <= 1
    assert abs(cut.ink[0] - columns[0]) <= 1


def test_print_of_a_usual_height_is_looked_at_as_ever() -> None:
    page = np.full((30, 30), 140, dtype=np.uint8)
    assert fineness(4.5 * FINE, FINE) == fineness(9.0 * FINE, FINE) == 1.0
    assert crisp(page, FINE, 1.0) is page
    assert int(crisp(page, FINE, fineness(12.0, FINE)).max()) < 140


def test_a_sign_is_read_beside_no_number_of_which_a_part_is_cut_off() -> None:
    page = PAGE.copy()
    for box, level in ((NUMBER, 10), (SIGN, 60)):
        page[box[1] : box[3], box[0] : box[2]] = level
    sign = Cut(SIGN, (96, 6, 120, 34))
    for high, text in ((0, "≥"), (40, "W")):
        number = Cut(NUMBER, (6, 6, 44, 34), high=high)
        assert read_cuts([number, sign], page, page, Told("W", "≥"))[1].first.text == text


def test_a_blank_says_nothing_of_how_sure_a_figure_is() -> None:
    assert sure_of([Recognised("500 份", (1.0, 1.0, 1.0, 0.5, 0.99))]) == 0.998
    assert sure_of([Recognised("5", (0.5,)), Recognised("", ())]) == 0.5
    assert sure_of([Recognised("", ())]) is None
