"""The layout families: one TOML file each, with its name and the labels by which it is known."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from shenbao_cleaners.forms.sheet import Sheet
from shenbao_cleaners.forms.words import label_key

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Family:
    """A layout that has been seen: all its marks stand on the form as labels of their own."""

    name: str
    kind: str
    marks: tuple[str, ...]


@cache
def families() -> tuple[Family, ...]:
    """All known families, those with most marks first."""
    found = []
    for file in sorted(files(__package__).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            data = tomllib.loads(file.read_text("utf-8"))
            found.append(Family(data["name"], data["kind"], tuple(data["marks"])))
    return tuple(sorted(found, key=lambda f: (-len(f.marks), f.name)))


def family_of(sheet: Sheet) -> str:
    """The family's name; "unknown" where no known family's marks all stand on the sheet."""
    labels = {label_key(c.text) for c in sheet.cells if not c.blank and len(c.text) < 30}
    return next((f.name for f in families() if labels >= set(f.marks)), UNKNOWN)
