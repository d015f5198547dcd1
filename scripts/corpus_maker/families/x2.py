"""X2: several small cards on one page, each under its title, in tables of their own or in one table."""

from __future__ import annotations

import dataclasses
import random

from ..form import PrintedForm
from ..grid import Cell, Grid
from ..layout import Layout
from ..projects import Owner
from .base import Made
from .p1 import VARIANTS, card_layout


def make_x2(rng: random.Random, layout: Layout, producer: str) -> Made:
    """A document with two to five cards, one under the other."""
    lay = card_layout(
        layout,
        goals=1,
        goals_form="prose",
        text="short",
        size=min(layout.size, 9.0),
        padding=min(layout.padding, 2.5),
        push=0.0,
        heading="",
        note_line=False,
        repeat_head=False,
        level1_mode="merged",
        empty_labels=False,
    )
    variant = VARIANTS[lay.id // 7 % len(VARIANTS)]
    owner = Owner(rng)
    forms = [variant(rng, lay, owner.project(lay, rng.randint(3, 6))) for _ in range(rng.randint(2, 5))]
    if lay.half and lay.id % 2:
        return Made(lay, [_one_table(forms)], owner.department)
    for form in forms[1:]:
        form.same_page = True
    return Made(lay, forms, owner.department)


def _one_table(forms: list[PrintedForm]) -> PrintedForm:
    """All cards in one table, their titles in rows between them."""
    edges = sorted({x for form in forms for x in form.grid.edges})
    cells: list[Cell] = []
    row = 0
    for k, form in enumerate(forms):
        for title in form.titles if k else ():
            cells.append(Cell(row, 0, 1, len(edges) - 1, title, "title"))
            row += 1
        cells += [dataclasses.replace(c, row=c.row + row) for c in form.grid.on_edges(edges).cells]
        row += form.grid.height
    made = [d for form in forms for d in form.declarations]
    return PrintedForm(made, Grid(edges, cells, row, 0), forms[0].titles)
