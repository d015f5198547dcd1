"""Word files (docx): paragraphs as lines, tables with their merged cells exact, in the order of the document.

A docx has no pages of its own: explicit page breaks and section breaks begin a new Page. The place of a line or a table
is line=(ordinal, 1), where ordinal counts the paragraphs and tables of the document's body from 1 (the lines of one
paragraph share it); the place of a cell is line=(ordinal of its table, running number of the cell in it). Automatic
numbers stand before their paragraphs. Deleted and hidden text, headers, footers and notes are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from shenbao_extract.document import Cell, Line, Page, Place, Problem, Table
from shenbao_extract.errors import DamagedOfficeError
from shenbao_extract.readers.docx_numbering import Numbering
from shenbao_extract.readers.package import Package, local_name

READER = "docx"
MAIN = "word/document.xml"
MAX_COLUMNS = 300
MAX_DEPTH = 100  # tables within tables, and other nesting
# Word's symbols for ticked and empty boxes, in its picture fonts.
SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FD": "☒", "F0A8": "□", "F06F": "□", "F0A3": "□", "F0FC": "√", "F050": "√"}
GREEK = {"F0B3": "≥", "F0A3": "≤", "F0B1": "±", "F0B4": "×", "F0B0": "°"}  # in the font Symbol
_GONE = frozenset({"del", "moveFrom", "instrText", "Fallback", "delText", "pPr", "rPr", "tblPr", "trPr", "tcPr"})
PAGE_BREAK = "\f"


@dataclass
class _Pages:
    """The pages so far, and the one that is being filled."""

    pages: list[Page] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    hidden: int = 0

    @property
    def number(self) -> int:
        """The number of the page that is being filled."""
        return len(self.pages) + 1

    def close(self) -> None:
        """End the page; an empty one counts only if it would be the first and last."""
        if self.lines or self.tables:
            lines, tables = tuple(self.lines), tuple(self.tables)
            self.pages.append(Page(self.number, "text", READER, lines=lines, tables=tables, hidden=self.hidden))
        self.lines, self.tables, self.hidden = [], [], 0


@dataclass
class _Reading:
    """What is needed while reading one document."""

    numbering: Numbering
    sections: list[str]  # how each section of the document begins
    hidden: int = 0
    too_wide: bool = False

    def next_section(self) -> str:
        """How the section begins that follows the one that ends here."""
        self.sections = self.sections[1:]
        return self.sections[0] if self.sections else ""


def read_docx(data: bytes, file: str) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The pages of a Word file and what was noticed. Raises an ExtractError."""
    package = Package(data, file)
    root = package.tree(MAIN)
    body = None if root is None else next((e for e in root if _tag(e) == "body"), None)
    if body is None:
        raise DamagedOfficeError(file, MAIN)
    sections = [_value(_child(e, "type")) or "" for e in body.iter(etree.Element) if _tag(e) == "sectPr"]
    reading = _Reading(Numbering(package.tree("word/numbering.xml"), package.tree("word/styles.xml")), sections)
    out = _Pages()
    problems: list[Problem] = []
    for ordinal, element in enumerate(_blocks(body), start=1):
        if _tag(element) == "tbl":
            out.tables.append(_table(element, out.number, ordinal, reading))
        else:
            _paragraph(element, ordinal, out, reading)
        if reading.too_wide:
            problems.append(Problem("table_too_large", out.number))
            reading.too_wide = False
        if reading.hidden:
            out.hidden += reading.hidden
            problems.append(Problem("hidden_text", out.number, (("count", str(reading.hidden)),)))
            reading.hidden = 0
    out.close()
    return tuple(out.pages) or (Page(1, "blank", READER),), _summed(problems, len(out.pages))


def _summed(problems: list[Problem], pages: int) -> tuple[Problem, ...]:
    """One problem of hidden text a page."""
    counts: dict[int, int] = {}
    for p in problems:
        if p.code == "hidden_text" and p.page is not None:
            counts[min(p.page, max(pages, 1))] = counts.get(min(p.page, max(pages, 1)), 0) + int(p.detail[0][1])
    hidden = [Problem("hidden_text", page, (("count", str(count)),)) for page, count in counts.items()]
    return (*hidden, *(p for p in problems if p.code != "hidden_text"))


def _solid(lines: Iterable[str]) -> int:
    """How many characters are no white space."""
    return sum(len("".join(line.split())) for line in lines)


def _tag(element: etree._Element) -> str:
    return local_name(str(element.tag))


def _child(element: etree._Element | None, tag: str) -> etree._Element | None:
    if element is None:
        return None
    return next((e for e in element if _tag(e) == tag), None)


def _value(element: etree._Element | None, name: str = "val") -> str | None:
    if element is None:
        return None
    return next((value for key, value in element.items() if local_name(key) == name), None)


def _on(element: etree._Element | None) -> bool:
    """Whether a switch is set: there, and not turned off."""
    return element is not None and _value(element) not in ("0", "false", "off", "none")


