"""Small PDFs written by hand: text in Helvetica, rulings as strokes. Places are in points from the top left."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf

WIDTH, HEIGHT = 595, 842


@dataclass
class TinyPage:
    """One page: what is drawn, in order."""

    width: int = WIDTH
    height: int = HEIGHT
    rotate: int = 0
    drawn: list[str] = field(default_factory=list)

    def text(self, words: str, x: float, top: float, size: float = 10, colour: str = "0 g") -> TinyPage:
        """A line of text, its upper edge at `top`."""
        y = self.height - top - 0.8 * size
        self.drawn.append(f"q {colour} BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET Q")
        return self

    def line(self, x0: float, top: float, x1: float, bottom: float) -> TinyPage:
        """A ruling."""
        self.drawn.append(f"0.7 w {x0} {self.height - top} m {x1} {self.height - bottom} l S")
        return self

    def patch(self, x0: float, top: float, x1: float, bottom: float, colour: str = "1 g") -> TinyPage:
        """A filled rectangle over what was drawn before."""
        box = f"{x0} {self.height - bottom} {x1 - x0} {bottom - top}"
        self.drawn.append(f"q {colour} {box} re f Q")
        return self

    def table(self, rows: Sequence[Sequence[str]], x: float = 50, top: float = 100, close: bool = True) -> TinyPage:
        """A ruled table, 100 by 30 points a cell; without `close` its last row has no line under it."""
        width, bottom = 100 * len(rows[0]), top + 30 * len(rows)
        for r in range(len(rows) + close):
            self.line(x, top + 30 * r, x + width, top + 30 * r)
        for c in range(len(rows[0]) + 1):
            self.line(x + 100 * c, top, x + 100 * c, bottom)
        for r, row in enumerate(rows):
            for c, words in enumerate(row):
                if words:
                    self.text(words, x + 100 * c + 8, top + 30 * r + 9)
        return self


def pdf(*pages: TinyPage, user: str | None = None, owner: str = "owner") -> bytes:
    """The bytes of a PDF; with `user` it needs that password ("": anyone may open it)."""
    document = pikepdf.new()
    for page in pages:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        new = document.add_blank_page(page_size=(page.width, page.height))
        new.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        new.Contents = document.make_stream("\n".join(page.drawn).encode("latin-1"))
        if page.rotate:
            new.Rotate = page.rotate
    out = io.BytesIO()
    if user is None:
        document.save(out)
    else:
        document.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


def no_pages() -> bytes:
    """A PDF whose page tree is empty."""
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()
