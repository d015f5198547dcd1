"""A picture of a page that does not lie flat, made flat to be read; and the places read, led back to the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from shenbao_extract.document import Box, Page, Place
from shenbao_extract.scan.flatten import Back, Colour, Flat, unbent
from shenbao_extract.scan.photo import both, page_of_photo
from shenbao_extract.scan.spread import fold
from shenbao_extract.scan.streaks import without_streaks

A4 = 842.0  # points: the long side


def flat_pages(picture: Colour, scale: float) -> tuple[list[Flat], float]:
    """The pages on a picture as if scanned flat, from the left; and their pixels a point.

    `scale` is that of the picture as taken. A sheet on a photograph is taken to be as long as A4.
    """
    sheet = page_of_photo(without_streaks(picture, scale))
    if sheet.back is not None:
        scale = max(sheet.picture.shape[:2]) / A4
    at = fold(sheet.picture, scale)
    parts = [(sheet.picture, 0)] if at is None else [(sheet.picture[:, :at], 0), (sheet.picture[:, at:], at)]
    return [_flat(part, left, sheet.back, scale) for part, left in parts], scale


def _flat(part: Colour, left: int, of_sheet: Back | None, scale: float) -> Flat:
    flat = unbent(part, scale)
    aside: Back | None = (lambda x, y: (x + left, y)) if left else None
    return replace(flat, back=both(both(of_sheet, aside), flat.back))


def led_back(page: Page, back: Back, scale: float, taken: tuple[float, float, float]) -> Page:
    """The page with its places on the picture as taken: its pixels a point, width and height in points."""
    of_taken, width, height = taken

    def place(at: Place) -> Place:
        box = at.box
        if box is None:
            return at
        x = np.array([box.x0, box.x1, box.x1, box.x0]) * scale
        y = np.array([box.top, box.top, box.bottom, box.bottom]) * scale
        u, v = (a / of_taken for a in back(x, y))
        return replace(at, box=Box(float(u.min()), float(v.min()), float(u.max()), float(v.max())))

    return replace(
        page,
        width=width,
        height=height,
        lean=0.0,
        lines=tuple(replace(line, place=place(line.place)) for line in page.lines),
        tables=tuple(
            replace(t, place=place(t.place), cells=tuple(replace(c, place=place(c.place)) for c in t.cells))
            for t in page.tables
        ),
    )


def together(pages: Sequence[Page]) -> Page:
    """The pages of a spread as the one page that they are in the file: the left one's lines and tables first."""
    first = pages[0]
    lines, tables = ([x for p in pages for x in getattr(p, of)] for of in ("lines", "tables"))
    read, kind = any(p.read for p in pages), "scan" if any(p.kind == "scan" for p in pages) else first.kind
    return replace(first, kind=kind, lines=tuple(lines), tables=tuple(tables), read=read)
