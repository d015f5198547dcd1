"""Pages that do not lie flat: the page of a photograph cut out of what is around it, bent and tilted paper made even.

Places are pixels from the top left. A flat scan is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Colour = npt.NDArray[np.uint8]
Gray = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Points = tuple[Floats, Floats]
Back = Callable[[Floats, Floats], Points]
"""From places of the flat picture to those of the picture as taken."""

COARSE = 1.5  # pixels a point in which rulings are followed
THIN = 18  # levels of contrast of a ruling so small
LEAST = 10.0  # points: strokes of characters are shorter
LONG = 60.0  # points: rulings that are followed are longer
STEP = 6.0  # points between the places at which a ruling is measured
ENOUGH, FEW, FEWEST = 8, 3, 2  # rulings: fewer tell a simple bend, or how the page leans, or nothing
CALM = 0.01  # how much a factor weighs beside a pixel that a ruling is off
OFF = 1.3  # points: rulings that stray less from a straight line are read as they are
FITS = 0.6  # points, and FITS_BETTER of the straying before: how well a bend must explain all rulings
FITS_BETTER = 0.5
CREASED = 2.0  # points that rulings stray where they are lost (118 pages of flat scans: at most 1.05)
GRID = 8  # pixels between places that are worked out
STRIP = 512  # rows moved at a time
SIMPLE = 5  # of these powers: one bend for the whole page, and how it opens
POWERS = ((1, 0), (2, 0), (3, 0), (4, 0), (1, 1), (2, 1), (3, 1), (1, 2), (2, 2))  # of the place along and across


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat picture, and the way back to the picture as taken; None where nothing was changed.

    `creased`: its rulings stray in ways that no bend of the paper explains.
    """

    picture: Colour
    back: Back | None
    creased: bool = False


@dataclass(frozen=True, slots=True)
class Bend:
    """How far each place must move across rulings that run along x: a polynomial of places in -1 to 1."""

    factors: Floats
    width: float
    height: float

    def move(self, x: Floats, y: Floats) -> Floats:
        """Pixels to be added to y."""
        return np.asarray(_terms(2 * x / self.width - 1, 2 * y / self.height - 1) @ self.factors)

    def turned(self) -> Bend:
        """The lean alone, for the rulings that cross these."""
        lean = np.zeros(len(POWERS))
        lean[0] = -self.factors[0] * self.height / self.width
        return Bend(lean, self.height, self.width)


def unbent(picture: Colour, scale: float) -> Flat:
    """The picture with all rulings straight where they are bent or run together; `scale` is pixels a point."""
    factor = COARSE / scale
    gray = small_gray(picture, factor)
    flat, off_flat = _bend(gray)
    upright, off_upright = _bend(np.ascontiguousarray(gray.T))
    creased = min(off_flat, off_upright) < -CREASED * COARSE
    if max(off_flat, off_upright) < OFF * COARSE:
        return Flat(picture, None, creased)
    flat, upright = flat or upright.turned() if upright else flat, upright or flat.turned() if flat else upright

    def back(x: Floats, y: Floats) -> Points:
        x, y = x * factor, y * factor
        u, v = x, y
        for _ in range(12):
            u, v = (
                x - (upright.move(v, u) if upright else 0.0),
                y - (flat.move(u, v) if flat else 0.0),
            )
        return u / factor, v / factor

    return Flat(moved(picture, picture.shape[:2], back), back, creased)


