"""Cut lines read by an engine: once all of them, and what holds figures a second time from another preparation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from shenbao_extract.ocr.engine import Engine, Gray, PixelBox, Recognised
from shenbao_extract.scan.lines import Cut
from shenbao_extract.scan.lost_marks import with_marks, words_of
from shenbao_extract.scan.signs import SIGNS, WITH_BAR, WITHOUT_BAR, has_bar, is_equals, percent_reach, percent_width

FIGURE = re.compile(r"[0-9０-９≥≤≧≦><＞＜=＝±%％‰]")
LIKE_FIGURE = re.compile(r"[之二乙己丨|lIiOoQSZzB〇》《〉〈〔]")  # what recognisers make of figures and signs
ENOUGH, WIDER = 2, 1.22  # how many % tell their usual width; times it, what is no % any more
ALIKE = 0.12  # how much the widths of % differ that are printed alike
FURTHER = 1.3  # times the usual reach, or the usual width where only two tell it
MARKUP = re.compile(r"</?[A-Za-z]+>")  # leaked into print: no signs of comparison
NUMBER = re.compile(r"[1-9][0-9]{1,3}")
MANY = 40  # lines: fewer say nothing of a page's print
POOR = 0.88  # confidence of a line below which it is read poorly
KNOWN = 0.97  # confidence of a number or character that is taken for known
SIGN_LIKE = frozenset("VWvwNMKZzxXyYTFEL二三一之乙工69h为")
PLAIN = 0.9  # confidence of ≥ or ≤ that is too small for its pixels to tell of its bar
FULLY = 0.6  # of the characters another reading has
SEEN = 0.7  # confidence of = where the network reads nothing and the pixels are two level strokes
TIPS = 0.25  # times a sign's height: what is shown of the paper around it
RINGS = frozenset("0oO〇°")
RING = 0.6  # times the height of text: no digit is so low
TINY = 15  # pixels: in lower print strokes go with an uneven background
SHORT = 14  # characters: in so short a line such a character may have been a figure
STRETCH = 1.12  # the second crop is wider by this: other columns of the network see each stroke


@dataclass(frozen=True, slots=True)
class Piece:
    """What was read on `cut`: `second` where it was read twice, `signs` where the pixels contradict the first.

    `marked`: the first with marks that its gaps tell of (see lost_marks.py).
    """

    cut: Cut
    first: Recognised
    second: Recognised | None = None
    signs: str | None = None
    marked: Recognised | None = None

    @property
    def text(self) -> str:
        """What is taken for printed there."""
        return (self.marked or self.first).text


def read_cuts(
    cuts: Sequence[Cut],
    clean: Gray,
    raw: Gray,
    engine: Engine,
    known: Sequence[Piece] = (),
    harder: Gray | None = None,
) -> list[Piece]:
    """Each cut read; `clean` is the prepared picture, `raw` the straight one before its background was evened.

    `known`: what was read of the page before, among which there may be numbers beside which signs are read.
    `harder`: a picture with more contrast, asked where the first is read poorly, as where a grey seal lies over print.
    """
    first = engine.read([_in_line(_crop(clean, cut.crop), cut) for cut in cuts])
    if harder is not None:
        first = _surer(first, cuts, harder, engine)
    tiny = [i for i, cut in enumerate(cuts) if _tiny(cut, first[i])]
    bare = dict(zip(tiny, engine.read([_in_line(_crop(raw, cuts[i].crop), cuts[i]) for i in tiny]), strict=True))
    taken = {i: found for i, found in bare.items() if _reads_better(found, first[i]) and _as_many(found, first[i])}
    first = [taken.get(i, found) for i, found in enumerate(first)]
    numbers = _numbers([*((p.first, p.cut) for p in known), *zip(first, cuts, strict=True)], clean)
    first = [full_stop(f, c) for f, c in zip(_lone_signs(first, cuts, clean, engine, numbers[:1]), cuts, strict=True)]
    again = [i for i, found in enumerate(first) if _needs_proof(found.text)]
    others = [_other_crop(clean if i in taken else raw, cuts[i]) for i in again]
    second = dict(zip(again, engine.read(others), strict=True))
    lone = [i for i in again if _may_be_sign(second[i], cuts[i])]
    if lone:
        told = _lone_signs([second[i] for i in lone], [cuts[i] for i in lone], clean, engine, numbers[1:], again=True)
        second |= dict(zip(lone, told, strict=True))
    second = {i: full_stop(f, cuts[i]) for i, f in second.items()}
    signs = {i: signs_on(_crop(clean, cuts[i].crop), first[i]) for i in again}
    for i, text in _per_mille({i: first[i] for i in again}, cuts, clean).items():
        signs[i] = signs[i] or text
    marked = {i: with_marks(first[i], found, _crop(clean, cuts[i].crop)) for i, found in bare.items()}
    marked = {i: found for i, found in marked.items() if found.text != first[i].text}
    return [Piece(cuts[i], found, second.get(i), signs.get(i), marked.get(i)) for i, found in enumerate(first)]


def _tiny(cut: Cut, found: Recognised) -> bool:
    """Whether a line's print is so small; one character alone may be what is left of a seal."""
    return max(cut.ink[3] - cut.ink[1], cut.high) <= TINY and len(found.text) > 1


