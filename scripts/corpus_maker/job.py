"""One document to be printed: its declaration, its looks, its surroundings."""

from __future__ import annotations

import dataclasses
import random

from .filler import Filler, make_filler
from .grid import Grid, make_grid, title_lines
from .layout import Layout
from .truth import Invented, invent


@dataclasses.dataclass
class Job:
    """A document before it is printed."""

    name: str
    producer: str
    layout: Layout
    made: Invented
    grid: Grid
    before: list[Filler]
    after: list[Filler]

    @property
    def held_out(self) -> bool:
        """One producer whole and a share of the layouts."""
        return self.producer == "writer" or self.layout.held_out

    @property
    def titles(self) -> list[str]:
        """Title lines above the table; none where they stand inside it."""
        return [] if self.layout.title_inside else title_lines(self.made, self.layout)

    @property
    def unit_line(self) -> str:
        """The line that gives the unit of money, where the column heads do not."""
        return "单位：万元" if self.layout.unit_words == "line" else ""

    @property
    def note(self) -> str:
        """A line of explanation under the form."""
        return "注：各项指标值应当与预算安排相匹配，金额以部门预算批复为准。" if self.layout.note_line else ""

    @property
    def heading(self) -> str:
        """A heading before the form."""
        return self.layout.heading.format(k=self.layout.id % 14 + 1)

    @property
    def header(self) -> str:
        """The running header."""
        return self.layout.header.format(town=self.made.town)


def make_job(index: int, seed: int, producer: str, layout: Layout) -> Job:
    """The document with this place in the run."""
    rng = random.Random(f"document {seed} {index}")
    made = invent(rng, layout)
    grid = make_grid(made, layout, rng, parts=rng.randint(2, 3) if producer == "calc" and layout.split_rows else 1)
    name = f"d1-{producer}-{index:04d}"
    return Job(
        name,
        producer,
        layout,
        made,
        grid,
        [make_filler(k, rng) for k in layout.before],
        [make_filler(k, rng) for k in layout.after],
    )
