"""Text that nobody sees on a page's picture: scanning programs lay what they recognised, right or wrong, under it."""

from __future__ import annotations

from typing import Any

from shenbao_extract.pdf.native import native
from shenbao_extract.pdf.paths import DEPTH, PICTURE, Walked, walk
from shenbao_extract.pdf.shown import Shown

WHOLE = 0.6  # share of a page that its pictures cover where the page is a scan
MOST = 0.8  # share of its text objects that do not show
CLEAR = 0.1  # share of a picture's pixels that let through what lies under it: more is a watermark
INVISIBLE = 3  # FPDF_TEXTRENDERMODE_INVISIBLE
CLIP = 7  # FPDF_TEXTRENDERMODE_CLIP: nothing is drawn either


def is_picture_over_text(page: Any) -> bool:
    """Whether a pdfium page is a picture, and its text is drawn invisibly or lies under it."""
    walked = walk(page, Shown.of(page))
    if not walked.pictures or not walked.texts:
        return False
    whole = page.get_width() * page.get_height()
    if sum(box.width * box.height for box, _ in walked.pictures) < WHOLE * whole:
        return False
    mode = native().FPDFTextObj_GetTextRenderMode
    covered = _covered(page, walked, whole)
    hidden = sum(i < covered or mode(text) in (INVISIBLE, CLIP) for i, text in enumerate(walked.texts))
    return hidden >= MOST * len(walked.texts)


def _covered(page: Any, walked: Walked, whole: float) -> int:
    """How many text objects are drawn before the last picture over the whole page through which nothing shows."""
    out = 0
    items = page.get_objects(filter=(PICTURE,), max_depth=DEPTH + 1)
    for item, (box, before) in zip(items, walked.pictures, strict=True):
        if before > out and box.width * box.height >= WHOLE * whole and _is_opaque(item):
            out = before
    return out


def _is_opaque(item: Any) -> bool:
    bitmap = item.get_bitmap(render=True)
    pixels = bitmap.to_numpy()
    opaque = pixels.ndim < 3 or pixels.shape[2] < 4 or float((pixels[:, :, 3] < 255).mean()) < CLEAR
    bitmap.close()
    return opaque
