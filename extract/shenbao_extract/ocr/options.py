"""Whether, and by what, pictures of text are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Mode = Literal["never", "auto", "always"]
DEFAULT = "rapid"
"""The engine that is used unless another is asked for."""

MODES: tuple[Mode, ...] = ("never", "auto", "always")


@dataclass(frozen=True, slots=True)
class Ocr:
    """`mode`: never; auto, pages that are pictures or whose text is garbage; always, every page by its picture.

    `progress` is called before each page that is read so, with its number and how many there are in the file.
    """

    mode: Mode = "auto"
    engine: str = DEFAULT
    progress: Callable[[int, int], None] | None = None


NEVER = Ocr("never")
AUTO = Ocr()
