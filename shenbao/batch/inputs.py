"""Which documents a batch is about: files, folders, patterns, a manifest, or an address that fsspec knows."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from shenbao.batch.jobs import STATE, Job, safe_relative
from shenbao.files import READABLE, UsageError, find_inputs
from shenbao.storage import cannot_read, is_url, join, listed, local, read
from shenbao_extract.cells_file import SUFFIX
from shenbao_extract.media import decode_text

MANIFEST = ".csv"


@dataclass(frozen=True, slots=True)
class Found:
    """The documents, in the order of their relative paths, and how many files of a folder were passed over."""

    jobs: tuple[Job, ...]
    passed_over: int


def find_jobs(paths: Iterable[str | os.PathLike[str]]) -> Found:
    """The documents that `paths` mean: see find_inputs(); or one manifest; or one address (file, folder, pattern).

    Raises UsageError where a path finds nothing, where a manifest is not to be understood or leads out of its folder.
    """
    given = [local(path) for path in paths]
    special = [path for path in given if is_url(path) or _is_manifest(path)]
    if special and len(given) > 1:
        raise UsageError(
            f"{special[0]}：清单或网络地址请单独给出，一次一个。",
            f"{special[0]}: give a manifest or an address alone, one at a time.",
        )
    if special:
        jobs, passed_over = (_manifest(given[0]), 0) if _is_manifest(given[0]) else _address(given[0])
    else:
        inputs = find_inputs(given)
        jobs = [Job(str(path), relative.as_posix(), _size(path)) for path, relative in inputs.files]
        passed_over = inputs.passed_over
    _refuse_clashes(jobs)
    return Found(tuple(sorted(jobs, key=lambda job: job.relative.split("/"))), passed_over)


def _is_manifest(path: str) -> bool:
    return path.lower().endswith(MANIFEST) and (is_url(path) or os.path.isfile(path))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _manifest(where: str) -> list[Job]:
    """The documents of a CSV with a column `file` (文件), relative to its folder, and maybe `url` (网址)."""
    base = where.rpartition("/")[0] if is_url(where) else str(Path(where).absolute().parent)
    jobs: dict[str, Job] = {}
    for number, row in _rows(where):
        relative = safe_relative(row["file"].removeprefix("./"), f"{where} 第 {number} 行 line {number}")
        source = join(base, relative)
        size = -1 if is_url(where) else _size(Path(source))
        jobs.setdefault(relative, Job(source, relative, size, row.get("url") or None))
    return list(jobs.values())


def _rows(where: str) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, row) of a manifest; rows without a file are passed over."""
    try:
        text = decode_text(read(where))
    except OSError as error:
        raise cannot_read(where, error) from error
    reader = csv.reader(io.StringIO(text or "", newline=""))
    try:
        header = [{"文件": "file", "网址": "url"}.get(name.strip(), name.strip().lower()) for name in next(reader, [])]
        if "file" not in header:
            raise UsageError(
                f"{where}：清单的第一行没有 file（文件）一栏。请用逗号分隔、UTF-8 编码的 CSV。",
                f"{where}: the manifest's first line has no column 'file'. Use comma-separated CSV in UTF-8.",
            )
        for cells in reader:
            row = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
            if row.get("file"):
                yield reader.line_num, row
    except csv.Error as error:
        raise UsageError(
            f"{where} 第 {reader.line_num} 行不是 CSV：{error}。", f"{where}, line {reader.line_num}: {error}."
        ) from error


def _address(where: str) -> tuple[list[Job], int]:
    """The documents below an address, or those that a pattern or the address itself names."""
    files = listed(where)
    alone = len(files) == 1 and files[0][0] == where
    magic = any(sign in where for sign in "*?[")
    root = _root(where, alone, magic)
    jobs = []
    for address, size in files:
        relative = address.removeprefix(root).lstrip("/")
        parts = PurePosixPath(relative)
        if any(part.startswith(".") for part in parts.parts):
            continue
        if alone or magic or parts.suffix.lower() in READABLE or relative.endswith(SUFFIX):
            jobs.append(Job(address, safe_relative(relative, where), size))
    return jobs, len(files) - len(jobs)


def _root(where: str, alone: bool, magic: bool) -> str:
    if alone:
        return where.rpartition("/")[0] + "/"
    if magic:
        first = min(where.index(sign) for sign in "*?[" if sign in where)
        return where[:first].rpartition("/")[0] + "/"
    return where.rstrip("/") + "/"


def _refuse_clashes(jobs: list[Job]) -> None:
    """A document and what was read of it before would write the same file; so would anything inside the state."""
    relatives = {job.relative for job in jobs if job.relative.endswith(SUFFIX)}
    for job in jobs:
        if job.relative + SUFFIX in relatives or job.relative.split("/")[0] == STATE:
            raise UsageError(
                f"{job.relative}：会与另一个输出写到同一个文件。请分开转换。",
                f"{job.relative} would write the same file as another output. Convert them apart.",
            )
