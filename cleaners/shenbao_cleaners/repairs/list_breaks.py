"""What a page break does to a flat list: is the project below it the one above, and which of its cells go on?"""

from __future__ import annotations

import regex

from shenbao_cleaners.forms.blocks import Block
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.values.amount import is_amount
from shenbao_cleaners.values.label import level_of

ITEM = regex.compile(r"\s*(?:\d+\s*[、.．]|【)")
CODE = regex.compile(r"\s*[0-9A-Z]{12,}\s*[-—–－]")
PROJECT_ROLES = ("unit_name", "project", "code", "money", "goal")


def list_at(blocks: list[Block], start: int) -> Block | None:
    """The list that a break cuts."""
    return next((b for b in blocks if b.kind == "list" and b.first < start < b.bottom), None)


def two_projects(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether a project ends at the break: a total on one side, or a name and an amount of its own on either."""
    if _total(sheet, start - 1, block) or _total(sheet, start, block):
        return True
    sides = [_texts(sheet, row, block, ("project", "money")) for row in (start - 1, start)]
    named = [any(t and not is_amount(t) for t in side) for side in sides]
    amounts = [[t for t in side if is_amount(t)] for side in sides]
    if not all(named) or not all(amounts) or amounts[0] == amounts[1]:
        return False
    # the rest of a cut amount has no decimals, or more than its beginning
    places = [{len(t.strip().partition(".")[2]) for t in side} for side in amounts]
    return places[0] == places[1] != {0}


def _total(sheet: Sheet, row: int, block: Block) -> bool:
    """Whether a row is that of a total: amounts, and neither goal nor indicator, in cells of this row alone."""
    columns = [c for c in block.columns if c.role in ("goal", "prose", "level1", "level2", "name", "value")]
    cells = [sheet.at(row, c.left) for c in columns]
    alone = all(c is not None and c.blank and c.bottom - c.top == 1 for c in cells)
    return bool(cells) and alone and any(is_amount(t) for t in _texts(sheet, row, block, ("money",)))


def project_goes_on(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether one project stands on both sides of the break: only one of them shows amounts, and none a new code."""
    above, below = (_texts(sheet, row, block, ("money",)) for row in (start - 1, start))
    if any(above) == any(below) or not any(_texts(sheet, start, block, PROJECT_ROLES)):
        return False
    if block.column("name") is None:  # a row a project: its content shows whether it is whole
        return False
    return not any(CODE.match(t) for t in _texts(sheet, start, block, ("project",)))


def holds_for_the_project(block: Block, cell: SheetCell) -> bool:
    """Whether a cell stands in a column that has one cell a project."""
    return any(c.role in PROJECT_ROLES and c.left == cell.left for c in block.columns)


def label_goes_on(sheet: Sheet, start: int, block: Block, above: SheetCell, below: SheetCell) -> bool:
    """Whether a blank level box at the top of a page is the rest of a merged label: the list merges its labels."""
    column = next((c for c in block.columns if c.role in ("level1", "level2") and c.left == above.left), None)
    if column is None or above.blank or not below.blank or any(_texts(sheet, start, block, ("project",))):
        return False
    labels = sheet.column_cells(column.left, block.first, block.bottom)
    return any(c.bottom - c.top > 1 and not c.blank for c in labels)


def prose_goes_on(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether the prose cell at the top of a page goes on: no line closes it above, or no item begins with it."""
    column = block.column("prose", "run_together") if block.column("name") is None else None
    cell = sheet.at(start, column.left) if column else None
    return cell is not None and not cell.blank and (cell.open_top or not ITEM.match(cell.text))


def halves_of_a_label(above: SheetCell, below: SheetCell) -> bool:
    """Whether two texts make one known level label, and neither is one."""
    if above.blank or below.blank or level_of(above.text) or level_of(below.text):
        return False
    return bool(level_of(above.text + below.text))


def _texts(sheet: Sheet, row: int, block: Block, roles: tuple[str, ...]) -> list[str]:
    cells = [sheet.at(row, c.left) for c in block.columns if c.role in roles]
    return [c.text if c is not None else "" for c in cells]
