"""Whether a table runs off the picture at its left or right edge: the paper lay aside, and what is beyond is lost."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Colour = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

STRIP = 4.0  # points along the edge that a ruling which runs off it fills
NEAR = 9.0  # points from the edge in which a table's border would stand
THIN = 2.2  # points: rulings are no thicker
APART = 7.0  # points: rulings stand further apart
FEWEST = 4  # rulings that run off: fewer may be marks of a copier
RIM = 3.0  # points at the edge that may be wholly paper or shade
BARE = (0.004, 0.9)  # shares of ink of a column that is neither
DARKER = 0.78  # of the paper's level
LIGHT = 110  # level of paper
BORDER = 0.8  # share of the rows between them in which something dark stands: their table is closed by a border


def runs_off(picture: Colour, scale: float) -> bool:
    """Whether rulings of a table run off a picture at its left or right edge; `scale` is pixels a point."""
    strip, near = round(STRIP * scale), round(NEAR * scale)
    if picture.shape[1] < 4 * near:
        return False
    sides = (picture[:, :near], picture[:, : -near - 1 : -1])
    return any(_cut(np.asarray(cv2.cvtColor(np.ascontiguousarray(s), cv2.COLOR_RGB2GRAY)), strip, scale) for s in sides)


def _cut(side: npt.NDArray[np.uint8], strip: int, scale: float) -> bool:
    """Whether rulings run off a picture's side, its edge at the left."""
    paper = float(np.percentile(side, 80))
    dark = _inside(np.asarray(side < DARKER * paper), round(RIM * scale))
    if dark.shape[1] <= strip:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark[:, :strip].astype(np.uint8))
    rulings = sorted((y, y + h) for _, y, w, h, _ in stats.tolist()[1:] if w >= strip - 1 and h <= THIN * scale + 2)
    if paper < LIGHT or len(rulings) < FEWEST:
        return False
    middles = np.array([(a + b) / 2 for a, b in rulings])
    if float(np.median(np.diff(middles))) < APART * scale:
        return False
    between = np.zeros(len(dark), dtype=bool)
    between[rulings[0][1] : rulings[-1][0]] = True
    for top, bottom in rulings:
        between[top:bottom] = False
    return not _bordered(dark[between])


def _inside(dark: Mask, most: int) -> Mask:
    """A side without the wedge of paper or the shade along the picture's edge, narrow as it is."""
    shares = dark[:, :most].mean(axis=0)
    bare = np.flatnonzero((shares > BARE[0]) & (shares < BARE[1]))
    return dark[:, int(bare[0]) :] if bare.size else dark


def _bordered(dark: Mask) -> bool:
    return bool(dark.size) and float(dark.any(axis=1).mean()) >= BORDER
