"""How surely the print of a scanned page was read as a whole: too small or blurred, nothing on it can be trusted."""

from __future__ import annotations

from collections.abc import Iterable

from shenbao_extract.document import Cell

LEGIBLE = 0.9  # mean confidence: pages that were read well lie above 0.96, print of 7 pixels at 0.8
LEAST = 40  # characters: fewer say nothing of a page


def illegible(cells: Iterable[Cell]) -> bool:
    """Whether recognised cells of one page were read so unsurely, weighed by their characters, that none is trusted."""
    read = [(c.confidence, len(c.text)) for c in cells if c.confidence is not None and c.text]
    count = sum(n for _, n in read)
    return count >= LEAST and sum(sure * n for sure, n in read) < LEGIBLE * count
