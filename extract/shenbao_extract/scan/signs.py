"""The bar of ≥ and ≤ tested on the pixels: recognisers lose it in poor print, alone or twice in agreement.

The tip of > stands at the middle of its height, so under the tip there is white; under the tip of ≥ there is the bar.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]

WITH_BAR = {">": "≥", "<": "≤", "≥": "≥", "≤": "≤", "≧": "≧", "≦": "≦", "＞": "≥", "＜": "≤"}
WITHOUT_BAR = {"≥": ">", "≤": "<", ">": ">", "<": "<", "≧": ">", "≦": "<", "＞": "＞", "＜": "＜"}
SIGNS = frozenset(WITH_BAR)
BAR, NO_BAR = 0.30, 0.10  # share of the tip's columns with ink in the lowest part: a bar; none


def has_bar(crop: Gray, sign: str, at: float) -> bool | None:
    """Whether the sign at `at` (0 to 1 along the line's crop) has a bar under it; None where the picture cannot tell."""
    glyph = _glyph(crop, at)
    if glyph is None:
        return None
    height, width = glyph.shape
    if height < 6 or width < 5 or not 0.5 <= width / height <= 2.2:
        return None
    third = max(2, round(width * 0.4))
    tip = glyph[:, -third:] if sign in ">≥≧＞" else glyph[:, :third]
    low = tip[-max(2, round(0.22 * height)) :]
    share = float(low.any(axis=0).mean())
    if share >= BAR:
        return True
    return False if share <= NO_BAR else None


def _glyph(crop: Gray, at: float) -> npt.NDArray[np.bool_] | None:
    """The ink of the character at a place of a line, cut to its box; None where there is none of its own."""
    if crop.shape[0] < 8:
        return None
    level, _ = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = crop < level
    columns = np.flatnonzero(np.diff(np.concatenate(([0], ink.any(axis=0).astype(np.int8), [0]))))
    runs = columns.reshape(-1, 2)
    if not len(runs):
        return None
    x = at * crop.shape[1]
    start, end = min(runs, key=lambda r: max(r[0] - x, x - r[1], 0.0))
    if max(start - x, x - end, 0.0) > 0.3 * crop.shape[0]:
        return None
    inked = np.flatnonzero(ink[:, start:end].any(axis=1))
    return ink[inked[0] : inked[-1] + 1, start:end]
