"""What a page draws: both readers see the same, through forms, crop boxes and turned pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tinypdf import HEIGHT, WIDTH, TinyPage, pdf

from shenbao_extract.document import Box
from shenbao_extract.grid.text import Char
from shenbao_extract.pdf.by_pdfium import drawn_by_pdfium
from shenbao_extract.pdf.by_pdfplumber import drawn_by_pdfplumber
from shenbao_extract.pdf.clipping import clipped
from shenbao_extract.pdf.drawn import Drawn, rect_sides, turn_of_matrix
from shenbao_extract.pdf.opening import OpenPage
from shenbao_extract.readers import pdf as reader
from shenbao_extract.readers.pdf import read_pdf

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.pdf"))
ROWS = [["Level", "Name"], ["Output", "Visits"]]


def by_pdfium(data: bytes, index: int = 0) -> Drawn:
    document = pypdfium2.PdfDocument(data)
    with OpenPage(document, index) as page:
        drawn = drawn_by_pdfium(page)
        clips = drawn.clips()
    document.close()
    return replace(drawn, clips=lambda: clips)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def spots(drawn: Drawn) -> list[tuple[str, int, int, int]]:
    """Characters and their places, to a grid of three points."""
    return sorted(
        (c.text, round((c.box.x0 + c.box.x1) / 6), round((c.box.top + c.box.bottom) / 6), c.turn)
        for c in drawn.chars
        if c.text.strip()
    )


def near(a: tuple[str, int, int, int], b: tuple[str, int, int, int]) -> bool:
    return a[0] == b[0] and abs(a[1] - b[1]) <= 1 and abs(a[2] - b[2]) <= 1 and a[3] == b[3]


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.stem)
def test_both_readers_see_the_same_characters_at_the_same_places(path: Path) -> None:
    data = path.read_bytes()
    other = drawn_by_pdfplumber(data, 1, None)
    assert other is not None
    drawn = by_pdfium(data)
    assert (drawn.width, drawn.height) == pytest.approx((other.width, other.height), abs=0.1)
    left = spots(other)
    for spot in spots(drawn):
        twin = next((x for x in left if near(x, spot)), None)
        assert twin is not None, f"{spot} stands in one reader only"
        left.remove(twin)
    doubled = [c for c in other.chars if c.text.strip()]
    assert len(left) <= drawn.doubled <= len(doubled)  # what is left was drawn twice: pdfium gives it once, and counts


def test_text_and_rulings_in_a_form_stand_where_its_matrix_puts_them() -> None:
    def into_form(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        form = document.make_stream(page.Contents.read_bytes())
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, WIDTH, HEIGHT])
        form.Matrix = pikepdf.Array([0.5, 0, 0, 0.5, 20, 30])
        form.Resources = page.Resources
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X1=form))
        page.Contents = document.make_stream(b"q 1 0 0 1 10 10 cm /X1 Do Q")

    plain = by_pdfium(pdf(TinyPage().table(ROWS)))
    inside = by_pdfium(changed(pdf(TinyPage().table(ROWS)), into_form))
    assert [c.text for c in inside.chars] == [c.text for c in plain.chars]
    for a, b in zip(plain.chars, inside.chars, strict=True):
        assert b.size == pytest.approx(a.size / 2, abs=0.01)
        assert b.box.x0 == pytest.approx(a.box.x0 / 2 + 30, abs=0.1)
        assert HEIGHT - b.box.bottom == pytest.approx((HEIGHT - a.box.bottom) / 2 + 40, abs=0.1)
    for s, t in zip(plain.segments, inside.segments, strict=True):
        assert (t.x0, HEIGHT - t.top) == pytest.approx((s.x0 / 2 + 30, (HEIGHT - s.top) / 2 + 40), abs=0.1)


def test_places_count_from_the_corner_of_the_crop_box() -> None:
    def crop(document: pikepdf.Pdf) -> None:
        document.pages[0].cropbox = pikepdf.Array([40, 100, WIDTH, HEIGHT - 50])

    data = pdf(TinyPage().text("Title", 60, 80).table(ROWS))
    plain, cropped = by_pdfium(data), by_pdfium(changed(data, crop))
    assert (cropped.width, cropped.height) == (WIDTH - 40, HEIGHT - 150)
    for a, b in zip(plain.chars, cropped.chars, strict=True):
        assert (b.box.x0, b.box.top) == pytest.approx((a.box.x0 - 40, a.box.top - 50), abs=0.01)
    (table,) = read_pdf(changed(data, crop), "a.pdf", all_pages=True).pages[0].tables
    assert [c.text for c in table.cells] == ["Level", "Name", "Output", "Visits"]


def test_a_clipping_path_hides_what_lies_outside_it() -> None:
    page = TinyPage()
    page.drawn.append(f"q 0 {HEIGHT - 100} {WIDTH} 100 re W n BT /F1 10 Tf 1 0 0 1 60 {HEIGHT - 60} Tm (ab) Tj ET")
    page.drawn.append(f"BT /F1 10 Tf 1 0 0 1 60 {HEIGHT - 200} Tm (cd) Tj ET Q")
    drawn = by_pdfium(pdf(page))
    hidden = dict(zip((c.text for c in drawn.chars), clipped(drawn.chars, drawn.clips()), strict=True))
    assert hidden == {"a": False, "b": False, "c": True, "d": True}


def test_a_line_clipped_character_by_character_is_not_read() -> None:
    page = TinyPage().text("shown", 60, 60)
    for n, letter in enumerate("hidden"):
        clip = f"q {60 + 10 * n} {HEIGHT - 90} 10 5 re W n"  # the upper third of its line
        page.drawn.append(f"{clip} BT /F1 10 Tf 1 0 0 1 {60 + 10 * n} {HEIGHT - 96} Tm ({letter}) Tj ET Q")
    (read,) = read_pdf(pdf(page), "a.pdf", all_pages=True).pages
    assert [line.text for line in read.lines] == ["shown"]
    assert read.hidden == len("hidden")


@pytest.mark.parametrize(
    ("line", "cut", "hidden"),
    [
        ("ab.", Box(0, 8, 30, 10), [False, False, False]),  # the clip of the stop is as low as its ink
        ("-c", Box(0, 0, 30, 4), [True, True]),  # of the whole line only the tips show
        (".", Box(0, 8, 30, 10), [True]),  # nothing beside it speaks for it
    ],
)
def test_a_full_stop_that_a_clip_cuts_shows_where_the_character_beside_it_does(
    line: str, cut: Box, hidden: list[bool]
) -> None:
    chars = [Char(c, Box(10.0 * n, 0, 10.0 * n + 10, 10), 10) for n, c in enumerate(line)]
    clips: list[Box | None] = [cut if c in ".-" or len(line) == 2 else None for c in line]
    assert clipped(chars, clips) == hidden


def test_a_hyphen_at_a_lines_end_stays_a_hyphen() -> None:
    data = pdf(TinyPage().text("2026-", 60, 60).text("2027", 60, 75))
    assert "".join(c.text for c in by_pdfium(data).chars) == "2026-2027"


def test_a_blank_of_its_own_is_read() -> None:
    page = TinyPage()
    page.drawn.append(f"BT /F1 10 Tf 60 {HEIGHT - 60} Td (a) Tj ( ) Tj (b) Tj ET")
    assert sorted(c.text for c in by_pdfium(pdf(page)).chars) == [" ", "a", "b"]


def test_the_other_reader_is_asked_where_characters_have_no_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(TinyPage().table(ROWS))

    def lost(page: OpenPage) -> Drawn:
        drawn = drawn_by_pdfium(page)
        unknown = [c._replace(text="\ufffd") for c in drawn.chars]
        return replace(drawn, chars=unknown)

    monkeypatch.setattr(reader, "drawn_by_pdfium", lost)
    content = read_pdf(data, "a.pdf", all_pages=True)
    (table,) = content.pages[0].tables
    assert [c.text for c in table.cells] == ["Level", "Name", "Output", "Visits"]
    assert {c.reader for c in table.cells} == {"pdfplumber"}
    assert content.problems == ()


def test_characters_that_no_reader_knows_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> Drawn:
        char = Char("\ufffd", Box(50, 50, 60, 60), 10)
        return Drawn("pdf", WIDTH, HEIGHT, [char], [], False, lambda: [None])

    monkeypatch.setattr(reader, "drawn_by_pdfium", lost)
    monkeypatch.setattr(reader, "drawn_by_pdfplumber", lambda *_: None)
    content = read_pdf(pdf(TinyPage().table(ROWS)), "a.pdf", all_pages=True)
    assert ("unmapped_characters", 1) in [(p.code, p.page) for p in content.problems]


def test_the_other_reader_reads_a_page_that_pdfium_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(page: object) -> Drawn:
        raise pypdfium2.PdfiumError("no text page")

    monkeypatch.setattr(reader, "drawn_by_pdfium", stumbles)
    content = read_pdf(pdf(TinyPage().table(ROWS)), "a.pdf", all_pages=True)
    assert [c.text for c in content.pages[0].tables[0].cells] == ["Level", "Name", "Output", "Visits"]


@pytest.mark.parametrize(
    ("box", "stroked", "sides"),
    [
        (Box(10, 10, 200, 12), False, [Box(10, 11, 200, 11)]),
        (Box(10, 10, 12, 200), False, [Box(11, 10, 11, 200)]),
        (Box(10, 10, 200, 200), False, []),  # a background
        (Box(10, 10, 13, 13), True, []),  # a dot
    ],
)
def test_which_rectangles_are_rulings(box: Box, stroked: bool, sides: list[Box]) -> None:
    assert rect_sides(box, stroked) == sides


def test_a_frame_has_four_sides() -> None:
    assert len(rect_sides(Box(10, 10, 200, 100), True)) == 4


@pytest.mark.parametrize(
    ("matrix", "turn"), [((1, 0, 0, 1), 0), ((-1, 0, 0, -1), 180), ((0, 1, -1, 0), 270), ((0, -1, 1, 0), 90)]
)
def test_how_text_runs(matrix: tuple[float, ...], turn: int) -> None:
    assert turn_of_matrix(matrix) == turn


def test_a_stroke_of_a_type_3_font_stands_on_its_line() -> None:
    """Such a font has no height of its own; the box of 一 was that of its ink, half a line too high."""

    def type3(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        glyphs = pikepdf.Dictionary(
            high=document.make_stream(b"1000 0 0 0 1000 800 d1 0 0 1000 800 re f"),
            flat=document.make_stream(b"1000 0 50 380 950 440 d1 50 380 900 60 re f"),
        )
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type3,
            FontBBox=pikepdf.Array([0, 0, 0, 0]),
            FontMatrix=pikepdf.Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=glyphs,
            Encoding=pikepdf.Dictionary(Differences=pikepdf.Array([97, pikepdf.Name.high, pikepdf.Name.flat])),
            FirstChar=97,
            LastChar=98,
            Widths=pikepdf.Array([1000, 1000]),
            Resources=pikepdf.Dictionary(),
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))

    page = TinyPage()
    page.drawn.append(f"BT /F1 10 Tf 1 0 0 1 60 {HEIGHT - 60} Tm (aba) Tj ET")
    high, flat, again = by_pdfium(changed(pdf(page), type3)).chars
    assert (flat.box.top, flat.box.bottom) == pytest.approx((high.box.top, high.box.bottom), abs=0.1)
    assert high.box.x0 < flat.box.x0 < again.box.x0
    assert flat.box.top <= 60 <= flat.box.bottom
