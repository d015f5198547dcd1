"""Chromium: the form as a web page, printed."""

from __future__ import annotations

import html
import pathlib
import subprocess
import tempfile

from ..filler import Filler
from ..grid import Cell
from ..job import Job
from ..metrics import lines_needed
from .calc import alignment
from .office import find_program

RULES = {"thin": "1px solid #000", "medium": "1.6px solid #000", "double": "1px solid #000", "hair": ".5px solid #000", "grey": "1px solid #999"}


def print_jobs(jobs: list[Job], work: pathlib.Path, out: pathlib.Path) -> None:
    """Write a page a job and print each."""
    program = find_program("chromium", "chromium-browser", "google-chrome", package="chromium")
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="corpus-chromium-") as profile:
        for job in jobs:
            source = work / f"{job.name}.html"
            source.write_text(page(job), "utf-8")
            command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                       f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={out / (job.name + '.pdf')}", source.as_uri()]
            run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
            if run.returncode:
                raise RuntimeError(f"chromium ended with code {run.returncode} on {source.name}: {run.stderr.strip()[-400:]}")


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
    if job.heading:
        parts.append(f"<p>{job.heading}</p>")
    parts += [f'<p class="t{k}">{_inline(t, job, fake=lay.double == "labels")}</p>' for k, t in enumerate(job.titles)]
    if job.unit_line:
        parts.append(f'<p class="unit">{job.unit_line}</p>')
    if lay.repeat_head:
        parts += [_table(job, 0, job.grid.indicator_row, ""), _table(job, job.grid.indicator_row, job.grid.height, "second")]
    else:
        parts.append(_table(job, 0, job.grid.height, ""))
    parts += [f'<div class="next">{_filler(f)}</div>' for f in job.after]
    return f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{_style(job)}</style><body>{"".join(parts)}</body></html>'


def _style(job: Job) -> str:
    lay = job.layout
    margins = f"margin:{max(lay.margin, 40)}pt {lay.margin}pt"
    footer = lay.footer.replace("{p}", '" counter(page) "').replace("{n}", '" counter(pages) "')
    boxes = f'@bottom-center{{content:"{footer}";font:9pt "{lay.font}"}}' if lay.footer else ""
    boxes += f'@top-center{{content:"{job.header}";font:9pt "{lay.font}"}}' if job.header else ""
    rule = RULES[lay.border]
    outer = "3px double #000" if lay.border == "double" else rule
    w, h = lay.page
    return (
        f"@page{{size:{w}pt {h}pt;{margins};{boxes}}}"
        f"*{{box-sizing:border-box;-webkit-print-color-adjust:exact}}body{{margin:0;font:{lay.size}pt/1.3 '{lay.font}'}}"
        f".t0{{text-align:center;font-size:{lay.size * 1.7:.1f}pt;font-weight:bold;margin:4pt 0}}.t1{{text-align:center;margin:2pt 0 6pt}}.unit{{text-align:right;margin:2pt 0}}"
        f"table{{width:100%;border-collapse:collapse;table-layout:fixed;border:{outer}}}"
        f"table.second{{margin-top:-1px}}td{{border:{rule};padding:{lay.padding}pt 3pt;overflow-wrap:anywhere;white-space:pre-line}}"
        f"td.title{{font-size:{lay.size * 1.4:.1f}pt;font-weight:bold}}"
        f"tr{{break-inside:{'auto' if lay.cut_rows else 'avoid'}}}"
        + (f"table{{box-decoration-break:{'slice' if lay.open_break else 'clone'}}}" if lay.id % 2 else "")
        + ".page{break-after:page}.next{break-before:page}.fill td{white-space:normal}"
        + (f"td.label,td.head{{background:{lay.shade}}}" if lay.shade else "")
        + ("td.label,td.head{font-weight:bold}" if lay.bold_labels and lay.double != "labels" else "")
        + ".o{position:relative}.o i{position:absolute;left:.35px;top:0;font-style:normal;white-space:nowrap}"
    )


def _inline(text: str, job: Job, fake: bool) -> str:
    """The text; drawn twice, a hair apart, where the layout fakes bold."""
    shown = html.escape(text)
    return f'<span class="o">{shown}<i>{shown}</i></span>' if fake and text else shown


def _filler(filler: Filler) -> str:
    body = f'<p class="t0">{filler.heading}</p>' + "".join(f"<p>{p}</p>" for p in filler.paragraphs)
    rows = "".join("<tr>" + "".join(f'<td style="text-align:{"right" if k else "left"}">{x}</td>' for k, x in enumerate(r)) + "</tr>" for r in filler.table)
    return body + (f'<table class="fill">{rows}</table>' if rows else "")


def _table(job: Job, start: int, stop: int, kind: str) -> str:
    grid = job.grid
    columns = "".join(f'<col style="width:{(b - a) * 100:.3f}%">' for a, b in zip(grid.edges, grid.edges[1:], strict=False))
    rows = []
    for r in range(start, stop):
        cells = "".join(_cell(c, job, cut=kind == "second") for c in grid.cells if c.row == r)
        height = f' style="height:{grid.minimum[r]:.1f}pt"' if r in grid.minimum else ""
        row = f"<tr{height}>{cells}</tr>"
        if kind == "second" and r == start:
            row = f"<thead>{row}</thead>"
        rows.append(row)
        if kind == "second" and r == start:
            label = next(c for c in grid.cells if c.row == r and c.column == 0)
            rows.append("")
            below = Cell(r + 1, 0, label.rows - 1, label.columns, label.text, "label")
            rows.append("\0" + _cell(below, job, cut=False))
    text = "".join(rows)
    if "\0" in text:  # the label column of a repeated head: a box in the head and one beside the rows
        before, rest = text.split("\0")
        cell, rest = rest.split("<tr", 1) if "<tr" in rest else (rest, "")
        opening, rest = rest.split(">", 1)
        text = f"{before}<tr{opening}>{cell}{rest}"
    return f'<table class="{kind}"><colgroup>{columns}</colgroup>{text}</table>'


def _cell(cell: Cell, job: Job, cut: bool) -> str:
    lay = job.layout
    rows, text = cell.rows, cell.text
    if cut and cell.column == 0 and cell.row == job.grid.indicator_row:
        rows, text = 1, ""
    horizontal, vertical = alignment(cell, lay)
    spans = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{cell.columns}"' if cell.columns > 1 else "")
    fits = lines_needed(text, job.grid.width_of(cell) * lay.width - 8 - lay.size, lay.size) == 1
    fake = lay.double == "labels" and cell.role in ("label", "head") and fits
    return f'<td class="{cell.role}"{spans} style="text-align:{horizontal};vertical-align:{vertical}">{_inline(text, job, fake)}</td>'
