"""A page that shows twice, paler and a little aside: moved while it was scanned or copied, or printed over itself."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Colour = npt.NDArray[np.uint8]

COARSE = 2.0  # pixels a point in which it is looked for
REACH, LEAST = 5.0, 1.3  # points that the second picture lies aside, at most and at least
DARK, PALE = 0.42, (0.45, 0.88)  # of the paper's level: print, and its paler second
SHARE = 0.25  # of the dark pixels: fewer pale ones, away from print's edges, are dirt
SAME = 0.55  # share of the pale ones that are print moved aside
AGAINST = 1.6  # times the share at other distances: grey print among black is as often anywhere


def shows_twice(picture: Colour, scale: float) -> bool:
    """Whether a picture shows its print a second time, paler and aside; `scale` is pixels a point."""
    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(gray, None, fx=COARSE / scale, fy=COARSE / scale, interpolation=cv2.INTER_AREA)
    paper = float(np.percentile(small, 80))
    dark = (small < DARK * paper).astype(np.uint8)
    away = cv2.dilate(dark, np.ones((3, 3), np.uint8)) == 0
    pale = (small > PALE[0] * paper) & (small < PALE[1] * paper) & away
    count = int(pale.sum())
    if count < SHARE * int(dark.sum()) or not dark.any():
        return False
    near = np.asarray(cv2.dilate(dark, np.ones((2, 2), np.uint8)), dtype=np.uint8)
    reach, least = round(REACH * COARSE), LEAST * COARSE
    steps = range(-reach, reach + 1)
    shares = [_met(near, pale, x, y) / count for x in steps for y in steps if np.hypot(x, y) >= least]
    best = max(shares)
    return best >= SAME and best >= AGAINST * float(np.median(shares))


def _met(near: npt.NDArray[np.uint8], pale: npt.NDArray[np.bool_], x: int, y: int) -> int:
    """How many of the pale pixels print covers when it is moved by (x, y)."""
    height, width = near.shape
    moved = near[max(0, -y) : height - max(0, y), max(0, -x) : width - max(0, x)]
    under = pale[max(0, y) : height - max(0, -y), max(0, x) : width - max(0, -x)]
    return int(np.count_nonzero(moved & under))
