"""The tables of many documents as one Excel workbook or as CSV files that Excel opens rightly.

Documents come one at a time, as the JSON that `shenbao convert` writes, and none is kept.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from shenbao.files import OutputError, whole
from shenbao.output import loads
from shenbao.tables import TABLES, Kind, Value

_LONGEST_CELL = 32_767  # characters, Excel's limit
MOST_ROWS = 1_048_575  # below the header, Excel's limit
_EXACT_DIGITS = 15  # what Excel keeps of a number
_CUT = "…（原文过长，完整内容见 JSON）"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_tables(documents: Iterable[tuple[str, dict[str, Any]]], *, xlsx: Path | None, csv: Path | None) -> None:
    """Write the tables of all documents as the workbook `xlsx` (a sheet a table) and as files in the folder `csv`.

    `documents` gives (relative path of the document, its JSON) one at a time; see written(). Raises OutputError where
    a file cannot be written or a table has more rows than Excel can hold; then nothing is left half written.
    """
    with ExitStack() as stack:
        sinks: list[Callable[[Kind, list[Value]], None]] = []
        if xlsx:
            sinks.append(stack.enter_context(_workbook(xlsx)))
        if csv:
            sinks.append(stack.enter_context(_csv_files(csv)))
        for file, contract in documents:
            for kind, table in TABLES.items():
                for values in table.values(file, contract):
                    for sink in sinks:
                        sink(kind, values)


def written(files: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(relative path of the document, its JSON) from (relative path of the document, path of its JSON file)."""
    for file, path in files:
        yield file, loads(path.read_text(encoding="utf-8"))


@contextmanager
def _workbook(path: Path) -> Iterator[Callable[[Kind, list[Value]], None]]:
    """A workbook to fill row by row; the same rows give the same bytes."""
    import xlsxwriter

    with whole(path) as temporary:
        book = xlsxwriter.Workbook(str(temporary), {"constant_memory": True})
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        sheets = {kind: _sheet(book, kind, head) for kind in TABLES}
        counts = dict.fromkeys(TABLES, 0)

        def add(kind: Kind, values: list[Value]) -> None:
            counts[kind] += 1
            if counts[kind] > MOST_ROWS:
                raise _too_long(kind)
            for place, value in enumerate(values):
                write_cell(sheets[kind], counts[kind], place, value, body)

        yield add
        for kind, sheet in sheets.items():
            if counts[kind]:
                sheet.autofilter(0, 0, counts[kind], len(TABLES[kind].columns) - 1)
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(str(error)) from error


def _sheet(book: Any, kind: Kind, head: Any) -> Any:
    """An empty sheet with its header."""
    sheet = book.add_worksheet(TABLES[kind].title)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(TABLES[kind].columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.header, head)
    return sheet


def _too_long(kind: Kind) -> OutputError:
    title = TABLES[kind].title
    return OutputError(
        f"表“{title}”超过 {MOST_ROWS} 行，Excel 放不下。请用 --csv，或分批转换。",
        f"table {kind} has more than {MOST_ROWS} rows, more than Excel can hold. Use --csv, or convert in parts.",
    )


@contextmanager
def _csv_files(folder: Path) -> Iterator[Callable[[Kind, list[Value]], None]]:
    """A CSV file a table to fill row by row."""
    with ExitStack() as stack:
        writers = {}
        for kind, table in TABLES.items():
            temporary = stack.enter_context(whole(folder / f"{table.title}.csv"))
            file = stack.enter_context(temporary.open("w", encoding="utf-8-sig", newline=""))
            writers[kind] = csv.writer(file, lineterminator="\r\n")
            writers[kind].writerow([column.header for column in table.columns])
        yield lambda kind, values: writers[kind].writerow([guarded(value) for value in values])


def write_cell(sheet: Any, row: int, column: int, value: Value | datetime.date, style: Any) -> None:
    """Numbers as numbers where Excel keeps all their digits, days and booleans as such, all else as text."""
    if value is None:
        return
    if isinstance(value, str):
        text = value if len(value) <= _LONGEST_CELL else value[: _LONGEST_CELL - len(_CUT)] + _CUT
        sheet.write_string(row, column, text, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, datetime.datetime(value.year, value.month, value.day), style)
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
