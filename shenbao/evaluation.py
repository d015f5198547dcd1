"""Convert documents that have a truth file and score them, field by field: the Python twin of `shenbao evaluate`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from shenbao.attempting import attempt
from shenbao.comparator import Comparison, Tally, compare
from shenbao.files import UsageError
from shenbao.lines import COLUMNS, ColumnName
from shenbao.truth import Truth, load_truths

Layouts = Literal["held-out", "seen"]


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """One document: its comparison (None: the document was not found), its pages, and the seconds it took."""

    name: str
    comparison: Comparison | None
    pages: int
    seconds: float
    error: tuple[str, str] | None = None


@dataclass(slots=True)
class Score:
    """A whole run: every document, and the sums of their columns."""

    documents: list[DocumentScore] = field(default_factory=list)

    @property
    def compared(self) -> list[DocumentScore]:
        """The documents that were found."""
        return [document for document in self.documents if document.comparison is not None]

    @property
    def exact_documents(self) -> int:
        """How many documents agree with their truth in everything."""
        return sum(d.comparison.exact for d in self.compared if d.comparison)

    @property
    def silent(self) -> int:
        """How many things are wrong and nothing says so."""
        return sum(d.comparison.silent for d in self.compared if d.comparison)

    @property
    def seconds_a_page(self) -> float:
        """Mean time a page, reading to JSON."""
        pages = sum(d.pages for d in self.compared)
        return sum(d.seconds for d in self.compared) / pages if pages else 0.0

    @property
    def exact(self) -> bool:
        """Whether every document was found and is exact."""
        return self.exact_documents == len(self.documents)

    def column(self, name: ColumnName) -> Tally:
        """The sums of one column over all documents."""
        total = Tally()
        for document in self.compared:
            if document.comparison:
                total.add(document.comparison.tallies[name])
        return total

    def as_dict(self) -> dict[str, Any]:
        """The run as plain data, for --json."""
        return {
            "documents": len(self.documents),
            "not_found": len(self.documents) - len(self.compared),
            "exact_documents": self.exact_documents,
            "silent": self.silent,
            "seconds_a_page": round(self.seconds_a_page, 4),
            "columns": {name: _plain(self.column(name)) for name in COLUMNS},
            "differences": [
                {"document": d.name, "text": str(difference), "path": difference.path, "flagged": difference.flagged}
                for d in self.compared
                if d.comparison
                for difference in d.comparison.differences
            ],
        }


def _plain(tally: Tally) -> dict[str, int]:
    return {name: getattr(tally, name) for name in Tally.__slots__}


def evaluate(
    truth_folder: str | os.PathLike[str],
    *,
    documents: str | os.PathLike[str] | None = None,
    producer: str | None = None,
    layouts: Layouts | None = None,
    progress: Callable[[DocumentScore], None] | None = None,
) -> Score:
    """Convert and score each document of a folder of truth files; `documents` is the same folder unless given.

    `producer` and `layouts` choose among generated documents (keys `producer` and `held_out` of a truth file). Raises
    UsageError where there is no truth file or none is left.
    """
    folder = Path(truth_folder)
    if not folder.is_dir():
        raise UsageError(f"没有文件夹 {folder}。", f"there is no folder {folder}.")
    truths = load_truths(folder, Path(documents) if documents is not None else folder)
    chosen = [truth for truth in truths if _wanted(truth, producer, layouts)]
    if not chosen:
        raise UsageError(
            f"{folder} 中没有符合 --producer / --layouts 的文件。",
            f"no truth file in {folder} fits --producer and --layouts.",
        )
    score = Score()
    for truth in chosen:
        score.documents.append(_score(truth))
        if progress:
            progress(score.documents[-1])
    return score


def _wanted(truth: Truth, producer: str | None, layouts: Layouts | None) -> bool:
    if producer is not None and truth.content.get("producer") != producer:
        return False
    return layouts is None or bool(truth.content.get("held_out")) == (layouts == "held-out")


def _score(truth: Truth) -> DocumentScore:
    if truth.document is None:
        return DocumentScore(truth.name, None, 0, 0.0)
    start = time.perf_counter()
    done = attempt(truth.document)
    seconds = time.perf_counter() - start
    comparison = compare(truth, done.contract)
    return DocumentScore(truth.name, comparison, max(1, len(done.contract["pages"])), seconds, done.error)
