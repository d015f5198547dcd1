"""PDFs: cells with their text and place; what does not show is not read; what cannot be opened says why."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from tinypdf import HEIGHT, WIDTH, TinyPage, no_pages, pdf

from shenbao_extract.document import Page
from shenbao_extract.errors import DamagedFileError, EncryptedFileError
from shenbao_extract.readers import pdf as reader
from shenbao_extract.readers.pdf import PdfContent, read_pdf
from shenbao_extract.triage import Glance

CORPUS = Path(__file__).parents[2] / "corpus"
ROWS = [["Level", "Name", "Value"], ["Output", "Visits", "3"], ["Output", "Homes", "30"]]


def read(*pages: TinyPage, **options: str) -> PdfContent:
    return read_pdf(pdf(*pages, **options), "a.pdf", all_pages=True)  # type: ignore[arg-type]


def read_or_refused(data: bytes) -> PdfContent | None:
    """The content; None where the file is refused as damaged. Any other error is one."""
    try:
        return read_pdf(data, "a.pdf", all_pages=True)
    except DamagedFileError:
        return None


def only(content: PdfContent) -> Page:
    (page,) = content.pages
    return page


def rows_of(page: Page) -> list[list[str]]:
    (table,) = page.tables
    rows = [["" for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def test_a_ruled_table() -> None:
    page = only(read(TinyPage().text("Title", 60, 60).table(ROWS).text("Page 1", 280, 800)))
    assert rows_of(page) == ROWS
    assert [x.text for x in page.lines] == ["Title", "Page 1"]
    assert (page.kind, page.reader, page.rotation, page.width, page.height) == ("text", "pdf", 0, WIDTH, HEIGHT)


def test_cells_know_their_box() -> None:
    (table,) = only(read(TinyPage().table(ROWS))).tables
    cell = next(c for c in table.cells if c.text == "Homes")
    box = cell.place.box
    assert box is not None
    assert (cell.place.page, cell.row, cell.column) == (1, 2, 1)
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx((150, 160, 250, 190), abs=1)


def test_the_unclosed_row_at_a_pages_end_is_read() -> None:
    page = only(read(TinyPage().table(ROWS, close=False)))
    assert rows_of(page) == ROWS
    (table,) = page.tables
    assert [c.open_bottom for c in table.cells] == [False] * 6 + [True] * 3


def test_two_tables_on_a_page() -> None:
    page = only(read(TinyPage().table(ROWS).table([["A", "B"], ["C", "D"]], top=400)))
    assert [t.rows for t in page.tables] == [3, 2]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_shown_rotated_is_read_as_it_was_written(rotate: int) -> None:
    page = only(read(TinyPage(rotate=rotate).text("Some title", 60, 60).table(ROWS)))
    assert rows_of(page) == ROWS
    assert (page.width, page.height) == ((HEIGHT, WIDTH) if rotate in (90, 270) else (WIDTH, HEIGHT))
    for cell in page.tables[0].cells:  # places are on the page as shown
        box = cell.place.box
        assert box is not None
        assert 0 <= box.x0 < box.x1 <= page.width
        assert 0 <= box.top < box.bottom <= page.height


@pytest.mark.parametrize(
    ("rotate", "want"),
    [
        (0, (50, 100, 150, 130)),
        (90, (HEIGHT - 130, 50, HEIGHT - 100, 150)),
        (180, (WIDTH - 150, HEIGHT - 130, WIDTH - 50, HEIGHT - 100)),
        (270, (100, WIDTH - 150, 130, WIDTH - 50)),
    ],
)
def test_places_are_those_of_the_page_as_shown(rotate: int, want: tuple[int, ...]) -> None:
    (table,) = only(read(TinyPage(rotate=rotate).table(ROWS))).tables
    box = next(c for c in table.cells if c.text == "Level").place.box
    assert box is not None
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx(want, abs=1)


@pytest.mark.parametrize(
    "hide",
    [
        lambda page: page.text("Secret words", 60, 300, colour="1 g"),  # white
        lambda page: page.text("Secret words", 60, 300).patch(50, 290, 300, 330),  # covered
        lambda page: page.text("Secret words", 60, 900),  # below the page
        lambda page: page.text("Secret words", -400, 300),  # beside the page
        lambda page: page.text("Secret words", 60, 300, colour="3 Tr"),  # text mode: neither filled nor stroked
    ],
    ids=["white", "covered", "below", "beside", "invisible"],
)
def test_what_does_not_show_is_not_read_and_counted(hide: object) -> None:
    page = TinyPage().table(ROWS)
    hide(page)  # type: ignore[operator]
    content = read(page)
    assert rows_of(only(content)) == ROWS
    assert only(content).lines == ()
    assert only(content).hidden == len("Secretwords")
    assert [(p.code, p.page, dict(p.detail)) for p in content.problems] == [("hidden_text", 1, {"count": "11"})]


def test_nothing_hidden_nothing_said() -> None:
    content = read(TinyPage().table(ROWS))
    assert content.problems == ()
    assert only(content).hidden == 0


def test_fake_bold_is_read_once_and_told() -> None:
    page = TinyPage().text("TotalBudget", 60, 60).text("TotalBudget", 60.3, 60)
    content = read(page.table(ROWS))
    assert [x.text for x in only(content).lines] == ["TotalBudget"]
    assert [(p.code, dict(p.detail)) for p in content.problems] == [("doubled_text", {"count": "11"})]


def test_white_rulings_separate_nothing() -> None:
    page = TinyPage().table([["A", "B"], ["C", "D"]], top=100)
    page.drawn.append("q 1 G")
    page.line(100, 100, 100, 160)
    page.drawn.append("Q")
    assert rows_of(only(read(page))) == [["A", "B"], ["C", "D"]]


def test_pages_without_a_sign_of_a_form_are_passed_over() -> None:
    content = read_pdf(pdf(TinyPage().table(ROWS), TinyPage()), "a.pdf")
    assert [(p.number, p.read, p.tables, p.reader) for p in content.pages] == [
        (1, False, (), "none"),
        (2, False, (), "none"),
    ]
    assert [p.kind for p in content.pages] == ["text", "blank"]


def test_encrypted_and_open_to_everyone() -> None:
    content = read_pdf(pdf(TinyPage().table(ROWS), user=""), "a.pdf", all_pages=True)
    assert rows_of(only(content)) == ROWS


def test_encrypted_with_its_password() -> None:
    data = pdf(TinyPage().table(ROWS), user="2026")
    assert rows_of(only(read_pdf(data, "a.pdf", "2026", all_pages=True))) == ROWS


@pytest.mark.parametrize("password", [None, "", "wrong"])
def test_encrypted_without_its_password(password: str | None) -> None:
    with pytest.raises(EncryptedFileError, match=r"a\.pdf"):
        read_pdf(pdf(TinyPage().table(ROWS), user="2026"), "a.pdf", password)


def test_a_password_nobody_asked_for_does_no_harm() -> None:
    assert rows_of(only(read_pdf(pdf(TinyPage().table(ROWS)), "a.pdf", "2026", all_pages=True))) == ROWS


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_is_read_or_refused(share: float) -> None:
    """Never anything else: a page that can still be read is right, or the file is named as damaged."""
    whole = pdf(TinyPage().table(ROWS))
    content = read_or_refused(whole[: int(len(whole) * share)])
    assert content is None or all(not p.tables or rows_of(p) == ROWS for p in content.pages)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.pdf"))[:3], ids=lambda p: p.stem)
def test_a_real_print_cut_off_is_read_or_refused(path: Path) -> None:
    whole = path.read_bytes()
    for share in (0.1, 0.5):
        read_or_refused(whole[: int(len(whole) * share)])


def test_a_header_and_nothing_else() -> None:
    with pytest.raises(DamagedFileError):
        read_pdf(b"%PDF-1.7\n", "head.pdf")


def test_a_file_without_pages() -> None:
    """No page: either refused as damaged, or a document without pages; never a traceback."""
    content = read_or_refused(no_pages())
    assert content is None or content.pages == ()


def test_rubbish_before_the_header() -> None:
    data = b"HTTP/1.1 200 OK\r\n\r\n" + pdf(TinyPage().table(ROWS))
    assert rows_of(only(read_pdf(data, "a.pdf", all_pages=True))) == ROWS


def test_the_broken_page_does_not_cost_the_others() -> None:
    broken = TinyPage()
    broken.drawn.append("BT /F9 10 Tf (x) Tj ET q q q 1 0 0 cm <FF Tj [ (")
    content = read(TinyPage().table(ROWS), broken, TinyPage().table(ROWS))
    assert rows_of(content.pages[0]) == ROWS
    assert rows_of(content.pages[2]) == ROWS


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.pdf")), ids=lambda p: p.stem)
def test_cells_of_the_corpus_tile_their_tables(path: Path) -> None:
    for page in read_pdf(path.read_bytes(), path.name).pages:
        for table in page.tables:
            squares = [
                (r, c)
                for cell in table.cells
                for r in range(cell.row, cell.row + cell.row_span)
                for c in range(cell.column, cell.column + cell.column_span)
            ]
            assert sorted(squares) == [(r, c) for r in range(table.rows) for c in range(table.columns)]
            assert (len(table.row_edges), len(table.column_edges)) == (table.rows + 1, table.columns + 1)
            assert all(c.place.page == page.number for c in table.cells)


def garbled(document: pikepdf.Pdf) -> None:
    """The font's map says other characters than those the page shows."""
    lines = "\n".join(f"<{code:02x}> <{0xC0 + code % 64:04x}>" for code in range(33, 127))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"94 beginbfchar\n{lines}\nendbfchar endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    for page in document.pages:
        page.Resources.Font.F1.ToUnicode = document.make_stream(cmap.encode())


