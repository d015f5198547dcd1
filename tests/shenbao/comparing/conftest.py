"""Small datasets written by hand, as a DuckDB file of the dataset's own schema."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from shenbao.datasets.schema import TABLES

_TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(38, 10)",
    "points": "DECIMAL(10, 2)",
    "boolean": "BOOLEAN",
    "date": "DATE",
}

Write = Callable[[list[dict[str, Any]]], Path]


@pytest.fixture
def dataset(tmp_path: Path) -> Write:
    """Writes declarations to a dataset: each a dict of its fields, with lists `indicators`, `goals`, `tasks`, `budget`,
    `issues` of dicts of theirs."""

    def write(declarations: list[dict[str, Any]]) -> Path:
        path = tmp_path / "dataset.duckdb"
        con = duckdb.connect(str(path))
        for table in TABLES.values():
            con.execute(f"CREATE TABLE {table.name} ({', '.join(f'{f.name} {_TYPES[f.type]}' for f in table.fields)})")
        for index, given in enumerate(declarations):
            one = dict(given)
            items = {name: one.pop(name, []) for name in ("indicators", "goals", "tasks", "budget", "issues")}
            head = {
                "declaration_id": f"d{index}",
                "document_id": f"doc{index}",
                "file": f"{index}.pdf",
                "year": one.get("year", 2026),
                "unit_name": one.get("unit_name", f"单位{index}"),
                "place_name": one.get("place_name"),
            }
            counts = {f"{name.rstrip('s')}_count": len(rows) for name, rows in items.items() if name != "budget"}
            defaults = {"kind": "project", "status": "ok", "page_first": 1, "budget_count": len(items["budget"])}
            _insert(con, "declarations", head | defaults | counts | one)
            for name, rows in items.items():
                for number, row in enumerate(rows):
                    key = (
                        {"issue_id": f"d{index}-e{number}"}
                        if name == "issues"
                        else {TABLES[name].key: f"d{index}-{name[0]}{number}"}
                    )
                    place = {"page": 2, "box_x0_pt": 10, "box_y0_pt": 20, "box_x1_pt": 30, "box_y1_pt": 40}
                    _insert(con, name, head | key | place | {"number": number} | row)
        con.close()
        return path

    return write


def _insert(con: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    con.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def indicator(
    name: str, raw: str, low: float | None, unit: str | None = "%", kind: str = "percent", **more: Any
) -> dict[str, Any]:
    """An indicator of a declaration."""
    return {
        "name": name,
        "level2": "质量指标",
        "best_raw": raw,
        "best_low": low,
        "best_unit": unit,
        "best_kind": kind,
    } | more
