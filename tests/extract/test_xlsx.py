"""Spreadsheets: values as displayed, merges exact, what is hidden left out and counted, hostile files refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from shenbao_extract import read_bytes
from shenbao_extract.document import Page, Problem, Table
from shenbao_extract.errors import DamagedOfficeError, TooLargeError, UnsafeXmlError
from shenbao_extract.readers import package
from shenbao_extract.readers.number_format import format_number, format_text, general
from shenbao_extract.readers.xlsx import read_xlsx

FRAME = Border(left=Side("thin"), right=Side("thin"), top=Side("thin"), bottom=Side("thin"))


def book(fill: Callable[[Worksheet], None]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def read(fill: Callable[[Worksheet], None]) -> tuple[Page, tuple[Problem, ...]]:
    pages, problems = read_xlsx(book(fill), "a.xlsx")
    assert len(pages) == 1
    return pages[0], problems


def texts(table: Table) -> dict[str, str]:
    return {c.place.cell or "": c.text for c in table.cells if c.lines}


def framed(sheet: Worksheet, area: str) -> None:
    for row in sheet[area]:
        for cell in row:
            cell.border = FRAME


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.05, "0%", "5%"),
        (1, "0%", "100%"),
        (0.955, "0%", "96%"),
        (0.9555, "0.00%", "95.55%"),
        (0.95, "≥0%", "≥95%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (-1234.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "(1,234.50)"),
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-12.3, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-12.30"),
        (82800.92000000001, "General", "82800.92"),
        (72204.570000000007, "General", "72204.57"),
        (0.1 + 0.2, "General", "0.3"),
        (100, "General", "100"),
        (6730, "0.00", "6730.00"),
        (3, '0"人"', "3人"),
        (3, '"≥"0"人"', "≥3人"),
        (12345, '0!.0,"万"', "1.2万"),
        (1234500, "#,##0.00,", "1,234.50"),
        (7, "000", "007"),
        (2.675, "0.00", "2.68"),
        (12000, "[>=10000]0.0,;0", "12.0"),
        (0.5, "#.##", ".5"),
        (1, '[=1]"是";"否"', "是"),
        (44927, "yyyy/m/d", "2023/1/1"),
        (44927.75, 'yyyy"年"m"月"d"日" h:mm', "2023年1月1日 18:00"),
        (44927, '[$-804]yyyy"年"m"月";@', "2023年1月"),
        (1.5, "[h]:mm", "36:00"),
        (12345, "0.00E+00", "1.23E+04"),
        (0, "General;General;", ""),
    ],
)
def test_number_formats(value: float, code: str, shown: str) -> None:
    assert format_number(value, code) == shown


def test_general_keeps_every_digit_of_an_amount() -> None:
    assert general(123456789.12) == "123456789.12"
    assert general(123456789012.0) == "123456789012"
    assert general(1 / 3) == "0.333333333"
    assert general(-0.0) == "0"


def test_text_stays_text() -> None:
    assert format_text("≥95%", "0%") == "≥95%"
    assert format_text("3", "0.00") == "3"
    assert format_text("人", '@"员"') == "人员"


def test_a_form_with_title_frame_and_note() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "项目绩效目标表"
        sheet.merge_cells("A1:C1")
        sheet["A2"], sheet["C2"] = "填报单位：某局", "单位：万元"
        rows: list[tuple[str | float | None, ...]]
        rows = [("一级指标", "三级指标", "指标值"), ("产出指标", "培训人数", "≥100人"), (None, "合格率", 0.95)]
        for r, row in enumerate(rows, start=3):
            for c, value in enumerate(row, start=1):
                sheet.cell(r, c, value)
        sheet["C5"].number_format = "0%"
        sheet.merge_cells("A4:A5")
        framed(sheet, "A3:C5")
        sheet["A7"] = "注：\n本表公开"

    page, problems = read(fill)
    assert problems == ()
    assert [line.text for line in page.lines] == ["项目绩效目标表", "填报单位：某局", "单位：万元", "注：", "本表公开"]
    assert page.lines[0].place.cell == "A1"
    (table,) = page.tables
    assert (table.rows, table.columns, table.spans_known) == (3, 3, True)
    assert texts(table)["C5"] == "95%"
    label = next(c for c in table.cells if c.text == "产出指标")
    assert (label.row, label.column, label.row_span, label.column_span) == (1, 0, 2, 1)
    assert (label.place.sheet, label.place.cell, label.reader) == ("Sheet", "A4", "xlsx")
    assert len(table.cells) == 8  # a covered position is no cell
    assert page.lines[2].place.line < table.place.line < page.lines[3].place.line  # type: ignore[operator]


def test_two_frames_on_a_sheet_are_two_tables() -> None:
    def fill(sheet: Worksheet) -> None:
        for top in (2, 6):
            sheet.cell(top - 1, 1, f"表{top}")
            for r in (top, top + 1):
                for c in (1, 2):
                    sheet.cell(r, c, f"{r}{c}")
            framed(sheet, f"A{top}:B{top + 1}")

    page, _ = read(fill)
    assert [t.place.cell for t in page.tables] == ["A2", "A6"]
    assert [line.text for line in page.lines] == ["表2", "表6"]


def test_without_frames_two_empty_rows_part_tables() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (1, 2, 4, 8, 9):
            sheet.cell(row, 2, row)
            sheet.cell(row, 3, row)

    page, _ = read(fill)
    assert [(t.place.cell, t.rows) for t in page.tables] == [("B1", 4), ("B8", 2)]


def test_hidden_rows_columns_and_sheets_are_not_read() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    for r in range(1, 4):
        for c in range(1, 4):
            sheet.cell(r, c, f"{r}{c}")
    sheet.merge_cells("A1:A3")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = workbook.create_sheet("底稿")
    other["A1"] = "不公开"
    other.sheet_state = "hidden"
    workbook.create_sheet("空表")
    pages, problems = read_xlsx(saved(workbook), "a.xlsx")
    assert [(p.number, p.kind) for p in pages] == [(1, "text"), (2, "blank")]
    (table,) = pages[0].tables
    assert texts(table) == {"A1": "11", "C1": "13", "C3": "33"}
    assert (table.rows, table.columns) == (2, 2)
    assert {p.code: dict(p.detail) for p in problems} == {
        "hidden_cells": {"sheet": "Sheet", "count": "4"},
        "hidden_sheets": {"count": "1", "sheets": "底稿"},
    }


def test_a_formula_without_a_stored_value_is_blank_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["C1"] = 1, 2, "=SUM(A1:B1)"

    page, problems = read(fill)
    assert texts(page.tables[0]) == {"A1": "1", "B1": "2"}
    assert [(p.code, dict(p.detail)["cells"]) for p in problems] == [("formula_without_value", "C1")]


def test_a_formula_shows_its_stored_value() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = "合计", "=A2"

    data = edited(book(fill), "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>82800.920000000013</v>", b"<v/>", b"<v />")
    pages, problems = read_xlsx(data, "a.xlsx")
    assert texts(pages[0].tables[0])["B1"] == "82800.92"
    assert problems == ()


def test_dates_lines_and_an_unknown_format() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = date(2026, 12, 31), "第一行\n 第二行\r\n\n"
        sheet["A1"].number_format = "yyyy/m/d"
        sheet["C1"] = 0.5
        sheet["C1"].number_format = "# ?/?"

    page, problems = read(fill)
    by_name = {c.place.cell: c for c in page.tables[0].cells}
    assert by_name["A1"].text == "2026/12/31"
    assert by_name["B1"].lines == ("第一行", "第二行")
    assert by_name["C1"].text == "0.5"
    assert [p.code for p in problems] == ["number_format_unknown"]


def test_empty_margins_cost_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C4"], sheet["D4"] = "甲", "乙"
        for c in range(1, 500):
            sheet.cell(5, c).border = Border()
            sheet.cell(400, c).number_format = "0.00"
        sheet.merge_cells("A1:XFD1")

    page, problems = read(fill)
    assert (page.tables[0].rows, page.tables[0].columns, problems) == (1, 2, ())


def test_limits_of_a_sheet() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["A5001"], sheet["KO1"] = 1, 2, 3, 4

    page, problems = read(fill)
    assert texts(page.tables[0]) == {"A1": "1", "B1": "2"}
    assert [p.code for p in problems] == ["sheet_too_large"]


def test_the_whole_way() -> None:
    document = read_bytes(book(lambda sheet: sheet.append(["一级指标", "指标值"])), "名.pdf")
    assert document.source.media_type.endswith("sheet")
    assert document.pages[0].reader == "xlsx"


def edited(data: bytes, part: str, old: bytes, new: bytes, *also: bytes) -> bytes:
    """The package with `old` (or one of `also`) replaced by `new` in one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            body = source.read(item)
            if item.filename == part:
                found = next(x for x in (old, *also) if x in body)
                body = body.replace(found, new, 1)
            target.writestr(item, body)
    return out.getvalue()


