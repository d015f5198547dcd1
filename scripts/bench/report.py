"""The results as JSON and as docs/benchmark.md; its reading is made from the figures, so that it is true of them."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from bench.longdocs import Long, Memory
from bench.rounds import ROUNDS, Measured
from bench.scoring import Score
from bench.work import WorkSet

LIBRARIES = (
    *("pdfplumber", "pdfminer.six", "pypdfium2", "pikepdf", "numpy", "camelot-py", "pymupdf", "img2table"),
    *("opencv-python", "opencv-python-headless", "opencv-contrib-python"),
)
MEASURES: tuple[tuple[str, Callable[[Score], int], Callable[[Score], int]], ...] = (
    ("whole cells", lambda s: s.cells, lambda s: s.true_cells),
    ("rows", lambda s: s.rows, lambda s: s.true_rows),
    ("labelled rows", lambda s: s.labelled, lambda s: s.true_rows),
)
FAST_AIM, LONG_AIM = 1.0, 10.0


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that one run measured."""

    command: str
    work: list[WorkSet]
    measured: dict[str, list[Measured]]
    long: Long
    memory: list[Memory]


def machine() -> str:
    """The machine, by what matters to the figures."""
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def versions() -> dict[str, str]:
    """The installed versions of the libraries that took part."""
    found: dict[str, str] = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def as_json(r: Results) -> dict[str, Any]:
    """The same figures for a program."""
    sets = {s.name: {"documents": len(s.items), "pages": s.pages, "missing": len(s.missing)} for s in r.work}
    return {
        "machine": machine(),
        "versions": versions(),
        "sets": sets,
        "peers": {name: [asdict(m) for m in rows] for name, rows in r.measured.items()},
        "long": asdict(r.long),
        "memory": [asdict(m) for m in r.memory],
    }


def markdown(r: Results) -> str:
    """docs/benchmark.md."""
    listed = ", ".join(f"{name} {v}" for name, v in versions().items())
    parts = [
        "# Benchmark\n",
        "Written by the command below; do not edit by hand.\n",
        f"    {r.command}\n",
        f"Machine: {machine()}. Libraries: {listed}.\n",
        "## Form pages, peer by peer\n",
        *(_set(s, r.measured[s.name]) for s in r.work),
        _HOW,
        "## Time\n",
        _time(r),
        "## Memory\n",
        _memory(r.memory),
        "## What the figures say\n",
        "\n".join(f"- {line}" for line in reading(r)) + "\n",
    ]
    return "\n".join(parts)


_HOW = f"""How it is counted:

- Every peer reads the same files, cut to the form pages, each in a process of its own. Imports are not timed. The
  first reading of a file is looked at and is the warm-up; then the peers take turns, {ROUNDS} times, and the median
  counts. shenbao's time is everything from opening the file to the JSON text, with checks, repairs and evidence;
  what it remembers of texts read before is emptied before each reading. The machine may be shared: trust ratios
  rather than seconds.
- The reader was built with these documents and their truth at hand; the peers were not. Documents that
  were kept out are the business of docs/accuracy.md.
- *Whole cells*: names, values, amounts, task texts and goals of the truth that come out as one cell of their own, after
  NFKC and without white space. It is not asked where the cell stands; numbers before goals may stand or not.
  What is found beyond the truth is not counted against anyone.
- *Rows*: an indicator's name and all its values are cells of one row. A value whose sign or unit has a column of its
  own counts both alone and put together.
- *Labelled rows*: the row also has its level 1 and level 2. This is counted generously for the peers: a covered
  position (None) takes the text above it in its table, a label may stand in any column, camelot runs with
  `copy_text=["v"]`. What stands on the page before is not carried over, because no peer does that.
- shenbao is measured by its JSON: a field is a cell, an indicator is a row.
- Some published documents print all indicators of a project as prose in one cell, one is a scan: no table reader can
  give these as cells. They are in the figures.
- camelot is run as `lattice`; img2table without OCR, with the text of the PDF. PyMuPDF (`find_tables`) since 2.0 asks a
  layout model first; *PyMuPDF lines* is the same with `use_layout=False`. It is AGPL: measured here, no dependency.
"""


def _share(hits: int, total: int) -> str:
    return f"{100 * hits / total:.1f} % ({hits}/{total})" if total else "-"


def _set(work: WorkSet, rows: list[Measured]) -> str:
    title = {
        "corpus": "The committed corpus (invented, three producers)",
        "real": "Published documents (the data for measuring; not in the repository)",
    }.get(work.name, work.name)
    out = [f"### {title}\n", f"{len(work.items)} documents, {work.pages} form pages.\n"]
    out.append("| peer | whole cells | rows | labelled rows | seconds | ms a page |\n|---|--:|--:|--:|--:|--:|")
    for m in rows:
        if len(m.failures) == len(work.items):
            out.append(f"| {m.peer} | {m.failures[0]} | | | | |")
            continue
        shares = " | ".join(_share(hits(m.score), total(m.score)) for _, hits, total in MEASURES)
        failed = f"; {len(m.failures)} failed: {m.failures[0]}" if m.failures else ""
        out.append(f"| {m.peer}{failed} | {shares} | {m.seconds:.2f} | {1000 * m.seconds / work.pages:.0f} |")
    return "\n".join(out) + "\n"


