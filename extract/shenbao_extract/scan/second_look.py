"""Where lines were read poorly, the engine's own line detection is asked: under seals, in noise, where lines touch.

Detection loses lines now and then, cutting by white does not; so what was read surely stays whatever detection says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from shenbao_extract.ocr.engine import Engine, Gray, PixelBox
from shenbao_extract.scan.lines import Cut
from shenbao_extract.scan.reading import KNOWN, POOR, Piece, full_stop, hopeless, read_cuts

DIRT = 0.7  # below it, and where detection sees no line, a piece is no print but a stroke of a seal or dust
STROKES = re.compile(r"[1Il=|丨一\-—_.,'·/ A-Za-z]*")  # what strokes of a seal are read as
SIGN_OR_FIGURE = re.compile(r"[≥≤><=%‰]|[≥≤]?\d[\d,.]*[%‰]?")
SIGN = re.compile(r"[≥≤><=%‰]")
FIGURE_LIKE = re.compile(r"[^0-9≥≤><=%‰.]|[.=](?!\d)")  # all but figures and signs
HAN = re.compile(r"[\u4e00-\u9fff]{3,}")
LIKELY = 0.8  # confidence of Chinese words that are print
WORDS = 4  # characters: so many read surely are print, though a seal made them light
MAYBE = 0.5  # confidence of a sign or figure below which what a seal left is none
ALSO = 0.4  # share of a piece's height and width that a detected line must cover to stand for it


@dataclass(frozen=True, slots=True)
class Patch:
    """A place of the picture (a cell, or what is around the tables) with its lines of read pieces; `loose` is around.

    `crowded`: more stands in it than lines of text, as where a seal lies over them. `dropped`: readings that were
    taken for strokes of a seal or dust.
    """

    box: PixelBox
    lines: tuple[tuple[Piece, ...], ...]
    crowded: bool = False
    dropped: tuple[str, ...] = ()
    loose: bool = False

    def poor(self) -> list[PixelBox]:
        """The places that should be looked at again."""
        if self.crowded:
            return [self.box]
        out = []
        for piece in (p for line in self.lines for p in line):
            sure, text = piece.first.confidence, piece.first.text
            if (sure < POOR and not self.loose and not _sign(piece)) or (
                self.cut_off(piece) and STROKES.fullmatch(text)
            ):
                out.append(self._around(piece.cut.ink))
        return out

    def _around(self, ink: PixelBox) -> PixelBox:
        """A piece's place with the lines beside it."""
        room = round(1.2 * (ink[3] - ink[1]))
        left, top, right, bottom = self.box
        wide = round(2.0 * (ink[3] - ink[1]))
        return max(left, ink[0] - wide), max(top, ink[1] - room), min(right, ink[2] + wide), min(bottom, ink[3] + room)

    def cut_off(self, piece: Piece) -> bool:
        """Whether a piece runs into the patch's upper or lower edge, as what lies over the rulings does."""
        _, top, _, bottom = piece.cut.ink
        return top <= self.box[1] + 2 or bottom >= self.box[3] - 2


def without_remains(patch: Patch) -> Patch:
    """The patch without pieces that are what a seal left, by their darkness and by what they read as.

    A sign or figure among them that reads surely stays; one that may be one is told as dropped, or doubted
    where the cell holds nothing else.
    """
    if not any(p.cut.remains for line in patch.lines for p in line):
        return patch
    alone = all(p.cut.remains for line in patch.lines for p in line)
    lines: list[tuple[Piece, ...]] = []
    dropped: list[str] = []
    for line in patch.lines:
        kept = []
        for p in line:
            sure, again = min(p.first.sure, default=0.0), min(p.second.sure, default=0.0) if p.second else 0.0
            twice = p.second is not None and p.second.text == p.first.text
            proved = sure >= KNOWN and twice and not STROKES.fullmatch(p.first.text)
            words = len(p.first.text) >= WORDS and p.first.confidence >= POOR
            if not p.cut.remains or words or (_figure(p) and proved):
                kept.append(p)
            elif _figure(p) and alone and max(sure, again * twice) >= MAYBE:
                kept.append(replace(p, cut=replace(p.cut, cut_off=True)))
            else:
                dropped += [p.first.text] if p.second and p.first.confidence >= MAYBE else []
        lines += [tuple(kept)] if kept else []
    return replace(patch, lines=tuple(lines), dropped=tuple(dropped))


