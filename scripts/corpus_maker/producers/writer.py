"""LibreOffice Writer: the form as a text document."""

from __future__ import annotations

import dataclasses
import pathlib
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from ..filler import Filler
from ..form import PrintedForm
from ..grid import Cell, Grid
from ..job import Job
from ..layout import Layout
from .calc import alignment
from .office import to_pdf

PLACES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
BORDERS = {
    "thin": ("single", 4),
    "medium": ("single", 12),
    "double": ("single", 4),
    "hair": ("single", 2),
    "grey": ("single", 4),
}


def print_jobs(jobs: list[Job], work: pathlib.Path, out: pathlib.Path) -> None:
    """Write a text document a job and print all of them."""
    work.mkdir(parents=True, exist_ok=True)
    sources = []
    for job in jobs:
        source = work / f"{job.name}.docx"
        _document(job).save(str(source))
        sources.append(source)
    to_pdf(sources, out)


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn("w:" + key), value)
    return made


def _document(job: Job) -> Any:
    lay = job.layout
    doc = Document()
    section = doc.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if lay.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(lay.page[0]), Pt(lay.page[1])
    section.left_margin = section.right_margin = Pt(lay.margin)
    section.top_margin = section.bottom_margin = Pt(max(lay.margin, 42))
    section.header_distance = section.footer_distance = Pt(20)
    if lay.footer:
        _footer(section.footer.paragraphs[0], lay)
    if job.header:
        _write(section.header.paragraphs[0], job.header, lay, 9, align="center")
    for k, filler in enumerate(job.before):
        _filler(doc, filler, lay)
        if not (lay.same_page and k == len(job.before) - 1):
            doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for k, form in enumerate(job.forms):
        if k and not form.same_page:
            doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _form(doc, form, job, lay.push if k == 0 and not job.before else 0)
    for filler in job.after:
        doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _filler(doc, filler, lay)
    return doc


def _form(doc: Any, form: PrintedForm, job: Job, push: float) -> None:
    """A form with the lines around it."""
    lay, grid = job.layout, form.grid
    if form.heading:
        _write(doc.add_paragraph(), form.heading, lay, lay.size * 1.2)
    for k, text in enumerate(form.titles):
        p = doc.add_paragraph()
        if k == 0 and push:
            p.paragraph_format.space_before = Pt(push)
        elif k == 0 and form.same_page:
            p.paragraph_format.space_before = Pt(14)
        _write(p, text, lay, lay.size * (1.7 if k == 0 else 1.1), bold=k == 0, align="center")
    if form.left_line:
        p = doc.add_paragraph()
        p.paragraph_format.tab_stops.add_tab_stop(Pt(lay.width), WD_TAB_ALIGNMENT.RIGHT)
        _write(p, f"{form.left_line}\t{form.unit_line}", lay, lay.size)
    elif form.unit_line:
        _write(doc.add_paragraph(), form.unit_line, lay, lay.size, align="right")
    if form.pieces:
        for k, piece in enumerate(form.pieces):
            if k:
                doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            if piece.above:
                _write(doc.add_paragraph(), piece.above, lay, lay.size)
            own = dataclasses.replace(form, grid=piece.grid, pieces=[])
            _table(doc, own, job, 0, piece.grid.height)
            if piece.below:
                _write(doc.add_paragraph(), piece.below, lay, lay.size)
    elif lay.repeat_head and grid.head_row:
        _table(doc, form, job, 0, grid.head_row)
        gap = doc.add_paragraph()
        gap.paragraph_format.line_spacing = gap.paragraph_format.space_after = Pt(0.7)
        _write(gap, "", lay, 1)
        _table(doc, form, job, grid.head_row, grid.height)
    else:
        _table(doc, form, job, 0, grid.height)
    if form.note:
        _write(doc.add_paragraph(), form.note, lay, lay.size)


def _write(paragraph: Any, text: str, lay: Layout, size: float, bold: bool = False, align: str = "left") -> None:
    """Text into a paragraph, in the layout's font."""
    paragraph.alignment = PLACES[align]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.name = Pt(round(size * 2) / 2), bold, lay.latin or lay.font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), lay.font)


def _footer(paragraph: Any, lay: Layout) -> None:
    """Page numbers as fields between words."""
    rest = lay.footer
    while rest:
        word, mark, rest = rest.partition("{")
        _write(paragraph, word, lay, 9, align="center")
        if mark:
            code, rest = rest[0], rest[2:]
            field = _element("w:fldSimple", instr="PAGE" if code == "p" else "NUMPAGES")
            run = OxmlElement("w:r")
            shown = OxmlElement("w:t")
            shown.text = "1"
            run.append(shown)
            field.append(run)
            paragraph._p.append(field)


