"""A Document written and read back is the same Document; what is not one is refused with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from shenbao_extract import dump_document, read_bytes, read_document
from shenbao_extract.document import Box, Cell, Document, Line, Page, Place, Problem, Reading, Source, Table
from shenbao_extract.errors import DamagedCellsError, OtherCellsError

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.[pt][dx][ft]"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.name)
def test_a_document_comes_back_as_it_was(path: Path) -> None:
    document = read_document(path)
    text = dump_document(document)
    assert read_bytes(text.encode(), "x.cells.json") == document
    assert dump_document(read_bytes(text.encode(), "x.cells.json")) == text


def test_every_field_comes_back() -> None:
    place = Place(3, Box(1.5, 2.25, 3.125, 1 / 3), (4, 5), "表1", "B2")
    cell = Cell(1, 2, 3, 4, ("≥95%", "二"), place, True, True, "rapid", 0.987, (Reading("≥95%", "rapid", 0.5),))
    table = Table(place, (cell,), 5, 6, (0.1, 0.2), (0.3,), False)
    page = Page(3, "scan", "rapid", 90, 595.3, 841.9, (Line("标题", place),), (table,), 7, False)
    problems = (Problem("hidden_text", 3, (("count", "7"),)), Problem("html_page"))
    document = Document(
        Source("甲.pdf", "ab" * 32, "application/pdf", 12, "https://a.example/甲.pdf"), (page,), problems
    )
    assert read_bytes(dump_document(document).encode(), "x.cells.json") == document


@pytest.mark.parametrize(
    "text",
    [
        '{"shenbao_cells":"1","document":{"source":',
        '{"shenbao_cells":"1"}',
        '{"shenbao_cells":"1","document":{"source":{"file":"a"},"pages":[]}}',
        '{"shenbao_cells":"1","document":' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
    ids=["cut off", "nothing", "half", "deep"],
)
def test_what_is_no_whole_document_is_refused(text: str) -> None:
    with pytest.raises(DamagedCellsError, match=r"a\.cells\.json.*--cells"):
        read_bytes(text.encode(), "a.cells.json")


def test_another_version_is_refused() -> None:
    with pytest.raises(OtherCellsError, match="another version"):
        read_bytes(b'{"shenbao_cells":"99","document":{}}', "a.cells.json")
