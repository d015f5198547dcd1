"""The documents behind a dataset: what it knows of them, where they lie, and which places on them stay hidden."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from shenbao.datasets.personal import HIDDEN
from shenbao.files import UsageError
from shenbao_extract.document import Box

if TYPE_CHECKING:
    import duckdb

_DATABASE = "dataset.duckdb"
_BOX = "page, box_x0_pt, box_y0_pt, box_x1_pt, box_y1_pt"
_TEXTS = {
    "goals": ("text",),
    "tasks": ("name", "content", "expected"),
    "indicators": ("name", "best_raw", "note", "scoring"),
    "extra": ("text",),
}  # where the dataset may have hidden a name or telephone number within a text


@dataclass(frozen=True, slots=True)
class Document:
    """One document as the dataset knows it. `url` only where it is a web address."""

    document_id: str
    file: str
    sha256: str | None
    media_type: str | None
    size_bytes: int | None
    url: str | None
    declarations: int


@dataclass(slots=True)
class Documents:
    """All documents of a dataset. `found`: where each lies, by document_id; `hidden`: places to black out, by page."""

    by_id: dict[str, Document] = field(default_factory=dict)
    found: dict[str, Path] = field(default_factory=dict)
    hidden: dict[tuple[str, int], list[Box]] = field(default_factory=dict)

    def link(self, document_id: str, page: int | None, beside: Path) -> str | None:
        """The address of a document's page as seen from the folder `beside`; None where it was not found."""
        path = self.found.get(document_id)
        if path is None:
            return None
        try:
            address = "./" + quote(Path(os.path.relpath(path, beside)).as_posix())
        except ValueError:  # another drive
            address = path.resolve().as_uri()
        known = self.by_id.get(document_id)
        paged = page is not None and known is not None and known.media_type == "application/pdf"
        return f"{address}#page={page}" if paged else address


def load(dataset: Path, folder: Path | None = None) -> Documents:
    """The documents of the dataset in the folder `dataset` (or its DuckDB file), looked for below `folder` by content.

    Raises UsageError where there is no dataset or `folder` is no folder.
    """
    import duckdb

    if folder is not None and not folder.is_dir():
        raise UsageError(
            f"找不到文件夹 {folder}。--documents 要给出存放原始文件的文件夹。",
            f"{folder} is no folder. --documents names the folder with the documents themselves.",
        )
    path = dataset / _DATABASE if dataset.is_dir() else dataset
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise UsageError(
            f"{path} 无法打开。请给出 shenbao dataset 制作的文件夹。",
            f"{path} cannot be opened. Name a folder that shenbao dataset has made.",
        ) from error
    try:
        rows = connection.execute(
            "SELECT document_id, file, sha256, media_type, size_bytes, url, declaration_count "
            "FROM documents ORDER BY file"
        ).fetchall()
        documents = Documents()
        for document_id, file, sha256, media_type, size, url, count in rows:
            documents.by_id[document_id] = Document(document_id, file, sha256, media_type, size, _web(url), count)
        documents.hidden = _hidden(connection)
    finally:
        connection.close()
    if folder is not None:
        documents.found = _find(folder, documents.by_id.values())
    return documents


def _web(url: str | None) -> str | None:
    """A web address, or None: what a manifest says may be anything."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _hidden(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, int], list[Box]]:
    """Places of personal content that the dataset leaves out, also where it is a word within a text."""
    asked = [f"SELECT document_id, {_BOX} FROM extra WHERE personal AND text IS NULL"]
    for table, fields in _TEXTS.items():
        where = " OR ".join(f"contains({name}, '{HIDDEN}')" for name in fields)
        asked.append(f"SELECT document_id, {_BOX} FROM {table} WHERE {where}")
    out: dict[tuple[str, int], list[Box]] = defaultdict(list)
    for document_id, page, *edges in connection.execute(" UNION ".join(asked) + " ORDER BY ALL").fetchall():
        if page is not None and None not in edges:
            out[document_id, page].append(Box(*map(float, edges)))
    return dict(out)


def _find(folder: Path, wanted: Any) -> dict[str, Path]:
    """document_id -> file of the same bytes below the folder; only files of a wanted size are read."""
    by_size: dict[int, dict[str, str]] = defaultdict(dict)
    for document in wanted:
        if document.size_bytes is not None and document.sha256:
            by_size[document.size_bytes][document.sha256] = document.document_id
    out: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        try:
            named = by_size.get(path.stat().st_size) if path.is_file() else None
            if named:
                with path.open("rb") as file:
                    document_id = named.get(hashlib.file_digest(file, "sha256").hexdigest())
                if document_id:
                    out.setdefault(document_id, path)
        except OSError:  # not to be read: as if it were not there
            continue
    return out
