"""Find the forms of a document: which tables begin one, which go on with it, and what stands above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex

from shenbao_cleaners.forms.abreast import halves
from shenbao_cleaners.forms.banded import bands_apart, begins_with_band
from shenbao_cleaners.forms.beside import split_beside
from shenbao_cleaners.forms.frames import moved_edges, same_edges, same_frame
from shenbao_cleaners.forms.headers import (
    headings_in,
    heads_grades,
    is_indicator_header,
    is_list_header,
    is_task_header,
    list_heading,
)
from shenbao_cleaners.forms.pairs import names_project
from shenbao_cleaners.forms.project_columns import columns_apart
from shenbao_cleaners.forms.rows import filled_rows
from shenbao_cleaners.forms.self_evaluation import is_self_evaluation
from shenbao_cleaners.forms.titles import FOOTER, TITLE, reads_like_title, title_at_end
from shenbao_cleaners.forms.town_rows import lies_on_its_side
from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.values.label import level_of
from shenbao_cleaners.values.text import join_lines, tidy
from shenbao_extract.document import Cell, Document, Line, Page, Table

FIRST_LINE = regex.compile(r"20\d\d年度?[\p{Han}]{0,10}预算")  # of a title in two lines: 2026年市级部门预算
CONTINUED = regex.compile(r"[(（]\s*续\s*(?:表|上页)?\s*[)）]\s*$")  # …申报表（续）
OTHER_TITLE = regex.compile(
    r"(?:附?表[\d一二三四五六七八九十]+[:：]?)?(?!.*绩效)[\p{Han}\d（）()“”、]{3,40}(?:[总明]?表)"
)
OTHER_HEADING = regex.compile(r".{0,8}(?:预算数|决算数|科目|增减|功能分类|经济分类).{0,6}")
HEAD_ROWS = 4
VALUES = {"value", "period_value", "sign"}
NAMES = {"level1", "level2", "name", "run_together", "activity", "prose"}
HAN = "[一二三四五六七八九十]{1,3}"
NUMBERED_HEADING = regex.compile(rf"^\s*(?:[(（]{HAN}[)）]|{HAN}\s*[、.．])\s*")
LONGEST_HEADING = 30  # characters


@dataclass(frozen=True)
class Piece:
    """One table of a form, and the text lines that stand above it on its page."""

    page: Page
    table: Table
    above: tuple[Line, ...]


@dataclass
class FoundForm:
    """The pieces of one form in order, and its title line where it has one."""

    pieces: list[Piece]
    title: str | None
    self_evaluation: bool = False
    below: tuple[Line, ...] = field(default=())


def find_forms(document: Document) -> list[FoundForm]:
    """The forms of a document in reading order; a self-evaluation is among them and says so."""
    groups: list[FoundForm] = []
    title: str | None = None
    last: Page | None = None
    pages = {page.number: page for page in document.pages}
    for piece in _pieces(document):
        title = title_of(piece)
        if title is None and piece.page is not last:
            before = pages.get(piece.page.number - 1)
            ending = title_at_end(before) if before else ()
            if any(x.text == line.text for x in ending for line in piece.page.lines):
                ending = ()  # it stands at the foot of every page
            if _begins_form(piece) or (before and before.tables and ending and _has_head(piece)):
                piece = replace(piece, above=(*ending, *piece.above))
                title = title_of(piece)
        last = piece.page
        if groups and _goes_on(groups[-1], piece, title):
            groups[-1].pieces.append(piece)
        else:
            if title is None and groups and begins_with_band(piece.table, groups[-1].pieces[0].table):
                piece = replace(piece, above=(*groups[-1].pieces[0].above, *piece.above))
                title = title_of(piece)
            elif title is None and groups and any(_names_project(line.text) for line in piece.above):
                piece = replace(piece, above=(*_title_lines(groups[-1].pieces[0]), *piece.above))
                title = title_of(piece)
            groups.append(FoundForm([piece], title))
    forms = [g for g in groups if _is_form(g)]
    for form in forms:
        form.self_evaluation = is_self_evaluation(form.title, _texts_by_row(form))
    return forms


def _pieces(document: Document) -> Iterator[Piece]:
    headings: tuple[Cell, ...] = ()
    for half in (half for page in document.pages for half in halves(page)):
        lines = [line for line in half.lines if not FOOTER.fullmatch(line.text)]
        tables = sorted(half.tables, key=lambda t: _top(t.place.box, t.place.line))
        above_from, over = float("-inf"), half.over
        for table in tables:
            top = _top(table.place.box, table.place.line)
            above = tuple(x for x in lines if above_from <= _top(x.place.box, x.place.line) < top)
            if over and _begins_form(Piece(half.page, table, ())):
                above = (*over, *above)
            over = ()
            for beside, lines_above in split_beside(table, above):
                banded, headings = bands_apart(beside, headings, is_indicator_header)
                parts = (x for t in banded for own in columns_apart(t) for x in split_at_titles(own))
                for i, part in enumerate(parts):
                    # a form begun again without a title stands under the first one's
                    own = i > 0 and title_of(Piece(half.page, part, ()))
                    edges = tuple(x - half.left for x in part.column_edges)
                    yield Piece(half.page, replace(part, column_edges=edges), () if own else lines_above)
            above_from = top


def split_at_titles(table: Table) -> list[Table]:
    """The forms that stand in one table: each begins with a title's row, or with the first row's label once more."""
    starts = [0]
    shared = [0]  # rows of the head above the label that each form repeats: they hold for all
    tree, begun = False, 0
    rows = rows_of(table, table.rows)
    for i, row in enumerate(rows):
        texts = [join_lines(c.lines) for c in row]
        titled = len(row) == 1 and row[0].column_span == table.columns and reads_like_title(texts[0])
        of_tree = titled and any(level_of(join_lines(c.lines)) for r in rows[begun:i] for c in r)
        if of_tree or (tree and _begins_again(rows, i)):
            begun = i
            starts.append(row[0].row)
            shared.append(0)
            tree = False
        elif tree and (head := _next_project(rows, i)):
            starts.append(row[0].row)
            shared.append(head)
            tree = False
        elif tree and (first := _named_again(rows, begun, i)) is not None:
            starts.append(row[0].row)
            shared.append(first if begun == 0 else 0)
            tree = False
        tree = tree or is_indicator_header(texts)
    if len(starts) == 1:
        return [table]
    ends = [*starts[1:], table.rows]
    return [_rows_between(table, a, b, head) for a, b, head in zip(starts, ends, shared, strict=True)]


def _next_project(rows: list[list[Cell]], i: int) -> int:
    """How many rows of the head hold for one more project, which row `i` names as a row of the head named the first.

    0 where it names none. Its tree stands below, with headings of its own.
    """
    row = rows[i]
    texts = [join_lines(c.lines) for c in row]
    if len(row) < 2 or words().role("head", texts[0]) != "project" or is_list_header(texts) or row[0].row_span > 1:
        return 0
    below = rows[i + 1 :]
    if not any(is_indicator_header([join_lines(c.lines) for c in later]) for later in below):
        return 0
    for first in rows[1:HEAD_ROWS]:
        same = first[0].column == row[0].column and label_key(join_lines(first[0].lines)) == label_key(texts[0])
        if same and len(first) > 1 and first[1].lines != row[1].lines:
            return first[0].row
    return 0


def _named_again(rows: list[list[Cell]], begun: int, i: int) -> int | None:
    """The row that named a project (项目名称：甲) as row `i` names another one, with a tree and its headings below."""
    first = next((r[0] for r in rows[begun : begun + HEAD_ROWS] if names_project(r[0].lines)), None)
    own = rows[i][0]
    if first is None or not names_project(own.lines) or own.lines == first.lines or own.column != first.column:
        return None
    below = any(is_indicator_header([join_lines(c.lines) for c in later]) for later in rows[i + 1 :])
    return first.row if below else None


def _begins_again(rows: list[list[Cell]], i: int) -> bool:
    """Whether a row repeats the label of the first one (项目名称), with another text beside it and a tree below."""
    first, row = rows[0], rows[i]
    label = label_key(join_lines(row[0].lines))
    if len(row) < 2 or len(first) < 2 or row[0].column != first[0].column or row[0].row_span > 1:
        return False
    if words().role("head", label) not in ("project", "unit") or label != label_key(join_lines(first[0].lines)):
        return False
    if row[1].lines == first[1].lines or is_list_header([join_lines(c.lines) for c in row]):
        return False
    return any(is_indicator_header([join_lines(c.lines) for c in later]) for later in rows[i:])


def _has_head(piece: Piece) -> bool:
    """Whether rows stand over the headings of a table's tree: money, goals."""
    rows = [[join_lines(c.lines) for c in row] for row in rows_of(piece.table, piece.table.rows)]
    return next((i for i, texts in enumerate(rows) if is_indicator_header(texts)), 0) > 0


