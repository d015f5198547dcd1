"""The invented forms as a spreadsheet and as a Word file, written from their HTML: the same cells, spans and lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
from lxml import html
from openpyxl.styles import Border, Side

_FRAME = Border(*[Side(style="thin")] * 4)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its row and column from 0, how many it spans, its words."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


Block = str | list[Box]


def blocks(page: Path) -> Iterator[Block]:
    """The page's headings and paragraphs, and the cells of its tables, in order."""
    for element in html.fromstring(page.read_text("utf-8")).iter("h3", "h4", "p", "table"):
        yield list(_boxes(element)) if element.tag == "table" else _text(element)


def write_workbook(page: Path, target: Path) -> None:
    """One sheet: a heading is a row merged over the width, a table its framed cells."""
    found = list(blocks(page))
    width = max(box.column + box.columns for block in found if isinstance(block, list) for box in block)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    at = 1
    for block in found:
        boxes = [Box(0, 0, 1, width, block)] if isinstance(block, str) else block
        for box in boxes:
            row, column = at + box.row, box.column + 1
            for cells in sheet.iter_rows(row, row + box.rows - 1, column, column + box.columns - 1):
                for cell in cells:
                    cell.border = _FRAME if isinstance(block, list) else Border()
            first = sheet.cell(row, column)
            if box.text:
                first.value = box.text
                first.data_type = "s"  # =100% is no formula
            if box.rows * box.columns > 1:
                sheet.merge_cells(None, row, column, row + box.rows - 1, column + box.columns - 1)
        at += max(box.row + box.rows for box in boxes)
    book.save(target)


def write_word(page: Path, target: Path) -> None:
    """A paragraph for each heading, a table with merged cells for each table."""
    document = docx.Document()
    for block in blocks(page):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        size = max(box.row + box.rows for box in block), max(box.column + box.columns for box in block)
        table = document.add_table(*size, style="Table Grid")
        for box in block:
            cell = table.cell(box.row, box.column)
            if box.rows * box.columns > 1:
                cell = cell.merge(table.cell(box.row + box.rows - 1, box.column + box.columns - 1))
            cell.text = box.text
    document.save(str(target))


def _text(element: html.HtmlElement) -> str:
    for line in element.iter("br"):
        line.tail = "\n" + (line.tail or "")
    return str(element.text_content()).strip("\n")


def _boxes(table: html.HtmlElement) -> Iterator[Box]:
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line.iter("td", "th"):
            while (row, column) in taken:
                column += 1
            box = Box(row, column, int(cell.get("rowspan", 1)), int(cell.get("colspan", 1)), _text(cell))
            taken |= {(row + i, column + j) for i in range(box.rows) for j in range(box.columns)}
            yield box
