"""Dates and periods among the target values: 12月底前, 2020年1月--2020年11月, 2023.07-2024.01, 全年."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from shenbao_cleaners.declaration import Comparator, Target

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_MARKS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_QUARTERS = "一二三四"
_UNPRINTED = 2000  # stands in for a year that is printed nowhere, only to compare months; a leap year


def _point(tag: str) -> str:
    """The expression of one day, month, quarter, half or year; groups carry the tag."""
    return (
        rf"(?:(?P<y{tag}>{_YEAR})[./-](?P<mm{tag}>{_MONTH})(?:[./-](?P<dd{tag}>{_DAY}))?"
        rf"|(?:(?P<Y{tag}>{_YEAR})年度?)?"
        rf"(?:(?P<m{tag}>{_MONTH})月(?:(?P<d{tag}>{_DAY})[日号]|(?P<fen{tag}>份)?(?P<mark{tag}>底|末|上旬|中旬|下旬)?)"
        rf"|第?(?P<q{tag}>[一二三四1-4])季度(?P<qend{tag}>[底末])?"
        rf"|(?P<h{tag}>[上下])半年"
        rf"|(?P<yend{tag}>年?[底末])"
        rf"|(?P<whole{tag}>全年度?|年内|年度内|当年|本年度?)?))"
    )


_SINGLE = re.compile(
    rf"(?P<sign><=|=|不晚于|不迟于)?(?P<each>每年)?[于在]?{_point('')}(?P<before>之前|以前|前|内|之内|以内)?(?P<done>完成|完工|竣工|建成)?"
)
_SEPARATOR = r"(?:--?|~|至|到)"
_RANGE = re.compile(rf"(?P<each>每年)?{_point('1')}{_SEPARATOR}{_point('2')}")
_MONTHS = re.compile(rf"(?:(?P<Y>{_YEAR})年)?(?P<m1>{_MONTH})(?:-|~|至|到)(?P<m2>{_MONTH})月份?")
_DAYS = re.compile(rf"(?P<month>(?:{_YEAR}年)?{_MONTH}月){_DAY}[日号]?{_SEPARATOR}(?={_DAY}[日号]\Z)")  # 3月1日-15日
_YEARS = re.compile(rf"(?P<y1>{_YEAR}){_SEPARATOR}(?P<y2>{_YEAR})年度?")
_OF_EACH_MONTH = re.compile(rf"每月{_DAY}[日号](?:之前|以前|前)?")


@dataclass(frozen=True, slots=True)
class _Period:
    """First and last day, how it was printed (day, month, quarter, half, year, end), and whether its year is known."""

    first: date
    last: date
    grain: str
    known: bool


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(year: int, first: int, last: int, grain: str, known: bool) -> _Period:
    return _Period(date(year, first, 1), _last_day(year, last), grain, known)


def _period(found: re.Match[str], tag: str, year: int | None) -> _Period | None:
    """The period of the groups with this tag; None where nothing was printed. Raises ValueError for 2月30日."""
    g = {name[: -len(tag)] if tag else name: text for name, text in found.groupdict().items() if name.endswith(tag)}
    printed = g["y"] or g["Y"]
    known = bool(printed) or year is not None
    of = int(printed) if printed else year if year is not None else _UNPRINTED
    month, day = g["mm"] or g["m"], g["dd"] or g["d"]
    if month and day:
        return _Period(date(of, int(month), int(day)), date(of, int(month), int(day)), "day", known)
    if month and g["mark"] in _MARKS:
        first, last = _MARKS[g["mark"]]
        end = _last_day(of, int(month))
        return _Period(date(of, int(month), first), date(of, int(month), min(last, end.day)), "part", known)
    if month:
        return _months(of, int(month), int(month), "end" if g["mark"] else "month", known)
    if g["q"]:
        quarter = int(g["q"]) if g["q"].isdigit() else _QUARTERS.index(g["q"]) + 1
        return _months(of, 3 * quarter - 2, 3 * quarter, "end" if g["qend"] else "quarter", known)
    if g["h"]:
        first, last = (1, 6) if g["h"] == "上" else (7, 12)
        return _months(of, first, last, "half", known)
    if g["yend"] or g["whole"] or printed:
        return _months(of, 1, 12, "end" if g["yend"] else "year", known)
    return None


def read_date(text: str, year: int | None) -> Target | None:
    """The date or period of a text without blanks, None if it is not wholly one. `raw` is left empty.

    `year` is the form's, for what prints none; without any year start and end stay None. 底/末 and 前 leave the
    start open; 9月前 ends on the last of August, 12月31日前 on that very day. A bare 12月 is no date: it may be
    twelve months.
    """
    try:
        return _read_range(text, year) or _read_single(text, year)
    except (ValueError, OverflowError):
        return None


def _target(first: date | None, last: date | None, known: bool, comparator: Comparator | None = None) -> Target:
    start, end = (day.isoformat() if day and known else None for day in (first, last))
    return Target("", comparator, None, None, None, start, end, "date")


def _read_range(text: str, year: int | None) -> Target | None:
    of = year if year is not None else _UNPRINTED
    if days := _DAYS.match(text):
        first_day = text[: days.end()].rstrip("-~至到")
        text = f"{first_day.rstrip('日号')}日-{days['month']}{text[days.end() :]}"
    if found := _YEARS.fullmatch(text):
        first, last, known = date(int(found["y1"]), 1, 1), date(int(found["y2"]), 12, 31), True
    elif found := _MONTHS.fullmatch(text):
        of = int(found["Y"] or of)
        first, last = date(of, int(found["m1"]), 1), _last_day(of, int(found["m2"]))
        known = bool(found["Y"]) or year is not None
    elif found := _RANGE.fullmatch(text):
        before, after = _printed_year(found, "1"), _printed_year(found, "2")
        if (after and not before) or (found["each"] and before):
            return None
        one = _period(found, "1", year)
        two = _period(found, "2", before or year)
        if one is None or two is None or one.grain == "end":
            return None
        first, last, known = one.first, two.last, one.known
    else:
        return None
    return _target(first, last, known) if first <= last else None


def _printed_year(found: re.Match[str], tag: str) -> int | None:
    printed = found[f"y{tag}"] or found[f"Y{tag}"]
    return int(printed) if printed else None


def _read_single(text: str, year: int | None) -> Target | None:
    if _OF_EACH_MONTH.fullmatch(text):
        return _target(None, None, False)
    found = _SINGLE.fullmatch(text)
    period = _period(found, "", year) if found else None
    if found is None or period is None or not _sensible(found, period):
        return None
    if found["before"] in {"之前", "以前", "前"}:
        inclusive = period.grain in {"day", "end"}
        return _target(None, period.last if inclusive else period.first - timedelta(days=1), period.known)
    if found["sign"] in {"<=", "不晚于", "不迟于"}:
        return _target(None, period.last, period.known, "<=")
    start = None if period.grain == "end" else period.first
    return _target(start, period.last, period.known, "=" if found["sign"] else None)


def _sensible(found: re.Match[str], period: _Period) -> bool:
    """Whether a person would read the match as a date, and as one only."""
    printed_year = found["y"] or found["Y"]
    if found["each"] and printed_year:
        return False
    if found["done"] and not found["before"] and period.grain != "end":
        return False
    if found["before"] in {"内", "之内", "以内"} and (period.grain not in {"year", "quarter"} or found["whole"]):
        return False
    if found["before"] in {"之前", "以前", "前"} and (period.grain in {"quarter", "half", "part"} or found["whole"]):
        return False
    if found["before"] and found["sign"]:
        return False
    if found["mm"] and not found["dd"] and found["y"] and "." in found.group():
        return False  # 2023.07 alone may be a number
    bare_month = period.grain == "month" and found["m"] and not (printed_year or found["fen"])
    return not bare_month or found["before"] in {"之前", "以前", "前"}
