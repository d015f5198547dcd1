"""A document as tables in the terminal: the Python twin of `shenbao show`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shenbao.files import UsageError
from shenbao.reading import Reading, read
from shenbao.tables import TABLES, Kind, Row, Value, rows

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable

    from shenbao_extract.ocr.options import Mode

_NARROW = 140  # columns, where the output is no terminal
_SHOWN: dict[Kind, tuple[str, ...]] = {
    "budget": ("page", "section", "label", "column", "horizon", "amount_raw", "amount_unit", "amount_yuan"),
    "goals": ("page", "goal_number", "horizon", "text"),
    "tasks": ("page", "name", "content", "amount_raw", "amount_unit", "funds", "expected"),
    "indicators": ("page", "level1", "level2", "name", "period_value_raw", "annual_value_raw", "weight", "note"),
    "repairs": ("page", "cleaner", "path", "before", "after", "why"),
    "issues": ("page", "severity", "code", "message_zh", "message_en", "path"),
}
_NUMBERS = {"amount_raw", "amount_yuan", "page", "weight"}


def show(
    path: str | os.PathLike[str],
    *,
    password: str | None = None,
    page: int | None = None,
    image: str | os.PathLike[str] | None = None,
    ocr: Mode = "auto",
    ocr_engine: str = "rapid",
    personal: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """Print the declarations of one document as tables, or draw page `page` with what was believed to the PNG `image`.

    Names and telephone numbers are hidden in both unless `personal`. `ocr`, `ocr_engine` and `progress` are those of
    shenbao.read(). Returns the Reading. Raises ExtractError where the
    file cannot be read, UsageError where only one of `page` and `image` is given or there is no such page.
    """
    if (page is None) != (image is None):
        raise UsageError("--page 和 --image 要一起使用。", "--page and --image go together.")
    reading = read(path, password=password, ocr=ocr, ocr_engine=ocr_engine, progress=progress)
    if page is not None and image is not None:
        from shenbao.report.picture import draw

        draw(reading, Path(path), page, Path(image), password, personal)
    else:
        print_reading(reading, personal=personal)
    return reading


def print_reading(reading: Reading, console: Console | None = None, *, personal: bool = False) -> None:
    """Print every declaration of a document: head, money, goals, tasks, indicators, repairs and issues, with pages.

    What the document itself is to be known for stands before them where it is a warning, else after them.
    """
    from rich.console import Console
    from rich.text import Text

    if console is None:
        probe = Console()
        console = probe if probe.is_terminal else Console(width=_NARROW)
    file, contract = reading.source.file, reading.contract()
    console.print(Text(f"{file}：{len(reading.declarations)} 份申报表 declaration(s)", style="bold"))
    own = [row for row in rows("issues", file, contract) if row.index is None]
    _print_rows(console, "issues", [row for row in own if row.item["severity"] != "info"])
    for index in range(len(reading.declarations)):
        _print_declaration(console, file, contract, index, personal)
    _print_rows(console, "issues", [row for row in own if row.item["severity"] == "info"])


def _print_declaration(console: Console, file: str, contract: dict[str, Any], index: int, personal: bool) -> None:
    head = next(row for row in rows("declarations", file, contract) if row.index == index)
    console.print()
    console.print(_head_table(head, personal))
    for kind in _SHOWN:
        _print_rows(console, kind, [row for row in rows(kind, file, contract) if row.index == index])


def _head_table(row: Row, personal: bool) -> RichTable:
    from rich.table import Table as RichTable
    from rich.text import Text

    out = RichTable(title=f"第 {(row.index or 0) + 1} 份申报表", title_justify="left", show_header=False)
    out.add_column(no_wrap=True)
    out.add_column(overflow="fold")
    for column in TABLES["declarations"].columns[2:]:
        value = column.get(row)
        if value is not None:
            out.add_row(Text(column.header), Text(_text(value)))
    for name, basic in row.item["basics"].items():
        out.add_row(Text(f"基本信息 {name}"), Text(_text(basic)))
    for extra in row.item["extra"]:
        hidden = extra["personal"] and not personal
        out.add_row(Text(extra["label"]), Text("（个人信息，不显示）" if hidden else extra["text"]))
    return out


def _print_rows(console: Console, kind: Kind, found: list[Row]) -> None:
    """One table; columns that are empty in every row are left out."""
    from rich.table import Table as RichTable
    from rich.text import Text

    if not found:
        return
    table = TABLES[kind]
    columns = [column for column in table.columns if column.name in _SHOWN[kind]]
    columns = [column for column in columns if any(column.get(row) is not None for row in found)]
    out = RichTable(
        title=f"{table.title}（{len(found)}）", title_justify="left", show_lines=kind in ("tasks", "issues")
    )
    for column in columns:
        justify: Literal["left", "right"] = "right" if column.name in _NUMBERS else "left"
        out.add_column(column.header, justify=justify, overflow="fold")  # Chinese has no blanks to break at
    for row in found:
        out.add_row(*(Text(_text(column.get(row))) for column in columns))
    console.print(out)


def _text(value: Value) -> str:
    return "" if value is None else f"{value:,f}" if not isinstance(value, (str, int)) else str(value)
