"""Target values of indicators: comparator, number, unit; dates; grades; placeholders. See DESIGN, "a target value".

A parse consumes the whole text: what is not fully understood is `text`, never a wrong number. One number alone always
stands in `low`, whatever its comparator; `high` is filled for a range only.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache

from shenbao_cleaners.declaration import Comparator, Target
from shenbao_cleaners.values.number import NUMBER, decimal_of, shifted
from shenbao_cleaners.values.target_dates import read_date
from shenbao_cleaners.values.text import tidy
from shenbao_cleaners.values.units import Unit, alternatives, longest_unit, per, read_unit, unlisted_unit, words

# Closing marks that say nothing; a point or comma right after a digit may be a number cut off by the cell's edge.
_ENDING = re.compile(r"(?:[。;；、]|(?<![0-9])[.,])++\Z")
_NUMERALS = {
    character: Decimal(value)
    for value, characters in enumerate(("", "一", "二两", "三", "四", "五", "六", "七", "八", "九", "十"))
    for character in characters
}
_NUMBER = re.compile(rf"(?P<minus>-?)(?P<number>{NUMBER})")
_SEPARATOR = re.compile(r"--?|~|至|到")
_YEAR_MONTH = re.compile(r"(?:19|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])")
_MASK = r"(?:\*++|[xX×]++|_++|\?{2,}+)"
_MASKED = re.compile(rf"[0-9.,~-]*+(?:{_MASK}[0-9.,~-]*+)++")
_MASKED_DATE = re.compile(rf"(?:(?:[0-9]++|{_MASK})[年月日])++(?:之前|以前|底前|前|底)?")
_ANY_NUMBER = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_SEPARATES = re.compile(r"[、,;；和及 ]")
# 10余次, 3万余人, 20余万元
_ROUGHLY = re.compile(rf"(?P<number>{NUMBER})(?P<power>[十百千万亿]*)[余多](?P<rest>[^0-9]+)")
# what stands between the values of a cell that lists several
_PARTS = re.compile(r"[、,;；，]且?|/(?=(?:[<>=]|[0-9]))")


def _prepared(raw: str) -> str:
    """The text to parse: tidied, blanks out except between two digits (those may be two numbers), no closing mark."""
    text = re.sub(r"(?<![0-9]) | (?![0-9])", "", tidy(raw))
    if text[:1] == "(" and text[-1:] == ")" and not re.search(r"[()]", text[1:-1]):
        text = text[1:-1]  # brackets around the whole value
    tail = len(text) - len(text.rstrip("。.;；,、"))
    ending = _ENDING.search(text, len(text) - tail) if tail else None
    return text[: ending.start()] or text if ending else text


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The expressions made of the words of `targets.toml`."""
    lists = words()
    prefixes, grades = lists["prefixes"], alternatives(lists["words"]["grades"])
    return {
        "comparator": re.compile(alternatives(word for every in lists["comparators"].values() for word in every)),
        "suffix": re.compile(alternatives(word for every in lists["suffixes"].values() for word in every)),
        "period": re.compile(alternatives(prefixes["periods"])),
        "verb": re.compile(alternatives(prefixes["verbs"])),
        "each": re.compile(f"(?:每(?:{alternatives((*lists['times']['words'], *lists['units']['quantity']))}))++"),
        "grade": re.compile(rf"定性|(?:定性)?(?:(?:{grades})(?:[、/,;](?:{grades}))*+|[优良中低差]{{2,}})"),
    }


@cache
def _meaning(group: str) -> dict[str, Comparator]:
    """Each word of a group (`comparators`, `suffixes`) -> the comparator it stands for."""
    return {word: comparator for comparator, every in words()[group].items() for word in every}


def parse_target(raw: str, year: int | None = None) -> Target:
    """The target value of a cell; never raises, in time linear to the text. `raw` is kept as it is given.

    `year` is the form's year: 12月底前 has no `end` without one.
    """
    text = _prepared(raw)
    if not text:
        return Target(raw, kind="blank")
    target = _read_word(text) or read_date(text, year) or _read_placeholder(text) or _read_quantity(text)
    return replace(target, raw=raw) if target else Target(raw, kind="text")


def is_sign(text: str) -> bool:
    """Whether a text is what stands in a column of signs: a comparator, 定性, or nothing."""
    sign = "".join(tidy(text).split())
    return not sign or sign in {"定性", "定量"} or sign in words()["words"]["none"] or sign in _meaning("comparators")