def _rows_between(table: Table, top: int, bottom: int, head: int = 0) -> Table:
    """The rows `top` to `bottom` of a table as one of its own, under its first `head` rows."""
    cells = tuple(replace(c, row=c.row - top + head) for c in table.cells if top <= c.row < bottom)
    if head:
        own = tuple(c for c in table.cells if c.row + c.row_span <= head)
        edges = (*table.row_edges[:head], *table.row_edges[top : bottom + 1]) if table.row_edges else ()
        return replace(table, cells=own + cells, rows=bottom - top + head, row_edges=edges)
    edges, place = table.row_edges[top : bottom + 1], table.place
    if edges and place.box is not None:
        place = replace(place, box=place.box._replace(top=edges[0], bottom=edges[-1]))
    return replace(table, place=place, cells=cells, rows=bottom - top, row_edges=edges)


def _top(box: object, line: tuple[int, int] | None) -> float:
    return float(line[0]) if line is not None else float(getattr(box, "top", 0.0))


def _title_lines(piece: Piece) -> tuple[Line, ...]:
    """The line of a form's title: it stands once for the projects that follow each other under it."""
    return tuple(line for line in piece.above if reads_like_title(line.text))[-1:]


def title_of(piece: Piece) -> str | None:
    """The form's title: the last line above the table that reads like one, or the table's first row."""
    texts = [tidy(line.text) for line in piece.above]
    for i in range(len(texts) - 1, -1, -1):
        if reads_like_title(texts[i]):
            begun = i and FIRST_LINE.fullmatch(regex.sub(r"\s+", "", texts[i - 1]))
            return f"{piece.above[i - 1].text}{piece.above[i].text}" if begun else piece.above[i].text
        if (
            i
            and len(texts[i]) < 12
            and "表" in texts[i]
            and TITLE.fullmatch(regex.sub(r"\s+", "", texts[i - 1] + texts[i]))
        ):
            return piece.above[i - 1].text + piece.above[i].text
    row = [c for c in piece.table.cells if c.row == 0 and c.lines]
    if len(row) == 1:
        text = join_lines(row[0].lines)
        if reads_like_title(text):
            return text
    return None