def _sign(piece: Piece) -> bool:
    """Whether both readings of a piece are a sign alone: it was read beside a number, where detection has none."""
    return _both(piece, SIGN)


def _figure(piece: Piece) -> bool:
    """Whether both readings of a piece are a sign or figure."""
    return _both(piece, SIGN_OR_FIGURE)


def _both(piece: Piece, pattern: re.Pattern[str]) -> bool:
    return bool(piece.second) and all(pattern.fullmatch(r.text) for r in (piece.first, piece.second) if r)


def look_again(patches: Sequence[Patch], pictures: tuple[Gray, Gray, Gray], engine: Engine) -> list[Patch]:
    """The patches, those read poorly cut anew by line detection where this reads better.

    `pictures`: where lines are detected, and the two from which they are read (see read_cuts()).
    """
    clean, soft, raw = pictures
    known = [p for patch in patches for line in patch.lines for p in line]
    if hopeless([p.first for p in known]):
        return list(patches)
    places = {i: poor for i, patch in enumerate(patches) if (poor := patch.poor())}
    out = list(patches)
    found: list[PixelBox] = []
    for region in _regions([place for of_patch in places.values() for place in of_patch]):
        left, top, right, bottom = region
        boxes = engine.detect(clean[top:bottom, left:right])
        if boxes is None:
            return out
        found += [(b[0] + left, b[1] + top, b[2] + left, b[3] + top) for b in boxes]
    cuts = {i: _within(found, patches[i].box) for i in places}
    pieces = iter(read_cuts([c for of_patch in cuts.values() for c in of_patch], soft, raw, engine, known, clean))
    for i, of_patch in cuts.items():
        out[i] = _better(patches[i], _with_full_stops([next(pieces) for _ in of_patch], patches[i]), places[i])
    return out


def _regions(boxes: Sequence[PixelBox]) -> list[PixelBox]:
    """Boxes that touch or lie near each other as one region."""
    out: list[PixelBox] = []
    for box in sorted(boxes, key=lambda b: (b[1], b[0])):
        joined = box
        rest = []
        for other in out:
            if (
                min(joined[3], other[3]) - max(joined[1], other[1]) > -20
                and min(joined[2], other[2]) - max(joined[0], other[0]) > -20
            ):
                start, top = min(joined[0], other[0]), min(joined[1], other[1])
                joined = (start, top, max(joined[2], other[2]), max(joined[3], other[3]))
            else:
                rest.append(other)
        out = [*rest, joined]
    return out


def _within(found: Sequence[PixelBox], box: PixelBox) -> list[Cut]:
    """The parts of detected lines that lie in a patch."""
    out = []
    for b in found:
        height = b[3] - b[1]
        part = (max(b[0], box[0]), max(b[1], box[1]), min(b[2], box[2]), min(b[3], box[3]))
        if part[3] - part[1] >= 0.5 * height and part[2] - part[0] >= 0.4 * height:
            inset = round(0.12 * height)
            out.append(Cut((part[0] + inset, part[1] + inset, part[2] - inset, part[3] - inset), part))
    return out


def _with_full_stops(pieces: list[Piece], patch: Patch) -> list[Piece]:
    """Detected pieces, rings that are lower than the patch's digits taken for full stops."""
    heights = [p.cut.high or p.cut.ink[3] - p.cut.ink[1] for line in patch.lines for p in line]
    high = round(median(heights)) if heights else 0
    out = []
    for p in pieces:
        first = full_stop(p.first, replace(p.cut, high=high))
        out.append(p if first is p.first else Piece(p.cut, first))
    return out


