"""The second line of rulings that are drawn twice, a hair apart: with what lies between, it is ruling and no print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from shenbao_extract.grid.rulings import Ruling
from shenbao_extract.runs import runs
from shenbao_extract.scan.ruling_ink import BENT, CROWDED, DOUBLE, RUN, SOLID

Mask = npt.NDArray[np.bool_]
Band = tuple[int, int]

USUALLY = 0.5  # share of a ruling's length along which both lines are solid


def doubled_bands(rulings: Sequence[Ruling], ink: Mask, scale: float) -> Mask:
    """The bands of those rulings along x that have two lines over most of their length; `scale` is pixels a point.

    Where text stands close, or another ruling crosses, only one line may be told: the band runs on from beside it.
    """
    out = np.zeros(ink.shape, dtype=bool)
    run = max(9, round(RUN * scale))
    for at in sorted({r.at for r in rulings}):
        starts = [
            (x, min(round(r.end), x + run))
            for r in rulings
            if r.at == at
            for x in range(round(r.start), round(r.end), run)
        ]
        found = {start: band for start in starts if (band := _band(ink, at, start, scale)) is not None}
        if len(found) < USUALLY * len(starts):
            continue
        for start, end in starts:
            near = min(found, key=lambda s: abs(s[0] - start))
            top, bottom = found[near]
            beyond = bottom - top  # the lines of a ruling across stand as far apart
            out[top:bottom, max(0, start - beyond) : end + beyond] = True
    return out


def _band(ink: Mask, at: float, along: Band, scale: float) -> Band | None:
    """The rows from the first to past the second line of a ruling near `at`; None where there are not two."""
    top = max(0, round(at - (DOUBLE + BENT) * scale))
    shares = ink[top : round(at + (DOUBLE + BENT) * scale) + 1, along[0] : along[1]].mean(axis=1)
    pairs = [
        (a[0], b[1])
        for a, b in pairwise(runs(shares >= SOLID))
        if b[1] - a[0] <= DOUBLE * scale + 1 and float(shares[a[1] : b[0]].min()) <= CROWDED
    ]
    if not pairs:
        return None
    first, last = min(pairs, key=lambda p: abs((p[0] + p[1]) / 2 + top - at))
    return top + first, top + last
