"""Numbered headings that fill a row (二、资金情况（万元）), and the goals in the rows under them.

A numbered row is a heading only where it says nothing else: numbered goals and contents are texts of their own.
"""

from __future__ import annotations

import regex

from shenbao_cleaners.declaration import Extra
from shenbao_cleaners.forms.draft import Draft, Ledger, keep_extra
from shenbao_cleaners.forms.find import NUMBERED_HEADING
from shenbao_cleaners.forms.goals import goal_role, read_goal_cell
from shenbao_cleaners.forms.inline import NOTE
from shenbao_cleaners.forms.money import INLINE, is_figure
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.words import words
from shenbao_cleaners.values.label import level_of
from shenbao_cleaners.values.text import tidy

MAX_LABEL = 26
MONEY_UNIT = regex.compile(r"(?:[(\[]\s*|(?:金额)?单位[:：]\s*)+(?:人民币)?(亿元|万元|元)\s*[)\]]?\s*$")
HINT = regex.compile(r"[(\[【](?:20\d\d年?度?|概述|简述|可?选填|必填|如有|续|可?另?附页|说明)[)\]】]\s*$")
YEAR = regex.compile(r"20\d\d\s*年度?")
ASIDE = regex.compile(r"[(\[【]\p{Han}{1,4}[)\]】](?=\p{Han})")  # 项目（专项）资金
SAYS = regex.compile(r"[:：。；;，,\d()\[\]【】]")  # what the bare label of a heading does not hold
DOES = regex.compile(  # how a goal begins and no label does: 加大资金投入
    "(?:完成|加大|加强|加快|落实|确保|建成|建设|新建|实现|提高|提升|推进|保障|开展|做好|增加|争取|完善|改善|支持|达到|保证|维护|强化|优化)"
)
GENERAL = regex.compile(r"\p{Han}{0,10}(?:情况|信息|概况|依据|说明|明细|构成|来源)")
KNOWN = ("goals", "money", "head", "tasks", "personal", "columns")
CHINESE = "零一二三四五六七八九十"


def numbered_row(sheet: Sheet, row: int) -> SheetCell | None:
    """A short text with a number before it (一、…, （一）…) that alone fills a row, or all but its last column."""
    cells = [c for c in sheet.row(row) if not c.blank]
    if len(cells) != 1 or cells[0].top != row or cells[0].left or cells[0].right < _wide(sheet):
        return None
    return cells[0] if NUMBERED_HEADING.match(tidy(cells[0].text)) and len(cells[0].text) <= MAX_LABEL else None


def money_row(sheet: Sheet, row: int) -> SheetCell | None:
    """A label of money with its unit that alone fills a row (当年预算情况（万元）): it heads the lines below."""
    cell = _alone(sheet, row)
    label = bare(cell.text) if cell is not None else ""
    known = any(words().plays("money", role, label) for role in ("block", "topic"))
    return cell if cell is not None and known and heading_unit(cell) and not SAYS.search(label) else None


def row_of_goals(sheet: Sheet, row: int) -> SheetCell | None:
    """A label of goals that alone fills a row (年度绩效目标): the money above is at its end, and its unit."""
    cell = _alone(sheet, row)
    return cell if cell is not None and goal_role(bare(cell.text)) else None


def _alone(sheet: Sheet, row: int) -> SheetCell | None:
    """The cell that alone fills a row."""
    cells = [c for c in sheet.row(row) if not c.blank]
    if len(cells) != 1 or cells[0].top != row or cells[0].left or cells[0].right < _wide(sheet):
        return None
    return cells[0]


def bare(text: str) -> str:
    """The label of a heading without its number, its unit of money and a hint in brackets."""
    label = NUMBERED_HEADING.sub("", tidy(text)).strip()
    return HINT.sub("", MONEY_UNIT.sub("", label)).strip().rstrip(":：")


def is_heading(cell: SheetCell) -> bool:
    """Whether a numbered row is a heading: a text without a mark or a figure that does not begin as a goal does."""
    label = _plain(bare(cell.text))
    return not SAYS.search(label) and not DOES.match(label)


def heading_unit(cell: SheetCell) -> str | None:
    """The unit of money at the end of a heading, in brackets or after 单位：."""
    found = MONEY_UNIT.search(tidy(cell.text))
    return found[1] if found else None