def with_shared_strings() -> bytes:
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out)
    sheet = workbook.add_worksheet("目标")
    sheet.write_string("A1", "指标值")
    sheet.write_rich_string("B1", "≥", workbook.add_format({"bold": True}), "95%")
    sheet.write_formula("A2", "=1+1", workbook.add_format({"num_format": '0"人"'}), 2)
    workbook.close()
    return out.getvalue()


def test_shared_and_rich_strings() -> None:
    data = edited(with_shared_strings(), "xl/sharedStrings.xml", b"</si>", b'<rPh sb="0" eb="1"><t>zhi</t></rPh></si>')
    pages, problems = read_xlsx(data, "a.xlsx")
    assert texts(pages[0].tables[0]) == {"A1": "指标值", "B1": "≥95%", "A2": "2人"}
    assert problems == ()


def declared(encoding: str) -> bytes:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    return xml.encode(encoding)


@pytest.mark.parametrize("part", ["workbook.xml", "worksheets/sheet1.xml", "sharedStrings.xml", "styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_entities_are_refused(part: str, encoding: str) -> None:
    data = with_shared_strings()
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        body = source.read(f"xl/{part}")
    with pytest.raises((UnsafeXmlError, DamagedOfficeError)):
        read_xlsx(edited(data, f"xl/{part}", body, declared(encoding)), "a.xlsx")


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book(lambda sheet: sheet.append(["a", "b"]))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/media/zeros", b"\0" * 4 * 2**20)
    with pytest.raises(TooLargeError):
        read_xlsx(out.getvalue(), "a.xlsx")
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    with pytest.raises(TooLargeError) as caught:
        read_xlsx(data, "a.xlsx")
    assert "a.xlsx" in caught.value.message_zh


def test_damaged_packages() -> None:
    data = book(lambda sheet: sheet.append(["a", "b"]))
    with pytest.raises(DamagedOfficeError):
        read_xlsx(data[:-100], "a.xlsx")
    with pytest.raises(DamagedOfficeError):
        read_xlsx(edited(data, "xl/worksheets/sheet1.xml", b"</sheetData>", b""), "a.xlsx")