def _better(patch: Patch, detected: list[Piece], places: Sequence[PixelBox]) -> Patch:
    """A patch with the better of both readings at each place."""
    kept: list[Piece] = []
    dropped: list[str] = []
    print_too: list[Piece] = []  # detected where a piece was cut too
    for piece in (p for line in patch.lines for p in line):
        if not any(_inside(piece.cut.ink, place) for place in places):
            kept.append(piece)
            detected = [d for d in detected if not _covers(d.cut.ink, piece.cut.ink)]
            continue
        rivals = [d for d in detected if _covers(d.cut.ink, piece.cut.ink)]
        best = max((d.first.confidence for d in rivals), default=0.0)
        text, sure = piece.first.text, piece.first.confidence
        stray = patch.cut_off(piece) and (bool(STROKES.fullmatch(text)) or (sure < POOR and not _words(piece)))
        if stray and not piece.cut.remains and not STROKES.fullmatch(text):
            stray = best < MAYBE or len(_text(rivals)) < 0.6 * len(text)  # dark, and detection sees a line too: print
        if stray:
            detected = [d for d in detected if d not in rivals or d.first.confidence >= KNOWN]
        elif rivals and best >= sure - 0.02 and len(_text(rivals)) >= 0.6 * len(text):
            dropped += [text] if sure >= MAYBE and _figures_lost(piece, rivals) else []
            print_too += rivals
            continue
        if stray or (not rivals and sure < (POOR if STROKES.fullmatch(text) else DIRT)):
            dropped += [text] if best < POOR else []
            continue
        kept.append(piece)
        detected = [d for d in detected if d not in rivals]
    for piece in detected:
        least = KNOWN if patch.cut_off(piece) and piece not in print_too else 0.0
        if piece.first.text.strip() and piece.first.confidence >= least:
            kept.append(piece)
    return replace(patch, lines=_in_lines(kept), dropped=(*patch.dropped, *dropped))


def _words(piece: Piece) -> bool:
    """Whether a piece reads as Chinese words, not quite surely: print that strokes of a seal run into."""
    return bool(HAN.fullmatch(piece.first.text)) and piece.first.confidence >= LIKELY


def _figures_lost(piece: Piece, rivals: Sequence[Piece]) -> bool:
    """Whether the new reading of a place does not hold the figures and signs of the old one: <1%0 read as <1%."""
    old, new = (FIGURE_LIKE.sub("", t) for t in (piece.first.text, _text(rivals)))
    wide = sum(r.cut.ink[2] - r.cut.ink[0] for r in rivals) > 1.3 * (piece.cut.ink[2] - piece.cut.ink[0])
    return old not in new if wide else old != new


def _inside(ink: PixelBox, place: PixelBox) -> bool:
    """Whether a piece lies wholly in a place that was looked at."""
    return place[0] <= ink[0] and place[1] <= ink[1] and ink[2] <= place[2] and ink[3] <= place[3]


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(p.first.text for p in pieces)


def _covers(a: PixelBox, b: PixelBox) -> bool:
    high = min(a[3], b[3]) - max(a[1], b[1])
    wide = min(a[2], b[2]) - max(a[0], b[0])
    return high >= ALSO * min(b[3] - b[1], a[3] - a[1]) and wide >= ALSO * min(b[2] - b[0], a[2] - a[0])


def _in_lines(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Pieces into lines from above, each from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.cut.ink[1] + p.cut.ink[3]):
        top, bottom = piece.cut.ink[1], piece.cut.ink[3]
        if lines:
            last = lines[-1][-1].cut.ink
            if min(bottom, last[3]) - max(top, last[1]) >= 0.5 * min(bottom - top, last[3] - last[1]):
                lines[-1].append(piece)
                continue
        lines.append([piece])
    return tuple(tuple(sorted(line, key=lambda p: p.cut.ink[0])) for line in lines)