def small_gray(picture: Colour, factor: float) -> Gray:
    """The picture in grey, times as large."""
    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def moved(picture: Colour, size: tuple[int, int], back: Back) -> Colour:
    """A picture of a size (rows, columns) with what stands at `back` of each place of it."""
    height, width = size
    out = np.empty((height, width, 3), dtype=np.uint8)
    columns = (np.arange(0, width + GRID, GRID) + 0.5).astype(np.float64)
    for top in range(0, height, STRIP):
        bottom = min(height, top + STRIP)
        rows = (np.arange(top, bottom + GRID, GRID) + 0.5).astype(np.float64)
        x, y = back(*(np.asarray(a) for a in np.meshgrid(columns, rows)))
        u, v = (a.astype(np.float32) for a in np.meshgrid(np.arange(width) / GRID, np.arange(bottom - top) / GRID))
        from_x, from_y = (
            np.asarray(cv2.remap((m - 0.5).astype(np.float32), u, v, cv2.INTER_LINEAR), dtype=np.float32)
            for m in (x, y)
        )
        out[top:bottom] = cv2.remap(picture, from_x, from_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return out


def _bend(gray: Gray) -> tuple[Bend | None, float]:
    """The bend of rulings that run along x in a small picture, and how far they stray from straight, in its pixels.

    Straying that no bend explains is told as less than 0; where there are too few rulings nothing is told.
    """
    height, width = gray.shape
    rulings = curves(gray)
    lean: Bend | None = None
    for _ in range(3):
        if len(rulings) < FEWEST:
            return lean, 0.0
        x, y = (np.concatenate([c[i] for c in rulings]) for i in (0, 1))
        lengths = [len(c[0]) for c in rulings]
        terms = _about_means(_terms(2 * x / width - 1, 2 * y / height - 1), lengths)
        across = _about_means(y, lengths)
        lean = Bend(np.append(_fit(terms[:, :1], across), np.zeros(len(POWERS) - 1)), float(width), float(height))
        if len(rulings) < FEW:
            return lean, 0.0
        known = len(POWERS) if len(rulings) >= ENOUGH else SIMPLE
        factors = np.append(_fit(terms[:, :known], across), np.zeros(len(POWERS) - known))
        bend = Bend(factors, float(width), float(height))
        before, left = (_by_curve(across + terms @ b.factors, lengths) for b in (lean, bend))
        kept = [c for c, rest in zip(rulings, left, strict=True) if np.abs(rest).max() <= 3 * FITS * COARSE]
        if len(kept) == len(rulings) or len(kept) < 0.7 * len(rulings):
            break
        rulings = kept
    rest, was = (float(np.sqrt(np.mean(np.concatenate(e) ** 2))) for e in (left, before))
    stray = float(np.percentile([np.abs(r).max() for r in before], 90))
    if rest > FITS * COARSE or rest > FITS_BETTER * was or len(kept) < 0.7 * len(rulings):
        return lean, -stray
    return bend, stray


def _fit(terms: Floats, across: Floats) -> Floats:
    """The factors with which terms take off what lies across, none of them large without need."""
    count = terms.shape[1]
    rows, wanted = np.vstack([terms, CALM * np.eye(count)]), np.append(-across, np.zeros(count))
    return np.asarray(np.linalg.lstsq(rows, wanted, rcond=None)[0])


def curves(gray: Gray) -> list[Points]:
    """The rulings that run along x, each as places on it some points apart."""
    thin = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((5, 1), np.uint8)) >= THIN
    run = np.ones((1, round(LEAST * COARSE)), np.uint8)
    near = cv2.dilate(thin.astype(np.uint8), np.ones((2, 1), np.uint8))
    long = cv2.morphologyEx(cv2.morphologyEx(near, cv2.MORPH_OPEN, run), cv2.MORPH_CLOSE, np.ones((1, 7), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(long)
    step, out = round(STEP * COARSE), []
    for i, (left, top, width, height, _) in enumerate(stats[1:], 1):
        if width < LONG * COARSE or height > 5 + 0.12 * width:
            continue
        part = labels[top : top + height, left : left + width] == i
        count = part.sum(axis=0)
        middle = (part * np.arange(height)[:, None]).sum(axis=0) / np.maximum(count, 1)
        at = np.arange(step // 2, width, step)
        at = at[(count[at] > 0) & (count[at] <= 5)]
        if len(at) * step >= 0.7 * width:
            out.append((left + at + 0.5, top + middle[at] + 0.5))
    return out


def _terms(x: Floats, y: Floats) -> Floats:
    return np.stack([x**a * y**b for a, b in POWERS], axis=-1)


def _about_means(rows: Floats, lengths: list[int]) -> Floats:
    return np.concatenate([part - part.mean(axis=0) for part in _by_curve(rows, lengths)])  # each ruling has its place


def _by_curve(rows: Any, lengths: list[int]) -> list[Floats]:
    return np.split(rows, np.cumsum(lengths)[:-1])
