"""Tab-separated text: a blank line is a page break, and every cell knows its line and column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shenbao_extract.readers.tsv import read_tsv

FORM = """
青石镇部门整体绩效目标申报表

(2026年)

部门名称\t农业办公室\t

\t\t水利维护\t120.50
其他需完成的任务\t

满意度指标\t群众满意度\t≥95%"""


def test_blank_lines_between_rows_are_page_breaks() -> None:
    pages = read_tsv(FORM)
    assert [p.number for p in pages] == [1, 2, 3]
    assert [[(x.text, x.place.line) for x in p.lines] for p in pages] == [
        [("青石镇部门整体绩效目标申报表", (2, 1)), ("(2026年)", (4, 1))],
        [],
        [],
    ]
    assert [p.tables[0].rows for p in pages] == [1, 2, 1]


def test_cells_know_their_line_and_column() -> None:
    table = read_tsv(FORM)[1].tables[0]
    cells = {(c.row, c.column): c for c in table.cells}
    assert cells[0, 2].text == "水利维护"
    assert cells[0, 2].place.line == (8, 3)
    assert cells[0, 2].place.page == 2
    assert cells[1, 0].place.line == (9, 1)
    assert cells[0, 0].lines == ()


def test_what_is_merged_cannot_be_told() -> None:
    for page in read_tsv(FORM):
        assert not page.tables[0].spans_known
        assert {(c.row_span, c.column_span) for c in page.tables[0].cells} == {(1, 1)}


def test_rows_may_differ_in_width() -> None:
    (page,) = read_tsv("a\tb\nc\td\te\n")
    (table,) = page.tables
    assert (table.rows, table.columns) == (2, 3)
    assert [c.text for c in table.cells] == ["a", "b", "c", "d", "e"]


def test_words_after_a_table_begin_a_page() -> None:
    first, second = read_tsv("a\tb\n附件2\nc\td\n")
    assert (first.lines, second.lines[0].text) == ((), "附件2")


def test_no_tab_at_all() -> None:
    (page,) = read_tsv("只有文字")
    assert (page.tables, page.lines[0].text) == ((), "只有文字")


@given(st.text("甲乙12 \t\n\r.", max_size=80))
def test_every_printed_character_is_somewhere_once(text: str) -> None:
    pages = read_tsv(text)
    read = [c.text for p in pages for t in p.tables for c in t.cells] + [x.text for p in pages for x in p.lines]
    assert sorted("".join("".join(read).split())) == sorted("".join(text.split()))
    assert [p.number for p in pages] == list(range(1, len(pages) + 1))
