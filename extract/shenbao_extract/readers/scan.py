"""A picture of a page -> a Page with tables of cells, as a digital page gives them.

Straightened and evened, ruled by its lines, cut into lines of text, read by an engine; figures are read twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import cast

import numpy as np

from shenbao_extract.document import Box, Cell, Line, Page, Place, Reading, Table
from shenbao_extract.grid.cells import Grid, build_grid
from shenbao_extract.grid.rulings import Ruling, frames
from shenbao_extract.ocr.engine import Engine, Gray, PixelBox
from shenbao_extract.readers.turning import Turn
from shenbao_extract.scan.lines import Cut, clean_of_rulings, cut_lines, ink_of, loose_lines, row_runs, usual_height
from shenbao_extract.scan.picture import Colour, even, lean, quarter, turned_back, without_seals
from shenbao_extract.scan.reading import FIGURE, Piece, read_cuts
from shenbao_extract.scan.rulings import find_rulings

BLANK = 2e-4  # share of ink: a page with less is blank
FEW = 4  # cells: a frame with fewer is no table of a form
SAMPLE = 10  # lines read to know which way up a page stands
UPRIGHT = 0.85  # mean confidence of lines that stand upright


@dataclass(frozen=True, slots=True)
class Layout:
    """A page turned upright in pixels: its pictures, tables, and the cuts of each cell and outside them."""

    turn: Turn
    lean: float
    scale: float
    clean: Gray
    raw: Gray
    grids: tuple[Grid, ...]
    cells: tuple[tuple[tuple[tuple[Cut, ...], ...], ...], ...]  # [grid][cell][line][piece]
    loose: tuple[Cut, ...]

    def back(self, box: Box) -> Box:
        """A box of the upright page (points) on the page as shown."""
        b = self.turn.back(box)
        if abs(self.lean) < 0.02:
            return b
        angle, x, y = radians(self.lean), (b.x0 + b.x1) / 2, (b.top + b.bottom) / 2
        cx, cy = self.turn.width / 2, self.turn.height / 2
        dx, dy = x - cx, y - cy
        nx, ny = cx + dx * cos(angle) - dy * sin(angle), cy + dx * sin(angle) + dy * cos(angle)
        return Box(nx - b.width / 2, ny - b.height / 2, nx + b.width / 2, ny + b.height / 2)


def read_picture(picture: Colour, scale: float, number: int, engine: Engine) -> Page:
    """The page of a picture, [height, width, 3] in RGB order; `scale` is pixels a point.

    A picture without ink is blank; one without a table is looked at and passed over.
    """
    height, width = (n / scale for n in picture.shape[:2])
    gray, _ = without_seals(picture, scale)
    level = even(gray)
    if float((level < 128).mean()) < BLANK:
        return Page(number, "blank", "none", 0, width, height, read=False)
    angle = lean(level)
    level, gray = cast(Gray, turned_back(level, angle)), cast(Gray, turned_back(gray, angle))
    layout = _upright(level, gray, angle, scale, engine)
    if layout is None:
        return Page(number, "scan", engine.name, 0, width, height, read=False)
    return _page(layout, number, engine)


def _upright(level: Gray, gray: Gray, angle: float, scale: float, engine: Engine) -> Layout | None:
    """The layout in the direction in which a sample of its lines is read best; None without a table."""
    best: tuple[float, Layout] | None = None
    for degrees in (0, 180, 90, 270):
        layout = lay_out(level, gray, Turn(degrees, level.shape[1] / scale, level.shape[0] / scale), angle, scale)
        if layout is None:
            if degrees == 0:
                return None
            continue
        sure = _sureness(layout, engine)
        if best is None or sure > best[0]:
            best = (sure, layout)
        if sure >= UPRIGHT:
            break
    return best[1] if best else None


def lay_out(level: Gray, gray: Gray, turn: Turn, angle: float, scale: float) -> Layout | None:
    """Rulings, cells and cut lines of a straight picture turned by `turn`; None where it holds no table."""
    level, gray = cast(Gray, quarter(level, turn.degrees)), cast(Gray, quarter(gray, turn.degrees))
    found = find_rulings(level, scale)
    in_points = [[Ruling(r.at / scale, r.start / scale, r.end / scale) for r in rs] for rs in (found.horizontal, found.vertical)]
    grids = [g for f in frames(*in_points) if (g := build_grid(f)) and len(g.cells) >= FEW]
    if not grids:
        return None
    clean = clean_of_rulings(level, found.mask)
    ink = ink_of(clean, scale)
    boxes = [[_pixels(g, i, scale, ink.shape) for i in range(len(g.cells))] for g in grids]
    usual = usual_height([row_runs(ink, box, scale) for of_grid in boxes for box in of_grid], scale)
    cells = tuple(
        tuple(tuple(tuple(line) for line in cut_lines(ink, box, usual, scale)) for box in of_grid) for of_grid in boxes
    )
    outside = ink.copy()
    for g in grids:
        x0, x1, y0, y1 = (round(v * scale) for v in (g.xs[0], g.xs[-1], g.ys[0], g.ys[-1]))
        outside[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2] = False
    return Layout(turn, angle, scale, clean, gray, tuple(grids), cells, tuple(loose_lines(outside, usual, scale)))


def _pixels(grid: Grid, index: int, scale: float, shape: tuple[int, ...]) -> PixelBox:
    cell = grid.cells[index]
    x0, x1 = grid.xs[cell.column], grid.xs[cell.column + cell.column_span]
    y0, y1 = grid.ys[cell.row], grid.ys[cell.row + cell.row_span]
    left, top = max(0, round(x0 * scale) + 1), max(0, round(y0 * scale) + 1)
    return left, top, min(shape[1], max(left, round(x1 * scale) - 1)), min(shape[0], max(top, round(y1 * scale) - 1))


def _sureness(layout: Layout, engine: Engine) -> float:
    """How surely a sample of the layout's lines is read: the middle of them."""
    cuts = [piece for grid in layout.cells for cell in grid for line in cell for piece in line]
    fit = [c for c in cuts if 2.5 <= (c.ink[2] - c.ink[0]) / max(1, c.ink[3] - c.ink[1]) <= 12] or cuts
    if not fit:
        return 0.0
    chosen = fit[:: max(1, len(fit) // SAMPLE)][:SAMPLE]
    found = engine.read([layout.clean[c.crop[1] : c.crop[3], c.crop[0] : c.crop[2]] for c in chosen])
    return float(np.median([f.confidence for f in found]))


def _page(layout: Layout, number: int, engine: Engine) -> Page:
    """The page of a layout: all its cuts read in one go, and each text put where it stands."""
    cuts = [p for grid in layout.cells for cell in grid for line in cell for p in line] + list(layout.loose)
    pieces = iter(read_cuts(cuts, layout.clean, layout.raw, engine))
    tables = []
    for grid, cells in zip(layout.grids, layout.cells, strict=True):
        texts = [[[next(pieces) for _ in line] for line in cell] for cell in cells]
        tables.append(_table(layout, grid, texts, number, engine.name))
    lines = []
    for cut in layout.loose:
        text = next(pieces).first.text.strip()
        if text:
            left, top, right, bottom = (v / layout.scale for v in cut.ink)
            lines.append(Line(text, Place(number, layout.back(Box(left, top, right, bottom)))))
    lines.sort(key=lambda x: _order(layout, x))
    turn = layout.turn
    return Page(number, "scan", engine.name, turn.degrees, turn.width, turn.height, tuple(lines), tuple(tables))


def _order(layout: Layout, line: Line) -> tuple[float, float]:
    assert line.place.box is not None
    box = layout.turn.box(line.place.box)
    return round(box.top / 4), box.x0


def _table(layout: Layout, grid: Grid, texts: Sequence[list[list[Piece]]], number: int, reader: str) -> Table:
    cells = []
    for cell, lines in zip(grid.cells, texts, strict=True):
        box = Box(
            grid.xs[cell.column], grid.ys[cell.row],
            grid.xs[cell.column + cell.column_span], grid.ys[cell.row + cell.row_span],
        )  # fmt: skip
        sure = [x for line in lines for piece in line for x in piece.first.sure]
        cells.append(
            Cell(
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                tuple(text for line in lines if (text := _joined(p.first.text for p in line))),
                Place(number, layout.back(box)),
                cell.open_top,
                cell.open_bottom,
                reader,
                round(sum(sure) / len(sure), 3) if sure else None,
                _readings(lines, reader),
            )
        )
    whole = Place(number, layout.back(Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])))
    return Table(whole, tuple(cells), len(grid.ys) - 1, len(grid.xs) - 1, grid.xs, grid.ys)


