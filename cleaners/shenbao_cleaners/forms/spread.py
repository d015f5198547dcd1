"""Two pages side by side on one scanned page: the left one is read to its end before the right one begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shenbao_extract.document import Line, Page, Place, Table

Sheet = tuple[Page, Sequence[Line], Sequence[Table]]


def sheets(page: Page) -> list[Sheet]:
    """The lines and tables of a page, or of the two that stand on it with a clear space between them.

    Only of scans: in a digital page tables side by side are of one page, and in the order of their tops.
    """
    whole: list[Sheet] = [(page, page.lines, page.tables)]
    middle = page.width / 2
    if page.kind != "scan" or page.rotation or page.width <= page.height or len(page.tables) < 2:
        return whole
    places = [t.place for t in page.tables]
    if any(p.box is None for p in places) or _crossed(places, middle):
        return whole
    left, right = ([t for t in page.tables if _left(t.place, middle) is side] for side in (True, False))
    if not left or not right:
        return whole
    return [
        (page, [x for x in page.lines if _left(x.place, middle) is side], tables)
        for side, tables in ((True, left), (False, right))
    ]


def _left(place: Place, middle: float) -> bool:
    return place.box is None or (place.box.x0 + place.box.x1) / 2 < middle


def _crossed(places: Iterable[Place], middle: float) -> bool:
    return any(p.box is not None and p.box.x0 < middle < p.box.x1 for p in places)
