"""Word files: paragraphs and tables in order, merges exact, numbers as printed, hostile files refused."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from shenbao_extract import read_bytes
from shenbao_extract.document import Page
from shenbao_extract.errors import DamagedOfficeError, TooLargeError, UnsafeXmlError
from shenbao_extract.readers.docx import read_docx


def saved(word: Word) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def pages_of(word: Word) -> tuple[Page, ...]:
    return read_docx(saved(word), "a.docx")[0]


def with_body(xml: str) -> Word:
    """A document whose body begins with the given elements."""
    word = docx.Document()
    body = word.element.body
    for i, element in enumerate(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")):
        body.insert(i, element)
    return word


def test_lines_and_tables_in_order() -> None:
    word = docx.Document()
    word.add_paragraph("项目绩效目标表")
    first = word.add_table(2, 2)
    first.cell(0, 0).text = "指标\n值"
    word.add_paragraph("第二张\t表")
    word.add_table(1, 1).cell(0, 0).text = "乙"
    (page,) = pages_of(word)
    assert [line.text for line in page.lines] == ["项目绩效目标表", "第二张 表"]
    order = [x.place.line[0] for x in (page.lines[0], page.tables[0], page.lines[1], page.tables[1]) if x.place.line]
    assert order == sorted(order)
    assert len(set(order)) == 4
    cell = page.tables[0].cells[0]
    assert (cell.lines, cell.place.line, cell.reader) == (("指标", "值"), (order[1], 1), "docx")


def test_merged_cells_are_exact() -> None:
    word = docx.Document()
    table = word.add_table(3, 4)
    for r in range(3):
        for c in range(4):
            table.cell(r, c).text = f"{r}{c}"
    for a, b, text in (((0, 0), (2, 0), "高"), ((0, 1), (0, 3), "宽"), ((1, 2), (2, 3), "块")):
        merged = table.cell(*a).merge(table.cell(*b))
        for p in merged.paragraphs[1:]:
            p._element.getparent().remove(p._element)
        merged.paragraphs[0].text = text
    (page,) = pages_of(word)
    (found,) = page.tables
    spans = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in found.cells}
    assert spans == {"高": (0, 0, 3, 1), "宽": (0, 1, 1, 3), "11": (1, 1, 1, 1), "块": (1, 2, 2, 2), "21": (2, 1, 1, 1)}
    assert (found.rows, found.columns) == (3, 4)


def test_rows_that_begin_later_and_nested_tables() -> None:
    word = docx.Document()
    table = word.add_table(2, 2)
    table.cell(0, 0).text = "甲"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内一", "内二"
    settings = table.rows[1]._tr.get_or_add_trPr()
    settings.append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))
    table.rows[1]._tr.remove(table.rows[1]._tr.tc_lst[0])
    (page,) = pages_of(word)
    cells = {(c.row, c.column): c.lines for c in page.tables[0].cells}
    assert cells[0, 1] == ("内一 内二",)
    assert set(cells) == {(0, 0), (0, 1), (1, 1)}


def test_page_and_section_breaks_begin_a_page() -> None:
    word = docx.Document()
    word.add_paragraph("一").add_run().add_break(WD_BREAK.PAGE)
    word.add_paragraph("二")
    word.add_section(WD_SECTION.CONTINUOUS)
    word.add_paragraph("二之二")
    word.add_section(WD_SECTION.NEW_PAGE)
    word.add_paragraph("三")
    pages = pages_of(word)
    assert [[line.text for line in p.lines] for p in pages] == [["一"], ["二", "二之二"], ["三"]]
    assert [line.place.page for p in pages for line in p.lines] == [1, 2, 2, 3]


def test_deleted_and_hidden_text_and_symbols() -> None:
    word = with_body(
        "<w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>留</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐 藏</w:t></w:r>"
        '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>新增</w:t><w:noBreakHyphen/></w:r></w:p>'
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    (page,), problems = read_docx(saved(word), "a.docx")
    assert [line.text for line in page.lines] == ["留☑新增-", "控件"]
    assert page.hidden == 2
    assert [(p.code, p.detail) for p in problems] == [("hidden_text", (("count", "2"),))]


def test_automatic_numbers_are_printed() -> None:
    word = docx.Document()
    for text in ("甲", "乙"):
        word.add_paragraph(text, style="List Number")
    word.add_paragraph("丙", style="List Bullet")
    (page,) = pages_of(word)
    assert [line.text for line in page.lines] == ["1.甲", "2.乙", "丙"]


def test_an_empty_document_is_a_blank_page() -> None:
    assert [(p.number, p.kind) for p in pages_of(docx.Document())] == [(1, "blank")]


def test_the_whole_way() -> None:
    word = docx.Document()
    word.add_paragraph("无表")
    document = read_bytes(saved(word), "名.doc")
    assert document.pages[0].lines[0].text == "无表"


def replaced(data: bytes, part: str, body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            target.writestr(item.filename, body if item.filename == part else source.read(item))
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml"])
def test_entities_are_refused(part: str, encoding: str) -> None:
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(UnsafeXmlError):
        read_docx(replaced(saved(docx.Document()), part, xml.encode(encoding)), "a.docx")


def test_bombs_and_damage_are_refused() -> None:
    data = saved(docx.Document())
    with pytest.raises(TooLargeError):
        read_docx(replaced(data, "word/document.xml", b"<a>" + b" " * 60 * 2**20 + b"</a>"), "a.docx")
    with pytest.raises(DamagedOfficeError):
        read_docx(replaced(data, "word/document.xml", b"<a><b></a>"), "a.docx")
    with pytest.raises(DamagedOfficeError):
        read_docx(replaced(data, "word/document.xml", b"<a>" * 5000 + b"</a>" * 5000), "a.docx")
