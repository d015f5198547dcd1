"""Long documents: a form among a hundred pages against reading them all, and memory as pages grow."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import memory, pagemaker, peers
from bench.rounds import Worker, race

PAGES = (30, 100, 300)
RACERS = ("shenbao", "pdfplumber")


@dataclass(frozen=True, slots=True)
class Long:
    """Seconds over one document of `pages` pages, and whether its form was found whole."""

    pages: int
    seconds: dict[str, float]
    indicators: int
    expected: int


@dataclass(frozen=True, slots=True)
class Memory:
    """Peak MiB by number of pages; `what` says who reads what."""

    what: str
    mib: dict[int, float | None]


def race_long(form: Path, indicators: int, out: Path, workers: Sequence[Worker]) -> Long:
    """One form in the middle of 100 pages."""
    file = out / "long-100.pdf"
    pagemaker.build(file, 100, [form], [50])
    racers = [w for w in workers if w.name in RACERS]
    print("100 pages with one form", file=sys.stderr, flush=True)
    found = 0
    for worker in racers:
        got, _ = worker.call(peers.looked, file)
        if worker.name == "shenbao" and got is not None:
            found = len(got.rows)
    return Long(100, race(file, racers), found, indicators)


def memories(form: Path, forms: Sequence[Path], out: Path) -> list[Memory]:
    """One form in ever more pages, by both; and ever more forms without a page between, by shenbao."""
    table: list[Memory] = []
    for what, dense in (("one form", False), ("a form on every page", True)):
        files = {}
        for pages in PAGES:
            files[pages] = out / f"memory-{'dense' if dense else 'sparse'}-{pages}.pdf"
            if dense:
                pagemaker.build(files[pages], pages, forms, None)
            else:
                pagemaker.build(files[pages], pages, [form], [pages // 2])
        for peer in ("shenbao",) if dense else RACERS:
            print(f"memory: {peer}, {what}", file=sys.stderr, flush=True)
            mib = {pages: memory.measured(peer, file) for pages, file in files.items()}
            table.append(Memory(f"{peer}, {what}", mib))
    return table
