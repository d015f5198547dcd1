"""An open dataset with its declarations put into groups: what every comparison asks its questions of.

The DuckDB file is opened read-only; what a comparison works out stands in temporary tables. Values are bound, never
written into a query: the only names put into SQL are those of this package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.comparing.lookup import Finder, Lookup
from shenbao.comparing.result import By, Group, Source
from shenbao.files import UsageError

if TYPE_CHECKING:
    import duckdb

UNKNOWN = "（不明）"
"""The group of what has no place, no known type of department, or no year."""

_WHERE = (
    "declaration_id",
    "document_id",
    "file",
    "page",
    "box_x0_pt",
    "box_y0_pt",
    "box_x1_pt",
    "box_y1_pt",
    "source_cell",
)
WIDTH = len(_WHERE) + 1
"""The number of columns that `place` selects."""


def place(table: str, key: str) -> str:
    """The columns of a row's Source, as SQL, from a table by its alias; `source` reads them back."""
    return ", ".join((*(f"{table}.{name}" for name in _WHERE), f"{table}.{key} AS row_id"))


def source(row: Sequence[Any]) -> Source:
    """The Source of the last columns of a row that `place` selected."""
    declaration, document, file, page, x0, y0, x1, y1, cell, key = row[-WIDTH:]
    box = None if x0 is None else (float(x0), float(y0), float(x1), float(y1))
    return Source(declaration, document, file, page, box, cell, key)


DECLARATION = (
    "d.declaration_id, d.document_id, d.file, d.page_first AS page, NULL::DECIMAL(10, 2) AS box_x0_pt, "
    "NULL::DECIMAL(10, 2) AS box_y0_pt, NULL::DECIMAL(10, 2) AS box_x1_pt, NULL::DECIMAL(10, 2) AS box_y1_pt, "
    "NULL::VARCHAR AS source_cell, NULL::VARCHAR AS row_id"
)
"""The Source of a declaration `d` as a whole."""


@dataclass
class Data:
    """An open dataset. `limit`: most rows of one table of lines (None: all); `left_out` counts those beyond."""

    con: duckdb.DuckDBPyConnection
    by: By
    lookup: Lookup
    limit: int | None
    left_out: dict[str, int]

    def all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        rows: list[tuple[Any, ...]] = self.con.execute(sql, list(values)).fetchall()
        return rows

    def run(self, sql: str, *values: Any) -> None:
        """A query for its effect."""
        self.con.execute(sql, list(values))

    def frame(self, name: str, columns: dict[str, list[Any]]) -> None:
        """A temporary table of values worked out in Python; text and numbers only."""
        import pyarrow as pa

        self.con.register("_given", pa.table({key: pa.array(values) for key, values in columns.items()}))
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM _given")
        self.con.unregister("_given")

    def lines(self, table: str, rows: list[tuple[Any, ...]], total: int) -> list[tuple[Any, ...]]:
        """The rows of a table of lines, with what the limit left out on record."""
        if total > len(rows):
            self.left_out[table] = self.left_out.get(table, 0) + total - len(rows)
        return rows

    @property
    def most(self) -> int:
        """The limit as a number for SQL."""
        return self.limit if self.limit is not None else 2**62


@contextmanager
def opened(dataset: str | Path, by: By, lookup: Lookup, year: int | None, limit: int | None) -> Iterator[Data]:
    """The dataset in a folder, or its DuckDB file, with the declarations of a year (None: all) in groups.

    Raises:
        UsageError: no dataset is there, DuckDB is not installed, or the file is no dataset of this version.
    """
    try:
        import duckdb
        import pyarrow  # noqa: F401
        import rapidfuzz  # noqa: F401
    except ImportError as error:
        raise UsageError(
            "比较需要 duckdb、pyarrow 与 rapidfuzz：请运行 pip install 'shenbao[compare]'",
            "comparing needs duckdb, pyarrow and rapidfuzz: run pip install 'shenbao[compare]'",
        ) from error
    path = Path(dataset)
    path = path / "dataset.duckdb" if path.is_dir() else path
    if not path.is_file():
        raise UsageError(
            f"找不到数据集：{path}；请先用 shenbao dataset 生成",
            f"no dataset at {path}; make one with shenbao dataset first",
        )
    try:
        con = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise UsageError(f"{path} 打不开：{error}", f"{path} cannot be opened: {error}") from error
    try:
        data = Data(con, by, lookup, limit, {})
        try:
            _pick(data, year)
        except duckdb.Error as error:
            raise UsageError(
                f"{path} 不是本版本的数据集：{error}", f"{path} is no dataset of this version: {error}"
            ) from error
        yield data
    finally:
        con.close()


def _pick(data: Data, year: int | None) -> None:
    """`picked`: the declarations to compare, each with its group."""
    groups: dict[By, Callable[[Data], str]] = {"town": _by_town, "department": _by_department, "year": _by_year}
    expression = groups[data.by](data)
    data.run(
        f"""CREATE TEMP TABLE picked AS
        SELECT d.*, coalesce({expression}, ?) AS grp FROM declarations d WHERE ? IS NULL OR d.year = ?""",
        *(UNKNOWN, year, year),
    )


def _by_town(data: Data) -> str:
    return "d.place_name"


def _by_year(data: Data) -> str:
    return "CAST(d.year AS VARCHAR)"


def _by_department(data: Data) -> str:
    """The type of each unit's department, by the longest word of the lookup in its name, else in its supervisor's."""
    finder = Finder(data.lookup.departments)
    names = [row[0] for row in data.all("SELECT DISTINCT unnest([unit_name, supervisor]) FROM declarations ORDER BY 1")]
    found = {name: hit[0] for name in names if (hit := finder.find(name))}
    data.frame("department_types", {"name": [*found, None], "type": [*found.values(), None]})
    of = "(SELECT t.type FROM department_types t WHERE t.name = d.{})"
    return f"coalesce({of.format('unit_name')}, {of.format('supervisor')})"


def groups(data: Data) -> tuple[Group, ...]:
    """What is put side by side, the largest first."""
    rows = data.all(
        """SELECT grp, count(DISTINCT document_id), count(DISTINCT unit_name), count(*),
        count(*) FILTER (kind = 'department'), count(*) FILTER (kind = 'project'), count(*) FILTER (kind = 'transfer'), sum(goal_count)::BIGINT,
        sum(indicator_count)::BIGINT, count(*) FILTER (status = 'needs_review')
        FROM picked GROUP BY grp ORDER BY count(*) DESC, grp"""
    )
    return tuple(Group(*row) for row in rows)
