"""Small pictures of forms drawn for the tests: rulings, Latin text in a font that comes with Pillow, and damage."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

SCALE = 200 / 72  # pixels a point
ROWS = (("Name", "Level", "Value"), ("Visits paid", "count", "1,500"), ("Answered in time", "quality", "95%"))
WIDTHS = (150, 100, 90)  # points
HIGH = 30  # points


def form(
    rows: Sequence[Sequence[str]] = ROWS, at: tuple[int, int] = (60, 80), size: tuple[int, int] = (460, 300)
) -> Image.Image:
    """A page with one ruled table at 200 dpi; all measures in points."""
    page = Image.new("RGB", (round(size[0] * SCALE), round(size[1] * SCALE)), "white")
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(round(11 * SCALE))
    pen.text((at[0] * SCALE, (at[1] - 40) * SCALE), "Performance targets 2026", fill=(20, 20, 20), font=font)
    xs = [at[0] + sum(WIDTHS[:i]) for i in range(len(WIDTHS) + 1)]
    ys = [at[1] + HIGH * i for i in range(len(rows) + 1)]
    for x in xs:
        pen.line((x * SCALE, ys[0] * SCALE, x * SCALE, ys[-1] * SCALE), fill=(20, 20, 20), width=2)
    for y in ys:
        pen.line((xs[0] * SCALE, y * SCALE, xs[-1] * SCALE, y * SCALE), fill=(20, 20, 20), width=2)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            pen.text(((xs[c] + 8) * SCALE, (ys[r] + 8) * SCALE), text, fill=(20, 20, 20), font=font)
    return page


def pixels(image: Image.Image) -> npt.NDArray[np.uint8]:
    """The picture as an array, RGB."""
    return np.array(image.convert("RGB"), dtype=np.uint8)


def saved(image: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, dpi=(200, 200), **how)
    return out.getvalue()
