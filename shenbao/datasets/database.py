"""DuckDB as shenbao uses it: little memory, no progress bar on stdout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def connect(
    path: Path | None = None, *, read_only: bool = False, spill: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """Open a database file, or one in memory; `spill` is a folder for what does not fit 800 MB. Close it in the end.

    DuckDB draws a bar on stdout when a query takes two seconds; stdout is for data, so it is turned off.
    """
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "800MB", "threads": "2"}
    if spill is not None:
        settings["temp_directory"] = str(spill)
    db = duckdb.connect(str(path) if path else ":memory:", read_only=read_only, config=settings)
    db.execute("SET enable_progress_bar = false")
    return db