def ratio(rows: list[Measured], name: str, other: str) -> float | None:
    """Seconds of one peer over those of another on the same files."""
    seconds = {m.peer: m.seconds for m in rows if not m.failures}
    return seconds[name] / seconds[other] if seconds.get(name) and seconds.get(other) else None


def long_ratio(long: Long) -> float | None:
    """How many times faster shenbao is than pdfplumber on the long document."""
    ours, theirs = long.seconds.get("shenbao"), long.seconds.get("pdfplumber")
    return theirs / ours if ours and theirs else None


def _time(r: Results) -> str:
    out = ["| work | shenbao | pdfplumber | ratio | aim |\n|---|--:|--:|--:|---|"]
    for work in r.work:
        seconds = {m.peer: m.seconds for m in r.measured[work.name]}
        q = ratio(r.measured[work.name], "shenbao", "pdfplumber")
        shown = f"{q:.2f} of its time" if q else "-"
        name = f"{work.name}: forms to JSON, against `extract_tables()` alone"
        ours, theirs = (f"{seconds[p]:.2f} s" for p in ("shenbao", "pdfplumber"))
        out.append(f"| {name} | {ours} | {theirs} | {shown} | ≤ {FAST_AIM:g} |")
    q = long_ratio(r.long)
    ours, theirs = (f"{r.long.seconds[p]:.2f} s" if p in r.long.seconds else "-" for p in ("shenbao", "pdfplumber"))
    shown = f"{q:.1f} times faster" if q else "-"
    name = f"{r.long.pages} pages with one form, against pdfplumber over all"
    out.append(f"| {name} | {ours} | {theirs} | {shown} | ≥ {LONG_AIM:g} times |")
    out.append(
        f"\nThe long document is made by the benchmark: invented prose and ruled money tables around one form of the "
        f"corpus. shenbao found {r.long.indicators} of the form's {r.long.expected} indicators in it.\n"
    )
    return "\n".join(out)


def _memory(table: list[Memory]) -> str:
    pages = list(table[0].mib)
    out = ["Peak resident memory of a new process, imports included, in MiB.\n"]
    out.append("| | " + " | ".join(f"{n} pages" for n in pages) + " | growth |\n|---|" + "--:|" * (len(pages) + 1))
    for m in table:
        cells = " | ".join("failed" if m.mib[n] is None else f"{m.mib[n]:.0f}" for n in pages)
        out.append(f"| {m.what} | {cells} | {_growth(m)} |")
    return "\n".join(out) + "\n"


def _growth(m: Memory) -> str:
    pages = list(m.mib)
    first, last = m.mib[pages[0]], m.mib[pages[-1]]
    if first is None or last is None:
        return "-"
    return f"{last - first:+.0f} ({(last - first) / (pages[-1] - pages[0]):.2f} a page)"


def reading(r: Results) -> list[str]:
    """The figures in words; where a peer is better it is named."""
    lines = [line for work in r.work for line in _compared(work, r.measured[work.name])]
    q = long_ratio(r.long)
    if q:
        lines.append(
            f"One form in {r.long.pages} pages: {q:.1f} times faster than pdfplumber over all pages; "
            f"the aim of {LONG_AIM:g} is {_met(q >= LONG_AIM)}."
        )
    ours = next(m for m in r.memory if m.what.startswith("shenbao"))
    dense = next(m for m in r.memory if m.what == "shenbao, a form on every page")
    lines.append(
        f"Memory, {min(ours.mib)} to {max(ours.mib)} pages, in MiB: {_growth(ours)} with one form; with a form on "
        f"every page {_growth(dense)}: there all declarations and their evidence are kept until they are written."
    )
    lines.append(
        "No peer says what a cell is: which form or project a row belongs to, its year, its unit or the number in its "
        "value. That is not scored here."
    )
    return lines


def _met(yes: bool) -> str:
    return "met" if yes else "**not met**"


def _compared(work: WorkSet, rows: list[Measured]) -> list[str]:
    ours = next(m for m in rows if m.peer == "shenbao")
    peers = [m for m in rows if m.peer != "shenbao" and len(m.failures) < len(work.items)]
    lines: list[str] = []
    for what, hits, total in MEASURES:
        best = max(peers, key=lambda m: hits(m.score))
        mine, theirs = _share(hits(ours.score), total(ours.score)), _share(hits(best.score), total(best.score))
        if hits(ours.score) == hits(best.score):
            equal = ", ".join(m.peer for m in peers if hits(m.score) == hits(ours.score))
            lines.append(f"{work.name}, {what}: shenbao {mine}; as good: {equal}.")
        elif hits(ours.score) > hits(best.score):
            lines.append(f"{work.name}, {what}: shenbao {mine}; the best peer is {best.peer} with {theirs}.")
        else:
            lines.append(f"{work.name}, {what}: **{best.peer} is better**, {theirs}; shenbao {mine}.")
    faster = [f"{m.peer} ({m.seconds / ours.seconds:.2f} of shenbao's time)" for m in peers if m.seconds < ours.seconds]
    q = ratio(rows, "shenbao", "pdfplumber")
    if q:
        lines.append(
            f"{work.name}, time: shenbao needs {q:.2f} of pdfplumber's time; "
            f"the aim of at most {FAST_AIM:g} is {_met(q <= FAST_AIM)}."
        )
    lines.append(f"{work.name}, time: faster than shenbao: {', '.join(faster) or 'none'}.")
    return lines
