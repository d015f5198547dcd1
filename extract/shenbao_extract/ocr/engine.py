"""What a recogniser must do, and how it is found by its name. A further engine is one file and one line here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from shenbao_extract.ocr.options import DEFAULT

Gray = npt.NDArray[np.uint8]
"""A picture in grey levels, [height, width], 0 black to 255 white."""

PixelBox = tuple[int, int, int, int]
"""(left, top, right, bottom) in pixels, ends excluded."""

MARKS = "，、。；："
"""Marks of a sentence."""

_MODULES = {"rapid": "shenbao_extract.ocr.rapid", "tesseract": "shenbao_extract.ocr.tesseract"}
ENGINES = tuple(_MODULES)
"""The names an engine can be asked for by."""


class Mark(NamedTuple):
    """One of MARKS, its chance (0 to 1), and its share (0 to 1) of the chances of all marks."""

    text: str
    chance: float
    share: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """What an engine read on one crop: its text and, for each character, how sure it is (0 to 1).

    `at` is where each character's middle stands along the crop (0 to 1); empty where the engine does not tell.
    `marks`: for each character the likeliest mark between it and the next, though none was read there; empty where
    the engine does not tell.
    """

    text: str
    sure: tuple[float, ...]
    at: tuple[float, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def confidence(self) -> float:
        """The mean over the characters; 0 where nothing was read."""
        return sum(self.sure) / len(self.sure) if self.sure else 0.0


class EngineMissing(Exception):
    """The engine, or a part of it, is not installed; the message says what to install."""


class Engine(Protocol):
    """A recogniser of printed lines."""

    name: str

    def read(self, crops: Sequence[Gray]) -> list[Recognised]:
        """The text of each crop; a crop holds one upright line with a little white around it."""
        ...

    def detect(self, picture: Gray) -> list[PixelBox] | None:
        """Where lines of text stand on a picture; None where the engine cannot tell."""
        ...


@cache
def engine(name: str = DEFAULT) -> Engine:
    """The engine of that name, loaded once. Raises EngineMissing where it is not installed, KeyError if unknown."""
    found: Engine = import_module(_MODULES[name]).load()
    return found


def version(name: str) -> str:
    """What is installed of an engine. Raises EngineMissing, which says what to install; KeyError if unknown."""
    told: str = import_module(_MODULES[name]).version()
    return told
