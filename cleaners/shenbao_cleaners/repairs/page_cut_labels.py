"""A merged label cut by a page break: printed on one of its pages only, or half on each (总 / 体绩效目标)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shenbao_cleaners.declaration import Repair
from shenbao_cleaners.forms.blocks import Block, find_blocks
from shenbao_cleaners.forms.headers import is_indicator_header
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.titles import reads_like_title
from shenbao_cleaners.forms.words import words
from shenbao_cleaners.repairs.base import Repaired, joined, known_label, place_of, two_towns
from shenbao_cleaners.repairs.halved_rows import heads_money
from shenbao_cleaners.values.label import normal_label, parent_of


def page_cut_labels(sheet: Sheet) -> Repaired:
    """Join label cells over page breaks: a blank one goes with its neighbour, two halves make one label.

    Outside the headed blocks a closed box is complete: it takes no label from the next page, and no label goes on into
    a block that begins there.
    """
    if not sheet.spans_known:
        return Repaired(sheet)
    repairs: list[Repair] = []
    blocks = find_blocks(sheet)
    for start in sheet.breaks:
        changes = _parted(sheet, start, blocks)
        sheet, changes = sheet.replaced(changes), {}
        inside = any(b.first < start < b.bottom for b in blocks)  # its labels go on over lines drawn at the break
        begins = any(b.top == start for b in blocks)
        headed = any(b.kind == "list" and b.first == start for b in blocks)
        for column in _label_columns(blocks, start):
            above, below = sheet.at(start - 1, column), sheet.at(start, column)
            if above is None or below is None or above is below or above in changes or below in changes:
                continue
            if headed and known_label(above.text) and not below.blank:
                continue  # a whole heading over the first project
            if above.bottom != start or below.top != start or (above.left, above.right) != (below.left, below.right):
                continue
            goes_on = inside or above.open_bottom or below.open_top or _heads_goals(sheet, above)
            goes_on = goes_on or _beside_money(sheet, above, below)
            if not (goes_on or (below.blank and not begins)):
                continue  # a closed box is complete
            if _one_label(above, below) and not _belongs_elsewhere(sheet, above, below):
                whole = joined(above, below)
                changes[above], changes[below] = whole, None
                why = "a label cell cut by the page break; its text stands on one page, or half on each"
                repairs.append(
                    Repair("page_cut_labels", None, place_of(above), f"{above.text} ⏎ {below.text}", whole.text, why)
                )
        sheet = sheet.replaced(changes)
    return Repaired(sheet, tuple(repairs))


def _parted(sheet: Sheet, start: int, blocks: Sequence[Block]) -> dict[SheetCell, SheetCell | None]:
    """One blank box under several open label cells, the rulings between them left out: each cell goes on in it."""
    columns = _label_columns(blocks, start)
    changes: dict[SheetCell, SheetCell | None] = {}
    for box in (c for c in sheet.row(start) if c.blank and c.top == start and c.left in columns):
        above = [c for c in sheet.row(start - 1) if c.right > box.left and c.left < box.right]
        edges = [c.left for c in above[1:]] == [c.right for c in above[:-1]]
        tiled = edges and len(above) > 1 and (above[0].left, above[-1].right) == (box.left, box.right)
        if tiled and all(c.bottom == start and c.open_bottom and c.left in columns for c in above):
            changes[box] = None
            changes |= {c: replace(c, bottom=box.bottom, sources=(*c.sources, *box.sources)) for c in above}
    return changes


def _label_columns(blocks: Sequence[Block], start: int) -> list[int]:
    """The columns that hold labels at a break: those left of the names, and level 2 of a right half; else the first."""
    block = next((b for b in blocks if b.first < start < b.bottom), None)
    if block is None:
        return [0]
    if block.kind == "list":
        return []
    names = block.column("name", "run_together", "content")
    if names is None:
        return [0]
    return [*range(names.left), *(c.left for c in block.all("level2") if c.left > names.left)]


def _belongs_elsewhere(sheet: Sheet, above: SheetCell, below: SheetCell) -> bool:
    """Whether a blank box closed before the break stands beside a level-2 label that the label below cannot hold.

    A whole label goes no further than the headings of a block that has a label of its own.
    """
    if known_label(above.text) and not below.blank and is_indicator_header([c.text for c in sheet.row(below.top)]):
        return True
    if not above.blank or below.blank or above.open_bottom or below.open_top:
        return False
    beside = sheet.right_of(above, above.bottom - 1)
    parent = parent_of(normal_label(beside.text)) if beside is not None and not beside.blank else None
    return parent is not None and parent != normal_label(below.text)


def _heads_goals(sheet: Sheet, above: SheetCell) -> bool:
    """Whether a blank box stands beside the headings of goals alone (实施期目标 | 年度目标): their label follows."""
    beside = [c for c in sheet.row(above.bottom - 1) if c is not above]
    return above.blank and len(beside) > 1 and all(words().role("goals", c.text) for c in beside)


def _beside_money(sheet: Sheet, above: SheetCell, below: SheetCell) -> bool:
    """Whether a blank box stands beside lines of money and the label of such lines under it: it is theirs too."""
    if not above.blank or below.blank or not heads_money(below.text):
        return False
    beside = [sheet.right_of(above, row) for row in range(above.top, above.bottom)]
    return all(c is not None and words().plays("money", "line", c.text) for c in beside)


def _one_label(above: SheetCell, below: SheetCell) -> bool:
    if above.blank or below.blank:
        return True
    if (known_label(above.text) and known_label(below.text)) or two_towns(above, below):
        return False
    if reads_like_title(above.text):
        return False  # a whole title: what stands below is its year, or the head
    going_on = above.open_bottom or below.open_top
    return known_label(above.text + below.text) or (going_on and not known_label(below.text))
