"""Born-digital PDF: characters and rulings by pdfplumber, visibility by pdfium's rendering, tables by the grid."""

from __future__ import annotations

import io
import logging
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from shenbao_extract.clipping import clipped, overlapping
from shenbao_extract.document import Box, Cell, Line, Page, Place, Problem, Table
from shenbao_extract.errors import DamagedFileError, EncryptedFileError
from shenbao_extract.grid.cells import Grid, Shown, build_grid
from shenbao_extract.grid.rulings import Ruling, frames
from shenbao_extract.grid.text import Char, lines_of, without_doubles
from shenbao_extract.ocr.options import NEVER, Ocr
from shenbao_extract.page_image import PageImage, without_remnants
from shenbao_extract.readers.scan import with_scans
from shenbao_extract.readers.turning import Turn, turn_of
from shenbao_extract.triage import Glance, glance, worth_reading

READER = "pdf"
# Radicals that fonts map in place of the character they show: U+2F00-2FD5 by Unicode, others by their shape.
_SHAPES = (
    "⻓⻔⻅⻉⻋⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻄⺠⻘⻆⻣⻳⺟⻤⻁⻙⻪⼾",
    "长门见贝车页风飞食马鱼鸟麦黄齐齿龙西民青角骨龟母鬼虎韦阜户",
)
RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(radical): character for radical, character in zip(*_SHAPES, strict=True)
}
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font, once a page
STRAIGHT = 1.0  # points a segment may lean and still be horizontal or vertical
HANGING = frozenset("，。、；：！？）】》”’,.;:!?)")
APART = 3.0  # times the size: a gap this wide between words outside tables makes them two lines
CUT_SHARE = 0.2  # of a character's height must stand inside the frame for a cut one to belong to it
THIN_RECT = 4.0  # points: a filled rectangle this thin is a ruling


@dataclass(frozen=True, slots=True)
class PdfContent:
    """The pages of a PDF and what was noticed while reading them."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


def read_pdf(
    data: bytes, file: str, password: str | None = None, all_pages: bool = False, ocr: Ocr = NEVER
) -> PdfContent:
    """Read the pages where a form may be (all with `all_pages`). Raises EncryptedFileError, DamagedFileError."""
    shown, data = _open_pdfium(data, file, password)
    try:
        glances = [_glance(shown, i) for i in range(len(shown))]
        wanted = [True] * len(glances) if all_pages else worth_reading(glances)
        problems: list[Problem] = []
        pages: list[Page] = []
        parsed = _parsed_pages(data, [i + 1 for i, want in enumerate(wanted) if want], password)
        for i, look in enumerate(glances):
            if not wanted[i]:
                problems += [Problem("mentions_only", i + 1)] if look.form_words else []
                pages.append(_passed_over(i, look))
                continue
            try:
                page, found = _read_page(parsed[i + 1], shown[i], i + 1)
            except Exception as error:  # any page may be broken in any way: it costs that page, and says so
                problems.append(Problem("unreadable_page", i + 1, (("error", type(error).__name__),)))
                page, found = _passed_over(i, look), []
            pages.append(page)
            problems += found
        return PdfContent(*with_scans(shown, pages, problems, ocr))
    finally:
        shown.close()


def _parsed_pages(data: bytes, numbers: list[int], password: str | None) -> dict[int, Any]:
    """pdfplumber's pages of these numbers; those it cannot give are not in the answer."""
    if not numbers:
        return {}
    import pdfplumber

    try:
        pages = pdfplumber.open(io.BytesIO(data), pages=numbers, password=password).pages
        return {page.page_number: page for page in pages}
    except Exception:  # pdfminer stumbles over files that pdfium opens: each page then says that it was not read
        return {}


def _open_pdfium(data: bytes, file: str, password: str | None) -> tuple[Any, bytes]:
    """A pdfium document, and the bytes it was opened from (repaired by pikepdf where they had to be)."""
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(data, password=password), data
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFileError(file) from error
        repaired = _repaired(data, password)
        try:
            if repaired is not None:
                return pdfium.PdfDocument(repaired), repaired
        except pdfium.PdfiumError:
            pass
        raise DamagedFileError(file) from error


