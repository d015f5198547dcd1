"""Characters whose width is not that of what the text layer says."""

from __future__ import annotations

import pytest

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char
from shenbao_extract.pdf.misfits import misfits


def line(text: str, widths: dict[str, float], stretched: float = 1.0, turn: int = 0) -> list[Char]:
    """Characters of 10 points side by side; Chinese ones as wide as high, all others half as wide, but for `widths`."""
    out, x = [], 0.0
    for c in text:
        width = widths.get(c, 10.0 if c > "\u2fff" else 5.0) * stretched
        out.append(Char(c, Box(x, 0, x + width, 10), 10, turn))
        x += width
    return out


@pytest.mark.parametrize("stretched", [0.5, 0.8, 1.0, 1.5])
@pytest.mark.parametrize(
    ("text", "widths", "count"),
    [
        ("预算完成率≥90%", {}, 0),
        ("预算完成率g90%", {"g": 10.0}, 1),  # ≥ by a false map
        ("完成工作2提升水平2", {"2": 10.0}, 2),  # 。
        ("预算瀝完成率", {"瀝": 5.0}, 1),
        ("宽带100M以上，Web服务", {"M": 10.0, "W": 10.0}, 0),  # wide in some fonts
        ("金额(万元)", {"(": 10.0, ")": 10.0}, 0),  # a bracket of full width is no harm
        ("g90%", {"g": 10.0}, 0),  # nothing Chinese to compare with
    ],
)
def test_what_is_as_wide_as_a_square_is_no_letter(
    text: str, widths: dict[str, float], count: int, stretched: float
) -> None:
    found = misfits(line(text, widths, stretched))
    assert found == count if stretched == 1 or not count else found <= count


def test_a_page_with_such_characters_is_nonsense_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from tinypdf import TinyPage, pdf

    import shenbao_extract.readers.pdf as reader

    data = pdf(TinyPage().table([["Level", "Name"], ["Output", "Visits"]]))
    assert reader.read_pdf(data, "a.pdf", all_pages=True).problems == ()
    monkeypatch.setattr(reader, "misfits", lambda chars: 1)
    (problem,) = reader.read_pdf(data, "a.pdf", all_pages=True).problems
    assert (problem.code, problem.page) == ("garbled_text", 1)
