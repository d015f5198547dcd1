"""Read a flat list: one table of many projects, each a declaration; 合计 and unit rows are the table's totals."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from shenbao_cleaners.declaration import BudgetLine
from shenbao_cleaners.forms.blocks import UNIT_NAME, Block, Column, unit_band
from shenbao_cleaners.forms.draft import Draft, Ledger
from shenbao_cleaners.forms.goals import read_goal_cell
from shenbao_cleaners.forms.items import read_items
from shenbao_cleaners.forms.prose import read_prose
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.tree import cells_under, read_tree, unknown_columns
from shenbao_cleaners.values.amount import parse_amount, unit_in

TOTAL = regex.compile(r"\s*(?:合\s*计|总\s*计|小\s*计)\s*[:：]?\s*")
CODE = regex.compile(r"(?P<code>[0-9A-Z]{6,})\s*[-—–－]\s*(?P<name>.+)", regex.DOTALL)


@dataclass
class FlatList:
    """What a list holds: a draft for each project, and the totals."""

    drafts: list[Draft] = field(default_factory=list)
    totals: list[BudgetLine] = field(default_factory=list)


def read_list(sheet: Sheet, block: Block, head: Draft, ledger: Ledger, unit: str | None) -> FlatList:
    """Read the projects of a list block; `head` is what stands above the list and holds for all of them."""
    out = FlatList()
    for row in range(block.top, block.first):
        ledger.take("label", *sheet.row(row))
    project = block.column("project") or block.column("unit_name") or block.columns[0]
    current: str | None = None
    over: tuple[SheetCell, ...] = ()  # the row that names the unit of the projects below it
    for top, bottom in _groups(sheet, block, project):
        if (band := unit_band(sheet, block, top)) is not None and (named := UNIT_NAME.fullmatch(band.text)):
            current, over = named["name"], (band,)
            if unit_band(sheet, block, top + 1) is None:  # the name over another one is no field's
                ledger.take("field", band)
            continue
        cells = cells_under(sheet, top, project)
        name = "".join(c.text for c in cells)
        unit_cells = _unit_cells(sheet, block, top, project)
        called = name or "".join(c.text for c in unit_cells) or _total_in_numbers(sheet, block, top)
        if _is_total(sheet, block, top, bottom, called):
            if summed := _total(sheet, block, top, called, out, ledger, unit):
                current, over = summed, tuple(c for c in (*cells, *unit_cells) if not c.blank)
            continue
        draft = _begun(head, first=not out.drafts)
        ledger.take("field", *cells, *unit_cells)
        _take_again(sheet, block, top, bottom, ledger)
        if unit_cells and any(not c.blank for c in unit_cells):
            draft.unit = "".join(c.text for c in unit_cells)
            draft.traces["/form/unit"] = list(unit_cells)
        elif current is not None:
            draft.unit = current
            draft.traces["/form/unit"] = list(over)
        if project.role == "unit_name":  # a list of departments
            draft.unit = name or draft.unit
            draft.traces["/form/unit"] = list(cells) if name else draft.traces.get("/form/unit", [])
        else:
            _project(name, cells, draft)
        _code(sheet, block, top, bottom, draft, ledger)
        _money(sheet, block, top, draft, ledger, unit)
        _goals(sheet, block, top, bottom, draft, ledger)
        _indicators(sheet, block, top, bottom, draft, ledger)
        out.drafts.append(draft)
    return out


def _begun(head: Draft, first: bool) -> Draft:
    """A project's draft with what stands above the list: title, year and unit hold for all, all else is the first's."""
    traces = {k: list(v) for k, v in head.traces.items() if first or k.startswith("/form/")}
    draft = Draft(title=head.title, year=head.year, unit=head.unit, traces=traces)
    if first:
        draft.basics, draft.budget, draft.goals, draft.extra = head.basics, head.budget, head.goals, head.extra
    return draft


def _groups(sheet: Sheet, block: Block, project: Column) -> list[tuple[int, int]]:
    """Row ranges of one project each: those that one project cell covers; a new amount or goal also begins one."""
    marks = [project, *[c for c in block.columns if c.role in ("money", "goal", "prose")]]
    out: list[tuple[int, int]] = []
    last: list[SheetCell] = []
    for row in range(block.first, block.bottom):
        cells = [c for column in marks for c in cells_under(sheet, row, column)]
        begun = [c for c in cells if c not in last and not c.blank]
        if row in sheet.breaks and begun and last:
            # amounts and names printed again at the top of a page begin nothing
            said = {c.text for c in last}
            begun = [c for c in begun if c.text not in said]
        if not out or (begun and not _printed_again(sheet, block, row, marks)):
            out.append((row, row + 1))
        else:
            out[-1] = (out[-1][0], row + 1)
        last = cells
    return out


def _printed_again(sheet: Sheet, block: Block, row: int, marks: list[Column]) -> bool:
    """Whether a list without merged cells prints project, money and goal on each row: all of them as the row above."""
    others = [c for c in block.columns if c.role in ("unit_name", "code")]
    below, above = ([cells_under(sheet, r, c) for c in [*marks, *others]] for r in (row, row - 1))
    said, before = (["".join(c.text for c in cells) for cells in rows] for rows in (below, above))
    if said != before or len(marks) < 2 or sum(map(bool, said)) < 2:
        return False
    if any(c.bottom - c.top > 1 for cells in (*below, *above) for c in cells if not c.blank):
        return False
    names = [c for c in block.columns if c.role in ("name", "run_together")]
    now, then = (["".join(c.text for n in names for c in cells_under(sheet, r, n))] for r in (row, row - 1))
    return bool(now[0]) and now != then


def _unit_cells(sheet: Sheet, block: Block, row: int, project: Column) -> tuple[SheetCell, ...]:
    """The cells of the column that names the unit (单位 right of the names measures)."""
    column = next(
        (
            c
            for c in block.columns
            if c is not project and (c.role == "unit_name" or (c.role == "unit" and c.left < project.left))
        ),
        None,
    )
    return cells_under(sheet, row, column) if column else ()


def _is_total(sheet: Sheet, block: Block, top: int, bottom: int, name: str) -> bool:
    """合计, or a row with money and a name but neither goal nor indicator: a unit's sum."""
    if TOTAL.fullmatch(name):
        return True
    if bottom - top > 1:
        return False
    content = [c for c in block.columns if c.role in ("goal", "prose", "kind", "level1", "level2", "name", "value")]
    return all(cell.blank for column in content for cell in cells_under(sheet, top, column))


