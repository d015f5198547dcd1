"""Two pages side by side on one scan: the left one is read to its end before the right one begins."""

from __future__ import annotations

from dataclasses import replace

from shenbao_cleaners.forms.spread import sheets
from shenbao_extract.document import Box, Cell, Line, Page, Place, Table


def table(x0: float, top: float, x1: float) -> Table:
    place = Place(1, Box(x0, top, x1, top + 100))
    return Table(place, (Cell(0, 0, 1, 1, ("x",), place),), 1, 1)


LEFT, RIGHT = table(50, 200, 400), table(470, 60, 800)
TITLE, HEADING = (Line("left", Place(1, Box(100, 150, 300, 165))), Line("right", Place(1, Box(500, 40, 600, 52))))
SPREAD = Page(1, "scan", "rapid", 0, 842, 595, (HEADING, TITLE), (RIGHT, LEFT))


def test_a_spread_is_two_sheets_from_the_left() -> None:
    assert [(list(lines), list(tables)) for _, lines, tables in sheets(SPREAD)] == [
        ([TITLE], [LEFT]),
        ([HEADING], [RIGHT]),
    ]


def test_other_pages_are_one_sheet() -> None:
    across = replace(SPREAD, tables=(LEFT, table(380, 400, 500)))
    for page in (replace(SPREAD, kind="text"), replace(SPREAD, tables=(LEFT,)), across, replace(SPREAD, height=900)):
        assert [list(tables) for _, _, tables in sheets(page)] == [list(page.tables)]
