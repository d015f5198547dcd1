"""One worksheet's XML as values, merged ranges and hidden rows and columns; read in a stream, within limits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shenbao_extract.readers.number_format import UnknownFormatCodeError, format_number, format_text
from shenbao_extract.readers.package import Package

MAX_ROWS = 5_000
MAX_COLUMNS = 300
MAX_MERGES = 20_000
MAX_TEXT = 40_000  # characters; a cell of Excel holds 32,767

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style says of its look: its number format, and whether a line is drawn at its left or right."""

    format: str = "General"
    framed: bool = False


@dataclass
class Book:
    """What the sheets of a workbook share."""

    strings: list[str]
    styles: list[Style]
    date1904: bool = False


@dataclass
class Sheet:
    """A worksheet as read. Rows and columns count from 1; a merge is (top, left, bottom, right), ends included."""

    values: dict[tuple[int, int], str] = field(default_factory=dict)
    framed: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unvalued: list[tuple[int, int]] = field(default_factory=list)  # formulas without a stored value
    unformatted: list[tuple[int, int]] = field(default_factory=list)  # numbers whose format is not understood
    too_large: bool = False


def column_name(column: int) -> str:
    """A column's letters: 1 is A, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """A cell's name, as B5."""
    return f"{column_name(column)}{row}"


def position(name: str) -> tuple[int, int] | None:
    """Row and column of a cell's name; None where it is none."""
    found = _REFERENCE.fullmatch(name)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def plain(text: str) -> str:
    """Text of the XML as typed: _x000D_ and its like are characters."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def read_strings(package: Package, name: str) -> list[str]:
    """The shared strings; phonetic hints are left out."""
    out: list[str] = []
    parts: list[str] = []
    state = {"t": False, "phonetic": 0}

    def start(tag: str, _: dict[str, str]) -> None:
        if tag == "si":
            parts.clear()
        elif tag == "rPh":
            state["phonetic"] += 1
        state["t"] = tag == "t" and not state["phonetic"]

    def end(tag: str) -> None:
        state["t"] = False
        if tag == "rPh":
            state["phonetic"] -= 1
        elif tag == "si":
            out.append(plain("".join(parts))[:MAX_TEXT])

    package.stream(name, start, end, lambda text: parts.append(text) if state["t"] else None)
    return out


def read_sheet(package: Package, name: str, book: Book) -> Sheet:
    """The worksheet stored in the part `name`."""
    reader = _SheetReader(book)
    package.stream(name, reader.start, reader.end, reader.text)
    return reader.sheet


class _SheetReader:
    """Takes a worksheet's elements one after the other."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sheet = Sheet()
        self.row = self.column = 0
        self.inside: str | None = None  # the element whose text is wanted: v, t or f
        self.cell: dict[str, str] | None = None
        self.parts: list[str] = []
        self.formula = False
        self.phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self.cell is not None:
            if tag == "f":
                self.formula = True
            self.phonetic = self.phonetic or tag == "rPh"
            self.inside = tag if tag in ("v", "t") and not self.phonetic else None
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "col":
            self._column(attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        """Text of an element."""
        if self.inside:
            self.parts.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.inside = None
        if tag == "rPh":
            self.phonetic = False
        elif tag == "c" and self.cell is not None:
            self._end_cell(self.cell)
            self.cell = None

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self.row = _number(attributes.get("r"), self.row + 1)
        self.column = 0
        height = attributes.get("ht")
        if (_true(attributes.get("hidden")) or height in ("0", "0.0")) and self.row <= MAX_ROWS:
            self.sheet.hidden_rows.add(self.row)

    def _column(self, attributes: dict[str, str]) -> None:
        if _true(attributes.get("hidden")) or attributes.get("width") in ("0", "0.0"):
            first, last = _number(attributes.get("min"), 1), _number(attributes.get("max"), 1)
            self.sheet.hidden_columns.update(range(first, min(last, MAX_COLUMNS) + 1))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        a, b = position(first), position(last or first)
        if a is None or b is None or a[0] > MAX_ROWS or a[1] > MAX_COLUMNS:
            return
        if len(self.sheet.merges) >= MAX_MERGES:
            self.sheet.too_large = True
            return
        top, left, bottom, right = min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
        if (top, left) != (bottom, right):
            self.sheet.merges.append((top, left, min(bottom, MAX_ROWS), min(right, MAX_COLUMNS)))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        at = position(attributes.get("r", ""))
        self.row, self.column = at if at is not None else (self.row, self.column + 1)
        self.cell = attributes
        self.parts = []
        self.formula = self.phonetic = False

    def _end_cell(self, attributes: dict[str, str]) -> None:
        here = (self.row, self.column)
        raw = "".join(self.parts)
        kind = attributes.get("t", "n")
        inside = self.row <= MAX_ROWS and self.column <= MAX_COLUMNS
        if not inside:
            self.sheet.too_large = self.sheet.too_large or bool(raw.strip())
            return
        styles = self.book.styles
        number = _number(attributes.get("s"), 0)
        style = styles[number] if number < len(styles) else Style()
        if style.framed:
            self.sheet.framed.add(self.row)
        if not raw:
            if self.formula and kind != "str":
                self.sheet.unvalued.append(here)
            return
        shown = self._shown(raw, kind, style.format)
        if shown is None:
            self.sheet.unformatted.append(here)
            shown = raw
        if shown.strip():
            self.sheet.values[here] = shown[:MAX_TEXT]

    def _shown(self, raw: str, kind: str, code: str) -> str | None:
        """A stored value as its cell shows it; None where that cannot be known."""
        if kind == "s":
            index = _number(raw, -1)
            return format_text(self.book.strings[index], code) if 0 <= index < len(self.book.strings) else None
        if kind in ("str", "inlineStr"):
            return format_text(plain(raw), code)
        if kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if kind in ("e", "d"):
            return raw
        try:
            value = float(raw)
            return format_number(value, code, self.book.date1904) if abs(value) < 1e300 else raw
        except UnknownFormatCodeError:
            return None
        except ValueError:
            return raw


def _true(text: str | None) -> bool:
    return text in ("1", "true")


def _number(text: str | None, default: int) -> int:
    """A whole number of the XML; `default` where there is none that makes sense."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else default
