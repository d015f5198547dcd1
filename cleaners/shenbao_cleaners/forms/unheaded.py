"""Trees without headings of their own: the labels of level 2 say in which columns names and values stand.

预期产出 | 数量 | 扶持传承人   | 24名
^        | ^    | 举办展演活动 | 12场
预期效益 | 社会效益 | 参与群众 | ≥3万人次
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from shenbao_cleaners.forms.column import Block, Column
from shenbao_cleaners.forms.draft import Ledger
from shenbao_cleaners.forms.items import LABEL
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.words import words
from shenbao_cleaners.values.label import level_of
from shenbao_cleaners.values.text import tidy

BEFORE_COLON = regex.compile(r"(?P<run>\p{Han}{2,})\s*[:：]")
HOLDS_TARGET = regex.compile(r"(?:[<>≤≥=≧≦]|不低于|不少于|不高于|不超过|达到)\s*\d|\d\s*%")
LABELLED_ROWS = 2  # rows with a label of level 2 in one column, name and value beside it, that make a tree
PARAGRAPH = regex.compile(r"\s*(?P<label>\p{Han}{2,12})\s*[:：]\s*\S.*", regex.DOTALL)


def labelled_tree(sheet: Sheet, top: int, bottom: int) -> Block | None:
    """The tree among rows `top` to `bottom` that its labels of level 2 show, each with name and value beside it."""
    by_place: dict[tuple[int, ...], list[int]] = {}
    for row in range(top, bottom):
        for cell in sheet.row(row):
            if cell.top == row and 2 in level_of(cell.text) and (beside := _beside(sheet, cell)) is not None:
                by_place.setdefault((cell.left, *beside), []).append(row)
    if not by_place:
        return None
    (left, *rights), rows = max(by_place.items(), key=lambda item: (len(item[1]), -item[0][0]))
    if len(rows) < LABELLED_ROWS:
        return None
    columns = _columns(sheet, rows, left, rights)
    first = rows[0]
    while first > top and across_label(sheet, first - 1, columns[0].left, rights[0]) is not None:
        first -= 1
    end = rows[-1] + 1
    while end < bottom and _goes_on(sheet, end, columns):
        end += 1
    return Block("tree", first, first, end, columns)


def _beside(sheet: Sheet, label: SheetCell) -> tuple[int, int, int] | None:
    """Where the label, the name and the value end, where both stand beside it in its first row."""
    name = sheet.right_of(label)
    value = sheet.right_of(name) if name is not None else None
    if name is None or value is None or name.blank or value.blank or level_of(name.text):
        return None
    if name.bottom > label.bottom or words().role("columns", name.text) or words().role("columns", value.text):
        return None
    return label.right, name.right, value.right


def _columns(sheet: Sheet, rows: list[int], left: int, rights: list[int]) -> tuple[Column, ...]:
    columns = [Column("level2", left, rights[0], ""), Column("name", rights[0], rights[1], "")]
    columns.append(Column("value", rights[1], rights[2], ""))
    before = [c for row in rows if left and (c := sheet.at(row, left - 1)) is not None and not c.blank]
    if before and all(1 in level_of(c.text) and c.right == left for c in before):
        columns.insert(0, Column("level1", min(c.left for c in before), left, ""))
    column = rights[2]
    while column < sheet.columns:
        cell = sheet.at(rows[0], column)
        right = cell.right if cell is not None else column + 1
        columns.append(Column(None, column, right, ""))
        column = right
    return tuple(columns)


def _goes_on(sheet: Sheet, row: int, columns: tuple[Column, ...]) -> bool:
    """Whether a row goes on with the tree: name and value stand in their columns, or a label heads the rows below."""
    level2, name = (next(c for c in columns if c.role == role) for role in ("level2", "name"))
    if across_label(sheet, row, columns[0].left, level2.right) is not None:
        return True
    label, cell = sheet.at(row, level2.left), sheet.at(row, name.left)
    if label is None or cell is None or cell.blank or (cell.left, cell.right) != (name.left, name.right):
        return False
    return label.top < row or label.blank or 2 in level_of(label.text)


def across_label(sheet: Sheet, row: int, left: int, right: int) -> SheetCell | None:
    """The label of level 1 or 2 that alone fills a row, from column `left` at least to `right`."""
    cells = [c for c in sheet.row(row) if not c.blank and c.top == row]
    if len(cells) != 1 or cells[0].bottom != row + 1 or not level_of(cells[0].text):
        return None
    return cells[0] if cells[0].left <= left and cells[0].right >= right else None


def paragraph_rows(sheet: Sheet) -> list[tuple[SheetCell, SheetCell]]:
    """Label of level 1 and the text beside it that holds its indicators, each kind after its label (数量指标：…)."""
    out = []
    for row in range(sheet.rows):
        for cell in sheet.row(row):
            beside = sheet.right_of(cell)
            if cell.top != row or 1 not in level_of(cell.text) or beside is None or beside.right != sheet.columns:
                continue
            found = PARAGRAPH.fullmatch(beside.text)
            if found is not None and 2 in level_of(found["label"]):
                out.append((cell, beside))
    return out


def take_paragraphs(sheet: Sheet, ledger: Ledger) -> list[tuple[SheetCell, SheetCell]]:
    """The labels and texts of `paragraph_rows`, taken before other labelled rows are read."""
    found = paragraph_rows(sheet)
    for label, text in found:
        before = [c for c in sheet.row(label.top) if c.right <= label.left]
        ledger.take("label", label, *(c for c in before if words().role("columns", c.text)))
        ledger.take("field", text)
    return found


def paragraphs_left(
    sheet: Sheet, read: Sequence[tuple[SheetCell, SheetCell]], ledger: Ledger
) -> list[tuple[SheetCell, SheetCell]]:
    """Labels of level 1 and texts beside them that hold indicators which were not read, or not all of them.

    Such a text has a label of level 2 anywhere, or a target; where others were `read`, it need have neither.
    """
    texts, out = {id(text) for _, text in read}, []
    for label in sheet.cells:
        beside = sheet.right_of(label)
        if beside is None or beside.blank or 1 not in level_of(label.text) or level_of(beside.text):
            continue
        if id(beside) in texts:
            left = _labels_in(beside.text) > sum(2 in level_of(m["label"]) for m in LABEL.finditer(beside.text))
        else:
            extra = any(ledger.use(source) == "extra" for source in beside.sources)
            left = extra and bool(read or _labels_in(beside.text) or HOLDS_TARGET.search(tidy(beside.text)))
        if left:
            out.append((label, beside))
    return out


def _labels_in(text: str) -> int:
    """How many labels of level 2 stand in a text before a colon, wherever they begin."""
    runs = [m["run"] for m in BEFORE_COLON.finditer(text)]
    return sum(
        any(2 in level_of(run[i:]) for i in range(len(run) - 3) if not i or run.endswith("指标")) for run in runs
    )