def _read_word(text: str) -> Target | None:
    if text in words()["words"]["none"]:
        return Target("", kind="none")
    return Target("", kind="grade") if _patterns()["grade"].fullmatch(text) else None


def _cut_prefix(text: str, pattern: str) -> tuple[str, str]:
    """The word the text begins with ("" if none), and the rest."""
    found = _patterns()[pattern].match(text)
    return (found.group(), text[found.end() :]) if found else ("", text)


def _cut_suffix(text: str) -> tuple[Comparator | None, str]:
    """What a closing 以上, 以内 ... says, and the text before it."""
    for length in range(6, 0, -1):
        word = text[-length:]
        if len(text) > length and word in _meaning("suffixes"):
            return _meaning("suffixes")[word], text[:-length]
    return None, text


def _read_placeholder(text: str) -> Target | None:
    """A value nobody filled in: `≥**%`, `XX`, a comparator or a unit alone."""
    sign, rest = _cut_prefix(text, "comparator")
    _, core = _cut_suffix(rest)
    masked = _MASKED.match(core)
    if masked:
        product = re.search(r"[0-9]", masked.group()) and not re.search(r"[*xX×_?]{2}", masked.group())  # 7*24
        empty = not product and read_unit(core[masked.end() :]) is not None
    elif not re.search(_MASK, core):
        # 超市 and 最高 are words: without a mask only a symbol counts as a comparator.
        empty = not any(map(str.isalpha, sign)) and (_is_bare_unit(rest) if rest else bool(sign))
    else:
        empty = False
    masked_date = re.search(_MASK, rest) and _MASKED_DATE.fullmatch(rest)
    return Target("", kind="placeholder") if empty or masked_date else None


def _is_bare_unit(text: str) -> bool:
    unit = None if text[0] in "0123456789/每(" else read_unit(text)
    return unit is not None and unit.name is not None and unit.power in {0, 4, 8}


def _read_quantity(text: str) -> Target | None:
    """Comparator, number or range, unit, in all their orders of print."""
    if _YEAR_MONTH.fullmatch(text):
        return None
    _, rest = _cut_prefix(text, "period")
    each, rest = _cut_prefix(rest, "each")
    _, rest = _cut_prefix(rest, "verb")
    before, rest = _cut_prefix(rest, "comparator")
    after, rest = _cut_suffix(rest)
    sign: Comparator | None = _meaning("comparators")[before] if before else None
    target = _read_tolerance(rest, sign, after) if rest.startswith("±") else _read_number(rest, sign, after)
    if target is None and not after:
        target = _read_roughly(rest, sign) or (None if any(map(str.isalpha, before)) else _read_unlisted(rest, sign))
    if target is None or not each:
        return target
    unit = per(Unit(0, target.unit, target.kind), each)
    return replace(target, unit=unit.name, kind=unit.kind) if unit else None


def _read_tolerance(text: str, before: Comparator | None, after: Comparator | None) -> Target | None:
    """±3%: from -3 to 3."""
    if {before, after} - {None, "<="}:
        return None
    found = _value(text[1:])
    if found is None or found[0] < 0:
        return None
    number, unit = found
    low = number.copy_negate() if number else number
    return _checked(Target("", "range", low, number, unit.name, kind=unit.kind))


def _read_number(text: str, before: Comparator | None, after: Comparator | None) -> Target | None:
    if before and after and before != after:
        return None  # ≤95%以上
    found = _value(text)
    if found:
        target = Target("", before or after, found[0], None, found[1].name, kind=found[1].kind)
        return target if before and is_month_or_months(target) else _checked(target)
    return None if before or after else _read_range(text)


def _read_roughly(text: str, sign: Comparator | None) -> Target | None:
    """10余次, 3万多人, 20余万元: about so many (≥10余次: as the sign says); the number is the one that is printed."""
    found = _ROUGHLY.fullmatch(text) if len(text) <= 2 * longest_unit() else None
    value = _value(f"{found['number']}{found['power']}{found['rest']}") if found else None
    if value is None or value[1].name is None or value[1].kind in {"percent", "duration"}:
        return None
    return Target("", sign or "about", value[0], None, value[1].name, kind=value[1].kind)


