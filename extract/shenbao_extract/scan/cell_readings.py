"""What a cell of a scan holds by its pieces: how surely it was read, and its readings where it holds figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shenbao_extract.document import Reading
from shenbao_extract.ocr.engine import Gray, Recognised
from shenbao_extract.scan.lines import Cut
from shenbao_extract.scan.reading import FIGURE, Piece, joined
from shenbao_extract.scan.second_look import Patch
from shenbao_extract.scan.struck import may_be_struck, struck


def confidence_of(patch: Patch, cuts: Sequence[Sequence[Cut]]) -> float | None:
    """How sure a cell's characters are in the mean; None without any. Whether a blank stands there says nothing.

    Nothing is sure (0) where ink as dark as print stood in its `cuts` and none of it was read.
    """
    found = [p.first for line in patch.lines for p in line]
    sure = [x for f in found for c, x in zip(f.text, f.sure, strict=True) if not c.isspace()]
    if not sure and any(not cut.remains for line in cuts for cut in line):
        return 0.0
    return round(sum(sure) / len(sure), 3) if sure else None


def readings_of(patch: Patch, reader: str, clean: Gray) -> tuple[Reading, ...]:
    """Both readings of a cell with figures; another where the pixels contradict the first on a sign.

    And one more where figures were taken for strokes of a seal, and one with the marks that gaps tell of. Of figures
    that are cut off or struck out none is sure.
    """
    lines = patch.lines
    pieces = [p for line in lines for p in line]
    lost = [text for text in patch.dropped if FIGURE.search(text)]
    marked = [s for p in pieces if p.marked for s in p.marked.sure]
    if not any(p.second for p in pieces) and not lost and not marked:
        return ()

    def text(of: Callable[[Piece], str]) -> str:
        every = (joined([(of(p), p.cut.joined) for p in line]) for line in lines)
        return "\n".join(line for line in every if line)

    figures = [p for p in pieces if FIGURE.search(p.first.text)]
    whole = not any(p.cut.cut_off or (may_be_struck(p.first.text) and struck(clean, p.cut.ink)) for p in figures)
    sure = [_sure_of_figures([p.first for p in pieces]), _sure_of_figures([p.second for p in pieces if p.second])]
    out = [
        Reading(text(lambda p: p.first.text), reader, whole * sure[0]),
        Reading(text(lambda p: (p.second or p.first).text), reader, whole * sure[1]),
    ]
    if any(p.signs for p in pieces):
        out.append(Reading(text(lambda p: p.signs or p.first.text), "pixels", 1.0))
    if marked:
        out.append(Reading(text(lambda p: p.text), "gaps", min(marked)))
    if lost:
        out.append(Reading("\n".join([out[0].text, *lost]), reader, 0.0))
    return tuple(out)


def _sure_of_figures(found: Sequence[Recognised]) -> float:
    """How sure the least sure figure or sign is; 1 where there is none."""
    every = [s for f in found for c, s in zip(f.text, f.sure, strict=True) if FIGURE.match(c)]
    return min(every, default=1.0)
