"""Typed values as a reader sees them: numbers with their thousands, unseen characters made visible."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from shenbao.comparing.result import Shown
from shenbao.output import clean

Lang = Literal["zh", "en"]
NUMERIC: frozenset[Shown] = frozenset({"integer", "number", "yuan", "share", "score"})
_LONGEST_TEXT = 240  # characters of a cell; a goal may have thousands


@dataclass(frozen=True, slots=True)
class Say:
    """Chooses the language: `say("中文", "English")`."""

    lang: Lang

    def __call__(self, zh: str, en: str) -> str:
        """The text in the language of the report."""
        return zh if self.lang == "zh" else en


def visible(text: str) -> str:
    """The text with characters that show nothing, or turn the order of others, written as ⟨U+202E⟩."""
    return "".join(f"⟨U+{ord(c):04X}⟩" if _unseen(c) else c for c in clean(text))


def _unseen(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cf")


def shorten(text: str, longest: int = _LONGEST_TEXT) -> str:
    """The text, cut with … where it is longer than a cell should be."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def number(value: float | Decimal) -> str:
    """A number with thousands, without needless zeros: 1,234.5; at most four decimals of a float, all of a Decimal."""
    shown = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,.4f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def share(value: float) -> str:
    """A share of 0 to 1 as a percentage with one decimal, 0 and 1 without."""
    return f"{value:.1%}".replace(".0%", "%")


def as_text(value: Any, shown: Shown) -> str:
    """A value of a row by what its column says of it; "" where there is none."""
    if value is None:
        return ""
    if shown == "share":
        return share(value)
    if shown == "score":
        return f"{value:.0f}"
    if shown in ("number", "yuan"):
        return number(value)
    if shown == "integer":
        return f"{value:,}"
    return visible(str(value))


def sort_key(value: Any, shown: Shown) -> str:
    """What a cell is sorted by: a plain number, "" where there is none (always last)."""
    if value is None or shown not in NUMERIC:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else repr(value)
