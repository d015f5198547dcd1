"""Ruling lines: pieces joined, tables told apart, nothing made of a lone line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao_extract.grid.rulings import SNAP, Ruling, cluster, frames, merged


def box(x0: float, top: float, x1: float, bottom: float) -> tuple[list[Ruling], list[Ruling]]:
    """The four sides of a rectangle."""
    return [Ruling(top, x0, x1), Ruling(bottom, x0, x1)], [Ruling(x0, top, bottom), Ruling(x1, top, bottom)]


@pytest.mark.parametrize(
    ("values", "want"),
    [
        ([], []),
        ([10.0], [10.0]),
        ([100.0, 10.0, 12.0], [11.0, 100.0]),
        ([10.0, 12.0, 14.0], [12.0]),  # each is near its neighbour
        ([10.0, 13.0], [10.0, 13.0]),
    ],
)
def test_near_values_are_one(values: list[float], want: list[float]) -> None:
    assert cluster(values) == want


@given(st.lists(st.floats(0, 1000), max_size=40))
def test_clusters_are_sorted_and_apart(values: list[float]) -> None:
    found = cluster(values)
    assert all(b - a > SNAP for a, b in pairwise(found))
    assert all(any(abs(v - f) <= SNAP * len(values) for f in found) for v in values)
    assert bool(found) == bool(values)


def test_a_line_drawn_cell_by_cell_is_one() -> None:
    pieces = [Ruling(50.0, 0, 100), Ruling(50.2, 100, 180), Ruling(49.9, 181, 300)]
    (line,) = merged(pieces)
    assert (line.start, line.end) == (0, 300)
    assert line.at == pytest.approx(50.0, abs=0.3)


def test_a_gap_as_wide_as_a_cell_stays_a_gap() -> None:
    assert [(r.start, r.end) for r in merged([Ruling(50, 0, 100), Ruling(50, 160, 300)])] == [(0, 100), (160, 300)]


def test_lines_at_other_heights_stay_apart() -> None:
    assert len(merged([Ruling(50, 0, 100), Ruling(62, 0, 100)])) == 2


def test_the_same_line_drawn_three_times_is_one() -> None:
    assert merged([Ruling(50, 0, 100)] * 3) == [Ruling(50, 0, 100)]


def test_two_tables_on_a_page_are_two_frames_from_above() -> None:
    low, high = box(50, 400, 300, 500), box(50, 100, 300, 200)
    found = frames(low[0] + high[0], low[1] + high[1])
    assert [min(h.at for h in f.horizontal) for f in found] == [100, 400]


def test_tables_side_by_side_are_two_frames() -> None:
    left, right = box(50, 100, 200, 200), box(260, 100, 400, 200)
    found = frames(left[0] + right[0], left[1] + right[1])
    assert [min(v.at for v in f.vertical) for f in found] == [50, 260]


@pytest.mark.parametrize(
    ("horizontal", "vertical"),
    [
        ([], []),
        ([Ruling(50, 0, 300)], []),  # a line under a running header
        ([Ruling(50, 0, 300), Ruling(60, 0, 300)], []),
        ([Ruling(50, 0, 300)], [Ruling(100, 200, 400)]),  # they do not touch
    ],
)
def test_lines_that_enclose_nothing_are_no_table(horizontal: list[Ruling], vertical: list[Ruling]) -> None:
    assert frames(horizontal, vertical) == []


def test_a_ruling_between_merged_cells_that_touches_no_other_belongs_to_its_frame() -> None:
    hs, vs = box(0, 0, 300, 200)
    (frame,) = frames([*hs, Ruling(100, 20, 280)], vs)
    assert any(h.at == 100 for h in frame.horizontal)


def test_a_ruling_under_the_frame_does_not_belong_to_it() -> None:
    hs, vs = box(0, 0, 300, 200)
    (frame,) = frames([*hs, Ruling(260, 20, 280)], vs)
    assert all(h.at <= 200 for h in frame.horizontal)


def test_rulings_beside_a_frame_over_its_height_are_its_columns() -> None:
    """Label cells cut at both ends by pages: no horizontal ruling reaches them, and the columns were lost."""
    hs, vs = box(200, 100, 500, 400)
    (frame,) = frames(hs, [*vs, Ruling(50, 100, 400), Ruling(120, 98, 402)])
    assert sorted(v.at for v in frame.vertical) == [50, 120, 200, 500]


def test_a_short_line_beside_a_frame_is_none_of_its_columns() -> None:
    hs, vs = box(200, 100, 500, 400)
    (frame,) = frames(hs, [*vs, Ruling(50, 100, 200)])
    assert sorted(v.at for v in frame.vertical) == [200, 500]
