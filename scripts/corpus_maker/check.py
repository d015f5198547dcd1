"""Is everything that the truth says to be seen on the printed paper?"""

from __future__ import annotations

import collections
import itertools
import pathlib
import re
import unicodedata

import numpy as np
import pypdfium2 as pdfium

from .form import PrintedForm

SCALE = 2.0
INK = 60
FLAT = "一二三工"  # their strokes fall into one third or the next


def flat(text: str) -> str:
    """Text without white space, in one width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def expected(forms: list[PrintedForm]) -> collections.Counter[str]:
    """Characters that must show, with their number."""
    return collections.Counter(
        flat("".join(t for f in forms for t in [*f.lines, *(c.text for p in f.parts for c in p.grid.cells)]))
    )


class Printed:
    """A printed document: the text of its pages and the characters that really show."""

    def __init__(self, path: pathlib.Path) -> None:
        self.texts: list[str] = []
        self.visible: collections.Counter[str] = collections.Counter()
        seen: list[tuple[str, tuple[bool, ...]]] = []
        document = pdfium.PdfDocument(path)
        for page in document:
            text = page.get_textpage()
            count = text.count_chars()
            self.texts.append(flat(text.get_text_range()) if count else "")
            picture = page.render(scale=SCALE, grayscale=True).to_numpy()
            grey = picture.reshape(picture.shape[0], picture.shape[1])
            for k in range(count):
                ch = flat(text.get_text_range(k, 1))
                if ch:
                    seen.append((ch, _ink(grey, text.get_charbox(k), page.get_height())))
            text.close()
            page.close()
        document.close()
        best: dict[str, tuple[bool, ...]] = {}
        for ch, thirds in seen:
            old = best.get(ch, (False, False, False))
            best[ch] = tuple(a or b for a, b in zip(old, thirds, strict=True))
        for ch, thirds in seen:
            whole = any(thirds) and (ch in FLAT or sum(thirds) >= sum(best[ch]))
            if whole or unicodedata.category(ch[0])[0] in "PS":
                self.visible.update(ch)

    def missing(self, wanted: collections.Counter[str]) -> str:
        """The characters that do not show, or not whole."""
        return "".join((wanted - self.visible).elements())

    def pages(self, forms: list[PrintedForm], header: str, after: str) -> list[list[int]]:
        """First and last page of each form: from where its first words stand to where the next one's do."""
        firsts: list[int] = []
        for form in forms:
            words = flat(next(iter(form.titles), "") or next(c.text for c in form.grid.cells if c.text))
            low = firsts[-1] + (not form.same_page) if firsts else 0
            firsts.append(next((k for k in range(low, len(self.texts)) if words in self.texts[k]), low))
        stop = len(self.texts)
        if after:
            stop = next((k for k in range(firsts[-1] + 1, stop) if flat(after) in self.texts[k]), stop)
        while stop - 1 > firsts[-1] and len(self.texts[stop - 1]) <= len(flat(header)) + 8 and not after:
            stop -= 1
        ends = [b if forms[k + 1].same_page else b - 1 for k, b in enumerate(firsts[1:])]
        return [[a + 1, max(a, b) + 1] for a, b in zip(firsts, [*ends, stop - 1], strict=True)]


def _ink(grey: np.ndarray, box: tuple[float, float, float, float], height: float) -> tuple[bool, ...]:
    """Does the upper, the middle, the lower third of the character show?"""
    left, bottom, right, top = box
    if top - bottom < right - left - 2:  # a flat stroke fills its box: look beside it too
        bottom, top = bottom - 1, top + 1
    x0, x1 = int(left * SCALE), int(right * SCALE) + 1
    y = [(height - top) * SCALE, 0.0, 0.0, (height - bottom) * SCALE]
    y[1], y[2] = y[0] + (y[3] - y[0]) / 3, y[0] + (y[3] - y[0]) * 2 / 3
    out = []
    for a, b in itertools.pairwise(y):
        part = grey[max(0, int(a)) : max(0, int(b) + 1), max(0, x0) : max(0, x1)]
        out.append(bool(part.size) and int(part.max()) - int(part.min()) > INK)
    return tuple(out)
