"""Whether a page in black and white has lost the flat strokes of its print, so that a 4 looks like a 1.

Flat strokes are thinner than upright ones in most type; where they were thinner than a dot, a fax leaves them out.
Whole print has as many flat strokes as upright ones, met column by column and row by row.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from shenbao_extract.scan.picture import Colour, black_and_white

Mask = npt.NDArray[np.bool_]

LARGEST = 22.0  # points: what is wider or higher is a ruling, no character
AT_ONCE = 8_000_000  # pixels looked at together: bounds the memory
LEAST = 4  # pixels: smaller is dust
ENOUGH = 2000  # strokes met: fewer say nothing
LOST = 0.7  # flat ones to upright ones (75 faxes at 200 dpi: digits misread at 0.56 and 0.61, none from 0.7 on)


def strokes_lost(picture: Colour, scale: float) -> bool:
    """Whether a page in black and white shows far fewer strokes of one direction; `scale` is pixels a point."""
    if not black_and_white(picture):
        return False
    height, width = picture.shape[:2]
    parts = max(1, height // max(round(4 * LARGEST * scale), AT_ONCE // max(1, width)))
    edges = [round(i * height / parts) for i in range(parts + 1)]
    met = [_met(picture[top:bottom, :, 1] < 128, scale) for top, bottom in pairwise(edges)]
    fewer, more = sorted(map(sum, zip(*met, strict=True)))
    return more >= ENOUGH and fewer < LOST * more


def _met(ink: Mask, scale: float) -> tuple[int, int]:
    """Strokes of characters met going down all columns and along all rows."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.view(np.uint8))
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    kept = (sides < LARGEST * scale) & (stats[:, cv2.CC_STAT_AREA] >= LEAST)
    kept[0] = False
    text: Mask = kept[labels]
    down = int(np.count_nonzero(text[1:] & ~text[:-1]))
    along = int(np.count_nonzero(text[:, 1:] & ~text[:, :-1]))
    return down, along
