"""From rulings to cells: every square belongs to exactly one cell, and no row is lost."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from shenbao_extract.grid.cells import Grid, build_grid
from shenbao_extract.grid.rulings import Frame, Ruling, frames

Rectangle = tuple[float, float, float, float]  # x0, top, x1, bottom


def lines(across: list[float], down: list[float]) -> tuple[list[Ruling], list[Ruling]]:
    """A full grid: horizontals at `across`, verticals at `down`."""
    hs = [Ruling(y, down[0], down[-1]) for y in across]
    vs = [Ruling(x, across[0], across[-1]) for x in down]
    return hs, vs


def grid_of(hs: list[Ruling], vs: list[Ruling]) -> Grid:
    (frame,) = frames(hs, vs)
    grid = build_grid(frame)
    assert grid is not None
    check(grid)
    return grid


def boxes(grid: Grid) -> list[Rectangle]:
    return [
        (grid.xs[c.column], grid.ys[c.row], grid.xs[c.column + c.column_span], grid.ys[c.row + c.row_span])
        for c in grid.cells
    ]


def check(grid: Grid) -> None:
    """Every square has one owner, every cell is a rectangle of its own squares."""
    rows, columns = grid.owner.shape
    assert (rows, columns) == (len(grid.ys) - 1, len(grid.xs) - 1)
    assert (grid.owner >= 0).all()
    for i, cell in enumerate(grid.cells):
        part = grid.owner[cell.row : cell.row + cell.row_span, cell.column : cell.column + cell.column_span]
        assert (part == i).all()
    assert sum(c.row_span * c.column_span for c in grid.cells) == rows * columns


def test_a_plain_grid() -> None:
    grid = grid_of(*lines([0, 20, 40], [0, 50, 100, 150]))
    assert len(grid.cells) == 6
    assert boxes(grid)[0] == (0, 0, 50, 20)
    assert not any(c.open_top or c.open_bottom for c in grid.cells)
    assert grid.at(75, 30) == [(c.row, c.column) for c in grid.cells].index((1, 1))


def test_one_ruling_divides_the_first_row_of_a_table_without_border() -> None:
    hs = [Ruling(20, 0, 150), Ruling(40, 0, 150)]
    grid = grid_of(hs, [Ruling(50, 0, 60), Ruling(100, 20, 60)])
    assert boxes(grid)[:2] == [(0, 0, 50, 20), (50, 0, 150, 20)]
    assert len(grid.cells) == 8
    bordered = grid_of(hs, [Ruling(0, 20, 40), Ruling(50, 0, 40), Ruling(150, 20, 40)])
    assert bordered.ys == (20, 40)  # with a border, one that runs out of the table encloses nothing


def test_merged_cells() -> None:
    hs = [Ruling(0, 0, 150), Ruling(20, 50, 150), Ruling(40, 0, 150)]  # the first column runs over both rows
    vs = [Ruling(0, 0, 40), Ruling(50, 0, 40), Ruling(100, 0, 20), Ruling(150, 0, 40)]  # 2nd row: columns 2, 3 merged
    grid = grid_of(hs, vs)
    assert sorted(boxes(grid)) == [(0, 0, 50, 40), (50, 0, 100, 20), (50, 20, 150, 40), (100, 0, 150, 20)]


def test_an_unclosed_last_row_is_a_row() -> None:
    hs, vs = lines([0, 20, 40], [0, 50, 100])
    grid = grid_of(hs, [Ruling(v.at, v.start, 60) for v in vs])  # the page ends the verticals at 60
    assert len(grid.cells) == 6
    assert [(c.open_top, c.open_bottom) for c in grid.cells if c.row == 2] == [(False, True)] * 2
    assert not any(c.open_bottom for c in grid.cells if c.row < 2)


def test_an_unclosed_first_row_is_a_row() -> None:
    hs, vs = lines([20, 40, 60], [0, 50, 100])
    grid = grid_of(hs, [Ruling(v.at, 0, v.end) for v in vs])
    assert [(c.open_top, c.open_bottom) for c in grid.cells if c.row == 0] == [(True, False)] * 2
    assert boxes(grid)[0] == (0, 0, 50, 20)


def test_one_ruling_that_runs_into_the_title_makes_no_row_of_it() -> None:
    hs, vs = lines([0, 20, 40], [0, 50, 100, 150])
    grid = grid_of(hs, [*vs[:1], Ruling(50, -20, 60), *vs[2:]])  # as a stroke of a character does on a scan
    assert (grid.ys[0], grid.ys[-1]) == (0, 40)
    assert len(grid.cells) == 6


def test_both_halves_of_a_row_that_a_page_cuts_are_kept() -> None:
    """pdfplumber drops both in silence: no closed rectangle stands around either."""
    above = grid_of(*[[Ruling(700, 0, 100), Ruling(720, 0, 100)], [Ruling(x, 700, 760) for x in (0.0, 50.0, 100.0)]])
    below = grid_of(*[[Ruling(90, 0, 100), Ruling(110, 0, 100)], [Ruling(x, 60, 110) for x in (0.0, 50.0, 100.0)]])
    assert [(c.row, c.open_bottom) for c in above.cells] == [(0, False), (0, False), (1, True), (1, True)]
    assert [(c.row, c.open_top) for c in below.cells] == [(0, True), (0, True), (1, False), (1, False)]


def test_one_open_row_between_verticals_alone() -> None:
    """A single row left open above and below: only its verticals and one ruling are drawn."""
    grid = grid_of([Ruling(100, 0, 150)], [Ruling(x, 60, 100) for x in (0.0, 50.0, 150.0)])
    assert boxes(grid) == [(0, 60, 50, 100), (50, 60, 150, 100)]
    assert all(c.open_top and not c.open_bottom for c in grid.cells)


def test_the_outer_frame_may_run_on_beyond_the_inner_rulings() -> None:
    hs = [Ruling(y, 0, 150) for y in (0.0, 20.0, 40.0)]
    vs = [Ruling(0, 0, 100), Ruling(50, 0, 60), Ruling(100, 0, 60), Ruling(150, 0, 100)]
    grid = grid_of(hs, vs)
    assert [c.column_span for c in grid.cells if c.row == 2] == [1, 1, 1]
    assert all(c.open_bottom for c in grid.cells if c.row == 2)


def test_a_missing_piece_of_a_ruling_does_not_let_two_cells_flow_together() -> None:
    hs = [Ruling(0, 0, 140), Ruling(20, 100, 140), Ruling(40, 100, 140), Ruling(60, 0, 140)]
    vs = [Ruling(0, 0, 60), Ruling(50, 0, 20), Ruling(50, 40, 60), Ruling(100, 0, 60), Ruling(140, 0, 60)]
    grid = grid_of(hs, vs)
    assert (0, 0, 50, 60) in boxes(grid)
    assert (50, 0, 100, 60) in boxes(grid)


def test_an_l_shaped_region_is_cut_into_rectangles() -> None:
    """Three squares without a separator between them and a fourth that is closed off."""
    hs = [Ruling(0, 0, 100), Ruling(20, 50, 100), Ruling(40, 0, 100)]
    vs = [Ruling(0, 0, 40), Ruling(50, 0, 20), Ruling(100, 0, 40)]
    grid = grid_of(hs, vs)
    assert (50, 0, 100, 20) in boxes(grid)
    assert len(grid.cells) == 3


def test_doubled_borders_are_one() -> None:
    hs, vs = lines([0, 20, 40], [0, 50, 100])
    hs = [*hs, *(Ruling(h.at + 1.5, h.start, h.end) for h in hs)]
    vs = [*vs, *(Ruling(v.at + 1.5, v.start, v.end) for v in vs)]
    assert len(grid_of(hs, vs).cells) == 4


def test_invisible_separators_separate_nothing() -> None:
    (frame,) = frames(*lines([0, 20, 40], [0, 50, 100]))
    grid = build_grid(frame, lambda horizontal, at, start, end: horizontal or at != 50)
    assert grid is not None
    assert sorted(boxes(grid)) == [(0, 0, 100, 20), (0, 20, 100, 40)]


def test_a_mere_frame_is_no_table() -> None:
    (frame,) = frames(*lines([0, 40], [0, 100]))
    assert build_grid(frame) is None


@dataclass(frozen=True)
class Layout:
    """A table as a person draws it: its cells as rectangles, in points."""

    cells: tuple[Rectangle, ...]

    def rulings(self) -> tuple[list[Ruling], list[Ruling]]:
        hs = [Ruling(y, x0, x1) for x0, top, x1, bottom in self.cells for y in (top, bottom)]
        vs = [Ruling(x, top, bottom) for x0, top, x1, bottom in self.cells for x in (x0, x1)]
        return hs, vs


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """A random tiling: a grid of squares, some of which are merged into larger rectangles."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    ys, xs = [30.0], [40.0]
    for _ in range(rows):
        ys.append(ys[-1] + draw(st.integers(12, 60)))
    for _ in range(columns):
        xs.append(xs[-1] + draw(st.integers(15, 90)))
    taken: set[tuple[int, int]] = set()
    cells: list[Rectangle] = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            height, width = draw(st.integers(1, rows - r)), draw(st.integers(1, columns - c))
            if draw(st.booleans()):
                height = width = 1
            while any((r, c + k) in taken for k in range(width)):
                width -= 1
            taken |= {(r + i, c + k) for i in range(height) for k in range(width)}
            cells.append((xs[c], ys[r], xs[c + width], ys[r + height]))
    return Layout(tuple(cells))


