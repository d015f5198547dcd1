"""Tables as Parquet, in row groups of one size: only this file and its neighbours know pyarrow.

The same rows give the same bytes however they came: groups are cut by count alone, each written as one piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.datasets.fields import DECIMAL, POINTS, Table
from shenbao.datasets.rows import Row
from shenbao.datasets.schema import TABLES
from shenbao.files import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

GROUP_ROWS = 20_000


def need_packages() -> None:
    """Raise UsageError where a package of the extra `dataset` is missing."""
    try:
        import duckdb  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise UsageError(
            f"数据集需要 {error.name}。请运行 pip install 'shenbao[dataset]'。",
            f"datasets need {error.name}. Run: pip install 'shenbao[dataset]'.",
        ) from error


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table; each field's description in its metadata."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "decimal": pa.decimal128(*DECIMAL),
        "points": pa.decimal128(*POINTS),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.schema(
        [
            pa.field(
                field.name,
                types[field.type],
                not field.required,
                {"label": field.label, "zh": field.zh, "en": field.en},
            )
            for field in TABLES[name].fields
        ]
    )


def to_arrow(name: str, rows: list[Row]) -> pa.Table:
    """Rows as an Arrow table."""
    import pyarrow as pa

    schema = arrow_schema(name)
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pa.array(list(column), field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


class Writer:
    """A Parquet file filled with rows and with pieces of another, in row groups of GROUP_ROWS."""

    def __init__(self, path: Path, table: Table) -> None:
        """Open the file; close() ends it."""
        import pyarrow.parquet as pq

        self.table = table
        self.count = 0
        self._file = pq.ParquetWriter(
            path, arrow_schema(table.name), compression="zstd", version="2.6", store_schema=True
        )
        self._rows: list[Row] = []
        self._pieces: list[pa.Table] = []
        self._held = 0

    def add(self, rows: list[Row]) -> None:
        """Add rows."""
        self._rows += rows
        self._held += len(rows)
        self._flush(GROUP_ROWS)

    def add_piece(self, piece: pa.Table) -> None:
        """Add rows that are an Arrow table already."""
        self._settle()
        self._pieces.append(piece)
        self._held += len(piece)
        self._flush(GROUP_ROWS)

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        self._flush(1)
        self._file.close()

    def _settle(self) -> None:
        if self._rows:
            self._pieces.append(to_arrow(self.table.name, self._rows))
            self._rows = []

    def _flush(self, least: int) -> None:
        import pyarrow as pa

        if self._held < least:
            return
        self._settle()
        held = pa.concat_tables(self._pieces)
        start = 0
        while self._held - start >= least:
            # a copy, so that its pages do not depend on where its rows lay before
            group = pa.Table.from_batches([_copied(held.slice(start, GROUP_ROWS))], schema=held.schema)
            self._file.write_table(group, row_group_size=GROUP_ROWS)
            self.count += len(group)
            start += len(group)
        self._held -= start
        self._pieces = [held.slice(start)] if self._held else []


def _copied(piece: pa.Table) -> pa.RecordBatch:
    """The rows of a piece as one batch of its own memory."""
    import pyarrow as pa

    whole = pa.concat_tables([piece]).combine_chunks()
    columns = [
        pa.concat_arrays(column.chunks) if column.num_chunks != 1 else column.chunk(0) for column in whole.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=piece.schema)


class Reader:
    """Reads ranges of rows of a Parquet file, each after the one before, a row group at a time."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises OSError or ArrowInvalid where it is not one."""
        import pyarrow.parquet as pq

        self._file = pq.ParquetFile(path)
        self.rows: int = self._file.metadata.num_rows
        self._group = -1
        self._held: Any = None
        self._begin = self._end = 0

    def range(self, start: int, count: int) -> Iterator[pa.Table]:
        """`count` rows from row `start` on, in pieces."""
        while count:
            while start >= self._end:
                self._group += 1
                self._begin = self._end
                self._end += self._file.metadata.row_group(self._group).num_rows
                self._held = None
            if self._held is None:
                self._held = self._file.read_row_group(self._group)
            piece = self._held.slice(start - self._begin, count)
            yield piece
            start += len(piece)
            count -= len(piece)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def batches(path: Path) -> Iterator[pa.RecordBatch]:
    """The rows of a Parquet file, a few thousand at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(batch_size=5_000)
