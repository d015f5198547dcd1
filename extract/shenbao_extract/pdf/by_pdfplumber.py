"""A page as pdfplumber reads it: the second reader, asked where pdfium finds no meaning for characters."""

from __future__ import annotations

import io
import logging
from itertools import pairwise
from typing import Any

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char
from shenbao_extract.pdf.drawn import RADICALS, Drawn, rect_sides, turn_of_matrix
from shenbao_extract.pdf.outlines import around, is_print

READER = "pdfplumber"
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font, once a page


def drawn_by_pdfplumber(data: bytes, number: int, password: str | None) -> Drawn | None:
    """What page `number` (from 1) draws; None where pdfminer stumbles over the file or the page."""
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number], password=password) as document:
            page = document.pages[0]
            width, height = float(page.width), float(page.height)
            chars = [char for raw in page.chars if (char := _char(raw)) is not None]
            segments, outlines = _paths(page)
            pictures = bool(page.images)
            return Drawn(
                READER, width, height, chars, segments, pictures, lambda: [None] * len(chars), outlines=outlines
            )
    except Exception:  # any file may be broken in any way, and pdfminer raises what it likes
        return None


def _char(raw: dict[str, Any]) -> Char | None:
    text = raw["text"].translate(RADICALS)
    if not text or raw["x1"] < raw["x0"]:
        return None
    box = Box(raw["x0"], raw["top"], raw["x1"], raw["bottom"])
    return Char(text, box, float(raw["size"]), turn_of_matrix(raw["matrix"]))


def _paths(page: Any) -> tuple[list[Box], list[Box]]:
    """The segments that a page draws, and the boxes of filled shapes that may be characters."""
    segments = [Box(x["x0"], x["top"], x["x1"], x["bottom"]) for x in page.objects.get("line", ())]
    outlines = []
    for item in page.objects.get("rect", ()):
        box = Box(item["x0"], item["top"], item["x1"], item["bottom"])
        segments += rect_sides(box, bool(item.get("stroke")))
    for item in page.objects.get("curve", ()):
        if is_print([item["pts"]], any(step[0] == "c" for step in item["path"])):
            outlines += [around(item["pts"])] if item.get("fill") else []
            continue
        for (x0, y0), (x1, y1) in pairwise(item["pts"]):
            segments.append(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return segments, outlines
