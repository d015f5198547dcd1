"""Ruling lines of a picture: solid, faint, dotted, broken or doubled, as segments in pixels.

A ruling is dark and thin across its run: what is thinner than a few points is kept (a black-hat filter), averaged along
the run, and the runs that are long and lead to other rulings are taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from shenbao_extract.grid.rulings import BESIDE, Ruling
from shenbao_extract.scan.doubled import doubled_bands
from shenbao_extract.scan.patches import patches
from shenbao_extract.scan.ruling_ink import (
    BENT,
    DOUBLE,
    FILLED,
    HIGH,
    LONG,
    RUN,
    SOLID,
    SURE,
    is_line_of_text,
    is_stroke,
    stands_out,
    without_text,
)

Gray = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

THICK = 3.4  # points: a ruling is thinner
FAINT = 30  # levels of contrast that make a thin dark place
SOFT, FAINTER = 5.0, 14  # points averaged along the run, and the levels of contrast that then show through the grain
INK = 170  # levels: darker is ink
DOTTED = 0.45  # share of a run that is dark in a dotted ruling
DOTS = 2.5  # points between the dots of a dotted ruling
BREAK = 4.0  # points: the longest gap within a run
SHORTEST = 14.0  # points
GAP = 10.0  # points: a longer opening in a ruling is one
MEETS = 5.0  # points: how far a ruling may end from the one it leads to
REACHES = 2.0  # points: and a short one, which strokes in lines above each other may look like
OWN = 0.5  # points: half of a ruling's width
END = 2.0  # pixels by which a ruling's end may show beyond where it was found
CLOSE = 1.0  # points: how far a ruling may lie from the place of its column
DARKER = 60  # levels: a stroke of text is darker than a ruling by so much where rulings are light
LEAST = 6.0  # points: such a way is longer
SEEN = 0.2  # share of such a way without a seal's ink: less tells nothing


@dataclass(frozen=True, slots=True)
class FoundRulings:
    """Rulings in pixels, and the pixels they cover."""

    horizontal: tuple[Ruling, ...]
    vertical: tuple[Ruling, ...]
    mask: Mask


def find_rulings(gray: Gray, scale: float, stamped: Mask | None = None) -> FoundRulings:
    """The ruling lines of an evened, straight picture; `scale` is pixels a point, `stamped` where a seal's ink lies."""
    across = np.ascontiguousarray(gray.T)
    pieces_h, mask_h, thin_h, grainy_h = _segments(gray, scale)
    over = cv2.dilate(mask_h.view(np.uint8), np.ones((1, round(THICK * scale) | 1), np.uint8)) > 0  # crossings too
    held = [np.packbits(mask) for mask in (mask_h, thin_h, grainy_h)]  # an eighth of the memory meanwhile
    del mask_h, thin_h, grainy_h
    pieces_v, mask_v, thin_v, grainy_v = _segments(across, scale, (over & (gray < INK)).T)
    del over
    mask_h, thin_h, grainy_h = (np.unpackbits(b, count=gray.size).reshape(gray.shape).view(np.bool_) for b in held)
    ink, ink_across = gray < INK, across < INK
    flat, upright = _leading((pieces_h, pieces_v), scale)
    flat, upright = (
        [r for r in flat if not is_stroke(r, flat, _met(r, upright, scale), ink, scale)],
        [r for r in upright if not is_stroke(r, upright, _met(r, flat, scale), ink_across, scale)],
    )
    flat, upright = _doubled(flat, scale), _doubled(upright, scale)
    flat, upright = _even_places(flat, scale), _even_places(upright, scale)
    flat, upright = _ended(flat, upright, ink, scale), _ended(upright, flat, ink_across, scale)
    del ink, ink_across
    flat += _crowded(flat, upright, thin_h, gray, scale)
    upright += _crowded(upright, flat, thin_v, across, scale)
    flat += _grainy(flat, upright, thin_h | grainy_h, gray, scale)
    upright += _grainy(upright, flat, thin_v | grainy_v, across, scale)
    if stamped is not None and stamped.any():
        flat += _stamped(flat, upright, thin_h | grainy_h, stamped, scale)
        upright += _stamped(upright, flat, thin_v | grainy_v, np.ascontiguousarray(stamped.T), scale)
    mask = _near(mask_h, flat, DOUBLE * scale) | _near(mask_v, upright, DOUBLE * scale).T
    mask |= _near(thin_h, flat, OWN * scale) | _near(thin_v, upright, OWN * scale).T
    mask |= doubled_bands(flat, gray < INK, scale) | doubled_bands(upright, across < INK, scale).T
    return FoundRulings(tuple(flat), tuple(upright), mask)


