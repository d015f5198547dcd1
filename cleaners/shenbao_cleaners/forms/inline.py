"""Labels and contents that share a cell or a line: 项目名称：…, lines of money, notes under a table."""

from __future__ import annotations

from dataclasses import replace

import regex

from shenbao_cleaners.declaration import BudgetLine, Extra
from shenbao_cleaners.forms.draft import Draft, Ledger, keep_extra
from shenbao_cleaners.forms.find import NUMBERED_HEADING
from shenbao_cleaners.forms.goals import goal_role, read_goal_cell
from shenbao_cleaners.forms.money import is_figure
from shenbao_cleaners.forms.pairs import labels_project
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.values.amount import parse_amount, unit_in
from shenbao_cleaners.values.text import tidy

LABELLED = regex.compile(r"\s*(?P<label>[^:：\s]{2,20})\s*[:：]\s*(?P<text>.+)", regex.DOTALL)
PRICED = regex.compile(  # not 慰问金（500元）: a standard
    r"(?P<name>.{2,40}?)\s*[(（](?P<amount>\d[\d,.]*\s*(?:亿元|万元)|[\d,]{5,}(?:\.\d+)?\s*元)[)）]"
)
NOTE = regex.compile(r"\s*(?:注|备注|说明|填[表报]说明)\s*[:：].+", regex.DOTALL)
YEAR = regex.compile(r"(20\d\d)\s*年?度?")
SEVERAL = 2  # headings of amounts side by side (申报数 | 核定数) that one row of amounts shows to be such
HEAD = ("unit", "project", "supervisor", "project_code")


def read_labelled(sheet: Sheet, cell: SheetCell, draft: Draft, ledger: Ledger) -> bool:
    """Read a cell that holds its label and its content (项目名称：道路养护); whether it is one."""
    if cell.left == 0 and cell.right == sheet.columns and NOTE.fullmatch(cell.text):
        keep_extra(Extra("注", cell.text), cell, draft, ledger)
        return True
    found = LABELLED.fullmatch(NUMBERED_HEADING.sub("", cell.text))
    if found is None:
        return False
    role = "project" if labels_project(found["label"]) else words().role("head", found["label"])
    if role in HEAD and getattr(draft, role) is None:
        said = found["text"].strip()
        if role == "project" and (priced := PRICED.fullmatch(said)) is not None:  # 校园安保（216.00万元）
            said = priced["name"]
            draft.trace(f"/budget/{len(draft.budget)}/amount", cell)
            draft.budget.append(BudgetLine(None, said, parse_amount(priced["amount"], None)))
        setattr(draft, role, said)
        draft.trace(f"/form/{role}", cell)
        ledger.take("field", cell)
    elif role == "year" and draft.year is None and (year := YEAR.fullmatch(tidy(found["text"]).strip())):
        draft.year = int(year[1])
        draft.trace("/form/year", cell)
        ledger.take("field", cell)
    elif goal_role(found["label"]):
        read_goal_cell(replace(cell, lines=(found["text"].strip(),)), found["label"], draft, ledger)
        ledger.take("field", cell)
    elif words().role("personal", found["label"]):
        keep_extra(Extra(found["label"], found["text"].strip(), True), cell, draft, ledger)
    else:
        return False
    return True


def labelled_text(cell: SheetCell) -> Extra | None:
    """A label that is no field's and the content beside it in its cell (联系地址：…); None for a label alone."""
    found = LABELLED.fullmatch(cell.text)
    if found is None or not label_key(found["text"]):
        return None
    w, text = words(), found["text"].strip()
    if any(w.role(block, text) for block in ("head", "personal", "goals", "tasks", "money", "places", "columns")):
        return None  # 其中：财政拨款
    return Extra(found["label"], text)


def money_rows(sheet: Sheet, cell: SheetCell, value: SheetCell | None, wanted: set[int]) -> int | None:
    """The row after the lines of money under a label and its heading (资金来源（元） | 预算数), which they share."""
    w = words()
    if value is None or not w.plays("money", "amount", value.text) or cell.bottom != cell.top + 1:
        return None
    if not (unit_in(cell.text) or w.plays("money", "block", cell.text) or w.plays("money", "topic", cell.text)):
        return None
    bottom = cell.bottom
    while bottom in wanted and (under := sheet.at(bottom, cell.left)) is not None:
        amount = sheet.right_of(under)
        if under.blank or under.bottom != bottom + 1 or (under.left, under.right) != (cell.left, cell.right):
            break
        if amount is None or not regex.fullmatch(r"-?\d[\d,. ]*", tidy(amount.text)):
            break
        bottom += 1
    headed = sum(w.plays("money", "amount", c.text) for c in sheet.row(cell.top) if c.left >= cell.right)
    return bottom if bottom > cell.bottom + (headed < SEVERAL) else None


def amounts_under(sheet: Sheet, cell: SheetCell, heads: list[SheetCell]) -> bool:
    """Whether a money label (预算构成) heads kinds of any name, each with its figure in the row 金额 below."""
    under = sheet.row(cell.bottom) if cell.bottom < sheet.rows else []
    if len(heads) < 2 or not words().plays("money", "topic", cell.text) or len(under) != len(heads) + 1:
        return False
    return words().plays("money", "amount", under[0].text) and all(is_figure(c.text) for c in under[1:])
