"""Web pages: data tables with their spans exact, all other text as lines; nothing is ever fetched.

A table that holds other tables is layout: only the innermost ones are read as tables. Scripts, styles and what the page
itself hides are left out. The place of a line or a table is line=(ordinal, 1), where ordinal counts lines and tables in
the order of the page; the place of a cell is line=(ordinal of its table, running number of the cell in it).
"""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from shenbao_extract.document import Cell, Line, Page, Place, Problem, Table
from shenbao_extract.errors import DamagedWebPageError, TooLargeError
from shenbao_extract.triage import FORM_WORDS

READER = "html"
MAX_BYTES = 32 * 2**20
MAX_ROWS = 5_000
MAX_COLUMNS = 300
MAX_LINKS = 50
ATTACHMENT = re.compile(r"\.(?:pdf|xlsx?|docx?|zip|rar|7z|wps|et|ofd)(?![a-z0-9])", re.IGNORECASE)
WANTED = re.compile(r"绩效|预算")

_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "select", "textarea", "iframe", "svg", "object"}
)
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i", "img",
        "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
        "sup", "tt", "u", "var", "wbr", "st1:chsdate", "st1:personname",
    }
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_SCRIPT_LINK = re.compile(
    r"""<a\s[^>]{0,500}?href\s*=\s*\\?["']?(?P<to>[^"'>\\\s]{1,500})[^>]{0,500}>(?P<text>[^<]{1,300})</a""",
    re.IGNORECASE,
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


@dataclass
class _Content:
    """The page so far."""

    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    ordinal: int = 0
    hidden: int = 0  # characters that the page itself hides: menus, mostly
    hidden_cells: int = 0
    too_large: bool = False
    pending: list[str] = field(default_factory=list)

    def flush(self) -> None:
        """End the line of text that is being collected."""
        for text in _split("".join(self.pending)):
            self.ordinal += 1
            self.lines.append(Line(text, Place(1, line=(self.ordinal, 1))))
        self.pending = []


def read_html(data: bytes, file: str) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """A web page as one page, and what was noticed: `html_page` where no table on it has the words of a form."""
    if len(data) > MAX_BYTES:
        raise TooLargeError(file)
    root = _parse(data, file)
    links = _links(root)
    content = _Content()
    _walk(root, content)
    content.flush()
    problems: list[Problem] = []
    if content.hidden_cells:
        problems.append(Problem("hidden_cells", 1, (("count", str(content.hidden_cells)),)))
    if content.too_large:
        problems.append(Problem("table_too_large", 1))
    if not any(FORM_WORDS.search("".join("".join(c.lines) for c in t.cells)) for t in content.tables):
        problems.append(Problem("html_page"))
        if links:
            problems.append(Problem("html_links", None, (("links", "; ".join(links)),)))
    kind = "text" if content.lines or content.tables else "blank"
    page = Page(1, kind, READER, lines=tuple(content.lines), tables=tuple(content.tables), hidden=content.hidden)
    return (page,), tuple(problems)


def _parse(data: bytes, file: str) -> etree._Element:
    text = decode_html(data).replace("\0", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedWebPageError(file) from error
    if any("xcessive" in entry.message for entry in parser.error_log):
        raise TooLargeError(file, "nested too deeply")  # the parser gave up and dropped what came before
    if root is None:
        raise DamagedWebPageError(file)
    return root


def decode_html(data: bytes) -> str:
    """The text of a web page: by its byte-order mark, else UTF-8 where it is that, else as declared, else GB 18030."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    declared = _META.search(data[:8192])
    wanted = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    if wanted in ("gb2312", "gbk", "gb_2312-80", "x-gbk"):
        wanted = "gb18030"
    for encoding in ("utf-8", wanted, "gb18030"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8" if wanted == "utf-8" else "gb18030", "replace")


def _tag(element: etree._Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _hides(element: etree._Element) -> bool:
    return bool(_HIDDEN.search(element.get("style", ""))) or element.get("hidden") is not None


def _walk(root: etree._Element, content: _Content) -> None:
    """All text under `root` in order, without recursion: hostile pages nest deeply."""
    stack: list[tuple[etree._Element, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = _tag(element)
        if leaving:
            if tag not in _INLINE:
                content.flush()
            content.pending.append(_flat(element.tail))
            continue
        if not tag or tag in _DROPPED or _hides(element):
            if tag not in _DROPPED:
                content.hidden += _solid(element)
            content.pending.append(_flat(element.tail))
        elif tag == "table" and next(element.iterdescendants("table"), None) is None:
            content.flush()
            _add_table(element, content)
            content.pending.append(_flat(element.tail))
        else:
            if tag == "br":
                content.pending.append("\n")
            elif tag not in _INLINE:
                content.flush()
            content.pending.append(_flat(element.text))
            stack.append((element, True))
            stack += [(child, False) for child in reversed(element)]


def _solid(element: etree._Element) -> int:
    """How many characters under an element are no white space."""
    return len("".join("".join(map(str, element.itertext())).split()))


def _flat(text: str | None) -> str:
    return _SPACE.sub(" ", text) if text else ""


def _split(text: str) -> tuple[str, ...]:
    return tuple(line for part in text.split("\n") if (line := re.sub(" {2,}", " ", part).strip()))


def _cell_lines(cell: etree._Element, content: _Content) -> tuple[str, ...]:
    inner = _Content(pending=[_flat(cell.text)])
    for child in cell:
        _walk(child, inner)
    inner.flush()
    content.hidden += inner.hidden
    return tuple(line.text for line in inner.lines)


def _add_table(element: etree._Element, content: _Content) -> None:
    content.ordinal += 1
    ordinal = content.ordinal
    cells: list[Cell] = []
    width = row = 0
    for group in _groups(element, content):
        until: dict[int, int] = {}  # column -> first row below the cell that reaches down into it
        end = row + len(group)
        for line in group:
            column = 0
            for cell in line:
                while until.get(column, 0) > row:
                    column += 1
                across = _span(cell.get("colspan"), 1)
                down = _span(cell.get("rowspan"), 1) or end - row
                if column + across > MAX_COLUMNS or row >= MAX_ROWS:
                    content.too_large = True
                    break
                down = min(down, end - row)
                across = _free(until, column, max(across, 1), row)
                for c in range(column, column + across):
                    until[c] = row + down
                where = Place(1, line=(ordinal, len(cells) + 1))
                cells.append(Cell(row, column, down, across, _cell_lines(cell, content), where, reader=READER))
                column += across
                width = max(width, column)
            row += 1
    if any(c.lines for c in cells):
        content.tables.append(Table(Place(1, line=(ordinal, 1)), tuple(cells), row, width))


def _free(until: dict[int, int], column: int, across: int, row: int) -> int:
    """How many of `across` columns are free: a cell never runs over one that reaches down from above."""
    for count in range(1, across):
        if until.get(column + count, 0) > row:
            return count
    return across


def _groups(table: etree._Element, content: _Content) -> Iterator[list[list[etree._Element]]]:
    """The rows of each row group (spans end with their group), each as its cells; hidden ones left out and counted."""
    loose: list[list[etree._Element]] = []

    def row_of(line: etree._Element) -> list[etree._Element]:
        cells = [c for c in line if _tag(c) in ("td", "th")]
        shown = [] if _hides(line) else [c for c in cells if not _hides(c)]
        content.hidden_cells += sum(c not in shown and _solid(c) > 0 for c in cells)
        return shown

    for child in table:
        tag = _tag(child)
        if _hides(child):
            content.hidden += _solid(child)
            for line in child if tag != "tr" else [child]:
                content.hidden_cells += sum(_solid(c) > 0 for c in line if _tag(c) in ("td", "th"))
        elif tag in ("thead", "tbody", "tfoot"):
            if loose:
                yield loose
                loose = []
            yield [row_of(r) for r in child if _tag(r) == "tr" and not _hides(r)]
        elif tag == "tr":
            loose.append(row_of(child))
    if loose:
        yield loose


def _span(text: str | None, default: int) -> int:
    """A span as browsers read it; 0 (to the end of the group) stays 0."""
    found = re.match(r"\s*(\d{1,6})", text or "")
    return min(int(found[1]), MAX_ROWS) if found else default


def _links(root: etree._Element) -> list[str]:
    """The names of attachments that may hold the forms, each once, also of links that a script writes.

    Name or text mentions 绩效 or 预算, or the page's own title does.
    """
    found: list[str] = []
    heads = [element.text or "" for element in root.iter("title")]
    heads += [e.get("content", "") for e in root.iter("meta") if "title" in e.get("name", "").lower()]
    about = any(WANTED.search(head) for head in heads)
    for element in root.iter("a"):
        text = _flat("".join(map(str, element.itertext()))).strip()
        target = " ".join(element.get(k, "") for k in ("href", "onclick", "download", "title"))
        found += _named(text or element.get("title", ""), f"{target} {text}", element.get("href", ""), about)
    for script in root.iter("script"):
        for m in _SCRIPT_LINK.finditer((script.text or "")[: 2**20]):
            found += _named(m["text"].strip(), f"{m['to']} {m['text']}", m["to"], about)
    return list(dict.fromkeys(found))[:MAX_LINKS]


def _named(text: str, where: str, target: str, about: bool) -> list[str]:
    decoded = unquote(where)
    if not ATTACHMENT.search(decoded) or not (about or WANTED.search(decoded)):
        return []
    name = " ".join(text.split()) or posixpath.basename(unquote(target).partition("?")[0])
    return [name.replace(";", "；")[:200]]
