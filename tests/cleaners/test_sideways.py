"""A page whose text runs sideways, upside down or slantwise reads like an upright one, and its places stay as shown."""

from __future__ import annotations

import pytest

from shenbao_cleaners import read_declarations, sideways
from shenbao_cleaners.declaration import Coverage, Declaration, Evidence, Form, FormTable, Repair, Result
from shenbao_extract.document import Box, Cell, Document, Line, Page, Place, Source, Table
from shenbao_extract.turning import Turn

TITLE = Box(100, 20, 200, 34)


def _document(degrees: int, lean: float = 0.0) -> Document:
    turn = Turn(degrees, 595, 842, lean)
    line = Line("项目支出绩效目标表", Place(1, turn.back(TITLE)))
    page = Page(1, "text", "pdf", degrees, 595, 842, (line,), lean=lean)
    return Document(Source("a.pdf", "0" * 64, "application/pdf", 1), (page,), ())


@pytest.mark.parametrize("lean", [0.0, -2.5, 1.5])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_is_read_upright_and_its_places_are_given_as_shown(degrees: int, lean: float) -> None:
    document = _document(degrees, lean)
    line = sideways.upright(document).pages[0].lines[0]
    assert line.place.box is not None
    assert tuple(line.place.box) == pytest.approx(tuple(TITLE))
    found = Declaration(
        0,
        (1,),
        Form("project"),
        repairs=(Repair("x", None, line.place, "a", "b", "c"), Repair("x", None, None, "a", "b", "c")),
        evidence={"/form/title": (Evidence(line.place, line.text, "pdf"),)},
    )
    result = Result((FormTable((1,), None, "P1", (0,), Coverage()),), (found,), ())
    shown = sideways.as_shown(result, document).declarations[0]
    want = document.pages[0].lines[0].place.box
    first = shown.repairs[0].place
    for place in (shown.evidence["/form/title"][0].place, first):
        assert place is not None
        assert place.box is not None
        assert want is not None
        assert place.box == want  # to its last digit: others find the line by it
    assert shown.repairs[1] == found.repairs[1]


def test_a_line_above_the_low_end_of_a_leaning_table_stays_above_it() -> None:
    """On a page that leans by 1.5 degrees 金额单位：万元, at its right, lies below the middle of the table's top."""
    turn = Turn(0, 842, 595, 1.5)
    cells = tuple(
        Cell(
            row,
            column,
            1,
            1,
            (text,),
            Place(1, turn.back(Box(40 + 380 * column, 91 + 20 * row, 420 + 380 * column, 111 + 20 * row))),
            False,
            False,
            "rapid",
        )
        for row, texts in enumerate(
            [("项目名称", "电梯改造"), ("年度资金总额", "320.73"), ("绩效目标", "按时完成改造")]
        )
        for column, text in enumerate(texts)
    )
    table = Table(Place(1, turn.back(Box(40, 91, 800, 151))), cells, 3, 2, (40, 420, 800), (91, 111, 131, 151))
    lines = tuple(
        Line(text, Place(1, turn.back(box)))
        for text, box in (("项目支出绩效目标表", Box(365, 58, 498, 68)), ("金额单位：万元", Box(740, 82, 800, 90)))
    )
    page = Page(1, "scan", "rapid", 0, 842, 595, lines, (table,), lean=1.5)
    assert lines[1].place.box is not None
    assert lines[1].place.box.top > 91
    document = Document(Source("a.pdf", "0" * 64, "application/pdf", 1), (page,), ())
    (found,) = read_declarations(document).declarations
    assert [line.amount.unit for line in found.budget] == ["万元"]


def test_an_upright_document_is_left_as_it_is() -> None:
    document = _document(0)
    assert sideways.upright(document) is document
