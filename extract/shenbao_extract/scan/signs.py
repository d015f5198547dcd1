"""The bar of ≥ and ≤ tested on the pixels: recognisers lose it in poor print, alone or twice in agreement.

> and < are the same upside down, whatever the font; with a bar below, level or slanted, they are not.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from shenbao_extract.runs import runs

Gray = npt.NDArray[np.uint8]

WITH_BAR = {">": "≥", "<": "≤", "≥": "≥", "≤": "≤", "≧": "≧", "≦": "≦", "＞": "≥", "＜": "≤"}
WITHOUT_BAR = {"≥": ">", "≤": "<", ">": ">", "<": "<", "≧": ">", "≦": "<", "＞": "＞", "＜": "＜"}
SIGNS = frozenset(WITH_BAR)
LIKE, VALLEY = 0.5, 0.9  # of the darker stroke of =: the other one; of the lighter: what is between both
SMALL = 12  # pixels: the height of a sign that tells of its bar
ALIKE, UNLIKE = 0.80, 0.66  # how alike a sign and its mirror image are: without a bar; with one


def has_bar(crop: Gray, at: float, read: bool = False) -> bool | None:
    """Whether the sign at `at` (0 to 1 along the line's crop) has a bar; None where the picture cannot tell.

    A small sign's arm and bar run together and look like a mirror image: then what was read counts for more (`read`:
    surely with a bar), and a sign read without one may have lost it.
    """
    glyph = _glyph(crop, at)
    if glyph is None:
        return None
    height, width = glyph.shape
    if height < 6 or width < 5 or not 0.5 <= width / height <= 2.2:
        return None
    if _strokes(glyph) >= 3:
        return True
    if height < SMALL:
        return None if read else True
    mirrored = glyph[::-1]
    alike = float((glyph * mirrored).sum() / max(float((glyph * glyph).sum()), 1e-6))
    if alike >= ALIKE:
        return False
    return True if alike <= UNLIKE else None


def is_equals(crop: Gray) -> bool:
    """Whether a small picture holds two level strokes above each other, about equally dark, and nothing else."""
    dark = 255.0 - crop.astype(np.float32)
    columns = np.flatnonzero(dark.max(axis=0) >= 0.4 * dark.max())
    if columns.size < 4:
        return False
    parts = np.array_split(dark[:, columns[0] : columns[-1] + 1], 3, axis=1)
    places = [_two_strokes(part.mean(axis=1)) for part in parts]
    return all(p and q and abs(p[0] - q[0]) <= 1 and abs(p[1] - q[1]) <= 1 for p, q in pairwise(places))


def _two_strokes(rows: npt.NDArray[np.float32]) -> tuple[int, int] | None:
    """Where the darkness of rows has two peaks of like height with something lighter between them."""
    tops = [
        i
        for i in range(len(rows))
        if rows[i] >= rows[max(0, i - 1) : i + 2].max() and rows[i] >= LIKE * rows.max() and rows[i] > 0
    ]
    first, last = (tops[0], tops[-1]) if tops else (0, 0)
    apart = last - first >= 2 and float(rows[first : last + 1].min()) <= VALLEY * float(min(rows[first], rows[last]))
    return (first, last) if apart else None


def percent_width(crop: Gray, before: float, at: float) -> float | None:
    """How wide the % at `at` is for its height, `before` being where the character before it stands; None if unclear.

    A ‰ that was read as % is wider than the other % of its page. Its own height: words before it are higher.
    """
    ink = _inked(crop)
    start, end = round(before * crop.shape[1]), round(at * crop.shape[1])
    white = [x for x in range(start, end) if not ink[:, x].any()]
    columns = np.flatnonzero(ink.any(axis=0))
    columns = columns[columns > white[-1]] if white else columns[:0]
    if not columns.size:
        return None
    return float(columns[-1] - columns[0] + 1) / _height(ink[:, columns[0] :])


def percent_reach(crop: Gray, before: float, at: float) -> float | None:
    """How far a line's ink reaches from the middle of the digit before its last %, for its height; None if unclear."""
    ink = _inked(crop)
    columns = np.flatnonzero(ink.any(axis=0))
    start = round(before * crop.shape[1])
    if at <= before or not columns.size or columns[-1] < start:
        return None
    return float(columns[-1] - before * crop.shape[1]) / _height(ink[:, start:])


def _inked(crop: Gray) -> npt.NDArray[np.bool_]:
    level, _ = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(crop < level)


def _height(ink: npt.NDArray[np.bool_]) -> float:
    rows = np.flatnonzero(ink.any(axis=1))
    return float(rows[-1] - rows[0] + 1)


def _strokes(glyph: npt.NDArray[np.float32]) -> int:
    """How many strokes lie above each other at the sign's open side: two arms, and a bar where there is one."""
    quarter = max(2, glyph.shape[1] // 4)
    dark = np.pad(glyph >= 0.4, ((1, 1), (0, 0)))
    begun = (dark[1:] & ~dark[:-1]).sum(axis=0)
    return int(max(np.median(begun[:quarter]), np.median(begun[-quarter:])))


def _glyph(crop: Gray, at: float) -> npt.NDArray[np.float32] | None:
    """How dark (0 to 1) the character at a place of a line is, cut to its box; None where it stands not alone."""
    if crop.shape[0] < 8:
        return None
    level, _ = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, labels, stats, _ = cv2.connectedComponentsWithStats((crop < level).astype(np.uint8), connectivity=8)
    big = stats[:, cv2.CC_STAT_AREA] >= max(3, 0.004 * crop.shape[0] ** 2)
    big[0] = False
    ink = big[labels]
    columns = runs(ink.any(axis=0))
    if not columns:
        return None
    x = at * crop.shape[1]
    start, end = min(columns, key=lambda r: max(r[0] - x, x - r[1], 0.0))
    if max(start - x, x - end, 0.0) > 0.3 * crop.shape[0]:
        return None
    rows = np.flatnonzero(ink[:, start:end].any(axis=1))
    box = crop[rows[0] : rows[-1] + 1, start:end].astype(np.float32)
    paper, full = float(np.percentile(crop, 90)), float(box.min())
    dark = np.clip((paper - box) / max(paper - full, 1.0), 0.0, 1.0)
    dark[dark < 0.25] = 0.0
    return np.asarray(cv2.GaussianBlur(dark, (0, 0), max(0.5, 0.04 * box.shape[0])), dtype=np.float32)
