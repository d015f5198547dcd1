"""What a page break does to a flat list: is the project below it the one above, and which of its cells go on?"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from shenbao_cleaners.forms.blocks import Block
from shenbao_cleaners.forms.flat_list import TOTAL
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.halved_rows import cut_figure, figures_of
from shenbao_cleaners.values.amount import is_amount
from shenbao_cleaners.values.label import level_of, normal_label, parent_of

ITEM = regex.compile(r"\s*(?:\d+\s*[、.．]|【)")
CODE = regex.compile(r"\s*[0-9A-Z]{12,}\s*[-—–－]")
BEGUN = regex.compile(r"(?=\D*\d)[0-9A-Z]{2,}")  # a code, or what stands of it above a break; no word (PPP)
TOLD = ("goal", "prose", "run_together", "level1", "level2", "name", "value")  # what a total's row has nothing of
OLDER_COSTS = ("成本指标", "产出指标")  # where costs belong, and where the older schemes have them,
# which have no such group
PROJECT_ROLES = ("unit_name", "project", "code", "money", "goal")


def list_at(blocks: Sequence[Block], start: int) -> Block | None:
    """The list that a break cuts."""
    return next((b for b in blocks if b.kind == "list" and b.first < start < b.bottom), None)


def two_projects(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether a project ends at the break: a total on one side, or a code or an amount of its own on either."""
    called = any(_texts(sheet, start, block, ("project", "unit_name")))
    rest = not called and _rests(sheet, start, block)  # the last digits of figures are no total's
    below = _total(sheet, start, block)
    if _called_total(sheet, start, block) or (below and not rest):
        return True
    if _called_total(sheet, start - 1, block):
        return not below
    if _total(sheet, start - 1, block) and not (_nameless(sheet, start, block) and _rests(sheet, start, block)):
        return True
    if _new_code(sheet, start, block) and any(BEGUN.fullmatch(t) for t in _names(sheet, start - 1, block)):
        return True
    codes = [
        {m[0].strip() for t in _texts(sheet, r, block, ("project",)) if (m := CODE.match(t))}
        for r in (start - 1, start)
    ]
    if all(codes) and codes[0] != codes[1]:
        return True
    sides = [_texts(sheet, row, block, ("project", "money")) for row in (start - 1, start)]
    named = [any(t and not is_amount(t) for t in side) for side in sides]
    amounts = [[t for t in side if is_amount(t) and t.strip(" 0.")] for side in sides]  # 0 stands in any
    if not all(named) or not all(amounts) or amounts[0] == amounts[1]:
        return False
    if any("." in t for t in amounts[0]) and not _rests(sheet, start, block):
        return True
    # the rest of a cut amount has no decimals, or more than its beginning
    places = [{len(t.strip().partition(".")[2]) for t in side} for side in amounts]
    return places[0] == places[1] != {0}


def _called_total(sheet: Sheet, row: int, block: Block) -> bool:
    """Whether a row names itself a total (合计, 小计), where projects have their name, unit or number."""
    return any(TOTAL.fullmatch(t) for t in _texts(sheet, row, block, ("project", "unit_name", "number")))


