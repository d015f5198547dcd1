"""What a reading of a scanned page got right, cell by cell, against the digital page's own text."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein

from shenbao import Reading
from shenbao_cleaners.document_issues import gone_on
from shenbao_extract.document import Box

FIGURE = re.compile(r"[≥≤><=±]?\d[\d,.]*[%‰]?|^[≥≤><=±]$")
ITEM = re.compile(r"(?:\d+\s*[、.．]\s*)?\d\d?\s*[-－—]\s*[一-龥][^；;:：]*[；;:：]\s*\d\d\s*[-－—]\s*[一-龥]")
OF_READINGS = ("misread_figures", "misread_labels", "misread_marks", "lost_ordinals")  # of one cell; others join cells
INDICATOR = re.compile(r"/indicators/(\d+)/")
SPELLINGS = {">=": "≥", "<=": "≤", "≧": "≥", "≦": "≤", "═": "=", "》": ">", "〉": ">"}
QUOTES = str.maketrans("“”‘’「」—–‐－─∶．", '""\'\'""-----:.')


@dataclass(frozen=True)
class Word:
    """A text somewhere on a page (page from 1, middle in points); `flags`: doubted, by character."""

    page: int
    x: float
    y: float
    text: str
    flags: tuple[bool, ...] = ()


@dataclass
class Score:
    """Counts over all pages."""

    pages: int = 0
    characters: int = 0
    wrong_characters: int = 0
    figures: int = 0
    wrong_figures: int = 0
    silent: int = 0
    flagged: int = 0
    indicators: int = 0
    right_indicators: int = 0
    examples: list[str] = field(default_factory=list)

    def row(self) -> str:
        """The counts as shares, as a row of a table."""

        def share(n: int, of: int) -> str:
            return f"{100 * n / of:.2f} %" if of else "-"

        return (
            f"{self.pages} | {share(self.wrong_characters, self.characters)} of {self.characters} | "
            f"{share(self.wrong_figures, self.figures)} of {self.figures} | {self.silent} | "
            f"{share(self.flagged, self.figures)} | "
            f"{share(self.right_indicators, self.indicators)} of {self.indicators}"
        )  # fmt: skip


def flat(text: str) -> str:
    """The text for comparing: one width, one spelling of signs and quotes, no white space."""
    s = unicodedata.normalize("NFKC", text).translate(QUOTES)
    for a, b in SPELLINGS.items():
        s = s.replace(a, b)
    return re.sub(r"\s+", "", s)


def truth_cells(reading: Reading) -> list[tuple[int, Box, str]]:
    """(page, box, text) of the cells that the declarations of a digital document were read from."""
    used = {
        (item.place.page, item.place.box)
        for d in reading.declarations
        for items in d.evidence.values()
        for item in items
        if item.place.box
    }
    return [
        (page.number, cell.place.box, cell.text)
        for page in reading.pages
        for table in page.tables
        for cell in table.cells
        if cell.place.box and cell.text.strip() and (page.number, cell.place.box) in used
    ]


Back = Callable[[int, float, float], tuple[int, float, float]]
"""(page from 1, x, y) of a scan, in points, to those of the digital document."""


def way_back(facts: Sequence[dict[str, Any]]) -> Back:
    """From the pages of a scan to those of its digital document, by what the maker wrote down.

    A page's fact is a matrix, or parts: the digital pages that lie on it, each with a matrix and how far it is bent.
    """

    def back(number: int, x: float, y: float) -> tuple[int, float, float]:
        fact = facts[number - 1]
        found = (number, x, y)
        for part in fact.get("parts") or [{"page": number, "matrix": fact["matrix"]}]:
            rows = part["matrix"]
            matrix = np.linalg.inv(np.vstack([rows, [0, 0, 1]]) if len(rows) == 2 else np.array(rows))
            u, v, w = matrix @ np.array([x, y, 1.0])
            u, v = float(u / w), float(v / w)
            if part.get("bend"):
                v -= part["bend"] * math.sin(math.pi * u / part["width"])
            found = (part["page"], u, v)
            if len(rows) == 2 or (0 <= u <= part["width"] and 0 <= v <= part["height"]):
                break
        return found

    return back


def words_of(reading: Reading, back: Back) -> list[Word]:
    """The cells of a scan as words, as the output takes them, each with whether the output doubts it."""
    doubted, held = doubted_boxes(reading), _held(reading)
    repairs = [r for d in reading.declarations for r in d.repairs if r.place and r.cleaner in OF_READINGS]
    taken = {(r.place.page, r.place.box): r.after or "" for r in repairs if r.place}
    for d in reading.declarations:
        for r in d.repairs:
            if r.cleaner == "chosen_reading":
                taken |= {(i.place.page, i.place.box): r.after or "" for i in d.evidence.get(r.path or "", ())}
    out = []
    for page in reading.pages:
        for table in page.tables:
            for cell in table.cells:
                box = cell.place.box
                if box and (cell.text.strip() or (page.number, box) in doubted):
                    at = back(page.number, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
                    text = taken.get((page.number, box), cell.text)
                    flags = _flags(text, doubted.get((page.number, box), {}), held.get((page.number, box), set()))
                    out.append(Word(*at, flat(text), flags if text else (True,)))
    return out


def _flags(text: str, doubted: dict[str, None], held: set[str]) -> tuple[bool, ...]:
    """Which characters of flat(text) are doubted, by what issues name: one indicator of several in a cell, or all."""
    indicators = sorted({int(m[1]) for p in held if (m := INDICATOR.match(p))})
    starts = [m.start() for m in ITEM.finditer(text)]
    named = {int(m[1]) for p in doubted if (m := INDICATOR.match(p))}
    if len(indicators) < 2 or len(starts) != len(indicators) or not all(INDICATOR.match(p) for p in doubted):
        return (bool(doubted),) * len(flat(text))
    flags = [False] * len(flat(text[: starts[0]]))
    for index, start, end in zip(indicators, starts, (*starts[1:], None), strict=True):
        flags += [index in named] * len(flat(text[start:end]))
    return tuple(flags)


def _held(reading: Reading) -> dict[tuple[int, Box], set[str]]:
    """The pointers that each place is evidence for."""
    out: dict[tuple[int, Box], set[str]] = {}
    for d in reading.declarations:
        for pointer, items in d.evidence.items():
            for i in items:
                if i.place.box:
                    out.setdefault((i.place.page, i.place.box), set()).add(pointer)
    return out


def doubted_boxes(reading: Reading) -> dict[tuple[int, Box], dict[str, None]]:
    """The places on which a warning or an error stands, with the pointers that it names there."""
    out: dict[tuple[int, Box], dict[str, None]] = {}
    for d in reading.declarations:
        for issue in d.issues:
            if issue.severity == "info" or issue.path is None:
                continue
            for pointer, items in d.evidence.items():
                if pointer == issue.path or pointer.startswith(issue.path + "/"):
                    for i in items:
                        if i.place.box:
                            out.setdefault((i.place.page, i.place.box), {})[pointer] = None
    return out


def moved(matrix: Sequence[Sequence[float]], x: float, y: float) -> tuple[float, float]:
    """A point under a 2 x 3 matrix."""
    (a, b, c), (d, e, f) = matrix
    return a * x + b * y + c, d * x + e * y + f


UNREAD = ("poor_print", "unreadable_page", "creased_paper")


def doubted_pages(reading: Reading, facts: Sequence[dict[str, Any]] = ()) -> set[int]:
    """Digital pages of which the output says that they were not read, or that nothing read there can be trusted."""
    pages = {p.page for p in reading.document.problems if p.code in UNREAD and p.page is not None}
    pages |= {p.number for p in reading.pages if p.kind == "scan" and p.reader == "none"}
    of_forms = {n for d in reading.declarations for n in d.pages}
    lost = {p.page for p in reading.document.problems if p.code == "indicators_not_read" and p.page is not None}
    pages |= gone_on(reading.document, lost - of_forms, of_forms)
    parts = {n + 1: [p["page"] for p in f["parts"]] for n, f in enumerate(facts) if "parts" in f}
    return {page for n in pages for page in parts.get(n, [n])}


def score_cells(
    truth: Iterable[tuple[int, Box, str]], words: Sequence[Word], score: Score, doubted: Iterable[int] = ()
) -> None:
    """Count characters and figures of each true cell against the words that stand in it; all of `doubted` pages is."""
    by_page: dict[int, list[Word]] = {}
    for word in words:
        by_page.setdefault(word.page, []).append(word)
    for page, box, text in truth:
        inside = [w for w in by_page.get(page, ()) if box.x0 <= w.x <= box.x1 and box.top <= w.y <= box.bottom]
        inside.sort(key=lambda w: (round(w.y / 5), w.x))
        want, got = flat(text), flat("".join(w.text for w in inside))
        score.characters += len(want)
        score.wrong_characters += min(len(want), Levenshtein.distance(want, got))
        flags = [f for w in inside for f in (w.flags or (False,) * len(flat(w.text)))]
        wrong, silent, flagged = _figures(want, got, flags)
        if page in doubted:
            silent, flagged = 0, len(FIGURE.findall(want))
        score.figures += len(FIGURE.findall(want))
        score.wrong_figures += wrong
        score.flagged += flagged
        score.silent += silent
        if want != got and (wrong or len(score.examples) < 400):
            mark = "" if not wrong else "FIGURE SILENT" if silent else "FIGURE flagged"
            score.examples.append(f"{mark:15} p{page} {want} -> {got}")


def _figures(want: str, got: str, flags: Sequence[bool]) -> tuple[int, int, int]:
    """(wrong, wrong and unflagged, flagged) figures of a cell; a missing one is flagged where one beside it is."""
    a, spans = FIGURE.findall(want), [m.span() for m in FIGURE.finditer(got)]
    b = [got[start:end] for start, end in spans]
    doubted = [any(flags[start:end]) for start, end in spans]
    wrong = silent = 0
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            count = max(i2 - i1, j2 - j1)
            near = doubted[j1:j2] or doubted[max(0, j1 - 1) : j1 + 1] or [any(flags)]
            wrong += count
            silent += 0 if any(near) else count
    return wrong, silent, min(len(a), sum(doubted)) if b else len(a) * any(flags)


def score_indicators(truth: Reading, got: Reading, score: Score) -> None:
    """Count the indicators that are wholly right."""
    a, b = (_indicators(r) for r in (truth, got))
    score.indicators += a.total()
    score.right_indicators += (a & b).total()
    score.examples += [f"INDICATOR       missing {x}" for x in (a - b).elements()]
    score.examples += [f"INDICATOR       beyond  {x}" for x in (b - a).elements()]


def _indicators(reading: Reading) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(
            flat(str(x))
            for x in (
                i.level1,
                i.level2,
                i.name,
                i.period_value and i.period_value.raw,
                i.annual_value and i.annual_value.raw,
            )
        )
        for i in reading.indicators
    )
