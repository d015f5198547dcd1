"""Chromium: the form as a web page, printed."""

from __future__ import annotations

import dataclasses
import html
import itertools
import pathlib
import subprocess
import tempfile

from ..filler import Filler
from ..form import Piece, PrintedForm
from ..grid import Cell, Grid
from ..job import Job
from ..metrics import lines_needed
from .calc import alignment
from .office import find_program

RULES = {
    "thin": "1px solid #000",
    "medium": "1.6px solid #000",
    "double": "1px solid #000",
    "hair": ".5px solid #000",
    "grey": "1px solid #999",
}
# rules above and to the left of each box only: a box cut by the page stays open
OPEN = (
    "table{{border-collapse:separate;border-spacing:0;border-width:0 1px 1px 0}}"
    "table{{border-right:{outer};border-bottom:{outer}}}"
    "td{{border-width:0;border-top:{rule};border-left:{rule}}}"
)


def print_jobs(jobs: list[Job], work: pathlib.Path, out: pathlib.Path) -> None:
    """Write a page a job and print each."""
    program = find_program("chromium", "chromium-browser", "google-chrome", package="chromium")
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="corpus-chromium-") as profile:
        for job in jobs:
            source = work / f"{job.name}.html"
            source.write_text(page(job), "utf-8")
            command = [
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                f"--user-data-dir={profile}",
                *([] if job.layout.tagged else ["--disable-pdf-tagging"]),
                "--no-pdf-header-footer",
                f"--print-to-pdf={out / (job.name + '.pdf')}",
                source.as_uri(),
            ]
            run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
            if run.returncode:
                raise RuntimeError(
                    f"chromium ended with code {run.returncode} on {source.name}: {run.stderr.strip()[-400:]}"
                )


def page(job: Job) -> str:
    """The whole document as HTML."""
    lay = job.layout
    parts = []
    fillers = list(job.before)
    for k, filler in enumerate(fillers):
        together = lay.same_page and k == len(fillers) - 1
        parts.append(f'<div class="{"" if together else "page"}">{_filler(filler)}</div>')
    if lay.push and not fillers:
        parts.append(f'<div style="height:{lay.push}pt"></div>')
    for k, form in enumerate(job.forms):
        kind = "next" if k and not form.same_page else "more" if k else ""
        parts.append(f'<div class="{kind}">{_form(form, job)}</div>')
    parts += [f'<div class="next">{_filler(f)}</div>' for f in job.after]
    head = f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{_style(job)}</style>'
    return f"{head}<body>{''.join(parts)}</body></html>"


def _form(form: PrintedForm, job: Job) -> str:
    """A form with the lines around it."""
    lay, grid = job.layout, form.grid
    parts = [f"<p>{form.heading}</p>"] if form.heading else []
    parts += [
        f'<p class="t{min(k, 1)}">{_inline(t, job, fake=lay.double == "labels")}</p>' for k, t in enumerate(form.titles)
    ]
    if form.left_line:
        parts.append(f'<p class="ends"><span>{form.left_line}</span><span>{form.unit_line}</span></p>')
    elif form.unit_line:
        parts.append(f'<p class="unit">{form.unit_line}</p>')
    if form.pieces:
        parts += [_piece(form, piece, job, k) for k, piece in enumerate(form.pieces)]
    elif lay.repeat_head and grid.head_row:
        parts += [
            _table(form, job, 0, grid.head_row, ""),
            _table(form, job, grid.head_row, grid.height, "second"),
        ]
    else:
        parts.append(_table(form, job, 0, grid.height, "list" if lay.repeat_head else ""))
    if form.note:
        parts.append(f"<p>{form.note}</p>")
    return "".join(parts)


def _piece(form: PrintedForm, piece: Piece, job: Job, k: int) -> str:
    """The table of one page, with the lines around it."""
    own = dataclasses.replace(form, grid=piece.grid, pieces=[])
    table = _table(own, job, 0, piece.grid.height, "")
    if piece.open:
        table = table.replace('class=""', 'class="open"', 1)
    lines = [f"<p>{x}</p>" if x else "" for x in (piece.above, piece.below)]
    return f'<div class="{"next" if k else ""}">{lines[0]}{table}{lines[1]}</div>'