def _as_many(found: Recognised, than: Recognised) -> bool:
    """Whether a line was read with as many characters, of which dust adds some; no fewer where it was read poorly."""
    many, few = len(words_of(found)), len(words_of(than))
    return many == few or (many > few and than.confidence < POOR)


def _reads_better(found: Recognised, than: Recognised) -> bool:
    """Whether a line was read more surely, and as fully."""
    return found.confidence > than.confidence and len(found.text) >= FULLY * len(than.text)


def _surer(read: list[Recognised], cuts: Sequence[Cut], harder: Gray, engine: Engine) -> list[Recognised]:
    """The readings, poor ones from another picture where that is read more surely and as fully."""
    poor = [i for i, found in enumerate(read) if found.confidence < POOR]
    if hopeless(read):
        return read
    out = list(read)
    for i, found in zip(poor, engine.read([_in_line(_crop(harder, cuts[i].crop), cuts[i]) for i in poor]), strict=True):
        if _reads_better(found, read[i]):
            out[i] = found
    return out


def hopeless(read: Sequence[Recognised]) -> bool:
    """Whether most lines of a page are read poorly: its print is too small, and asking again helps none of them."""
    return len(read) >= MANY and sum(found.confidence < POOR for found in read) > len(read) / 2


def _numbers(read: Sequence[tuple[Recognised, Cut]], clean: Gray) -> list[tuple[str, Gray]]:
    """Two numbers that were read surely, of two digits or three where there are such, with their pictures."""
    whole = [(f, c.ink) for f, c in read if not c.joined and not c.high]  # of a lower one a part was cut off
    sure = [(f.text, ink) for f, ink in whole if NUMBER.fullmatch(f.text) and f.confidence >= KNOWN]
    sure.sort(key=lambda n: abs(len(n[0]) - 2.5))
    other = next((n for n in sure if n[0] != sure[0][0]), sure[0]) if sure else None
    return [(text, _crop(clean, ink)) for text, ink in (sure[0], other)] if other else []


def _per_mille(found: dict[int, Recognised], cuts: Sequence[Cut], clean: Gray) -> dict[int, str]:
    """Lines whose last % is wider than the page's others, with ‰ in its place: what the pixels suggest.

    Its width where white stands before it; in small print how far it reaches from the digit before it.
    """
    out: dict[int, str] = {}
    proved: set[int] = set()  # as wide as the others, where white tells its width
    ends = {i: f for i, f in found.items() if len(f.at) >= 2 and f.text[-1] == "%" and f.text[-2].isdigit()}
    for measure, least in ((percent_width, WIDER), (percent_reach, FURTHER)):
        told = {i: measure(_crop(clean, cuts[i].crop), f.at[-2], f.at[-1]) for i, f in ends.items() if i not in proved}
        sizes = {i: size for i, size in told.items() if size is not None}
        for i, size in sizes.items():
            others = [other for j, other in sizes.items() if j != i]
            if len(others) >= ENOUGH and size > (least if len(others) > ENOUGH else FURTHER) * median(others):
                out[i] = found[i].text[:-1] + "‰"
            elif measure is percent_width and len(others) > ENOUGH and abs(size / median(others) - 1.0) <= ALIKE:
                proved.add(i)
    return out


