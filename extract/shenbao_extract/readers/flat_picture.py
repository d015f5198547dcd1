"""A picture of a page that does not lie flat, made flat to be read; and the places read, led back to the picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from shenbao_extract.document import Box, Page, Place
from shenbao_extract.scan.flatten import Back, Colour, unbent
from shenbao_extract.scan.photo import both, page_of_photo

A4 = 842.0  # points: the long side


def flattened(picture: Colour, scale: float) -> tuple[Colour, float, Back | None]:
    """The picture as if scanned flat, its pixels a point, and the way back; `scale` is that of the picture as taken.

    A sheet on a photograph is taken to be as long as A4.
    """
    sheet = page_of_photo(picture)
    if sheet.back is not None:
        scale = max(sheet.picture.shape[:2]) / A4
    flat = unbent(sheet.picture, scale)
    return flat.picture, scale, both(sheet.back, flat.back)


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
        lines=tuple(replace(line, place=place(line.place)) for line in page.lines),
        tables=tuple(
            replace(t, place=place(t.place), cells=tuple(replace(c, place=place(c.place)) for c in t.cells))
            for t in page.tables
        ),
    )
