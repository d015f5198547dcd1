"""What the page shows: its rendering, asked whether a character or a ruling can be seen.

The text layer may hold what nobody sees: clipped, covered, white or off the page. Rendering settles it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char

SCALE = 1.5  # pixels a point: 108 dpi
MOST_PIXELS = 80_000_000  # of a rendering: a page of 5 m by 1.7 m at 108 dpi
INK = 24  # grey levels of contrast that count as ink
WITHIN_X, WITHIN_Y = 0.1, 0.15  # of a character's box: what is nearer to its edge may be a ruling's ink
INSET = 3.0  # points: rulings reach this far into a cell
MARK = 60  # grey levels below its ground: what is as dark is printed
MARK_PIXELS, MARK_HEIGHT = 6, 4  # pixels: less is a stray line (6,163 empty cells of published forms: 3 held some)
SEEN = 0.45  # share of a ruling's length that must show
BESIDE = 2.0  # points on either side of a ruling's place where it may be drawn
THIN = frozenset("-_.,·…—–−－一丨|'`“”‘’\"、。，:：;；~～*\u00b7")


def without_remnants(chars: list[Char], shown: list[bool], clips: Sequence[Box | None]) -> list[bool]:
    """A line of which an edge leaves only the tips of a few characters to see does not show on this page at all.

    Characters of other clipping paths (`clips`) are none of the line, however near they stand.
    """
    out = list(shown)
    if all(shown):
        return out
    by_clip: dict[Box | None, list[int]] = {}
    for i, clip in enumerate(clips):
        by_clip.setdefault(clip, []).append(i)
    for members in by_clip.values():
        start = 0
        for k in range(1, len(members) + 1):
            if k == len(members) or not _goes_on(chars[members[k - 1]], chars[members[k]]):
                line = members[start:k]
                if 2 * sum(out[i] for i in line) < len(line):
                    for i in line:
                        out[i] = False
                start = k
    return out


def _goes_on(a: Char, b: Char) -> bool:
    """Whether a character stands right behind another: what begins anew at the same height is another text."""
    if a.turn in (90, 270):
        return _same_line(a, b)
    gap = b.box.x0 - a.box.x1 if a.turn == 0 else a.box.x0 - b.box.x1
    return _same_line(a, b) and -0.5 * a.size <= gap <= a.size


def _same_line(a: Char, b: Char) -> bool:
    if a.turn in (90, 270):
        return abs(a.box.x0 - b.box.x0) < 0.5 * a.size and abs(a.box.top - b.box.top) < 5 * a.size
    return abs(a.box.top - b.box.top) < 0.5 * a.size and abs(a.box.x0 - b.box.x0) < 5 * a.size


class PageImage:
    """A page rendered in grey levels; all questions are in points from the top left of the page as shown."""

    def __init__(self, pixels: npt.NDArray[np.uint8], scale: float = SCALE) -> None:
        """`pixels` is [height, width], 0 black to 255 white."""
        self._pixels = pixels
        self._scale = scale
        self._bands: dict[tuple[bool, int, int], npt.NDArray[np.int64]] = {}

    @classmethod
    def render(cls, page: Any) -> PageImage:
        """The rendering of a pdfium page, rotated as it is shown; a giant page is rendered smaller."""
        area = max(page.get_width() * page.get_height(), 1.0)
        scale = min(SCALE, (MOST_PIXELS / area) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
        bitmap.close()
        return cls(pixels[:, :, 0] if pixels.ndim == 3 else pixels, scale)

    def visible(self, chars: list[Char]) -> list[bool]:
        """For each character whether it shows. Thin glyphs go with their neighbours."""
        asked = [i for i, c in enumerate(chars) if c.text.strip() and c.text not in THIN]
        seen: list[bool | None] = [None] * len(chars)
        for i, contrast in zip(asked, self._contrasts([chars[i].box for i in asked]), strict=True):
            seen[i] = contrast or self._has_ink(chars[i].box)
        return [s if s is not None else self._like_neighbours(chars, seen, i) for i, s in enumerate(seen)]

    def _like_neighbours(self, chars: list[Char], seen: list[bool | None], i: int) -> bool:
        """A blank or thin glyph shows if the character next to it on its line does; alone, if it has ink itself."""
        for step in (-1, 1):
            j = i + step
            while 0 <= j < len(chars) and abs(j - i) <= 3 and _same_line(chars[i], chars[j]):
                found = seen[j]
                if found is not None:
                    return found
                j += step
        box = chars[i].box  # a full stop alone on its line stands low in its box, or under it
        return not chars[i].text.strip() or self._has_ink(Box(box.x0, box.top, box.x1, box.bottom + 0.3 * box.height))

    def _contrasts(self, boxes: list[Box]) -> list[bool]:
        """For each box whether the contrast inside it is that of ink, all windows of one size in one step."""
        out = np.zeros(len(boxes), dtype=bool)
        if not boxes:
            return []
        x0, top, x1, bottom = np.array(boxes, dtype=np.float64).T
        inset_x, inset_y = WITHIN_X * (x1 - x0), WITHIN_Y * (bottom - top)
        height, width = self._pixels.shape
        s = self._scale
        left, upper = np.maximum(0, ((x0 + inset_x) * s).astype(int)), np.maximum(0, ((top + inset_y) * s).astype(int))
        wide = np.minimum(width, np.ceil((x1 - inset_x) * s).astype(int)) - left
        high = np.minimum(height, np.ceil((bottom - inset_y) * s).astype(int)) - upper
        for h, w in set(zip(high.tolist(), wide.tolist(), strict=True)):
            if h > 0 and w > 0:
                of_size = np.flatnonzero((high == h) & (wide == w))
                windows = sliding_window_view(self._pixels, (h, w))[upper[of_size], left[of_size]]
                out[of_size] = windows.max(axis=(1, 2)) - windows.min(axis=(1, 2)) >= INK
        found: list[bool] = out.tolist()
        return found

    def _has_ink(self, box: Box) -> bool:
        inset_x, inset_y = WITHIN_X * box.width, WITHIN_Y * box.height
        window = self._window(box.x0 + inset_x, box.top + inset_y, box.x1 - inset_x, box.bottom - inset_y)
        if window.size == 0:
            return False
        if int(window.max()) - int(window.min()) >= INK:
            return True
        # tiny bold print fills its box evenly: it is then darker than what is around it
        around = self._window(
            box.x0 - 0.4 * box.width, box.top - 0.4 * box.height, box.x1 + 0.4 * box.width, box.bottom
        )
        return int(around.max()) - int(window.max()) >= INK

    def marked(self, box: Box) -> bool:
        """Whether anything as high as a small character is printed in a box, its rulings apart."""
        window = self._window(box.x0 + INSET, box.top + INSET, box.x1 - INSET, box.bottom - INSET)
        if window.size == 0:
            return False
        dark = window.astype(np.int16) < np.median(window) - MARK
        rows = np.flatnonzero(dark.any(axis=1))
        return int(dark.sum()) >= MARK_PIXELS and rows[-1] - rows[0] + 1 >= MARK_HEIGHT

    def shown(self, horizontal: bool, at: float, start: float, end: float) -> bool:
        """Whether a ruling can be seen at `at` between `start` and `end` (on a good part of its length)."""
        inset, s = min(3.0, 0.2 * (end - start)), self._scale
        marks = self._marks(horizontal, max(0, int((at - BESIDE) * s)), max(0, math.ceil((at + BESIDE) * s)))
        first = max(0, int((start + inset) * s))
        last = min(max(first, math.ceil((end - inset) * s)), len(marks) - 1)
        return first < last and int(marks[last] - marks[first]) >= SEEN * (last - first)

    def _marks(self, horizontal: bool, low: int, high: int) -> npt.NDArray[np.int64]:
        """How many pixels of a band of rows (or columns) before each place along it hold a line's contrast.

        Kept, for a table's cells ask about the same few bands again and again.
        """
        key = (horizontal, low, high)
        if key not in self._bands:
            band = self._pixels[low:high] if horizontal else self._pixels[:, low:high].T
            contrast = band.max(axis=0) - band.min(axis=0) if len(band) else np.empty(0, np.uint8)
            self._bands[key] = np.concatenate(([0], np.cumsum(contrast >= INK // 2)))
        return self._bands[key]

    def _window(self, x0: float, top: float, x1: float, bottom: float) -> npt.NDArray[np.uint8]:
        s = self._scale
        left, upper = max(0, int(x0 * s)), max(0, int(top * s))
        right, lower = max(left, int(np.ceil(x1 * s))), max(upper, int(np.ceil(bottom * s)))
        return self._pixels[upper:lower, left:right]
