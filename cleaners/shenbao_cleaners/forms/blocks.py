"""Where the blocks of a form stand on its sheet: the indicator tree, the task list, the rest."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex

from shenbao_cleaners.forms.column import Block, Column
from shenbao_cleaners.forms.column_roles import settled
from shenbao_cleaners.forms.find import LONGEST_HEADING, NUMBERED_HEADING
from shenbao_cleaners.forms.goals import goal_role
from shenbao_cleaners.forms.headers import (
    grade_of,
    heads_grades,
    heads_kinds,
    is_indicator_header,
    is_list_header,
    is_task_header,
    list_heading,
)
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.unheaded import across_label, labelled_tree
from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.values.amount import is_amount
from shenbao_cleaners.values.label import level_of

__all__ = ["Block", "Column", "find_blocks"]

NO_COLUMNS = ("block", "others", "total", "past")  # words that head no column that is read
# the tables of words.toml that name a block's columns
TABLES: dict[str, tuple[str, ...]] = {"list": ("columns", "list"), "tree": ("columns",), "tasks": ("tasks",)}
WHOLE_TREE = ("run_together", "prose")  # a column that holds labels, names and values at once
UNIT_NAME = regex.compile(
    r"\s*(?:(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.]+|\d{1,3}[、.]|\[?\d{3,9}\]?[-\s]*)\s*)?"
    r"(?P<name>\p{Han}{2,30}(?:局|委|办|会|室|厅|部|院|所|校|学|园|馆|站|处|队|中心|政府|街道|集团)(?:[(（](?:本级|机关)[)）]|本级|机关)?)\s*"
)
WITH_UNIT = regex.compile(r"[(（](?:金额)?(?:单位[:：])?(?:亿元|万元|元)[)）]")
PERIOD = regex.compile(r"(?:项目)?(?:实施期|实施周期|中期|长期|中长期|全周期|项目期)(?:绩效)?(?:目标|指标)?")
HEADER_ROWS = 3  # a heading spans at most so many rows


@lru_cache(maxsize=4)
def find_blocks(sheet: Sheet) -> tuple[Block, ...]:
    """The headed blocks of a sheet from above; none overlaps another. Each repair asks anew, of the same sheet."""
    blocks: list[Block] = []
    row = 0
    while row < sheet.rows:
        block = _block_at(sheet, row)
        if block is None:
            row += 1
            continue
        if blocks and blocks[-1].bottom > block.top:
            last = blocks[-1]
            blocks[-1] = Block(last.kind, last.top, last.first, block.top, last.columns)
        blocks.append(block)
        row = block.first
    if sheet.spans_known and not any(b.kind != "tasks" and b.bottom > b.first for b in blocks):
        tree = labelled_tree(sheet, 0, sheet.rows)
        if tree is not None and not any(b.top < tree.bottom and tree.top < b.bottom for b in blocks):
            blocks.append(tree)
    return tuple(sorted(blocks, key=lambda b: b.top))


def _block_at(sheet: Sheet, row: int) -> Block | None:
    heads = [c for c in sheet.row(row) if c.top == row and not c.blank and c.bottom - c.top <= HEADER_ROWS]
    if len(heads) < 2:
        return None
    if any(words().role("columns", c.text) == "name" for c in heads):  # 绩效指标 is then the block's own label
        heads = [c for c in heads if words().role("columns", c.text) != "run_together" or _over_labels(sheet, c)]
    if len(heads) < 2:
        return None
    texts = [c.text for c in heads]
    kinds = (("list", is_list_header), ("tree", is_indicator_header), ("tasks", is_task_header))
    kind = next((name for name, heads_it in kinds if heads_it(texts)), None)
    if kind is None and is_list_header(spanned := _with_rows_spanned(sheet, heads)) and is_indicator_header(spanned):
        kind = "list"
    graded = kind in (None, "tasks") and _graded(sheet, heads)
    kind = "tree" if graded else kind
    if kind is None:
        return None
    table = TABLES[kind]
    first = max(_header_bottom(sheet, heads, table), row + (2 if graded else 1))
    columns = _columns(sheet, row, first, heads, table)
    if graded:  # the best grade is the target
        best = min(columns, key=lambda c: grade_of(c.heading.split(" ")[-1]))
        columns = tuple(replace(c, role="value") if c == best else c for c in columns)
    if kind == "list" and heads_kinds(texts):
        columns = tuple(replace(c, role="kind") if 2 in level_of(c.heading) else c for c in columns)
    if _counts_columns(sheet, first):
        first += 1
    project = next((c for c in columns if c.role == "project"), None)
    if kind == "list" and project is not None:  # 单位 left of the tree names the unit, right of the names it measures
        tree = min((c.left for c in columns if c.role in ("level1", "level2", "name")), default=project.left)
        before = max(project.left, tree)
        columns = tuple(replace(c, role="unit_name") if c.role == "unit" and c.left < before else c for c in columns)
    if kind == "tree" and sheet.spans_known and (shown := _shown_by_labels(sheet, row, first, columns)) is not None:
        return shown
    block = Block(kind, row, first, sheet.rows, columns)
    block = replace(block, bottom=_end(sheet, block))
    return settled(sheet, replace(block, columns=_with_level1(sheet, block)))


def _with_rows_spanned(sheet: Sheet, heads: list[SheetCell]) -> list[str]:
    """The headings of a row, and those in the rows under it that the heading of unit or project spans."""
    bottom = max(c.bottom for c in heads)
    under = [c for r in range(heads[0].top, bottom) for c in sheet.row(r) if c.top == r and not c.blank]
    return list_heading([(c.text, c.bottom) for c in heads], [(c.text, c.bottom) for c in under])


def _graded(sheet: Sheet, heads: list[SheetCell]) -> bool:
    """Whether names (绩效指标) stand beside a standard with a column for each grade (评价标准: 优, 良, 中, 差)."""
    names = [c for c in heads if words().role("columns", c.text) in ("run_together", "name")]
    under = [c for c in sheet.row(heads[0].top + 1) if c.top == heads[0].top + 1 and not c.blank]
    return bool(names) and heads_grades([c.text for c in under]) and all(c.left >= names[-1].right for c in under)


def _shown_by_labels(sheet: Sheet, top: int, first: int, columns: tuple[Column, ...]) -> Block | None:
    """The tree under one heading 绩效指标 over labels, names and values, whose columns its labels of level 2 show."""
    whole = next((c for c in columns if c.role == "run_together"), None)
    if whole is None or any(c.role in ("level2", "name") for c in columns):
        return None
    tree = labelled_tree(sheet, first, sheet.rows)
    if tree is None or tree.top != first or tree.column("level2") != Column("level2", whole.left, whole.right, ""):
        return None
    return replace(tree, top=top)


def _over_labels(sheet: Sheet, head: SheetCell) -> bool:
    """Whether the labels of level 2 stand under a heading: it heads their column then."""
    said = [c.text for c in sheet.column_cells(head.left, head.bottom, sheet.rows) if not c.blank]
    return 2 * sum(2 in level_of(t) for t in said) > len(said)


def _role(text: str, tables: tuple[str, ...]) -> str | None:
    found = next((role for t in tables if (role := words().role(t, text))), None)
    return None if found in NO_COLUMNS else found


def _header_bottom(sheet: Sheet, heads: list[SheetCell], tables: tuple[str, ...]) -> int:
    """The row under the headings: a heading that spans two rows has its neighbours' sub-headings beside it."""
    known = [c for c in heads if _role(c.text, tables)]
    bottom = max((c.bottom for c in known), default=heads[0].bottom)
    if bottom == heads[0].top + 1 and bottom < sheet.rows:
        under = [c for c in sheet.row(bottom) if c.top == bottom and not c.blank]
        subs = [c for c in under if _role(c.text, tables)]
        parents = [c for c in heads if c.right - c.left > 1 and any(c.left <= s.left < c.right for s in subs)]
        if parents and len(subs) >= 2 and len(subs) >= len(under) - 1:
            bottom += 1
    return bottom


