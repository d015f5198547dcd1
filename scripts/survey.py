#!/usr/bin/env python3
"""Survey a folder of published documents: what is found in each against what a person counted, coverage, issues, time.

usage: survey.py DIR [--counts FILE] [--race] [--markdown FILE]

FILE is a table with the columns sha256 and declarations (tests/measuring/declaration_counts.tsv). With --race
pdfplumber's extract_tables() reads all pages of each document in the same run, document by document in turns.
Nothing is recognised (scans count as not read). Documents are named by their sha256 alone.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import logging
import pathlib
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from bench.peers import forget
from bench.report import machine
from shenbao.attempting import attempt
from shenbao.files import find_inputs
from shenbao.output import dumps

COVERAGE = ("visible", "fields", "labels", "extra", "leftover")


@dataclass
class Row:
    """One document."""

    sha256: str
    pages: int
    seconds: float
    declarations: list[Any]
    codes: Counter[str]
    coverage: Counter[str] = field(default_factory=Counter)
    error: bool = False
    glance: float = 0.0
    peer: float | None = None
    counted: int | None = None


def survey(path: pathlib.Path, counts: dict[str, int], race: bool) -> Row:
    """Convert one document; with `race` also let pdfplumber read it."""
    data = path.read_bytes()
    forget()
    start = time.perf_counter()
    done = attempt(path, ocr="never")
    text = dumps(done.contract)
    seconds = time.perf_counter() - start
    del text
    contract = done.contract
    issues = [*contract["issues"], *(i for d in contract["declarations"] for i in d["issues"])]
    codes = Counter(f"{i['severity']} {i['code']}" for i in issues)
    sha = hashlib.sha256(data).hexdigest()
    row = Row(sha, len(contract["pages"]), seconds, contract["declarations"], codes, error=done.error is not None)
    row.counted = counts.get(sha)
    for table in contract["tables"]:
        row.coverage.update({key: table["coverage"][key] for key in COVERAGE})
    if data[:5] == b"%PDF-":
        row.glance = _glances(data) if race else 0.0
        row.peer = _pdfplumber(path) if race else None
    return row


def _glances(data: bytes) -> float:
    """Seconds for deciding which pages are worth reading."""
    import pypdfium2

    from shenbao_extract.pdf.opening import OpenPage
    from shenbao_extract.triage import glance

    start = time.perf_counter()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 0.0
    for index in range(len(document)):
        with OpenPage(document, index) as page:
            glance(page)
    document.close()
    return time.perf_counter() - start


def _pdfplumber(path: pathlib.Path) -> float | None:
    import pdfplumber

    start = time.perf_counter()
    try:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_tables()
                page.close()
    except Exception:  # a document that stops pdfplumber is left out of the race
        return None
    return time.perf_counter() - start


def report(rows: list[Row], command: str) -> str:
    """The survey as Markdown."""
    out = ["# 公开文件普查 · A survey of published documents", "", "Written by the command below; do not edit by hand."]
    out += [
        "",
        f"    {command}",
        "",
        f"Machine: {machine()}. Documents are named by the first digits of their sha256.",
        "",
    ]
    out += ["| | |", "|---|--:|", *(f"| {a} | {b} |" for a, b in _summary(rows)), ""]
    out += ["## 问题 · Issues by code", "", "| severity | code | number |", "|---|---|--:|"]
    codes: Counter[str] = sum((r.codes for r in rows), Counter())
    order = ("error", "warning", "info")
    for name, number in sorted(codes.items(), key=lambda x: (order.index(x[0].split()[0]), -x[1])):
        severity, code = name.split()
        out.append(f"| {severity} | {code} | {number} |")
    out += ["", "## 逐个文件 · Document by document", ""]
    out += ["`counted` is what a person counted. Coverage is in per cent of the forms' visible characters.", ""]
    out += [
        "| sha256 | pages | counted | found | indicators | to review | fields | labels | extra | leftover | seconds |"
    ]
    out += ["|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|", *(_line(r) for r in rows)]
    return "\n".join(out) + "\n"


def _line(r: Row) -> str:
    visible = r.coverage["visible"]
    shares = [f"{100 * r.coverage[k] / visible:.2f}" if visible else "" for k in COVERAGE[1:]]
    indicators = sum(len(d["indicators"]) for d in r.declarations)
    review = sum(d["status"] == "needs_review" for d in r.declarations)
    counted = "" if r.counted is None else str(r.counted)
    cells = [r.sha256[:12], r.pages, counted, len(r.declarations), indicators, review, *shares, f"{r.seconds:.2f}"]
    return "| " + " | ".join(map(str, cells)) + " |"


def _summary(rows: list[Row]) -> list[tuple[str, str]]:
    found = sum(len(r.declarations) for r in rows)
    pages = sum(r.pages for r in rows)
    status = Counter(d["status"] for r in rows for d in r.declarations)
    total: Counter[str] = sum((r.coverage for r in rows), Counter())
    visible = total["visible"] or 1
    known = total["fields"] + total["labels"] + total["extra"]
    out = [
        ("documents, pages", f"{len(rows)}, {pages:,}"),
        ("documents that could not be read (each has a record with the reason)", str(sum(r.error for r in rows))),
        ("declarations, indicators", f"{found:,}, {sum(len(d['indicators']) for r in rows for d in r.declarations):,}"),
        ("status: " + ", ".join(status), ", ".join(f"{n:,}" for n in status.values())),
        ("visible characters of the forms", f"{total['visible']:,}"),
        (
            "fields + labels + extra; leftover",
            f"{100 * known / visible:.2f} %; {100 * total['leftover'] / visible:.2f} %",
        ),
        ("extra", f"{100 * total['extra'] / visible:.2f} %"),
    ]
    counted = [r for r in rows if r.counted is not None]
    if counted:
        hits = sum(min(len(r.declarations), r.counted or 0) for r in counted)
        true, got = sum(r.counted or 0 for r in counted), sum(len(r.declarations) for r in counted)
        same = sum(len(r.declarations) == r.counted for r in counted)
        out.append(("documents whose count agrees with the person's", f"{same} of {len(counted)}"))
        out.append(
            ("precision, recall by count", f"{100 * hits / max(got, 1):.2f} %, {100 * hits / max(true, 1):.2f} %")
        )
    seconds = sum(r.seconds for r in rows)
    out.append(("seconds, all documents to JSON", f"{seconds:.0f}"))
    raced = [r for r in rows if r.peer is not None]
    if raced:
        ours, theirs = sum(r.seconds for r in raced), sum(r.peer or 0 for r in raced)
        pdf_pages = sum(r.pages for r in raced)
        out += [
            (f"the same {len(raced)} PDFs: to JSON; pdfplumber over all their pages", f"{ours:.0f} s; {theirs:.0f} s"),
            ("times faster than pdfplumber", f"{theirs / ours:.1f}"),
            ("triage, milliseconds a page", f"{1000 * sum(r.glance for r in raced) / max(pdf_pages, 1):.1f}"),
        ]
    return out


def main() -> int:
    """Read the command line, survey, write."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=pathlib.Path)
    p.add_argument("--counts", type=pathlib.Path, metavar="FILE")
    p.add_argument("--race", action="store_true")
    p.add_argument("--markdown", type=pathlib.Path, metavar="FILE")
    a = p.parse_args()
    logging.disable(logging.ERROR)  # pdfminer warns of every odd font, once a page
    counts: dict[str, int] = {}
    if a.counts:
        with a.counts.open(encoding="utf-8", newline="") as file:
            counts = {r["sha256"]: int(r["declarations"]) for r in csv.DictReader(file, delimiter="\t")}
    files = list(find_inputs([a.folder]).files)
    rows = []
    if counts:  # not the folder's own lists
        files = [f for f in files if hashlib.sha256(f[0].read_bytes()).hexdigest() in counts]
    for number, (path, _) in enumerate(files, 1):
        rows.append(survey(path, counts, a.race))
        print(f"[{number}/{len(files)}] {rows[-1].seconds:.1f} s", file=sys.stderr, flush=True)
    rows.sort(key=lambda r: r.sha256)
    command = "python scripts/survey.py DATA/real"
    command += f" --counts {a.counts.as_posix()}" if a.counts and not a.counts.is_absolute() else ""
    text = report(rows, command + (" --race" if a.race else "") + " --markdown docs/survey.md")
    if a.markdown:
        a.markdown.write_text(text, "utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
