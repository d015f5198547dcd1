"""A comparison as text: the words for its values, tables in the terminal, CSV files and a workbook."""

from __future__ import annotations

import csv
import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from shenbao.comparing.result import TABLES, Column, Comparison, Quality, Source, Titled, columns
from shenbao.export import MOST_ROWS, guarded, write_cell
from shenbao.files import OutputError, whole
from shenbao.output import clean

Lang = Literal["zh", "en"]

_ROWS = 20
"""Rows of one table in the terminal."""
_WORDS = {
    "standard": "标准", "size": "规模", "indicator": "指标", "indicators": "指标组", "goal": "目标", "total": "总额",
    "added": "新增", "removed": "不再有", "changed": "改变", "years": "年度之间", "units": "单位之间",
    "declared": "已申报", "doubtful": "存疑", "missing": "缺", "equal": "名称相同", "synonym": "同义", "order": "词序不同",
    "place": "去掉地名", "narrower": "一个更窄", "alike": "相近", "measure": "量法不同", "basic": "基本支出", "project": "项目支出",
    "development": "事业发展性支出", "tasks": "任务", "projects": "项目申报", "projects_period": "项目（实施周期）", "transfers": "转移支付申报",
}  # fmt: skip
_CODES = frozenset({"about", "what", "change", "scope", "status", "why", "part", "total"})
_PLACE = ("declaration_id", "file", "page", "box_pt", "source_cell", "row_id")
_IN_TERMINAL = {
    "promises": ("promise", "name", "unit", "about", "groups", "declarations", "lowest", "median", "highest"),
    "standings": ("promise", "name", "unit", "group", "values", "lowest", "median", "highest", "rank", "of"),
    "near_names": ("promise", "name", "other", "declarations", "score", "why"),
    "money": ("group", "total_yuan", "basic_yuan", "project_yuan", "development_yuan", "tasks_yuan", "projects_yuan", "transfers_yuan",
              "per_goal_yuan"),
    "changes": ("unit_name", "project_name", "year_before", "year_after", "what", "change", "name", "before", "after"),
    "copies": ("what", "scope", "score", "copies", "unit_name", "year", "other_unit_name", "other_year", "text", "source"),
}  # fmt: skip


def worded(value: Any, column: Column, lang: Lang) -> str:
    """A value as a reader wants it: yuan in whole 元 with separators, shares in percent, codes in words."""
    if value is None:
        return ""
    if isinstance(value, Source):
        return placed(value, lang)
    if column.shown == "yuan":
        return f"{Decimal(value):,.0f}"
    if column.shown == "share":
        return f"{value:.1%}"
    if column.shown in {"number", "score"}:
        return f"{value:,.4g}" if abs(value) < 1 else f"{value:,.2f}".rstrip("0").rstrip(".")
    if column.name in _CODES and lang == "zh":
        return _WORDS.get(str(value), str(value))
    return str(value)


def placed(source: Source, lang: Lang) -> str:
    """Where something stands, in one line: file and page or cell."""
    if source.source_cell:
        return f"{source.file} {source.source_cell}"
    if source.page is None:
        return source.file
    return f"{source.file} 第 {source.page} 页" if lang == "zh" else f"{source.file} p. {source.page}"


def heading(column: Column, lang: Lang) -> str:
    """The label of a column."""
    return column.zh if lang == "zh" else column.en


def print_tables(result: Comparison, lang: Lang, rows: int = _ROWS) -> None:
    """The summary tables on stdout, each with its first rows; lines stay for CSV, workbook and report."""
    from rich.console import Console

    probe = Console()
    console = probe if probe.is_terminal else Console(width=160)
    for titled in TABLES:
        if titled.adds_to is None and result.rows(titled.name):
            console.print(_pivot(result, lang) if titled.row is Quality else _table(result, titled, lang, rows))
            beyond = len(result.rows(titled.name)) - rows + result.left_out.get(titled.name, 0)
            if beyond > 0 and titled.row is not Quality:
                console.print(f"  … 还有 {beyond} 行 …" if lang == "zh" else f"  … {beyond} more rows …", style="dim")


