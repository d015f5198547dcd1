"""The automatic numbers of Word's paragraphs (1. 2. 3., 一、二、), which stand nowhere in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from shenbao_extract.readers.package import local_name

LEVELS = 9
_DIGITS = "〇一二三四五六七八九"


@dataclass
class _Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""


@dataclass
class Numbering:
    """Counts the numbered paragraphs of a document, as Word does when it prints them."""

    numbering: etree._Element | None
    styles: etree._Element | None
    _lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict, init=False)
    _of_style: dict[str, tuple[str, int]] = field(default_factory=dict, init=False)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Read the lists and which styles are numbered."""
        abstract: dict[str, dict[int, _Level]] = {}
        for element in _children(self.numbering):
            if _tag(element) == "abstractNum":
                abstract[_value(element, "abstractNumId")] = _levels(element)
            elif _tag(element) == "num":
                key = _value(_child(element, "abstractNumId"))
                self._lists[_value(element, "numId")] = (key, self._overridden(element, abstract.get(key, {})))
        for style in _children(self.styles):
            found = _child(_child(_child(style, "pPr"), "numPr"), "numId")
            if _tag(style) == "style" and found is not None:
                level = _whole(_value(_child(_child(_child(style, "pPr"), "numPr"), "ilvl")))
                self._of_style[_value(style, "styleId")] = (_value(found), level)

    def _overridden(self, element: etree._Element, levels: dict[int, _Level]) -> dict[int, _Level]:
        out = dict(levels)
        for change in element:
            if _tag(change) == "lvlOverride":
                out.update(_levels(change))
        return out

    def next(self, paragraph: etree._Element) -> str:
        """The number printed before a paragraph; empty where it has none (bullets are left out)."""
        settings = _child(paragraph, "pPr")
        own = _child(settings, "numPr")
        if own is not None:
            number, level = _value(_child(own, "numId")), _whole(_value(_child(own, "ilvl")))
        else:
            number, level = self._of_style.get(_value(_child(settings, "pStyle")), ("", 0))
        if number not in self._lists or number == "0":
            return ""
        key, levels = self._lists[number]
        shape = levels.get(level)
        if shape is None or level >= LEVELS:
            return ""
        counts = self._counts.setdefault(key, {})
        counts[level] = counts.get(level, shape.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        if shape.format in ("bullet", "none"):
            return ""

        def shown(m: re.Match[str]) -> str:
            at = int(m[1]) - 1
            one = levels.get(at, _Level())
            return _written(counts.get(at, one.start), one.format)

        return re.sub(r"%([1-9])", shown, shape.text)


def _levels(parent: etree._Element) -> dict[int, _Level]:
    out: dict[int, _Level] = {}
    for element in parent:
        if _tag(element) == "lvl":
            start = _child(element, "start")
            out[_whole(_value(element, "ilvl"))] = _Level(
                _whole(_value(start)) if start is not None else 0,
                _value(_child(element, "numFmt")) or "decimal",
                _value(_child(element, "lvlText"))[:40],
            )
    return out


def _written(number: int, shape: str) -> str:
    """A number as a list writes it."""
    if "chinese" in shape.lower() or shape in ("japaneseCounting", "taiwaneseCounting", "ideographDigital"):
        return _chinese(number)
    if shape in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((96 if shape == "lowerLetter" else 64) + number)
    if shape in ("lowerRoman", "upperRoman") and 1 <= number <= 12:
        roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")[number - 1]
        return roman if shape == "lowerRoman" else roman.upper()
    if shape.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def _tag(element: etree._Element) -> str:
    return local_name(str(element.tag))


def _children(element: etree._Element | None) -> list[etree._Element]:
    return [] if element is None else list(element)


def _child(element: etree._Element | None, tag: str) -> etree._Element | None:
    return next((e for e in _children(element) if _tag(e) == tag), None)


def _value(element: etree._Element | None, name: str = "val") -> str:
    if element is None:
        return ""
    return next((value for key, value in element.items() if local_name(key) == name), "")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
