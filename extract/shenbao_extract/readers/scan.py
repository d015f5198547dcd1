"""A picture of a page -> a Page with tables of cells, as a digital page gives them.

Straightened and evened, ruled by its lines, cut into lines of text, read by an engine; figures are read twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import cast

import numpy as np

from shenbao_extract.document import Box, Cell, Line, Page, Place, Problem, Table
from shenbao_extract.errors import OcrMissingError, OcrOffError
from shenbao_extract.grid.cells import Grid, build_grid
from shenbao_extract.grid.rulings import Ruling, frames
from shenbao_extract.legibility import illegible
from shenbao_extract.memory import give_back
from shenbao_extract.ocr.engine import Engine, EngineMissing, Gray, PixelBox, engine
from shenbao_extract.ocr.options import Ocr
from shenbao_extract.readers.flat_picture import flat_pages, led_back, together
from shenbao_extract.readers.without_table import lost_forms, page_without_table
from shenbao_extract.scan.cell_readings import confidence_of, readings_of
from shenbao_extract.scan.dark_ground import dark_print, positive
from shenbao_extract.scan.ghost import shows_twice
from shenbao_extract.scan.lines import (
    Cut,
    crisp,
    cut_lines,
    darkness,
    faint_ink_of,
    fineness,
    ink_of,
    marked,
    row_runs,
    usual_height,
    with_remains,
)
from shenbao_extract.scan.loose import loose_lines
from shenbao_extract.scan.lost_strokes import strokes_lost
from shenbao_extract.scan.off_page import runs_off
from shenbao_extract.scan.patches import patches
from shenbao_extract.scan.picture import (
    Colour,
    Mask,
    even,
    lean,
    quarter,
    softened,
    turned_back,
    without_ghosts,
    without_seals,
)
from shenbao_extract.scan.reading import joined, read_cuts
from shenbao_extract.scan.rulings import FoundRulings, find_rulings
from shenbao_extract.scan.second_look import Patch, look_again, without_remains
from shenbao_extract.scan.streaks import Streak, streaks, white_streaks
from shenbao_extract.scan.without_rulings import clean_of_rulings
from shenbao_extract.turning import Turn

BLANK = 2e-4  # share of ink: a page with less is blank
NEAR = 3.0  # points: how far a ruling may lie from the common place of its row or column
TALL = 36.0  # points: what is higher and wider is no character
FEW = 4  # cells: a frame with fewer is no table of a form
SAMPLE = 10  # lines read to know which way up a page stands
FULL_LINE = 1.4  # a line as long as n characters has n / FULL_LINE at least
UPRIGHT = 0.85  # mean confidence of lines that stand upright


Pictures = tuple[Gray, Gray, Gray, Gray, Mask, Mask]
"""A page straightened: evened, as scanned in grey, evened with what seals left (for hair lines), evened for reading,
where seals lie, and where their ink does."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page turned upright in pixels: its pictures, tables, and the cuts of each cell and outside them."""

    turn: Turn
    scale: float
    clean: Gray
    soft: Gray
    raw: Gray
    grids: tuple[Grid, ...]
    boxes: tuple[tuple[PixelBox, ...], ...]  # [grid][cell]
    cells: tuple[tuple[tuple[tuple[Cut, ...], ...], ...], ...]  # [grid][cell][line][piece]
    loose: tuple[Cut, ...]
    strips: tuple[tuple[PixelBox, bool], ...]  # above, between and below the tables; whether more than text is there


def read_picture(picture: Colour, scale: float, number: int, engine: Engine) -> tuple[Page, list[Problem]]:
    """The page of a picture ([height, width, 3], RGB), and what is wrong with its paper; `scale` is pixels a point.

    A picture without ink is blank; of one without a table only lines of text are read.
    """
    height, width = (n / scale for n in picture.shape[:2])
    picture = positive(picture, scale)
    found = streaks(picture, scale)
    parts, own = flat_pages(picture, scale, found)
    pages = []
    for part in parts:
        page = _read_flat(part.picture, own, number, engine)
        pages.append(led_back(page, part.back, own, (scale, width, height)) if part.back else page)
    whole = pages[0] if len(pages) == 1 else replace(together(pages), width=width, height=height)
    hidden = any(streak.hides and _crosses_table(streak, whole, scale) for streak in found)
    codes = {
        "creased_paper": any(part.creased for part in parts),
        "dark_streak": hidden,
        "white_streak": any(_crosses_table(streak, whole, scale) for streak in white_streaks(picture, scale)),
        "double_image": bool(whole.tables) and shows_twice(picture, scale),
        "table_off_page": bool(whole.tables) and runs_off(picture, scale),
    }
    return whole, [Problem(code, number) for code, told in codes.items() if told]


