"""Convert documents to JSON, with a workbook or CSV files on the side: the Python twin of `shenbao convert`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.files import (
    OutputError,
    ShenbaoError,
    UsageError,
    check_folder,
    find_inputs,
    output_path,
    write_text,
)
from shenbao.output import dumps, failed_contract
from shenbao.reading import Reading, read

if TYPE_CHECKING:
    from shenbao_extract.ocr.options import Mode

__all__ = ["Outcome", "OutputError", "ShenbaoError", "UsageError", "attempt", "convert", "unexpected"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document. `error` is (Chinese, English) where it could not be read, else None."""

    path: Path
    output: Path
    declarations: int
    indicators: int
    to_review: int
    error: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One document read or not: its JSON, and either a Reading or the reason (Chinese, English)."""

    contract: dict[str, Any]
    reading: Reading | None
    error: tuple[str, str] | None


def attempt(
    path: Path,
    password: str | None = None,
    ocr: Mode = "auto",
    ocr_engine: str = "rapid",
    page: Callable[[str, int, int], None] | None = None,
) -> Attempt:
    """Read one document; one that cannot be read gives a record whose issue says why. Never raises for it."""
    from shenbao_extract.errors import ExtractError

    try:
        progress = partial(page, path.name) if page else None
        reading = read(path, password=password, ocr=ocr, ocr_engine=ocr_engine, progress=progress)
        return Attempt(reading.contract(), reading, None)
    except ExtractError as error:
        code, words = error.code, (error.message_zh, error.message_en)
    except (MemoryError, RecursionError, Exception) as error:
        code, words = "internal_error", unexpected(path.name, error)
    return Attempt(failed_contract(path, code, *words), None, words)


def unexpected(name: str, error: BaseException) -> tuple[str, str]:
    """The sentence for an error nobody foresaw: what and where in the program; no folder of the machine is told."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else "?"
    what = f"{type(error).__name__}, {where}"
    return (
        f"{name}：程序内部出错（{what}）。其他文件不受影响；请把这个文件和这条信息报告给我们。",
        f"{name}: an error inside the program ({what}). Other files are not affected; please report the file with "
        "this message.",
    )


def convert(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    xlsx: str | os.PathLike[str] | None = None,
    csv: str | os.PathLike[str] | None = None,
    cells: bool = False,
    password: str | None = None,
    ocr: Mode = "auto",
    ocr_engine: str = "rapid",
    begin: Callable[[int, int], None] | None = None,
    progress: Callable[[Outcome], None] | None = None,
    page: Callable[[str, int, int], None] | None = None,
) -> list[Outcome]:
    """Convert files, folders and patterns to OUT/<relative path with its extension>.json.

    `cells` also writes OUT/<the same>.cells.json: each document as it stands on the paper, which can be converted again
    in place of the document without reading it anew. `xlsx` names a workbook and `csv` a folder for the same tables
    over all documents. `begin` is called once with the number of documents and of files passed over, `progress` after
    each document, `page` before each page that is read from its picture (file, number, number of pages). `ocr` and
    `ocr_engine` are those of shenbao.read(). A document that cannot be read still gets its JSON. Raises UsageError
    where a path finds nothing, OutputError where the output cannot be written.
    """
    from shenbao.export import write_tables, written
    from shenbao_extract.cells_file import SUFFIX, dump_document

    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    inputs = find_inputs(given)
    folder = Path(out)
    check_folder(folder)
    if begin:
        begin(len(inputs.files), inputs.passed_over)
    outcomes = []
    tables = []
    for path, relative in inputs.files:
        done = attempt(path, password, ocr, ocr_engine, page)
        target = output_path(folder, relative)
        write_text(target, dumps(done.contract))
        if cells and done.reading is not None:
            write_text(target.with_suffix(SUFFIX), dump_document(done.reading.document))
        tables.append((relative.as_posix(), target))
        outcomes.append(_outcome(path, target, done))
        if progress:
            progress(outcomes[-1])
    if xlsx or csv:
        write_tables(written(tables), xlsx=Path(xlsx) if xlsx else None, csv=Path(csv) if csv else None)
    return outcomes


def _outcome(path: Path, output: Path, done: Attempt) -> Outcome:
    found = done.contract["declarations"]
    indicators = sum(len(declaration["indicators"]) for declaration in found)
    review = sum(declaration["status"] == "needs_review" for declaration in found)
    return Outcome(path, output, len(found), indicators, review, done.error)
