"""What a label says of the figures it belongs to: money, a place's or a year's share of it, or a count of something."""

from __future__ import annotations

import regex

from shenbao_cleaners.forms.money import INLINE, is_figure
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.town_rows import TOWN
from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.values.amount import unit_in
from shenbao_cleaners.values.text import tidy

FULL_AMOUNT = regex.compile(r"-?\d[\d,.]*\s*[亿万]?元")
YEAR_LABEL = regex.compile(r"20\d\d年度?")  # of the amount of one year
YEAR_HEADING = regex.compile(r"20\d\d年度?[\p{Han}]{0,6}")  # over the amounts of a year: 2025年下达
COUNT = regex.compile(r".*(?:人数|人次|个数|户数|家数|次数|件数|项目数|任务数|数量|面积|里程|比例|比重|占比|率)")
RATE = regex.compile(r".*(?:标准|单价|均价|限价|最高|最低|人均|户均|亩均|每[\p{Han}]).*")  # of one of many: no sum
MONEY = ("block", "line", "amount", "topic")
PART_OF = "其中"


def names_money(cell: SheetCell) -> bool:
    """Whether a label is that of a line of money."""
    return words().plays("money", "line", cell.text)


def names_place(cell: SheetCell) -> bool:
    """Whether a label is a place or a level of government: what its figure counts another label says."""
    return TOWN.fullmatch(cell.text) is not None or names_level(cell)


def names_level(cell: SheetCell) -> bool:
    """Whether a label is a level of government."""
    return words().plays("places", "level", cell.text)


def names_year(cell: SheetCell) -> bool:
    """Whether a heading is that of a year."""
    return YEAR_HEADING.fullmatch(label_key(cell.text)) is not None


def of_money(text: str) -> bool:
    """Whether a label is of money, a line or a block: it names a unit or a kind of money, and counts nothing."""
    key = label_key(text)
    if COUNT.fullmatch(key) or key == PART_OF:
        return False
    return unit_in(text) is not None or any(words().plays("money", role, text) for role in MONEY)


def line_of_money(sheet: Sheet, cell: SheetCell, whole: bool = False) -> bool:
    """Whether 其中, a level or a year stands in a line of money: the label left of it in its row, or above it, says.

    Above it, the label in its own column says so, else the first of the row; for a cell that holds its figure itself
    (`whole`) only a label without a figure beside it.
    """
    row, labels = cell.top, [c for c in _labels(sheet, cell.top) if c.right <= cell.left]
    while not labels and row > 0:
        row -= 1
        if whole and any(is_figure(c.text) for c in sheet.row(row)):
            return False
        above = _labels(sheet, row)
        labels = [c for c in above if c.left == cell.left] or above[:1]
    return bool(labels) and of_money(_label(labels[-1]))


def inline_money(sheet: Sheet, cell: SheetCell, label: str, amount: str) -> bool:
    """Whether a cell that holds a label and its figure (2026年：1,200) is a line of money."""
    key = label_key(label)
    full = FULL_AMOUNT.fullmatch(amount.strip()) is not None
    if YEAR_LABEL.fullmatch(key) or words().plays("places", "level", key):
        return full or line_of_money(sheet, cell, True)
    if COUNT.fullmatch(key):
        return False
    return words().role("money", label) is not None or (full and not RATE.fullmatch(key))


def _part(cell: SheetCell) -> bool:
    """Whether a label only says that what follows is a part (其中, 省级): blank cells say nothing either."""
    return (
        cell.blank
        or label_key(cell.text) == PART_OF
        or names_place(cell)
        or bool(YEAR_LABEL.fullmatch(label_key(cell.text)))
    )


def _label(cell: SheetCell) -> str:
    inline = INLINE.fullmatch(tidy(cell.text))
    return inline["label"] if inline else cell.text


def _labels(sheet: Sheet, row: int) -> list[SheetCell]:
    """The cells of a row that say what is counted: no figures, parts, or labels with their figure (三年合计：3,600)."""
    cells = [c for c in sheet.row(row) if not is_figure(c.text) and not _part(c)]
    return [c for c in cells if c.left == 0 or INLINE.fullmatch(tidy(c.text)) is None]
