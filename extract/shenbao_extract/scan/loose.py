"""Lines of text that stand in no table: titles, units, notes under a form."""

from __future__ import annotations

import cv2
import numpy as np

from shenbao_extract.ocr.engine import PixelBox
from shenbao_extract.scan.lines import LEAST, Cut, Mask, padded
from shenbao_extract.scan.patches import patches


def loose_lines(ink: Mask, usual: float, scale: float) -> list[Cut]:
    """Lines of text that stand in no table, on a picture of the ink from which the tables were taken out."""
    reach = max(3, round(1.1 * usual))
    near = cv2.dilate(ink.astype(np.uint8), np.ones((1, reach), np.uint8))
    shrink = reach // 2
    boxes = [
        (int(x) + shrink, int(y), int(x + w) - shrink, int(y + h))
        for x, y, w, h in patches(near > 0)
        if h <= 45 * scale and w - 2 * shrink >= 2
    ]
    lines = _on_one_line(boxes)
    return [
        padded(b, (0, 0, ink.shape[1], ink.shape[0]))
        for b in lines
        if b[3] - b[1] >= LEAST * scale and b[2] - b[0] >= LEAST * scale * 0.6
    ]


def _on_one_line(boxes: list[PixelBox]) -> list[PixelBox]:
    """Boxes that stand beside each other at one height as one; marks and strokes above each other too."""
    out = sorted(boxes, key=lambda b: (b[0], b[1]))
    changed = True
    while changed:
        changed = False
        for i in range(len(out)):
            for j in range(i + 1, len(out)):
                if _beside(out[i], out[j]):
                    a, b = out[i], out.pop(j)
                    out[i] = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
                    changed = True
                    break
            if changed:
                break
    return out


def _beside(a: PixelBox, b: PixelBox) -> bool:
    height = max(a[3] - a[1], b[3] - b[1])
    together = min(a[3], b[3]) - max(a[1], b[1])
    gap = max(a[0], b[0]) - min(a[2], b[2])
    return (
        together >= 0.5 * min(a[3] - a[1], b[3] - b[1])
        and gap <= 1.3 * height
        and max(a[3], b[3]) - min(a[1], b[1]) <= 1.5 * height
    )
