"""Two pages side by side on one picture, as an opened booklet or a sheet of A3 is scanned: where to part them."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from shenbao_extract.runs import runs
from shenbao_extract.scan.flatten import COARSE, Colour, curves, small_gray

WIDE = (1.15, 1.75)  # times as wide as high: two upright pages are
MIDDLE = (0.42, 0.58)  # of the width: where the fold lies
RULED = 3  # rulings on either page: with fewer it is not known to be one
ASIDE = 0.8  # of its half that a page's longest ruling spans at least
WHITE = 12.0  # points without print between the pages
DARK = 60  # levels below what is around it: print, no shade of the fold


def fold(picture: Colour, scale: float) -> int | None:
    """Where to cut between two pages, in pixels from the left; None where rulings or print run across the middle."""
    height, width = picture.shape[:2]
    if not WIDE[0] <= width / height <= WIDE[1]:
        return None
    factor = COARSE / scale
    gray = small_gray(picture, factor)
    wide = gray.shape[1]
    ends = [(float(x.min()), float(x.max())) for x, _ in curves(gray)]
    first, last = (int(share * wide) for share in MIDDLE)
    free = ~_printed(gray)[first:last]
    for start, end in ends:
        free[max(0, int(start) - first) : max(0, int(end) + 1 - first)] = False
    at = _middle_of_longest(free, WHITE * COARSE)
    if at is None:
        return None
    at += first
    for low, high in ((0, at), (at, wide)):
        inside = [b - a for a, b in ends if low <= a and b <= high]
        if len(inside) < RULED or max(inside) < ASIDE * 0.5 * (high - low):
            return None
    cut: int = round(at / factor)
    return cut


def _printed(gray: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """For each column whether print stands in it."""
    ink = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((15, 15), np.uint8)) >= DARK
    return np.asarray(ink.sum(axis=0) > 2)


def _middle_of_longest(free: npt.NDArray[Any], least: float) -> int | None:
    start, end = max(runs(free), key=lambda run: run[1] - run[0], default=(0, 0))
    return (start + end) // 2 if end > start and end - start >= least else None
