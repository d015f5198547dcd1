"""Check a dataset against the JSON it was made from, with readers of others: rows, keys, values, Data Package.

    python scripts/check_dataset.py OUT DATASET

OUT holds the JSON (`shenbao convert ... -o OUT`), DATASET was made by `shenbao dataset OUT -o DATASET`. Needs duckdb,
pyarrow, openpyxl and frictionless. Prints each count and every fault; exit 1 if there is one.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from shenbao.datasets.forms import unguarded
from shenbao.datasets.schema import ROW_LETTERS, TABLES
from shenbao.output import loads

Row = tuple[Any, ...]


def json_counts(out: Path) -> dict[str, int]:
    """Rows that each table must have, counted in the JSON."""
    counts = dict.fromkeys(TABLES, 0)
    seen = set()
    for path in sorted(out.rglob("*.json")):
        if path.name.endswith(".cells.json") or any(p.startswith(".") for p in path.relative_to(out).parts):
            continue
        content = loads(path.read_text(encoding="utf-8"))
        digest = content["source"]["sha256"] or path
        if digest in seen:
            continue
        seen.add(digest)
        counts["documents"] += 1
        counts["issues"] += len(content["issues"])
        counts["declarations"] += len(content["declarations"])
        for declaration in content["declarations"]:
            for name in (*ROW_LETTERS, "issues", "repairs"):
                counts[name] += len(declaration[name])
    return counts


def parquet_rows(dataset: Path, name: str) -> list[Row]:
    """The rows of a table as pyarrow reads them."""
    import pyarrow.parquet as pq

    return [tuple(row.values()) for row in pq.read_table(dataset / "parquet" / f"{name}.parquet").to_pylist()]


def csv_rows(dataset: Path, name: str) -> Iterator[list[str]]:
    """The rows of a table as Python's csv module reads them, without the header."""
    with (dataset / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def csv_value(value: Any) -> str:
    """A value as the CSV must hold it, after unguarded()."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value).lower() if isinstance(value, bool) else str(value)


def same_values(dataset: Path) -> Iterator[str]:
    """Faults where CSV or DuckDB differ from Parquet in any value."""
    import duckdb

    with duckdb.connect(str(dataset / "dataset.duckdb"), read_only=True) as db:
        for name in TABLES:
            rows = parquet_rows(dataset, name)
            if rows != db.execute(f"SELECT * FROM {name}").fetchall():
                yield f"{name}: DuckDB differs from Parquet"
            texts = [[csv_value(value) for value in row] for row in rows]
            if texts != [[unguarded(cell) for cell in row] for row in csv_rows(dataset, name)]:
                yield f"{name}: CSV differs from Parquet"


def keys_resolve(dataset: Path) -> Iterator[str]:
    """Faults where a key is not its row's alone or leads nowhere."""
    import duckdb

    with duckdb.connect(str(dataset / "dataset.duckdb"), read_only=True) as db:
        for name, table in TABLES.items():
            rows, distinct = db.execute(f"SELECT count(*), count(DISTINCT {table.key}) FROM {name}").fetchall()[0]
            if rows != distinct:
                yield f"{name}: {rows - distinct} keys stand twice"
            for field, other in table.references:
                query = f"SELECT count(*) FROM {name} WHERE {field} NOT IN (SELECT {TABLES[other].key} FROM {other})"
                if lost := db.execute(query).fetchall()[0][0]:
                    yield f"{name}.{field}: {lost} lead to no row of {other}"
        rows = " UNION ALL ".join(f"SELECT {TABLES[name].key} FROM {name}" for name in ROW_LETTERS)
        for name in ("issues", "repairs"):
            query = f"SELECT count(*) FROM {name} WHERE row_id IS NOT NULL AND row_id NOT IN ({rows})"
            if lost := db.execute(query).fetchall()[0][0]:
                yield f"{name}.row_id: {lost} lead to no row"


def workbook_counts(dataset: Path) -> dict[str, int]:
    """Rows of each sheet below its header."""
    import openpyxl

    book = openpyxl.load_workbook(dataset / "dataset.xlsx", read_only=True)
    return {name: sum(1 for _ in book[name].iter_rows(values_only=True)) - 1 for name in book.sheetnames}


def package_faults(dataset: Path) -> Iterator[str]:
    """What frictionless finds wrong."""
    from frictionless import Package

    report = Package(str(dataset / "datapackage.json")).validate()
    if not report.valid:
        yield from (f"frictionless: {row}" for row in report.flatten(["type", "message"])[:20])


def check(out: Path, dataset: Path) -> tuple[dict[str, int], list[str]]:
    """Rows by table, and every fault."""
    faults = []
    counts = {name: len(parquet_rows(dataset, name)) for name in TABLES}
    if counts != (wanted := json_counts(out)):
        faults.append(f"rows: the JSON has {wanted}, the dataset {counts}")
    faults += [*keys_resolve(dataset), *same_values(dataset), *package_faults(dataset)]
    if (dataset / "dataset.xlsx").exists() and workbook_counts(dataset) != counts:
        faults.append("the workbook has other numbers of rows")
    return counts, faults


def main() -> int:
    """Print what was counted and found."""
    counts, faults = check(Path(sys.argv[1]), Path(sys.argv[2]))
    for name, count in counts.items():
        print(f"{name}\t{count}")
    print(*(faults or ["no fault"]), sep="\n")
    return bool(faults)


if __name__ == "__main__":
    raise SystemExit(main())
