"""Lines of text cut out of a picture: in a cell by the white between them, elsewhere by what stands together.

All boxes are (left, top, right, bottom) in pixels, ends excluded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from shenbao_extract.ocr.engine import PixelBox
from shenbao_extract.runs import runs
from shenbao_extract.scan.rulings import OWN

Gray = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

FAINTEST = 232
INK, FAINT = 175, 205  # levels of the evened picture: ink, and what belongs to it where it touches ink
BLUR = 0.22  # points over which the grain of the paper is averaged before ink is told from it
DARKER = 1.6  # exponent of lightness: strokes thinner than a pixel are grey
FINE = 4.5  # points: lower print has thinner strokes, and smaller ones
SPECK = 0.9  # square points: a patch of ink smaller than this is dust
LEAST = 3.2  # points: a line of text is higher
SMALL, LEGIBLE = 2.0, 7.0  # points, pixels: the smallest print that is read is this high, and no lower than LEAST
HIGHEST = 26.0  # points: up to this high are lines from which the page's usual height of text is taken
TALL = 1.75  # times the usual height: a run of rows this high holds several lines
EDGE = 110  # levels: darker is a stroke at a cell's edge and no remains of the ruling
IN_SEAL = 0.5  # share of a piece that lies within a seal
LIGHTER = 45.0  # levels
LOW = 0.75  # times the page's usual height: ink so low is shown to the recogniser in a line of the usual height
TWO = 2.1  # times the height: two lines that touch
DIP, CLEAR_DIP = 0.7, 0.4  # of the ink of its other rows: less has the row between two lines that touch
FILLED = 0.75  # times the height: a lower stretch between two dips is the white between lines and no line
LEADED = 1.35  # times the height: how far lines stand from each other where not told otherwise
HAIR, ONE = 0.12, 1.15  # times the page's usual height: lines stand further apart, and one is no higher
PART = 0.5  # times the height: a lower run is a part of a character (the upper stroke of 二)
BESIDE = 0.7  # times the height: faint ink no further from a line's ends belongs to it (the bars of =)
MARK = (0.3, 1.2, 0.15)  # times the usual height: least and most width of a small sign alone, and its least height
WORDS = 1.5  # times the height: a gap this wide is a blank, and the line is read in two pieces
LONGEST = 40.0  # times the height: a longer piece is cut at a gap
PAD_X, PAD_Y = 0.35, 0.14  # times the height: white kept around a crop


@dataclass(frozen=True, slots=True)
class Cut:
    """One piece of a printed line: its ink's box, and the box to crop with the white around it.

    `high`: how high the text around it is, in pixels, where the ink alone is lower (≥ and 一 do not fill their line).
    `cut_off`: its ink runs into the cell's left or right edge, or it is too low and runs into the upper or lower one,
    so that a part of it may be missing.
    `joined`: it goes on right where the piece before it ends (a line too long for one reading).
    `remains`: it is much lighter than print and lies in a seal, a stroke of it or a thin sign; or it is a mark alone.
    """

    ink: PixelBox
    crop: PixelBox
    joined: bool = False
    high: int = 0
    cut_off: bool = False
    remains: bool = False


def fineness(usual: float, scale: float) -> float:
    """How fine a page's print is, 1 for what is FINE points high or higher: its strokes are as much thinner."""
    return min(1.0, usual / (FINE * scale))


def ink_of(clean: Gray, scale: float, fine: float = 1.0) -> Mask:
    """Where ink stands, dust left out; `scale` is pixels a point, `fine` see fineness()."""
    scale *= fine
    soft = cv2.GaussianBlur(clean, (0, 0), BLUR * scale)
    ink, faint = (255.0 - fine * (255.0 - level) for level in (INK, FAINT))
    _, labels, stats, _ = cv2.connectedComponentsWithStats((soft < faint).astype(np.uint8))
    big = stats[:, cv2.CC_STAT_AREA] >= SPECK * scale * scale
    dark = np.zeros(len(stats), dtype=bool)
    dark[labels[soft < ink]] = True
    big[0] = False
    out: Mask = (big & dark)[labels]
    return out


def crisp(picture: Gray, scale: float, fine: float) -> Gray:
    """The picture to read small print from: thin strokes darker, edges sharper. Others stay as they are."""
    if fine >= 1.0:
        return picture
    dark = np.power(picture.astype(np.float32) / 255.0, DARKER) * 255.0
    sharp = 2.0 * dark - cv2.GaussianBlur(dark, (0, 0), BLUR * scale)
    return np.asarray(np.clip(sharp, 0, 255), dtype=np.uint8)


