"""Tab-separated text: a form as copied out of a viewer. A blank line between table rows is a page break.

Which cells are merged cannot be told from such text, so the tables say `spans_known=False`.
"""

from __future__ import annotations

from shenbao_extract.document import Cell, Line, Page, Place, Table

READER = "tsv"


def read_tsv(text: str) -> tuple[Page, ...]:
    """The pages of a tab-separated text. Lines without a tab are text lines; places are (line, column) from 1."""
    pages: list[Page] = []
    lines: list[Line] = []
    rows: list[tuple[int, str]] = []

    def close_page() -> None:
        number = len(pages) + 1
        tables = (_table(rows, number),) if rows else ()
        pages.append(Page(number, "text", READER, lines=tuple(lines), tables=tables))
        lines.clear()
        rows.clear()

    for number, line in enumerate(text.splitlines(), start=1):
        if "\t" in line:
            rows.append((number, line))
        elif line.strip():
            if rows:
                close_page()
            lines.append(Line(line.strip(), Place(len(pages) + 1, line=(number, 1))))
        elif rows:
            close_page()
    if rows or lines or not pages:
        close_page()
    return tuple(pages)


def _table(rows: list[tuple[int, str]], page: int) -> Table:
    cells: list[Cell] = []
    width = 0
    for r, (number, line) in enumerate(rows):
        texts = line.split("\t")
        width = max(width, len(texts))
        for c, text in enumerate(texts):
            place = Place(page, line=(number, c + 1))
            cells.append(Cell(r, c, 1, 1, (text,) if text.strip() else (), place, reader=READER))
    return Table(Place(page, line=(rows[0][0], 1)), tuple(cells), len(rows), width, spans_known=False)
