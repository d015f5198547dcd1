"""Lines that dust on a scanner's glass draws along the feed: from the picture's first row to its last, margins too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from shenbao_extract.runs import runs
from shenbao_extract.scan.picture import black_and_white

Colour = npt.NDArray[np.uint8]
Gray = npt.NDArray[np.uint8]

DARKER = 10  # levels: a streak is darker than what is left and right of it
ALL = 0.9  # share of the picture's rows in which it is
WIDEST = 2.6  # points
MARGIN = 8.0  # points above and below where only streaks stand
BLANK = 0.03  # share of columns that may be dark there: rulings of a table cut out close have more across them
EDGE = 6.0  # points: what is nearer to the picture's edge is that of the paper
DEEP = 60  # levels deeper than the streak itself: print that shows under it
HIDES = 150  # levels: under what is darker a thin stroke of print is not deeper by as much
WHITE = (2, 3.0)  # pixels, points: least and most width of a white streak
CROSSINGS, MOST = 6, 0.9  # rulings that cross its columns at least, and the share of them that it breaks
RUN = 14.0  # points: a ruling goes on for as long on both sides, no stroke of a character does
THICK, NEXT = 6.6, 2.5  # points of ink for each ruling that crosses a column: more has a ruling that runs down; and
# points beside a white line in which one may
BAND, OVER = 512, 4  # rows looked at in one, and more above and below that tell where a place begins
DIM = 0.75  # of the paper's level: print and rulings are darker


class Streak(NamedTuple):
    """The columns of a streak in pixels, its end excluded, and whether it is dark enough to hide a stroke of print."""

    start: int
    end: int
    hides: bool


def filled(picture: Colour, found: Sequence[Streak]) -> Colour:
    """The picture with streaks filled by what is beside them; print under them stays where it is darker."""
    if not found:
        return picture
    out = picture.copy()
    for streak in found:
        _fill(out, streak.start, streak.end)
    return out


def streaks(picture: Colour, scale: float) -> list[Streak]:
    """The streaks of a picture from the left; `scale`: pixels a point."""
    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    height, width = gray.shape
    wide, margin, edge = max(5, round(WIDEST * scale) | 1), round(MARGIN * scale), round(EDGE * scale)
    if height < 4 * margin or not margin:
        return []
    thin = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((1, wide), np.uint8)) >= DARKER
    always = thin.mean(axis=0) >= ALL
    always &= (thin[:margin].mean(axis=0) >= ALL) & (thin[-margin:].mean(axis=0) >= ALL)
    always[:edge] = always[width - edge :] = False
    if not always.any() or not all(_is_blank(band, always) for band in (gray[:margin], gray[-margin:])):
        return []
    return [
        Streak(max(1, start - 1), min(width - 1, end + 1), float(np.median(gray[:, start:end], axis=0).min()) < HIDES)
        for start, end in runs(always)
    ]


def white_streaks(picture: Colour, scale: float) -> list[Streak]:
    """White lines down the picture, of a dead part of the scanner: rulings cross all columns of a table but these.

    Between the two lines of a doubled border, or two tables abreast, it is white too: a ruling runs on both sides.
    Of a page in black and white nothing is told: its light rulings are dots.
    """
    if black_and_white(picture):
        return []
    paper = float(np.percentile(cv2.cvtColor(np.ascontiguousarray(picture[::4, ::4]), cv2.COLOR_RGB2GRAY), 80))
    crossing, broken, inked = np.zeros((3, picture.shape[1]), dtype=np.int64)
    for top in range(0, picture.shape[0], BAND):  # for the memory
        first = max(0, top - OVER)
        dark, bridged, gone = _bridged(picture[first : top + BAND + OVER], DIM * paper, scale)
        crossing += _places(bridged, top - first, BAND)
        broken += _places(gone, top - first, BAND)
        inked += dark[top - first : top - first + BAND].sum(axis=0, dtype=np.int64)
    bare = (crossing >= CROSSINGS) & (broken >= MOST * crossing)
    ruled = inked > THICK * scale * crossing
    beside = round(NEXT * scale)
    return [
        Streak(a, b, True)
        for a, b in runs(bare)
        if WHITE[0] <= b - a <= WHITE[1] * scale
        and not (ruled[max(0, a - beside) : a].any() and ruled[b : b + beside].any())
    ]


def _bridged(band: Colour, level: float, scale: float) -> tuple[Gray, Gray, Gray]:
    """What is dark in rows of a picture, the rulings across with gaps as wide as a streak filled, and these alone."""
    run, gap = (np.ones((1, round(v * scale)), np.uint8) for v in (RUN, WHITE[1] + 1.0))
    dark = (cv2.cvtColor(band, cv2.COLOR_RGB2GRAY) < level).astype(np.uint8)
    solid = cv2.morphologyEx(cv2.dilate(dark, np.ones((2, 1), np.uint8)), cv2.MORPH_OPEN, run)
    bridged = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, gap)
    gone = cv2.subtract(bridged, cv2.dilate(solid, np.ones((3, 1), np.uint8)))
    return dark, np.asarray(bridged, dtype=np.uint8), np.asarray(gone, dtype=np.uint8)


def _places(mask: npt.NDArray[np.uint8], start: int, rows: int) -> npt.NDArray[np.int64]:
    """How many separate places of each column of a mask begin in so many of its rows, from row `start`."""
    before = np.vstack([np.zeros_like(mask[:1]), mask[:-1]])
    return np.asarray(((mask > before)[start : start + rows]).sum(axis=0), dtype=np.int64)


def _is_blank(band: npt.NDArray[np.uint8], streaks: npt.NDArray[np.bool_]) -> bool:
    """Whether nothing but streaks stands in a margin."""
    beside = ~cv2.dilate(streaks.astype(np.uint8)[None], np.ones((1, 7), np.uint8))[0].astype(bool)
    level = float(np.median(band))
    return float((band[:, beside] < level - DEEP).mean()) <= BLANK


def _fill(out: Colour, start: int, end: int) -> None:
    """Columns filled from one side to the other, but where print under the streak is darker than the streak."""
    before, after = (out[:, at].astype(np.float32) for at in (start - 1, end))
    part = out[:, start:end].astype(np.float32)
    usual = np.median(part, axis=0)
    share = ((np.arange(start, end) - start + 1) / (end - start + 1))[None, :, None]
    filled = before[:, None] * (1 - share) + after[:, None] * share
    print_under = (part.mean(axis=2) < usual.mean(axis=1) - DEEP)[:, :, None]
    out[:, start:end] = np.where(print_under, part, filled).astype(np.uint8)