def rows_of(table: Table, count: int) -> list[list[Cell]]:
    """The cells that begin in each of the first `count` rows that have text."""
    by_row = filled_rows(table)
    return [by_row[r] for r in sorted(by_row)[:count]]


def _begins_form(piece: Piece, skipped: int = 0) -> bool:
    """Whether the table's first rows (after `skipped` ones) name a unit or project: the head of a new form."""
    rows = rows_of(piece.table, HEAD_ROWS + skipped)[skipped:]
    texts = headings_in(rows)
    ends = [[c.row + c.row_span for c in row] for row in rows]
    said = [list(zip(*both, strict=True)) for both in zip(texts, ends, strict=True)]
    for i, row in enumerate(rows):
        if is_list_header(list_heading(said[i], [x for later in said[i:] for x in later])):
            return False  # 项目名称 heads a column here
        if words().role("head", join_lines(row[0].lines)) in ("unit", "project", "supervisor"):
            return True
    return False


def _names_project(text: str) -> bool:
    """Whether a line above a table names the project that the table declares (项目名称：…)."""
    label, colon, said = tidy(text).partition(":")
    return bool(colon and said.strip()) and words().role("head", label) == "project"


def reprinted_rows(form: FoundForm, piece: Piece) -> int:
    """How many of a table's first rows say again what the form's first rows say."""
    said = headings_in(rows_of(form.pieces[0].table, HEAD_ROWS))
    count = 0
    for texts in headings_in(rows_of(piece.table, HEAD_ROWS)):
        if texts not in said:
            break
        count += 1
    return count if count < HEAD_ROWS else 0  # all of its head: the same form once more


def _headed_list(piece: Piece) -> bool:
    return any(is_list_header(texts) for texts in headings_in(rows_of(piece.table, 3)))


