"""What a family makes: the forms of one document in the layout that suits them."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable

from ..form import PrintedForm
from ..layout import Layout


@dataclasses.dataclass
class Made:
    """The forms of a document, its layout (a list lies on its side), and whose document it is."""

    layout: Layout
    forms: list[PrintedForm]
    owner: str


Family = Callable[[random.Random, Layout, str], Made]
"""Makes a document from random numbers, a layout and the producer's name."""
