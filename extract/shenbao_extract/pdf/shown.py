"""From a PDF's own coordinates (y upwards, before /Rotate) to the page as shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shenbao_extract.document import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page's visible box in its own coordinates, and by how much it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    degrees: int

    @classmethod
    def of(cls, page: Any) -> Shown:
        """The view of a pdfium page."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation() % 360)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the PDF on the page as shown."""
        if self.degrees == 90:
            return y - self.bottom, x - self.left
        if self.degrees == 180:
            return self.right - x, y - self.bottom
        if self.degrees == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle of the PDF, by any two opposite corners, on the page as shown."""
        if not self.degrees and x0 <= x1 and y0 <= y1:
            return Box(x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies `m` first, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point after a matrix."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
