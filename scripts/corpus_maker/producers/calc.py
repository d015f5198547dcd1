"""LibreOffice Calc: the form as a spreadsheet."""

from __future__ import annotations

import dataclasses
import pathlib

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ..filler import Filler
from ..form import PrintedForm
from ..grid import Cell, Grid
from ..job import Job
from ..layout import Layout
from ..metrics import row_heights
from .office import to_pdf

STYLES = {"thin": "thin", "medium": "medium", "double": "double", "hair": "hair", "grey": "thin"}
POINTS_PER_CHARACTER = 5.6


def print_jobs(jobs: list[Job], work: pathlib.Path, out: pathlib.Path) -> None:
    """Write a workbook a job and print all of them."""
    work.mkdir(parents=True, exist_ok=True)
    sources = []
    for job in jobs:
        source = work / f"{job.name}.xlsx"
        _workbook(job).save(source)
        sources.append(source)
    to_pdf(sources, out)


def _workbook(job: Job) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    head: list[Filler] = list(job.before)
    above = head.pop() if job.layout.same_page and head else None
    for k, filler in enumerate(head):
        _filler(_sheet(book, f"说明{k + 1}", job), filler, job.layout)
    for k, forms in enumerate(_by_page(job.forms)):
        sheet = _sheet(book, "绩效目标" + (str(k + 1) if k else ""), job)
        _forms(sheet, forms, job, above if k == 0 else None)
    for k, filler in enumerate(job.after):
        _filler(_sheet(book, f"附{k + 1}", job), filler, job.layout)
    return book


def _by_page(forms: list[PrintedForm]) -> list[list[PrintedForm]]:
    """The forms that share a sheet: those that follow on the same page."""
    out: list[list[PrintedForm]] = []
    for form in forms:
        if out and form.same_page:
            out[-1].append(form)
        else:
            out.append([form])
    return out


def _sheet(book: Workbook, name: str, job: Job) -> Worksheet:
    sheet = book.create_sheet(name)
    lay = job.layout
    setup = sheet.page_setup
    setup.paperSize = {"A4": 9, "A3": 8, "Letter": 1}[lay.paper]
    setup.orientation = "landscape" if lay.landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    setup.fitToWidth, setup.fitToHeight = 1, 0
    m = lay.margin / 72
    sheet.page_margins.left = sheet.page_margins.right = m
    sheet.page_margins.top, sheet.page_margins.bottom = max(m, 0.7), max(m, 0.7)
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.oddFooter.center.text = lay.footer.format(p="&P", n="&N") or None
    sheet.oddHeader.center.text = job.header or None
    return sheet


def _font(lay: Layout, scale: float = 1.0, bold: bool = False) -> Font:
    return Font(name=lay.font, size=round(lay.size * scale, 1), bold=bold)


