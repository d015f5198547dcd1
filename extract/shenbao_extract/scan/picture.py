"""A scanned page made readable: seals taken out by colour, the background evened, the page turned straight.

Pictures are arrays: colour [height, width, 3] in RGB order, grey [height, width], 0 black to 255 white.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Colour = npt.NDArray[np.uint8]
Gray = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

COLOURED = 48  # levels between the strongest and the weakest channel: more is ink of a colour, no grey
SEAL = 18.0  # points: a coloured patch this wide and high is a seal, no word in colour
SEAL_GAP = 4.0  # points: strokes of a seal stand no further apart
LEANS = 4.0  # degrees a page is searched for; feeders lean less
PAPER = 0.86  # of the paper's level: what is lighter is the other side showing through, or dirt


def without_seals(picture: Colour, scale: float) -> tuple[Gray, Mask]:
    """The picture in grey with seals taken out, and where they were; `scale` is pixels a point.

    Under red ink the red channel shows what is printed, under blue ink the blue one: the strongest channel at each
    place. Words in colour that are no seal keep their ink.
    """
    gray: Gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    strongest, weakest = picture.max(axis=2), picture.min(axis=2)
    coloured = ((strongest - weakest) > COLOURED).astype(np.uint8)
    none = np.zeros(gray.shape, dtype=bool)
    if coloured.mean() < 1e-4:
        return gray, none
    reach = max(3, round(SEAL_GAP * scale))
    near = cv2.dilate(coloured, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near)
    sides = stats[:, (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)].min(axis=1)
    seals = sides >= SEAL * scale + reach
    seals[0] = False
    if count < 2 or not seals.any():
        return gray, none
    where: Mask = seals[labels]
    gray[where] = strongest[where]
    return gray, where


def even(gray: Gray) -> Gray:
    """The picture with paper at 255: uneven light, stains and the other side showing through are taken out."""
    small = cv2.resize(gray, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 9), (0, 0), 5)
    wide = cv2.resize(paper, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    level = gray.astype(np.float32) / np.maximum(wide, 40).astype(np.float32)
    ink = _ink_level(level)
    out = (level - ink) / max(PAPER - ink, 0.2)
    return np.asarray(np.clip(out * 255.0, 0, 255), dtype=np.uint8)


def _ink_level(level: npt.NDArray[np.float32]) -> float:
    """How dark full ink is, as a share of the paper's level."""
    sample = level[::4, ::4]
    dark = sample[sample < 0.7]
    return float(np.percentile(dark, 20)) if dark.size > 50 else 0.2


def lean(gray: Gray) -> float:
    """How far the page leans, degrees clockwise; 0 where nothing on it tells.

    The right angle is the one at which rows and columns of ink are most alike within themselves.
    """
    factor = 800 / max(gray.shape)
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else gray
    ink = (255 - small).astype(np.float32)
    if ink.mean() < 0.2:
        return 0.0
    coarse = np.arange(-LEANS, LEANS + 0.01, 0.5)
    best = float(coarse[int(np.argmax([_crispness(ink, a) for a in coarse]))])
    for step in (0.1, 0.02):
        near = best + step * np.arange(-5, 6)
        best = float(near[int(np.argmax([_crispness(ink, a) for a in near]))])
    return best


def _crispness(ink: npt.NDArray[np.float32], degrees: float) -> float:
    """How sharply rows and columns of ink differ from their neighbours when the page is turned back by `degrees`."""
    turned = turned_back(ink, degrees, 0.0)
    rows, columns = turned.mean(axis=1), turned.mean(axis=0)
    return float(np.square(np.diff(rows)).sum() + np.square(np.diff(columns)).sum())


def turned_back(picture: npt.NDArray[np.generic], degrees: float, fill: float = 255.0) -> npt.NDArray[np.generic]:
    """The picture turned by -`degrees` about its middle, its size kept; `fill` where nothing was."""
    if abs(degrees) < 0.02:
        return picture
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    filled = (fill,) * 4
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=filled)  # type: ignore[call-overload]
    )


def quarter(picture: npt.NDArray[np.generic], degrees: int) -> npt.NDArray[np.generic]:
    """A page whose text runs `degrees` clockwise (0, 90, 180, 270), turned upright."""
    return np.ascontiguousarray(np.rot90(picture, degrees // 90))
