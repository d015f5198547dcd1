"""What tells a ruling from strokes of text: white beside it, and no gaps as between characters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from shenbao_extract.grid.rulings import Ruling
from shenbao_extract.runs import runs

Mask = npt.NDArray[np.bool_]

HIGH = 1.6  # points: what is higher is a thick border only where it is dark throughout
RUN = 18.0  # points over which a ruling is averaged: wider than a character
CHARACTER = 12.0  # points: no stroke of a character of a low row is longer
FILLED = 0.85  # share of the way between two crossing rulings that is dark where a ruling runs
SOLID = 0.9  # share of a run that is dark in a solid ruling
WHITE = 0.12  # share of ink beside a ruling
BARE = 0.08  # and where only crossing rulings stand: text on the other side may come as close as it likes
CROWDED = 0.35  # and on its other side, where text stands close to it
WHOLE, CLEAR = 0.98, 0.05  # share of ink on the line of a ruling without gaps, and right beside it
LONG = 160.0  # points: text beside so long a run says nothing against it
DOUBLE = 4.2  # points: two rulings nearer than this are a doubled border
BENT = 1.6  # points: how far a ruling of bent paper may lie from its row's or column's place
SURE = 48.0  # points: no stroke of a character runs on for so long


def is_line_of_text(part: Mask, scale: float) -> bool:
    """Whether the ink of a stretch is higher than a ruling and has gaps all through: a line of small print.

    A leaning ruling in black and white is as high, here and there, but dark throughout on one row.
    """
    inked = part.sum(axis=1)
    if int(inked.max(initial=0)) >= WHOLE * part.shape[1]:
        return False
    rows = inked[2 * inked >= max(int(inked.max()), 1)]
    return bool(rows.size > HIGH * scale and float(rows.mean()) < SOLID * part.shape[1])


def without_text(ink: Mask, at: int, left: int, right: int, scale: float) -> tuple[int, int]:
    """A run without the lines of small print that it begins or ends with; empty where it is nothing else."""
    reach, run = round(HIGH * scale), max(9, round(RUN * scale))
    lane = ink[max(0, at - reach) : at + reach + 1]
    starts = list(range(left, right, run))
    text = [is_line_of_text(lane[:, x : min(right, x + run)], scale) for x in starts]
    if all(text):
        return left, left
    if not text[0] and not text[-1]:
        return left, right
    first, last = text.index(False), len(text) - 1 - text[::-1].index(False)
    row = slice(max(0, reach - 1), reach + 2)
    begin, end = starts[first], min(right, starts[last] + run)
    while first and begin > left and lane[row, begin - 1].any():
        begin -= 1
    while last + 1 < len(text) and end < right and lane[row, end].any():
        end += 1
    return begin, end


def stands_out(ink: Mask, r: Ruling, solid: bool, scale: float, crossing: Mask | None = None) -> bool:
    """Whether a run has white beside it, as strokes within a line of text have not; a long solid one needs little.

    `crossing`: pixels of rulings across.
    """
    at, start, end = round(r.at), round(r.start), round(r.end)
    near, far = max(2, round(1.4 * scale)), max(4, round(3.2 * scale))
    bands = [ink[max(0, at - far) : max(0, at - near), start:end], ink[at + near : at + far, start:end]]
    if solid:
        bands = [_without_second_line(band) for band in bands]
    shares = sorted(float(band.mean()) if band.size else 0.0 for band in bands)
    if solid and r.end - r.start >= LONG * scale:
        return shares[0] < CROWDED  # rows as low as their text have it close on both sides
    if solid and r.end - r.start >= SURE * scale:
        fits = shares[0] < CROWDED / 2 and (shares[1] < CROWDED * 0.7 or shares[0] < BARE)
        lane = np.s_[max(0, at - near) : at + near + 1, start:end]
        beside = ink[lane] if crossing is None else ink[lane] & ~crossing[lane]
        return fits or (shares[0] < CROWDED and _without_gaps(ink[lane], beside))
    return shares[0] < WHITE and shares[1] < (CROWDED if solid else WHITE)


def _without_second_line(band: Mask) -> Mask:
    """What stands beside a solid run, without rows as solid as it: the second line of a doubled ruling, not text."""
    return band[band.mean(axis=1) < SOLID] if band.size else band


def _without_gaps(lane: Mask, without_crossing: Mask) -> bool:
    """Whether a line is dark all along and white right beside it on one side; characters have white between them."""
    dark, rows = np.flatnonzero(lane.mean(axis=1) >= WHOLE), without_crossing.mean(axis=1)
    beside = [rows[: dark[0]], rows[dark[-1] + 1 :]] if dark.size else []
    return any(side.size and float(side.min()) <= CLEAR for side in beside)


def is_stroke(piece: Ruling, rulings: list[Ruling], met: list[float], ink: Mask, scale: float) -> bool:
    """Whether a piece that no longer one goes with in its column is a stroke of a character, white before both rulings.

    `met`: where rulings cross it. In low rows that repeat a word the last stroke of 期 reads as a broken ruling; what
    fills less than half of its row may be a dash of one, unless it is alone in its column.
    """
    column = [r for r in rulings if abs(r.at - piece.at) <= BENT * scale]
    if any(r.end - r.start >= 2 * (piece.end - piece.start) for r in column):
        return False
    if not met or piece.end - piece.start > CHARACTER * scale:
        return False
    first, last = (min(met, key=lambda at: abs(at - end)) for end in (piece.start, piece.end))
    rows = ink[max(0, round(piece.at) - 1) : round(piece.at) + 2, max(0, round(first)) : round(last) + 1]
    lane = np.asarray(rows.any(axis=0))
    dark = runs(lane)
    if len(dark) < 3 or dark[0][0] > 0 or dark[-1][1] < lane.size:
        return False
    start, end = dark[1][0], dark[-2][1]
    apart = min(start - dark[0][1], dark[-1][0] - end) >= 2  # pixels
    high = end - start >= lane.size / 2 or len(column) == 1
    return bool(apart and high and float(lane[start:end].mean()) >= FILLED)
