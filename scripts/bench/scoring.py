"""How much of the truth a peer found: whole cells, rows, and rows under their labels."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bench.peers import Found
from bench.words import level
from bench.work import Item, TrueRow


@dataclass(slots=True)
class Score:
    """Hits and truth of each measure."""

    cells: int = 0
    true_cells: int = 0
    rows: int = 0
    labelled: int = 0
    true_rows: int = 0

    def add(self, other: Score) -> None:
        """Sum over documents."""
        self.cells += other.cells
        self.true_cells += other.true_cells
        self.rows += other.rows
        self.labelled += other.labelled
        self.true_rows += other.true_rows


def score(item: Item, found: Found | None) -> Score:
    """The score of one document; nothing found where the peer failed."""
    total = Score(true_cells=len(item.cells) + len(item.goals), true_rows=len(item.rows))
    if found is None:
        return total
    left = Counter(found.cells)
    for spellings in item.cells:
        hit = next((s for s in spellings if left[s] > 0), None)
        if hit is not None:
            left[hit] -= 1
            total.cells += 1
    total.cells += sum("".join(g) in found.goals or all(t in found.goals for t in g) for g in item.goals)
    total.rows = _matched(item.rows, found, labelled=False)
    total.labelled = _matched(item.rows, found, labelled=True)
    return total


def _matched(rows: tuple[TrueRow, ...], found: Found, labelled: bool) -> int:
    """Number of true rows that a row of the peer holds; of equal true rows each needs a row of its own."""
    taken: dict[TrueRow, set[int]] = {}
    hits = 0
    for row in rows:
        used = taken.setdefault(row, set())
        for i, (texts, levels) in enumerate(found.rows):
            if i not in used and _holds(texts, row) and (not labelled or _under(levels, row)):
                used.add(i)
                hits += 1
                break
    return hits


def _holds(texts: tuple[str, ...], row: TrueRow) -> bool:
    if row.name not in texts:
        return False
    left = Counter(texts)
    left[row.name] -= 1
    for spellings in row.values:
        hit = next((s for s in spellings if left[s] > 0), None)
        if hit is None:
            return False
        left[hit] -= 1
    return True


def _under(levels: frozenset[str], row: TrueRow) -> bool:
    """Both levels stand in the row; one that the paper leaves blank is not asked for."""
    return all(not wanted or level(wanted) in levels for wanted in row.levels)