def _lone_signs(
    read: list[Recognised],
    cuts: Sequence[Cut],
    clean: Gray,
    engine: Engine,
    numbers: Sequence[tuple[str, Gray]],
    again: bool = False,
) -> list[Recognised]:
    """The readings, those of single signs made anew beside a number of the page, the first of `numbers`.

    Recognisers know ≥ from the number behind it and % from the one before; alone in a column of their own they take
    ≥ for V, W or 二, and % for 6 or x. The number is one that was read surely; the sign is what stands beside it in the
    new reading.
    `again`: stretched, for a second reading.
    """
    lone = [i for i, f in enumerate(read) if _may_be_sign(f, cuts[i])]
    if not numbers or not lone:
        return read
    number, picture = numbers[0]
    signs = [i for i in lone if read[i].text not in ("6", "9")]
    out = list(read)
    for i, found in zip(
        signs, engine.read([_beside(_sign_on(clean, cuts[i]), picture, again) for i in signs]), strict=True
    ):
        sign = found.text.removesuffix(number).strip().replace("≈", "=")  # no form prints ≈: a = that is blurred
        if found.text.endswith(number) and sign and FIGURE.fullmatch(sign) and not sign.isdigit() and sign not in "%‰":
            out[i] = Recognised(sign, found.sure[: len(sign)], (0.5,) * len(sign))
    rest = [i for i in lone if out[i] is read[i]]
    for i, found in zip(
        rest, engine.read([_beside(picture, _sign_on(clean, cuts[i]), again) for i in rest]), strict=True
    ):
        sign = found.text.removeprefix(number).strip()
        if found.text.startswith(number) and sign in ("%", "‰"):
            out[i] = Recognised(sign, found.sure[-1:], (0.5,))
        elif _low(cuts[i]) and is_equals(_sign_on(clean, cuts[i])):
            out[i] = Recognised("=", (SEEN,), (0.5,))
    return out


def _low(cut: Cut) -> bool:
    """Whether a cut is as low as = is, and ≥ and all digits are not."""
    return cut.ink[3] - cut.ink[1] <= RING * cut.high


def _may_be_sign(found: Recognised, cut: Cut) -> bool:
    """Whether a cut may hold a sign alone, whatever was read there."""
    number = NUMBER.fullmatch(found.text) and found.confidence >= KNOWN
    return len(found.text) <= 2 and _narrow(cut) and not number and not _plain(found)


def _sign_on(clean: Gray, cut: Cut) -> Gray:
    """The picture of a sign alone, with what a threshold may have cut off it: a thin bar, the tips of its arms."""
    left, top, right, bottom = cut.ink
    beside, above = max(1, round(TIPS * (bottom - top))), max(1, round(TIPS * max(bottom - top, cut.high)))
    return _crop(clean, (max(0, left - beside), max(0, top - above), right + beside, bottom + above))


def full_stop(found: Recognised, cut: Cut) -> Recognised:
    """The reading, a ring alone on its line that is too low for a digit taken for the full stop it is."""
    low = cut.ink[3] - cut.ink[1] < RING * cut.high
    return Recognised("。", found.sure, found.at) if low and found.text in RINGS else found


def _narrow(cut: Cut) -> bool:
    """Whether a cut holds one character at most."""
    left, top, right, bottom = cut.ink
    return right - left <= 1.5 * max(bottom - top, cut.high or 1)


