"""What is measured: documents with a truth, cut to their form pages, and the truth as comparable cells and rows."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from bench.words import bare, flat, level
from shenbao.truth import Truth, expected_target, load_truths

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class TrueRow:
    """An indicator: each text with the spellings that count as it, and its labels ("" where none is printed)."""

    name: str
    values: tuple[tuple[str, ...], ...]
    levels: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One document's form pages in a file of their own, and what stands on them."""

    file: Path
    pages: int
    cells: tuple[tuple[str, ...], ...]
    goals: tuple[tuple[str, ...], ...]
    rows: tuple[TrueRow, ...]


@dataclass(frozen=True, slots=True)
class WorkSet:
    """Documents that are reported together; `missing` names the truths without a PDF to read."""

    name: str
    items: tuple[Item, ...]
    missing: tuple[str, ...]

    @property
    def pages(self) -> int:
        """All form pages."""
        return sum(item.pages for item in self.items)


def default_sets(out: Path, limit: int | None) -> list[WorkSet]:
    """The committed corpus, and the documents for measuring where they are."""
    sets = [load_set("corpus", ROOT / "corpus", ROOT / "golden", out, limit)]
    data = Path(os.environ.get("SHENBAO_DATA") or ROOT.parent / "shared" / "data")
    if (data / "truth").is_dir() and (data / "real").is_dir():
        sets.append(load_set("real", data / "real", data / "truth", out, limit))
    return sets


def load_set(name: str, documents: Path, truths: Path, out: Path, limit: int | None) -> WorkSet:
    """All truths of a folder that belong to a PDF; of each document the first forms, up to `limit` pages."""
    items: list[Item] = []
    missing: list[str] = []
    for truth in load_truths(truths, documents):
        document = truth.document
        if document is None or document.read_bytes()[:5] != b"%PDF-":
            missing.append(truth.name)
            continue
        item = _item(truth, document, out / f"{name}-{len(items) + 1:02}.pdf", limit)
        if item is not None:
            items.append(item)
    return WorkSet(name, tuple(items), tuple(missing))


def _item(truth: Truth, document: Path, target: Path, limit: int | None) -> Item | None:
    declarations = [d for d in truth.content["declarations"] if d.get("kind") != "self_evaluation"]
    if limit is not None:  # whole forms, at least one
        kept = [d for d in declarations if len(_numbers(declarations[: declarations.index(d) + 1])) <= limit]
        declarations = kept or declarations[:1]
    if not declarations:
        return None
    numbers = _numbers(declarations)
    cut(document, numbers, target)
    indicators = [i for d in declarations for i in d["indicators"]]
    cells = tuple(c for d in declarations for c in _cells(d))
    goals = tuple(g for d in declarations for g in _goals(d))
    return Item(target, len(numbers), cells, goals, tuple(_row(i) for i in indicators))


def _numbers(declarations: list[dict[str, Any]]) -> list[int]:
    return sorted({n for d in declarations for n in range(min(d["pages"]), max(d["pages"]) + 1)})


def cut(document: Path, numbers: list[int], target: Path) -> None:
    """A PDF of these pages (from 1) only; the file as it is where they are all of it."""
    with pikepdf.open(document) as source:
        if len(numbers) == len(source.pages):
            target.write_bytes(document.read_bytes())
            return
        with pikepdf.new() as made:
            for number in numbers:
                made.pages.append(source.pages[number - 1])
            made.remove_unreferenced_resources()
            made.save(target)


def _cells(d: dict[str, Any]) -> list[tuple[str, ...]]:
    """Names, values, amounts and task texts: what fills a cell of its own on the paper; blanks are not counted."""
    found: list[tuple[str, ...]] = [(flat(m.get("raw")),) for m in d.get("budget", [])]
    for task in d.get("tasks", []):
        found += [(flat(task.get(key)),) for key in ("name", "content", "raw", "expected")]
    for row in map(_row, d["indicators"]):
        found += [(row.name,), *row.values]
    return [spellings for spellings in found if spellings[0]]


def _goals(d: dict[str, Any]) -> list[tuple[str, ...]]:
    """The goals of each horizon, numbers apart: they fill one cell together, or one each."""
    out: list[tuple[str, ...]] = []
    for horizon in dict.fromkeys(g.get("horizon") for g in d.get("goals", [])):
        texts = tuple(t for g in d["goals"] if g.get("horizon") == horizon and (t := bare(g.get("text"))))
        if texts:
            out.append(texts)
    return out


def _row(indicator: dict[str, Any]) -> TrueRow:
    """A value counts as the cell that is printed, or as sign, value and unit together."""
    annual = tuple(dict.fromkeys((flat(indicator.get("annual_value")), expected_target(indicator))))
    values = tuple(v for v in ((flat(indicator.get("period_value")),), annual) if v[0])
    return TrueRow(flat(indicator["name"]), values, (level(indicator.get("level1")), level(indicator.get("level2"))))


def describe(sets: list[WorkSet]) -> str:
    """One line for a person who waits."""
    counts = {s.name: {"documents": len(s.items), "pages": s.pages, "missing": s.missing} for s in sets}
    return json.dumps(counts, ensure_ascii=False)
