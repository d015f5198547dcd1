"""Text that nobody sees on a page's picture: scanning programs lay what they recognised, right or wrong, under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from shenbao_extract.document import Box
from shenbao_extract.pdf.native import native
from shenbao_extract.pdf.paths import Walked, bounds, walk
from shenbao_extract.pdf.shown import Shown

WHOLE = 0.6  # share of a page that its pictures cover where the page is a scan
MOST = 0.8  # share of its text objects that do not show
SEEN = 60  # levels by which a page is another without a text that shows
LONGEST = 1000.0  # pixels of the long side at which that is looked for
INVISIBLE = 3  # FPDF_TEXTRENDERMODE_INVISIBLE
CLIP = 7  # FPDF_TEXTRENDERMODE_CLIP: nothing is drawn either


def is_picture_over_text(page: Any) -> bool:
    """Whether a pdfium page is a picture, and its text is drawn invisibly or lies unseen under it."""
    view = Shown.of(page)
    walked = walk(page, view)
    if not walked.pictures or not walked.texts:
        return False
    whole = page.get_width() * page.get_height()
    if sum(box.width * box.height for box, _ in walked.pictures) < WHOLE * whole:
        return False
    mode = native().FPDFTextObj_GetTextRenderMode
    covered = max((before for box, before in walked.pictures if box.width * box.height >= WHOLE * whole), default=0)
    hidden = [text for i, text in enumerate(walked.texts) if i < covered or mode(text) in (INVISIBLE, CLIP)]
    least = MOST * len(walked.texts)
    return len(hidden) >= least and len(hidden) - _shown(page, hidden, walked, view) >= least


def _shown(page: Any, texts: Sequence[int], walked: Walked, view: Shown) -> int:
    """How many text objects show: the page is another without them.

    A watermark, a picture that multiplies what lies under it and one that is clipped let text show.
    """
    pdfium, scale = native(), min(1.0, LONGEST / max(page.get_width(), page.get_height(), 1.0))
    with_them = _rendered(page, scale)
    modes = [pdfium.FPDFTextObj_GetTextRenderMode(text) for text in texts]
    for text in texts:
        pdfium.FPDFTextObj_SetTextRenderMode(text, INVISIBLE)
    try:
        without = _rendered(page, scale)
    finally:
        for text, mode in zip(texts, modes, strict=True):
            pdfium.FPDFTextObj_SetTextRenderMode(text, mode)
    seen = (np.abs(with_them - without) >= SEEN).any(axis=2)
    return sum(_any_within(seen, bounds(text, walked.texts[text], view), scale) for text in texts)


def _rendered(page: Any, scale: float) -> npt.NDArray[np.int16]:
    bitmap = page.render(scale=scale, rev_byteorder=True)
    pixels = bitmap.to_numpy()
    out = np.array(pixels.reshape(*pixels.shape[:2], -1), dtype=np.int16)
    bitmap.close()
    return out


def _any_within(seen: npt.NDArray[np.bool_], box: Box, scale: float) -> bool:
    left, top = (max(0, int(v * scale)) for v in (box.x0, box.top))
    return bool(seen[top : int(box.bottom * scale) + 1, left : int(box.x1 * scale) + 1].any())
