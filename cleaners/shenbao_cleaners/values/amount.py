"""Amounts of money: exact decimals of a printed figure, its unit, and the sum in yuan."""

from __future__ import annotations

import re
from decimal import Decimal

from shenbao_cleaners.declaration import Amount
from shenbao_cleaners.values.number import NUMBER, decimal_of, shifted
from shenbao_cleaners.values.text import tidy

_POWERS = {"元": 0, "万元": 4, "亿元": 8}
_UNITS = {"元": "元", "万元": "万元", "万": "万元", "亿元": "亿元", "亿": "亿元"}
# ¥ 1,234.50 万元: a sign, digits with their separators (blanks among them), a unit.
_FIGURE = re.compile(r"(?P<sign>-?) ?¥? ?(?P<figure>[0-9.,][0-9., ]*+)(?P<unit>亿元|万元|亿|万|元)?")
_NUMBER = re.compile(rf"{NUMBER}|\.[0-9]+")
_HEADING = re.compile(r"[(\[【]?(?:(?:金额)?单位:)?(?:人民币)?(亿元|万元|亿|万|元)[)\]】]?")

_NAMED_UNIT = re.compile(  # not that of an amount in a label: 50万元以上设备
    r"(?:[(\[]|单位[:：]?)\s*(?:人民币)?(亿元|万元|元)(?!及?以[上下内])\s*[)\]]?|(?<![\d.])(亿元|万元)(?!及?以[上下内]|\(含)"
)


def unit_in(text: str) -> str | None:
    """The unit of money that a heading or unit line names (元, 万元, 亿元); None where it names none."""
    found = _NAMED_UNIT.search(tidy(text))
    return (found[1] or found[2]) if found else None


def _unit_of(heading: str | None) -> str | None:
    """元, 万元 or 亿元 of a column's unit as printed (`(万元)`, `单位：万元`); None if it is none of them."""
    found = _HEADING.fullmatch("".join(tidy(heading or "").split()))
    return _UNITS[found.group(1)] if found else None


def _without_breaks(raw: str) -> str:
    """The raw text with its line breaks taken out: a figure wrapped in a narrow cell is one figure."""
    return "".join(line.strip() for line in raw.splitlines())


def _figure(raw: str) -> tuple[str, str, str | None] | None:
    """Sign, figure (blanks kept) and printed unit of a text that looks like one figure, however malformed."""
    found = _FIGURE.fullmatch(tidy(_without_breaks(raw)))
    if not found or not any(character.isdigit() for character in found["figure"]):
        return None
    return found["sign"], found["figure"].strip(), _UNITS.get(found["unit"] or "")


def _joined(figure: str) -> str | None:
    """The figure without its blanks where they only interrupt one number (`964 .85`, `968.191 8`), else None."""
    pieces = figure.split(" ")
    whole = pieces[0]
    for piece in pieces[1:]:
        beside_separator = whole[-1:] in {".", ","} or piece[:1] in {".", ","}
        wrapped_decimals = "." in whole and piece.isdigit()
        if not (beside_separator or wrapped_decimals):
            return None
        whole += piece
    return whole


def amount_defect(raw: str) -> str | None:
    """What is wrong with the format of a figure, None if it is good or no figure at all.

    `broken_decimal` (370.000.00, 12.), `bad_grouping` (1,23,4.5), `blank_inside` (100 200: one figure or two).
    """
    found = _figure(raw)
    if not found:
        return None
    whole = _joined(found[1])
    if whole is None:
        return "blank_inside"
    if _NUMBER.fullmatch(whole):
        return None
    return "broken_decimal" if whole.count(".") > 1 or whole.endswith(".") else "bad_grouping"


def is_amount(raw: str) -> bool:
    """Whether the text is one well-formed figure, with or without a unit of money."""
    return _figure(raw) is not None and amount_defect(raw) is None


def parse_amount(raw: str, unit: str | None) -> Amount:
    """The amount of a cell; `unit` is the one its column or form prints, a unit in the cell itself wins over it.

    A blank, a dash, words and a malformed figure have the value None (never 0); `raw` is as printed, line breaks
    taken out. Decimals keep their printed places; write them with format `f`.
    """
    printed = _without_breaks(raw)
    found = _figure(raw)
    own = (found[2] if found else None) or _unit_of(unit)
    if not found or not is_amount(raw):
        return Amount(printed, None, own, None)
    value = decimal_of(found[0] + (_joined(found[1]) or ""))
    return Amount(printed, value, own, _yuan(value, own))


def _yuan(value: Decimal, unit: str | None) -> Decimal | None:
    return shifted(value, _POWERS[unit]) if unit else None
