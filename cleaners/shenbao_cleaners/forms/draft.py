"""What is being read from a sheet: values with the cells they came from, and what became of each cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from shenbao_cleaners.declaration import BudgetLine, Extra, FormPlace, Goal, Indicator, Repair, Task
from shenbao_cleaners.forms.sheet import SheetCell
from shenbao_extract.document import Cell, Line

Use = Literal["field", "label", "extra"]
Trace = SheetCell | Line


@dataclass
class Draft:
    """One declaration while it is read. Pointers in `traces` are JSON pointers into the declaration."""

    kind: Literal["department", "project", "transfer"] = "project"
    title: str | None = None
    year: int | None = None
    unit: str | None = None
    project: str | None = None
    project_code: str | None = None
    supervisor: str | None = None
    place: FormPlace = field(default_factory=FormPlace)
    basics: dict[str, Decimal | str | None] = field(default_factory=dict)
    budget: list[BudgetLine] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    extra: list[Extra] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    traces: dict[str, list[Trace]] = field(default_factory=dict)

    def trace(self, pointer: str, *cells: Trace | None) -> None:
        """Note that the value at `pointer` was read from `cells`."""
        found = [c for c in cells if c is not None]
        if found:
            self.traces.setdefault(pointer, []).extend(c for c in found if c not in self.traces.get(pointer, []))


class Ledger:
    """What became of each printed cell and line of a form: a field, a label, extra; what is in none is left over."""

    def __init__(self) -> None:
        """An empty ledger."""
        self._uses: dict[int, Use] = {}
        self._kept: list[object] = []

    def take(self, use: Use, *items: Trace | None) -> None:
        """Note the use of cells or lines; a field outranks a label, a label extra."""
        rank = {"field": 3, "label": 2, "extra": 1}
        for item in items:
            for part in _parts(item):
                old = self._uses.get(id(part))
                if old is None or rank[use] > rank[old]:
                    self._uses[id(part)] = use
                    self._kept.append(part)

    def use(self, part: Cell | Line) -> Use | None:
        """What became of a cell of a page or of a line; None where nothing did."""
        return self._uses.get(id(part))

    def taken(self, cell: SheetCell) -> bool:
        """Whether all of a sheet's cell has found its use."""
        return all(id(part) in self._uses for part in cell.sources)


def keep_extra(extra: Extra, cell: Trace, draft: Draft, ledger: Ledger) -> None:
    """Keep what a cell says and no field is for, with its evidence."""
    ledger.take("extra", cell)
    draft.trace(f"/extra/{len(draft.extra)}/text", cell)
    draft.extra.append(extra)


def _parts(item: Trace | None) -> Iterable[Cell | Line]:
    if item is None:
        return ()
    return (item,) if isinstance(item, Line) else item.sources
