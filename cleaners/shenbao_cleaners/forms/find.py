"""Find the forms of a document: which tables begin one, which go on with it, and what stands above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.values.text import join_lines, tidy
from shenbao_extract.document import Cell, Document, Line, Page, Table

TITLE = regex.compile(r"[^。；;]{0,50}(?:绩效[^。；;]{0,24}表|绩效目标申报书|项目申报表)(?:[(（][^()（）]{0,30}[)）])?")
SELF_EVALUATION = regex.compile(r"自评|自我评价|绩效评价|完成情况|评价结果|监控")
ACHIEVED = regex.compile(r"(?:全年|年度|本年)?(?:实际)?(?:完成值|完成情况|得分|执行数)|偏差原因.*")
FOOTER = regex.compile(r"[-—–\s·第页共/,，PpAaGgEe.oOfF]*\d*[-—–\s·第页共/,，\d]*")
SAME_EDGE = 15.0  # points: how far the frames of one form's pages may differ
HEAD_ROWS = 4


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
    for piece in _pieces(document):
        title = title_of(piece)
        if groups and _goes_on(groups[-1], piece, title):
            groups[-1].pieces.append(piece)
        else:
            groups.append(FoundForm([piece], title))
    forms = [g for g in groups if _is_form(g)]
    for form in forms:
        form.self_evaluation = _is_self_evaluation(form)
    return forms


def _pieces(document: Document) -> Iterator[Piece]:
    for page in document.pages:
        lines = [line for line in page.lines if not FOOTER.fullmatch(line.text)]
        tables = sorted(page.tables, key=lambda t: _top(t.place.box, t.place.line))
        above_from = float("-inf")
        for table in tables:
            top = _top(table.place.box, table.place.line)
            above = tuple(x for x in lines if above_from <= _top(x.place.box, x.place.line) < top)
            yield Piece(page, table, above)
            above_from = top


def _top(box: object, line: tuple[int, int] | None) -> float:
    return float(line[0]) if line is not None else float(getattr(box, "top", 0.0))


def title_of(piece: Piece) -> str | None:
    """The form's title: the last line above the table that reads like one, or the table's first row."""
    texts = [tidy(line.text) for line in piece.above]
    for i in range(len(texts) - 1, -1, -1):
        if TITLE.fullmatch(regex.sub(r"\s+", "", texts[i])):
            return piece.above[i].text
        if i and len(texts[i]) < 12 and "表" in texts[i] and TITLE.fullmatch(regex.sub(r"\s+", "", texts[i - 1] + texts[i])):
            return piece.above[i - 1].text + piece.above[i].text
    row = [c for c in piece.table.cells if c.row == 0 and c.lines]
    if len(row) == 1:
        text = join_lines(row[0].lines)
        if TITLE.fullmatch(regex.sub(r"\s+", "", tidy(text))):
            return text
    return None


def rows_of(table: Table, count: int) -> list[list[Cell]]:
    """The cells that begin in each of the first `count` rows that have text."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.lines:
            by_row.setdefault(cell.row, []).append(cell)
    return [by_row[r] for r in sorted(by_row)[:count]]


def _begins_form(piece: Piece) -> bool:
    """Whether the table's first rows name a unit or project: the head of a new form."""
    for row in rows_of(piece.table, HEAD_ROWS):
        if words().role("head", join_lines(row[0].lines)) in ("unit", "project", "supervisor"):
            return True
    return False


def is_list_header(texts: list[str]) -> bool:
    """Whether a row heads a flat list: a project column beside indicator columns or goals."""
    w = words()
    columns = {w.role("columns", t) for t in texts} - {None}
    listed = {w.role("list", t) for t in texts} - {None}
    return bool({"project", "unit"} & listed) and (len(columns & {"level1", "level2", "name", "value", "run_together"}) >= 1)


def is_indicator_header(texts: list[str]) -> bool:
    """Whether a row heads the indicator tree: at least two of its columns are named."""
    roles = {words().role("columns", t) for t in texts} & {
        "level1", "level2", "name", "value", "period_value", "run_together", "sign"
    }  # fmt: skip
    return len(roles) >= 2 and bool(roles & {"level2", "name", "run_together", "level1"})


def _headed_list(piece: Piece) -> bool:
    rows = rows_of(piece.table, 3)
    return any(is_list_header([join_lines(c.lines) for c in row]) for row in rows)


def _goes_on(form: FoundForm, piece: Piece, title: str | None) -> bool:
    """Whether a table continues the form before it."""
    last = form.pieces[-1]
    if piece.page.number - last.page.number > 1:
        return False
    if title is not None:
        return form.title is not None and label_key(title) == label_key(form.title) and _headed_list(piece) and _headed_list(form.pieces[0])
    if _begins_form(piece):
        return False
    if sum(len(line.text) for line in piece.above) > 60 and not last.table.spans_known:
        return False
    a, b = last.table.place.box, piece.table.place.box
    if a is None or b is None:
        return True
    if piece.page.number == last.page.number and b.top - a.bottom > 60:
        return False
    return abs(a.x0 - b.x0) <= SAME_EDGE and abs(a.x1 - b.x1) <= SAME_EDGE


def _texts_by_row(form: FoundForm) -> Iterator[list[str]]:
    for piece in form.pieces:
        for row in rows_of(piece.table, piece.table.rows):
            yield [join_lines(c.lines) for c in row]


def _is_form(form: FoundForm) -> bool:
    has_tree = any(is_indicator_header(texts) or is_list_header(texts) for texts in _texts_by_row(form))
    return has_tree or (form.title is not None and any(_begins_form(p) for p in form.pieces))


def _is_self_evaluation(form: FoundForm) -> bool:
    if form.title and SELF_EVALUATION.search(form.title):
        return True
    for texts in _texts_by_row(form):
        if is_indicator_header(texts) and any(ACHIEVED.fullmatch(label_key(t)) for t in texts):
            return True
    return False
