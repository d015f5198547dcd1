"""Figures struck out by pen: a level stroke through several characters, which no print has."""

from __future__ import annotations

import re

import cv2
import numpy as np
import numpy.typing as npt

from shenbao_extract.ocr.engine import PixelBox

Gray = npt.NDArray[np.uint8]

INK = 110  # level of the evened picture
LONG = 1.4  # times the line's height: a stroke of one character is no longer
BAND = (0.25, 0.6)  # of the line's height: strokes of print that may touch (the base of 2, the top of 7) lie beyond
LEANS = 0.12  # times its length that a stroke may rise or fall
CROSSED = 0.35  # share of its columns with print above or below it: a dash has none


def may_be_struck(text: str) -> bool:
    """Whether a stroke through a text can be told: not in Chinese, whose level strokes meet in bold print."""
    return len(re.findall(r"\d", text)) >= 2 and not re.search(r"[\u4e00-\u9fff]", text)


def struck(clean: Gray, ink: PixelBox) -> bool:
    """Whether the print in a box is struck out."""
    left, top, right, bottom = ink
    high, wide = bottom - top, right - left
    long = round(LONG * high)
    if high < 8 or wide < long:
        return False
    dark = (clean[top:bottom, left:right] < INK).astype(np.uint8)
    band = slice(round(BAND[0] * high), max(1, round(BAND[1] * high)))
    for rise in np.linspace(-LEANS, LEANS, 7):
        shift = np.array([[1.0, 0.0, 0.0], [rise, 1.0, -rise * wide / 2]])
        level = np.asarray(cv2.warpAffine(dark, shift, (wide, high), flags=cv2.INTER_NEAREST), dtype=np.uint8)
        near = cv2.dilate(level, np.ones((2, 1), np.uint8))
        run = np.asarray(cv2.morphologyEx(near, cv2.MORPH_OPEN, np.ones((1, long), np.uint8)), dtype=np.uint8)
        rows = run[band].sum(axis=1)
        if rows.size and rows.max() >= long and _crossed(level, run, band.start + int(rows.argmax())):
            return True
    return False


def _crossed(level: npt.NDArray[np.uint8], run: npt.NDArray[np.uint8], row: int) -> bool:
    """Whether print stands above or below a stroke along most of it."""
    columns = run[row] > 0
    thick = run[:, columns].any(axis=1)
    beside = level[:, columns].copy()
    beside[thick] = 0
    return float(beside.any(axis=0).mean()) >= CROSSED
