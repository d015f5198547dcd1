"""Spreadsheets (xlsx): what a person sees in each visible sheet; merged cells are exact.

Values stand as displayed: number formats are applied, formulas show their stored value. What hidden rows, columns and
sheets hold is not read, and counted. A sheet's frames (rows with drawn cells) are its tables; what stands above,
between and below them are text lines. A sheet without frames is cut where two or more rows are empty.

The place of a cell is its sheet and name (B5). Lines and tables also say (row, column) as `line`, which orders them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from shenbao_extract.document import Cell, Line, Page, Place, Problem, Table
from shenbao_extract.errors import DamagedOfficeError
from shenbao_extract.readers.number_format import BUILT_IN
from shenbao_extract.readers.package import Package, local_name
from shenbao_extract.readers.xlsx_sheet import (
    MAX_COLUMNS,
    MAX_ROWS,
    Book,
    Sheet,
    Style,
    cell_name,
    read_sheet,
    read_strings,
)

READER = "xlsx"
WORKBOOK = "xl/workbook.xml"
MAX_SHEETS = 200
MAX_POSITIONS = 200_000  # rows times columns of one sheet
WIDE_MERGE = (60, 500)  # columns, rows: a merge this large (a whole row) does not say how large the sheet is
NAMED = 20  # cells that a problem names, at most


@dataclass(frozen=True)
class _Seen:
    """A sheet without what is hidden: text and merges by visible row and column (from 0)."""

    texts: dict[tuple[int, int], tuple[str, ...]]
    merges: dict[tuple[int, int], tuple[int, int]]  # top left -> rows and columns
    names: dict[tuple[int, int], str]  # of merged cells whose top left is hidden
    row_numbers: Sequence[int]
    column_numbers: Sequence[int]
    framed: frozenset[int]


def read_xlsx(data: bytes, file: str) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The visible sheets as pages (numbered from 1 among themselves), and what was noticed. Raises an ExtractError."""
    package = Package(data, file)
    book, sheets = _read_book(package)
    pages: list[Page] = []
    problems: list[Problem] = []
    unseen = 0
    for name, part, hidden in sheets:
        sheet = read_sheet(package, part, book)
        if hidden:
            unseen += len(sheet.values)
            continue
        number = len(pages) + 1
        page, found = _page(sheet, number, name)
        pages.append(page)
        problems += found
    if unseen:
        problems.append(Problem("hidden_sheets", None, (("count", str(unseen)), ("sheets", _hidden_names(sheets)))))
    if not pages:
        pages.append(Page(1, "blank", READER))
    return tuple(pages), tuple(problems)


def _hidden_names(sheets: Iterable[tuple[str, str, bool]]) -> str:
    return "、".join(name for name, _, hidden in sheets if hidden)[:200]


def _read_book(package: Package) -> tuple[Book, list[tuple[str, str, bool]]]:
    """What the sheets share, and each worksheet's name, part and whether it is hidden, in the order of their tabs."""
    root = package.tree(WORKBOOK)
    if root is None:
        raise DamagedOfficeError(package.file, WORKBOOK)
    related = package.related(WORKBOOK)
    by_kind = dict(related.values())
    sheets: list[tuple[str, str, bool]] = []
    date1904 = False
    for element in root.iter(etree.Element):
        tag = local_name(str(element.tag))
        if tag == "workbookPr":
            date1904 = element.get("date1904") in ("1", "true")
        elif tag == "sheet":
            key = next((value for name, value in element.items() if local_name(name) == "id"), "")
            kind, part = related.get(key, ("", ""))
            if kind == "worksheet" and part in package.names and len(sheets) < MAX_SHEETS:
                hidden = element.get("state", "visible") != "visible"
                sheets.append((element.get("name", ""), part, hidden))
    strings = read_strings(package, by_kind["sharedStrings"]) if by_kind.get("sharedStrings") in package.names else []
    styles = _read_styles(package.tree(by_kind.get("styles", "xl/styles.xml")))
    return Book(strings, styles, date1904), sheets


def _read_styles(root: etree._Element | None) -> list[Style]:
    """The styles that cells name by number."""
    if root is None:
        return []
    formats: dict[int, str] = dict(BUILT_IN)
    framed: list[bool] = []
    styles: list[Style] = []
    for group in root:
        tag = local_name(str(group.tag))
        if tag == "numFmts":
            for item in group:
                formats[_whole(item.get("numFmtId"))] = item.get("formatCode", "General")
        elif tag == "borders":
            framed = [_framed(item) for item in group]
        elif tag == "cellXfs":
            for item in group:
                border = _whole(item.get("borderId"))
                code = formats.get(_whole(item.get("numFmtId")), "General")
                styles.append(Style(code, border < len(framed) and framed[border]))
    return styles


