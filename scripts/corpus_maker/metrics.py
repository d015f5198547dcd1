"""How much room text needs: a careful guess, rather too big than too small."""

from __future__ import annotations

import unicodedata

from .grid import Grid
from .layout import Layout

# line height in LibreOffice as a share of the size, by the start of the font's name
LEADING = {"Noto": 1.5, "WenQuanYi": 1.28, "AR PL": 1.2}


def lines_needed(text: str, width: float, size: float) -> int:
    """Lines that the text fills in a column of this width."""
    count = 0
    room = max(width, size * 1.05)
    for paragraph in text.split("\n"):
        used, lines = 0.0, 1
        for ch in paragraph:
            w = size * (1.03 if unicodedata.east_asian_width(ch) in "FWA" else 0.62)
            if used + w > room:
                lines, used = lines + 1, 0.0
            used += w
        count += lines
    return count


def row_heights(grid: Grid, layout: Layout) -> list[float]:
    """Heights that show every cell's text in full, labels of merged cells included."""
    leading = next(v for k, v in LEADING.items() if layout.font.startswith(k))
    need = [layout.size * leading + 2 * layout.padding for _ in range(grid.height)]
    for r, h in grid.minimum.items():
        need[r] = max(need[r], h)
    for c in sorted(grid.cells, key=lambda c: c.rows):
        size = layout.size * (1.7 if c.role == "title" else 1)
        room = grid.width_of(c) * layout.width - 8
        lines = lines_needed(c.text, room - min(size, room * 0.12), size)
        wanted = lines * size * leading + 2 * layout.padding + 2
        have = sum(need[c.row : c.row + c.rows])
        if wanted > have:
            for r in range(c.row, c.row + c.rows):
                need[r] += (wanted - have) / c.rows
    return need
