"""The other forms of the dataset, each made from the Parquet files: DuckDB, CSV, workbook, Data Package, dictionary."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import regex

from shenbao.datasets.arrow import arrow_schema, batches
from shenbao.datasets.database import connect
from shenbao.datasets.fields import Field, Table
from shenbao.datasets.package import dictionary, package
from shenbao.datasets.schema import TABLES
from shenbao.export import MOST_ROWS, write_cell
from shenbao.output import dumps

DATABASE, WORKBOOK, PACKAGE, DICTIONARY = "dataset.duckdb", "dataset.xlsx", "datapackage.json", "README.md"
NAMES = (DATABASE, PACKAGE, DICTIONARY, *(f"csv/{name}.csv" for name in TABLES))
_MOST_CELLS = 12_000_000  # a workbook beyond that opens nowhere
_FORMULA = r"^'*[=+\-@\t＝＋－＠](?s:.*)[(|!\[]"
"""A text that a spreadsheet would run: =HYPERLINK(...), =cmd|...; not =100% or -5, which are common values."""


def write_forms(folder: Path, rows: dict[str, int], headers: str, personal: bool) -> bool:
    """Write all forms beside folder/parquet. False where the workbook was left out: more rows than Excel can hold."""
    _write_database(folder, headers)
    fits = max(rows.values()) <= MOST_ROWS and _cells(rows) <= _MOST_CELLS
    if fits:
        _write_workbook(folder, headers)
    (folder / PACKAGE).write_text(dumps(package(folder, rows, headers)), encoding="utf-8")
    (folder / DICTIONARY).write_text(dictionary(rows, fits, personal), encoding="utf-8")
    return fits


def _cells(rows: dict[str, int]) -> int:
    return sum(count * len(TABLES[name].fields) for name, count in rows.items())


def header(field: Field, headers: str) -> str:
    """The header of a column: its name, or its Chinese label."""
    return field.label if headers == "zh" else field.name


def _write_database(folder: Path, headers: str) -> None:
    """The DuckDB file, and from its tables the CSV files."""
    import pyarrow as pa

    (folder / "csv").mkdir()
    with connect(folder / DATABASE, spill=folder / "spill") as db:
        for name, table in TABLES.items():
            stream = pa.RecordBatchReader.from_batches(
                arrow_schema(name), batches(folder / "parquet" / f"{name}.parquet")
            )
            db.register("incoming", stream)
            db.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
            db.unregister("incoming")
            db.execute(f"COMMENT ON TABLE {name} IS {_quoted(f'{table.title}：{table.zh}。{table.en}')}")
            for field in table.fields:
                about = _quoted(f"{field.label}：{field.zh}。{field.en}")
                db.execute(f'COMMENT ON COLUMN {name}."{field.name}" IS {about}')
            _write_csv(db, folder, table, headers)
    shutil.rmtree(folder / "spill", ignore_errors=True)


def _write_csv(db: Any, folder: Path, table: Table, headers: str) -> None:
    """A CSV file with a byte-order mark, as Excel wants it; numbers without idle zeros, what could run guarded."""
    body = folder / "csv" / f"{table.name}.body"
    columns = ", ".join(_csv_column(field) for field in table.fields)
    db.execute(f"COPY (SELECT {columns} FROM {table.name}) TO {_quoted(str(body))} (FORMAT csv, HEADER false)")
    with (folder / "csv" / f"{table.name}.csv").open("wb") as file, body.open("rb") as rest:
        file.write(b"\xef\xbb\xbf" + ",".join(header(field, headers) for field in table.fields).encode() + b"\n")
        shutil.copyfileobj(rest, file, 1 << 20)
    body.unlink()


def _csv_column(field: Field) -> str:
    name = f'"{field.name}"'
    if field.type in ("decimal", "points"):
        return f"rtrim(rtrim(CAST({name} AS VARCHAR), '0'), '.')"
    if field.type == "text":
        return f"CASE WHEN regexp_matches({name}, {_quoted(_FORMULA)}) THEN '''' || {name} ELSE {name} END"
    return name


def _quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def guarded(text: str) -> str:
    """A text as it stands in the CSV: a ' before one that a spreadsheet would run."""
    return f"'{text}" if regex.search(_FORMULA, text) else text


def unguarded(text: str) -> str:
    """The text of a CSV cell, the inverse of guarded()."""
    return text[1:] if text.startswith("'") and regex.search(_FORMULA, text[1:]) else text


_WIDTHS = {"text": 18, "integer": 9, "decimal": 16, "points": 8, "boolean": 8, "date": 12}


def _write_workbook(folder: Path, headers: str) -> None:
    """A sheet a table: numbers, dates and booleans as such, all else text; the same rows give the same bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(folder / WORKBOOK), {"constant_memory": True, "tmpdir": str(folder)})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    top = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "text_wrap": True, "valign": "top"})
    styles = {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "decimal": book.add_format({"num_format": "0.##########"}),
    }
    for name, table in TABLES.items():
        sheet = book.add_worksheet(table.title if headers == "zh" else name)
        sheet.freeze_panes(1, 1)
        for place, field in enumerate(table.fields):
            sheet.set_column(place, place, _WIDTHS[field.type])
            sheet.write_string(0, place, header(field, headers), top)
        line = 0
        for batch in batches(folder / "parquet" / f"{name}.parquet"):
            columns = [column.to_pylist() for column in batch.columns]
            for values in zip(*columns, strict=True):
                line += 1
                for place, value in enumerate(values):
                    if value is not None:
                        write_cell(sheet, line, place, value, styles.get(table.fields[place].type))
        if line:
            sheet.autofilter(0, 0, line, len(table.fields) - 1)
    book.close()
