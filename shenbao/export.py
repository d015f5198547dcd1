"""The tables of many documents as one Excel workbook or as CSV files that Excel opens rightly."""

from __future__ import annotations

import csv
import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.files import OutputError, write_with
from shenbao.tables import TABLES, Kind, Value
from shenbao_cleaners.declaration import Issue, Message, Result

if TYPE_CHECKING:
    from shenbao.converting import Attempt

_LONGEST_CELL = 32_767  # characters, Excel's limit
_MOST_ROWS = 1_048_575  # below the header, Excel's limit
_EXACT_DIGITS = 15  # what Excel keeps of a number
_CUT = "…（原文过长，完整内容见 JSON）"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class Gathered:
    """The rows of all documents of one conversion, by table."""

    def __init__(self) -> None:
        """Begin with no rows."""
        self._rows: dict[Kind, list[list[Value]]] = {kind: [] for kind in TABLES}

    def add(self, file: str, done: Attempt) -> None:
        """Add the rows of one document; one that could not be read gives a row of its issue."""
        result = done.reading.result if done.reading else _failed(done)
        for kind, table in TABLES.items():
            self._rows[kind].extend(table.values(file, result))

    def write_xlsx(self, path: Path) -> None:
        """Write one workbook, a sheet a table. Raises OutputError."""
        for kind, rows in self._rows.items():
            if len(rows) > _MOST_ROWS:
                raise OutputError(
                    f"表“{TABLES[kind].title}”有 {len(rows)} 行，超过 Excel 的上限。请用 --csv，或分批转换。",
                    f"table {kind} has {len(rows)} rows, more than Excel can hold. Use --csv, or convert in parts.",
                )
        write_with(path, self._fill_workbook)

    def _fill_workbook(self, path: Path) -> None:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(path))
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})  # the same rows give the same bytes
        header = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for kind, table in TABLES.items():
            sheet = book.add_worksheet(table.title)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                sheet.set_column(place, place, column.width)
                sheet.write_string(0, place, column.header, header)
            for number, row in enumerate(self._rows[kind], 1):
                for place, value in enumerate(row):
                    _write_cell(sheet, number, place, value, body)
            if self._rows[kind]:
                sheet.autofilter(0, 0, len(self._rows[kind]), len(table.columns) - 1)
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(str(error)) from error

    def write_csv(self, folder: Path) -> None:
        """Write a CSV file a table into a folder. Raises OutputError."""
        for kind, table in TABLES.items():
            header = [column.header for column in table.columns]
            rows = [[guarded(value) for value in row] for row in self._rows[kind]]
            write_with(folder / f"{table.title}.csv", lambda path, lines=[header, *rows]: _write_csv(path, lines))  # type: ignore[misc]


def _failed(done: Attempt) -> Result:
    """The Result of a document that could not be read: nothing but its issue."""
    issue = done.contract["issues"][0]
    message = Message(issue["message"]["zh"], issue["message"]["en"])
    return Result((), (), (Issue(issue["code"], issue["severity"], None, message),))


def _write_cell(sheet: Any, row: int, column: int, value: Value, style: Any) -> None:
    """Numbers as numbers where Excel keeps all their digits, all else as text and never as a formula."""
    if value is None:
        return
    if isinstance(value, str):
        text = value if len(value) <= _LONGEST_CELL else value[: _LONGEST_CELL - len(_CUT)] + _CUT
        sheet.write_string(row, column, text, style)
    elif len(Decimal(value).normalize().as_tuple().digits) <= _EXACT_DIGITS:
        sheet.write_number(row, column, float(value), style)
    else:
        sheet.write_string(row, column, format(value, "f") if isinstance(value, Decimal) else str(value), style)


def guarded(value: Value) -> str:
    """A value for a CSV cell: text that a spreadsheet would take for a formula gets a ' before it, numbers never."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    text = str(value)
    if isinstance(value, int) or len(text) < 2 or not text.startswith(_FORMULA) or _is_number(text):
        return text
    return "'" + text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text.replace(",", "")).is_finite()
    except ArithmeticError:
        return False


def _write_csv(path: Path, lines: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(lines)