def _segments(gray: Gray, scale: float, crossing: Mask | None = None) -> tuple[list[Ruling], Mask, Mask, Mask]:
    """Runs of thin dark along x; their pixels; all thin dark; what grain hid of it.

    Solid ones first: where text stands close, its strokes and a ruling make one patch at the level of dotted ones.
    `crossing`: pixels of rulings across, where none is thin; they are no gaps of a solid one, as between low rows.
    """
    thick = max(5, round(THICK * scale) | 1)
    thin = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((thick, 1), np.uint8)) >= FAINT
    run = max(9, round(RUN * scale))
    soft = cv2.blur(gray, (max(3, round(SOFT * scale) | 1), 1))
    grainy = (cv2.morphologyEx(soft, cv2.MORPH_BLACKHAT, np.ones((thick, 1), np.uint8)) >= FAINTER) | thin
    del soft
    ink = gray < INK
    pieces: list[Ruling] = []
    spread: list[Ruling] = []  # those whose ink lies not on one line
    covered = np.zeros(gray.shape, dtype=bool)
    for shown, level, least in ((thin, SOLID, SHORTEST * 0.3), (grainy, SOLID, SURE), (thin, DOTTED, SHORTEST)):
        dark = shown if crossing is None or level == DOTTED else shown | crossing
        along = cv2.boxFilter(dark.view(np.uint8), -1, (run, 1), normalize=False) >= level * run
        along[covered] = False
        for left, top, width, height in patches(along):
            if width < least * scale or height > max(thick, 0.05 * width):
                continue
            rows = np.s_[max(0, top - 1) : top + height + 1]
            gap = round((0.7 if level == SOLID else DOTS) * scale)
            left, right = _drawn_out(dark[rows], left, left + width, gap, run)
            left, right = without_text(ink, (rows.start + rows.stop) // 2, left, right, scale)
            found = _run(dark[rows, left:right], left, rows.start, scale) if right > left else None
            if found is not None and stands_out(ink, found[0], found[1] and shown is thin, scale, crossing):
                covered[rows, left:right] = True
                pieces.append(found[0])
                spread += [found[0]] if not found[1] else []
    text = [p for p in pieces if _may_be_text(p, p in spread, pieces, scale)]
    own = _own_pixels(thin, [p for p in pieces if p not in text], run, thick)
    own |= _own_pixels(grainy, [p for p in spread if p not in text], run, thick)
    return pieces, own, thin, grainy & ~thin


def _may_be_text(p: Ruling, spread: bool, pieces: list[Ruling], scale: float) -> bool:
    """Whether a run close beside a longer one may be strokes of text; the second line of a border is long and solid."""
    length = p.end - p.start
    return length < (LONG if spread else SURE) * scale and any(
        q.end - q.start > length and CLOSE * scale < abs(q.at - p.at) <= (DOUBLE + THICK) * scale and _overlap(q, p) > 0
        for q in pieces
    )


def _own_pixels(dark: Mask, pieces: list[Ruling], run: int, thick: int) -> Mask:
    """The pixels that runs cover: along each the row with the most ink, and those beside it with half as much."""
    out = np.zeros(dark.shape, dtype=bool)
    for p in pieces:
        top = max(0, round(p.at) - thick)
        for at in range(round(p.start), round(p.end), run):
            part = dark[top : round(p.at) + thick + 1, at : min(round(p.end), at + run)]
            inked = part.mean(axis=1)
            near = max(0, round(p.at) - top - thick // 2)
            first = last = near + int(inked[near : near + thick].argmax())
            half = 0.5 * float(inked[first])
            while first > 0 and inked[first - 1] >= half:
                first -= 1
            while last + 1 < len(inked) and inked[last + 1] >= half:
                last += 1
            out[top + first : top + last + 1, at : at + part.shape[1]] |= part[first : last + 1]
    return out


def _drawn_out(dark: Mask, left: int, right: int, gap: int, run: int) -> tuple[int, int]:
    """A run drawn out to where its ink ends: averaging takes off its ends, half of `run` at most, or adds to them.

    Only what lies on the run's own line at that end: strokes of text beside it are spread over more rows.
    """
    inked: Mask = np.asarray(dark.any(axis=0))
    while left < right and not inked[left]:
        left += 1
    while right > left and not inked[right - 1]:
        right -= 1
    first = _own_rows(dark[:, left : min(right, left + run)], dark)
    least = max(0, left - run // 2)
    while (before := np.flatnonzero(first[max(least, left - 1 - gap) : left])).size:
        left = max(least, left - 1 - gap) + int(before[0])
    last = _own_rows(dark[:, max(left, right - run) : right], dark)
    most = right + run // 2
    while (after := np.flatnonzero(last[right : min(most, right + gap + 1)])).size:
        right += int(after[-1]) + 1
    return left, right


def _own_rows(end: Mask, dark: Mask) -> Mask:
    """Where a run's rows are dark that hold most of its ink at one end."""
    row = int(end.sum(axis=1).argmax())
    return np.asarray(dark[max(0, row - 1) : row + 2].any(axis=0))


def _run(window: Mask, left: int, top: int, scale: float) -> tuple[Ruling, bool] | None:
    """The ruling in a window, without what averaging added, and whether it is solid; None if it has gaps.

    Solid is what is dark on one line: the strokes of a line of text are dark all along too, here one, there another.
    """
    inked = np.flatnonzero(window.any(axis=0))
    if inked.size < SHORTEST * scale * 0.3:
        return None
    gaps = np.diff(inked)
    if gaps.size and int(gaps.max()) > BREAK * scale:
        return None
    weights = window.sum(axis=1)
    middle = top + float((weights * np.arange(weights.size)).sum()) / max(float(weights.sum()), 1.0) + 0.5
    start, end, run = int(inked[0]), int(inked[-1]) + 1, max(9, round(RUN * scale))
    parts = [window[:, i : min(end, i + run)] for i in range(start, end, run)]
    dark = sum(int(_own_rows(part, part).sum()) for part in parts)
    return Ruling(middle, left + start, left + end), dark >= SOLID * (end - start)


def _joined(pieces: list[Ruling], scale: float) -> list[Ruling]:
    """Pieces that follow each other on one line as one ruling; a line may lean or bend a little."""
    out: list[Ruling] = []
    for piece in sorted(pieces, key=lambda r: r.start):
        for i, before in enumerate(out):
            gap = piece.start - before.end
            if -piece.end + piece.start < gap <= GAP * scale and abs(piece.at - before.at) <= 1.5 * scale:
                length_a, length_b = before.end - before.start, piece.end - piece.start
                at = (before.at * length_a + piece.at * length_b) / (length_a + length_b)
                out[i] = Ruling(at, before.start, max(before.end, piece.end))
                break
        else:
            out.append(piece)
    return out


def _doubled(rulings: list[Ruling], scale: float) -> list[Ruling]:
    """Two lines of a doubled border drawn at one place."""
    out: list[Ruling] = []
    for r in sorted(rulings, key=lambda r: r.start - r.end):
        near = next((o for o in out if abs(o.at - r.at) <= DOUBLE * scale and _overlap(o, r) > 0), None)
        out.append(r if near is None else Ruling(near.at, r.start, r.end))
    return out


def _overlap(a: Ruling, b: Ruling) -> float:
    return min(a.end, b.end) - max(a.start, b.start)


def _even_places(rulings: list[Ruling], scale: float) -> list[Ruling]:
    """Rulings of one row or column at one place, that of the longer ones, though the paper is a little bent."""
    out: list[Ruling] = []
    for r in sorted(rulings, key=lambda r: r.start - r.end):
        near = min((o for o in out if abs(o.at - r.at) <= BENT * scale), key=lambda o: abs(o.at - r.at), default=None)
        out.append(r if near is None else Ruling(near.at, r.start, r.end))
    return out


def _leading(pieces: tuple[list[Ruling], list[Ruling]], scale: float) -> tuple[list[Ruling], list[Ruling]]:
    """Rulings that are long and meet others, and then, again and again, shorter ones that lead from one to another.

    Pieces are joined where they lie on one line. Strokes of characters are short and lead nowhere; joined to one, a
    piece that leads from ruling to ruling counts for itself.
    """
    flat, upright = (_joined(p, scale) for p in pieces)
    kept = [[r for r in rulings if r.end - r.start >= SURE * scale] for rulings in (flat, upright)]
    for _ in range(3):
        kept = [[r for r in kept[i] if _meets(r, kept[1 - i], scale)] for i in (0, 1)]
    found = -1
    while found != sum(map(len, kept)):
        found = sum(map(len, kept))
        for i, rulings in enumerate((flat, upright)):
            kept[i] += [r for r in rulings if r not in kept[i] and _spans(r, kept[1 - i], scale)]
            kept[i] += [p for p in pieces[i] if _spans(p, kept[1 - i], scale) and not _lies_on(p, kept[i], scale)]
    return kept[0], kept[1] + _beside(upright, kept[1])


def _lies_on(piece: Ruling, rulings: list[Ruling], scale: float) -> bool:
    return any(abs(r.at - piece.at) <= BENT * scale and _overlap(r, piece) > 0 for r in rulings)


def _beside(upright: list[Ruling], kept: list[Ruling]) -> list[Ruling]:
    """Rulings that meet no other and stand beside a table over its height: the page cuts their column at both ends."""
    if not kept:
        return []
    top, bottom = min(r.start for r in kept), max(r.end for r in kept)
    left, right = min(r.at for r in kept), max(r.at for r in kept)
    return [
        r
        for r in upright
        if not left <= r.at <= right and min(r.end, bottom) - max(r.start, top) >= BESIDE * (bottom - top)
    ]


def _ended(rulings: list[Ruling], crossing: list[Ruling], ink: Mask, scale: float) -> list[Ruling]:
    """Solid rulings without the text that they were drawn out over beyond the last one that crosses them."""
    run, reach = RUN * scale, round(CLOSE * scale)

    def solid(r: Ruling, start: float, end: float) -> bool:
        lane = ink[max(0, round(r.at) - reach) : round(r.at) + reach + 1, max(0, round(start)) : round(end)]
        return lane.size == 0 or float(lane.mean(axis=1).max()) >= SOLID

    def ended(r: Ruling) -> Ruling:
        met = sorted(_met(r, crossing, scale))
        if not met:
            return r
        first, last = met[0], met[-1]
        text_before = OWN * scale < first - r.start <= run / 2 and solid(r, first, first + run)
        text_after = OWN * scale < r.end - last <= run / 2 and solid(r, last - run, last)
        start = first if text_before and not solid(r, r.start, first - reach) else r.start
        end = last if text_after and not solid(r, last + reach, r.end) else r.end
        return Ruling(r.at, start, end)

    return [ended(r) for r in rulings]


def _met(r: Ruling, crossing: list[Ruling], scale: float) -> list[float]:
    """Where rulings that cross or touch `r` stand."""
    reach = MEETS * scale
    return [
        c.at for c in crossing if c.start - reach <= r.at <= c.end + reach and r.start - reach <= c.at <= r.end + reach
    ]


def _meets(r: Ruling, crossing: list[Ruling], scale: float) -> bool:
    return bool(_met(r, crossing, scale))


def _spans(r: Ruling, crossing: list[Ruling], scale: float) -> bool:
    """Whether both ends of a run stand at rulings that cross it."""
    met = _met(r, crossing, scale)
    return all(any(abs(at - end) <= REACHES * scale for at in met) for end in (r.start, r.end))


def _crowded(rulings: list[Ruling], crossing: list[Ruling], thin: Mask, gray: Gray, scale: float) -> list[Ruling]:
    """What text close on both sides had hidden: dark runs from one crossing ruling to the next, at a known place.

    As dark as the ruling is elsewhere: in a low row the upright stroke of 中 fills the way between light rulings.
    """
    marks = sorted({c.at for c in crossing})
    reach = round(CLOSE * scale)
    out = []
    for at in sorted({r.at for r in rulings}):
        lane = thin[max(0, round(at) - reach) : round(at) + reach + 1]
        there = [r for r in rulings if r.at == at]
        usual = float(np.median([_darkness(gray, at, r.start, r.end, reach) for r in there]))
        for start, end in pairwise(marks):
            inside = lane[:, round(start) + reach : round(end) - reach]
            known = sum(max(0.0, min(end, r.end) - max(start, r.start)) for r in there)
            if inside.shape[1] < LEAST * scale or known >= 0.5 * (end - start) or not _on_one_line(inside, scale):
                continue
            if _darkness(gray, at, start + reach, end - reach, reach) > usual - DARKER:
                out.append(Ruling(at, start, end))
    return out


def _darkness(gray: Gray, at: float, start: float, end: float, reach: int) -> float:
    """The level of what is darkest along a lane, the middle of all its places."""
    lane = gray[max(0, round(at) - reach) : round(at) + reach + 1, round(start) : round(end)]
    return float(np.median(lane.min(axis=0))) if lane.size else 0.0


def _on_one_line(lane: Mask, scale: float) -> bool:
    """Whether the dark along a lane lies on one line, as a ruling's does; strokes of text are spread over its width."""
    wide = min(lane.shape[0], max(2, round(OWN * scale)))
    return any(float(lane[i : i + wide].any(axis=0).mean()) >= FILLED for i in range(lane.shape[0] - wide + 1))


def _grainy(rulings: list[Ruling], crossing: list[Ruling], thin: Mask, gray: Gray, scale: float) -> list[Ruling]:
    """Stretches of known rulings that only show once the grain of a poor print is averaged, with white beside them."""
    ink = gray < INK
    reach = round(HIGH * scale)
    return [
        r
        for r in _crowded(rulings, crossing, thin, gray, scale)
        if stands_out(ink, r, False, scale)
        and not is_line_of_text(
            ink[max(0, round(r.at) - reach) : round(r.at) + reach + 1, round(r.start) : round(r.end)], scale
        )
    ]


def _stamped(rulings: list[Ruling], crossing: list[Ruling], thin: Mask, stamped: Mask, scale: float) -> list[Ruling]:
    """Stretches of known rulings under a seal: they run on at both ends, and show between its strokes."""
    marks = sorted({c.at for c in crossing})
    reach, meets = round(CLOSE * scale), MEETS * scale
    out = []
    for at in sorted({r.at for r in rulings}):
        rows = slice(max(0, round(at) - reach), round(at) + reach + 1)
        end = None
        for r in sorted((r for r in rulings if r.at == at), key=lambda r: r.start):
            if end is not None and r.start - end >= LEAST * scale:
                gap = slice(round(end) + reach, round(r.start) - reach)
                inked = stamped[rows, gap].any(axis=0)
                within = [m for m in marks if end + meets < m < r.start - meets]
                every = all(stamped[rows, round(x0) : round(x1)].any() for x0, x1 in pairwise([end, *within, r.start]))
                shown = thin[rows, gap][:, ~inked]
                if every and (shown.shape[1] < SEEN * inked.size or _on_one_line(shown, scale)):
                    out.append(Ruling(at, end, r.start))
            end = r.end if end is None else max(end, r.end)
    return out


def _near(mask: Mask, rulings: list[Ruling], distance: float) -> Mask:
    """The pixels of a mask that lie on one of the rulings, or no further beside it than `distance` pixels."""
    lane = np.zeros(mask.shape, dtype=bool)
    reach, beyond = round(distance), round(min(distance, END))
    for r in rulings:
        rows = slice(max(0, round(r.at) - reach), round(r.at) + reach + 1)
        lane[rows, max(0, round(r.start) - beyond) : round(r.end) + beyond] = True
    return mask & lane