def faint_ink_of(clean: Gray, scale: float, fine: float = 1.0) -> Mask:
    """Where even faint ink may stand: thin strokes beside others that a poor print nearly lost."""
    return np.asarray(cv2.GaussianBlur(clean, (0, 0), BLUR * scale * fine) < 255.0 - fine * (255.0 - FAINTEST))


def row_runs(ink: Mask, box: PixelBox, scale: float) -> list[tuple[int, int]]:
    """Runs of rows with ink within a box, (top, bottom), in pixels of the page."""
    left, top, right, bottom = box
    rows = ink[top:bottom, left:right].sum(axis=1)
    return [(top + a, top + b) for a, b in runs(rows > 0)]


def least_height(scale: float) -> float:
    """How high the lowest print is that can be read, in pixels: on a finer scan smaller print can."""
    return max(SMALL * scale, min(LEAST * scale, LEGIBLE))


def usual_height(runs: list[list[tuple[int, int]]], scale: float) -> float:
    """The page's usual height of a line's ink, in pixels, from the runs of rows of its cells."""
    heights = [b - a for of_cell in runs for a, b in of_cell if least_height(scale) <= b - a <= HIGHEST * scale]
    return float(median(heights)) if heights else 9.0 * scale


def cut_lines(ink: Mask, faint: Mask, box: PixelBox, usual: float, scale: float) -> list[list[Cut]]:
    """The printed lines of a cell from above, each as its pieces from left to right."""
    runs = _halves_joined(row_runs(ink, box, scale), usual)
    if not runs:
        return _lone_mark(faint, box, usual)
    left, _, right, _ = box
    heights = [b - a for a, b in runs if least_height(scale) <= b - a <= TALL * usual]
    height = max(float(median(heights)), LOW * usual) if heights else usual  # lower are parts of a broken character
    whole: list[tuple[int, int]] = []
    for run in runs:
        whole += _split(ink[run[0] : run[1], left:right], run, height)
    bands = _with_parts(whole, height)
    bands = [band for band in bands if _counts(ink[band[0] : band[1], left:right], height)]
    out = []
    for i, (top, bottom) in enumerate(bands):
        above = bands[i - 1][1] if i else box[1]
        below = bands[i + 1][0] if i + 1 < len(bands) else box[3]
        room = (max(box[1], (above + top) // 2 if i else above), min(box[3], (bottom + below + 1) // 2))
        pieces = _pieces((ink, faint), (left, top, right, bottom), max(float(bottom - top), PART * height), room)
        low = bottom - top < LOW * usual
        out.append([replace(p, high=round(usual) * low) for p in pieces])
    return [line for line in out if line] or _lone_mark(faint, box, usual)


def _halves_joined(runs: list[tuple[int, int]], usual: float) -> list[tuple[int, int]]:
    """Runs of rows a hair apart that are no higher together than a line: the halves of 台 or 吕 alone in a cell."""
    out: list[tuple[int, int]] = []
    for top, bottom in runs:
        if out and top - out[-1][1] <= HAIR * usual and bottom - out[-1][0] <= ONE * usual:
            out[-1] = (out[-1][0], bottom)
        else:
            out.append((top, bottom))
    return out


def _lone_mark(faint: Mask, box: PixelBox, usual: float) -> list[list[Cut]]:
    """A small = or ≥ alone in a cell, too thin to count as print: what it reads as must prove it (see `remains`)."""
    left, top, right, bottom = box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2
    if right <= left or bottom <= top:
        return []
    _, _, stats, _ = cv2.connectedComponentsWithStats(faint[top:bottom, left:right].astype(np.uint8))
    marks = [s for s in stats[1:] if s[cv2.CC_STAT_WIDTH] >= MARK[0] * usual]
    if not 0 < len(marks) <= 3:
        return []
    x0, y0 = (int(min(m[i] for m in marks)) for i in (0, 1))
    x1, y1 = (int(max(m[i] + m[i + 2] for m in marks)) for i in (0, 1))
    if not MARK[0] * usual <= x1 - x0 <= MARK[1] * usual or not MARK[2] * usual <= y1 - y0 <= MARK[1] * usual:
        return []
    piece = (left + x0, top + y0, left + x1, top + y1)
    return [[replace(padded(piece, box), high=round(usual), remains=True)]]


def _split(ink: Mask, run: tuple[int, int], height: float) -> list[tuple[int, int]]:
    """A run of rows that holds several lines, cut where the least ink is; as high as two without a dip it is one.

    Lines set solid are no further apart than they are high: there are as many as have a clear dip between them.
    """
    top, bottom = run
    if bottom - top <= TALL * height:
        return [run]
    rows = ink.sum(axis=1).astype(np.float64)
    usual = float(np.median(rows))
    smooth = cv2.GaussianBlur(rows[:, None], (1, 3), 0.8)[:, 0]
    count = max(2, round((bottom - top) / (LEADED * height)))
    cuts = _dips(smooth, count, height)
    for more in range(count + 1, round((bottom - top) / height) + 1):
        closer = _dips(smooth, more, height)
        filled = all(b - a >= FILLED * height for a, b in pairwise((*closer, bottom - top)))
        if len(closer) == more and filled and all(smooth[cut] <= CLEAR_DIP * usual for cut in closer[1:]):
            cuts = closer
    if bottom - top <= TWO * height and len(cuts) == 2 and smooth[cuts[1]] > DIP * usual:
        return [run]
    cuts.append(bottom - top)
    return [(top + a, top + b) for a, b in pairwise(cuts) if b - a > 0.3 * height]


def _dips(smooth: npt.NDArray[np.float64], count: int, height: float) -> list[int]:
    """Where rows that hold `count` lines are cut: their first row, and the ones with the least ink where lines end."""
    pitch = len(smooth) / count
    reach = max(2, int(0.4 * pitch))
    cuts = [0]
    for k in range(1, count):
        start = max(cuts[-1] + int(0.4 * height), int(k * pitch) - reach)
        stretch = smooth[start : int(k * pitch) + reach]
        if stretch.size:
            cuts.append(start + int(stretch.argmin()))
    return cuts


def _with_parts(runs: list[tuple[int, int]], height: float) -> list[tuple[int, int]]:
    """Low runs joined to the nearer line beside them: the strokes of 二 and 三, marks above and below."""
    out = list(runs)
    i = 0
    while i < len(out):
        top, bottom = out[i]
        if bottom - top >= PART * height or len(out) == 1:
            i += 1
            continue
        beside = [(top - out[i - 1][1], i - 1)] if i else []
        beside += [(out[i + 1][0] - bottom, i + 1)] if i + 1 < len(out) else []
        gap, j = min(beside)
        together = max(bottom, out[j][1]) - min(top, out[j][0])
        if gap <= 0.45 * height and together <= 1.4 * height:
            out[min(i, j)] = (min(top, out[j][0]), max(bottom, out[j][1]))
            del out[max(i, j)]
            i = max(0, min(i, j))
        else:
            i += 1
    return out


def _counts(ink: Mask, height: float) -> bool:
    """Whether a band holds print and not the remains of a ruling or dust."""
    columns = int(ink.any(axis=0).sum())
    return columns >= 0.25 * height or ink.shape[0] >= PART * height or _is_ring(ink)


def _is_ring(ink: Mask) -> bool:
    """Whether a band holds white that ink surrounds: a 。 alone on its line, as small as dust, which has no hole."""
    paper = np.pad(~ink, 1, constant_values=True).astype(np.uint8)
    return cv2.connectedComponents(paper, connectivity=4)[0] > 2


def _pieces(inks: tuple[Mask, Mask], box: PixelBox, height: float, room: tuple[int, int]) -> list[Cut]:
    """A line's ink in pieces: at blanks as wide as a character and a half, and where it is too long for one reading.

    `room` is the highest and lowest row that belong to the line.
    """
    ink, faint = inks
    left, top, right, bottom = box
    wide = right - left
    thin = [r for r in runs(np.asarray(faint[top:bottom, left:right].sum(axis=0) >= 2)) if r[0] > 1 and r[1] < wide - 1]
    inked = runs(np.asarray(ink[top:bottom, left:right].any(axis=0)))
    groups: list[list[tuple[int, int]]] = []
    for run in inked:
        if groups and run[0] - groups[-1][-1][1] <= WORDS * height:
            groups[-1].append(run)
        else:
            groups.append([run])
    out: list[Cut] = []
    for group, start, end in _drawn_out(groups, thin, BESIDE * height):
        wanted = [start + LONGEST * height * k for k in range(1, int((end - start) / (LONGEST * height)) + 1)]
        gaps = [(p[1], q[0]) for p, q in pairwise(group)]
        chosen = sorted({min(gaps, key=lambda g: (abs(g[0] - w) - 3 * (g[1] - g[0]), g)) for w in wanted if gaps})
        parts = pairwise([(left, start), *chosen, (end, right)])
        for i, ((before, first), (last, after)) in enumerate(parts):
            limit = (
                left + ((before + first) // 2 if i else 0),
                left + ((last + after + 1) // 2 if i < len(chosen) else right - left),
            )
            piece = (left + first, top, left + last, bottom)
            out.append(padded(piece, (max(left, limit[0]), room[0], min(right, limit[1]), room[1]), i > 0))
    return out


def _drawn_out(
    groups: list[list[tuple[int, int]]], faint: list[tuple[int, int]], reach: float
) -> list[tuple[list[tuple[int, int]], int, int]]:
    """Groups of runs with their ends drawn out over faint ink; those that then meet are one."""
    out: list[tuple[list[tuple[int, int]], int, int]] = []
    for group in groups:
        start, end = _with_faint(group[0][0], group[-1][1], faint, reach)
        if out and start < out[-1][2]:
            before, first, last = out.pop()
            group, start, end = before + group, min(first, start), max(last, end)
        out.append((group, start, end))
    return out


def _with_faint(start: int, end: int, faint: list[tuple[int, int]], reach: float) -> tuple[int, int]:
    """A piece's ends drawn out over faint ink right beside it."""
    for a, b in reversed(faint):
        if a < start <= b + reach:
            start = a
    for a, b in faint:
        if a - reach <= end < b:
            end = b
    return start, end


def padded(ink: PixelBox, limit: PixelBox, joined: bool = False) -> Cut:
    """A cut with white around its ink, within `limit`."""
    left, top, right, bottom = ink
    pad_x, pad_y = max(2, round(PAD_X * (bottom - top))), max(2, round(PAD_Y * (bottom - top)))
    start, above = max(limit[0], left - pad_x), max(limit[1], top - pad_y)
    crop = (start, above, min(limit[2], right + pad_x), min(limit[3], bottom + pad_y))
    return Cut(ink, crop, joined)


def with_remains(lines: list[list[Cut]], clean: Gray, seals: Mask, dark: float) -> list[list[Cut]]:
    """The lines, pieces marked that lie in a seal and are much lighter than print; most are the seal's own strokes.

    `dark` is how dark the page's print is; text under a seal is as dark as elsewhere, a thin ≥ alone not always.
    """

    def light(p: Cut) -> bool:
        return _share(seals, p.ink) >= IN_SEAL and darkness(clean, p.ink) > dark + LIGHTER

    return [[replace(p, remains=p.remains or light(p)) for p in line] for line in lines]


def marked(lines: list[list[Cut]], box: PixelBox, clean: Gray, scale: float) -> list[list[Cut]]:
    """The lines with the pieces marked whose dark ink runs into the ruling left or right of their cell or beyond.

    And those of the first and last line that are lower than the page's text and reach the ruling above or below.
    """
    inside = max(0, round(OWN * scale) - 1)

    def half(p: Cut) -> bool:
        return p.high > 0 and (p.ink[1] <= box[1] + 1 or p.ink[3] >= box[3] - 1)

    return [[replace(p, cut_off=half(p) or _runs_out(p.ink, box, clean, inside)) for p in line] for line in lines]


def _runs_out(ink: PixelBox, box: PixelBox, clean: Gray, inside: int) -> bool:
    """Print may stand as close as a pixel; where a ruling stood, the picture is white unless print lies over it."""
    sides = []
    if ink[0] <= box[0] + 1:
        sides.append(clean[ink[1] : ink[3], max(0, box[0] - 2) : max(1, box[0] + inside)])
    if ink[2] >= box[2] - 1:
        sides.append(clean[ink[1] : ink[3], box[2] - inside : box[2] + 2])
    return any(side.size and int(side.min()) < EDGE for side in sides)


def darkness(clean: Gray, box: PixelBox) -> float:
    """How dark the ink in a box is: a level, 255 where there is none."""
    left, top, right, bottom = box
    window = clean[top:bottom, left:right]
    ink = window[window < FAINT]
    return float(np.percentile(ink, 15)) if ink.size else 255.0


def _share(mask: Mask, box: PixelBox) -> float:
    left, top, right, bottom = box
    window = mask[top:bottom, left:right]
    return float(window.mean()) if window.size else 0.0