def _blocks(parent: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """Paragraphs and tables under `parent`, also those in content controls and the like."""
    for element in parent:
        tag = _tag(element)
        if tag in ("p", "tbl"):
            yield element
        elif tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo") and depth < MAX_DEPTH:
            yield from _blocks(element, depth + 1)


def _paragraph(element: etree._Element, ordinal: int, out: _Pages, reading: _Reading) -> None:
    settings = _child(element, "pPr")
    if _on(_child(settings, "pageBreakBefore")):
        out.close()
    pieces = _text(element, reading).split(PAGE_BREAK)
    for i, piece in enumerate(pieces):
        if i:
            out.close()
        place = Place(out.number, line=(ordinal, 1))
        out.lines += [Line(text, place) for text in _lines(piece)]
    if _child(settings, "sectPr") is not None and reading.next_section() != "continuous":
        out.close()


def _lines(text: str) -> list[str]:
    return [line for part in text.replace(PAGE_BREAK, "\n").split("\n") if (line := part.strip())]


def _text(paragraph: etree._Element, reading: _Reading) -> str:
    """A paragraph's text as printed, its automatic number first; a page break is a form feed."""
    parts: list[str] = []
    _collect(paragraph, parts, reading, False, 0)
    text = "".join(parts)
    number = reading.numbering.next(paragraph)
    return number + text if number and text.strip() else text


def _collect(element: etree._Element, parts: list[str], reading: _Reading, hidden: bool, depth: int) -> None:
    if depth > MAX_DEPTH:
        return
    for child in element:
        tag = _tag(child)
        if tag in _GONE:
            continue
        if tag == "r":
            settings = _child(child, "rPr")
            unseen = hidden or _on(_child(settings, "vanish"))
            _collect(child, parts, reading, unseen, depth + 1)
        elif tag == "t":
            if hidden:
                reading.hidden += _solid([child.text or ""])
            else:
                parts.append(child.text or "")
        elif tag == "txbxContent":
            for block in _blocks(child):
                parts += ["\n", "\n".join(_cell_lines_of(block, reading, depth + 1)), "\n"]
        else:
            mark = _mark(child, tag)
            if mark:
                parts.append(mark)
            elif len(child):
                _collect(child, parts, reading, hidden, depth + 1)


def _mark(element: etree._Element, tag: str) -> str:
    """The character that an element stands for; empty for one that stands for none."""
    if tag == "br":
        return PAGE_BREAK if _value(element, "type") == "page" else "\n"
    if tag == "sym":
        code = (_value(element, "char") or "").upper()
        known = GREEK if (_value(element, "font") or "").lower() == "symbol" else SYMBOLS
        return known.get(code, "\ufffd")
    return {"cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}.get(tag, "")


def _cell_lines_of(block: etree._Element, reading: _Reading, depth: int = 0) -> list[str]:
    """The printed lines of a paragraph or of a table inside a cell (a line a row)."""
    if _tag(block) == "p":
        return _lines(_text(block, reading))
    if depth > MAX_DEPTH:
        return []
    out = []
    for row in _inside(block, "tr"):
        texts = [" ".join(_cell_lines(cell, reading, depth + 1)) for cell in _inside(row, "tc")]
        if any(texts):
            out.append(" ".join(t for t in texts if t))
    return out


def _cell_lines(cell: etree._Element, reading: _Reading, depth: int = 0) -> list[str]:
    return [line for block in _blocks(cell) for line in _cell_lines_of(block, reading, depth)]


def _inside(parent: etree._Element, tag: str, depth: int = 0) -> Iterator[etree._Element]:
    """Rows of a table, or cells of a row, also those in content controls."""
    for element in parent:
        if _tag(element) == tag:
            yield element
        elif _tag(element) in ("sdt", "sdtContent", "customXml", "ins", "moveTo") and depth < MAX_DEPTH:
            yield from _inside(element, tag, depth + 1)


def _number(text: str | None, default: int) -> int:
    return min(int(text), MAX_COLUMNS) if text and text.isascii() and text.isdigit() and len(text) < 8 else default


@dataclass
class _Grown:
    """A cell that may go on in the rows below."""

    row: int
    column: int
    width: int
    lines: tuple[str, ...]
    height: int = 1


def _table(element: etree._Element, page: int, ordinal: int, reading: _Reading) -> Table:
    """A table; a cell that continues one above (vMerge) is part of it where their columns agree."""
    grown: list[_Grown] = []
    above: dict[int, _Grown] = {}
    width = row = 0
    for line in _inside(element, "tr"):
        settings = _child(line, "trPr")
        if _child(settings, "del") is not None:
            continue
        cells = list(_row(line, settings, reading))
        if _on(_child(settings, "hidden")):
            reading.hidden += sum(_solid(c.lines) for c, _ in cells)
            continue
        now: dict[int, _Grown] = {}
        for cell, goes_on in cells:
            begun = above.get(cell.column)
            if goes_on and begun is not None and begun.width == cell.width:
                begun.height += 1
                reading.hidden += _solid(cell.lines)  # Word shows the first cell's text only
                cell = begun
            else:
                cell.row = row
                grown.append(cell)
            now[cell.column] = cell
            width = max(width, cell.column + cell.width)
        above = now
        row += 1
    cells_out = tuple(
        Cell(c.row, c.column, c.height, c.width, c.lines, Place(page, line=(ordinal, i)), reader=READER)
        for i, c in enumerate(grown, start=1)
    )
    return Table(Place(page, line=(ordinal, 1)), cells_out, row, width)


def _row(line: etree._Element, settings: etree._Element | None, reading: _Reading) -> Iterator[tuple[_Grown, bool]]:
    """The cells of a row with their columns, and whether each goes on with the one above it."""
    column = _number(_value(_child(settings, "gridBefore")), 0)
    last: _Grown | None = None
    last_goes_on = False
    for element in _inside(line, "tc"):
        own = _child(element, "tcPr")
        span = max(1, _number(_value(_child(own, "gridSpan")), 1))
        if column + span > MAX_COLUMNS:
            reading.too_wide = True
            break
        lines = tuple(_cell_lines(element, reading))
        beside = _child(own, "hMerge")
        if beside is not None and _value(beside) != "restart" and last is not None:
            last.width += span
            reading.hidden += _solid(lines)
            column += span
            continue
        below = _child(own, "vMerge")
        if last is not None:
            yield last, last_goes_on
        last, last_goes_on = _Grown(0, column, span, lines), below is not None and _value(below) != "restart"
        column += span
    if last is not None:
        yield last, last_goes_on
