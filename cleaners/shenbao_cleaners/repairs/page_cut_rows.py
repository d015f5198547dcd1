"""A row cut by a page break: half of its cells' text on each page.

Where the rulings show that a cell goes on (none closes it at the break), its halves are joined. Where the producer drew
a closing line all the same, the halves tell: one of them lacks what every row of the block has, its value or its name.
"""

from __future__ import annotations

from collections.abc import Sequence

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.blocks import Block, find_blocks
from shenbao_cleaners.forms.headers import is_indicator_header
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.words import words
from shenbao_cleaners.repairs.base import Repaired, joined, known_label, place_of, two_towns
from shenbao_cleaners.repairs.halved_rows import amounts_clash, amounts_fit, one_row_of_money
from shenbao_cleaners.repairs.list_breaks import (
    halves_of_a_label,
    holds_for_the_project,
    label_goes_on,
    list_at,
    project_goes_on,
    prose_goes_on,
    rest_of_labels,
    two_projects,
)
from shenbao_cleaners.values.amount import is_amount
from shenbao_cleaners.values.label import level_of, normal_label

BEGINNING = 2  # characters: no label is so short
# what every row of a block has: one of the first, one of the second
PARTS = {
    "tree": (("name", "run_together"), ("value", "period_value")),
    "list": (("name", "project"), ("value", "period_value", "prose", "run_together")),
    "tasks": (("name",), ("amount",)),
}


def page_cut_rows(sheet: Sheet) -> Repaired:
    """Join the cells that a page break cut."""
    if not sheet.spans_known or not sheet.breaks:
        return Repaired(sheet)
    repairs: list[Repair] = []
    blocks = find_blocks(sheet)
    for start in sheet.breaks:
        block = list_at(blocks, start)
        first = sheet.at(start - 1, 0), sheet.at(start, 0)
        if _heads_anew(sheet, start, blocks) or (first[0] and first[1] and two_towns(first[0], first[1])):
            continue
        if block is not None and two_projects(sheet, start, block):
            continue
        one_project = block is not None and project_goes_on(sheet, start, block)
        pairs = _pairs(sheet, start)
        headed = any(b.top < start < b.bottom and b.kind != "tasks" for b in blocks)  # tasks: up to a label, be it cut
        halved = not headed and one_row_of_money(sheet, start, pairs)
        cut = halved or _row_is_cut(sheet, start, pairs, blocks)
        labels = _label_edge(blocks, start)
        changes: dict[SheetCell, SheetCell | None] = {}
        for above, below in pairs:
            single = above.bottom - above.top == 1 and below.bottom - below.top == 1
            goes_on = above.open_bottom or below.open_top
            whole_label = above.left < labels and not above.blank and not below.blank and not single
            if (whole_label and not halved) or _two_labels(above, below):
                continue
            named = _in_name_column(block, above) and (above.blank or below.blank)
            if block is not None:
                named = named or halves_of_a_label(above, below)
                named = named or label_goes_on(sheet, start, block, above, below)
                named = named or (one_project and holds_for_the_project(block, above))
            part = halved or (cut and (single or goes_on or below.blank or above.blank))
            if part or named or (goes_on and not single and above.left >= labels):
                changes[above], changes[below] = joined(above, below), None
                if not below.blank:
                    repairs.append(_repair(above, below))
        sheet = sheet.replaced(changes)
        if any(b.top < start <= b.first for b in blocks):
            blocks = find_blocks(sheet)  # a heading was cut
    return Repaired(sheet, tuple(repairs))


def _heads_anew(sheet: Sheet, start: int, blocks: Sequence[Block]) -> bool:
    """Whether a heading stands below the break and is no second half of one: it goes on with nothing."""
    texts = [c.text for c in sheet.row(start) if c.top == start]
    return is_indicator_header(texts) and not any(b.top < start <= b.first for b in blocks)


def _two_labels(above: SheetCell, below: SheetCell) -> bool:
    """Whether each side of the break is a whole level label or a column's heading, and not the same one.

    服务对象 and 满意度指标 are labels and make one together: that is for the rest of the row to tell.
    """
    one, two = normal_label(above.text), normal_label(below.text)
    return (
        one != two
        and not level_of(above.text + below.text)
        and all(level_of(x) or words().role("columns", x) for x in (one, two))
    )


def _label_edge(blocks: Sequence[Block], start: int) -> int:
    """The columns left of this one hold labels, which are the business of `page_cut_labels`."""
    block = next((b for b in blocks if b.top < start < b.bottom), None)
    if block is None:
        return 1
    if block.kind == "list":
        return 0
    names = block.column("name", "run_together", "content")
    return names.left if names else 1


def _in_name_column(block: Block | None, cell: SheetCell) -> bool:
    """Whether a cell of a flat list holds the project's or unit's name: no row is without, so a blank one goes on."""
    return block is not None and any(c.role in ("project", "unit_name") and c.left == cell.left for c in block.columns)


def _pairs(sheet: Sheet, start: int) -> list[tuple[SheetCell, SheetCell]]:
    """The cells that end at a break with those that begin under them in the same columns."""
    out = []
    for above in sheet.row(start - 1):
        below = sheet.at(start, above.left)
        if (
            below is not None
            and above.bottom == start == below.top
            and (above.left, above.right) == (below.left, below.right)
        ):
            out.append((above, below))
    return out