def _counts_columns(sheet: Sheet, row: int) -> bool:
    """Whether a row under the headings numbers the columns: 1, 2, 3 and so on, nothing else."""
    if row >= sheet.rows:
        return False
    cells = [c for c in sheet.row(row) if not c.blank]
    said = [c.text.strip() for c in cells]
    if len(said) < 3 or not all(t.isdecimal() for t in said) or any((c.top, c.bottom) != (row, row + 1) for c in cells):
        return False
    return [int(t) for t in said] == list(range(int(said[0]), int(said[0]) + len(said))) and int(said[0]) < 3


def _columns(sheet: Sheet, top: int, first: int, heads: list[SheetCell], tables: tuple[str, ...]) -> tuple[Column, ...]:
    out: list[Column] = []
    left = min(c.left for c in heads)
    column = left
    while column < sheet.columns:
        leaf = sheet.at(first - 1, column)
        if leaf is None or leaf.bottom - leaf.top > HEADER_ROWS:
            column += 1
            continue
        stack: list[SheetCell] = []
        for r in range(top, first):
            cell = sheet.at(r, column)
            if cell is not None and cell not in stack and cell.bottom <= first:
                stack.append(cell)
        texts = [c.text for c in stack if not c.blank]
        spellings = [*texts[-1:], "".join(texts), *texts[:1]]
        role = next((found for text in spellings if (found := _role(text, tables))), None)
        if len(texts) > 1 and role in WHOLE_TREE and _role(texts[-1], tables) != role:
            role = None  # one column of a tree is not all of it
        if texts and words().plays("columns", "past", texts[-1]):
            role = None
        if role == "value" and len(texts) > 1 and PERIOD.fullmatch(label_key(texts[0])):
            role = "period_value"  # 实施期 over its own 指标值
        out.append(Column(role, leaf.left, leaf.right, " ".join(texts)))
        column = max(leaf.right, column + 1)
    return tuple(out)


