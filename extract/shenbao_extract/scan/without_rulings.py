"""Ruling lines taken out of the pictures of a page: what is dark all along them goes, strokes that touch them stay."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from shenbao_extract.scan.lines import FAINT, INK
from shenbao_extract.scan.rulings import OWN

Gray = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

ALONG = 14.0  # points: longer than any stroke of a character, no ruling is shorter
STRIP, REACH = 1024, 36.0  # rows cleaned at a time; points above and below that may tell of a ruling within them
BESIDE_IT = 7  # pixels: as wide as a ruling can be with what is blurred on both sides of it
GRAIN, DASH = 4.0, 1.0  # points along a ruling over which the grain of the paper is averaged; less than its gaps
STROKE = 0.5  # points: a ruling in black and white is thicker by a dot here and there, with a stroke on it by more
REMAINDER = 215  # level: what is darker once a ruling's own darkness is taken off is a stroke that touches it


def clean_of_rulings(pictures: Sequence[Gray], rulings: Mask, scale: float) -> list[Gray]:
    """Pictures of one page without its ruling lines and their blurred edges; `scale` is pixels a point.

    A solid ruling is taken out by its own darkness, which is what is dark all along it: a stroke that touches it stays.
    The last picture tells where one does. A dotted or dashed ruling is painted white. Done strip by strip, for memory.
    """
    out = [np.empty_like(picture) for picture in pictures]
    margin = round(REACH * scale)
    for top in range(0, len(rulings), STRIP):
        part = np.s_[max(0, top - margin) : top + STRIP + margin]
        for whole, strip in zip(out, _cleaned([p[part] for p in pictures], rulings[part], scale), strict=True):
            whole[top : top + STRIP] = strip[top - part.start : top - part.start + STRIP]
    return out


def _cleaned(pictures: Sequence[Gray], rulings: Mask, scale: float) -> list[Gray]:
    wide = cv2.dilate(rulings.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    white: Mask = wide
    out: list[Gray] = []
    for picture in reversed(pictures):
        alone = _all_along(picture, scale, GRAIN)
        lifted = cv2.add(cv2.add(picture, 255 - alone[0]), 255 - alone[1])
        if not out:
            line, dashes = np.minimum(*alone), np.minimum(*_all_along(picture, scale, DASH))
            near = np.ones((BESIDE_IT, BESIDE_IT), np.uint8)
            dark = cv2.erode(line, near)
            solid = (dark < FAINT) & (cv2.erode(dashes, near) < 0.5 * dark + 127.5)
            rest = wide & (lifted < REMAINDER)
            apart = ~_widened(line < FAINT, round(OWN * scale))
            touched = _reaching_in(rest, picture < INK, wide) | _thicker(picture, alone, scale)
            white = wide & ~(solid & rest & (apart | touched))
        out.append(np.where(white, np.uint8(255), np.where(wide, lifted, picture)))
    return out[::-1]


def _reaching_in(rest: Mask, ink: Mask, wide: Mask) -> Mask:
    """Of what is darker than a ruling within it, the strokes that reach in from beside it; others are its own steps."""
    may = (rest | (ink & ~wide)).view(np.uint8)
    reached = (ink & ~_widened(wide, 1)).view(np.uint8)
    for _ in range(BESIDE_IT + 1):
        reached = np.minimum(cv2.dilate(reached, np.ones((3, 3), np.uint8)), may)
    return reached > 0


def _thicker(picture: Gray, alone: tuple[Gray, Gray], scale: float) -> Mask:
    """Where more is dark across a ruling than all along it: its own steps are as thick as it, with a stroke it is more.

    `alone`: how dark rulings are that run down and across, see _all_along().
    """
    window, run = 2 * BESIDE_IT + 1, max(9, round(ALONG * scale) | 1)
    out = np.zeros(picture.shape, dtype=bool)
    for line, other, across, along in ((*alone, (window, 1), (1, run)), (*alone[::-1], (1, window), (run, 1))):
        amount = cv2.blur(cv2.add(picture, 255 - other), across)
        usual = cv2.morphologyEx(amount, cv2.MORPH_CLOSE, np.ones(along[::-1], np.uint8))
        more = cv2.subtract(usual, amount) > STROKE * scale * 255 / window
        out |= more & _widened(line < FAINT, BESIDE_IT) & ~_widened(other < FAINT, BESIDE_IT)
    return out


def _widened(mask: Mask, pixels: int) -> Mask:
    return cv2.dilate(mask.view(np.uint8), np.ones((2 * pixels + 1, 2 * pixels + 1), np.uint8)) > 0


def _all_along(picture: Gray, scale: float, grain_points: float) -> tuple[Gray, Gray]:
    """How dark rulings are that run down and across, without what touches them: strokes are shorter."""
    grain, run = max(3, round(grain_points * scale) | 1), max(9, round(ALONG * scale) | 1)
    down = cv2.morphologyEx(cv2.blur(picture, (1, grain)), cv2.MORPH_CLOSE, np.ones((run, 1), np.uint8))
    across = cv2.morphologyEx(cv2.blur(picture, (grain, 1)), cv2.MORPH_CLOSE, np.ones((1, run), np.uint8))
    return np.asarray(down, dtype=np.uint8), np.asarray(across, dtype=np.uint8)
