"""Pieces of rulings that a print leaves out, told from the rest of the table."""

from __future__ import annotations

import pytest

from shenbao_extract.grid.cells import Grid, build_grid
from shenbao_extract.grid.rulings import Ruling, frames

Pieces = list[tuple[float, float]]
ROWS = [20.0 * k for k in range(13)]  # twelve rows, the block of rows 4 to 8 is special


def table(
    second: list[tuple[float, float]], third: list[tuple[float, float]], merged: bool
) -> tuple[list[Ruling], ...]:
    """Three columns; the first two are merged within three blocks; the inner verticals run where they are told to."""
    blocks = {0.0, 80.0, 160.0, 240.0}
    hs = [Ruling(y, 0 if y in blocks or not merged else 200, 300) for y in ROWS]
    vs = [Ruling(0, 0, 240), Ruling(300, 0, 240)]
    vs += [Ruling(100, a, b) for a, b in second] + [Ruling(200, a, b) for a, b in third]
    return hs, vs


def grid_of(hs: list[Ruling], vs: list[Ruling], crossed: bool = False) -> Grid:
    (frame,) = frames(hs, vs)
    grid = build_grid(frame, crossed=lambda x, top, bottom: crossed)
    assert grid is not None
    return grid


def spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells if 4 <= c.row < 8]


WHOLE = [(0.0, 240.0)]
GAP = [(0.0, 80.0), (160.0, 240.0)]
BLOCK = [(4, 0, 4, 1), (4, 1, 4, 1), (4, 2, 1, 1), (5, 2, 1, 1), (6, 2, 1, 1), (7, 2, 1, 1)]


@pytest.mark.parametrize(("second", "third"), [(WHOLE, GAP), (GAP, WHOLE), (GAP, GAP)], ids=["third", "second", "both"])
def test_vertical_rulings_left_out_in_one_block(second: Pieces, third: Pieces) -> None:
    """One project of a list became one for each of its rows: its goal's cell flowed into the indicators beside it."""
    assert spans(grid_of(*table(second, third, merged=True))) == BLOCK


def test_text_across_the_edge_says_that_the_cells_are_merged() -> None:
    assert spans(grid_of(*table(GAP, WHOLE, merged=True), crossed=True))[0] == (4, 0, 4, 2)


def test_a_low_merged_cell_stays_merged() -> None:
    hs, vs = table(WHOLE, WHOLE, merged=False)
    vs = [v for v in vs if v.at != 100] + [Ruling(100, 0, 80), Ruling(100, 120, 240)]
    grid = grid_of(hs, vs)
    assert (4, 0, 1, 2) in spans(grid)
    assert (5, 0, 1, 2) in spans(grid)


def test_an_edge_that_other_rows_lack_too_is_not_drawn_in() -> None:
    assert spans(grid_of(*table([(0.0, 80.0)], WHOLE, merged=True)))[0] == (4, 0, 4, 2)


def test_a_label_over_two_columns_is_merged_on_purpose() -> None:
    """A card whose heading row has other columns: the label of its money lines lost its second half."""
    hs, vs = table([(20.0, 80.0), (160.0, 240.0)], WHOLE, merged=True)
    assert spans(grid_of(hs, vs))[0] == (4, 0, 4, 2)
