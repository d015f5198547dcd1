"""Two pages side by side on one scan: the left one is read to its end before the right one begins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shenbao_cleaners import read_declarations
from shenbao_cleaners.forms.abreast import halves
from shenbao_cleaners.forms.find import find_forms
from shenbao_extract.document import Box, Cell, Document, Line, Page, Place, Source, Table


def table(x0: float, top: float, x1: float) -> Table:
    place = Place(1, Box(x0, top, x1, top + 100))
    return Table(place, (Cell(0, 0, 1, 1, ("x",), place),), 1, 1)


LEFT, RIGHT = table(50, 200, 400), table(470, 60, 800)
TITLE, HEADING = (Line("left", Place(1, Box(100, 150, 300, 165))), Line("right", Place(1, Box(500, 40, 600, 52))))
SPREAD = Page(1, "scan", "rapid", 0, 842, 595, (HEADING, TITLE), (RIGHT, LEFT))


def test_a_spread_is_two_halves_from_the_left() -> None:
    assert [(list(half.lines), list(half.tables)) for half in halves(SPREAD)] == [
        ([TITLE], [LEFT]),
        ([HEADING], [RIGHT]),
    ]


def test_other_pages_are_whole() -> None:
    across = replace(SPREAD, tables=(LEFT, table(380, 400, 500)))
    for page in (replace(SPREAD, kind="text"), replace(SPREAD, tables=(LEFT,)), across, replace(SPREAD, height=900)):
        assert [list(half.tables) for half in halves(page)] == [list(page.tables)]


TREE = (
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "新建道路", "3公里"),
    ("效益指标", "社会效益指标", "受益人口", "300人"),
)
OVER = Line("项目支出绩效目标申报表", Place(1, Box(300, 60, 541.9, 80)))  # its middle half a point left of the page's
UNIT = Line("单位：万元", Place(1, Box(740, 90, 800, 100)))


def grid(x0: float, rows: tuple[tuple[str, ...], ...]) -> Table:
    """Cells of 90 by 30 points."""
    cells = [
        Cell(
            r,
            c,
            1,
            1,
            (text,) if text else (),
            Place(1, Box(x0 + 90 * c, 120 + 30 * r, x0 + 90 * c + 90, 150 + 30 * r)),
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    edges, down = tuple(x0 + 90 * i for i in range(5)), tuple(120.0 + 30 * i for i in range(len(rows) + 1))
    return Table(Place(1, Box(x0, 120, x0 + 360, down[-1])), tuple(cells), len(rows), 4, edges, down)


def scan(lines: tuple[Line, ...], *tables: Table) -> Document:
    page = Page(1, "scan", "rapid", 0, 842, 595, lines, tables)
    return Document(Source("a.pdf", "0" * 64, "application/pdf", 1), (page,))


def project(name: str) -> tuple[tuple[str, ...], ...]:
    return (("项目名称", name, "", ""), ("年度资金总额", "120.00", "", ""), *TREE)


@pytest.mark.parametrize("aside", [-1.0, 0.0, 1.0])
def test_a_heading_over_both_halves_and_its_unit_are_of_both(aside: float) -> None:
    title = replace(OVER, place=Place(1, Box(300 + aside, 60, 542 + aside, 80)))
    read = read_declarations(scan((title, UNIT), grid(30, project("甲")), grid(450, project("乙")))).declarations
    assert [d.form.project for d in read] == ["甲", "乙"]
    assert [d.form.title for d in read] == [OVER.text, OVER.text]
    assert [[b.amount.yuan for b in d.budget if b.amount] for d in read] == [[1_200_000], [1_200_000]]


def test_a_unit_over_one_half_with_a_heading_of_its_own_is_of_that_half() -> None:
    headings = [replace(OVER, place=Place(1, Box(x, 60, x + 240, 80))) for x in (90, 510)]
    forms = find_forms(scan((*headings, UNIT), grid(30, project("甲")), grid(450, project("乙"))))
    assert [[line.text for line in f.pieces[0].above] for f in forms] == [[OVER.text], [OVER.text, UNIT.text]]


@pytest.mark.parametrize("lines", [(OVER, UNIT), (replace(OVER, place=Place(1, Box(90, 60, 330, 80))), UNIT)])
def test_a_form_goes_on_in_the_right_half(lines: tuple[Line, ...]) -> None:
    form = project("甲")
    read = read_declarations(scan(lines, grid(30, form[:-1]), grid(451, form[-1:]))).declarations
    assert [(d.form.title, [i.name for i in d.indicators]) for d in read] == [(OVER.text, ["新建道路", "受益人口"])]
