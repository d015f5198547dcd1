"""Heading rows printed again at the top of the next page."""

from __future__ import annotations

from dataclasses import replace
from itertools import dropwhile

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.blocks import find_blocks
from shenbao_cleaners.forms.headers import is_indicator_header, is_list_header
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.repairs.base import Repaired, place_of

WHY = "the heading is printed again after the page break"
MOST_ROWS = 5  # a repeated head is not higher than this


def repeated_headers(sheet: Sheet) -> Repaired:
    """Take out rows after a page break that say what a heading row, or the form's first rows, said before."""
    gone: set[int] = set()
    head = min([b.first for b in find_blocks(sheet)] + [MOST_ROWS])  # the rows above all content
    for start in sheet.breaks:
        for row in range(start, min(start + MOST_ROWS, sheet.rows)):
            if _says(sheet, row) and _repeats(sheet, row, min(start, head), start, gone):
                gone.add(row)
            else:
                break
    dropped: dict[int, SheetCell] = {
        id(c): c for c in sheet.cells if set(range(c.top, c.bottom)) <= gone and not c.blank
    }
    repairs = [Repair("repeated_headers", None, place_of(c), c.text, None, WHY) for c in dropped.values()]
    # a heading printed over a merged cell that has no line under it: the heading goes, the cell stays
    changes: dict[SheetCell, SheetCell | None] = {}
    for cell in sheet.cells:
        if cell.top in gone and cell.bottom - 1 not in gone and not cell.blank:
            near = range(cell.top - MOST_ROWS, cell.top + 1)  # a heading may have two rows
            listed = any(is_list_header([t for _, t in _says(sheet, r)]) for r in near if r in gone)
            lines = tuple(dropwhile(_of_list, cell.lines)) if listed else cell.lines
            rest = replace(cell, lines=tuple(x for x in lines if not _heading(x, cell.text)))
            changes[cell] = rest
            repairs.append(Repair("repeated_headers", None, place_of(cell), cell.text, rest.text, WHY))
    for cell in dropped.values():  # a cell goes on under the heading, without a ruling between
        above, more = _goes_on(sheet, cell)
        if above is not None:
            changes[above] = replace(above, lines=(*above.lines, *more), sources=(*above.sources, *cell.sources))
    # what else stands in a box of the heading is not the heading's: it stays to be accounted for
    whole = [c for c in dropped.values() if _only_heading(sheet, c)]
    removed = (*sheet.removed, *whole, *(c for c in changes if c.top in gone))
    return Repaired(replace(sheet.replaced(changes).without_rows(gone), removed=removed), tuple(repairs))


def _only_heading(sheet: Sheet, cell: SheetCell) -> bool:
    """Whether a reprinted heading's box holds the heading alone, or besides it a line that the break cut in its middle.

    Such a line shows on both pages, on the second one under the heading; the page before has it whole.
    """
    key, heading = label_key(cell.text), _headline(cell)
    start = max((b for b in sheet.breaks if b <= cell.top), default=0)
    if key == label_key(heading) or any(key == label_key(c.text) for c in sheet.column_cells(cell.left, 0, start)):
        return True
    rest = tuple(x for x in cell.lines if x != heading)
    above = sheet.at(start - 1, cell.left)
    return above is not None and above.lines[-len(rest) :] == rest


def _goes_on(sheet: Sheet, cell: SheetCell) -> tuple[SheetCell | None, tuple[str, ...]]:
    """The cell before the break that goes on in a heading's box, with the lines there that are not the heading's."""
    rest = tuple(x for x in cell.lines if x != _headline(cell))
    start = max((b for b in sheet.breaks if b <= cell.top), default=0)
    above = sheet.at(start - 1, cell.left) if start else None
    open_end = above is not None and above.open_bottom and (above.left, above.right) == (cell.left, cell.right)
    return (above, rest) if open_end and len(rest) < len(cell.lines) and not _only_heading(sheet, cell) else (None, ())


def _heading(line: str, text: str) -> bool:
    """Whether a line is the heading in a cell's text, or all there is in it."""
    return words().role("columns", line) is not None or words().role("columns", text) is not None


def _of_list(line: str) -> bool:
    """Whether a line heads a column of a list; further down in a cell such a word (资金) ends a project's name."""
    return words().role("list", line) is not None


def _says(sheet: Sheet, row: int) -> tuple[tuple[int, str], ...]:
    """What begins in a row: (column, text). A heading over a merged cell may share a box with its label."""
    return tuple((c.left, label_key(_headline(c))) for c in sheet.row(row) if c.top == row and not c.blank)


def _headline(cell: SheetCell) -> str:
    """The heading in a cell, where other lines may share its box."""
    if len(cell.lines) < 2 or _is_heading(cell.text):
        return cell.text
    return next((x for x in cell.lines if _is_heading(x)), cell.text)


def _is_heading(text: str) -> bool:
    return any(words().role(table, text) not in (None, "run_together") for table in ("columns", "list"))


def _beside(cell: SheetCell, level1: SheetCell | None) -> bool:
    """Whether a cell in a row of headings goes on far below it, or stands left of level 1 and goes on below that."""
    height = cell.bottom - cell.top
    return height > MOST_ROWS or (level1 is not None and cell.right <= level1.left and cell.bottom > level1.bottom)


def _repeats(sheet: Sheet, row: int, head: int, start: int, gone: set[int]) -> bool:
    said = _says(sheet, row)
    texts = [text for _, text in said]
    heading = is_indicator_header(texts) or is_list_header(texts)
    if heading:
        first = next((c for c in sheet.row(row) if words().role("columns", c.text) == "level1"), None)
        tall = [c for c in sheet.row(row) if _beside(c, first) and _headline(c) == c.text]
        beside = {label_key(c.text) for c in tall}  # a label that holds for the rows under the heading too
        keys = {key for _, key in said if words().role("columns", key) != "run_together"} - beside
        return any(keys <= {k for _, k in _says(sheet, earlier)} for earlier in range(start) if earlier not in gone)
    # the form's own first rows (title, unit) reprinted, or the second line of a repeated heading
    after_heading = row - 1 in gone
    return (
        len(said) >= 1
        and any(said == _says(sheet, earlier) for earlier in range(head))
        and (after_heading or row == start or row - 1 in gone)
    )
