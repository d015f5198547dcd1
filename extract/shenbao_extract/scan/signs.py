"""The bar of ≥ and ≤ tested on the pixels: recognisers lose it in poor print, alone or twice in agreement.

> and < are the same upside down, whatever the font; with a bar below, level or slanted, they are not.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]

WITH_BAR = {">": "≥", "<": "≤", "≥": "≥", "≤": "≤", "≧": "≧", "≦": "≦", "＞": "≥", "＜": "≤"}
WITHOUT_BAR = {"≥": ">", "≤": "<", ">": ">", "<": "<", "≧": ">", "≦": "<", "＞": "＞", "＜": "＜"}
SIGNS = frozenset(WITH_BAR)
ALIKE, UNLIKE = 0.80, 0.66  # how alike a sign and its mirror image are: without a bar; with one


def has_bar(crop: Gray, at: float) -> bool | None:
    """Whether the sign at `at` (0 to 1 along the line's crop) has a bar; None where the picture cannot tell."""
    glyph = _glyph(crop, at)
    if glyph is None:
        return None
    height, width = glyph.shape
    if height < 6 or width < 5 or not 0.5 <= width / height <= 2.2:
        return None
    if _strokes(glyph) >= 3:
        return True
    mirrored = glyph[::-1]
    alike = float((glyph * mirrored).sum() / max(float((glyph * glyph).sum()), 1e-6))
    if alike >= ALIKE:
        return False
    return True if alike <= UNLIKE else None


def percent_width(crop: Gray, before: float, at: float) -> float | None:
    """How wide the % at `at` is for its height, `before` being where the character before it stands; None if unclear.

    A ‰ that was read as % is wider than the other % of its page.
    """
    level, _ = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = crop < level
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not columns.size:
        return None
    start, end = round(before * crop.shape[1]), round(at * crop.shape[1])
    white = [x for x in range(start, end) if not ink[:, x].any()]
    if not white:
        return None
    begin = int(columns[columns > white[-1]][0]) if (columns > white[-1]).any() else None
    return None if begin is None else float(columns[-1] - begin + 1) / float(rows[-1] - rows[0] + 1)


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
    edges = np.flatnonzero(np.diff(np.concatenate(([0], ink.any(axis=0).astype(np.int8), [0]))))
    runs = edges.reshape(-1, 2)
    if not len(runs):
        return None
    x = at * crop.shape[1]
    start, end = min(runs, key=lambda r: max(r[0] - x, x - r[1], 0.0))
    if max(start - x, x - end, 0.0) > 0.3 * crop.shape[0]:
        return None
    rows = np.flatnonzero(ink[:, start:end].any(axis=1))
    box = crop[rows[0] : rows[-1] + 1, start:end].astype(np.float32)
    paper, full = float(np.percentile(crop, 90)), float(box.min())
    dark = np.clip((paper - box) / max(paper - full, 1.0), 0.0, 1.0)
    dark[dark < 0.25] = 0.0
    return np.asarray(cv2.GaussianBlur(dark, (0, 0), max(0.5, 0.04 * box.shape[0])), dtype=np.float32)