def _repaired(data: bytes, password: str | None) -> bytes | None:
    import pikepdf

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
            if not len(pdf.pages):
                return None
            pdf.save(out)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        return None
    return out.getvalue()


def _glance(document: Any, index: int) -> Glance:
    try:
        page = document[index]
    except Exception:
        return Glance(0, 0, False, False)
    try:
        return glance(page)
    finally:
        page.close()


def _passed_over(index: int, look: Glance) -> Page:
    kind = _kind(look.characters, look.pictures)
    return Page(index + 1, kind, "none", 0, look.width, look.height, read=False)


def _kind(characters: int, pictures: bool) -> str:
    if characters >= 20 or (characters and not pictures):
        return "text"
    return "scan" if pictures else "blank"


def _read_page(parsed: Any, shown: Any, number: int) -> tuple[Page, list[Problem]]:
    """One page. Both libraries' pages are closed: an open one holds some 8 MB."""
    try:
        width, height = float(parsed.width), float(parsed.height)
        image = PageImage.render(shown)
        chars = [char for raw in parsed.chars if (char := _char(raw)) is not None]
        shows = image.visible(chars)
        if not parsed.rotation and (not all(shows) or overlapping(chars)):
            shows = [s and not hid for s, hid in zip(shows, clipped(shown, chars, height), strict=True)]
        visible = [c for c, s in zip(chars, without_remnants(chars, shows), strict=True) if s]
        hidden = sum(len(c.text.strip()) for c in chars) - sum(len(c.text.strip()) for c in visible)
        visible, doubled = without_doubles(visible)
        turn = turn_of(visible, width, height)
        upright = [turn.char(c) for c in visible]

        def seen(horizontal: bool, at: float, start: float, end: float) -> bool:
            return _shown(image, turn, horizontal, at, start, end)

        grids = [g for f in frames(*_rulings(parsed, turn, seen)) if (g := build_grid(f, seen))]
        lines, tables = _place(upright, grids, turn, number)
        pictures = bool(parsed.images)
        kind = _kind(len(chars), pictures)
        page = Page(number, kind, READER, turn.degrees, width, height, tuple(lines), tuple(tables), hidden)
        return page, _noticed(chars, hidden, doubled, number)
    finally:
        parsed.close()
        shown.close()


def _noticed(chars: list[Char], hidden: int, doubled: int, number: int) -> list[Problem]:
    problems = []
    unmapped = sum(
        c.text.startswith("(cid:") or "\ue000" <= c.text[:1] <= "\uf8ff" or c.text == "\ufffd" for c in chars
    )
    for code, count in (("hidden_text", hidden), ("doubled_text", doubled), ("unmapped_characters", unmapped)):
        if count:
            problems.append(Problem(code, number, (("count", str(count)),)))
    return problems


def _char(raw: dict[str, Any]) -> Char | None:
    text = raw["text"].translate(RADICALS)
    if not text or raw["x1"] < raw["x0"]:
        return None
    a, b, c, d = raw["matrix"][:4]
    turn = (0 if a >= 0 else 180) if abs(a) + abs(d) >= abs(b) + abs(c) else (270 if b > 0 else 90)
    return Char(text, Box(raw["x0"], raw["top"], raw["x1"], raw["bottom"]), float(raw["size"]), turn)


