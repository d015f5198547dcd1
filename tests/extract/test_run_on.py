"""A table that goes on over pages on which no word of a form stands."""

from __future__ import annotations

import pytest

from shenbao_extract.document import Box, Cell, Page, Place, Table
from shenbao_extract.grid.run_on import table_runs_on

FORM = ("产出指标", "效益指标", "满意度指标")
REST = ("青石镇", "≥3公里", "90%")


def page(number: int, texts: tuple[str, ...], shift: float = 0.0, read: bool = True) -> Page:
    edges = tuple(50.0 + 100 * i + (shift if i else 0) for i in range(len(texts) + 1))
    place = Place(number, Box(edges[0], 100, edges[-1], 130))
    cells = tuple(Cell(0, i, 1, 1, (text,), place) for i, text in enumerate(texts))
    table = Table(place, cells, 1, len(texts), edges, (100.0, 130.0))
    return Page(number, "text", "pdf", tables=(table,), read=read)


@pytest.mark.parametrize(
    ("texts", "runs_on"),
    [
        ((FORM, REST), True),
        ((FORM, REST, REST, REST), True),
        ((REST, REST), False),  # another table
        ((FORM, REST[:2], REST[:2]), False),
        ((FORM[:2], REST[:2]), False),  # two columns are like any other two
        ((FORM,), False),
        ((), False),
    ],
)
def test_a_page_after_a_form_s_table_is_read_where_the_columns_go_on(
    texts: tuple[tuple[str, ...], ...], runs_on: bool
) -> None:
    assert table_runs_on([page(i + 1, row) for i, row in enumerate(texts)]) is runs_on


def test_columns_that_lie_elsewhere_and_a_page_that_was_not_read_end_it() -> None:
    assert not table_runs_on([page(1, FORM), page(2, REST, shift=20)])
    assert not table_runs_on([page(1, FORM, read=False), page(2, REST)])
    assert not table_runs_on([page(1, FORM), Page(2, "text", "none", read=False)])