def _lines(sheet: Worksheet, row: int, span: int, texts: list[tuple[str, float, str, bool]], lay: Layout) -> int:
    """Text lines over the whole width: (text, scale, alignment, bold)."""
    for text, scale, align, bold in texts:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=span)
        cell = sheet.cell(row, 1, text)
        cell.font = _font(lay, scale, bold)
        cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
        per = max(1, int((lay.width - lay.size * 2) / (lay.size * scale * 1.03)))
        sheet.row_dimensions[row].height = (len(text) // per + 1) * lay.size * scale * 1.5 + 4
        row += 1
    return row


def _widths(sheet: Worksheet, edges: list[float], lay: Layout) -> None:
    for k in range(len(edges) - 1):
        sheet.column_dimensions[get_column_letter(k + 1)].width = (
            (edges[k + 1] - edges[k]) * lay.width / POINTS_PER_CHARACTER
        )


def _filler(sheet: Worksheet, filler: Filler, lay: Layout) -> None:
    _widths(sheet, [0, 0.4, 0.6, 0.8, 1], lay)
    row = _lines(
        sheet, 1, 4, [(filler.heading, 1.6, "center", True), *((p, 1.1, "left", False) for p in filler.paragraphs)], lay
    )
    side = Side(style="thin")
    for line in filler.table:
        for k, text in enumerate(line):
            cell = sheet.cell(row, k + 1, text)
            cell.font = _font(lay)
            cell.border = Border(side, side, side, side)
            cell.alignment = Alignment(horizontal="right" if k else "left", vertical="center")
        sheet.row_dimensions[row].height = lay.size * 2
        row += 1


def _forms(sheet: Worksheet, forms: list[PrintedForm], job: Job, above: Filler | None) -> None:
    """The forms of one sheet one under the other, on the columns of all of them."""
    edges = sorted({x for form in forms for piece in form.parts for x in piece.grid.edges})
    _widths(sheet, edges, job.layout)
    texts: list[tuple[str, float, str, bool]] = []
    if above:
        texts += [(above.heading, 1.4, "center", True), *((p, 1.1, "left", False) for p in above.paragraphs)]
    row = _lines(sheet, 1, len(edges) - 1, texts, job.layout)
    for form in forms:
        for k, piece in enumerate(form.parts):
            own = form if len(form.parts) == 1 else _own(form, k)
            if k:
                sheet.row_breaks.append(Break(id=row - 1))
            row = _form(sheet, own, piece.grid.on_edges(edges), job, row)


def _own(form: PrintedForm, k: int) -> PrintedForm:
    """One page of a cut form with the lines around it."""
    piece, last = form.pieces[k], k == len(form.pieces) - 1
    own = dataclasses.replace(form, grid=piece.grid, pieces=[], note=form.note if last else piece.below)
    return dataclasses.replace(own, titles=[], heading=piece.above, left_line="", unit_line="") if k else own


def _form(sheet: Worksheet, form: PrintedForm, grid: Grid, job: Job, row: int) -> int:
    """One form from this row on; returns the row after it."""
    lay = job.layout
    span = len(grid.edges) - 1
    texts = [(form.heading, 1.2, "left", False)] if form.heading else []
    texts += [(t, 1.7 if k == 0 else 1.1, "center", k == 0) for k, t in enumerate(form.titles)]
    if form.unit_line and not form.left_line:
        texts.append((form.unit_line, 1.0, "right", False))
    top = _lines(sheet, row, span, texts, lay)
    if form.left_line:
        top = _ends(sheet, top, span, form, lay)
    for r, height in enumerate(row_heights(grid, lay)):
        sheet.row_dimensions[top + r].height = min(height, 409)
    for cell in grid.cells:
        _cell(sheet, cell, top, grid, lay)
    if lay.repeat_head:
        first = top + grid.head_row
        sheet.print_title_rows = f"{first}:{first + grid.head_rows - 1}"
    bottom = top + grid.height
    return _lines(sheet, bottom, span, [(form.note, 1.0, "left", False)], lay) if form.note else bottom


def _ends(sheet: Worksheet, row: int, span: int, form: PrintedForm, lay: Layout) -> int:
    """A line at the left and one at the right end of the same row."""
    middle = max(1, span // 2)
    for text, first, last, align in ((form.left_line, 1, middle, "left"), (form.unit_line, middle + 1, span, "right")):
        if last > first:
            sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        cell = sheet.cell(row, first, text)
        cell.font = _font(lay)
        cell.alignment = Alignment(horizontal=align, vertical="center")
    sheet.row_dimensions[row].height = lay.size * 2
    return row + 1


def _cell(sheet: Worksheet, cell: Cell, top: int, edge: Grid, lay: Layout) -> None:
    first, left = top + cell.row, cell.column + 1
    last, right = first + cell.rows - 1, left + cell.columns - 1
    label = cell.role in ("label", "head")
    side = Side(style=STYLES[lay.border], color="FF999999" if lay.border == "grey" else "FF000000")
    inner = Side(style="thin") if lay.border == "double" else side
    for r in range(first, last + 1):
        for c in range(left, right + 1):
            box = sheet.cell(r, c)
            outer = lay.border == "double"
            box.border = Border(
                left=(side if outer and c == 1 else inner) if c == left else None,
                right=(side if outer and c == len(edge.edges) - 1 else inner) if c == right else None,
                top=(side if outer and r == top else inner) if r == first else None,
                bottom=(side if outer and r == top + edge.height - 1 else inner)
                if r == last and (not lay.open_break or r == top + edge.height - 1)
                else None,
            )
            if lay.shade and label:
                box.fill = PatternFill("solid", fgColor=lay.shade[1:])
    box = sheet.cell(first, left)
    box.value = cell.text or None
    box.number_format = "@"
    if cell.text:
        box.data_type = "s"  # "=100%" is text, no formula
    box.font = _font(lay, 1.7 if cell.role == "title" else 1, cell.role == "title" or (label and lay.bold_labels))
    horizontal, vertical = alignment(cell, lay)
    box.alignment = Alignment(
        horizontal=horizontal, vertical="center" if vertical == "middle" else "top", wrap_text=True
    )
    if cell.rows > 1 or cell.columns > 1:
        sheet.merge_cells(start_row=first, end_row=last, start_column=left, end_column=right)


def alignment(cell: Cell, lay: Layout) -> tuple[str, str]:
    """Horizontal and vertical place of a cell's text."""
    horizontal = {
        "label": lay.label_align,
        "head": "center" if lay.id % 3 else "left",
        "amount": lay.amount_align,
        "value": lay.value_align,
        "title": "center",
    }.get(cell.role, "left")
    return horizontal, lay.label_valign if cell.role == "label" else lay.text_valign