def _style(job: Job) -> str:
    """The style sheet of the layout."""
    lay = job.layout
    footer = lay.footer.replace("{p}", '" counter(page) "').replace("{n}", '" counter(pages) "')
    boxes = f'@bottom-center{{content:"{footer}";font:9pt "{lay.font}"}}' if lay.footer else ""
    boxes += f'@top-center{{content:"{job.header}";font:9pt "{lay.font}"}}' if job.header else ""
    rule = RULES[lay.border]
    outer = "3px double #000" if lay.border == "double" else rule
    latin = f"'{lay.latin}'," if lay.latin else ""
    side = 0 if lay.id % 6 == 0 else 1  # without it the page's edge clips the last rule
    width, height = lay.page
    rules = [
        f"@page{{size:{width}pt {height}pt;margin:{max(lay.margin, 40)}pt {lay.margin}pt;{boxes}}}",
        "*{box-sizing:border-box;-webkit-print-color-adjust:exact}",
        f"body{{margin:0 {side}px;font:{lay.size}pt/1.3 {latin}'{lay.font}'}}",
        f".t0{{text-align:center;font-size:{lay.size * 1.7:.1f}pt;font-weight:bold;margin:4pt 0}}",
        ".t1{text-align:center;margin:2pt 0 6pt}.unit{text-align:right;margin:2pt 0}",
        ".ends{display:flex;justify-content:space-between;margin:2pt 0}.more{margin-top:14pt}",
        f"table{{width:100%;border-collapse:collapse;table-layout:fixed;border:{outer}}}table.second{{margin-top:-1px}}",
        f"td{{border:{rule};padding:{lay.padding}pt 3pt;overflow-wrap:anywhere;white-space:pre-line}}",
        f"td.title{{font-size:{lay.size * 1.4:.1f}pt;font-weight:bold}}",
        f"tr{{break-inside:{'auto' if lay.cut_rows else 'avoid'}}}",
        "table.open,table.open tr:last-child td{border-bottom-style:hidden}",
        ".page{break-after:page}.next{break-before:page}.fill td{white-space:normal}",
        ".o{position:relative}.o i{position:absolute;left:.35px;top:0;font-style:normal;white-space:nowrap}",
    ]
    if lay.open_break:
        rules.append(OPEN.format(rule=rule, outer=outer))
    elif lay.id % 2:
        rules.append("td{box-decoration-break:clone}")
    if lay.shade:
        rules.append(f"td.label,td.head{{background:{lay.shade}}}")
    if lay.bold_labels and lay.double != "labels":
        rules.append("td.label,td.head{font-weight:bold}")
    return "".join(rules)


def _inline(text: str, job: Job, fake: bool) -> str:
    """The text; drawn twice, a hair apart, where the layout fakes bold."""
    shown = html.escape(text)
    return f'<span class="o">{shown}<i>{shown}</i></span>' if fake and text else shown


def _filler(filler: Filler) -> str:
    body = f'<p class="t0">{filler.heading}</p>' + "".join(f"<p>{p}</p>" for p in filler.paragraphs)
    rows = "".join(
        "<tr>"
        + "".join(f'<td style="text-align:{"right" if k else "left"}">{x}</td>' for k, x in enumerate(r))
        + "</tr>"
        for r in filler.table
    )
    return body + (f'<table class="fill">{rows}</table>' if rows else "")


def _table(form: PrintedForm, job: Job, start: int, stop: int, kind: str) -> str:
    """The rows from start to stop; a second table, or a list, repeats its heading rows on every page."""
    grid = form.grid
    columns = "".join(f'<col style="width:{(b - a) * 100:.3f}%">' for a, b in itertools.pairwise(grid.edges))
    under = start + grid.head_rows if kind else start
    rows = []
    for r in range(start, stop):
        own = [c for c in grid.cells if c.row == r]
        if kind and r < under:  # a label beside the whole block stands in the head and beside the rows
            own = [dataclasses.replace(c, rows=under - r, text="") if c.row + c.rows > under else c for c in own]
        elif kind and r == under:
            cut = [c for c in grid.cells if start <= c.row < under < c.row + c.rows]
            own = [dataclasses.replace(c, row=r, rows=c.row + c.rows - under) for c in cut] + own
            own.sort(key=lambda c: c.column)
        height = f' style="height:{grid.minimum[r]:.1f}pt"' if r in grid.minimum else ""
        rows.append(f"<tr{height}>{''.join(_cell(c, grid, job) for c in own)}</tr>")
    head = f"<thead>{''.join(rows[: under - start])}</thead>" if kind else ""
    body = "".join(rows[under - start :])
    return f'<table class="{kind}"><colgroup>{columns}</colgroup>{head}{body}</table>'


def _cell(cell: Cell, grid: Grid, job: Job) -> str:
    lay = job.layout
    horizontal, vertical = alignment(cell, lay)
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    one_line = lines_needed(cell.text, grid.width_of(cell) * lay.width - 8 - lay.size, lay.size) == 1
    shown = _inline(cell.text, job, fake=lay.double == "labels" and cell.role in ("label", "head") and one_line)
    return f'<td class="{cell.role}"{spans} style="text-align:{horizontal};vertical-align:{vertical}">{shown}</td>'
