"""Born-digital PDF: what each page draws, what of it shows, and the tables that its rulings make."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from shenbao_extract.document import Box, Cell, Line, Page, Place, Problem, Table
from shenbao_extract.errors import TooManyPagesError
from shenbao_extract.grid.below import take_below
from shenbao_extract.grid.cells import Grid, Shown, build_grid
from shenbao_extract.grid.rulings import Ruling, frames
from shenbao_extract.grid.run_on import table_runs_on
from shenbao_extract.grid.text import Char, lines_of, runs_over, without_doubles
from shenbao_extract.ocr.options import NEVER, Ocr
from shenbao_extract.page_count import MOST_PAGES
from shenbao_extract.page_image import PageImage, without_remnants
from shenbao_extract.pdf.by_pdfium import drawn_by_pdfium
from shenbao_extract.pdf.by_pdfplumber import drawn_by_pdfplumber
from shenbao_extract.pdf.clipping import clipped
from shenbao_extract.pdf.covered import covered
from shenbao_extract.pdf.drawn import Drawn
from shenbao_extract.pdf.misfits import misfits
from shenbao_extract.pdf.opening import OpenPage, open_pdfium
from shenbao_extract.pdf.outlines import without_text
from shenbao_extract.readers.scanned_pages import with_scans
from shenbao_extract.triage import Glance, glance, is_garbled, worth_reading
from shenbao_extract.turning import Turn, turn_of

STRAIGHT = 1.0  # points a segment may lean and still be horizontal or vertical
HANGING = frozenset("，。、；：！？）】》”’,.;:!?)")
STRIP = 1.0  # points: a clipping path that is lower holds no text
BEGUN = 0.3  # points before its cell's edge that a line's last character begins, to belong to the cell
FRAME = 3.0  # points a cell's clipping path may reach beyond it
APART = 3.0  # times the size: a gap this wide between words outside tables makes them two lines
CUT_SHARE = 0.2  # of a character's height must stand inside the frame for a cut one to belong to it


@dataclass(frozen=True, slots=True)
class PdfContent:
    """The pages of a PDF and what was noticed while reading them."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


def read_pdf(
    data: bytes, file: str, password: str | None = None, all_pages: bool = False, ocr: Ocr = NEVER
) -> PdfContent:
    """Read the pages where a form may be (all with `all_pages`).

    Raises EncryptedFileError, DamagedFileError, TooManyPagesError.
    """
    document, data = open_pdfium(data, file, password)
    try:
        if len(document) > MOST_PAGES:
            raise TooManyPagesError(file, f"{len(document)} > {MOST_PAGES}")
        looked = [_look_at(document, i, all_pages, data, password) for i in range(len(document))]
        glances = [look for look, _ in looked]
        wanted = [True] * len(glances) if all_pages else worth_reading(glances)
        problems: list[Problem] = []
        pages: list[Page] = []
        for i, (look, done) in enumerate(looked):
            wanted[i] = wanted[i] or table_runs_on(pages)
            problems += _glanced(i, look, wanted[i])
            if not wanted[i]:
                pages.append(_passed_over(i, look))
                continue
            page, found = done or _read_page(document, i, look, data, password)
            pages.append(page)
            problems += found
        return PdfContent(*with_scans(document, pages, problems, ocr))
    finally:
        document.close()


def _drawn(shown: OpenPage, number: int, data: bytes, password: str | None) -> Drawn:
    """What a page draws by pdfium; by pdfplumber where pdfium stumbles or knows fewer of the characters."""
    import pypdfium2 as pdfium

    try:
        drawn = drawn_by_pdfium(shown)
    except pdfium.PdfiumError:
        other = drawn_by_pdfplumber(data, number, password)
        if other is None:
            raise
        return other
    if drawn.unmapped:
        other = drawn_by_pdfplumber(data, number, password)
        if other is not None and other.unmapped < drawn.unmapped:
            return other
    return drawn


_ReadPage = tuple[Page, list[Problem]]


def _look_at(
    document: Any, index: int, all_pages: bool, data: bytes, password: str | None
) -> tuple[Glance, _ReadPage | None]:
    """A quick look at a page, and the page as read where it is wanted whatever stands on the others: it is open now."""
    try:
        opened = OpenPage(document, index)
    except Exception:
        return Glance(0, 0, False, False), None
    with opened as shown:
        look = glance(shown)
        return look, _read_or_say(shown, index, look, data, password) if all_pages or look.promising else None