def _crosses_table(streak: Streak, page: Page, scale: float) -> bool:
    boxes = [t.place.box for t in page.tables if t.place.box is not None]
    return any(box.x0 * scale < streak.end and streak.start < box.x1 * scale for box in boxes)


def _read_flat(picture: Colour, scale: float, number: int, engine: Engine) -> Page:
    height, width = (n / scale for n in picture.shape[:2])
    picture = softened(dark_print(picture, scale), scale)
    gray, inked, seals = without_seals(picture, scale)
    printed, lined, soft = even(gray)
    level = without_ghosts(printed, inked)
    if float((level < 128).mean()) < BLANK:
        return Page(number, "blank", "none", 0, width, height, read=False)
    angle = lean(level)
    level, gray, lined, soft = (cast(Gray, turned_back(p, angle)) for p in (level, gray, lined, soft))
    if seals.any():
        seals, inked = (turned_back(m.astype(np.uint8), angle, 0.0) > 0 for m in (seals, inked))
    del printed
    give_back()
    layout = _upright((level, gray, lined, soft, seals, inked), angle, scale, engine)
    if layout is None:
        return page_without_table((level, soft), angle, scale, number, engine)
    return _page(layout, number, engine)


def _upright(pictures: Pictures, angle: float, scale: float, engine: Engine) -> Layout | None:
    """The layout in the direction in which a sample of its lines is read best; None without a table."""
    best: tuple[float, Layout] | None = None
    for degrees in (0, 180, 90, 270):
        height, width = pictures[0].shape
        layout = lay_out(pictures, Turn(degrees, width / scale, height / scale, angle), scale)
        give_back()
        if layout is None:
            if degrees == 0:
                return None
            continue
        sure = _sureness(layout, engine)
        if degrees or sure < UPRIGHT:  # characters of text on its side stand one under another, each read surely
            sure *= _in_lines(layout)
        if best is None or sure > best[0]:
            best = (sure, layout)
        if sure >= UPRIGHT:
            break
    return best[1] if best else None


def lay_out(pictures: Pictures, turn: Turn, scale: float) -> Layout | None:
    """Rulings, cells and cut lines of a straight picture turned by `turn`; None where it holds no table."""
    level, gray, lined, soft, seals, inked = (quarter(p, turn.degrees) for p in pictures)
    found = find_rulings(lined, scale, inked)
    give_back()
    in_points = [
        [Ruling(r.at / scale, r.start / scale, r.end / scale) for r in rs] for rs in (found.horizontal, found.vertical)
    ]
    grids = [g for f in frames(*in_points) if (g := build_grid(f)) and len(g.cells) >= FEW]
    if not grids:
        return None
    clean, soft = clean_of_rulings((level, soft), found.mask, scale)
    boxes = [[_pixels(g, i, scale, found) for i in range(len(g.cells))] for g in grids]
    ink, faint, usual, fine = _inked(clean, [box for of_grid in boxes for box in of_grid], scale)
    cut = [[cut_lines(ink, faint, box, usual, scale) for box in of_grid] for of_grid in boxes]
    if seals.any():
        every = [darkness(clean, p.ink) for of_grid in cut for lines in of_grid for line in lines for p in line]
        dark = float(np.median(every)) if every else 0.0
        cut = [[with_remains(lines, clean, seals, dark) for lines in of_grid] for of_grid in cut]
    cells = tuple(
        tuple(tuple(map(tuple, marked(lines, box, clean, scale))) for lines, box in zip(of_grid, of_boxes, strict=True))
        for of_grid, of_boxes in zip(cut, boxes, strict=True)
    )
    outside = ink.copy()
    for g in grids:
        x0, x1, y0, y1 = (round(v * scale) for v in (g.xs[0], g.xs[-1], g.ys[0], g.ys[-1]))
        outside[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2] = False
    loose = tuple(loose_lines(outside, usual, scale))
    strips = tuple(_strips(outside, grids, scale))
    soft = crisp(soft, scale, fine)
    return Layout(turn, scale, clean, soft, gray, tuple(grids), tuple(map(tuple, boxes)), cells, loose, strips)