def _joined(texts: object) -> str:
    return " ".join(t.strip() for t in cast(Sequence[str], texts) if t.strip())


def _readings(lines: list[list[Piece]], reader: str) -> tuple[Reading, ...]:
    """Both readings of a cell with figures, and a third where the pixels contradict the first on a sign."""
    pieces = [p for line in lines for p in line]
    if not any(p.second for p in pieces):
        return ()
    first = "\n".join(_joined(p.first.text for p in line) for line in lines)
    second = "\n".join(_joined((p.second or p.first).text for p in line) for line in lines)
    out = [
        Reading(first, reader, _sure_of_figures([p.first for p in pieces])),
        Reading(second, reader, _sure_of_figures([p.second for p in pieces if p.second])),
    ]
    if any(p.signs for p in pieces):
        shown = "\n".join(_joined(p.signs or p.first.text for p in line) for line in lines)
        out.append(Reading(shown, "pixels", 1.0))
    return tuple(out)


def _sure_of_figures(found: Sequence[object]) -> float:
    """How sure the least sure figure or sign is; 1 where there is none."""
    from shenbao_extract.ocr.engine import Recognised

    every = [s for f in cast(Sequence[Recognised], found) for c, s in zip(f.text, f.sure, strict=True) if FIGURE.match(c)]
    return min(every, default=1.0)
