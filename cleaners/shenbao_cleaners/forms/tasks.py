"""Read the task list (年度重点工作任务, 年度主要任务): one task a row; a total row is a money line."""

from __future__ import annotations

from dataclasses import replace

from shenbao_cleaners.declaration import Amount, BudgetLine, Extra, Fund, Task
from shenbao_cleaners.forms.blocks import Block, Column, task_band
from shenbao_cleaners.forms.draft import Draft, Ledger, keep_extra
from shenbao_cleaners.forms.money import LONGEST_LABEL
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.tree import cells_under
from shenbao_cleaners.forms.words import words
from shenbao_cleaners.values.amount import parse_amount, unit_in


def read_tasks(sheet: Sheet, block: Block, draft: Draft, ledger: Ledger, unit: str | None) -> None:
    """Add the tasks of a block to the draft. `unit` is the form's unit of money where a heading names none."""
    name = block.column("name")
    for row in range(block.top, block.first):
        for cell in sheet.row(row):
            ledger.take("label", cell)
    left = min((c.left for c in block.columns if c.role), default=0)
    seen: set[int] = set()
    for row in range(block.first, block.bottom):
        cells = [c for c in sheet.row(row) if id(c) not in seen]
        seen.update(id(c) for c in cells)
        ledger.take("label", *(c for c in cells if c.right <= left and len(c.text) <= LONGEST_LABEL))
        own = {c: cells_under(sheet, row, c) for c in block.columns}
        own = {c: tuple(x for x in found if x in cells) for c, found in own.items()}
        if all(x.blank for c, found in own.items() if c.role for x in found):
            continue
        if task_band(sheet, block, row):
            ledger.take("label", *cells)
            continue
        label = _text(own.get(name, ())) if name else ""
        if name and draft.tasks and _only(own, name) and _spanned(sheet, row, block, name):
            _longer_name(own[name], draft, ledger)
            continue
        if words().plays("tasks", "total", label):
            _total(block, own, label, draft, ledger, unit)
        else:
            _task(block, own, draft, ledger, unit)


def _only(own: dict[Column, tuple[SheetCell, ...]], name: Column) -> bool:
    return all(c == name or not found for c, found in own.items() if c.role)


def _spanned(sheet: Sheet, row: int, block: Block, name: Column) -> bool:
    """Whether the row's other cells began in a row above: its name is then the rest of that row's name."""
    beside = [x for c in block.columns if c.role and c != name for x in cells_under(sheet, row, c)]
    return any(not x.blank and x.top < row for x in beside)


def _longer_name(cells: tuple[SheetCell, ...], draft: Draft, ledger: Ledger) -> None:
    task = draft.tasks[-1]
    draft.tasks[-1] = replace(task, name=task.name + _text(cells))
    draft.trace(f"/tasks/{len(draft.tasks) - 1}/name", *cells)
    ledger.take("field", *cells)


def _text(cells: tuple[SheetCell, ...]) -> str:
    return "".join(c.text for c in cells)


def _amounts(
    block: Block, own: dict[Column, tuple[SheetCell, ...]], unit: str | None
) -> list[tuple[Column, Amount, tuple[SheetCell, ...]]]:
    out = []
    unit = next((u for c in block.all("amount") if (u := unit_in(c.heading))), unit)
    for column in block.all("amount"):
        cells = own.get(column, ())
        if "占比" not in column.heading:
            out.append((column, parse_amount(_text(cells), unit_in(column.heading) or unit), cells))
    return out


def _task(
    block: Block, own: dict[Column, tuple[SheetCell, ...]], draft: Draft, ledger: Ledger, unit: str | None
) -> None:
    pointer = f"/tasks/{len(draft.tasks)}"
    texts: dict[str, str | None] = {}
    for role in ("name", "content", "expected"):
        column = block.column(role)
        cells = own.get(column, ()) if column else ()
        texts[role] = (_text(cells) or ("" if column else None)) if column else None
        draft.trace(f"{pointer}/{role}", *cells)
        ledger.take("field", *cells)
    for column in (c for role in ("name", "content", "expected") for c in block.all(role)[1:]):
        for cell in own.get(column, ()):
            if not cell.blank and not ledger.taken(cell):  # 对应项目 beside the task's own name
                keep_extra(Extra(column.heading, cell.text), cell, draft, ledger)
    amounts = _amounts(block, own, unit)
    _shares(block, own, draft, ledger)
    funds = tuple(Fund(c.heading.split(" ")[-1], a) for c, a, _ in amounts) if len(amounts) > 1 else ()
    for i, (_, _, cells) in enumerate(amounts):
        ledger.take("field", *cells)
        if i == 0:
            draft.trace(f"{pointer}/amount", *cells)
        if len(amounts) > 1:
            draft.trace(f"{pointer}/funds/{i}/amount", *cells)
    amount = amounts[0][1] if amounts else None
    draft.tasks.append(Task(texts["name"] or "", texts["content"], amount, funds, texts["expected"]))


def read_activities(sheet: Sheet, block: Block, draft: Draft, ledger: Ledger, unit: str | None) -> None:
    """Add a task for each activity of a tree with its amount beside it (重点任务 | 预算金额 | 绩效指标 | 目标值)."""
    names, headed = block.column("activity"), [c for c in block.columns if c.role is None and _of_money(c)]
    if names is None or len(headed) != 1 or not sheet.spans_known:
        return
    for name in sheet.column_cells(names.left, block.first, block.bottom):
        amount = sheet.at(name.top, headed[0].left)
        if name.blank or amount is None or (amount.top, amount.bottom) != (name.top, name.bottom):
            continue
        pointer = f"/tasks/{len(draft.tasks)}"
        draft.trace(f"{pointer}/name", name)
        draft.trace(f"{pointer}/amount", amount)
        ledger.take("field", name, amount)
        said = {role: _beside(sheet, block, role, name) for role in ("content", "expected")}
        for role, cell in said.items():
            draft.trace(f"{pointer}/{role}", cell)
            ledger.take("field", cell)
        content, expected = (cell.text if cell is not None else None for cell in said.values())
        money = parse_amount(amount.text, unit_in(headed[0].heading) or unit)
        draft.tasks.append(Task(name.text, content, money, (), expected))


def _beside(sheet: Sheet, block: Block, role: str, name: SheetCell) -> SheetCell | None:
    """What an activity's row says of its content or its goal, in a column headed so."""
    column = next((c for c in block.columns if c.role is None and words().plays("tasks", role, c.heading)), None)
    cell = sheet.at(name.top, column.left) if column is not None else None
    own = cell is not None and (cell.top, cell.bottom) == (name.top, name.bottom) and not cell.blank
    return cell if own else None


def _of_money(column: Column) -> bool:
    return "占比" not in column.heading and words().plays("tasks", "amount", column.heading)


def _shares(block: Block, own: dict[Column, tuple[SheetCell, ...]], draft: Draft, ledger: Ledger) -> None:
    """A share (占比) is no amount: it is kept with its heading."""
    for cell in (x for c in block.all("amount") if "占比" in c.heading for x in own.get(c, ()) if not x.blank):
        keep_extra(Extra("占比", cell.text), cell, draft, ledger)


def _total(
    block: Block, own: dict[Column, tuple[SheetCell, ...]], label: str, draft: Draft, ledger: Ledger, unit: str | None
) -> None:
    for cells in own.values():
        ledger.take("field", *cells)
    for column, amount, cells in _amounts(block, own, unit):
        draft.trace(f"/budget/{len(draft.budget)}/amount", *cells)
        draft.budget.append(BudgetLine(column.heading, label, amount, column=column.heading))
