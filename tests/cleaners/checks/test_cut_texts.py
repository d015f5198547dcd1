"""Text that the print clips to its cell is told, whatever its words look like."""

from __future__ import annotations

from dataclasses import replace

from paper import ABOVE, codes, document, page, read, tree

from shenbao_cleaners.declaration import Declaration
from shenbao_extract.document import Cell, Document

ROWS = tree("产出指标 | 数量指标 | 灌渠清淤的长度和 | ≥30公里 | ≥30公里\n^ | ^ | 水闸 | 3座 | 3座")


def cut(text: str, **changes: bool) -> Document:
    """The document, the cell of this text clipped."""
    paper = document(page(ROWS, above=ABOVE))

    def marked(cell: Cell) -> Cell:
        return replace(cell, cut=True, **changes) if cell.text == text else cell  # type: ignore[arg-type]

    pages = tuple(
        replace(p, tables=tuple(replace(t, cells=tuple(map(marked, t.cells))) for t in p.tables)) for p in paper.pages
    )
    return replace(paper, pages=pages)


def one(paper: Document) -> Declaration:
    (declaration,) = read(paper).declarations
    return declaration


def test_a_clipped_name_and_a_clipped_value_are_told() -> None:
    for text, path in (("灌渠清淤的长度和", "/indicators/0/name"), ("3座", "/indicators/1/annual_value")):
        issues = [i for i in one(cut(text)).issues if i.code == "clipped_text"]
        assert path in [i.path for i in issues]
        assert all(text[-8:] in i.message.zh for i in issues)


def test_a_cell_that_the_page_cuts_is_not_clipped() -> None:
    assert "clipped_text" not in codes(one(cut("灌渠清淤的长度和", open_bottom=True)))


def test_a_clipped_label_is_no_clipped_value() -> None:
    assert "clipped_text" not in codes(one(cut("数量指标")))


def test_whole_text_is_not_told() -> None:
    assert "clipped_text" not in codes(one(document(page(ROWS, above=ABOVE))))


def test_a_clipped_value_whose_sign_stands_in_a_column_of_its_own() -> None:
    head = "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位"
    row = "产出指标 | 质量指标 | 调度质量 | 定性 | 优，为分析重点用水单 | "
    paper = document(page(f"{head}\n{row}", above=ABOVE))

    def marked(cell: Cell) -> Cell:
        return replace(cell, cut=True) if cell.text.startswith("优") else cell

    pages = tuple(
        replace(p, tables=tuple(replace(t, cells=tuple(map(marked, t.cells))) for t in p.tables)) for p in paper.pages
    )
    paths = [i.path for i in one(replace(paper, pages=pages)).issues if i.code == "clipped_text"]
    assert paths == ["/indicators/0/annual_value"]
