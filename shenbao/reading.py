"""The Python API's reading of one document: typed objects, the JSON, and data frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import pandas as pd

    from shenbao.tables import Kind
    from shenbao_cleaners.declaration import (
        BudgetLine,
        Declaration,
        FormTable,
        Goal,
        Indicator,
        Issue,
        Repair,
        Result,
        Task,
    )
    from shenbao_extract.document import Document, Page, Source
    from shenbao_extract.ocr.options import Mode

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """All items of one kind in a document, in reading order; iterate it, index it, or make it a data frame."""

    kind: Kind
    items: tuple[T, ...]
    reading: Reading

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> T:
        return self.items[index]

    def to_frame(self, declaration: int | None = None) -> pd.DataFrame:
        """The items as a data frame, see Reading.to_frame()."""
        return self.reading.to_frame(self.kind, declaration)


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as read: `document` is what stands on the paper, `result` what it declares."""

    document: Document
    result: Result

    @property
    def source(self) -> Source:
        """The file: name, sha256, media type, size."""
        return self.document.source

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages, with their lines and tables as they stand on the paper."""
        return self.document.pages

    @property
    def tables(self) -> tuple[FormTable, ...]:
        """The forms as they stand on the paper."""
        return self.result.tables

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """The declarations, in reading order."""
        return self.result.declarations

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Issues of the document as a whole; each declaration has its own in `.issues`."""
        return self.result.issues

    @property
    def indicators(self) -> Listing[Indicator]:
        """The indicators of all declarations."""
        return self._listing("indicators")

    @property
    def tasks(self) -> Listing[Task]:
        """The tasks of all declarations."""
        return self._listing("tasks")

    @property
    def budget(self) -> Listing[BudgetLine]:
        """The money lines of all declarations."""
        return self._listing("budget")

    @property
    def goals(self) -> Listing[Goal]:
        """The goals of all declarations."""
        return self._listing("goals")

    @property
    def repairs(self) -> Listing[Repair]:
        """The repairs made in all declarations."""
        return self._listing("repairs")

    def _listing(self, kind: Kind) -> Listing[Any]:
        items = tuple(item for declaration in self.declarations for item in getattr(declaration, kind))
        return Listing(kind, items, self)

    def contract(self) -> dict[str, Any]:
        """The JSON as a dictionary with exact Decimals."""
        from shenbao.output import to_contract

        return to_contract(self.document, self.result)

    def to_json(self) -> str:
        """The JSON text, exactly as `shenbao convert` writes it."""
        from shenbao.output import dumps

        return dumps(self.contract())

    def to_frame(self, kind: Kind = "indicators", declaration: int | None = None) -> pd.DataFrame:
        """One table as a data frame: declarations, indicators, tasks, budget, goals, issues or repairs.

        The column `declaration` holds the index into `.declarations`; give `declaration` to keep only that one.
        Numbers are exact Decimals (use `.astype(float)` to compute with floats); a blank is None.
        Raises ValueError for an unknown kind.
        """
        import pandas as pd

        from shenbao.tables import KINDS, TABLES

        if kind not in KINDS:
            raise ValueError(f"unknown table {kind!r}; choose one of {', '.join(KINDS)}")
        table = TABLES[kind]
        values = list(table.values(self.source.file, self.contract()))
        frame = pd.DataFrame(values, columns=[column.name for column in table.columns], dtype=object)
        return frame if declaration is None else frame[frame["declaration"] == declaration].reset_index(drop=True)


def read(
    path: str | PathLike[str],
    *,
    password: str | None = None,
    ocr: Mode = "auto",
    ocr_engine: str = "rapid",
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """Read one document.

    `password` opens an encrypted PDF. `ocr` says whether pictures of text are read: "never", "auto" (pages that are
    pictures, or whose text is garbage), "always"; `ocr_engine` by what: "rapid" or "tesseract". `progress` is called
    before each page that is read so, with its number and the number of pages.
    A document without a form is a valid result with no declarations; its issues say why. Raises shenbao.ExtractError
    where the file cannot be read, ValueError for an unknown mode or engine.
    """
    from shenbao_cleaners import read_declarations
    from shenbao_extract import read_document
    from shenbao_extract.ocr.engine import ENGINES
    from shenbao_extract.ocr.options import MODES, Ocr

    if ocr not in MODES or ocr_engine not in ENGINES:
        known = f"{', '.join(MODES)}; {', '.join(ENGINES)}"
        raise ValueError(f"unknown ocr {ocr!r} or engine {ocr_engine!r}; choose among {known}")
    document = read_document(Path(path), password=password, ocr=Ocr(ocr, ocr_engine, progress))
    return Reading(document, read_declarations(document))
