"""Make the dataset of a folder of JSON: the Python twin of `shenbao dataset`.

Documents are read one at a time in the order of their names, and only those whose JSON, manifest entry or options have
changed; the rows of the others are taken from the dataset as it stands. Made anew or step by step, the files are the
same byte for byte (DuckDB's by value). Everything is written beside the old files and then put in their place.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from shenbao.datasets.arrow import Reader, Writer, need_packages, to_arrow
from shenbao.datasets.identity import identify
from shenbao.datasets.manifest import Entry, Manifest, read_manifest
from shenbao.datasets.places import table_text
from shenbao.datasets.rows import Rows, document_rows, text
from shenbao.datasets.schema import TABLES, listing
from shenbao.datasets.state import NAME, Source, read_state, write_state
from shenbao.files import UsageError, cannot_write
from shenbao.output import SCHEMA_VERSION, loads
from shenbao_extract.cells_file import SUFFIX

Headers = Literal["en", "zh"]
_STREAMED = tuple(name for name in TABLES if name != "documents")
_OTHERS = TABLES["documents"].names.index("other_files")


@dataclass
class Built:
    """What was made. `rows`: rows by table; `read` documents were read, `kept` were as before; nothing `changed`:
    no file was written. `copies` had the bytes of another, `passed_over` JSON files were no documents, those `refused`
    are damaged or of another version and left out; `too_long` numbers did not fit their column (their text did);
    `no_workbook`: too many rows for Excel.
    """

    folder: Path
    rows: dict[str, int] = field(default_factory=dict)
    read: int = 0
    kept: int = 0
    copies: int = 0
    passed_over: int = 0
    refused: list[str] = field(default_factory=list)
    too_long: int = 0
    changed: bool = True
    no_workbook: bool = False


def dataset(
    out: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    manifest: str | os.PathLike[str] | None = None,
    personal: bool = False,
    headers: Headers = "en",
    progress: Callable[[int, int], None] | None = None,
) -> Built:
    """Make or renew the dataset of all JSON below the folder `out` in the folder `target`.

    `manifest` is a CSV of what is known of the documents beside what they say (docs/dataset.md); `personal` keeps names
    and telephone numbers in; `headers` are those of CSV and workbook. `progress` is called with documents done and
    their number. JSON that is damaged or of another version is left out and named in what is returned. Raises
    UsageError where `out` or `manifest` cannot be used, OutputError where `target` cannot be written.
    """
    need_packages()
    root, folder = Path(out), Path(target)
    files = _json_files(root)
    entries = read_manifest(manifest) if manifest else Manifest({})
    new = folder / ".new"
    try:
        shutil.rmtree(new, ignore_errors=True)  # of a run that was killed
        new.mkdir(parents=True)
        try:
            return _Build(root, folder, new, entries, personal, headers).run(files, progress)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _json_files(root: Path) -> list[str]:
    """The JSON files below a folder, as relative paths with forward slashes, sorted."""
    if not root.is_dir():
        raise UsageError(
            f"找不到文件夹 {root}。请给出 shenbao convert 的输出文件夹。",
            f"{root} is no folder. Name the output folder of shenbao convert.",
        )
    found = (path.relative_to(root) for path in root.rglob("*.json") if not path.name.endswith(SUFFIX))
    return sorted(path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts))


class _Build:
    """One run."""

    def __init__(
        self, root: Path, folder: Path, new: Path, manifest: Manifest, personal: bool, headers: Headers
    ) -> None:
        from shenbao import __version__

        self.root, self.folder, self.new, self.manifest = root, folder, new, manifest
        self.personal, self.headers = personal, headers
        made_by = hashlib.sha256((listing() + table_text()).encode()).hexdigest()[:16]  # tables, division codes
        self.options = {"version": __version__, "made_by": made_by, "personal": personal, "headers": headers}
        self.built = Built(folder)
        self.sources: list[Source] = []
        self.documents: dict[str, list[Any]] = {}
        self.waiting: list[Source] = []  # documents as before whose rows are still to be taken over

    def run(self, files: list[str], progress: Callable[[int, int], None] | None) -> Built:
        """Read what changed, keep what did not, write everything."""
        from shenbao.datasets.forms import NAMES, WORKBOOK, write_forms

        old = _Old(self.folder, self.options)
        (self.new / "parquet").mkdir()
        writers = {name: Writer(self._parquet(name), TABLES[name]) for name in TABLES}
        for done, (file, digest, contract) in enumerate(self._read(files, old), 1):
            try:
                if contract is None:
                    self._keep(old, old.sources[file])
                else:
                    self._add(old, writers, file, digest, contract)
            except _Refused:
                self.built.refused.append(file)
            if progress:
                progress(done, len(files))
        if self.sources == list(old.sources.values()) and all((self.folder / name).exists() for name in NAMES):
            self.built.rows = {name: reader.rows for name, reader in old.readers.items()}
            self.built.changed = False
            self.built.no_workbook = not (self.folder / WORKBOOK).exists()
        else:
            self._take_over(old, writers)
            writers["documents"].add([tuple(row) for row in self.documents.values()])
        for writer in writers.values():
            writer.close()
        old.close()
        if self.built.changed:
            self.built.rows = {name: writer.count for name, writer in writers.items()}
            self.built.no_workbook = not write_forms(self.new, self.built.rows, self.headers, self.personal)
            self._put_in_place()
        return self.built

    def _parquet(self, name: str) -> Path:
        return self.new / "parquet" / f"{name}.parquet"

    def _read(self, files: list[str], old: _Old) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
        """Each document's JSON file, digest, and its JSON where it is not as before."""
        for file in files:
            data = (self.root / file).read_bytes()
            known = old.sources.get(file)
            content = hashlib.sha256(data).hexdigest()
            if known is not None and known.digest.startswith(content) and any(known.rows):
                digest = self._digest(file, content, self._sha256(old, known))
                if digest == known.digest:
                    yield file, digest, None
                    continue
            try:
                contract = _contract(data)
            except _Refused:
                self.built.refused.append(file)
                continue
            if contract is None:
                self.built.passed_over += 1
            else:
                yield file, self._digest(file, content, contract["source"].get("sha256")), contract

    def _digest(self, file: str, content: str, sha256: str | None) -> str:
        """The digest of a JSON file's content and of what the manifest says of its document."""
        entry = self.manifest.entry(_document_name(file), sha256)
        return f"{content} {hashlib.sha256(repr(entry).encode()).hexdigest()[:16] if entry != Entry() else '-'}"

    @staticmethod
    def _sha256(old: _Old, known: Source) -> str | None:
        sha256: str | None = old.documents[known.document_id][TABLES["documents"].names.index("sha256")]
        return sha256

    def _keep(self, old: _Old, source: Source) -> None:
        """A document as before: its rows come from the dataset as it stands."""
        if self._copy(source.json_file, source.digest, source.document_id):
            return
        self.built.kept += 1
        self.documents[source.document_id] = [*old.documents[source.document_id]]
        self.documents[source.document_id][_OTHERS] = None
        self.sources.append(source)
        self.waiting.append(source)

    def _take_over(self, old: _Old, writers: dict[str, Writer]) -> None:
        """Copy the rows of the documents that wait."""
        for name in _STREAMED:
            for start, count in old.ranges(name, self.waiting):
                for piece in old.readers[name].range(start, count):
                    writers[name].add_piece(piece)
        self.waiting = []

    def _add(self, old: _Old, writers: dict[str, Writer], file: str, digest: str, contract: dict[str, Any]) -> None:
        """A document that is new or has changed."""
        name = _document_name(file)
        sha256 = contract["source"].get("sha256")
        document_id = (sha256 or hashlib.sha256(b"unread " + os.fsencode(file)).hexdigest())[:20]
        if self._copy(file, digest, document_id):
            return
        entry = self.manifest.entry(name, sha256)
        rows = self._rows(name, document_id, file, digest.partition(" ")[0], contract, entry)
        self.built.read += 1
        self.built.too_long += rows.too_long
        self.documents[document_id] = [*rows.tables["documents"][0]]
        self.sources.append(Source(file, digest, document_id, tuple(len(rows.tables[name]) for name in TABLES)))
        self._take_over(old, writers)
        for name in _STREAMED:
            writers[name].add(rows.tables[name])

    def _rows(
        self, name: str, document_id: str, file: str, content: str, contract: dict[str, Any], entry: Entry
    ) -> Rows:
        try:
            who = identify(name, contract, entry)
            return document_rows(name, document_id, contract, file, content, who, url=entry.url, personal=self.personal)
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            raise _Refused from error

    def _copy(self, file: str, digest: str, document_id: str) -> bool:
        """Whether the bytes of this document are those of one before it; then it is named beside that one."""
        row = self.documents.get(document_id)
        if row is None:
            return False
        row[_OTHERS] = "\n".join(part for part in (row[_OTHERS], text(_document_name(file))) if part)
        self.sources.append(Source(file, digest, document_id, (0,) * len(TABLES)))
        self.built.copies += 1
        return True

    def _put_in_place(self) -> None:
        """The new files for the old; without the state, should this be cut short, the next run begins anew."""
        from shenbao.datasets.forms import WORKBOOK

        (self.folder / NAME).unlink(missing_ok=True)
        if self.built.no_workbook:
            (self.folder / WORKBOOK).unlink(missing_ok=True)
        for path in sorted(self.new.rglob("*")):
            if path.is_file():
                goal = self.folder / path.relative_to(self.new)
                goal.parent.mkdir(exist_ok=True)
                os.replace(path, goal)
        write_state(self.folder, self.options, self.sources)


