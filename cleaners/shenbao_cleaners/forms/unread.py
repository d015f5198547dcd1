"""A net under everything: what stands beside a form, holds indicators or target values, and was read into no form."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from shenbao_cleaners.declaration import Declaration
from shenbao_cleaners.forms.find import FoundForm
from shenbao_cleaners.forms.words import words
from shenbao_cleaners.values.label import level_of
from shenbao_cleaners.values.text import join_lines, tidy
from shenbao_extract.document import Document, Page, Table

TARGET = regex.compile(
    r"(?:指标\s*\d+\s*[:、.]|(?:>=|<=|[≥≤≧≦><=])\s*\d|(?:不低于|不少于|不高于|不超过)\s*\d).*", regex.DOTALL
)
LABEL = regex.compile(
    r"(?<=^|[；;:：。\s【\d-])(\p{Han}{2,12})(?=[；;:：】])"
)  # of an item in prose: 11-数量指标；名称
SIGNED_VALUE = regex.compile(r"(?:>=|<=|[≥≤≧≦])\s*\d[\d.,]*\s*\S{0,6}")
SIGNED = regex.compile(r"[≥≤≧≦]\s*\d")
COLUMNS = {"level1", "level2", "name", "value", "period_value", "run_together", "sign"}
EMPTY = 2  # lines of text on a page that is all but empty: its number, and one more
ENOUGH = 2  # cells that speak of indicators, or items in a cell of prose


def unread_pages(document: Document, found: Sequence[FoundForm]) -> set[int]:
    """Pages between the pages of a form, or next after them, with a table of indicators that is in no form.

    A page on which all but nothing stands lies between (a line that did not fit on the one before).
    """
    near: set[int] = set()
    own: set[int] = set()
    empty = {p.number for p in document.pages if not p.tables and len(p.lines) <= EMPTY and p.kind != "scan"}
    for form in found:
        pages = [p.page.number for p in form.pieces]
        own.update(pages)
        near.update(range(min(pages), max(pages) + 2))
        if max(pages) + 1 in empty:
            near.add(max(pages) + 2)
    out: set[int] = set()
    for page in document.pages:
        if (page.number in near or page.number - 1 in out) and (
            _rows_outside(page, page.number in own)
            or any(not _read(page, table, found) and _of_indicators(table) for table in page.tables)
        ):
            out.add(page.number)
    return out


def pages_after(unread: set[int], declarations: Sequence[Declaration]) -> dict[int, list[int]]:
    """The unread pages by the index of the declaration that they may belong to: the last that begins before them."""
    out: dict[int, list[int]] = {}
    for number in sorted(unread):
        begun = [i for i, d in enumerate(declarations) if d.pages and d.pages[0] <= number]
        if begun:
            out.setdefault(begun[-1], []).append(number)
    return out


def _rows_outside(page: Page, own: bool) -> bool:
    """Whether cells of a form stand outside the tables of a page: rulings around them were lost, or drawn on one side.

    On a digital page, which may hold any text, values with their signs must stand there by themselves, and no piece of
    a form (`own`).
    """
    if page.kind == "scan":
        return sum(bool(_speaks(line.text)) for line in page.lines) >= ENOUGH
    values = [x for x in page.lines if SIGNED_VALUE.fullmatch(tidy(x.text))]
    return not own and len(values) >= ENOUGH


def _read(page: Page, table: Table, found: Sequence[FoundForm]) -> bool:
    """Whether a table, or a part of it between title rows, is a piece of a form."""
    return any(p.page.number == page.number and _inside(p.table, table) for form in found for p in form.pieces)


def _inside(part: Table, table: Table) -> bool:
    a, b = part.place.box, table.place.box
    if a is None or b is None:
        return part.place == table.place
    return a.x0 >= b.x0 and a.x1 <= b.x1 and a.top >= b.top and a.bottom <= b.bottom


def _of_indicators(table: Table) -> bool:
    texts = [join_lines(c.lines) for c in table.cells if c.lines]
    return sum(_speaks(t) for t in texts) >= ENOUGH


def _speaks(text: str) -> int:
    """How often a cell speaks of indicators: a level's label, a heading, a numbered indicator, a value with its sign.

    In prose each label of level 2 counts, with its code or a mark at either side, and each figure with its sign.
    """
    if TARGET.fullmatch(tidy(text)) or level_of(text) or words().role("columns", text) in COLUMNS:
        return 1
    return max(sum(2 in level_of(m[1]) for m in LABEL.finditer(text)), len(SIGNED.findall(text)))
