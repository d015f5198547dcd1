"""From a Document to its declarations: the visible order of all that is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from shenbao_cleaners.checks import CHECKS
from shenbao_cleaners.checks.amounts import amounts_of
from shenbao_cleaners.checks.cut_texts import check_cut_texts
from shenbao_cleaners.checks.joined_figures import check_joined_figures
from shenbao_cleaners.declaration import (
    BudgetLine,
    Coverage,
    Declaration,
    Evidence,
    Form,
    FormTable,
    Issue,
    Repair,
    Result,
    Status,
)
from shenbao_cleaners.document_issues import document_issues, pages_in_words
from shenbao_cleaners.forms.above import read_above, unit_cell, year_in_labels
from shenbao_cleaners.forms.blocks import Block, find_blocks
from shenbao_cleaners.forms.draft import Draft, Ledger, Trace
from shenbao_cleaners.forms.families import UNKNOWN, family_of
from shenbao_cleaners.forms.find import FoundForm, find_forms
from shenbao_cleaners.forms.flat_list import read_list
from shenbao_cleaners.forms.halves import join_halves
from shenbao_cleaners.forms.head import kind_of, place_in, project_in_title, read_rows
from shenbao_cleaners.forms.items import read_paragraph
from shenbao_cleaners.forms.join import join_pages
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.stacked import horizons, with_horizon
from shenbao_cleaners.forms.tasks import read_activities, read_tasks
from shenbao_cleaners.forms.transposed import turned
from shenbao_cleaners.forms.tree import read_tree
from shenbao_cleaners.forms.unheaded import paragraphs_left, take_paragraphs
from shenbao_cleaners.forms.unread import pages_after, unread_pages
from shenbao_cleaners.issues import issue
from shenbao_cleaners.reading_doubts import doubted
from shenbao_cleaners.repairs import SHEET_REPAIRS
from shenbao_cleaners.repairs.base import place_of
from shenbao_cleaners.repairs.halved_rows import figures_left
from shenbao_cleaners.repairs.unlabeled_trailing_rows import unlabeled_trailing_rows
from shenbao_cleaners.sideways import as_shown, upright
from shenbao_extract.document import Cell, Document, Line, Place


@dataclass
class ReadForm:
    """One form after reading: its sheet, the declarations on it, and what became of its cells."""

    form: FoundForm
    sheet: Sheet
    drafts: list[Draft]
    totals: list[BudgetLine]
    repairs: list[Repair]
    ledger: Ledger
    family: str
    unread: list[tuple[SheetCell, SheetCell]]  # labels of level 1 and texts beside them with indicators not read


def read_declarations(document: Document) -> Result:
    """All declarations of a document. Pure: the same Document gives the same Result."""
    return as_shown(_read(upright(document)), document)


def _read(document: Document) -> Result:
    found = find_forms(document)
    forms = [read_form(f) for f in found if not f.self_evaluation]
    tables: list[FormTable] = []
    declarations: list[Declaration] = []
    for form in forms:
        first = len(declarations)
        declarations += _declarations(form, len(tables))
        coverage, left = _coverage(form, document)
        for i, parts in _by_declaration(form, left).items():
            declarations[first + i] = _with_issues(declarations[first + i], [_leftover(parts)])
        tables.append(
            FormTable(
                tuple(sorted({p.page.number for p in form.form.pieces})),
                form.sheet.title_hint or form.drafts[0].title,
                form.family,
                tuple(range(first, len(declarations))),
                coverage,
                tuple(form.totals),
            )
        )
    unread = unread_pages(document, found)
    for index, pages in pages_after(unread, declarations).items():
        declarations[index] = _with_issues(declarations[index], [issue("may_go_on", None, pages=pages_in_words(pages))])
    return Result(tuple(tables), tuple(declarations), tuple(document_issues(document, found, unread)))


def read_form(form: FoundForm) -> ReadForm:
    """Join, repair and read one form."""
    sheet = join_pages(form)
    repairs: list[Repair] = []
    for repair in SHEET_REPAIRS:
        done = repair(sheet)
        sheet = done.sheet
        repairs += done.repairs
    ledger, head = Ledger(), Draft()
    ledger.take("label", *sheet.removed)
    blocks = find_blocks(sheet)
    lying = None if blocks else turned(sheet)
    if lying is not None:
        sheet, tree = lying
        blocks = (tree,)
    unit = read_above(sheet, head, ledger)
    outside = [r for r in range(sheet.rows) if not any(b.top <= r < b.bottom for b in blocks)]
    unit = unit or unit_cell(sheet, outside, ledger)
    totals: list[BudgetLine] = []
    paragraphs = [] if any(b.kind in ("tree", "list") for b in blocks) else take_paragraphs(sheet, ledger)
    read_rows(sheet, outside, head, ledger, unit)
    lists = [b for b in blocks if b.kind == "list"]
    drafts = [head]
    if lists:
        found = [read_list(sheet, b, head, ledger, unit) for b in lists]
        drafts = [d for x in found for d in x.drafts] or [head]
        totals = [t for x in found for t in x.totals]
    else:
        _read_blocks(sheet, blocks, head, ledger, unit)
        for label, text in paragraphs:
            read_paragraph(label, text, head, ledger)
    for draft in drafts:
        year_in_labels(sheet, draft)
        project_in_title(draft)
        kind_of(draft)
        draft.place = place_in(draft.unit, draft.supervisor, draft.title)
    family, unread = family_of(sheet, lying is not None), paragraphs_left(sheet, paragraphs, ledger)
    return ReadForm(form, sheet, drafts, totals, repairs, ledger, family, unread)


def _read_blocks(sheet: Sheet, blocks: Sequence[Block], draft: Draft, ledger: Ledger, unit: str | None) -> None:
    stacked = horizons(sheet, blocks)
    parts: dict[str, Draft] = {}
    for block in blocks:
        if block in stacked:
            parts[stacked[block]] = part = Draft(year=draft.year)
            read_tree(sheet, with_horizon(block, stacked[block]), part, ledger)
        elif block.kind == "tree":
            read_tree(sheet, block, draft, ledger)
            read_activities(sheet, block, draft, ledger, unit)
        else:
            read_tasks(sheet, block, draft, ledger, unit)
    if parts:
        join_halves(draft, [parts["period"], parts["annual"]])
    if not sheet.spans_known:
        draft.indicators, found = unlabeled_trailing_rows(draft.indicators)
        draft.repairs += found


def _declarations(form: ReadForm, table: int) -> list[Declaration]:
    """The drafts as declarations: evidence, repairs with their pointers, issues, status."""
    out: list[Declaration] = []
    claimed: set[int] = set()
    cells = [c for p in form.form.pieces for c in p.table.cells]
    recognised, clipped = [c for c in cells if c.confidence is not None], [c for c in cells if c.cut]
    left, apart = figures_left(form.sheet), list[tuple[SheetCell, SheetCell]]()
    for draft in form.drafts:
        evidence = {pointer: _evidence(traces) for pointer, traces in draft.traces.items()}
        where = _pointers_by_place(draft)
        own = [(i, where[r.place]) for i, r in enumerate(form.repairs) if r.place in where and i not in claimed]
        claimed.update(i for i, _ in own)
        repairs = [replace(form.repairs[i], path=path) for i, path in own] + draft.repairs
        pages = sorted({place.page for place in _own_places(draft, len(form.drafts) > 1)})
        declaration = Declaration(
            table,
            tuple(pages) or tuple(sorted({p.page.number for p in form.form.pieces})),
            Form(
                draft.kind,
                draft.title,
                draft.year,
                draft.unit,
                draft.project,
                draft.project_code,
                draft.supervisor,
                draft.place,
            ),
            draft.basics,
            tuple(draft.budget),
            tuple(draft.goals),
            tuple(draft.tasks),
            tuple(draft.indicators),
            tuple(draft.extra),
            (*repairs, *_wrapped_amounts(draft)),
            evidence=evidence,
        )
        if _blank(declaration):
            declaration = replace(declaration, status="blank")
        declaration = doubted(declaration, recognised)
        cut = check_cut_texts(declaration, clipped)
        halves = [(a, b, where.get(place_of(a)) or where.get(place_of(b))) for a, b in left]
        apart += [(a, b) for a, b, path in halves if path is not None]
        found = [_may_be_cut(a, b, path) for a, b, path in halves if path is not None and path.endswith("/amount")]
        out.append(_with_issues(declaration, [*_issues(declaration, form), *cut, *found]))
    rest = [r for i, r in enumerate(form.repairs) if i not in claimed]
    if rest:
        out[0] = replace(out[0], repairs=(*rest, *out[0].repairs))
    told = [issue("indicators_in_text", "/indicators", label=a.text, text=b.text[:80]) for a, b in form.unread]
    told += [_may_be_cut(*pair, None) for pair in left if pair not in apart]
    out[0] = replace(out[0], issues=(*out[0].issues, *told))
    return [_with_issues(d, check_joined_figures(d)) for d in out]


def _may_be_cut(above: SheetCell, below: SheetCell, path: str | None) -> Issue:
    return issue("figure_may_be_cut", path, above=above.text, below=below.text.strip())


def _own_places(draft: Draft, listed: bool) -> set[Place]:
    """Where a declaration stands; the title, pages before, counts where there is nothing else.

    In a list (`listed`) the cells of name and unit may hold for several declarations, so they count for none.
    """
    places = {p: {t.place for t in _parts(traces)} for p, traces in draft.traces.items()}
    head = ("/form/",) if listed else ("/form/title", "/form/year")
    own = [found for pointer, found in places.items() if not pointer.startswith(head)]
    return set().union(*(own or places.values()))


def _issues(declaration: Declaration, form: ReadForm) -> list[Issue]:
    found = [i for check in CHECKS for i in check(declaration)]
    if form.family == UNKNOWN:
        found.append(issue("unknown_family", None))
    return found


def _with_issues(declaration: Declaration, issues: Iterable[Issue]) -> Declaration:
    """The declaration with more issues, and the status that follows from all of them."""
    every = (*declaration.issues, *issues)
    status: Status = declaration.status
    if status != "blank":
        doubtful = any(i.severity in ("warning", "error") for i in every)
        status = "needs_review" if doubtful else "repaired" if declaration.repairs else "ok"
    return replace(declaration, issues=every, status=status)


def _blank(d: Declaration) -> bool:
    """An empty template: nothing is declared in it."""
    amounts = any(a.value is not None for _, a in amounts_of(d))
    return not (d.indicators or d.goals or d.tasks or amounts)


def _parts(traces: Iterable[Trace]) -> list[Line | _Read]:
    out: list[Line | _Read] = []
    for trace in traces:
        if isinstance(trace, Line):
            out.append(trace)
        else:
            out += [_Read(c.place, c.text, c.reader, c.confidence) for c in trace.sources]
    return out


@dataclass(frozen=True)
class _Read:
    place: Place
    text: str
    reader: str
    confidence: float | None


def _evidence(traces: Iterable[Trace]) -> tuple[Evidence, ...]:
    out = []
    for part in _parts(traces):
        if isinstance(part, Line):
            out.append(Evidence(part.place, part.text, "line"))
        else:
            out.append(Evidence(part.place, part.text, part.reader, part.confidence))
    return tuple(dict.fromkeys(out))


def _pointers_by_place(draft: Draft) -> dict[Place | None, str]:
    where: dict[Place | None, str] = {}
    for pointer, traces in draft.traces.items():
        for part in _parts(traces):
            where.setdefault(part.place, pointer)
    return where


def _wrapped_amounts(draft: Draft) -> list[Repair]:
    """Amounts whose digits the narrow cell broke over several lines: read as one figure, and on record."""
    out = []
    for pointer, traces in draft.traces.items():
        if pointer.endswith("/amount"):
            for cell in traces:
                if not isinstance(cell, Line) and len(cell.lines) > 1:
                    why = "the narrow cell breaks the figure over several lines; it is read as one"
                    place = cell.sources[0].place if cell.sources else None
                    out.append(Repair("wrapped_amounts", pointer, place, "⏎".join(cell.lines), cell.text, why))
    return out


def _solid(text: str) -> str:
    return "".join(text.split())


def _by_declaration(form: ReadForm, left: list[Cell | Line]) -> dict[int, list[Cell | Line]]:
    """What found no place, by the draft in which it stands: the last that begins above it, else the first."""
    starts = [min(map(_order, _own_places(d, len(form.drafts) > 1)), default=None) for d in form.drafts]
    out: dict[int, list[Cell | Line]] = {}
    for part in left:
        before = [i for i, at in enumerate(starts) if at is not None and at <= _order(part.place)]
        out.setdefault(before[-1] if before else 0, []).append(part)
    return out


def _leftover(parts: list[Cell | Line]) -> Issue:
    pages = "、".join(map(str, sorted({p.place.page for p in parts})))
    text = " ".join(p.text for p in parts)[:200]
    return issue("leftover", None, count=sum(len(_solid(p.text)) for p in parts), pages=pages, text=text)


def _order(place: Place) -> tuple[int, float]:
    """Where a place comes in reading order."""
    if place.box is not None:
        return place.page, place.box.top
    row = place.line[0] if place.line is not None else regex.sub(r"\D", "", place.cell or "") or 0
    return place.page, float(row)


def _coverage(form: ReadForm, document: Document) -> tuple[Coverage, list[Cell | Line]]:
    """Characters of the form by what became of them, and what found no place."""
    counts = {"field": 0, "label": 0, "extra": 0}
    left: list[Cell | Line] = []
    parts: list[tuple[Cell | Line, str]] = [(c, c.text) for p in form.form.pieces for c in p.table.cells]
    parts += [(x, x.text) for p in form.form.pieces for x in p.above if form.ledger.use(x)]
    for part, text in parts:
        size = len(_solid(text))
        use = form.ledger.use(part)
        if use is not None:
            counts[use] += size
        elif size:
            left.append(part)
    leftover = sum(len(_solid(p.text)) for p in left)
    pages = {p.page.number for p in form.form.pieces}
    hidden = sum(p.hidden for p in document.pages if p.number in pages)
    visible = sum(counts.values()) + leftover
    return Coverage(visible, counts["field"], counts["label"], counts["extra"], leftover, hidden), left
