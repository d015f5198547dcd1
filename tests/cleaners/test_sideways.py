"""A page whose text runs sideways or upside down reads like the same page upright, and its places stay as shown."""

from __future__ import annotations

import pytest

from shenbao_cleaners import sideways
from shenbao_cleaners.declaration import Coverage, Declaration, Evidence, Form, FormTable, Repair, Result
from shenbao_extract.document import Box, Document, Line, Page, Place, Source
from shenbao_extract.turning import Turn

TITLE = Box(100, 20, 200, 34)


def _document(degrees: int) -> Document:
    turn = Turn(degrees, 595, 842)
    line = Line("项目支出绩效目标表", Place(1, turn.back(TITLE)))
    page = Page(1, "text", "pdf", degrees, 595, 842, (line,))
    return Document(Source("a.pdf", "0" * 64, "application/pdf", 1), (page,), ())


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_is_read_upright_and_its_places_are_given_as_shown(degrees: int) -> None:
    document = _document(degrees)
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
        assert tuple(place.box) == pytest.approx(tuple(want))
    assert shown.repairs[1] == found.repairs[1]


def test_an_upright_document_is_left_as_it_is() -> None:
    document = _document(0)
    assert sideways.upright(document) is document
