"""Whether a table stands in the frame of those before it: as wide, or on their column edges."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from shenbao_extract.document import Table

SAME_EDGE = 15.0  # points: how far the frames of one form's pages may differ
MOVED = 0.25  # of the narrower column beside an edge
EDGE = 4.0  # points: column edges nearer than this are one


def same_frame(before: Sequence[Table], table: Table) -> bool:
    """Whether a table is as wide as one before, or stands on their columns (a label's column may lack its frame)."""
    edges, others = table.column_edges, [t.column_edges for t in before]
    if not edges or not all(others):
        return True
    if any(abs(b[0] - edges[0]) <= SAME_EDGE and abs(b[-1] - edges[-1]) <= SAME_EDGE for b in others):
        return True
    known = [x for t in before for x in t.column_edges]
    return len(edges) >= 4 and all(any(abs(x - k) <= EDGE for k in known) for x in edges)


def same_edges(before: Sequence[Table], table: Table) -> bool:
    """Whether most inner column edges of a table were there on the tables before."""
    if not table.column_edges or not before[-1].column_edges:
        return True
    last = before[-1].column_edges
    left, right = table.column_edges[0] - last[0], table.column_edges[-1] - last[-1]
    shift = left if abs(left - right) <= EDGE else 0.0
    known = [x for t in before for x in t.column_edges]
    inner = table.column_edges[1:-1]
    if len(last) > 3 and all(any(abs(k - x + shift) <= EDGE for x in inner) for k in last[1:-1]):
        return True  # its rows are divided further
    return 2 * sum(any(abs(x - shift - k) <= EDGE for k in known) for x in inner) >= len(inner)


def moved_edges(before: Table, table: Table) -> bool:
    """Whether a table has the columns of the one before, no edge moved by more than a fourth of a column beside it."""
    edges, others = table.column_edges, before.column_edges
    if len(edges) != len(others) or len(edges) < 3:
        return False
    widths = [b - a for a, b in pairwise(others)]
    rooms = [MOVED * min(pair) for pair in pairwise([widths[0], *widths, widths[-1]])]
    return all(abs(a - b) <= max(room, EDGE) for a, b, room in zip(edges, others, rooms, strict=True))