def _passed_over(index: int, look: Glance) -> Page:
    kind = _kind(look.characters, look.pictures or look.outlined)
    return Page(index + 1, kind, "none", 0, look.width, look.height, read=False)


def _glanced(index: int, look: Glance, wanted: bool) -> list[Problem]:
    """What a quick look notices on a page; most of it counts where the page is not read."""
    found = [Problem("garbled_text", index + 1)] if look.garbled and not wanted else []
    if look.goal_list:
        found.append(Problem("goal_list", index + 1))
    if look.headings:
        found.append(Problem("indicators_not_read", index + 1))
    if look.stated or (look.mentions and not wanted):
        found.append(Problem("mentions", index + 1, (("stated", look.stated),) if look.stated else ()))
    return found


def _kind(characters: int, pictures: bool) -> str:
    if characters >= 20 or (characters and not pictures):
        return "text"
    return "scan" if pictures else "blank"


def _read_page(document: Any, index: int, look: Glance, data: bytes, password: str | None) -> _ReadPage:
    """One page, opened for itself."""
    try:
        opened = OpenPage(document, index)
    except Exception as error:
        return _unreadable(index, look, error)
    with opened as shown:
        return _read_or_say(shown, index, look, data, password)


def _read_or_say(shown: OpenPage, index: int, look: Glance, data: bytes, password: str | None) -> _ReadPage:
    """An open page as read; any may be broken in any way: it costs that page, and says so."""
    try:
        drawn = _drawn(shown, index + 1, data, password)
        return _page(drawn, PageImage.render(shown.page), index + 1)
    except Exception as error:
        return _unreadable(index, look, error)


def _unreadable(index: int, look: Glance, error: Exception) -> _ReadPage:
    return _passed_over(index, look), [Problem("unreadable_page", index + 1, (("error", type(error).__name__),))]


def _page(drawn: Drawn, image: PageImage, number: int) -> _ReadPage:
    """What can be seen of a page, as lines and tables."""
    chars = drawn.chars
    clips = drawn.clips()
    cut = clipped(chars, clips)
    lost = {clip for c, clip, gone in zip(chars, clips, cut, strict=True) if gone and clip and c.text.strip()}
    shows = [s and not gone for s, gone in zip(image.visible(chars), cut, strict=True)]
    if drawn.under:
        shows = [s and not under for s, under in zip(shows, covered(chars, drawn.under, image), strict=True)]
    shows = without_remnants(chars, shows, clips)
    hidden = sum(len(c.text.strip()) for c, s in zip(chars, shows, strict=True) if not s)
    visible, doubled = without_doubles(c for c, s in zip(chars, shows, strict=True) if s)
    turn = turn_of(visible, drawn.width, drawn.height)
    upright = [turn.char(c) for c in (reversed(visible) if turn.degrees == 180 else visible)]  # as read, see glance

    def seen(horizontal: bool, at: float, start: float, end: float) -> bool:
        return _shown(image, turn, horizontal, at, start, end)

    def crossed(x: float, top: float, bottom: float) -> bool:
        return runs_over(upright, x, top, bottom)

    grids = [g for f in frames(*_rulings(drawn.segments, turn, seen)) if (g := build_grid(f, seen, crossed))]
    lines, tables = _place(upright, grids, turn, number, drawn.reader, [turn.box(b) for b in lost])
    kind = _kind(len(chars), drawn.pictures)
    page = Page(
        number, kind, drawn.reader, turn.degrees, drawn.width, drawn.height, tuple(lines), tuple(tables), hidden
    )
    empty = [c.place.box for t in tables for c in t.cells if not c.text.strip()]
    found = {
        "hidden_text": hidden,
        "doubled_text": doubled + drawn.doubled,
        "unmapped_characters": drawn.unmapped,
        "ink_without_text": sum(box is not None and image.marked(box) for box in empty),
        "outlined_text": without_text(drawn.outlines, visible),
    }
    problems = [Problem(code, number, (("count", str(count)),)) for code, count in found.items() if count]
    if misfits(visible) or is_garbled("".join(c.text.strip() for c in visible)):
        problems.append(Problem("garbled_text", number))
    return page, problems


