"""Text under a picture that is drawn after it, where other text drawn over the picture reaches into its place.

Publishers hide a year or a title under a white picture and print the right one over it. Where both overlap, ink in a
hidden character's box is not its own: only the part of the box that no other text reaches is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char
from shenbao_extract.page_image import PageImage

LEAST = 0.3  # of a character's height: with less left to look at, ink there would prove nothing


def covered(chars: Sequence[Char], under: frozenset[int], image: PageImage) -> list[bool]:
    """For each character whether a picture hides it; `under` are those that a later picture lies over."""
    out = [False] * len(chars)
    over = [c.box for i, c in enumerate(chars) if i not in under and c.text.strip()]
    for i in under:
        char = chars[i]
        rest = _without(char.box, over)
        if rest is None:
            out[i] = True
        elif rest != char.box:
            out[i] = not image.visible([char._replace(box=rest)])[0]
    return out


def _without(box: Box, others: Sequence[Box]) -> Box | None:
    """The part of a box above or below what other text covers; None where too little is left."""
    top, bottom = box.top, box.bottom
    for other in others:
        if min(other.x1, box.x1) <= max(other.x0, box.x0) or min(other.bottom, bottom) <= max(other.top, top):
            continue
        if other.top + other.bottom >= box.top + box.bottom:
            bottom = other.top
        else:
            top = other.bottom
    if bottom - top < LEAST * box.height:
        return None
    return Box(box.x0, top, box.x1, bottom)
