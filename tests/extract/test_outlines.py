"""Print drawn as outlines: it is no ruling, and where no text stands it is told."""

from __future__ import annotations

from tinypdf import HEIGHT, TinyPage, pdf

from shenbao_extract.document import Document
from shenbao_extract.pdf.by_pdfplumber import drawn_by_pdfplumber
from shenbao_extract.readers.pdf import read_pdf

ROWS = [["Level", "Name"], ["Output", "Visits"]]


def read(page: TinyPage) -> Document:
    return read_pdf(pdf(page), "a.pdf", all_pages=True)


def outlined(page: TinyPage, x: float, top: float, letters: int, curved: bool = True) -> TinyPage:
    """Upright strokes 10 points high with a round or a slanted end, one a letter."""
    for n in range(letters):
        left, low = x + 6 * n, HEIGHT - top - 10
        end = f"{left + 2} {low + 12} {left + 4} {low + 12}" if curved else f"{left + 2} {low + 12} l"
        end += f" {left + 5} {low} c" if curved else f" {left + 5} {low} l"
        page.drawn.append(f"0 g {left} {low} m {left} {low + 10} l {end} h f")
    return page


def cells(document: Document) -> list[str]:
    (table,) = document.pages[0].tables
    return [cell.text for cell in table.cells]


def test_outlines_over_the_text_they_embolden_change_nothing() -> None:
    for curved in (True, False):
        page = outlined(outlined(TinyPage().table(ROWS), 59, 109, 4, curved), 59, 139, 5, curved)
        document = read(page)
        assert cells(document) == ["Level", "Name", "Output", "Visits"]
        assert document.problems == ()


def test_the_second_reader_takes_outlines_for_no_rulings_either() -> None:
    data = pdf(outlined(outlined(TinyPage().table(ROWS), 59, 109, 4), 60, 60, 3, curved=False))
    other = drawn_by_pdfplumber(data, 1, None)
    assert other is not None
    assert len(other.outlines) == 7
    assert len(other.segments) == 6  # the rulings of the table


def test_a_character_of_thin_strokes_is_no_ruling() -> None:
    """二 has two level strokes with slanted ends, each as thin as a ruling; a run of them would be a row of cells."""
    page = TinyPage().table(ROWS)
    for n in range(4):
        x, y = 62 + 9 * n, HEIGHT - 118
        page.drawn.append(
            f"0 g {x} {y} m {x + 8} {y} l {x + 7.5} {y + 0.8} l {x} {y + 0.8} l h "
            f"{x + 1} {y + 6} m {x + 7} {y + 6} l {x + 6.5} {y + 6.8} l {x + 1} {y + 6.8} l h f"
        )
    assert cells(read(page)) == ["Level", "Name", "Output", "Visits"]


def test_outlines_without_text_are_told_inside_and_outside_of_tables() -> None:
    page = outlined(outlined(TinyPage().table(ROWS), 120, 139, 2), 60, 60, 3)
    (problem,) = [p for p in read(page).problems if p.code == "outlined_text"]
    assert (problem.page, dict(problem.detail)) == (1, {"count": "5"})


def test_rulings_with_ends_cut_at_an_angle_stay_rulings() -> None:
    page = TinyPage()
    for r in range(3):
        page.line(50, 100 + 30 * r, 250, 100 + 30 * r)
    for r in range(2):
        high, low = HEIGHT - 100 - 30 * r, HEIGHT - 130 - 30 * r
        page.drawn += [
            f"0 g {x} {low} m {x} {high} l {x + 0.45} {high - 0.45} l {x + 0.45} {low} l h f" for x in (50, 150, 250)
        ]
    for text, x, top in (("Level", 58, 109), ("Name", 158, 109), ("Output", 58, 139), ("Visits", 158, 139)):
        page.text(text, x, top)
    assert cells(read(page)) == ["Level", "Name", "Output", "Visits"]
