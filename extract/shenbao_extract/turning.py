"""Pages whose text runs sideways, upside down or slantwise: turned upright for reading, and places turned back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import cos, radians, sin

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char


@dataclass(frozen=True, slots=True)
class Turn:
    """From the page as shown (width x height, points) to the page as read. `degrees`: how its text runs, clockwise.

    `lean`: by how many degrees more the paper lies aslant, clockwise.
    """

    degrees: int
    width: float
    height: float
    lean: float = 0.0

    def box(self, b: Box) -> Box:
        """A box of the page as shown, on the page as read."""
        b = self._leant(b, -self.lean)
        if self.degrees == 90:
            return Box(b.top, self.width - b.x1, b.bottom, self.width - b.x0)
        if self.degrees == 180:
            return Box(self.width - b.x1, self.height - b.bottom, self.width - b.x0, self.height - b.top)
        if self.degrees == 270:
            return Box(self.height - b.bottom, b.x0, self.height - b.top, b.x1)
        return b

    def back(self, b: Box) -> Box:
        """A box of the page as read, on the page as shown."""
        if self.degrees == 90:
            b = Box(self.width - b.bottom, b.x0, self.width - b.top, b.x1)
        elif self.degrees == 180:
            b = Box(self.width - b.x1, self.height - b.bottom, self.width - b.x0, self.height - b.top)
        elif self.degrees == 270:
            b = Box(b.top, self.height - b.x1, b.bottom, self.height - b.x0)
        return self._leant(b, self.lean)

    def _leant(self, b: Box, degrees: float) -> Box:
        """A box of the same size with its middle turned about the page's, clockwise."""
        if not degrees:
            return b
        dx, dy = (b.x0 + b.x1 - self.width) / 2, (b.top + b.bottom - self.height) / 2
        right, down = cos(radians(degrees)), sin(radians(degrees))
        x, y = self.width / 2 + dx * right - dy * down, self.height / 2 + dx * down + dy * right
        return Box(x - b.width / 2, y - b.height / 2, x + b.width / 2, y + b.height / 2)

    def char(self, char: Char) -> Char:
        """A character of the page as shown, on the page as read."""
        if not self.degrees:
            return char
        return char._replace(box=self.box(char.box), turn=(char.turn - self.degrees) % 360)


def turn_of(chars: list[Char], width: float, height: float) -> Turn:
    """The turn of a page: the direction that most of its characters run in."""
    counts = Counter(c.turn for c in chars)
    degrees = max(counts, key=lambda d: (counts[d], -d)) if counts else 0
    return Turn(degrees, width, height)
