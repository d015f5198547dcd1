"""Connected patches of a mask, as boxes: labels of all pixels, which OpenCV gives besides, take much memory."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Patch = tuple[int, int, int, int]


def patches(mask: npt.NDArray[np.bool_]) -> list[Patch]:
    """(left, top, width, height) of each patch in pixels, from above; pixels that meet at a corner are one patch."""
    outlines, nested = cv2.findContours(mask.view(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    outer = [o for o, of in zip(outlines, nested[0] if len(outlines) else (), strict=True) if of[3] < 0]
    boxes = [(o, cv2.boundingRect(o)) for o in outer]
    boxes.sort(key=lambda b: (int(b[0][0, 0, 1]), int(b[0][0, 0, 0])))
    return [(left, top, width, height) for _, (left, top, width, height) in boxes]