def _rulings(parsed: Any, turn: Turn, seen: Shown) -> tuple[list[Ruling], list[Ruling]]:
    """Visible straight segments of lines, rectangles and curves, in the upright page's coordinates."""
    segments: list[Box] = []
    for item in parsed.objects.get("line", ()):
        segments.append(Box(item["x0"], item["top"], item["x1"], item["bottom"]))
    for item in parsed.objects.get("rect", ()):
        segments += _sides(Box(item["x0"], item["top"], item["x1"], item["bottom"]), bool(item.get("stroke")))
    for item in parsed.objects.get("curve", ()):
        points = item["pts"]
        for (x0, y0), (x1, y1) in pairwise(points):
            segments.append(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
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


def _sides(b: Box, stroked: bool) -> list[Box]:
    """A thin rectangle is one ruling; a larger one has four sides where they are drawn; a mere background has none."""
    if b.height <= THIN_RECT < b.width:
        middle = (b.top + b.bottom) / 2
        return [Box(b.x0, middle, b.x1, middle)]
    if b.width <= THIN_RECT < b.height:
        middle = (b.x0 + b.x1) / 2
        return [Box(middle, b.top, middle, b.bottom)]
    if not stroked or (b.width <= THIN_RECT and b.height <= THIN_RECT):
        return []
    return [
        Box(b.x0, b.top, b.x1, b.top),
        Box(b.x0, b.bottom, b.x1, b.bottom),
        Box(b.x0, b.top, b.x0, b.bottom),
        Box(b.x1, b.top, b.x1, b.bottom),
    ]


def _shown(image: PageImage, turn: Turn, horizontal: bool, at: float, start: float, end: float) -> bool:
    box = Box(start, at, end, at) if horizontal else Box(at, start, at, end)
    back = turn.back(box)
    if back.width >= back.height:
        return image.shown(True, back.top, back.x0, back.x1)
    return image.shown(False, back.x0, back.top, back.bottom)


def _place(chars: list[Char], grids: list[Grid], turn: Turn, number: int) -> tuple[list[Line], list[Table]]:
    """Characters into the cells they stand in; what stands in none makes the page's lines."""
    inside: list[list[list[Char]]] = [[[] for _ in g.cells] for g in grids]
    outside: list[Char] = []
    last, home = None, outside
    for char in chars:
        if last is None or char.text not in HANGING or not _follows(char, last):
            owners = ((g, _owner(char.box, grid)) for g, grid in enumerate(grids))
            home = next((inside[g][owner] for g, owner in owners if owner is not None), outside)
        home.append(char)
        last = char
    lines = [Line(text, Place(number, turn.back(box))) for text, box in lines_of(outside, APART)]
    return lines, [_table(grid, texts, turn, number) for grid, texts in zip(grids, inside, strict=True)]


def _follows(char: Char, last: Char) -> bool:
    """Whether a character stands right behind another on its line: punctuation may hang over its cell's edge."""
    return abs(char.box.top - last.box.top) < 0.5 * char.size and abs(char.box.x0 - last.box.x1) < 0.3 * char.size


def _owner(box: Box, grid: Grid) -> int | None:
    """The cell that holds a character's middle; an unclosed cell also holds what its page's end cuts in two."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    if not grid.xs[0] <= x <= grid.xs[-1]:
        return None
    if grid.ys[0] <= y <= grid.ys[-1]:
        return grid.at(x, y)
    inside = min(box.bottom, grid.ys[-1]) - max(box.top, grid.ys[0])
    if inside < CUT_SHARE * box.height:
        return None
    owner = grid.at(x, y)
    cell = grid.cells[owner]
    return owner if (cell.open_top if y < grid.ys[0] else cell.open_bottom) else None


def _table(grid: Grid, texts: list[list[Char]], turn: Turn, number: int) -> Table:
    cells = []
    for cell, chars in zip(grid.cells, texts, strict=True):
        box = Box(
            grid.xs[cell.column],
            grid.ys[cell.row],
            grid.xs[cell.column + cell.column_span],
            grid.ys[cell.row + cell.row_span],
        )
        lines = tuple(text for text, _ in lines_of(chars))
        cells.append(
            Cell(
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                lines,
                Place(number, turn.back(box)),
                cell.open_top,
                cell.open_bottom,
                READER,
            )
        )
    whole = Place(number, turn.back(Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])))
    return Table(whole, tuple(cells), len(grid.ys) - 1, len(grid.xs) - 1, grid.xs, grid.ys)