class _Old:
    """The dataset as it stands, if it was made with the same options and is whole."""

    def __init__(self, folder: Path, options: dict[str, Any]) -> None:
        self.sources = read_state(folder, options)
        self.documents: dict[str, tuple[Any, ...]] = {}
        self.readers: dict[str, Reader] = {}
        self._starts: dict[str, tuple[int, ...]] = {}
        totals = [0] * len(TABLES)
        for source in self.sources.values():
            self._starts[source.json_file] = tuple(totals)
            totals = [total + count for total, count in zip(totals, source.rows, strict=True)]
        try:
            if self.sources:
                self._open(folder)
        except (OSError, ValueError):
            self.sources = {}
        if [reader.rows for reader in self.readers.values()] != totals:
            self.sources = {}

    def _open(self, folder: Path) -> None:
        for name in TABLES:
            self.readers[name] = Reader(folder / "parquet" / f"{name}.parquet")
        rows = Reader(folder / "parquet" / "documents.parquet")
        for piece in rows.range(0, rows.rows):
            if piece.schema != to_arrow("documents", []).schema:
                raise ValueError("another schema")
            for row in piece.to_pylist():
                self.documents[row["document_id"]] = tuple(row.values())
        rows.close()

    def ranges(self, name: str, sources: list[Source]) -> Iterator[tuple[int, int]]:
        """(first row, number of rows) of documents in a table, neighbours in one."""
        at = list(TABLES).index(name)
        start = count = 0
        for source in sources:
            first = self._starts[source.json_file][at]
            if first != start + count:
                if count:
                    yield start, count
                start, count = first, 0
            count += source.rows[at]
        if count:
            yield start, count

    def close(self) -> None:
        """Close its files."""
        for reader in self.readers.values():
            reader.close()


def _document_name(json_file: str) -> str:
    """a/b.pdf of a/b.pdf.json."""
    return json_file.removesuffix(".json")


class _Refused(Exception):
    """JSON that is damaged or of another version."""


def _contract(data: bytes) -> dict[str, Any] | None:
    """The JSON of a document, or None where the file is something else. Raises _Refused."""
    if data.lstrip()[:1] != b"{":
        return None
    try:
        value = loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _Refused from error
    if not isinstance(value, dict) or not {"schema_version", "source", "declarations"} <= value.keys():
        return None
    if value["schema_version"] != SCHEMA_VERSION or not _sound(value["source"]):
        raise _Refused
    return value


def _sound(source: Any) -> bool:
    """Whether the source of a document has a digest that can be a key, or none."""
    if not isinstance(source, dict):
        return False
    sha256 = source.get("sha256")
    return sha256 is None or (isinstance(sha256, str) and len(sha256) == 64 and sha256.isalnum() and sha256.isascii())