def _filler(doc: Any, filler: Filler, lay: Layout) -> None:
    _write(doc.add_paragraph(), filler.heading, lay, lay.size * 1.6, bold=True, align="center")
    for text in filler.paragraphs:
        p = doc.add_paragraph()
        _write(p, text, lay, lay.size * 1.15, align="right" if text.startswith("单位") else "left")
        if not text.startswith("单位"):
            p.paragraph_format.first_line_indent = Pt(lay.size * 2.3)
    if filler.table:
        table = doc.add_table(rows=len(filler.table), cols=4)
        table.style = "Table Grid"
        for r, line in enumerate(filler.table):
            for k, text in enumerate(line):
                _write(table.cell(r, k).paragraphs[0], text, lay, lay.size, align="right" if k else "left")


def _table(doc: Any, form: PrintedForm, job: Job, start: int, stop: int) -> None:
    """The rows from start to stop as one table, written as elements (python-docx merges slowly)."""
    lay, grid = job.layout, form.grid
    table = doc.add_table(rows=0, cols=0)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    properties = table._tbl.tblPr
    style, size = BORDERS[lay.border]
    borders = OxmlElement("w:tblBorders")
    for name in ("top", "left", "bottom", "right", "insideH", "insideV"):
        double = lay.border == "double" and not name.startswith("inside")
        borders.append(
            _element(
                f"w:{name}",
                val="double" if double else style,
                sz=str(size),
                space="0",
                color="999999" if lay.border == "grey" else "000000",
            )
        )
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for name, points in (("top", lay.padding), ("left", 3), ("bottom", lay.padding), ("right", 3)):
        margins.append(_element(f"w:{name}", w=str(round(points * 20)), type="dxa"))
    properties.append(margins)
    widths = [round((b - a) * lay.width * 20) for a, b in zip(grid.edges, grid.edges[1:], strict=False)]
    for w in widths:
        table._tbl.tblGrid.append(_element("w:gridCol", w=str(w)))
    covering = {(r, c.column): c for c in grid.cells for r in range(c.row, c.row + c.rows)}
    for r in range(start, stop):
        row = OxmlElement("w:tr")
        table._tbl.append(row)
        _row_properties(row, grid, lay, r)
        for column in range(len(widths)):
            if cell := covering.get((r, column)):
                row.append(_cell(table, cell, r, grid, lay, sum(widths[column : column + cell.columns])))


def _row_properties(row: Any, grid: Grid, lay: Layout, r: int) -> None:
    properties = OxmlElement("w:trPr")
    if not lay.cut_rows:
        properties.append(OxmlElement("w:cantSplit"))
    if r in grid.minimum:
        properties.append(_element("w:trHeight", val=str(round(grid.minimum[r] * 20)), hRule="atLeast"))
    if lay.repeat_head and grid.head_row <= r < grid.head_row + grid.head_rows:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)


def _cell(table: Any, cell: Cell, r: int, grid: Grid, lay: Layout, width: int) -> Any:
    from docx.table import _Cell

    label = cell.role in ("label", "head")
    horizontal, vertical = alignment(cell, lay)
    box = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    properties.append(_element("w:tcW", w=str(width), type="dxa"))
    if cell.columns > 1:
        properties.append(_element("w:gridSpan", val=str(cell.columns)))
    under = grid.head_row + grid.head_rows
    split = lay.repeat_head and grid.head_row <= cell.row < under < cell.row + cell.rows
    first = under if split and r >= under else cell.row  # a label beside a block stands in the head and beside the rows
    last = under if split and r < under else cell.row + cell.rows
    if last - first > 1:
        properties.append(_element("w:vMerge", val="restart") if r == first else OxmlElement("w:vMerge"))
    if lay.shade and label:
        properties.append(_element("w:shd", val="clear", color="auto", fill=lay.shade[1:]))
    properties.append(_element("w:vAlign", val="center" if vertical == "middle" else "top"))
    box.append(properties)
    text = cell.text if r == first and not (split and r < under) else ""
    for paragraph in text.split("\n"):
        box.append(OxmlElement("w:p"))
        made = _Cell(box, table).paragraphs[-1]
        _write(
            made,
            paragraph,
            lay,
            lay.size * (1.6 if cell.role == "title" else 1),
            cell.role == "title" or (label and lay.bold_labels),
            horizontal,
        )
    return box