def _framed(border: etree._Element) -> bool:
    """Whether a border draws a line at the left or the right of its cell."""
    sides = ("left", "right", "start", "end")
    return any(local_name(str(side.tag)) in sides and side.get("style", "none") != "none" for side in border)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _page(sheet: Sheet, number: int, name: str) -> tuple[Page, list[Problem]]:
    seen, hidden = _visible(sheet)
    problems: list[Problem] = []

    def noticed(code: str, *facts: tuple[str, str]) -> None:
        problems.append(Problem(code, number, (("sheet", name), *facts)))

    if hidden:
        noticed("hidden_cells", ("count", str(hidden)))
    shown_rows, shown_columns = set(seen.row_numbers), set(seen.column_numbers)
    for code, cells in (("formula_without_value", sheet.unvalued), ("number_format_unknown", sheet.unformatted)):
        visible = [at for at in cells if at[0] in shown_rows and at[1] in shown_columns]
        if visible:
            names = "、".join(cell_name(*at) for at in visible[:NAMED])
            noticed(code, ("count", str(len(visible))), ("cells", names))
    if not seen.texts:
        return Page(number, "blank", READER), problems
    seen, cut = _within_limits(seen)
    if cut or sheet.too_large:
        noticed("sheet_too_large")
    lines, tables = _blocks(seen, Place(number, sheet=name))
    return Page(number, "text", READER, lines=tuple(lines), tables=tuple(tables)), problems


def _visible(sheet: Sheet) -> tuple[_Seen, int]:
    """The sheet without hidden rows and columns and empty margins, and how many of its cells with text are hidden."""
    merges, covered = _merges(sheet)
    values = {at: text for at, text in sheet.values.items() if at not in covered}
    wide, high = WIDE_MERGE
    far = [(b, r) for t, c, b, r in merges.values() if (t, c) in values and b - t < high and r - c < wide]
    ends = [*values, *sheet.unvalued, *far]
    rows = [r for r in _between(at[0] for at in ends) if r not in sheet.hidden_rows]
    columns = [c for c in _between(at[1] for at in ends) if c not in sheet.hidden_columns]
    row_at, column_at = {r: i for i, r in enumerate(rows)}, {c: i for i, c in enumerate(columns)}
    texts: dict[tuple[int, int], tuple[str, ...]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    names: dict[tuple[int, int], str] = {}
    hidden = len(sheet.values) - len(values)
    for (top, left), (_, _, bottom, right) in merges.items():
        inner_rows = [row_at[r] for r in range(top, bottom + 1) if r in row_at]
        inner_columns = [column_at[c] for c in range(left, right + 1) if c in column_at]
        if inner_rows and inner_columns:
            spans[inner_rows[0], inner_columns[0]] = (len(inner_rows), len(inner_columns))
            names[inner_rows[0], inner_columns[0]] = cell_name(top, left)
            if (top, left) in values:
                texts[inner_rows[0], inner_columns[0]] = _lines(values.pop((top, left)))
    for (row, column), text in values.items():
        if row in row_at and column in column_at:
            texts[row_at[row], column_at[column]] = _lines(text)
        else:
            hidden += 1
    framed = frozenset(row_at[r] for r in sheet.framed if r in row_at)
    return _Seen(texts, spans, names, rows, columns, framed), hidden


def _merges(sheet: Sheet) -> tuple[dict[tuple[int, int], tuple[int, int, int, int]], set[tuple[int, int]]]:
    """The merged cells by their top left, and the positions that they cover. Of overlapping ones the first counts."""
    merges: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    taken: set[tuple[int, int]] = set()
    looked_at = 0
    for top, left, bottom, right in sheet.merges:
        size = (bottom - top + 1) * (right - left + 1)
        looked_at += size
        if looked_at > 2 * MAX_ROWS * MAX_COLUMNS:
            sheet.too_large = True
            break
        area = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if area.isdisjoint(taken):
            taken |= area
            merges[top, left] = (top, left, bottom, right)
    return merges, taken.difference(merges)


def _between(numbers: Iterable[int]) -> range:
    every = list(numbers)
    return range(min(every), max(every) + 1) if every else range(0)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for part in text.splitlines() if (line := part.strip()))


