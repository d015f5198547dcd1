"""Read the goals: the cells beside or under a goals label, split where the form numbers its goals (目标1：)."""

from __future__ import annotations

import regex

from shenbao_cleaners.declaration import Goal, Horizon
from shenbao_cleaners.forms.draft import Draft, Ledger
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.words import label_key, words

NUMBER = regex.compile(r"目标\s*(?P<digits>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[:：、.．]\s*")
NOTHING = regex.compile(r"[\s.·•…⋯．]*")  # the dots of a template that nobody filled in
HEADS = regex.compile(r"(?:目标)?(?:名称|说明|内容|描述)|目标")  # headings over numbered goals
NUMBERED = regex.compile(r"[\p{Han}]{0,8}目标\d{1,2}")  # 年度绩效目标1
PERIOD, ANNUAL = regex.compile(r"实施期|周期|中期|长期|项目期"), regex.compile(r"年度|本年|当年|20\d\d年")
LONGEST = 20  # characters of a label
CHINESE = {c: i for i, c in enumerate("零一二三四五六七八九十")}


# Labels of blocks as they are printed: what a label cut off at the edge of its box may have been.
BLOCK_LABELS = (
    "总体目标", "年度目标", "绩效目标", "年度总体目标", "年度绩效目标", "年度总体绩效目标", "总体绩效目标",
    "整体绩效目标", "项目绩效目标", "项目总体目标", "项目年度目标", "实施期目标", "实施期总目标", "实施周期目标",
    "中期目标", "长期目标", "中长期目标", "绩效指标", "年度绩效指标", "年度主要任务", "年度重点工作任务",
    "年度工作任务", "基本信息", "预算整体情况", "项目概况",
)  # fmt: skip
SHORTEST = 3  # characters that must be left of a label


def whole_label(text: str) -> str | None:
    """The goals label that a cut-off label (总体目) begins; None where it is whole, too short, or may be several."""
    key = label_key(text)
    begun = [label for label in BLOCK_LABELS if label.startswith(key) and label != key]
    return begun[0] if len(key) >= SHORTEST and len(begun) == 1 and goal_role(begun[0]) else None


def goal_role(text: str) -> str | None:
    """goals, annual or period where a text is a goals label."""
    return words().role("goals", text)


def read_goals(sheet: Sheet, label: SheetCell, rows: set[int], draft: Draft, ledger: Ledger) -> None:
    """Add the goals that stand beside `label` (in those of its rows that are in `rows`, to its right) to the draft."""
    ledger.take("label", label)
    if _heads_a_block(sheet, label):
        return
    horizon = _horizon(label.text)
    heads: dict[int, tuple[Horizon | None, SheetCell]] = {}
    seen: set[int] = set()
    numbers: set[int] = set()  # columns that only number the goals
    found = False
    labelled = _labels_of_rows(sheet, label)
    for row in (r for r in range(label.top, label.bottom) if r in rows):
        own = labelled.get(row)
        if own is not None and not own.blank and not _names_goals(own):
            continue  # 部门职责 among the goals: it has its own label
        for cell in sheet.row(row):
            if cell.left < label.right or id(cell) in seen:
                continue
            seen.add(id(cell))
            if cell.blank:
                continue
            if words().role("columns", cell.text) == "number":
                numbers.add(cell.left)
            if cell.left in numbers:
                ledger.take("label", cell)
                continue
            if _heads_goals(cell) or (cell is own and not goal_role(cell.text)):
                ledger.take("label", cell)
                continue
            if goal_role(cell.text) and len(cell.text) < 24:
                ledger.take("label", cell)
                heads[cell.left] = (_horizon(cell.text), cell)
                continue
            under = heads.get(cell.left)
            beside = _horizon_in(own.text) if own is not None else None
            _add(cell, beside or (under[0] if under else None) or horizon, draft, ledger)
            found = True
    if not found:
        _read_under(sheet, label, [cell for _, cell in heads.values()], rows, draft, ledger)


