"""Whether a table stands in the frame, and on the columns, of the one before."""

from __future__ import annotations

import pytest

from shenbao_cleaners.forms.frames import moved_edges, same_edges
from shenbao_extract.document import Box, Place, Table


def table(*edges: float) -> Table:
    return Table(Place(1, Box(edges[0], 0, edges[-1], 10)), (), 1, len(edges) - 1, edges, (0.0, 10.0))


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ((50, 140, 650, 780), (50, 140, 270, 400, 520, 650, 780), True),  # each edge is there, and more
        ((50, 140, 780), (50, 140, 270, 400, 520, 650, 780), False),  # one edge may stand there by chance
        ((50, 140, 600, 780), (50, 140, 270, 400, 520, 650, 780), False),
    ],
)
def test_a_table_whose_rows_are_divided_further(
    before: tuple[float, ...], after: tuple[float, ...], same: bool
) -> None:
    assert same_edges([table(*before)], table(*after)) is same


@pytest.mark.parametrize(
    ("after", "moved"),
    [
        ((50, 150, 240, 350), True),
        ((50, 180, 250, 350), False),  # nearer to another column
        ((50, 150, 350), False),
        ((50, 150, 200, 250, 350), False),
    ],
)
def test_columns_that_moved_a_little(after: tuple[float, ...], moved: bool) -> None:
    assert moved_edges(table(50, 150, 250, 350), table(*after)) is moved
    assert not moved_edges(table(50, 350), table(50, 350))
