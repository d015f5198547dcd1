"""Pages whose text runs sideways, upside down or slantwise: laid upright for reading, what was read placed as shown.

What stands above what, a title over its table, is asked of upright pages only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from shenbao_cleaners.declaration import Declaration, Evidence, Repair, Result
from shenbao_extract.document import Box, Document, Page, Place
from shenbao_extract.turning import Turn


def upright(document: Document) -> Document:
    """The document with all places on pages that had to be turned as they are when these are held upright."""
    turns = _turns(document)
    if not turns:
        return document
    return replace(
        document, pages=tuple(_upright(p, turns[p.number]) if p.number in turns else p for p in document.pages)
    )


def _upright(page: Page, turn: Turn) -> Page:
    def at(place: Place) -> Place:
        return _moved(place, turn.box)

    tables = [
        replace(t, place=at(t.place), cells=tuple(replace(c, place=at(c.place)) for c in t.cells)) for t in page.tables
    ]
    return replace(page, lines=tuple(replace(x, place=at(x.place)) for x in page.lines), tables=tuple(tables))


def as_shown(result: Result, document: Document) -> Result:
    """What was read of `upright(document)`, its places on the pages as `document` has them."""
    turns = _turns(document)
    if not turns:
        return result

    printed = {
        _moved(place, turns[page.number].box): place
        for page in document.pages
        if page.number in turns
        for place in _places(page)
    }

    def at(place: Place) -> Place:
        if place.page not in turns:
            return place
        return printed.get(place) or _moved(place, turns[place.page].back)

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


def _places(page: Page) -> Iterator[Place]:
    """The places of all that was read of a page: there and back they would lose their last digits."""
    yield from (line.place for line in page.lines)
    for table in page.tables:
        yield table.place
        yield from (cell.place for cell in table.cells)


def _turns(document: Document) -> dict[int, Turn]:
    """How pages were turned to be read, by their numbers: those that had to be."""
    pages = (p for p in document.pages if p.rotation or p.lean)
    return {p.number: Turn(p.rotation, p.width, p.height, p.lean) for p in pages}


def _moved(place: Place, to: Callable[[Box], Box]) -> Place:
    return replace(place, box=to(place.box)) if place.box is not None else place