def _inked(clean: Gray, boxes: Sequence[PixelBox], scale: float) -> tuple[Mask, Mask, float, float]:
    """Where ink stands, where even faint ink may, the usual height of a line, and how fine the print is."""
    ink = ink_of(clean, scale)
    usual = usual_height([row_runs(ink, box, scale) for box in boxes], scale)
    fine = fineness(usual, scale)
    if fine < 1.0:
        ink = ink_of(clean, scale, fine)
        usual = usual_height([row_runs(ink, box, scale) for box in boxes], scale)
    return ink, faint_ink_of(clean, scale, fine), usual, fine


def _strips(outside: Mask, grids: Sequence[Grid], scale: float) -> list[tuple[PixelBox, bool]]:
    """The page's width above, between and below its tables, and whether something taller than text stands there."""
    height, width = outside.shape
    edges = sorted({0, height, *(round(g.ys[0] * scale) for g in grids)})
    out = []
    lowest = max(round(g.ys[0] * scale) for g in grids)
    for top, bottom in pairwise(edges):
        if top >= lowest:  # page numbers and what is under the last table
            out.append(((0, top, width, bottom), False))
            continue
        tall = any(min(wide, high) > TALL * scale for _, _, wide, high in patches(outside[top:bottom]))
        out.append(((0, top, width, bottom), tall))
    return out


def _pixels(grid: Grid, index: int, scale: float, found: FoundRulings) -> PixelBox:
    """A cell's box in pixels: between the rulings as they run there, which may lie beside the grid's common place."""
    cell = grid.cells[index]
    x0, x1 = grid.xs[cell.column] * scale, grid.xs[cell.column + cell.column_span] * scale
    y0, y1 = grid.ys[cell.row] * scale, grid.ys[cell.row + cell.row_span] * scale
    x, y = (x0 + x1) / 2, (y0 + y1) / 2

    def place(wanted: float, rulings: Sequence[Ruling], along: float) -> float:
        near = [r.at for r in rulings if abs(r.at - wanted) <= NEAR * scale and r.start <= along <= r.end]
        return min(near, key=lambda at: abs(at - wanted), default=wanted)

    height, width = found.mask.shape
    left, right = place(x0, found.vertical, y), place(x1, found.vertical, y)
    top, bottom = place(y0, found.horizontal, x), place(y1, found.horizontal, x)
    left, top = max(0, round(left) + 1), max(0, round(top) + 1)
    return left, top, min(width, max(left, round(right) - 1)), min(height, max(top, round(bottom) - 1))


def _in_lines(layout: Layout) -> float:
    """How far the layout's pieces are lines and no single characters; 1 where every second one is."""
    inks = [piece.ink for grid in layout.cells for cell in grid for line in cell for piece in line]
    wide = sum(x1 - x0 >= 2.5 * (y1 - y0) for x0, y0, x1, y1 in inks)
    return min(1.0, 2 * wide / max(1, len(inks)))