@pytest.mark.parametrize("all_pages", [False, True])
def test_a_text_layer_of_nonsense_is_told(all_pages: bool) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(TinyPage().table([["Quantity", "Indicators"], ["Some", "Values"]])))) as document:
        garbled(document)
        document.save(out)
    content = read_pdf(out.getvalue(), "a.pdf", all_pages=all_pages)
    assert [(p.code, p.page) for p in content.problems] == [("garbled_text", 1)]


def test_a_page_whose_characters_are_drawn_as_outlines_is_a_picture() -> None:
    page = TinyPage()
    for n in range(250):  # a curve a character
        x, y = 60 + 7 * (n % 60), 700 - 12 * (n // 60)
        page.drawn.append(f"{x} {y} m {x + 2} {y + 6} {x + 4} {y + 6} {x + 5} {y} c f")
    assert read_pdf(pdf(page), "a.pdf").pages[0].kind == "scan"


def test_a_cell_that_shows_what_is_no_text_is_told() -> None:
    page = TinyPage().table([["Level", ""], ["Output", "3"]])
    page.patch(170, 106, 176, 122, "0 g")  # a stroke where a character could be
    content = read(page)
    assert [(p.code, dict(p.detail)) for p in content.problems] == [("ink_without_text", {"count": "1"})]


def test_a_quick_look_tells_what_a_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [
        Glance(500, 0, False, False, mentions=True, stated="编报绩效目标的项目共4个"),
        Glance(500, 0, False, False, mentions=True),
        Glance(500, 0, True, False, mentions=True, goal_list=True),
        Glance(500, 3, False, False, headings=True),
    ]
    given = iter(looks)
    monkeypatch.setattr(reader, "glance", lambda page: next(given))
    content = read_pdf(pdf(*[TinyPage()] * 4), "a.pdf")
    assert [(p.code, p.page, dict(p.detail)) for p in content.problems] == [
        ("mentions", 1, {"stated": "编报绩效目标的项目共4个"}),
        ("mentions", 2, {}),
        ("goal_list", 3, {}),
        ("mentions", 3, {}),
        ("indicators_not_read", 4, {}),
    ]


def clipped(page: TinyPage, words: str, x: float, top: float, box: tuple[float, float, float, float]) -> TinyPage:
    """Words clipped to a box (x0, top, x1, bottom)."""
    x0, upper, x1, lower = box
    page.drawn.append(f"q {x0} {HEIGHT - lower} {x1 - x0} {lower - upper} re W n")
    page.text(words, x, top)
    page.drawn.append("Q")
    return page


def test_a_cell_whose_text_is_clipped_says_so() -> None:
    """The first digit of an amount lay left of its narrow cell: 57 was read as 7, and nothing said so."""
    page = TinyPage().table([["Sum", ""], ["Whole", "12"]])
    clipped(page, "57.000000", 143, 110, (150, 100, 250, 130))
    (table,) = only(read(page)).tables
    assert [(c.text, c.cut) for c in table.cells] == [
        ("Sum", False),
        ("7.000000", True),
        ("Whole", False),
        ("12", False),
    ]


def test_a_line_under_its_cells_edge_is_clipped() -> None:
    page = TinyPage().table([["A long", "3"], ["Other", "4"]])
    clipped(page, "name that goes on", 58, 133, (50, 100, 150, 130))
    (table,) = only(read(page)).tables
    assert [(c.text, c.cut) for c in table.cells] == [("A long", True), ("3", False), ("Other", False), ("4", False)]


def test_a_hidden_line_over_the_next_row_is_not_woven_into_it() -> None:
    """The overflow of one cell, clipped away, lay on the first line of the cell below, letter over letter."""
    page = TinyPage().table([["Name", "3"], ["", "4"]])
    page.text("Other name", 58, 134)
    clipped(page, "goes on here", 58, 131.5, (50, 100, 150, 130))
    (table,) = only(read(page)).tables
    assert [c.text for c in table.cells] == ["Name", "3", "Other name", "4"]


def test_the_last_character_of_an_overlong_line_stays_in_its_cell() -> None:
    page = TinyPage().table([["", "Level"], ["A", "B"]])
    page.text("abcdefghijklmno", 78.5, 109)  # its last letter begins before the ruling at 150
    (table,) = only(read(page)).tables
    assert [c.text for c in table.cells] == ["abcdefghijklmno", "Level", "A", "B"]


def test_text_under_the_last_row_in_a_merged_cell_whose_rulings_run_on() -> None:
    """The indicators' rulings end with their last row, the project's name hangs below it between its own."""
    page = TinyPage().table([["Project", "Name", "Value"], ["of two", "Visits", "3"], ["", "Homes", "30"]], close=False)
    page.drawn = [d for d in page.drawn if f" {HEIGHT - 160} m" not in d]  # the project's cell runs over both rows
    page.line(150, 160, 350, 160).line(50, 190, 50, 215).line(150, 190, 150, 215).text("halls", 58, 200)
    (table,) = only(read(page)).tables
    (cell,) = [c for c in table.cells if c.row == 1 and c.column == 0]
    assert (cell.text, cell.row_span, cell.open_bottom) == ("of two\nhalls", 2, True)
    assert only(read(page)).lines == ()


def test_a_line_below_all_rulings_goes_on_under_its_open_cell() -> None:
    """The page's end breaks off the rulings, the cell's last line stands below them; a note further down does not."""
    page = TinyPage().table([["Name", "Goal", "Value"], ["", "", "3"]], close=False)
    page.text("mend the", 158, 134).text("bridges", 158, 147).text("of all", 158, 160).text("towns", 158, 173)
    page.text("Note", 158, 200)
    (table,) = only(read(page)).tables
    assert [c.text for c in table.cells if c.row == 1] == ["", "mend the\nbridges\nof all\ntowns", "3"]
    assert [x.text for x in only(read(page)).lines] == ["Note"]


def test_a_line_wider_than_the_open_cell_is_no_line_of_it() -> None:
    page = TinyPage().table([["Name", "Goal", "Value"], ["", "bridges", "3"]], close=False)
    page.text("Note on all the bridges in town", 100, 162)
    (table,) = only(read(page)).tables
    assert [c.text for c in table.cells if c.row == 1] == ["", "bridges", "3"]
    assert [x.text for x in only(read(page)).lines] == ["Note on all the bridges in town"]


def test_a_strip_along_a_ruling_is_of_the_cell_above() -> None:
    """A hidden third line was clipped to 0.3 points on the ruling under its cell: the cell below was said to be cut."""
    page = TinyPage().table([["A long", "3"], ["Other", "4"]])
    clipped(page, "name that goes on", 58, 133, (50, 129.95, 150, 130.25))
    (table,) = only(read(page)).tables
    assert [(c.text, c.cut) for c in table.cells] == [("A long", True), ("3", False), ("Other", False), ("4", False)]


def test_a_table_is_read_on_over_pages_without_words_of_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    def first_two(glances: list[Glance]) -> list[bool]:
        return [i < 2 for i, _ in enumerate(glances)]

    monkeypatch.setattr("shenbao_extract.readers.pdf.worth_reading", first_two)
    monkeypatch.setattr("shenbao_extract.grid.run_on.FORM_WORDS", re.compile("goal"))
    rows = [["goal", "goal", "x"], ["1", "2", "3"]]
    other = [["a", "b"], ["1", "2"]]
    pages = pdf(*(TinyPage().table(x) for x in (rows, rows[1:], rows[1:], other, other)))
    assert [p.read for p in read_pdf(pages, "x.pdf").pages] == [True, True, True, True, False]
