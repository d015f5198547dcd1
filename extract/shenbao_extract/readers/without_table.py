"""Pictures of pages whose form may be lost: where no table was made out, lines are read to tell."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from shenbao_extract.document import Box, Line, Page, Place, Problem
from shenbao_extract.legibility import LEAST, LEGIBLE
from shenbao_extract.mentions import heads_indicators
from shenbao_extract.ocr.engine import Engine, Gray, Recognised
from shenbao_extract.scan.lines import Cut, ink_of
from shenbao_extract.scan.loose import loose_lines
from shenbao_extract.scan.patches import patches
from shenbao_extract.scan.picture import quarter
from shenbao_extract.triage import FORM_WORDS
from shenbao_extract.turning import Turn

USUAL = 9.0  # points: the height of text
SAMPLE = 12  # lines read to know which way up a page stands
SURE = 0.85  # mean confidence of lines that stand upright
MOST = 600  # stretches of print: a page has fewer, what is not print has thousands
SEVERAL = 4  # words of forms: prose about targets has fewer, a page of indicators more


def page_without_table(pictures: tuple[Gray, Gray], lean: float, scale: float, number: int, engine: Engine) -> Page:
    """A page of lines alone, in the direction that reads best; `pictures`: straightened, to find and to read print.

    `lean`: how the page lay aslant before, degrees clockwise.
    Of one on which most is no print, or cannot be read, it is said that it was not read.
    """
    level, soft = pictures
    height, width = level.shape
    best: tuple[float, int, list[Cut]] = (-1.0, 0, [])
    for degrees in (0, 180, 90, 270):
        cuts = _cuts(quarter(level, degrees), scale)
        if cuts is None:
            return Page(number, "scan", "none", 0, width / scale, height / scale, read=False)
        wide = [c for c in cuts if (c.ink[2] - c.ink[0]) / max(1, c.ink[3] - c.ink[1]) >= 2.5] or cuts
        found = _read(wide[:: max(1, len(wide) // SAMPLE)][:SAMPLE], quarter(soft, degrees), engine)
        sure = float(np.median([f.confidence for f in found])) if found else 0.0
        best = max(best, (sure, degrees, cuts), key=lambda b: b[0])
        if sure >= SURE:
            break
    _, degrees, cuts = best
    read = _read(cuts, quarter(soft, degrees), engine)
    turn = Turn(degrees, width / scale, height / scale, lean)
    lines = tuple(
        Line(f.text, Place(number, turn.back(Box(*(v / scale for v in c.ink)))))
        for f, c in zip(read, cuts, strict=True)
        if f.text.strip() and f.confidence >= LEGIBLE
    )
    every, kept = sum(len(f.text) for f in read), sum(len(line.text) for line in lines)
    reader = "none" if every >= LEAST and 2 * kept < every else engine.name
    return Page(number, "scan", reader, 0, width / scale, height / scale, lines, read=False)


def _cuts(level: Gray, scale: float) -> list[Cut] | None:
    """Lines of text from above; None where so many patches stand that they are no page of text."""
    ink = ink_of(level, scale)
    stretches = cv2.dilate(ink.astype(np.uint8), np.ones((1, round(USUAL * scale)), np.uint8)) > 0
    if len(patches(stretches)) >= MOST:
        return None
    return sorted(loose_lines(ink, USUAL * scale, scale), key=lambda c: (round(c.ink[1] / (4 * scale)), c.ink[0]))


def _read(cuts: Sequence[Cut], picture: Gray, engine: Engine) -> list[Recognised]:
    return list(engine.read([picture[c.crop[1] : c.crop[3], c.crop[0] : c.crop[2]] for c in cuts]))


def lost_forms(page: Page) -> list[Problem]:
    """What a scanned page says that speaks as a form does, in its table or in its lines; it counts where none was read.

    Rulings that a copy lost may leave no table, or one of which no form can be made.
    """
    texts = [line.text for line in page.lines]
    texts += [cell.text for table in page.tables for cell in table.cells]
    text = "".join("".join(texts).split())
    words = len(set(FORM_WORDS.findall(text)))
    return [Problem("indicators_not_read", page.number)] if heads_indicators(text) or words >= SEVERAL else []
