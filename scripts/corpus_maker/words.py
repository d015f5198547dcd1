"""The invented vocabulary, read from words.toml."""

from __future__ import annotations

import functools
import pathlib
import tomllib
from typing import Any


@functools.cache
def words() -> dict[str, Any]:
    """The whole vocabulary."""
    return tomllib.loads(pathlib.Path(__file__).with_name("words.toml").read_text("utf-8"))
