"""What changed between two datasets, table by table and row by row: the Python twin of `shenbao dataset-diff`.

A document is the same where its bytes are, or, published anew with other bytes, where its file name is. Within a
document a row that only moved (its number or its place on the page) is told from one that changed.
"""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shenbao.datasets.arrow import need_packages
from shenbao.datasets.database import connect
from shenbao.datasets.fields import Table
from shenbao.datasets.forms import guarded
from shenbao.datasets.schema import TABLES
from shenbao.files import UsageError, whole

KINDS = ("added", "removed", "changed", "moved")
_PLACE = frozenset(
    (
        *("number", "page", "box_x0_pt", "box_y0_pt", "box_x1_pt", "box_y1_pt", "source_cell", "row_id", "path"),
        *("declaration_id", "page_first", "page_last", "table_number"),
    )
)
"""What may differ where a row has only moved, beside its key."""
_IDS = frozenset((*(table.key for table in TABLES.values()), "declaration_id", "row_id"))
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is not as before, or one field of a changed row. `row` is its key (the new one, else the old)."""

    table: str
    change: str
    file: str
    row: str
    field: str | None
    before: Any
    after: Any


@dataclass
class Differences:
    """Counts of rows by table and kind of change, and of rows that are the same."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in TABLES})

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return any(counts[kind] for counts in self.counts.values() for kind in KINDS)


def dataset_diff(
    old: str | os.PathLike[str],
    new: str | os.PathLike[str],
    *,
    csv_file: str | os.PathLike[str] | None = None,
    report: Callable[[Change], None] | None = None,
) -> Differences:
    """Compare two datasets made by shenbao.dataset(). Every changed field goes to `report` and to `csv_file`.

    Raises UsageError where one is no dataset, OutputError where `csv_file` cannot be written.
    """
    need_packages()
    paths = [_parquet(Path(folder)) for folder in (old, new)]
    with connect() as db:
        for side, folder in zip(("old", "new"), paths, strict=True):
            for name in TABLES:
                db.read_parquet(_literal(folder / f"{name}.parquet")).create_view(f"{side}_{name}")
        found = Differences()
        changes = _changes(db, found)
        if csv_file is None:
            for change in changes:
                if report:
                    report(change)
        else:
            _write(changes, Path(csv_file), report)
        return found


def _parquet(folder: Path) -> Path:
    if not all((folder / "parquet" / f"{name}.parquet").is_file() for name in TABLES):
        raise UsageError(
            f"{folder} 不是数据集（缺少 parquet 文件）。请给出 shenbao dataset 写的文件夹。",
            f"{folder} is no dataset (its parquet files are missing). Name a folder written by shenbao dataset.",
        )
    return folder / "parquet"


def _literal(path: Path) -> str:
    """A path in which DuckDB finds no pattern."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


def _write(changes: Iterator[Change], path: Path, report: Callable[[Change], None] | None) -> None:
    with whole(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("table", "change", "file", "row", "field", "before", "after"))
        for change in changes:
            values = (change.table, change.change, change.file, change.row, change.field, change.before, change.after)
            writer.writerow(["" if value is None else guarded(str(value)) for value in values])
            if report:
                report(change)


def _changes(db: Any, found: Differences) -> Iterator[Change]:
    pairs = _pairs(_documents(db, "old"), _documents(db, "new"))
    for name, table in TABLES.items():
        sums = {side: _sums(db, side, name) for side in ("old", "new")}
        for before, after in pairs:
            one, two = sums["old"].get(before), sums["new"].get(after)
            if one == two and before == after:
                found.counts[name]["same"] += two[0] if two else 0
            elif one or two:
                rows = _rows(db, "old", name, before), _rows(db, "new", name, after)
                yield from _compare(table, _renamed(rows[0], before, after), rows[1], found.counts[name])


def _documents(db: Any, side: str) -> dict[str, str]:
    """document_id -> file."""
    return dict(db.execute(f"SELECT document_id, file FROM {side}_documents").fetchall())


def _pairs(old: dict[str, str], new: dict[str, str]) -> list[tuple[str | None, str | None]]:
    """The documents of both sides in the order of the new, then those that are gone."""
    by_file = {file: document for document, file in old.items() if document not in new}
    pairs: list[tuple[str | None, str | None]] = []
    for document, file in new.items():
        pairs.append((document if document in old else by_file.pop(file, None), document))
    return pairs + [(document, None) for document in by_file.values()]


def _sums(db: Any, side: str, name: str) -> dict[str | None, tuple[int, int]]:
    """document_id -> number of its rows and a sum over their hashes."""
    query = f"SELECT document_id, count(*), sum(hash(t)::HUGEINT) FROM {side}_{name} AS t GROUP BY document_id"
    return {document: (count, total) for document, count, total in db.execute(query).fetchall()}


def _rows(db: Any, side: str, name: str, document: str | None) -> list[_Row]:
    if document is None:
        return []
    result = db.execute(f"SELECT * FROM {side}_{name} WHERE document_id = ?", [document])
    names = [column[0] for column in result.description]
    return [dict(zip(names, values, strict=True)) for values in result.fetchall()]


def _renamed(rows: list[_Row], before: str | None, after: str | None) -> list[_Row]:
    """Old rows with the keys they would have in the document as published anew."""
    if before is None or after is None or before == after:
        return rows
    swap = {
        name: lambda value: after + value[len(before) :] if value and value.startswith(before) else value
        for name in _IDS
    }
    return [{name: swap[name](value) if name in swap else value for name, value in row.items()} for row in rows]


def _compare(table: Table, old: list[_Row], new: list[_Row], counts: Counter[str]) -> Iterator[Change]:
    """Rows of one document: the same, then the moved, then by key; the rest were added or removed."""
    before = {row[table.key]: row for row in old}
    after = {row[table.key]: row for row in new}
    for key in [key for key in after if before.get(key) == after[key]]:
        del before[key], after[key]
        counts["same"] += 1
    moved: dict[tuple[Any, ...], list[str]] = {}
    for key, row in before.items():
        moved.setdefault(_content(table, row), []).append(key)
    for key, row in list(after.items()):
        if known := moved.get(_content(table, row)):
            yield Change(table.name, "moved", row["file"], key, None, known[0], key)
            del before[known.pop(0)], after[key]
            counts["moved"] += 1
    for key, row in list(after.items()):
        if key not in before:
            yield Change(table.name, "added", row["file"], key, None, None, _said(row))
            counts["added"] += 1
            continue
        counts["changed"] += 1
        gone = before.pop(key)
        for name in table.names:
            if gone[name] != row[name]:
                yield Change(table.name, "changed", row["file"], key, name, gone[name], row[name])
    for key, row in before.items():
        yield Change(table.name, "removed", row["file"], key, None, _said(row), None)
        counts["removed"] += 1


def _content(table: Table, row: _Row) -> tuple[Any, ...]:
    """What a row says, wherever it stands."""
    return tuple(value for name, value in row.items() if name != table.key and name not in _PLACE)


def _said(row: _Row) -> str:
    """A row as text: its fields that are not null."""
    return json.dumps(
        {name: value for name, value in row.items() if value is not None}, ensure_ascii=False, default=str
    )
