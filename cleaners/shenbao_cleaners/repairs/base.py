"""What every repair of a sheet gives back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.town_rows import TOWN
from shenbao_cleaners.forms.words import words
from shenbao_cleaners.values.label import level_of, normal_label
from shenbao_extract.document import Place


@dataclass(frozen=True)
class Repaired:
    """A sheet after a repair, and what was done; pointers are found later from the places."""

    sheet: Sheet
    repairs: tuple[Repair, ...] = ()


def place_of(cell: SheetCell) -> Place | None:
    """Where a cell begins in the source."""
    return cell.sources[0].place if cell.sources else None


def joined(above: SheetCell, below: SheetCell) -> SheetCell:
    """One cell of two that stand under each other; a line that the page's end cut in two halves is taken once."""
    lines = list(above.lines)
    rest = list(below.lines)
    for size in range(min(len(lines), len(rest)), 0, -1):
        if lines[-size:] == rest[:size] and sum(map(len, rest[:size])) >= 4:
            rest = rest[size:]
            break
    return replace(above, bottom=below.bottom, lines=(*lines, *rest), sources=(*above.sources, *below.sources))


def two_towns(above: SheetCell, below: SheetCell) -> bool:
    """Whether two cells name a town each, not the same one: neither is half of the other."""
    return above.text != below.text and all(TOWN.fullmatch(c.text) for c in (above, below))


def known_label(text: str) -> bool:
    """Whether a text is a whole label, of a level or of a block of the form."""
    if level_of(normal_label(text)):
        return True
    return any(
        words().role(block, text) not in (None, "topic") for block in ("goals", "tasks", "money", "head", "columns")
    )
