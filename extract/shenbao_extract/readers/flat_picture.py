"""A picture of a page that does not lie flat, made flat to be read; and the places read, led back to the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from shenbao_extract.document import Box, Page, Place, Table
from shenbao_extract.scan.flatten import Back, Colour, Flat, unbent
from shenbao_extract.scan.photo import both, page_of_photo
from shenbao_extract.scan.spread import fold
from shenbao_extract.scan.streaks import Streak, filled
from shenbao_extract.turning import Turn

A4 = 842.0  # points: the long side


def flat_pages(picture: Colour, scale: float, found: Sequence[Streak]) -> tuple[list[Flat], float]:
    """The pages on a picture as if scanned flat, from the left, without its streaks; and their pixels a point.

    `scale` is that of the picture as taken. A sheet on a photograph is taken to be as long as A4.
    """
    sheet = page_of_photo(filled(picture, found))
    if sheet.back is not None:
        scale = max(sheet.picture.shape[:2]) / A4
    at = fold(sheet.picture, scale)
    if at is None:
        return [_flat(sheet.picture, sheet.back, scale)], scale
    halves = ((sheet.picture[:, :at], 0), (sheet.picture[:, at:], at))
    return [_flat(half, both(sheet.back, _aside(left)), scale) for half, left in halves], scale


def _aside(left: int) -> Back:
    """The way from a half of a spread to the whole; both halves take it, to be of one page."""
    return lambda x, y: (x + left, y)


def _flat(part: Colour, of_part: Back | None, scale: float) -> Flat:
    flat = unbent(part, scale)
    return replace(flat, back=both(of_part, flat.back))


def led_back(page: Page, back: Back, scale: float, taken: tuple[float, float, float]) -> Page:
    """The page with its places on the picture as taken: its pixels a point, width and height in points."""
    of_taken, width, height = taken
    read = Turn(page.rotation, page.width, page.height, page.lean)
    shown = Turn(page.rotation, width, height)

    def led(x: Sequence[float], y: Sequence[float]) -> tuple[list[float], list[float]]:
        u, v = (a / of_taken for a in back(np.array(x) * scale, np.array(y) * scale))
        return u.tolist(), v.tolist()

    def place(at: Place) -> Place:
        if at.box is None:
            return at
        x0, top, x1, bottom = at.box
        u, v = led((x0, x1, x1, x0), (top, top, bottom, bottom))
        return replace(at, box=Box(min(u), min(v), max(u), max(v)))

    def edges(t: Table) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """They are of the page held upright: each is where its crossings with the others lie in the mean."""
        if not t.column_edges or not t.row_edges:
            return t.column_edges, t.row_edges
        points = [read.back(Box(x, y, x, y)) for y in t.row_edges for x in t.column_edges]
        led_points = zip(*led([p.x0 for p in points], [p.top for p in points]), strict=True)
        upright = np.array([shown.box(Box(u, v, u, v))[:2] for u, v in led_points])
        crossings = upright.reshape(len(t.row_edges), len(t.column_edges), 2)
        columns, rows = crossings[:, :, 0].mean(axis=0), crossings[:, :, 1].mean(axis=1)
        return tuple(columns.tolist()), tuple(rows.tolist())

    def table(t: Table) -> Table:
        cells, (columns, rows) = tuple(replace(c, place=place(c.place)) for c in t.cells), edges(t)
        return replace(t, place=place(t.place), cells=cells, column_edges=columns, row_edges=rows)

    return replace(
        page,
        width=width,
        height=height,
        lean=0.0,
        lines=tuple(replace(line, place=place(line.place)) for line in page.lines),
        tables=tuple(table(t) for t in page.tables),
    )


def together(pages: Sequence[Page]) -> Page:
    """The pages of a spread as the one page that they are in the file: the left one's lines and tables first.

    It counts as turned only where both are, and the same way.
    """
    first = pages[0]
    ways = {p.rotation for p in pages if p.lines or p.tables}
    rotation = ways.pop() if len(ways) == 1 else 0
    lines, tables = ([x for p in pages for x in getattr(p, of)] for of in ("lines", "tables"))
    read, kind = any(p.read for p in pages), "scan" if any(p.kind == "scan" for p in pages) else first.kind
    return replace(first, kind=kind, lines=tuple(lines), tables=tuple(tables), read=read, rotation=rotation)
