"""The words that comparing knows: synonyms, themes, types of department. Ships as `lookup.toml`; users add a file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from shenbao.files import UsageError

_TABLES = ("words", "ends", "names", "units", "money", "themes", "departments")


@dataclass(frozen=True)
class Lookup:
    """Word tables; each maps what is meant to the ways it is written. `apart` holds names that are never merged."""

    words: dict[str, tuple[str, ...]]
    ends: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    money: dict[str, tuple[str, ...]]
    themes: dict[str, tuple[str, ...]]
    departments: dict[str, tuple[str, ...]]
    empty: tuple[str, ...]
    apart: tuple[tuple[str, str], ...]


@cache
def shipped() -> Lookup:
    """The tables that come with the program."""
    text = resources.files(__package__).joinpath("lookup.toml").read_text(encoding="utf-8")
    return _lookup(tomllib.loads(text))


def load(path: str | Path | None) -> Lookup:
    """The shipped tables with those of a user's file before them; a word in both means what the user's file says.

    Raises:
        UsageError: the file cannot be read, is no TOML, or a table has another shape.
    """
    if path is None:
        return shipped()
    try:
        own = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"词表读不出：{path}：{error}", f"the lookup file cannot be read: {path}: {error}") from error
    wrong = _wrong(own)
    if wrong:
        raise UsageError(
            f"词表 {path} 有误：{wrong[0]}；写法见 docs/compare.md",
            f"lookup file {path}: {wrong[1]}; see docs/compare.md",
        )
    return _join(shipped(), _lookup(own))


def _wrong(own: dict[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a user's file, in both languages."""
    for name, table in own.items():
        if name not in (*_TABLES, "empty", "apart"):
            return f"不认得表 [{name}]", f"unknown table [{name}]"
        if not isinstance(table, dict):
            return f"[{name}] 不是表", f"[{name}] is not a table"
        for key, words in table.items():
            pairs = name == "apart"
            if not isinstance(words, list) or not all(
                _pair(word) if pairs else isinstance(word, str) for word in words
            ):
                return f"[{name}] 的 {key} 应为词的列表", f"{key} of [{name}] must be a list of words"
    return None


def _pair(words: Any) -> bool:
    return isinstance(words, list) and len(words) == 2 and all(isinstance(word, str) for word in words)


def _lookup(tables: dict[str, Any]) -> Lookup:
    read = {name: {key: tuple(words) for key, words in tables.get(name, {}).items()} for name in _TABLES}
    empty = tuple(tables.get("empty", {}).get("words", ()))
    apart = tuple((one, other) for one, other in tables.get("apart", {}).get("pairs", ()))
    return Lookup(**read, empty=empty, apart=apart)


def _join(base: Lookup, own: Lookup) -> Lookup:
    joined: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in _TABLES:
        mine: dict[str, tuple[str, ...]] = getattr(own, name)
        taken = {word for words in mine.values() for word in words}
        table = dict(mine)
        for key, words in getattr(base, name).items():
            table[key] = (*table.get(key, ()), *(word for word in words if word not in taken))
        joined[name] = table
    return Lookup(**joined, empty=(*own.empty, *base.empty), apart=(*own.apart, *base.apart))


def variants(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Each variant of a table -> what it means."""
    return {variant: word for word, written in table.items() for variant in written}


def pattern(table: Iterable[str], end: bool = False) -> re.Pattern[str]:
    """Any of the words, the longest first, at the end of a text only if `end`; without words it never matches."""
    words = "|".join(re.escape(word) for word in sorted(table, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:{words})$" if end else words) if words else re.compile(r"(?!)")


class Finder:
    """Finds which heading of a table a text belongs under: by the longest of its words in the text, the earlier heading
    where two are as long."""

    def __init__(self, table: dict[str, tuple[str, ...]]) -> None:
        self._words = sorted(
            ((word, heading) for heading, words in table.items() for word in words), key=lambda pair: -len(pair[0])
        )

    def find(self, text: str | None) -> tuple[str, str] | None:
        """The heading and the word that decided, None where no word stands in the text."""
        return next(((heading, word) for word, heading in self._words if text and word in text), None)