def _sureness(layout: Layout, engine: Engine) -> float:
    """How surely a sample of the layout's lines is read: the middle of them.

    Characters are about as wide as high; a line on its side or head is read as few of them, however surely.
    """
    cuts = [piece for grid in layout.cells for cell in grid for line in cell for piece in line]
    wide = {c: (c.ink[2] - c.ink[0]) / max(1, c.ink[3] - c.ink[1]) for c in cuts}
    fit = [c for c in cuts if 2.5 <= wide[c] <= 12] or cuts
    if not fit:
        return 0.0
    chosen = fit[:: max(1, len(fit) // SAMPLE)][:SAMPLE]
    found = engine.read([layout.soft[c.crop[1] : c.crop[3], c.crop[0] : c.crop[2]] for c in chosen])
    shares = [min(1.0, FULL_LINE * len(f.text) / max(wide[c], 1.0)) for f, c in zip(found, chosen, strict=True)]
    return float(np.median([f.confidence * share for f, share in zip(found, shares, strict=True)]))


def _page(layout: Layout, number: int, engine: Engine) -> Page:
    """The page of a layout: all its cuts read in one go, poor ones looked at again, each text in its cell."""
    cuts = [p for grid in layout.cells for cell in grid for line in cell for p in line] + list(layout.loose)
    pieces = iter(read_cuts(cuts, layout.soft, layout.raw, engine, harder=layout.clean))
    patches = [
        without_remains(Patch(box, tuple(tuple(next(pieces) for _ in line) for line in cell)))
        for boxes, cells in zip(layout.boxes, layout.cells, strict=True)
        for box, cell in zip(boxes, cells, strict=True)
    ]
    around = [(next(pieces),) for _ in layout.loose]
    patches += [
        Patch(strip, tuple(line for line in around if _stands_in(line[0].cut.ink, strip)), crowded, loose=True)
        for strip, crowded in layout.strips
    ]
    done = iter(look_again(patches, (layout.clean, layout.soft, layout.raw), engine))
    tables = [
        _table(layout, grid, cuts, [next(done) for _ in grid.cells], number, engine.name)
        for grid, cuts in zip(layout.grids, layout.cells, strict=True)
    ]
    lines = []
    for patch in done:
        for line in patch.lines:
            text = joined([(p.first.text, p.cut.joined) for p in line])  # no marks put in: a line has no readings
            if text:
                boxes = [Box(*(v / layout.scale for v in p.cut.ink)) for p in line]
                box = reduce(Box.union, boxes)
                lines.append(Line(text, Place(number, layout.turn.back(box))))
    lines.sort(key=lambda x: _order(layout, x))
    turn = layout.turn
    return Page(
        number, "scan", engine.name, turn.degrees, turn.width, turn.height, tuple(lines), tuple(tables), lean=turn.lean
    )


def _stands_in(ink: PixelBox, strip: PixelBox) -> bool:
    return strip[1] <= (ink[1] + ink[3]) / 2 < strip[3]


def _order(layout: Layout, line: Line) -> tuple[float, float]:
    assert line.place.box is not None
    box = layout.turn.box(line.place.box)
    return round(box.top / 4), box.x0


def _table(
    layout: Layout,
    grid: Grid,
    cuts: Sequence[Sequence[Sequence[Cut]]],
    patches: Sequence[Patch],
    number: int,
    reader: str,
) -> Table:
    """A grid with what was read in each of its cells; `cuts` are the lines that each was cut into."""
    cells = []
    for cell, patch, lines in zip(grid.cells, patches, cuts, strict=True):
        box = grid.box(cell)
        cells.append(
            Cell(
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                tuple(text for line in patch.lines if (text := joined([(p.text, p.cut.joined) for p in line]))),
                Place(number, layout.turn.back(box)),
                cell.open_top,
                cell.open_bottom,
                reader,
                confidence_of(patch, lines),
                readings_of(patch, reader, layout.clean),
                cut=any(p.cut.cut_off and not p.cut.remains for line in patch.lines for p in line),
            )
        )
    whole = Place(number, layout.turn.back(grid.outline))
    return Table(whole, tuple(cells), len(grid.ys) - 1, len(grid.xs) - 1, grid.xs, grid.ys)


def read_pictures(data: bytes, file: str, ocr: Ocr) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The pages of a picture file. Raises OcrOffError, OcrMissingError, DamagedPictureError, TooLargeError."""
    if ocr.mode == "never":
        raise OcrOffError(file)
    try:
        recogniser = engine(ocr.engine)
    except EngineMissing as error:
        raise OcrMissingError(file, str(error)) from error
    from shenbao_extract.readers.picture_file import pictures_of

    pages, problems = [], []
    for number, total, picture, scale, coarse in pictures_of(data, file):
        if ocr.progress:
            ocr.progress(number, total)
        page, found = read_or_say(picture, scale, number, recogniser, coarse)
        pages.append(page)
        problems += found
        give_back()
    return tuple(pages), tuple(problems)


def read_or_say(
    picture: Colour, scale: float, number: int, recogniser: Engine, coarse: bool = False
) -> tuple[Page, list[Problem]]:
    """One page; whatever goes wrong costs that page, and says so. `coarse`: it has too few dots to be trusted."""
    try:
        page, told = read_picture(picture, scale, number, recogniser)
        poor = coarse or illegible(c for t in page.tables for c in t.cells) or strokes_lost(picture, scale)
        found = [Problem("poor_print", number)] if poor else []
        if unread := sum(c.confidence == 0.0 and not c.text for t in page.tables for c in t.cells):
            found.append(Problem("ink_without_text", number, (("count", str(unread)),)))
        return page, [*told, *found, *(lost_forms(page) if not (poor and page.tables) else [])]
    except Exception as error:
        height, width = (n / scale for n in picture.shape[:2])
        problem = Problem("unreadable_page", number, (("error", type(error).__name__),))
        return Page(number, "scan", "none", 0, width, height, read=False), [problem]
