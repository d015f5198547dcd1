"""The words by which a form's parts are known. Synonyms are data: `words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex

from shenbao_cleaners.values.text import tidy

BRACKETED = regex.compile(r"[(\[【][^()\[\]【】]{0,40}[)\]】]")
BEGINNING, ENDING = regex.compile(r"^[*★☆]+"), regex.compile(r"[:;,。*]+$")


@dataclass(frozen=True)
class Words:
    """Compiled synonyms: block name -> role -> pattern that must match a whole tidied label."""

    roles: dict[str, dict[str, regex.Pattern[str]]]

    def role(self, block: str, text: str) -> str | None:
        """The role that a label plays in a block (e.g. columns, 三级指标 -> name); None where it is not known."""
        return _role(block, text) if len(text) <= LONGEST else None

    def plays(self, block: str, role: str, text: str) -> bool:
        """Whether a label may play one role in a block, whatever else it may be."""
        return len(text) <= LONGEST and self.roles[block][role].fullmatch(label_key(text)) is not None


LONGEST = 80  # characters: no label is longer


@lru_cache(maxsize=1 << 16)
def _role(block: str, text: str) -> str | None:
    key = label_key(text)
    if not key:
        return None
    return next((role for role, pattern in words().roles[block].items() if pattern.fullmatch(key)), None)


@lru_cache(maxsize=1 << 14)
def label_key(text: str) -> str:
    """A label for comparison: tidied, without white space, hints in brackets and a trailing colon."""
    key = BRACKETED.sub("", "".join(tidy(text).split()))
    return ENDING.sub("", BEGINNING.sub("", key))


@cache
def words() -> Words:
    """The words of `words.toml`."""
    data: dict[str, Any] = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    return Words(
        {
            block: {role: regex.compile("|".join(f"(?:{p})" for p in patterns)) for role, patterns in roles.items()}
            for block, roles in data.items()
        }
    )
