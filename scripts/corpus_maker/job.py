"""One document to be printed: its forms, its looks, its surroundings."""

from __future__ import annotations

import dataclasses
import random

from .families import FAMILIES
from .families.d1 import make_d1
from .filler import Filler, make_filler
from .form import PrintedForm
from .layout import Layout
from .truth import Given


@dataclasses.dataclass
class Job:
    """A document before it is printed."""

    name: str
    family: str
    index: int
    producer: str
    layout: Layout
    forms: list[PrintedForm]
    header: str
    """The running header."""
    before: list[Filler]
    after: list[Filler]

    @property
    def held_out(self) -> bool:
        """One producer whole and a share of the layouts."""
        return self.producer == "writer" or self.layout.held_out


def make_job(family: str, index: int, seed: int, producer: str, layout: Layout, given: Given | None = None) -> Job:
    """The document with this place in the run of its family; `given` is for D1 only."""
    rng = random.Random(f"document {seed} {index}" if family == "d1" else f"{family} {seed} {index}")
    made = make_d1(rng, layout, producer, given) if given else FAMILIES[family](rng, layout, producer)
    lay = made.layout
    return Job(
        f"{family}-{producer}-{index:04d}",
        family,
        index,
        producer,
        lay,
        made.forms,
        lay.header.format(town=made.owner),
        [make_filler(k, rng) for k in lay.before],
        [make_filler(k, rng) for k in lay.after],
    )
