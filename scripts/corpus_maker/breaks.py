"""Pages that end in the middle of a form, with what published ones lose and add there.

A form is cut between two rows or within one. Merged labels stand on one of the pages or half on each, figures and
texts go on in the next page's box, the heading is printed again over columns of other widths, a line stands between.
"""

from __future__ import annotations

import dataclasses
import random

from .form import Piece, PrintedForm
from .grid import Cell, Grid

BELOW = ("", "", "", "（接下页）", "第 1 页 转下页")
ABOVE = ("", "", "", "（续表）", "续上页", "注：本表接上页，金额单位见首页。")
LEAST = 3  # rows that a form must have to be cut
SPREAD = 0.12  # of the narrower column beside an edge: how far the edge moves on the next page


def break_form(form: PrintedForm, rng: random.Random) -> None:
    """Cut the form into pieces, a page each; a small form stays whole."""
    rest, below = form.grid, ""
    pieces: list[Piece] = []
    for _ in range(rng.choice([1, 1, 2])):
        first = rest.head_row + rest.head_rows
        rows = [r for r in range(1, rest.height) if not rest.head_row < r < first]
        if rest.height < LEAST or not rows:
            break
        row = rng.choice(rows)
        inside = rng.random() < 0.5 and row != rest.head_row
        again = row >= first and rng.random() < 0.35
        upper, lower = _cut(rest, row, inside, rng)
        lower = _headed(rest, lower, rng) if again else lower
        pieces.append(Piece(upper, below, rng.choice(BELOW), rng.random() < 0.4))
        rest, below = lower, rng.choice(ABOVE)
    form.pieces = [*pieces, Piece(rest, below)] if pieces else []


def _cut(grid: Grid, row: int, inside: bool, rng: random.Random) -> tuple[Grid, Grid]:
    """The rows before `row` and those from it on; with `inside` that row itself is on both pages."""
    upper: list[Cell] = []
    lower: list[Cell] = []
    start, end = row, row + inside  # the lower page begins with `start`, the upper one ends before `end`
    for cell in grid.cells:
        bottom = cell.row + cell.rows
        if bottom <= start:
            upper.append(cell)
        elif cell.row >= end:
            lower.append(dataclasses.replace(cell, row=cell.row - start))
        else:
            one, two = _halves(cell, inside and cell.row == row, rng)
            upper.append(dataclasses.replace(cell, rows=end - cell.row, text=one))
            top = max(cell.row, start)
            lower.append(dataclasses.replace(cell, row=top - start, rows=bottom - top, text=two))
    lower.sort(key=lambda c: (c.row, c.column))
    minimum = {r - start: h for r, h in grid.minimum.items() if r >= start}
    return (
        dataclasses.replace(grid, cells=upper, height=end, minimum={r: h for r, h in grid.minimum.items() if r < end}),
        dataclasses.replace(
            grid, cells=lower, height=grid.height - start, head_row=max(grid.head_row - start, 0), minimum=minimum,
            head_rows=grid.head_rows if grid.head_row >= start else 0,
        ),
    )  # fmt: skip


def _halves(cell: Cell, of_row: bool, rng: random.Random) -> tuple[str, str]:
    """A cut cell's text on the two pages: whole on one of them, or some on each.

    A value, a sign and a short name stay whole; a figure may break after its decimal point as in a narrow cell.
    """
    text = cell.text
    drawn = rng.random()
    if cell.role == "amount" and "." in text and not text.endswith(".") and drawn < 0.3:
        at = text.index(".") + 2
        return (text[:at], text[at:]) if text[at:] else (text, "")
    if cell.role == "label" and len(text) >= 4 and drawn < 0.3:
        at = rng.randint(1, len(text) - 1)
        return text[:at], text[at:]
    if cell.role == "label" and drawn < 0.5:
        return "", text
    if cell.role in ("text", "name") and len(text) >= 16 and drawn < 0.6:
        at = rng.randint(4, len(text) - 4)
        return text[:at].rstrip("\n"), text[at:].lstrip("\n")
    return ("", text) if of_row and drawn > 0.85 and cell.role != "label" else (text, "")


def _headed(before: Grid, grid: Grid, rng: random.Random) -> Grid:
    """The grid under the heading rows once more, its inner edges moved."""
    first, count = before.head_row, before.head_rows
    if not count:
        return grid
    head = [c for c in before.cells if first <= c.row and c.row + c.rows <= first + count]
    beside = {c.column for c in head} | {x for c in head for x in range(c.column, c.column + c.columns)}
    cells = [dataclasses.replace(c, row=c.row - first) for c in head]
    for cell in grid.cells:
        if cell.row == 0 and cell.column not in beside:  # a label beside the whole block
            cells.append(dataclasses.replace(cell, rows=cell.rows + count))
        else:
            cells.append(dataclasses.replace(cell, row=cell.row + count))
    edges = list(grid.edges)
    if rng.random() < 0.6:
        for k in range(1, len(edges) - 1):
            room = SPREAD * min(grid.edges[k] - grid.edges[k - 1], grid.edges[k + 1] - grid.edges[k])
            edges[k] = round(grid.edges[k] + rng.uniform(-room, room), 4)
    minimum = {r + count: h for r, h in grid.minimum.items()}
    cells.sort(key=lambda c: (c.row, c.column))
    return Grid(edges, cells, grid.height + count, 0, count, minimum)
