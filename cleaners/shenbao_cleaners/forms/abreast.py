"""Two pages side by side on one scanned page: the left one is read to its end before the right one begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from shenbao_extract.document import Line, Page, Place, Table

UNIT_OF_MONEY = regex.compile(r"单位\s*[:：]?\s*(?:人民币)?\s*[百千亿万]*元")


class Half(NamedTuple):
    """What stands on a page, or on the left or right half of one.

    `over` are lines over both halves, not among the `lines` of the right one: they hold for a form that begins there.
    `left` is where the half begins, in points.
    """

    page: Page
    lines: Sequence[Line]
    tables: Sequence[Table]
    over: tuple[Line, ...] = ()
    left: float = 0.0


def halves(page: Page) -> list[Half]:
    """The lines and tables of a page, or of the two that stand on it with a clear space between them.

    Only of scans: in a digital page tables side by side are of one page, and in the order of their tops.
    """
    whole = [Half(page, page.lines, page.tables)]
    middle = page.width / 2
    if page.kind != "scan" or page.rotation or page.width <= page.height or len(page.tables) < 2:
        return whole
    places = [t.place for t in page.tables]
    if any(p.box is None for p in places) or any(_crosses(p, middle) for p in places):
        return whole
    left, right = ([t for t in page.tables if _left(t.place, middle) is side] for side in (True, False))
    if not left or not right:
        return whole
    over = _over_both(page, middle)
    lines = [x for x in page.lines if x in over or _left(x.place, middle)]
    beside = [x for x in page.lines if x not in over and not _left(x.place, middle)]
    return [Half(page, lines, left), Half(page, beside, right, over, middle)]


def _over_both(page: Page, middle: float) -> tuple[Line, ...]:
    """The lines that hold for both halves: a heading across the middle, and under one a unit of money said once."""
    highest = min(t.place.box.top for t in page.tables if t.place.box is not None)
    above = [x for x in page.lines if x.place.box is not None and x.place.box.bottom <= highest]
    across = [x for x in above if _crosses(x.place, middle)]
    if not across:
        return ()
    units = [x for x in above if x not in across and UNIT_OF_MONEY.search(x.text)]
    if len({_left(x.place, middle) for x in units}) == 1:
        across += units
    return tuple(x for x in above if x in across)


def _left(place: Place, middle: float) -> bool:
    return place.box is None or (place.box.x0 + place.box.x1) / 2 < middle


def _crosses(place: Place, middle: float) -> bool:
    return place.box is not None and place.box.x0 < middle < place.box.x1