@settings(max_examples=150)
@given(layouts())
def test_the_cells_of_any_layout_come_back(layout: Layout) -> None:
    found = [g for f in frames(*layout.rulings()) if (g := build_grid(f)) is not None]
    if len(layout.cells) == 1:
        assert found == []
        return
    (grid,) = found
    check(grid)
    assert sorted(tuple(round(x, 3) for x in box) for box in boxes(grid)) == sorted(layout.cells)
    assert not any(c.open_top or c.open_bottom for c in grid.cells)
    for i, (x0, top, x1, bottom) in enumerate(boxes(grid)):
        assert grid.at((x0 + x1) / 2, (top + bottom) / 2) == i


coordinate = st.integers(0, 30).map(lambda n: n * 10.0)
rulings = st.lists(
    st.tuples(coordinate, coordinate, coordinate).map(lambda t: Ruling(t[0], min(t[1:]), max(t[1:]) + 10)), max_size=14
)


@settings(max_examples=150)
@given(rulings, rulings)
def test_any_rulings_make_grids_that_tile(hs: list[Ruling], vs: list[Ruling]) -> None:
    for frame in [*frames(hs, vs), *([Frame(tuple(hs), tuple(vs))] if hs and vs else [])]:
        grid = build_grid(frame)
        if grid is not None:
            check(grid)


def test_an_open_cell_holds_what_one_of_its_rulings_reaches_beyond_the_row() -> None:
    """The left cells' rulings run on below the place where most end: a goal's last line stands there."""
    hs = [Ruling(y, 0, 150) for y in (0.0, 20.0)]
    vs = [Ruling(0, 0, 60), Ruling(50, 0, 60), Ruling(100, 0, 40), Ruling(125, 0, 40), Ruling(150, 0, 40)]
    grid = grid_of(hs, vs)
    assert grid.ys[-1] == 40
    assert [grid.holds(grid.at(x, 50), 50) for x in (25, 75, 110, 140)] == [True, True, False, False]
    assert not grid.holds(grid.at(25, 65), 65)
