"""Where seals lie among what is coloured: print in colour, coloured rulings and the ground of cells are no seals.

Masks are of the page's size, boxes (left, top, right, bottom) in pixels; `scale` is pixels a point.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Box = tuple[int, int, int, int]

SEAL = 40.0  # points: a coloured patch this wide and high is a seal, no word in colour
GAP = 4.0  # points: strokes of a seal stand no further apart
OUTLINE = 24.0  # points: a seal has a stroke in one piece that is as wide and high, its outline; print has none
CLOSED = 1.0  # points: gaps of its grain
LARGEST = 240.0  # points: no seal is larger, nor two that overlap
SOLID, FILLED = 6.0, 0.5  # points that no stroke is thick, and the share of a ground's ink that is
RULED, THIN, ASIDE = 40.0, 2.2, 0.5  # points: how long a ruling runs at least, how thick it is and strays at most
KEPT = 0.8  # share of a piece that is no rulings: of a red form with its seal half, of seals that touch all
ROUND = (0.7, 0.86)  # of the least box around it that a round or oval outline fills
NEAR, INKED = 1.5, 0.6  # points from its outline, and the share of it that has ink so near


def seal_area(coloured: Mask, strong: Mask, scale: float) -> Mask:
    """The boxes of seals; what is coloured inside belongs to them. `strong` is where the colour is no mere tint.

    A patch is a seal where its ink has a piece larger than a character, or a round outline, worn as it may be. A
    piece larger than a seal, most of which is level and upright lines, is the rulings of a table in colour: where there
    is one, what is as large as a seal and round is one, and so is what stands apart. Grounds of cells are lifted too.
    """
    out = np.zeros(coloured.shape, dtype=bool)
    patches = _patches(coloured, scale)
    if not patches:
        return out
    ink = strong.copy()
    for x0, y0, x1, y1 in patches:
        if int(strong[y0:y1, x0:x1].sum()) < SEAL * scale * scale:
            ink[y0:y1, x0:x1] = coloured[y0:y1, x0:x1]
    pieces = _pieces(ink, scale)
    if any(_larger(box, scale) and _ruled(piece, scale) for box, piece in pieces):
        boxes = [b for b, piece in pieces if (_solid(piece, scale) if _larger(b, scale) else _wide(b, scale))]
        boxes += [b for b, piece in _pieces(_without_rulings(ink, scale), scale) if _seal(b, piece, scale)]
    else:
        boxes = [p for p in patches if any(_meet(p, box) for box, _ in pieces) or _round(_part(coloured, p), scale)]
    margin = round(GAP * scale)
    for x0, y0, x1, y1 in boxes:
        out[max(0, y0 - margin) : y1 + margin, max(0, x0 - margin) : x1 + margin] = True
    return out


def _patches(coloured: Mask, scale: float) -> list[Box]:
    """The boxes of what is coloured, taken together with its gaps, that are as large as a seal."""
    reach = max(1, round(GAP * scale / 4))
    small = cv2.dilate(coloured[::4, ::4].astype(np.uint8), np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(small)
    boxes = [(4 * x, 4 * y, 4 * (x + w), 4 * (y + h)) for x, y, w, h, _ in stats.tolist()[1:]]
    return [box for box in boxes if _wide(box, scale)]


def _wide(box: Box, scale: float) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) >= SEAL * scale


def _larger(box: Box, scale: float) -> bool:
    return max(box[2] - box[0], box[3] - box[1]) > LARGEST * scale


def _meet(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def _ruled(piece: Mask, scale: float) -> bool:
    """Whether most of a piece is rulings; of seals that touch, or that a pen's line crosses, it is not."""
    return int(_without_rulings(piece, scale).sum()) < KEPT * int(piece.sum())


def _part(mask: Mask, box: Box) -> Mask:
    return mask[box[1] : box[3], box[0] : box[2]]


def _seal(box: Box, piece: Mask, scale: float) -> bool:
    """Whether a piece of ink among coloured rulings is a seal: as large, with a round or oval outline."""
    return _wide(box, scale) and not _larger(box, scale) and _round(piece, scale)


def _pieces(ink: Mask, scale: float) -> list[tuple[Box, Mask]]:
    """The pieces of ink larger than characters, each with its box and pixels."""
    side = max(1, round(CLOSED * scale))
    closed = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    return [
        ((x, y, x + w, y + h), (labels[y : y + h, x : x + w] == i) & ink[y : y + h, x : x + w])
        for i, (x, y, w, h, _) in enumerate(stats.tolist()[1:], 1)
        if min(w, h) >= OUTLINE * scale
    ]


def _solid(piece: Mask, scale: float) -> bool:
    """Whether a piece is a ground: most of it is thicker than any stroke."""
    side = max(3, round(SOLID * scale))
    closed = cv2.morphologyEx(piece.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    thick = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return int(thick.sum()) >= FILLED * int(piece.sum())


def _without_rulings(ink: Mask, scale: float) -> Mask:
    """Ink without thin straight runs along and across the page."""
    thick = max(2, round(THIN * scale))
    own = ink.astype(np.uint8)
    thin = cv2.subtract(own, cv2.morphologyEx(own, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8)))
    aside, long = 2 * max(1, round(ASIDE * scale)) + 1, max(3, round(RULED * scale))
    out = ink.copy()
    for near, run in (((aside, 1), (1, long)), ((1, aside), (long, 1))):
        bold = cv2.dilate(thin, np.ones(near, np.uint8))
        out &= cv2.morphologyEx(bold, cv2.MORPH_OPEN, np.ones(run, np.uint8)) == 0
    return out


def _round(piece: Mask, scale: float) -> bool:
    """Whether a piece has a round or oval outline."""
    if not piece.any():
        return False
    hull = cv2.convexHull(np.argwhere(piece)[:, ::-1].astype(np.int32))
    (_, (width, height), _) = cv2.minAreaRect(hull)
    if not ROUND[0] <= cv2.contourArea(hull) / max(1.0, width * height) <= ROUND[1]:
        return False
    outline = cv2.polylines(np.zeros(piece.shape, np.uint8), [hull], True, 1)
    side = 2 * max(1, round(NEAR * scale)) + 1
    near = cv2.dilate(piece.astype(np.uint8), np.ones((side, side), np.uint8))
    return float(near[outline > 0].mean()) >= INKED
