"""The flat tables as a workbook and as CSV files."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from shenbao.export import guarded, write_tables, written
from shenbao.files import OutputError
from shenbao.output import dumps, loads
from shenbao.reading import Reading
from shenbao.tables import TABLES, Value

Documents = list[tuple[str, Path]]


@pytest.fixture
def converted(reading: Reading, tmp_path: Path) -> Documents:
    path = tmp_path / "a.pdf.json"
    path.write_text(reading.to_json(), encoding="utf-8")
    return [("甲/a.pdf", path)]


def test_every_table_has_its_own_headers() -> None:
    assert [table.title for table in TABLES.values()] == ["申报表", "指标", "任务", "资金", "目标", "问题", "修复"]
    for table in TABLES.values():
        assert len({column.header for column in table.columns}) == len(table.columns)
        assert len({column.name for column in table.columns}) == len(table.columns)


def test_rows_are_those_of_the_json_read_back(reading: Reading) -> None:
    back = loads(dumps(reading.contract()))
    for kind, table in TABLES.items():
        frame = reading.to_frame(kind)
        assert list(frame.itertuples(index=False, name=None)) == [tuple(v) for v in table.values("a.pdf", back)]


def test_workbook_opens_with_chinese_headers(converted: Documents, tmp_path: Path) -> None:
    write_tables(written(converted), xlsx=tmp_path / "out.xlsx", csv=None)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["申报表", "指标", "任务", "资金", "目标", "问题", "修复"]
    header = [cell.value for cell in book["资金"][1]]
    assert {"文件", "单位", "页码", "金额（原文）", "金额（元）"} <= set(header)
    assert book["资金"].freeze_panes == "A2"
    row = dict(zip(header, (cell.value for cell in book["资金"][2]), strict=True))
    assert row["金额"] == 37.04
    assert row["金额（元）"] == 370400
    assert row["文件"] == "甲/a.pdf"


def test_no_cell_is_a_formula(converted: Documents, tmp_path: Path) -> None:
    write_tables(written(converted), xlsx=tmp_path / "out.xlsx", csv=None)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["任务"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=SUM(A1)" and cell.data_type == "s" for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_workbook_is_the_same_twice(converted: Documents, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_tables(written(converted), xlsx=tmp_path / name, csv=None)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_csv_has_mark_headers_and_guard(converted: Documents, tmp_path: Path) -> None:
    write_tables(written(converted), xlsx=None, csv=tmp_path)
    assert (tmp_path / "任务.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "任务.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert row["主要内容"] == "'=SUM(A1)"
    assert row["期望达到的目标"] == "'-1 起投诉"
    assert row["金额"] == "442600.00"


def test_a_table_too_long_for_excel_leaves_no_workbook(
    converted: Documents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shenbao.export.MOST_ROWS", 3)
    with pytest.raises(OutputError, match="--csv"):
        write_tables(written(converted * 4), xlsx=tmp_path / "x" / "out.xlsx", csv=tmp_path / "x")
    assert list((tmp_path / "x").iterdir()) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("-5.10"), "-5.10"),
        (-5, "-5"),
        ("-5", "-5"),
        ("-1,234.50", "-1,234.50"),
        ("-", "-"),
        ("=", "="),
        ("=95%", "'=95%"),
        ("＝cmd", "'＝cmd"),
        ("@x", "'@x"),
        ("+1+1", "'+1+1"),
        ("≥95%", "≥95%"),
        (None, ""),
    ],
)
def test_guard(value: Value, text: str) -> None:
    assert guarded(value) == text


def test_long_text_is_cut_with_a_note_and_long_numbers_are_kept(tmp_path: Path, reading: Reading) -> None:
    import xlsxwriter

    from shenbao.export import write_cell

    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet()
    write_cell(sheet, 0, 0, "长" * 40_000, None)
    write_cell(sheet, 0, 1, Decimal("12345678901234567.89"), None)
    book.close()
    row = next(openpyxl.load_workbook(tmp_path / "x.xlsx").active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert str(row[0]).endswith("完整内容见 JSON）")
    assert row[1] == "12345678901234567.89"
