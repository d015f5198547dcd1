"""What extract hands to the cleaners: a Document of pages, text lines and tables of cells.

One shape, whatever the reader (PDF text, tab-separated text, spreadsheet). It can be written to JSON and read back,
so that cleaners can run again without reading a file twice. Boxes are in points from the top left of the page as shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on the page as shown; points from its top left corner. A tuple, because a page makes thousands."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the source: a box on a page, a line and column of a text file, or a sheet's cell.

    `page` counts from 1. `line` is (line of the file, tab-separated column), both from 1.
    """

    page: int
    box: Box | None = None
    line: tuple[int, int] | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of text and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a cell's figure by a recogniser; `confidence` from 0 to 1."""

    text: str
    engine: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table as it stands on the paper; never overwritten.

    `row` and `column` count from 0 within the table. A position covered by a merged cell has no Cell of its own.
    `cut`: some of its text does not show because the print clips it to the cell.
    `open_top` / `open_bottom`: no ruling stands there, as where a page break cuts a row.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[str, ...]
    place: Place
    open_top: bool = False
    open_bottom: bool = False
    reader: str = "pdf"
    confidence: float | None = None
    readings: tuple[Reading, ...] = ()
    cut: bool = False

    @property
    def text(self) -> str:
        """The printed lines, joined by line feeds."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled or tab-separated grid on one page.

    `column_edges` and `row_edges` are in points (one more than there are columns and rows), empty for text and sheets.
    `spans_known` is False where the source cannot say which cells are merged (tab-separated text): an empty cell may
    then be a covered one.
    """

    place: Place
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    column_edges: tuple[float, ...] = ()
    row_edges: tuple[float, ...] = ()
    spans_known: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Something extract noticed about a page or the document; `code` is explained in docs/issues.md.

    `detail` holds the facts a message needs (numbers, names); the words are the cleaners' business.
    """

    code: str
    page: int | None = None
    detail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the text lines outside tables, and the tables. `rotation`: what had to be turned to read it (degrees).

    `lean`: by how much more a scanned page lies aslant, degrees clockwise.
    `read` is False for a page that triage passed over: it then has no lines and no tables.
    `hidden` counts characters of the text layer that do not show on the page.
    """

    number: int
    kind: str  # text | scan | blank
    reader: str  # pdf | tsv | xlsx ...; "none" where the page was passed over
    rotation: int = 0
    width: float = 0.0
    height: float = 0.0
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    hidden: int = 0
    read: bool = True
    lean: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """The file a Document was read from. `file` is its name without the folder."""

    file: str
    sha256: str
    media_type: str
    bytes: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its pages in order and what was noticed about it."""

    source: Source
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = field(default=())
