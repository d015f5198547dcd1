"""Invents target values in the ways people write them."""

from __future__ import annotations

import random
from typing import Any

AT_LEAST = ["≥"] * 8 + ["≧", ">=", ">", "不低于", "不少于", "大于等于"]
AT_MOST = ["≤"] * 8 + ["≦", "<=", "<", "不高于", "不超过", "小于等于"]


def _number(rng: random.Random, low: float, high: float) -> str:
    """A plain number between, rounder when it is big."""
    if high < 10 and isinstance(low, float):
        return f"{rng.uniform(low, high):.2f}"
    n = rng.randint(int(low), int(high))
    if n > 1000:
        n = round(n, -2)
    elif n > 100:
        n = round(n, -1)
    return str(n)


def value_pair(rng: random.Random, unit: str, low: float, high: float, kind: str, style: Any) -> tuple[str, str]:
    """The period's and the year's value of an amount or a count."""
    number = _number(rng, low, high)
    year = _dressed(rng, number, unit, kind, (low, high))
    r = rng.random()
    if r < 0.72:
        return year, year
    if r < 0.92 and kind == "quantity" and number.isdigit() and number in year:
        return year.replace(number, str(int(number) * 3), 1), year
    return ("", year) if r > 0.97 and style.blank_value else (year, year)


def _dressed(rng: random.Random, number: str, unit: str, kind: str, span: tuple[float, float]) -> str:
    """Number and unit with a comparator, in one of the usual dresses."""
    r = rng.random()
    sign = rng.choice(AT_MOST if kind == "cost" else AT_LEAST)
    if r < 0.55:
        return f"{sign}{number}{unit}"
    if r < 0.72:
        return f"{number}{unit}"
    if r < 0.78:
        return f"{number}{unit}{'以内' if kind == 'cost' else '以上'}"
    if r < 0.83:
        return f"{rng.choice('==＝')}{number}{unit}"
    if r < 0.88 and kind == "cost":
        more = _number(rng, span[1], span[1] * 2)
        return f"{number}{unit}-{more}{unit}"
    if r < 0.91:
        return f"{sign}{number}"
    if r < 0.94 and unit in ("次", "场", "期", "人次"):
        return f"{number}{unit}/年"
    if r < 0.97 and len(number) > 3:
        return f"{sign}{int(number):,}{unit}" if number.isdigit() else f"{sign}{number}{unit}"
    return f"全年{sign}{number}{unit}"


def rate_value(rng: random.Random, name: str, style: Any) -> tuple[str, str]:
    """The values of a rate or of a share of satisfied people."""
    if name.endswith("数"):
        return ("0", "0") if rng.random() < 0.5 else ("0起", "0起")
    if name.endswith("差错率"):
        return ("≤3%", "≤3%") if rng.random() < 0.6 else ("<1‰", "<1‰")
    share = rng.choice([80, 85, 88, 90, 92, 95, 96, 98, 99, 99.5, 100])
    text = rng.choice(
        [f"≥{share}%"] * 5
        + [f"{share}%"] * 4
        + [
            f"{share}%以上",
            f"不低于{share}%",
            f"≧{share}%",
            f">={share}%",
            f"={share}%",
            f"达到{share}%",
            f"≥{share}",
            f"{share - 8:g}%-{share}%",
        ]
    )
    if share == 100:
        text = rng.choice(["100%", "100%", "=100%", "＝100%"])
    return text, text


def timely_value(rng: random.Random, name: str) -> tuple[str, str]:
    """The values of an indicator of time."""
    if name.endswith("率"):
        text = rng.choice(["100%", "≥95%", "≥98%"])
        return text, text
    if "时长" in name:
        text = rng.choice(["≤24小时", "≤3天", "2小时以内", "≤5个工作日", "48小时内"])
        return text, text
    if "周期" in name:
        return rng.choice(
            [("36个月", "12个月"), ("12个月", "12个月"), ("三年", "全年"), ("2026年1月-12月", "2026年1月-12月")]
        )
    text = rng.choice(
        [
            "12月底前",
            "2026年11月30日前",
            "每年12月底前",
            "9月前",
            "及时",
            "全年",
            "2026.03-2026.10",
            "每月15日前",
            "按期完成",
        ]
    )
    return text, text
