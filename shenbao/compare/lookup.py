"""The words that comparing knows: synonyms, themes, types of department. Ships as `lookup.toml`; users add a file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from shenbao.files import UsageError

_TABLES = ("words", "ends", "names", "themes", "departments")


@dataclass(frozen=True)
class Lookup:
    """Word tables; each maps what is meant to the ways it is written. `apart` holds names that are never merged."""

    words: dict[str, tuple[str, ...]]
    ends: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, ...]]
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
            f"词表 {path} 有误：{wrong[0]}；写法见 docs/compare.md", f"lookup file {path}: {wrong[1]}; see docs/compare.md"
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
            if not isinstance(words, list) or not all(_pair(word) if pairs else isinstance(word, str) for word in words):
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
