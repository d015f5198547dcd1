"""A row of money that a page break parts: its label stands on one page and its amount, or the end of it, on the other.

项目资金（万元） | 财政拨款 |          |     above the break
                 |          | 369.70   |     below it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

import regex

from shenbao_cleaners.forms.column import Block, Column
from shenbao_cleaners.forms.flat_list import TOTAL
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.words import words
from shenbao_cleaners.repairs.base import known_label
from shenbao_cleaners.values.amount import is_amount, unit_in

REST = regex.compile(r"\s*\d{1,3}\s*")  # of a figure that the page cuts behind its point
DECIMALS = regex.compile(r".*\.(\d+)\s*", regex.DOTALL)
CENTS = 2  # decimals that a figure may have where no other one tells

Pairs = Sequence[tuple[SheetCell, SheetCell]]


def cut_figure(above: SheetCell, below: SheetCell, others: Iterable[SheetCell]) -> bool:
    """Whether a figure may go on over the break: it ends in decimals, and digits alone stand under it (253.4⏎9).

    Both together have no more decimals than the `others` of the column or block, where one of these has any.
    """
    if not (DECIMALS.fullmatch(above.text) and is_amount(above.text) and REST.fullmatch(below.text)):
        return False
    told = (decimals(c.text) for c in others if c is not above and c is not below and is_amount(c.text))
    return decimals(above.text) + len(below.text.strip()) <= (max(told, default=0) or CENTS)


def decimals(text: str) -> int:
    """How many digits a figure has behind its point."""
    found = DECIMALS.fullmatch(text)
    return len(found[1]) if found else 0


def figures_of(sheet: Sheet, block: Block) -> Iterator[SheetCell]:
    """The cells of money of a block."""
    for column in _columns_of_money(block):
        yield from sheet.column_cells(column.left, block.first, block.bottom)


def _columns_of_money(block: Block) -> list[Column]:
    return [c for c in block.columns if c.role in ("money", "amount")]


def _figures_around(sheet: Sheet, start: int) -> Iterator[SheetCell]:
    """The cells of the rows next to a break that hold amounts, up to the first row without any on both sides."""
    for rows in (range(start - 1, -1, -1), range(start, sheet.rows)):
        for row in takewhile(lambda r: any(is_amount(c.text) for c in sheet.row(r)), rows):
            yield from sheet.row(row)


def one_row_of_money(sheet: Sheet, start: int, pairs: Pairs) -> bool:
    """Whether the rows at a break are one row of money: no cell shows on both pages, and neither is a row by itself."""
    if len(pairs) < 2 or not len(pairs) == len(sheet.row(start)) == len(sheet.row(start - 1)):
        return False
    (first, label), content = pairs[0], pairs[1:]
    if not _block_label(first, label) or not all(_fits(a, b, _figures_around(sheet, start)) for a, b in content):
        return False
    return (
        _rest_of_boxes(content)
        or _two_sides(content)
        or any(_apart(*beside) for beside in zip(pairs, content, strict=False))
    )


def _block_label(above: SheetCell, below: SheetCell) -> bool:
    """Whether the first cells of both rows may be one: a label of money, on one of the pages or half on each."""
    if above.blank or below.blank:
        return below.blank or heads_money(below.text)
    whole = above.text + below.text
    if words().role("money", whole) is not None and not heads_money(above.text):
        return True  # 项目⏎资金, be both labels by themselves
    return (known_label(whole) or heads_money(whole)) and not (known_label(above.text) and known_label(below.text))


def heads_money(text: str) -> bool:
    """Whether a text is the label of lines of money."""
    return words().role("money", text) in ("block", "line", "amount") or unit_in(text) is not None


def _fits(above: SheetCell, below: SheetCell, others: Iterable[SheetCell]) -> bool:
    return above.blank or below.blank or cut_figure(above, below, others)


def _apart(label: tuple[SheetCell, SheetCell], amount: tuple[SheetCell, SheetCell]) -> bool:
    """Whether an amount has its label, the cell left of it, on the other page, or goes on without one."""
    named = [not c.blank and not is_amount(c.text) for c in label]
    paid = [is_amount(c.text) for c in amount]
    return sum(named) == 1 and any(paid) and (all(paid) or named != paid)


def _two_sides(content: Pairs) -> bool:
    """Whether a line of money is named on each page, side by side: the block has two columns of lines."""
    return all(any(words().plays("money", "line", pair[page].text) for pair in content) for page in (0, 1))


def _rest_of_boxes(content: Pairs) -> bool:
    """Whether nothing stands below the break beside the block's label, and lines of money above it."""
    above, below = [a for a, _ in content], [b for _, b in content]
    return all(b.blank for b in below) and words().plays("money", "line", above[0].text) and _money_alone(above)


def _money_alone(cells: Sequence[SheetCell]) -> bool:
    texts = [c.text for c in cells if not c.blank]
    return all(is_amount(t) or words().plays("money", "line", t) for t in texts)


def amounts_fit(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether the amounts at a break may be those of one row: each on one page, or begun above and ended below."""
    pairs = _amounts(sheet, start, block)
    return bool(pairs) and all(a is not b for a, b in pairs) and not _unfit(sheet, block, pairs)


def amounts_clash(sheet: Sheet, start: int, block: Block) -> bool:
    """Whether two whole amounts stand under each other at a break, a line between them: no row has both."""
    pairs = [(a, b) for a, b in _amounts(sheet, start, block) if a is not b and not (a.open_bottom or b.open_top)]
    return _unfit(sheet, block, [(a, b) for a, b in pairs if is_amount(a.text) and is_amount(b.text)])


def _unfit(sheet: Sheet, block: Block, pairs: Pairs) -> bool:
    return not all(_fits(a, b, figures_of(sheet, block)) for a, b in pairs)


def _amounts(sheet: Sheet, start: int, block: Block) -> Pairs:
    """The cells of money above and below a break."""
    pairs = [(sheet.at(start - 1, c.left), sheet.at(start, c.left)) for c in _columns_of_money(block)]
    return [(a, b) for a, b in pairs if a is not None and b is not None]


def figures_left(sheet: Sheet) -> list[tuple[SheetCell, SheetCell]]:
    """Figures at a break that may be two halves of one, but were not joined: nothing tells which.

    Above stands one decimal, below digits alone, in a row that is not filled in whole and names no total.
    """
    out = []
    for start in sheet.breaks if sheet.spans_known else ():
        row = sheet.row(start)
        if all(c.top == start and not c.blank for c in row) or any(TOTAL.fullmatch(c.text) for c in row):
            continue
        pairs = [(sheet.at(start - 1, c.left), c) for c in row if c.top == start and REST.fullmatch(c.text)]
        out += [(a, b) for a, b in pairs if a is not None and is_amount(a.text) and decimals(a.text) == 1]
    return out
