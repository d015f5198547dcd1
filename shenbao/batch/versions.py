"""What a document's JSON depends on beside its bytes and the options: the program, room by room, and its libraries.

A version is a hash over the files of the rooms, so that any change of the program counts, released or not.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module, metadata
from pathlib import Path

_READS_WITH = ("pypdfium2", "pdfplumber", "pdfminer.six", "pikepdf", "pillow", "numpy", "lxml")
_RECOGNISES_WITH = ("rapidocr", "onnxruntime", "opencv-python-headless", "opencv-contrib-python", "pytesseract")


@cache
def reading_version() -> str:
    """Of the extract room and the libraries and programs it reads and recognises with."""
    import shutil

    tools = [f"{tool}: {shutil.which(tool) is not None}" for tool in ("soffice", "libreoffice", "tesseract")]
    return _digest(_files("shenbao_extract"), [*map(_installed, (*_READS_WITH, *_RECOGNISES_WITH)), *tools])


@cache
def pipeline_version() -> str:
    """Of everything that makes the JSON: reading_version(), the cleaners and the contract."""
    own = [Path(__file__).parents[1] / name for name in ("attempting.py", "faults.py", "output.py", "reading.py")]
    return _digest([*_files("shenbao_cleaners"), *own], [reading_version()])


def _files(package: str) -> list[Path]:
    root = Path(import_module(package).__path__[0])
    return sorted(f for f in root.rglob("*") if f.is_file() and f.suffix != ".pyc")


def _installed(package: str) -> str:
    try:
        return f"{package} {metadata.version(package)}"
    except metadata.PackageNotFoundError:
        return f"{package} -"


def _digest(files: list[Path], words: list[str]) -> str:
    found = hashlib.sha256("\n".join(words).encode())
    for file in files:
        found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()[:16]