def _within_limits(seen: _Seen) -> tuple[_Seen, bool]:
    """The sheet cut to so many rows that its positions stay within limits, and whether it had to be."""
    most = max(1, MAX_POSITIONS // max(1, len(seen.column_numbers)))
    if len(seen.row_numbers) <= most:
        return seen, False
    texts = {at: lines for at, lines in seen.texts.items() if at[0] < most}
    merges = {at: (min(h, most - at[0]), w) for at, (h, w) in seen.merges.items() if at[0] < most}
    return replace(seen, texts=texts, merges=merges, row_numbers=seen.row_numbers[:most]), True


def _blocks(seen: _Seen, place: Place) -> tuple[list[Line], list[Table]]:
    """The sheet's tables and the text lines outside them."""
    count = len(seen.row_numbers)
    texts = [0] * count
    for row, _ in seen.texts:
        texts[row] += 1
    tied = {r for (top, _), (height, _) in seen.merges.items() for r in range(top, top + height - 1)}  # to the next row
    framed = {r for r in range(count) if r in seen.framed}
    for (top, _), (height, _) in seen.merges.items():
        if not framed.isdisjoint(range(top, top + height)):
            framed.update(range(top, top + height))
    if len(framed) >= 2 and any(texts[r] > 1 for r in framed):
        blocks = _frames(count, framed, texts, tied)
    else:
        blocks = _heaps(count, texts, tied)
    lines: list[Line] = []
    tables: list[Table] = []
    done = 0
    for top, bottom in [*blocks, (count, count)]:
        lines += _text_lines(seen, done, top, place)
        if bottom > top and max(texts[top:bottom]) < 2 and not framed.intersection(range(top, bottom)):
            lines += _text_lines(seen, top, bottom, place)
        elif bottom > top:
            tables.append(_table(seen, top, bottom, place))
        done = bottom
    return lines, tables


def _frames(count: int, framed: set[int], texts: list[int], tied: set[int]) -> list[tuple[int, int]]:
    """Runs of framed rows. Unframed rows between two stay inside unless one is empty or holds a single text."""
    blocks: list[tuple[int, int]] = []
    row = 0
    while row < count:
        if row not in framed:
            row += 1
            continue
        top = row
        while row < count and row in framed:
            row += 1
        if blocks:
            gap = range(blocks[-1][1], top)
            if any(r in tied for r in gap) or all(texts[r] > 1 for r in gap):
                top = blocks.pop()[0]
        blocks.append((top, row))
    return blocks


def _heaps(count: int, texts: list[int], tied: set[int]) -> list[tuple[int, int]]:
    """Runs of rows that are not parted by two or more empty ones."""
    blocks: list[tuple[int, int]] = []
    for row in range(count):
        if not texts[row] and row not in tied and (row - 1) not in tied:
            continue
        if blocks and row - blocks[-1][1] < 2:
            blocks[-1] = (blocks[-1][0], row + 1)
        else:
            blocks.append((row, row + 1))
    return blocks


def _at(seen: _Seen, row: int, column: int, place: Place, ordered: bool = False) -> Place:
    """The place of a visible position: its sheet and cell; with `ordered` also row and column."""
    r, c = seen.row_numbers[row], seen.column_numbers[column]
    name = seen.names.get((row, column)) or cell_name(r, c)
    return replace(place, cell=name, line=(r, c) if ordered else None)


def _text_lines(seen: _Seen, top: int, bottom: int, place: Place) -> list[Line]:
    out = []
    for row, column in sorted(at for at in seen.texts if top <= at[0] < bottom):
        out += [Line(text, _at(seen, row, column, place, True)) for text in seen.texts[row, column]]
    return out


def _table(seen: _Seen, top: int, bottom: int, place: Place) -> Table:
    """Rows `top` to `bottom` as a table; all columns of the sheet, so that its tables can be joined."""
    width = len(seen.column_numbers)
    cells: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for row in range(top, bottom):
        for column in range(width):
            if (row, column) in covered:
                continue
            height, across = seen.merges.get((row, column), (1, 1))
            height = min(height, bottom - row)
            if (height, across) != (1, 1):
                covered.update((r, c) for r in range(row, row + height) for c in range(column, column + across))
            lines = seen.texts.get((row, column), ())
            where = _at(seen, row, column, place)
            cells.append(Cell(row - top, column, height, across, lines, where, reader=READER))
    return Table(_at(seen, top, 0, place, True), tuple(cells), bottom - top, width)