def _new_code(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether a code stands below a break that is not the end of one begun above it.

    The whole is as long as the list's other codes; where there is none, what is long enough for a code is one.
    """
    below = next((t for t in _names(sheet, start, block) if CODE.match(t)), None)
    if below is None:
        return False
    begun = next((t for t in _names(sheet, start - 1, block) if BEGUN.fullmatch(t)), None)
    column = block.column("project")
    if begun is None or column is None:
        return True
    cells = sheet.column_cells(column.left, block.first, block.bottom)
    said = (c.text for c in cells if not c.top <= start - 1 < c.bottom and not c.top <= start < c.bottom)
    lengths = {_code_length(m[0]) for t in said if (m := CODE.match(t))}
    whole = CODE.match(begun + below)
    return whole is None or _code_length(whole[0]) not in lengths


def _code_length(code: str) -> int:
    return len(code.rstrip("-—–－ \n").strip())


def _names(sheet: Sheet, row: int, block: Block) -> list[str]:
    return [t.strip() for t in _texts(sheet, row, block, ("project",))]


def _nameless(sheet: Sheet, row: int, block: Block) -> bool:
    """Whether a row of a list with a row a project lacks the project's name: it begins none."""
    return block.column("name") is None and not any(_texts(sheet, row, block, ("project", "unit_name")))


def _total(sheet: Sheet, row: int, block: Block) -> bool:
    """Whether a row is that of a total: amounts, and neither goal nor indicator, in cells of this row alone."""
    columns = [c for c in block.columns if c.role in TOLD]
    cells = [sheet.at(row, c.left) for c in columns]
    alone = all(c is not None and c.blank and c.bottom - c.top == 1 for c in cells)
    return bool(cells) and alone and any(is_amount(t) for t in _texts(sheet, row, block, ("money",)))


def project_goes_on(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether one project stands on both sides of the break: only one of them shows amounts, and none a new code.

    A side without name and amount is no project by itself, so where its cells are cut they go on: a block may run over
    many pages, its name and amount printed on one of them, in the middle.
    """
    above, below = (_texts(sheet, row, block, ("money",)) for row in (start - 1, start))
    if block.column("name") is None:  # a row a project: its content shows whether it is whole
        return False
    if any(above) and any(below) and not _rests(sheet, start, block):
        return False
    first, second = (any(_texts(sheet, row, block, ("project",))) for row in (start - 1, start))
    new_code = _new_code(sheet, start, block)
    if any(above) or (any(below) and not new_code):
        return not new_code
    return not (first if any(below) else first and second) and _name_is_cut(sheet, start, block)


def _rests(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether the amounts below a break are the last digits of those above (253.4⏎9)."""
    columns = [c for c in block.columns if c.role == "money"]
    pairs = [(sheet.at(start - 1, c.left), sheet.at(start, c.left)) for c in columns]
    printed = [(a, b) for a, b in pairs if b is not None and b.text]
    return all(a is not None and cut_figure(a, b, figures_of(sheet, block)) for a, b in printed)


def _name_is_cut(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether the project's cell goes on at the break: no line closes it there, or it is as high as its page."""
    column = block.column("project")
    above, below = (sheet.at(row, column.left) for row in (start - 1, start)) if column else (None, None)
    if above is None or below is None or above is below:
        return False
    page = max((b for b in sheet.breaks if b < start), default=block.first)
    return above.open_bottom or below.open_top or above.top <= page


def holds_for_the_project(block: Block, cell: SheetCell) -> bool:
    """Whether a cell stands in a column that has one cell a project."""
    return any(c.role in PROJECT_ROLES and c.left == cell.left for c in block.columns)


def label_goes_on(sheet: Sheet, start: int, block: Block, above: SheetCell, below: SheetCell) -> bool:
    """Whether a blank level box at the top of a page is the rest of a merged label: the list merges its labels."""
    column = next((c for c in block.columns if c.role in ("level1", "level2") and c.left == above.left), None)
    if column is None or above.blank or not below.blank or any(_texts(sheet, start, block, ("project",))):
        return False
    if column.role == "level1" and _of_another_group(sheet, block, above, below):
        return False
    labels = sheet.column_cells(column.left, block.first, block.bottom)
    return any(c.bottom - c.top > 1 and not c.blank for c in labels)


def _of_another_group(sheet: Sheet, block: Block, above: SheetCell, below: SheetCell) -> bool:
    """Whether the label of level 2 beside a blank box says that the label above does not hold for it, or is cut."""
    column = block.column("level2")
    beside = sheet.at(below.top, column.left) if column else None
    if beside is None or beside.blank or beside.top < below.top:
        return False
    group, parent = normal_label(above.text), parent_of(normal_label(beside.text))
    if parent is None:
        return not level_of(beside.text)
    level1 = block.column("level1")
    boxes = sheet.column_cells(level1.left, block.first, block.bottom) if level1 else ()
    older = (parent, group) == OLDER_COSTS and all(normal_label(c.text) != parent for c in boxes)
    return parent != group and not older


def rest_of_labels(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether the labels of a row without name and value are the rest of blank boxes above it.

    Such a row may be one that was left unfilled; it is none where it lacks level 2, or has but the end of a label.
    """
    columns = [c for c in block.columns if c.role in ("level1", "level2")]
    pairs = [(sheet.at(start - 1, c.left), sheet.at(start, c.left)) for c in columns]
    printed = [(a, b) for a, b in pairs if b is not None and b.top == start and not b.blank]
    if not printed or not all(a is not None and a.blank and a.bottom == start for a, _ in printed):
        return False
    below = sheet.at(start, columns[-1].left)
    without = len(columns) > 1 and columns[-1].role == "level2" and below is not None and below.blank
    return without or any(not level_of(b.text) for _, b in printed)


def prose_goes_on(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether the prose cell at the top of a page goes on: no line closes it above, or no item begins with it."""
    column = block.column("prose", "run_together") if block.column("name") is None else None
    cell = sheet.at(start, column.left) if column else None
    return cell is not None and not cell.blank and (cell.open_top or not ITEM.match(cell.text))


def halves_of_a_label(above: SheetCell, below: SheetCell) -> bool:
    """Whether two texts make one known level label; one of them may be one (社会成本⏎指标, 经济⏎成本指标)."""
    if above.blank or below.blank or (level_of(above.text) and level_of(below.text)):
        return False
    return bool(level_of(above.text + below.text))


def _texts(sheet: Sheet, row: int, block: Block, roles: tuple[str, ...]) -> list[str]:
    cells = [sheet.at(row, c.left) for c in block.columns if c.role in roles]
    return [c.text if c is not None else "" for c in cells]