def _table(result: Comparison, titled: Titled, lang: Lang, rows: int) -> Any:
    from rich.table import Table

    wanted = _IN_TERMINAL.get(titled.name)
    shown = [
        column for column in columns(titled.row) if (column.name in wanted if wanted else column.shown != "source")
    ]
    table = Table(title=titled.zh if lang == "zh" else titled.en, title_justify="left")
    for column in shown:
        numeric = column.shown not in {"text", "source"}
        table.add_column(heading(column, lang), justify="right" if numeric else "left", overflow="fold", max_width=44)
    for row in result.rows(titled.name)[:rows]:
        table.add_row(*(_cell(worded(getattr(row, column.name), column, lang)) for column in shown))
    return table


def _cell(text: str) -> Any:
    """Text of a document for the terminal: no markup, no control characters, not too long."""
    from rich.text import Text

    return Text("".join(letter if letter.isprintable() else " " for letter in clean(text))[:120])


def _pivot(result: Comparison, lang: Lang) -> Any:
    """Quality with a column for each of the first groups: count/total."""
    from rich.table import Table

    groups = [one.group for one in result.groups[:8]]
    titled = next(table for table in TABLES if table.row is Quality)
    table = Table(title=titled.zh if lang == "zh" else titled.en, title_justify="left")
    table.add_column("项" if lang == "zh" else "measure")
    for group in groups:
        table.add_column(_cell(group), justify="right", overflow="fold")
    counts = {(row.measure, row.group): row for row in result.quality}
    for measure in dict.fromkeys(row.measure for row in result.quality):
        rows = [counts.get((measure, group)) for group in groups]
        first = next((row for row in result.quality if row.measure == measure), None)
        title = (first.title_zh if lang == "zh" else first.title_en) if first else measure
        table.add_row(title, *(f"{row.count}/{row.of} {row.share or 0:.0%}" if row else "" for row in rows))
    return table


def _flat(titled: Titled, lang: Lang) -> list[str]:
    """The headers of a table in a file: a Source takes several columns."""
    headers: list[str] = []
    for column in columns(titled.row):
        label = heading(column, lang)
        headers += [f"{label} {part}" for part in _PLACE] if column.shown == "source" else [label]
    return headers


def _values(row: Any, titled: Titled) -> list[Any]:
    values: list[Any] = []
    for column in columns(titled.row):
        value = getattr(row, column.name)
        if column.shown != "source":
            values.append(value)
        elif value is None:
            values += [None] * len(_PLACE)
        else:
            box = value.box_pt and " ".join(f"{edge:g}" for edge in value.box_pt)
            values += [value.declaration_id, value.file, value.page, box, value.source_cell, value.row_id]
    return [Decimal(repr(value)) if isinstance(value, float) else value for value in values]


def write_csv(result: Comparison, folder: str | Path, lang: Lang = "zh") -> None:
    """A file a table into a folder, with a byte-order mark; empty tables too, so that a file never is of another run.

    Raises:
        OutputError: a file cannot be written.
    """
    for titled in TABLES:
        path = Path(folder) / f"{titled.zh if lang == 'zh' else titled.name}.csv"
        with whole(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(_flat(titled, lang))
            for row in result.rows(titled.name):
                writer.writerow([guarded(value) for value in _values(row, titled)])


def write_xlsx(result: Comparison, path: str | Path, lang: Lang = "zh") -> None:
    """A sheet a table in one workbook; the same comparison gives the same bytes.

    Raises:
        OutputError: the file cannot be written, or a table has more rows than Excel can hold.
    """
    import xlsxwriter

    for titled in TABLES:
        if len(result.rows(titled.name)) > MOST_ROWS:
            raise OutputError(
                f"表“{titled.zh}”超过 {MOST_ROWS} 行，Excel 放不下。请用 --csv，或调小 --limit。",
                f"table {titled.name} has more than {MOST_ROWS} rows, more than Excel can hold; use --csv or a lower --limit.",
            )
    with whole(Path(path)) as temporary:
        book = xlsxwriter.Workbook(str(temporary), {"constant_memory": True})
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for titled in TABLES:
            sheet = book.add_worksheet(titled.zh if lang == "zh" else titled.name)
            sheet.freeze_panes(1, 0)
            headers = _flat(titled, lang)
            sheet.set_column(0, len(headers) - 1, 16)
            for place, label in enumerate(headers):
                sheet.write_string(0, place, label, head)
            rows = result.rows(titled.name)
            for number, row in enumerate(rows, 1):
                for place, value in enumerate(_values(row, titled)):
                    write_cell(sheet, number, place, value, body)
            if rows:
                sheet.autofilter(0, 0, len(rows), len(headers) - 1)
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(str(error)) from error