def _total_in_numbers(sheet: Sheet, block: Block, row: int) -> str:
    """合计 where it stands in the column that numbers the projects, and none is named beside it."""
    number = block.column("number")
    said = "".join(c.text for c in cells_under(sheet, row, number)) if number is not None else ""
    return said if TOTAL.fullmatch(said) else ""


def _total(
    sheet: Sheet, block: Block, row: int, name: str, out: FlatList, ledger: Ledger, unit: str | None
) -> str | None:
    ledger.take("field", *(c for c in sheet.row(row) if not c.blank))
    for column in (c for c in block.columns if c.role == "money"):
        raw = "".join(c.text for c in cells_under(sheet, row, column))
        if raw:
            out.totals.append(
                BudgetLine(column.heading, name, parse_amount(raw, unit_in(column.heading) or unit), column.heading)
            )
    return None if TOTAL.fullmatch(name) or not name else name


def _project(name: str, cells: tuple[SheetCell, ...], draft: Draft) -> None:
    draft.project = name or None
    draft.trace("/form/project", *cells)
    if found := CODE.fullmatch(name):
        draft.project_code = found["code"]
        draft.trace("/form/project_code", *cells)


def _take_again(sheet: Sheet, block: Block, top: int, bottom: int, ledger: Ledger) -> None:
    """What a project's further rows print again of its name, unit and money is the same field."""
    for column in (c for c in block.columns if c.role in ("project", "unit_name", "money", "goal")):
        said = "".join(c.text for c in cells_under(sheet, top, column))
        for row in range(top + 1, bottom):
            cells = cells_under(sheet, row, column)
            if said and said == "".join(c.text for c in cells):
                ledger.take("field", *cells)


def _code(sheet: Sheet, block: Block, top: int, bottom: int, draft: Draft, ledger: Ledger) -> None:
    """The project's code, where it has a column of its own."""
    column = block.column("code")
    if column is None:
        return
    cells = cells_under(sheet, top, column)
    if draft.project_code is None and (code := "".join(c.text for c in cells)):
        draft.project_code = code
        draft.trace("/form/project_code", *cells)
    for row in range(top, bottom):
        ledger.take("field", *cells_under(sheet, row, column))


def _money(sheet: Sheet, block: Block, row: int, draft: Draft, ledger: Ledger, unit: str | None) -> None:
    for column in (c for c in block.columns if c.role == "money"):
        cells = cells_under(sheet, row, column)
        words_ = column.heading.split(" ")
        amount = parse_amount("".join(c.text for c in cells), unit_in(column.heading) or unit)
        draft.trace(f"/budget/{len(draft.budget)}/amount", *cells)
        draft.budget.append(BudgetLine(words_[0] if len(words_) > 1 else None, words_[-1], amount, column.heading))
        ledger.take("field", *cells)


def _goals(sheet: Sheet, block: Block, top: int, bottom: int, draft: Draft, ledger: Ledger) -> None:
    for column in (c for c in block.columns if c.role == "goal"):
        seen: list[SheetCell] = []
        for row in range(top, bottom):
            seen += [c for c in cells_under(sheet, row, column) if c not in seen and not c.blank]
        for cell in seen[:1] if _one_row_each(seen) else seen:
            read_goal_cell(cell, column.heading, draft, ledger)


def _one_row_each(cells: list[SheetCell]) -> bool:
    """Whether the cells say one and the same, row by row: a goal printed again on each row."""
    return len({c.text for c in cells}) == 1 and all(c.bottom == c.top + 1 for c in cells)


def _indicators(sheet: Sheet, block: Block, top: int, bottom: int, draft: Draft, ledger: Ledger) -> None:
    if kinds := block.all("kind"):
        for row in range(top, bottom):
            for column in kinds:
                for cell in cells_under(sheet, row, column):
                    if not cell.blank and not ledger.taken(cell):
                        read_items(cell, cell.text, ("", column.heading), (), draft)
                        ledger.take("field", cell)
            unknown_columns(sheet, block, row, draft, ledger)
        return
    prose = block.column("prose") or (block.column("run_together") if block.column("value") is None else None)
    if prose is not None and block.column("name") is None:
        for row in range(top, bottom):
            for cell in cells_under(sheet, row, prose):
                if not ledger.taken(cell):
                    read_prose(cell, draft, ledger)
            unknown_columns(sheet, block, row, draft, ledger)
    else:
        read_tree(sheet, block, draft, ledger, (top, bottom))
