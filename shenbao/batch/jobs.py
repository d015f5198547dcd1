"""What a batch is to do: one Job a document, one Setup for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from shenbao.files import UsageError, output_name
from shenbao.storage import is_url, join
from shenbao_extract.ocr.options import Mode

STATE = ".shenbao"
"""The folder in OUT that holds what a batch knows: records, what was read, the report."""

TIMEOUT = 120.0
"""Seconds a document may take, and a twelfth of it more for each page."""

MEMORY_MB = 2048
"""Megabytes of memory a worker may take."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document: where it is (a path or an address), its path below OUT (with /), its bytes, and its published url.

    `twin`: the relative path of a document of the same bytes that has been converted in this run.
    """

    source: str
    relative: str
    size: int
    url: str | None = None
    twin: str | None = None

    @property
    def name(self) -> str:
        """The document's name."""
        return PurePosixPath(self.relative).name


@dataclass(frozen=True, slots=True)
class Setup:
    """How all documents of a batch are converted, and where to.

    `state`: whether records are kept; without it (one document alone) nothing but the outputs is written. `fresh`: OUT
    had none when the run began, so that nothing need be looked up.
    `cells`: also write OUT/<...>.cells.json. `timeout` in seconds and `memory_mb` hold in worker processes only.
    """

    out: str
    ocr: Mode = "auto"
    ocr_engine: str = "rapid"
    password: str | None = None
    cells: bool = False
    force: bool = False
    state: bool = True
    fresh: bool = False
    timeout: float = TIMEOUT
    memory_mb: int = MEMORY_MB

    def allowed(self, pages: int) -> float:
        """Seconds that a document of so many pages may take."""
        return self.timeout * (1 + pages / 12)

    def output(self, relative: str) -> str:
        """Where a document's JSON goes."""
        folder, slash, name = relative.rpartition("/")
        return join(self.out, f"{folder}{slash}{output_name(name)}")

    def inside(self, *parts: str) -> str:
        """A place in the state's folder."""
        return join(self.out, "/".join((STATE, *parts)))

    @property
    def temporary(self) -> str | None:
        """The folder for temporary files, on OUT's own file system; None for an address, or without a state."""
        return None if is_url(self.out) or not self.state else self.inside("tmp")

    def telling(self) -> dict[str, Any]:
        """The options that a record names: those that may change what comes out. No password is told."""
        told = {name: getattr(self, name) for name in ("ocr", "ocr_engine", "cells")}
        return told | {"password": self.password is not None}


def safe_relative(text: str, where: str) -> str:
    """A relative path that stays below OUT. Raises UsageError, naming `where` it comes from."""
    parts = text.split("/")
    odd = text.startswith("/") or "\\" in text or "\0" in text or ":" in parts[0]
    if odd or not text or any(part in ("", ".", "..") for part in parts) or parts[0] == STATE:
        raise UsageError(
            f"{where}：路径 {text!r} 不能用。只接受所在文件夹之内的相对路径（用 /，不含 ..）。",
            f"{where}: the path {text!r} cannot be used. Only relative paths inside the folder are taken (with /, "
            "without ..).",
        )
    return text