def _plain(found: Recognised) -> bool:
    """Whether one character was read surely that no sign is taken for."""
    text = found.text
    sure = len(text) == 1 and found.confidence >= KNOWN
    return sure and (text.isdigit() or text.isalpha()) and text not in SIGN_LIKE


def _beside(first: Gray, other: Gray, stretched: bool) -> Gray:
    """Two pictures, of a sign and a number, the other right behind the first, in one line with white around."""
    high = max(first.shape[0], other.shape[0])
    edge, gap = max(3, high // 3), max(2, high // 5)

    def set_in(part: Gray) -> Gray:
        above = (high - part.shape[0]) // 2
        filled = cv2.copyMakeBorder(part, above, high - part.shape[0] - above, 0, gap, cv2.BORDER_CONSTANT, value=255)
        return np.asarray(filled, dtype=np.uint8)

    line = np.hstack([set_in(first), set_in(other)])
    if stretched:
        line = np.asarray(cv2.resize(line, None, fx=STRETCH, fy=1.0, interpolation=cv2.INTER_CUBIC))
    return np.asarray(
        cv2.copyMakeBorder(line, edge // 2, edge // 2, edge, edge, cv2.BORDER_CONSTANT, value=255), dtype=np.uint8
    )


def _needs_proof(text: str) -> bool:
    return bool(FIGURE.search(text) or (len(text) <= SHORT and LIKE_FIGURE.search(text)))


def _crop(picture: Gray, box: PixelBox) -> Gray:
    left, top, right, bottom = box
    return picture[top:bottom, left:right]


def _in_line(crop: Gray, cut: Cut) -> Gray:
    """The crop with white above and below, where its ink is lower than the text around it."""
    missing = round(1.3 * cut.high) - crop.shape[0]
    if missing <= 0:
        return crop
    above = missing // 2
    edge = max(1, missing // 4)
    padded = cv2.copyMakeBorder(crop, above, missing - above, edge, edge, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(padded, dtype=np.uint8)


def _other_crop(raw: Gray, cut: Cut) -> Gray:
    """The same line prepared otherwise: from the unevened picture, stretched, in its own contrast, set in white."""
    left, top, right, bottom = cut.ink
    pad = max(1, round(0.06 * (bottom - top)))
    _, upper, _, lower = cut.crop
    line = raw[max(upper, top - pad) : min(lower, bottom + pad), max(0, left - pad) : right + pad]
    low, high = np.percentile(line, (1, 90))
    level = np.clip((line.astype(np.float32) - low) * (255.0 / max(float(high - low), 32.0)), 0, 255).astype(np.uint8)
    wide = cv2.resize(level, None, fx=STRETCH, fy=1.0, interpolation=cv2.INTER_CUBIC)
    edge_y, edge_x = max(2, round(0.14 * (bottom - top))), max(3, round(0.4 * (bottom - top)))
    out = cv2.copyMakeBorder(wide, edge_y, edge_y, edge_x, edge_x, cv2.BORDER_CONSTANT, value=255)
    return _in_line(np.asarray(out, dtype=np.uint8), cut)


def signs_on(crop: Gray, found: Recognised) -> str | None:
    """The text with its signs as the pixels show them, where that differs from what was read; else None."""
    if not found.at:
        return None
    out = list(found.text)
    marks = {i for m in MARKUP.finditer(found.text) for i in (m.start(), m.end() - 1)}
    for i, character in enumerate(out):
        if character in SIGNS and i not in marks:
            bar = has_bar(crop, found.at[i], WITH_BAR[character] == character and found.sure[i] >= PLAIN)
            if bar is not None:
                out[i] = (WITH_BAR if bar else WITHOUT_BAR)[character]
    text = "".join(out)
    return text if text != found.text else None


def joined(pieces: Sequence[tuple[str, bool]]) -> str:
    """The text of a line from its pieces, each with whether it goes on right where the one before ends."""
    out = ""
    for text, goes_on in pieces:
        text = text.strip()
        out += text if goes_on or not out or not text else f" {text}"
    return out