def _labels_of_rows(sheet: Sheet, label: SheetCell) -> dict[int, SheetCell]:
    """The labels beside a block's label, each with a text beside it, where two at least name goals: by their rows."""
    out: dict[int, SheetCell] = {}
    for row in range(label.top, label.bottom):
        cell = sheet.at(row, label.right)
        beside = sheet.right_of(cell, row) if cell is not None else None
        if cell is not None and beside is not None and cell.top == row and len(label_key(cell.text)) <= LONGEST:
            out[row] = cell
    named = [c for c in out.values() if _names_goals(c)]
    return out if len(named) >= 2 and len({(c.left, c.right) for c in out.values()}) == 1 else {}


def _names_goals(cell: SheetCell) -> bool:
    return (
        goal_role(cell.text) is not None or NUMBERED.fullmatch(label_key(cell.text)) is not None or _heads_goals(cell)
    )


def _heads_goals(cell: SheetCell) -> bool:
    return HEADS.fullmatch(label_key(cell.text)) is not None


def _horizon_in(text: str) -> Horizon | None:
    """The horizon that a label of its own (长期绩效目标1) names."""
    key = label_key(text)
    return "period" if PERIOD.search(key) else "annual" if ANNUAL.search(key) else None


def _read_under(
    sheet: Sheet, label: SheetCell, heads: list[SheetCell], rows: set[int], draft: Draft, ledger: Ledger
) -> None:
    """Goals that stand in the row under their headings, where nothing stands beside the label.

    The label is itself a heading, or the box under it is blank.
    """
    for head in (label, *heads):
        cell = sheet.at(label.bottom, head.left) if label.bottom in rows else None
        if cell is None or cell.top != label.bottom or (cell.left, cell.right) != (head.left, head.right):
            return
        if not cell.blank and (goal_role(cell.text) or words().role("head", cell.text) or ledger.taken(cell)):
            return
        if not cell.blank:
            _add(cell, _horizon(head.text) or _horizon(label.text), draft, ledger)


def _heads_a_block(sheet: Sheet, label: SheetCell) -> bool:
    """Whether the label is that of a whole block, in which the goals have a label of their own with text beside it."""
    beside = sheet.right_of(label)
    if beside is None or not goal_role(beside.text) or beside.bottom >= label.bottom:
        return False
    content = sheet.right_of(beside)
    return content is not None and not (goal_role(content.text) and len(content.text) < 24)


def _horizon(text: str) -> Horizon | None:
    role = goal_role(text)
    if role == "period":
        return "period"
    return "annual" if "年" in text else None


def read_goal_cell(cell: SheetCell, heading: str, draft: Draft, ledger: Ledger) -> None:
    """Add the goals of a cell under a column's heading (a flat list) to the draft."""
    _add(cell, _horizon(heading), draft, ledger)


def _add(cell: SheetCell, horizon: Horizon | None, draft: Draft, ledger: Ledger) -> None:
    ledger.take("field", cell)
    for number, text in split_goals(cell.text):
        draft.trace(f"/goals/{len(draft.goals)}/text", cell)
        draft.goals.append(Goal(text, number, horizon))


def split_goals(text: str) -> list[tuple[int | None, str]]:
    """(number, text) of each goal; one without a number where the cell does not begin with 目标1 or the like.

    A number without any text, or with a template's dots only, is no goal.
    """
    if NOTHING.fullmatch(text):
        return []
    marks = list(NUMBER.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return [(None, text.strip())]
    out: list[tuple[int | None, str]] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        body = text[mark.end() : after.start() if after else len(text)].strip()
        if not NOTHING.fullmatch(body):
            out.append((_number(mark["digits"]), body))
    return out


def _number(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    if digits.startswith("十"):
        return 10 + (CHINESE[digits[1]] if len(digits) > 1 else 0)
    return CHINESE[digits[0]] if len(digits) == 1 else 10 * CHINESE[digits[0]]
