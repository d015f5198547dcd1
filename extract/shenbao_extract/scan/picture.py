"""A scanned page made readable: seals taken out by colour, the background evened, the page turned straight.

Pictures are arrays: colour [height, width, 3] in RGB order, grey [height, width], 0 black to 255 white.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from shenbao_extract.scan.seal_shapes import SEAL, seal_area

Colour = npt.NDArray[np.uint8]
Gray = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

COLOURED = 48  # levels between the strongest and the weakest channel: more is ink of a colour, no grey
BLACK, BETWEEN = 60, 0.8  # levels, and greys beside black of a fax (0.36 to 0.45 as JPEG; 120 scans in grey: from 1.4)
STEPS = 0.45  # points over which its edges are softened
TINT = 0.35  # strength of colour (0 to 1): less is the tint of a cell that the seal lies over, or a very faint seal
FULL = 0.7  # of a seal's usual strength of colour: more is its full ink, less is in part paper or print
SEAL_ALONE = 30  # percentile of a seal's brightness that no print lies under
GHOST = 1.35  # times the square of a place's darkness: print keeps its own, half tones lose theirs
LEANS = 4.0  # degrees a page is searched for; feeders lean less
PAPER = 0.86  # of the paper's level: what is lighter is the other side showing through, or dirt
DARKEST = 2  # percentile of ink's levels that is shown black to be read
LIGHT = 0.95  # the same for rulings, which may be a light grey; the other side's are blurred and fainter still


def without_seals(picture: Colour, scale: float) -> tuple[Gray, Mask, Mask]:
    """The picture in grey with seals taken out, where their ink was, and what they cover; `scale` is pixels a point.

    Under red ink the red channel shows what is printed, under blue ink the blue one: the strongest channel at each
    place. JPEG spreads a seal's colour over thin print, which then shows in the brightness better; the darker of both
    is taken, each lifted by as much ink as lies there. Words in colour that are no seal keep their ink.
    """
    gray: Gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
    none = np.zeros(gray.shape, dtype=bool)
    small = picture[::4, ::4]
    if float((small.max(axis=2) - small.min(axis=2) > COLOURED).mean()) < 1e-4:
        return gray, none, none
    red, green, blue = cv2.split(picture)
    strongest = cv2.max(cv2.max(red, green), blue)
    chroma = strongest - cv2.min(cv2.min(red, green), blue)
    del red, green, blue
    coloured = chroma > COLOURED
    area = seal_area(coloured, coloured & (chroma > TINT * strongest), scale)
    where = coloured & area
    if not where.any():
        return gray, none, none
    paper = float(np.percentile(gray[area & ~coloured], 75)) if (area & ~coloured).any() else 255.0
    ink = np.zeros(gray.shape, dtype=bool)
    ink[where] = _strength(chroma, strongest, where) > TINT
    ink = ink if int(ink.sum()) >= SEAL * scale * scale else where
    full = float(np.clip(np.percentile(strongest[ink], 60), 0.6 * paper, paper))  # what it leaves of its own channel
    alone = min(float(np.percentile(gray[ink], SEAL_ALONE)), paper)
    around = cv2.dilate((area & (chroma > COLOURED // 2)).astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    usual = float(np.percentile(_strength(chroma, strongest, ink), 60))
    share = np.minimum(_strength(chroma, strongest, around) / (FULL * usual), 1.0)
    lifted = strongest[around] / (1.0 - share * (1.0 - full / paper))
    printed = gray[around] / (1.0 - share * (1.0 - alone / paper))
    gray[around] = np.clip(np.minimum(lifted, printed), 0, 255).astype(np.uint8)
    beside = cv2.dilate(ink.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    return gray, around & beside, area


def softened(picture: Colour, scale: float) -> Colour:
    """A picture in black and white with soft edges: leaning rulings are steps there; `scale`: pixels a point."""
    if not black_and_white(picture):
        return picture
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), STEPS * scale), dtype=np.uint8)


def black_and_white(picture: Colour) -> bool:
    """Whether a picture has no greys but those that a lossy file makes of its edges."""
    sample = picture[::3, ::3, 1]
    dark = float((sample < BLACK).mean())
    between = float(((sample >= BLACK) & (sample < 255 - BLACK)).mean())
    return between < BETWEEN * dark


def _strength(chroma: npt.NDArray[Any], strongest: npt.NDArray[Any], where: Mask) -> npt.NDArray[np.float32]:
    """How strong the colour is (0 to 1) at each pixel of a mask."""
    return np.asarray(chroma[where] / np.maximum(strongest[where], 1), dtype=np.float32)


def even(gray: Gray) -> tuple[Gray, Gray, Gray]:
    """The picture with paper at 255, to find print, to find rulings and to read: uneven light and stains are taken out.

    In the first what is light, as the other side showing through, is taken out too. The last keeps thin strokes and the
    white within bold ones: nothing in it is darker or lighter than on the paper but for its few darkest places.
    """
    between = cv2.dilate(cv2.GaussianBlur(gray, (0, 0), 1.0), np.ones((5, 5), np.uint8))  # the paper among dense print
    small = cv2.resize(between, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 9), (0, 0), 5)
    wide = cv2.resize(paper, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    level = np.asarray(cv2.divide(gray, np.maximum(wide, 40), dtype=cv2.CV_32F), dtype=np.float32)
    ink, darkest = _ink_levels(level)

    def between_levels(ink: float, paper: float) -> Gray:
        scaled = (level - np.float32(ink)) * np.float32(255.0 / max(paper - ink, 0.2))
        return np.asarray(np.clip(scaled, 0, 255, out=scaled), dtype=np.uint8)

    return between_levels(ink, PAPER), between_levels(ink, LIGHT), between_levels(darkest, LIGHT)


def without_ghosts(level: Gray, seals: Mask) -> Gray:
    """An evened picture with what a seal left behind made lighter: it is fainter than print, and stays so under it."""
    if not seals.any():
        return level
    out = level.copy()
    dark = (255.0 - level[seals]) / 255.0
    out[seals] = (255.0 * (1.0 - np.minimum(1.0, GHOST * dark * dark))).astype(np.uint8)
    return out


def _ink_levels(level: npt.NDArray[np.float32]) -> tuple[float, float]:
    """How dark full ink is, and the darkest of it, as shares of the paper's level."""
    sample = level[::4, ::4]
    dark = sample[sample < 0.7]
    if dark.size <= 50:
        return 0.2, 0.2
    full, darkest = np.percentile(dark, (20, DARKEST))
    return float(full), float(darkest)


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


def turned_back(picture: npt.NDArray[Any], degrees: float, fill: float = 255.0) -> npt.NDArray[Any]:
    """The picture turned by -`degrees` about its middle, its size kept; `fill` where nothing was."""
    if abs(degrees) < 0.02:
        return picture
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    filled = (fill,) * 4
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=filled))


def quarter(picture: npt.NDArray[Any], degrees: int) -> npt.NDArray[Any]:
    """A page whose text runs `degrees` clockwise (0, 90, 180, 270), turned upright."""
    return np.ascontiguousarray(np.rot90(picture, degrees // 90))