def _goes_on(form: FoundForm, piece: Piece, title: str | None) -> bool:
    """Whether a table continues the form before it."""
    last = form.pieces[-1]
    if piece.page.number - last.page.number > 1:
        return False
    if title is not None and piece.page.number == last.page.number and not CONTINUED.search(title):
        return False  # what goes on without a page between has no title of its own
    if title is not None and (form.title is None or label_key(title) != label_key(form.title)):
        return False
    if any(_names_project(line.text) for line in piece.above) or begins_with_band(piece.table, form.pieces[0].table):
        return False
    if _begins_form(piece, reprinted_rows(form, piece)) and not (title is None and _head_goes_on(form, piece)):
        return title is not None and _headed_list(piece) and _headed_list(form.pieces[0])
    if _other_table(piece) or _right_part(piece):
        return False
    a, b = last.table.place.box, piece.table.place.box
    if a is None or b is None:
        return True
    if piece.page.number == last.page.number and b.top - a.bottom > 60:
        return False
    headed = piece.page.number == last.page.number and headings_of(piece) != ()
    return same_frame([p.table for p in form.pieces], piece.table) and (headed or _same_columns(form, piece))


def _head_goes_on(form: FoundForm, piece: Piece) -> bool:
    """Whether a page's first table goes on with a head that the page before broke off: no tree yet, no label again."""
    before = list(_texts_by_row(form))
    if piece.page is form.pieces[-1].page or any(is_indicator_header(x) or is_list_header(x) for x in before):
        return False
    said = {label_key(row[0]) for row in before}
    rows = [[join_lines(c.lines) for c in row] for row in rows_of(piece.table, piece.table.rows)]
    w = words()
    if w.role("head", rows[0][0]) == "project" and any(w.role(b, x[0]) for x in before for b in ("money", "goals")):
        return False  # a project is named before its money and goals: this is the next form
    head = next((i for i, x in enumerate(rows) if is_indicator_header(x)), 0)
    return head > 0 and not any(label_key(row[0]) in said for row in rows[:head])


def headings_of(piece: Piece) -> tuple[Line, ...]:
    """The numbered headings (二、资金情况) above a table, where nothing else stands there."""
    texts = [tidy(x.text) for x in piece.above]
    numbered = all(NUMBERED_HEADING.match(t) and len(t) <= LONGEST_HEADING for t in texts)
    return piece.above if numbered else ()


def _other_table(piece: Piece) -> bool:
    """Whether a table is one of the other budget tables: its own title above it, or their headings in its first row."""
    rows = headings_in(rows_of(piece.table, 3))
    if any(is_indicator_header(texts) or is_list_header(texts) or is_task_header(texts) for texts in rows):
        return False
    if any(OTHER_TITLE.fullmatch(regex.sub(r"\s+", "", line.text)) for line in piece.above):
        return True
    return bool(rows) and sum(bool(OTHER_HEADING.fullmatch(label_key(t))) for t in rows[0]) >= 2


def _right_part(piece: Piece) -> bool:
    """Whether a table begins with the headings of values alone: the right part of rows printed on another page."""
    first = next(iter(rows_of(piece.table, 1)), [])
    roles = {words().role("columns", join_lines(c.lines)) for c in first} - {None}
    return len(roles) >= 2 and bool(roles & VALUES) and not roles & NAMES


def _same_columns(form: FoundForm, piece: Piece) -> bool:
    """Whether a table stands on the columns of the form's pages before, or begins a part with its own.

    Where it prints rows of the form's head again its columns may be moved.
    """
    table, before = piece.table, [p.table for p in form.pieces]
    if same_edges(before, table) or (reprinted_rows(form, piece) and moved_edges(before[-1], table)):
        return True
    # a tree or task list may begin on this page with columns of its own
    rows = [[join_lines(c.lines) for c in row] for row in rows_of(table, table.rows)]
    return any(is_indicator_header(x) or is_task_header(x) for x in rows) or lies_on_its_side(rows) is not None


def _texts_by_row(form: FoundForm) -> Iterator[list[str]]:
    for piece in form.pieces:
        for row in rows_of(piece.table, piece.table.rows):
            yield [join_lines(c.lines) for c in row]


def _is_form(form: FoundForm) -> bool:
    heads = (is_indicator_header, is_list_header, heads_grades)
    has_tree = any(is_head(texts) for texts in _texts_by_row(form) for is_head in heads)
    return has_tree or (form.title is not None and any(_begins_form(p) for p in form.pieces))
