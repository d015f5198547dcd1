"""Flaws of a print's rulings: pieces that are not drawn where the rest of the table shows that they belong.

`group[row, column]` numbers the regions of squares without a separator between them; `across[row + 1, column]` is the
separator under a square, `down[column + 1, row]` the one right of it. What is found missing is drawn in.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from shenbao_extract.runs import runs

Groups = npt.NDArray[np.int32]
Drawn = npt.NDArray[np.bool_]

ENDS = 2  # so many horizontal rulings that end at one place inside a region end at a ruling that is not drawn
REST = 0.95  # share of the table's other rows in which an edge must be drawn, for it to be missing in a block
TALL = 3  # rows: a lower cell over several columns is merged on purpose


def left_out(group: Groups, across: Drawn, down: Drawn, crossed: Callable[[int, int, int], bool]) -> bool:
    """Draw in the edges of columns that a block of rows leaves out; returns whether any was.

    An edge is missing in a run of rows where horizontal rulings end at it without a vertical one, or where it stands
    in all the rest of the table, above and below; `crossed(edge, row, end)` tells whether text runs over it there.
    """
    changed = False
    for edge in range(1, group.shape[1]):
        left, right = group[:, edge - 1], group[:, edge]
        for start, end in runs((left == right) & ~down[edge]):
            inner = slice(start + 1, end)  # the rulings between the rows of the run
            ends = across[inner, edge] ^ across[inner, edge - 1]
            through = across[inner, edge] & across[inner, edge - 1]
            stops = int(ends.sum()) >= ENDS and not through.any()
            inside = end - start >= TALL and start > 0 and end < len(left)
            rest = len(left) - (end - start)
            between = inside and not through.any() and int(down[edge].sum()) >= REST * rest
            if (stops or between) and not crossed(edge, start, end):
                down[edge, start:end] = True
                changed = True
    return changed


def drawn_out(group: Groups, across: Drawn, down: Drawn) -> bool:
    """Draw out separators that end inside a region: where part of a line divides it, the rest of it is a flaw.

    Returns whether any was drawn out. Without it two cells flow together through one missing piece of a ruling.
    """
    changed = False
    beside = group[:, 1:] == group[:, :-1]  # [row, column]: the same region left and right of line column + 1
    for r, c in np.argwhere(beside & down[1:-1].T):
        rest = beside[:, c] & (group[:, c] == group[r, c]) & ~down[c + 1]
        changed |= bool(rest.any())
        down[c + 1] |= rest
    under = group[1:] == group[:-1]
    for r, c in np.argwhere(under & across[1:-1]):
        rest = under[r] & (group[r] == group[r, c]) & ~across[r + 1]
        changed |= bool(rest.any())
        across[r + 1] |= rest
    return changed