def _with_level1(sheet: Sheet, block: Block) -> tuple[Column, ...]:
    """The block's columns; level 1 is the column left of level 2 that has no heading but level-1 words in it."""
    level2 = block.column("level2")
    if level2 is None or block.column("level1") is not None:
        return block.columns
    head = sheet.at(block.first - 1, level2.left - 1) if level2.left else None
    if head is None or not head.blank or head.bottom > block.first or head.right != level2.left:
        return block.columns
    said = [c.text for c in sheet.column_cells(head.left, block.first, block.bottom) if not c.blank]
    known = sum(1 in level_of(text) for text in said)
    if not known or 2 * known < len(said):
        return block.columns
    others = tuple(c for c in block.columns if c.left != head.left)
    level1 = Column("level1", head.left, head.right, "")
    return tuple(sorted((level1, *others), key=lambda c: c.left))


def _end(sheet: Sheet, block: Block) -> int:
    """The row after the block: where a cell with text runs across its columns, or another block's label begins."""
    name = block.column("name", "run_together", "level2", "content", "project")
    others = [c for c in block.columns if c.role is not None and name is not None and c.left >= name.right]
    if name is None or not others:
        return sheet.rows
    for row in range(block.first, sheet.rows):
        cell = sheet.at(row, name.left)
        if cell is None or cell.top < block.first:
            continue
        if label_across(sheet, block, row) is not None or unit_band(sheet, block, row) is not None:
            continue
        if task_band(sheet, block, row):
            continue
        if _signature(sheet, block, row):
            return row
        across = sheet.spans_known and cell.right > others[0].left and cell.left <= name.left
        total = block.kind == "tasks" and words().plays("tasks", "total", cell.text)
        if across and not total and (not cell.blank or _labelled(sheet, row)):
            return row
        if block.kind == "tasks" and _leaves_tasks(sheet, row, name):
            return row
    return sheet.rows


def _signature(sheet: Sheet, block: Block, row: int) -> bool:
    """Whether a row under a tree begins with who filled in the form (填表人, 联系电话), and no level is beside it."""
    first = sheet.at(row, block.columns[0].left)
    if block.kind != "tree" or first is None or first.top != row or first.bottom != row + 1 or not sheet.spans_known:
        return False
    label = label_key(first.text.partition(":")[0].partition("：")[0])
    return len(label) <= 8 and words().role("personal", label) is not None and not level_of(first.text)


def unit_band(sheet: Sheet, block: Block, row: int) -> SheetCell | None:
    """The unit's name that fills a row of a list, over the projects of that unit in the rows below."""
    project = block.column("project")
    cell = sheet.at(row, project.left) if block.kind == "list" and project is not None and sheet.spans_known else None
    if cell is None or cell.left or cell.right < sheet.columns or (cell.top, cell.bottom) != (row, row + 1):
        return None
    below = sheet.at(row + 1, project.left) if row + 1 < sheet.rows and project is not None else None
    if below is None or below.blank or not UNIT_NAME.fullmatch(cell.text):
        return None  # the office that signs the list
    narrow = below.right < sheet.columns
    return cell if narrow or unit_band(sheet, block, row + 1) is not None else None


def task_band(sheet: Sheet, block: Block, row: int) -> bool:
    """Whether a numbered heading fills a row of a task list (二、项目支出), with a task and its amount in the next."""
    name, amount = block.column("name"), block.column("amount")
    cell = sheet.at(row, name.left) if block.kind == "tasks" and name is not None and sheet.spans_known else None
    below = sheet.at(row + 1, amount.left) if amount is not None and row + 1 < sheet.rows else None
    if cell is None or below is None or amount is None or (cell.top, cell.bottom) != (row, row + 1):
        return False
    across = cell.right > amount.left and NUMBERED_HEADING.match(cell.text) is not None
    label = NUMBERED_HEADING.sub("", cell.text)
    if WITH_UNIT.search(label) or words().plays("money", "block", label) or goal_role(label):
        return False  # 二、部门预算情况（万元）: another part of the form
    return across and len(cell.text) <= LONGEST_HEADING and is_amount(below.text)


def label_across(sheet: Sheet, block: Block, row: int) -> SheetCell | None:
    """The label that fills a row of a tree without a column for its level: it heads the rows under it."""
    name = block.column("name", "run_together", "level2")
    if block.kind != "tree" or not sheet.spans_known or name is None or block.column("level1") is not None:
        return None
    found = across_label(sheet, row, block.columns[0].left, name.right)
    level = 2 if found is not None and 1 not in level_of(found.text) else 1
    return None if level == 2 and block.column("level2") is not None else found


def _labelled(sheet: Sheet, row: int) -> bool:
    first = next((c for c in sheet.row(row) if not c.blank), None)
    return first is not None and words().role("tasks", first.text) == "others"


def _leaves_tasks(sheet: Sheet, row: int, name: Column) -> bool:
    """Whether a row of the task list's columns belongs to what follows it."""
    cells = [c for c in sheet.row(row) if not c.blank]
    if not cells:
        return False
    w = words()
    if is_indicator_header([c.text for c in cells if c.top == row]):
        return True
    first = cells[0]
    if first.top != row:
        return False
    if first.left < name.left and w.role("money", first.text) == "block":
        return True
    return w.role("tasks", first.text) == "others" or (
        w.role("goals", first.text) is not None and (first.left < name.left or len(cells) <= 2)
    )
