"""The families of layouts, one file a family or a group of families that share their blocks."""

from __future__ import annotations

from .base import Family
from .d1 import make_d1
from .d2 import make_d2
from .d3 import make_d3
from .d4 import make_d4
from .p1 import make_p1
from .p2 import make_p2
from .p3 import make_p3
from .p4 import make_p4
from .p5 import make_p5
from .p6 import make_p6
from .t1 import make_t1, make_t2
from .x1 import make_x1
from .x2 import make_x2

FAMILIES: dict[str, Family] = {
    "d1": make_d1,
    "d2": make_d2,
    "d3": make_d3,
    "d4": make_d4,
    "p1": make_p1,
    "p2": make_p2,
    "p3": make_p3,
    "p4": make_p4,
    "p5": make_p5,
    "p6": make_p6,
    "t1": make_t1,
    "t2": make_t2,
    "x1": make_x1,
    "x2": make_x2,
}
"""Name as on the command line -> what makes a document of it."""