def _rulings(segments: list[Box], turn: Turn, seen: Shown) -> tuple[list[Ruling], list[Ruling]]:
    """Visible straight segments, in the upright page's coordinates."""
    horizontal: set[Ruling] = set()
    vertical: set[Ruling] = set()
    for segment in segments:
        box = turn.box(segment)
        if box.height <= STRAIGHT < box.width:
            horizontal.add(Ruling((box.top + box.bottom) / 2, box.x0, box.x1))
        elif box.width <= STRAIGHT < box.height:
            vertical.add(Ruling((box.x0 + box.x1) / 2, box.top, box.bottom))
    return (
        [r for r in horizontal if seen(True, r.at, r.start, r.end)],
        [r for r in vertical if seen(False, r.at, r.start, r.end)],
    )


def _shown(image: PageImage, turn: Turn, horizontal: bool, at: float, start: float, end: float) -> bool:
    box = Box(start, at, end, at) if horizontal else Box(at, start, at, end)
    back = turn.back(box)
    if back.width >= back.height:
        return image.shown(True, back.top, back.x0, back.x1)
    return image.shown(False, back.x0, back.top, back.bottom)


def _place(
    chars: list[Char], grids: list[Grid], turn: Turn, number: int, reader: str, lost: list[Box]
) -> tuple[list[Line], list[Table]]:
    """Characters into the cells they stand in; what stands in none makes the page's lines."""
    inside: list[list[list[Char]]] = [[[] for _ in g.cells] for g in grids]
    outside: list[Char] = []
    last, home, edge = None, outside, math.inf  # the last character, what holds it, and where that ends
    for char in chars:
        hangs = last is not None and _follows(char, last) and (char.text in HANGING or char.box.x0 < edge - BEGUN)
        if not hangs:
            found = next(((g, i) for g, grid in enumerate(grids) if (i := _owner(char.box, grid)) is not None), None)
            home, edge = outside, math.inf
            if found is not None:
                grid, cell = grids[found[0]], grids[found[0]].cells[found[1]]
                home, edge = inside[found[0]][found[1]], grid.xs[cell.column + cell.column_span]
        home.append(char)
        last = char
    for grid, own in zip(grids, inside, strict=True):
        outside = take_below(grid, own, outside)
    lines = [Line(text, Place(number, turn.back(box))) for text, box in lines_of(outside, APART)]
    return lines, [_table(grid, texts, turn, number, reader, lost) for grid, texts in zip(grids, inside, strict=True)]


def _follows(char: Char, last: Char) -> bool:
    """Whether a character stands right behind another on its line: it may hang over its cell's edge."""
    return abs(char.box.top - last.box.top) < 0.5 * char.size and abs(char.box.x0 - last.box.x1) < 0.3 * char.size


def _owner(box: Box, grid: Grid) -> int | None:
    """The cell that holds a character's middle; an unclosed cell also holds what its page's end cuts in two."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    if not grid.xs[0] <= x <= grid.xs[-1]:
        return None
    if grid.ys[0] <= y <= grid.ys[-1]:
        return grid.at(x, y)
    owner = grid.at(x, y)
    if grid.holds(owner, y):
        return owner
    inside = min(box.bottom, grid.ys[-1]) - max(box.top, grid.ys[0])
    if inside < CUT_SHARE * box.height:
        return None
    cell = grid.cells[owner]
    return owner if (cell.open_top if y < grid.ys[0] else cell.open_bottom) else None


def _table(grid: Grid, texts: list[list[Char]], turn: Turn, number: int, reader: str, lost: list[Box]) -> Table:
    cells = []
    for cell, chars in zip(grid.cells, texts, strict=True):
        box = grid.box(cell)
        cells.append(
            Cell(
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                tuple(text for text, _ in lines_of(chars)),
                Place(number, turn.back(box)),
                cell.open_top,
                cell.open_bottom,
                reader,
                cut=any(_is_window(clip, box) for clip in lost),
            )
        )
    whole = Place(number, turn.back(grid.outline))
    return Table(whole, tuple(cells), len(grid.ys) - 1, len(grid.xs) - 1, grid.xs, grid.ys)


def _is_window(clip: Box, cell: Box) -> bool:
    """Whether a clipping path is that of a cell: it lies in it, but for the width of its rulings.

    A mere strip along a ruling is what is left of a line that overflows the cell above.
    """
    x, y = (clip.x0 + clip.x1) / 2, (clip.top + clip.bottom) / 2
    if clip.height < STRIP:
        y -= STRIP
    within = cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom
    return within and clip.width <= cell.width + 2 * FRAME and clip.height <= cell.height + 2 * FRAME