def subordinate(cell: SheetCell) -> bool:
    """Whether a heading's number is one of the second order: （一）."""
    return _number(cell.text)[0] == "("


def is_sentence(text: str) -> bool:
    """Whether a text is no label, whatever is blank beside it: it ends as a sentence does, or is a numbered text."""
    plain = _plain(bare(text))
    return regex.search(r"[。；;]\s*$", text) is not None or (
        NUMBERED_HEADING.match(tidy(text)) is not None and (SAYS.search(plain) or DOES.match(plain)) is not None
    )


class Headings:
    """The unit of money that holds in the rows under the numbered headings seen so far."""

    def __init__(self, unit: str | None) -> None:
        """`unit` is the form's, which holds before the first heading and under headings that name none."""
        self._form = self._section = self.unit = unit

    def under(self, heading: SheetCell) -> None:
        """Go on under a heading: the unit of one of the second order holds within the section only."""
        if subordinate(heading):
            self.unit = heading_unit(heading) or self._section
        else:
            self.unit = self._section = heading_unit(heading) or self._form


def read_heading(sheet: Sheet, heading: SheetCell, rows: set[int], draft: Draft, ledger: Ledger) -> None:
    """Take a numbered heading; of goals (三、年度绩效目标) read the texts that fill the rows under it.

    A heading of no known kind is kept as well: it may be a text that somebody numbered.
    """
    label = bare(heading.text)
    if not _known(label) and not GENERAL.fullmatch(_plain(label)):
        keep_extra(Extra("", heading.text), heading, draft, ledger)
        return
    ledger.take("label", heading)
    if goal_role(label):
        for cell in _texts_under(sheet, heading, rows):
            read_goal_cell(cell, label, draft, ledger)


def _texts_under(sheet: Sheet, heading: SheetCell, rows: set[int]) -> list[SheetCell]:
    """The texts, each alone in its rows, from a heading to the next label."""
    out: list[SheetCell] = []
    row = heading.bottom
    while row in rows:
        cells = [c for c in sheet.row(row) if not c.blank]
        if len(cells) > 1 or any(c.left or c.right < _wide(sheet) or c.top != row for c in cells):
            break
        if cells and _ends_goals(cells[0], heading, out):
            break
        out += cells
        row = cells[0].bottom if cells else row + 1
    return out


def _ends_goals(cell: SheetCell, heading: SheetCell, before: list[SheetCell]) -> bool:
    """Whether a row is no goal of the heading: a note, a label, money, or the next heading by its number."""
    if NOTE.fullmatch(cell.text) or is_figure(cell.text):
        return True
    if _known(bare(cell.text)) or level_of(bare(cell.text)):
        return True
    (style, number), (own, at) = _number(cell.text), _number(heading.text)
    if not style:
        inline = INLINE.fullmatch(tidy(cell.text))
        return inline is not None and words().role("money", inline["label"]) is not None
    if style != own or number <= at:
        return False  # the goals have numbers of their own
    last = [n for s, n in map(_number, (c.text for c in before)) if s == style]
    return not last or number != last[-1] + 1


def _wide(sheet: Sheet) -> int:
    """Columns that a cell must cover to fill a row; the last one may be left out."""
    return max(sheet.columns - 1, 2)


def _plain(label: str) -> str:
    """A label without its year and a word in brackets within it."""
    return YEAR.sub("", ASIDE.sub("", label))


def _known(label: str) -> bool:
    return not DOES.match(label) and any(words().role(block, label) for block in KNOWN)


def _number(text: str) -> tuple[str, int]:
    """How a text is numbered, ( for （一）and 、 for 一、, and its number; ("", 0) where it is not."""
    found = NUMBERED_HEADING.match(tidy(text))
    if found is None:
        return "", 0
    digits = regex.sub(rf"[^{CHINESE}]", "", found[0])
    number = CHINESE.index(digits[-1])
    if len(digits) > 1:  # 十二, 二十, 二十三
        tens = CHINESE.index(digits[0]) if digits[0] != "十" else 1
        number = 10 * tens + (number if digits[-1] != "十" else 0)
    return ("(" if found[0].strip()[0] in "(（" else "、"), number
