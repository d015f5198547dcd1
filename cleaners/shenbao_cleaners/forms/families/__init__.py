"""The layout families: one TOML file each, with its name and the labels by which it is known."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from shenbao_cleaners.forms.sheet import Sheet
from shenbao_cleaners.forms.words import label_key

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Family:
    """A layout that has been seen: all its marks stand on the form as labels of their own.

    `within` are patterns that each stand somewhere in a cell's text; `lying` says that the tree lies on its side.
    """

    name: str
    kind: str
    marks: tuple[str, ...]
    within: tuple[regex.Pattern[str], ...] = ()
    lying: bool = False


@cache
def families() -> tuple[Family, ...]:
    """All known families, those with most marks first."""
    found = []
    for file in sorted(files(__package__).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            data = tomllib.loads(file.read_text("utf-8"))
            within = tuple(map(regex.compile, data.get("within", ())))
            found.append(Family(data["name"], data["kind"], tuple(data["marks"]), within, data.get("lying", False)))
    return tuple(sorted(found, key=lambda f: (-len(f.marks), f.name)))


def family_of(sheet: Sheet, lying: bool = False) -> str:
    """The family's name; "unknown" where no known family's marks all stand on the sheet.

    `lying`: the form's tree lay on its side.
    """
    labels = {label_key(c.text) for c in sheet.cells if not c.blank and len(c.text) < 30}
    found = (f for f in families() if f.lying == lying and labels >= set(f.marks))
    return next((f.name for f in found if all(_stands(p, sheet) for p in f.within)), UNKNOWN)


def _stands(pattern: regex.Pattern[str], sheet: Sheet) -> bool:
    return any(pattern.search("".join(c.text.split())) for c in sheet.cells)
