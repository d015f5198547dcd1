"""Each peer by one function: file to what it reads. Run in a process of its own; imports are not timed."""

from __future__ import annotations

import gc
import inspect
import logging
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from bench.words import bare, flat, level

Grid = list[list[str | None]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a peer read: whole cells; goals with their numbers apart; rows as (cells, levels the row belongs to)."""

    cells: tuple[str, ...]
    goals: frozenset[str]
    rows: tuple[tuple[tuple[str, ...], frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """A reader of tables: the modules to import before the clock starts, the timed reading, and how to look at it."""

    name: str
    modules: tuple[str, ...]
    read: Callable[[str], Any]
    look: Callable[[Any], Found]


def _shenbao(path: str) -> str:
    from shenbao.output import dumps, to_contract
    from shenbao_cleaners import read_declarations
    from shenbao_extract import read_document
    from shenbao_extract.ocr.options import NEVER

    document = read_document(path, ocr=NEVER)  # as the other peers: what is a picture stays one
    return dumps(to_contract(document, read_declarations(document)))


def _pdfplumber(path: str) -> list[Grid]:
    import pdfplumber

    grids: list[Grid] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            grids += page.extract_tables()
            page.close()
    return grids


def _camelot(path: str) -> list[Grid]:
    import camelot

    tables = camelot.read_pdf(path, pages="all", flavor="lattice", copy_text=["v"], suppress_stdout=True)
    return [[list(row) for row in table.data] for table in tables]


def _pymupdf(path: str) -> list[Grid]:
    """As it is installed: since 2.0 a layout model says first where tables are."""
    return _pymupdf_tables(path)


def _pymupdf_lines(path: str) -> list[Grid]:
    """By ruling lines alone, without the layout model (the same as _pymupdf before 2.0)."""
    import pymupdf.table

    known = "use_layout" in inspect.signature(pymupdf.table.find_tables).parameters
    return _pymupdf_tables(path, **({"use_layout": False} if known else {}))


def _pymupdf_tables(path: str, **options: Any) -> list[Grid]:
    import pymupdf

    with pymupdf.open(path) as document:
        return [table.extract() for page in document for table in page.find_tables(**options).tables]


def _img2table(path: str) -> list[Grid]:
    from img2table.document import PDF

    grids: list[Grid] = []
    for tables in PDF(path).extract_tables(ocr=None).values():
        for table in tables:
            seen: set[Any] = set()
            grid: Grid = []
            for row in table.content.values():  # a merged cell stands at each position it covers, with its box
                grid.append([_once(cell, seen) for cell in row])
            grids.append(grid)
    return grids


def _once(cell: Any, seen: set[Any]) -> str | None:
    """A merged cell's text at its first position, None at those that it covers, as the other peers give it."""
    box = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
    if box in seen:
        return None
    seen.add(box)
    return cell.value or ""


def look_at_grids(grids: Iterable[Grid]) -> Found:
    """Cells and rows of tables; a row's levels are its cells and, for covered ones (None), what stands above."""
    cells: list[str] = []
    goals: set[str] = set()
    rows: list[tuple[tuple[str, ...], frozenset[str]]] = []
    for grid in grids:
        above: list[str] = []
        for row in grid:
            above += [""] * (len(row) - len(above))
            above = [above[i] if text is None else flat(text) for i, text in enumerate(row)]
            texts = tuple(f for text in row if (f := flat(text)))
            cells += texts
            goals |= {bare(text) for text in row if text and len(text) > 5}
            if texts:
                rows.append((texts, frozenset(level(text) for text in above if text)))
    return Found(tuple(cells), frozenset(goals), tuple(rows))


def look_at_json(text: str) -> Found:
    """The same of shenbao's JSON: a field is a cell, an indicator is a row."""
    import json

    cells: list[str] = []
    goals: set[str] = set()
    rows: list[tuple[tuple[str, ...], frozenset[str]]] = []
    for d in json.loads(text)["declarations"]:
        cells += [_raw(m["amount"]) for m in d["budget"]]
        for task in d["tasks"]:
            cells += [flat(task["name"]), flat(task["content"]), _raw(task["amount"]), flat(task["expected"])]
        for horizon in {g["horizon"] for g in d["goals"]}:
            texts = [bare(g["text"]) for g in d["goals"] if g["horizon"] == horizon]
            goals |= {*texts, "".join(texts)}
        for i in d["indicators"]:
            printed = i["printed"]
            texts = [flat(printed["name"] or i["name"]), _raw(i["period_value"]), _raw(i["annual_value"])]
            row = tuple(t for t in texts if t)
            cells += row
            rows.append((row, frozenset(level(printed[k] or i[k]) for k in ("level1", "level2"))))
    return Found(tuple(c for c in cells if c), frozenset(goals), tuple(rows))


def _raw(value: dict[str, Any] | None) -> str:
    return flat((value or {}).get("raw"))


_OURS = ("shenbao_extract.readers.pdf", "shenbao_cleaners", "shenbao.output", "simplejson", "pdfplumber", "pypdfium2")
PEERS = {
    peer.name: peer
    for peer in (
        Peer("shenbao", _OURS, _shenbao, look_at_json),
        Peer("pdfplumber", ("pdfplumber",), _pdfplumber, look_at_grids),
        Peer("camelot", ("camelot",), _camelot, look_at_grids),
        Peer("PyMuPDF", ("pymupdf",), _pymupdf, look_at_grids),
        Peer("PyMuPDF lines", ("pymupdf",), _pymupdf_lines, look_at_grids),
        Peer("img2table", ("img2table.document",), _img2table, look_at_grids),
    )
}


def prepare(name: str) -> None:
    """Import a peer; raises where it is not installed or broken."""
    warnings.simplefilter("ignore")
    logging.disable(logging.ERROR)  # pdfminer warns of every odd font, once a page
    for module in PEERS[name].modules:
        import_module(module)


def forget() -> None:
    """Empty what shenbao remembers of texts it has read, so that a file read again costs what it costs the first time.

    Caches without arguments hold its own words and stay, as a peer's fonts and patterns do.
    """
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("shenbao", "shenbao_cleaners", "shenbao_extract"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and inspect.signature(value).parameters:
                    value.cache_clear()


def timed(name: str, path: str) -> float:
    """Seconds of one reading of a file."""
    forget()
    gc.collect()
    start = time.perf_counter()
    PEERS[name].read(path)
    return time.perf_counter() - start


def looked(name: str, path: str) -> Found:
    """What a peer reads in a file (not timed: it is the warm-up)."""
    peer = PEERS[name]
    return peer.look(peer.read(path))