def _row_is_cut(sheet: Sheet, start: int, pairs: list[tuple[SheetCell, SheetCell]], blocks: Sequence[Block]) -> bool:
    heading = next((b for b in blocks if b.top < start <= b.first), None)
    if not pairs or (heading is not None and _Half(sheet, start, heading).named):
        return False
    if heading is not None and any(is_amount(b.text) for _, b in pairs):
        return False  # the total's row
    block = next((b for b in blocks if b.top < start < b.bottom), None)
    if block is not None and amounts_clash(sheet, start, block):
        return False
    if block is not None:
        halves = any(halves_of_a_label(a, b) for a, b in pairs) or rest_of_labels(sheet, start, block)
        return (_Half(sheet, start, block).bare and halves) or _lacks_a_part(sheet, start, block)
    of_row = [b for _, b in pairs if b.bottom - b.top == 1]
    if all(b.blank for b in of_row) and _amounts_elsewhere(sheet, start):
        return len(of_row) > 1 and len(pairs) == len(sheet.row(start))  # nothing but the rest of the boxes
    # outside the headed blocks: a text cell beside its label (goals); the label is blank on one of the pages
    label, content = pairs[0], pairs[1:]
    one, other = (cell.text for cell in label)
    if one != other and known_label(one) and known_label(other):
        return False
    if any(is_amount(a.text) or is_amount(b.text) or known_label(a.text) for a, b in content):
        return False
    if _begun(one, other) and all(b.blank or _begun(a.text, b.text) for a, b in content):
        return bool(content)
    going_on = any(a.open_bottom or b.open_top for a, b in content)
    return (
        bool(content)
        and (label[1].blank or label[0].text == label[1].text or label[0].blank or going_on)
        and any(not b.blank for _, b in content)
    )


def _begun(one: str, other: str) -> bool:
    """Whether a text is but the beginning of a label that the next page ends (年⏎度总体目标)."""
    short = len(one) <= BEGINNING or not known_label(other)
    return bool(one and other) and short and not known_label(one) and known_label(one + other)


def _amounts_elsewhere(sheet: Sheet, start: int) -> bool:
    """Whether the row above a break, or the one below the first on the page, has the amounts that the first has not."""
    rows = [start - 1] + ([start + 1] if start + 1 < sheet.rows else [])
    return any(is_amount(c.text) for r in rows for c in sheet.row(r))


def _lacks_a_part(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether the rows at the break are one: one of them is no row by itself, lacking its name or its value."""
    if _other_label(sheet, start, block):
        return False
    above, below = _Half(sheet, start - 1, block), _Half(sheet, start, block)
    if above.cells & below.cells or not above.content or not below.content:
        return False
    rest = (above.paid and not below.paid) or not (above.paid or above.named)  # name and amount show once
    if block.kind == "list" and rest and prose_goes_on(sheet, start, block):
        return True
    nameless = not above.named and below.named and amounts_fit(sheet, start, block)
    if nameless and (block.kind == "tasks" or (block.kind == "list" and prose_goes_on(sheet, start, block))):
        return True
    if nameless and block.kind == "list" and block.column("name") is None and not above.told:
        return True  # amounts and a goal, but neither name nor indicators
    return not below.complete or (not above.complete and _open(sheet, start, block))


class _Half:
    """What one page prints of a row at the break."""

    def __init__(self, sheet: Sheet, row: int, block: Block) -> None:
        found = {c: sheet.at(row, c.left) for c in block.columns if c.role not in ("level1", "level2")}
        printed = {c.role for c, cell in found.items() if cell is not None and not cell.blank}
        roles = {c.role for c in block.columns}
        names, values = PARTS[block.kind]
        if block.kind == "list" and "name" in roles:
            names = ("name",)  # the project's cell spans many rows
        self.cells = {id(cell) for c, cell in found.items() if c.role in names + values}
        self.content = bool(printed)
        self.paid = "money" in printed
        self.named = bool(printed & set(names))
        self.told = bool(printed & set(values))
        self.bare = not printed & {*names, *values}
        self.complete = self.named and (not roles & set(values) or bool(printed & set(values)))


def _open(sheet: Sheet, start: int, block: Block) -> bool:
    column = block.column(*PARTS[block.kind][0], *PARTS[block.kind][1])
    a, b = (sheet.at(start - 1, column.left), sheet.at(start, column.left)) if column else (None, None)
    return a is not None and b is not None and (a.open_bottom or b.open_top)


def _other_label(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether the row below the break has a level-2 label of its own, another than the row above.

    Where no line closes its box, both must be whole labels: some programs draw no line at the top of any page.
    """
    column = block.column("level2")
    a, b = (sheet.at(start - 1, column.left), sheet.at(start, column.left)) if column else (None, None)
    if a is None or b is None or a is b or b.blank:
        return False
    other = b.top == start and not a.blank and not halves_of_a_label(a, b)
    return other and (not b.open_top or _two_labels(a, b))


def _repair(above: SheetCell, below: SheetCell) -> Repair:
    why = "the page break cut this cell; its halves on both pages are read together"
    whole = joined(above, below)
    return Repair("page_cut_rows", None, place_of(above), f"{above.text} ⏎ {below.text}", whole.text, why)
