"""The page of a photograph: a bright sheet with four corners on something darker, cut out and seen from the front."""

from __future__ import annotations

import cv2
import numpy as np

from shenbao_extract.scan.flatten import Back, Colour, Flat, Floats, Gray, Points, moved, small_gray

SMALL = 600  # pixels of the long side in which the sheet is looked for
SHARE = (0.25, 0.93)  # of the picture: a sheet is as large, with something to see around it
BRIGHTER = 35.0  # levels: how much brighter a sheet is than what lies around it
FILLS = 0.96  # of its four corners' area that a sheet fills
SIDES, AWAY = 3, 0.008  # sides of a sheet that lie away from the picture's edge, and how far: a shadow reaches the edge
ROUND = 0.02  # of its outline: how far corners may be off
PRINT = 0.02  # share of fine dark lines that may lie outside: with more the bright part is a part of the page only
FINE = 25  # levels of contrast of a fine dark line


def page_of_photo(picture: Colour) -> Flat:
    """The sheet on a photograph from edge to edge; the picture itself where no sheet stands out."""
    height, width = picture.shape[:2]
    factor = SMALL / max(height, width)
    corners = _corners(small_gray(picture, factor))
    if corners is None:
        return Flat(picture, None)
    corners = corners / factor
    along = [float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4)]
    wide, high = round(max(along[0], along[2])), round(max(along[1], along[3]))
    front = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    matrix = np.asarray(cv2.getPerspectiveTransform(front, corners.astype(np.float32)), dtype=np.float64)

    def back(x: Floats, y: Floats) -> Points:
        u, v, w = (matrix[i, 0] * x + matrix[i, 1] * y + matrix[i, 2] for i in range(3))
        return u / w, v / w

    return Flat(moved(picture, (high, wide), back), back)


def both(first: Back | None, then: Back | None) -> Back | None:
    """The way back after two changes."""
    if first is None or then is None:
        return first or then
    before, after = first, then
    return lambda x, y: before(*after(x, y))


def _corners(gray: Gray) -> Floats | None:
    """The corners of the sheet from its upper left clockwise, None where nothing is one."""
    # what is printed goes, the sheet and what lies around it stay
    closed = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    even = np.asarray(cv2.medianBlur(closed, 7), dtype=np.uint8)
    _, bright = cv2.threshold(even, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(bright)
    if count < 2:
        return None
    sheet = (labels == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())).astype(np.uint8)
    outlines, _ = cv2.findContours(sheet, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    four = cv2.approxPolyDP(hull, ROUND * cv2.arcLength(hull, True), True)[:, 0].astype(np.float64)
    if len(four) != 4 or not SHARE[0] <= cv2.contourArea(hull) / gray.size <= SHARE[1]:
        return None
    if not FILLS <= float(sheet.sum()) / cv2.contourArea(four.astype(np.float32)) <= 2 - FILLS:
        return None
    if _free_sides(four, gray.shape) < SIDES:
        return None
    inside = np.zeros_like(gray)
    cv2.fillConvexPoly(inside, four.astype(np.int32), 1)
    inside = np.asarray(cv2.dilate(inside, np.ones((7, 7), np.uint8)), dtype=np.uint8)
    around = even[inside == 0]
    if around.size < 0.02 * gray.size or float(np.median(even[inside == 1]) - np.median(around)) < BRIGHTER:
        return None
    fine = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((5, 5), np.uint8)) >= FINE
    fine &= cv2.GaussianBlur(gray, (0, 0), 3) > np.median(around) + BRIGHTER / 2  # on paper, not on the desk
    if float((fine & (inside == 0)).sum()) > PRINT * max(1.0, float(fine.sum())):
        return None
    order = np.argsort(four.sum(axis=1))
    first, last = four[order[0]], four[order[-1]]
    right, left = sorted((four[order[1]], four[order[2]]), key=lambda p: float(p[1] - p[0]))
    return np.array([first, right, last, left])


def _free_sides(four: Floats, shape: tuple[int, ...]) -> int:
    """How many of the picture's sides the sheet does not reach."""
    height, width = shape[:2]
    away = AWAY * max(height, width)
    left, top, right, bottom = four[:, 0].min(), four[:, 1].min(), four[:, 0].max(), four[:, 1].max()
    return sum((left > away, top > away, right < width - away, bottom < height - away))