def _read_unlisted(text: str, sign: Comparator | None) -> Target | None:
    """A symbol, a number and a short word (≥1644案卷): the word can only be its unit, though no list has it.

    Without a symbol only money for each of something unlisted is sure enough (3万元/蒸吨).
    """
    found = _NUMBER.match(text)
    unit = unlisted_unit(text[found.end() :]) if found and not re.search(_MASK, text) else None
    if found is None or unit is None or (sign is None and (unit.kind != "money" or "/" not in str(unit.name))):
        return None
    return Target("", sign, shifted(_signed(found), unit.power), None, unit.name, kind=unit.kind)


def _read_range(text: str) -> Target | None:
    """100元/人/月-550元/人/月, 95%-98%, 1-3天: the unit of the lower end may be left to the upper one."""
    first = _NUMBER.match(text)
    separator = _SEPARATOR.search(text, first.end()) if first else None
    if first is None or separator is None or (first["minus"] and separator.group().startswith("-")):
        return None
    low, high = _value(text[: separator.start()]), _value(text[separator.end() :])
    if low is None or high is None or (high[0].is_signed() and separator.group().startswith("-")):
        return None
    number, unit = low
    if unit.name is None and unit.power == 0:
        number = shifted(number, high[1].power)
    if (unit.name not in {None, high[1].name}) or number > high[0]:
        return None
    if high[1].name is None and all(1990 <= end <= 2060 and end == int(end) for end in (number, high[0])):
        return None  # 2021-2023: years more likely than a quantity
    return _checked(Target("", "range", number, high[0], high[1].name, kind=high[1].kind))


def _value(text: str) -> tuple[Decimal, Unit] | None:
    """One number (shifted by its 万 or 亿) and its unit, the whole text consumed."""
    if text.startswith("百分之"):
        found = _NUMBER.fullmatch(text.removeprefix("百分之"))
        return (_signed(found), Unit(0, "%", "percent")) if found else None
    found = _NUMBER.match(text)
    if found:
        unit = read_unit(text[found.end() :])
        return (shifted(_signed(found), unit.power), unit) if unit else None
    numeral = _NUMERALS.get(text[:1])
    unit = read_unit(text[1:]) if numeral is not None and len(text) > 1 else None
    if numeral is None or unit is None or unit.name is None or unit.name in words()["ordinals"]["words"]:
        return None
    return shifted(numeral, unit.power), unit


def is_month_or_months(target: Target) -> bool:
    """Whether 12月 may be the month December as well as twelve months."""
    top = target.high if target.high is not None else target.low
    return target.unit == "月" and top is not None and top <= 12 and top == top.to_integral_value()


def _signed(found: re.Match[str]) -> Decimal:
    number = decimal_of(found["number"])
    return number.copy_negate() if found["minus"] and number else number


def _checked(target: Target) -> Target | None:
    """The target, or None where its unit makes the number ambiguous: 12月 may be a month, 2026年 a year."""
    top = target.high if target.high is not None else target.low
    assert top is not None
    if is_month_or_months(target):
        return None
    if target.unit == "年" and top >= 1000:
        return None
    if target.unit == "日" and target.comparator is None and top <= 31:
        return None
    return target


def has_several_values(raw: str) -> bool:
    """Whether a text that is no one value lists several: `1600人、200人`, `100%90%`, `甲432人、乙95人`."""
    if parse_target(raw).kind != "text":
        return False
    text = _prepared(raw)
    parts = Counter(_PARTS.split(text))
    if sum(count for part, count in parts.items() if _is_figure(part)) >= 2:
        return True
    numbers = list(_ANY_NUMBER.finditer(text))
    if len(numbers) < 2:
        return False
    ends = [*(number.start() for number in numbers[1:]), len(text)]
    gaps = [text[number.end() : end] for number, end in zip(numbers, ends, strict=True)]
    return all(map(_separates, gaps[:-1])) and _is_unit(gaps[-1])


def _is_figure(part: str) -> bool:
    """Whether a part of a listing is a value by itself, with more to it than a bare number (which may number it)."""
    if len(part) > 2 * longest_unit() or part.strip().isdigit():
        return False
    target = parse_target(part)
    return target.kind == "date" or target.low is not None or _read_unlisted(part.strip(), "=") is not None


def _is_unit(text: str) -> bool:
    """Whether what follows a number is its unit, with or without 以上 and the like."""
    return not text or read_unit(_cut_suffix(text)[1]) is not None


def _separates(gap: str) -> bool:
    """Whether what stands between two numbers ends one value before the next begins: a unit, then a separator."""
    separator = _SEPARATES.search(gap)
    if separator:
        return _is_unit(gap[: separator.start()])
    unit = read_unit(gap) if gap else None
    return unit is not None and unit.kind != "duration"
