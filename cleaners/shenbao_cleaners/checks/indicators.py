"""Does every indicator have a name and a value that says something."""

from __future__ import annotations

from decimal import Decimal

import regex

from shenbao_cleaners.declaration import Declaration, Indicator, Issue, Target
from shenbao_cleaners.forms.several import items_in
from shenbao_cleaners.issues import issue
from shenbao_cleaners.values.target import has_several_values, is_month_or_months, is_sign
from shenbao_cleaners.values.text import tidy

LEAST = 3  # names that stand twice and make a second set of indicators
SIGNS = regex.compile(r"[<>=]=?(?=\s*\d)")


def check_indicators(d: Declaration) -> list[Issue]:
    """Issues for indicators without name or value, placeholders, doubles, odd figures."""
    out: list[Issue] = []
    seen: dict[tuple[object, ...], int] = {}
    for i, x in enumerate(d.indicators):
        pointer = f"/indicators/{i}"
        if not x.name.strip():
            out.append(issue("name_missing", f"{pointer}/name"))
        if x.period_value is None and x.annual_value is None:
            out.append(issue("value_missing", pointer))
        for key, target in (("period_value", x.period_value), ("annual_value", x.annual_value)):
            if target is not None:
                out += _target(target, f"{pointer}/{key}", d.form.year, x, key)
        if _several_in_one(x) or _lines_of_words(d, x, pointer):
            out.append(issue("several_indicators", pointer, count=items_in(x.name)))
        if x.printed.sign and not is_sign(x.printed.sign):
            out.append(issue("sign_unknown", pointer, sign=x.printed.sign[:40]))
        if x.period_value and x.annual_value and _contradict(x.period_value, x.annual_value):
            out.append(issue("values_differ", f"{pointer}/annual_value"))
        same = (x.level1, x.level2, x.name, x.period_value, x.annual_value, x.activity)
        if same in seen and x.name.strip():
            out.append(issue("duplicate_indicator", f"{pointer}/name", other=seen[same] + 1))
        seen.setdefault(same, i)
    if twice := _twice(d):
        out.append(issue("indicators_twice", "/indicators", count=twice))
    return out


def _twice(d: Declaration) -> int:
    """How many names stand twice under the same labels with other values, where many of a form's do: two sets."""
    values: dict[tuple[object, ...], list[tuple[Target | None, ...]]] = {}
    for x in d.indicators:
        if not x.activity and not x.place:
            key = x.level1, x.level2, x.name
            values.setdefault(key, []).append((x.period_value, x.annual_value))
    found = sum(len(said) == 2 and said[0] != said[1] for said in values.values())
    return found if found >= LEAST and 3 * found >= len(d.indicators) else 0


def _target(target: Target, pointer: str, year: int | None, x: Indicator, key: str) -> list[Issue]:
    other = x.annual_value if key == "period_value" else x.period_value
    if target.kind == "blank":
        # one of two value columns may be left empty by rule; both may not
        return [issue("value_blank", pointer)] if other is None or other.kind == "blank" else []
    if target.kind == "placeholder":
        return [issue("value_placeholder", pointer, raw=target.raw)]
    out: list[Issue] = []
    if has_several_values(target.raw):
        out.append(issue("several_values", pointer, raw=target.raw))
    if is_month_or_months(target):
        out.append(issue("month_or_months", pointer, raw=target.raw))
    if target.kind == "percent" and target.low is not None and target.low > Decimal(100) and target.unit == "%":
        out.append(issue("percent_over_100", pointer, raw=target.raw))
    if target.kind == "date" and year and target.end and not target.end.startswith(str(year)):
        out.append(issue("date_outside_year", pointer, raw=target.raw, year=year))
    return out


def _several_in_one(x: Indicator) -> bool:
    """Whether a name numbers several things and its value gives a value for more than one: it is no one indicator."""
    if items_in(x.name) < 2:
        return False
    raws = [t.raw for t in (x.period_value, x.annual_value) if t is not None]
    return any(items_in(raw) >= 2 or has_several_values(raw) or len(SIGNS.findall(tidy(raw))) >= 2 for raw in raws)


def _lines_of_words(d: Declaration, x: Indicator, pointer: str) -> bool:
    """Whether a name numbers several things and its value is words on as many lines: one of each, or one text."""
    count = items_in(x.name)
    if count < 2 or x.annual_value is None or x.annual_value.kind != "text":
        return False
    said = d.evidence.get(f"{pointer}/annual_value", ())
    return any(len([line for line in e.text.splitlines() if line.strip()]) == count for e in said)


def _contradict(a: Target, b: Target) -> bool:
    return a.kind == b.kind and a.unit == b.unit and (a.low, a.high) != (b.low, b.high)
