"""Pages whose text runs sideways or upside down: laid upright for reading, what was read placed as shown.

What stands above what, a title over its table, is asked of upright pages only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from shenbao_cleaners.declaration import Declaration, Evidence, Repair, Result
from shenbao_extract.document import Box, Document, Page, Place
from shenbao_extract.turning import Turn


def upright(document: Document) -> Document:
    """The document with all places on pages that had to be turned as they are when these are held upright."""
    if not any(page.rotation for page in document.pages):
        return document
    return replace(document, pages=tuple(_upright(p) if p.rotation else p for p in document.pages))


def _upright(page: Page) -> Page:
    turn = _turn(page)

    def at(place: Place) -> Place:
        return _moved(place, turn.box)

    tables = [
        replace(t, place=at(t.place), cells=tuple(replace(c, place=at(c.place)) for c in t.cells)) for t in page.tables
    ]
    return replace(page, lines=tuple(replace(x, place=at(x.place)) for x in page.lines), tables=tuple(tables))


def as_shown(result: Result, document: Document) -> Result:
    """What was read of `upright(document)`, its places on the pages as `document` has them."""
    turns = {page.number: _turn(page) for page in document.pages if page.rotation}
    if not turns:
        return result

    def at(place: Place) -> Place:
        return _moved(place, turns[place.page].back) if place.page in turns else place

    def repair(r: Repair) -> Repair:
        return replace(r, place=at(r.place)) if r.place is not None else r

    def evidence(found: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(replace(e, place=at(e.place)) for e in found)

    def shown(d: Declaration) -> Declaration:
        return replace(
            d,
            repairs=tuple(repair(r) for r in d.repairs),
            evidence={pointer: evidence(found) for pointer, found in d.evidence.items()},
        )

    return replace(result, declarations=tuple(shown(d) for d in result.declarations))


def _turn(page: Page) -> Turn:
    return Turn(page.rotation, page.width, page.height)


def _moved(place: Place, to: Callable[[Box], Box]) -> Place:
    return replace(place, box=to(place.box)) if place.box is not None else place
