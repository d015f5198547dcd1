"""Which files are meant, where each one's output goes, and how it is written: whole or not at all."""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shenbao.output import clean
from shenbao_extract.cells_file import SUFFIX

READABLE = frozenset(
    {".pdf", ".txt", ".tsv", ".xlsx", ".xls", ".et", ".docx", ".doc", ".wps", ".html", ".htm"}
    | {".jpg", ".jpeg", ".png", ".tif", ".tiff"}
)  # what is taken from a folder; a file named itself is always tried
_LONGEST_NAME = 255  # bytes, on all common file systems


class ShenbaoError(Exception):
    """Something the user can put right; `zh` and `en` say what is wrong and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        """The sentence in both languages, remedy included."""
        super().__init__(f"{clean(zh)}\n{clean(en)}")
        self.zh = clean(zh)
        self.en = clean(en)

    def __reduce__(self) -> tuple[type[ShenbaoError], tuple[str, str]]:
        """So that it comes whole out of another process."""
        return type(self), (self.zh, self.en)


class UsageError(ShenbaoError):
    """What was asked for cannot be done as asked: a path that is not there, a page that does not exist."""


class OutputError(ShenbaoError):
    """The output cannot be written."""


class BusyError(OutputError):
    """Another run is writing into OUT."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents found, each with its path below the output folder, and how many files of a folder were left."""

    files: tuple[tuple[Path, Path], ...]
    passed_over: int


def find_inputs(paths: Iterable[str | os.PathLike[str]]) -> Inputs:
    """The documents that `paths` (files, folders, patterns) mean, sorted, each once.

    A document's relative path is taken from the folder that all of `paths` have in common: for one folder the folder
    itself, for one file the folder it lies in. Raises UsageError where a path or pattern finds nothing.
    """
    found: dict[Path, None] = {}
    roots: list[Path] = []
    passed_over = 0
    for given in paths:
        path = Path(os.path.abspath(given))
        if path.is_dir():
            files = [f for f in sorted(path.rglob("*")) if f.is_file() and not _hidden(f.relative_to(path))]
            wanted = [f for f in files if f.suffix.lower() in READABLE or _cells_alone(f)]
            passed_over += len(files) - len(wanted)
            roots.append(path)
        elif path.is_file():
            wanted = [path]
            roots.append(path.parent)
        else:
            wanted = [
                Path(os.path.abspath(f)) for f in sorted(glob.glob(str(path), recursive=True)) if os.path.isfile(f)
            ]
            roots.append(_fixed_part(path))
        if not wanted and not path.is_dir():
            raise UsageError(
                f"找不到 {given}：没有这样的文件、文件夹，也没有与之相符的文件。请检查路径。",
                f"{given}: no such file or folder, and nothing matches it as a pattern. Check the path.",
            )
        found |= dict.fromkeys(wanted)
    root = Path(os.path.commonpath(roots)) if roots else Path()
    return Inputs(tuple((file, file.relative_to(root)) for file in sorted(found)), passed_over)


def _cells_alone(path: Path) -> bool:
    """Whether this is a document as read before, and the document itself does not lie beside it."""
    return path.name.endswith(SUFFIX) and not path.with_name(path.name.removesuffix(SUFFIX)).exists()


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _fixed_part(pattern: Path) -> Path:
    """The folder of a pattern before its first wildcard."""
    parts = pattern.parts
    first = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts) - 1)
    return Path(*parts[:first])


def output_path(out: Path, relative: Path) -> Path:
    """OUT/<relative path with its extension>.json; a name too long for the system is cut and gets a hash.

    A document as read before goes where the document itself would go.
    """
    return out / relative.parent / output_name(relative.name)


def output_name(name: str) -> str:
    """The name of the JSON of a document of this name; see output_path()."""
    name = name.removesuffix(SUFFIX) or name
    if len(os.fsencode(name)) + len(".json") <= _LONGEST_NAME:
        return f"{name}.json"
    mark = hashlib.sha256(os.fsencode(name)).hexdigest()[:12]
    kept, suffix = os.path.splitext(name)
    while len(os.fsencode(f"{kept}~{mark}{suffix}.json")) > _LONGEST_NAME:
        kept = kept[:-1]
    return f"{kept}~{mark}{suffix}.json"


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8, whole or not at all. Raises OutputError."""
    write_with(path, lambda temporary: temporary.write_bytes(text.encode("utf-8")))


def write_with(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a temporary file beside `path`, then put it in its place. Raises OutputError."""
    with whole(path) as temporary:
        write(temporary)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file to fill, put in the place of `path` at the end unless an error came. Raises OutputError."""
    temporary = path.parent / f".shenbao-{os.getpid()}-{hash(path):x}{path.suffix}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield temporary
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path | str, error: OSError) -> OutputError:
    """The error that names the place, the reason and the remedy."""
    reason = error.strerror or str(error)
    return OutputError(
        f"无法写入 {path}：{reason}。请换一个可写的文件夹，或检查权限和磁盘空间，并关闭正在使用该文件的程序。",
        f"cannot write {path}: {reason}. Choose a folder you may write to, or check its permissions and the disk "
        "space, and close any program that has the file open.",
    )


def check_folder(folder: Path) -> None:
    """Make the output folder and make sure it can be written to, before any work. Raises OutputError."""
    write_with(folder / ".shenbao-try", lambda temporary: temporary.write_bytes(b""))
    (folder / ".shenbao-try").unlink(missing_ok=True)
