"""White print on dark ground, as headings of forms or a negative: shown dark on white. `scale`: pixels a point."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Colour = npt.NDArray[np.uint8]
Gray = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

DARK = 0.62  # of the paper's level: darker is ground for white print
LESS_DARK = 0.75  # the same for print that is darker still: on lighter ground it shows
NEAR, DENSE = 9.0, 0.6  # points around a place, and the share of them that is dark on a ground: bold print has half
LEAST = 8.0  # points: ground is higher and wider than this everywhere, print is not
LONG = 26.0  # points: and longer one way
PRINT = (0.003, 0.25)  # share of a dark ground that is white print
RIM, EDGED = 2, 0.75  # pixels, and the share of them along a ground's edge that are dark: bold print has gaps there
BARE, BARE_SHARE = 5.0, 0.1  # points, and share of ground that is dark so far on end: no stroke is as wide
REACH, LIKE = 5.0, 32.0  # points from its middle part that a ground's edge lies, and levels that it may differ
BLACKEST, DARKER = 70, 0.75  # level of a ground on which dark print shows, and the share of it that is darker print
FILLS = 0.85  # of the least rectangle around it: the ground of a cell
COARSE = 4  # pixels taken as one
MOSTLY, NIGHT = 0.6, 100  # share of a negative that is darker than this level
DAY = 128  # level above which a place is bright
AROUND, STANDS_OUT, MORE = 21, 40, 4  # coarse pixels around a place, levels print stands out from them, and how many
# times more of a negative does so bright than dark: a dim page has more that is dark, grain as much of both
SHEET, PIECE = 24.0, 0.01  # points: paper is wider and higher, strokes are not; share of the picture it would have


def positive(picture: Colour, scale: float) -> Colour:
    """A page that is white on black as a whole, a negative, turned to black on white; others as they are.

    Of a sheet of paper on a dark desk the paper is a bright patch, of a negative nothing bright is larger than strokes.
    """
    small = np.asarray(cv2.cvtColor(picture[::COARSE, ::COARSE], cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    bright = (small > DAY).astype(np.uint8)
    if float((small < NIGHT).mean()) < MOSTLY or not bright.any():
        return picture
    around = cv2.medianBlur(small, AROUND).astype(np.int16)
    brighter, darker = int((small - around > STANDS_OUT).sum()), int((around - small > STANDS_OUT).sum())
    if brighter <= MORE * darker:
        return picture
    side = max(3, round(SHEET * scale / COARSE))
    sheet = cv2.morphologyEx(bright, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return picture if float(sheet.mean()) >= PIECE else np.asarray(255 - picture, dtype=np.uint8)


def dark_print(picture: Colour, scale: float) -> Colour:
    """The picture with dark ground made white and what is printed on it dark; itself where there is none."""
    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    paper = float(np.percentile(gray[::COARSE, ::COARSE], 80))
    out = picture
    for share in (DARK, LESS_DARK):
        if float((gray[::COARSE, ::COARSE] < share * paper).mean()) >= 0.01:
            out, gray = _without_grounds(out, gray, share * paper, paper, scale)
    return out


def _without_grounds(picture: Colour, gray: Gray, limit: float, paper: float, scale: float) -> tuple[Colour, Gray]:
    """The picture, and in grey, with grounds darker than a level made white and what is printed on them dark."""
    out, of_gray = picture, gray
    for rows, columns, where in _grounds(gray, limit, scale):
        part = gray[rows, columns].astype(np.float32)
        level = float(np.median(part[where]))
        shown = _shown(part, where, level, paper, limit)
        if shown is None:
            continue
        whole = _to_its_edge(where, np.abs(part - level) < LIKE, round(REACH * scale))
        if out is picture:
            out, of_gray = picture.copy(), gray.copy()
        out[rows, columns][whole] = shown[whole][:, None]
        of_gray[rows, columns][whole] = shown[whole]
    return out, of_gray


def _shown(part: npt.NDArray[np.float32], where: Mask, level: float, paper: float, limit: float) -> Gray | None:
    """A ground (its level, and the paper's) shown white and its print dark; None where it is none or holds no print."""
    rim = where & ~_inner(where)
    if level >= limit or float((part[rim] < limit).mean()) < EDGED:
        return None
    light = float((part[where] > (level + paper) / 2).mean())
    if limit <= DARK * paper and PRINT[0] <= light <= PRINT[1]:
        turned = 255.0 - np.abs(part - level) * (255.0 / max(paper - level, 60.0))
        return np.asarray(np.clip(turned, 0, 255), dtype=np.uint8)
    dark = float((part[where] < DARKER * level).mean())
    if level >= BLACKEST and PRINT[0] <= dark <= PRINT[1] and _square(where):
        return np.asarray(np.clip(part * (paper / level), 0, 255), dtype=np.uint8)
    return None


def _square(where: Mask) -> bool:
    """Whether a ground fills a rectangle, as that of cells does."""
    outlines, _ = cv2.findContours(where.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    (_, (wide, high), _) = cv2.minAreaRect(np.concatenate(outlines))
    return float(where.sum()) >= FILLS * wide * high


def _to_its_edge(where: Mask, like: Mask, steps: int) -> Mask:
    """Ground grown over what is as dark as itself and joined to it."""
    grown, may = where, like | where
    for _ in range(steps):
        grown = cv2.dilate(grown.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool) & may
    closed = cv2.morphologyEx(grown.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((steps // 2, steps // 2), np.uint8))
    return np.asarray(closed).astype(bool)


def _grounds(gray: npt.NDArray[np.uint8], level: float, scale: float) -> list[tuple[slice, slice, Mask]]:
    """Dark patches with the light strokes on them, none that reaches the picture's edge, as copiers' lids do."""
    near, least = (max(3, round(v * scale) | 1) for v in (NEAR, LEAST))
    dark = (cv2.blur(gray, (3, 3)) < level).astype(np.uint8)
    square = max(3, round(BARE * scale))
    bare = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((square, square), np.uint8))
    dense = (cv2.blur(dark * np.uint8(255), (near, near)) >= 255 * DENSE).astype(np.uint8)
    solid = cv2.morphologyEx(dense, cv2.MORPH_OPEN, np.ones((least, least), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    height, width = gray.shape
    margin = round(REACH * scale)
    out = []
    for i, (left, top, wide, high, _) in enumerate(stats[1:], 1):
        inside = left > 1 and top > 1 and left + wide < width - 1 and top + high < height - 1
        if inside and max(wide, high) >= LONG * scale:
            rows = slice(max(0, top - margin), top + high + margin)
            columns = slice(max(0, left - margin), left + wide + margin)
            where: Mask = np.asarray(labels[rows, columns] == i)
            if float(bare[rows, columns][where].mean()) >= BARE_SHARE:
                out.append((rows, columns, where))
    return out


def _inner(where: Mask) -> Mask:
    wide = np.pad(where, RIM).astype(np.uint8)
    return cv2.erode(wide, np.ones((3, 3), np.uint8), iterations=RIM)[RIM:-RIM, RIM:-RIM].astype(bool)
