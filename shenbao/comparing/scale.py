"""Values of one kind on one scale: 万元 and 元, 元/人/月 and 元/人/年, 小时 and 分钟, 台/套 and 台.

    >>> scale("万元/人/月")
    Scale(unit='元/人/年', factor=120000.0, kind='money')

What cannot be brought on one scale keeps its unit, and is compared only with the same unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_MONEY = {"元": 1.0, "万元": 1e4, "千元": 1e3, "百万元": 1e6, "亿元": 1e8, "元人民币": 1.0, "万": 1e4}
_HOURS = {"毫秒": 1 / 3_600_000, "秒": 1 / 3600, "分钟": 1 / 60, "分": 1 / 60, "小时": 1.0}
_DAYS = {"天": 1.0, "日": 1.0}
_MONTHS = {"月": 1.0, "个月": 1.0, "年": 12.0}
_COUNTS = {
    "人": ("人", 1.0), "名": ("人", 1.0), "人数": ("人", 1.0), "位": ("人", 1.0),
    "人次": ("人次", 1.0), "人/次": ("人次", 1.0), "次人": ("人次", 1.0),
    "次": ("次", 1.0), "场": ("次", 1.0), "场次": ("次", 1.0), "场、次": ("次", 1.0), "次数": ("次", 1.0),
    "个": ("个", 1.0), "项": ("个", 1.0), "件": ("个", 1.0),
    "台": ("台", 1.0), "套": ("台", 1.0), "台套": ("台", 1.0), "台/套": ("台", 1.0), "台(套)": ("台", 1.0), "辆": ("台", 1.0),
    "份": ("份", 1.0), "本": ("份", 1.0), "册": ("份", 1.0), "家": ("家", 1.0), "户": ("户", 1.0),
    "平方米": ("平方米", 1.0), "平米": ("平方米", 1.0), "㎡": ("平方米", 1.0), "m²": ("平方米", 1.0),
    "亩": ("平方米", 2000 / 3), "公顷": ("平方米", 1e4), "平方公里": ("平方米", 1e6), "平方千米": ("平方米", 1e6),
    "米": ("米", 1.0), "延米": ("米", 1.0), "公里": ("米", 1000.0), "千米": ("米", 1000.0),
    "吨": ("吨", 1.0), "公斤": ("吨", 1e-3), "千克": ("吨", 1e-3), "斤": ("吨", 5e-4),
    "立方米": ("立方米", 1.0), "方": ("立方米", 1.0),
}  # fmt: skip
_A_YEAR = {
    "年": 1.0,
    "月": 12.0,
    "季度": 4.0,
    "季": 4.0,
    "半年": 2.0,
    "周": 52.0,
    "天": 365.0,
    "日": 365.0,
    "学期": 2.0,
}
"""How often a span comes in a year."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What a unit is compared in: a value times `factor` is in `unit`; values of another `kind` are never compared."""

    unit: str
    factor: float
    kind: str

    @property
    def about(self) -> str:
        """A `standard` (a share, a price or number for each, a time) or a `size` (a sum, a number of things)."""
        return "size" if self.kind in {"money", "count", "number"} and "/" not in self.unit else "standard"


@cache
def scale(unit: str | None, kind: str | None = None) -> Scale:
    """The scale of a unit as the dataset writes it (元/人/月, %, 个月) with the value's kind, for units that say too little."""
    if unit in {"%", "个百分点"}:
        return Scale("%", 1.0, "percent")
    if unit == "‰":
        return Scale("%", 0.1, "percent")
    if unit == "分" and kind != "duration":
        return Scale("分", 1.0, "points")
    if unit is None:
        return Scale("", 1.0, "number")
    head, *below = re.split(r"[/·]", unit) if unit not in _COUNTS else [unit]
    if head in _MONEY and unit != "万":
        return _per("元", _MONEY[head], below, "money")
    if kind == "duration" or unit in _HOURS or unit in {"个月", "年"}:
        return _duration(unit)
    if below:
        name, factor = _COUNTS.get(head, (head, 1.0))
        return _per(name, factor, below, "count")
    name, factor = _COUNTS.get(unit, (unit, 1.0))
    return Scale(name, factor, "count")


def _duration(unit: str) -> Scale:
    """Hours, days and months stay apart: a month has no number of days, a working day no hours."""
    for name, table in (("小时", _HOURS), ("天", _DAYS), ("月", _MONTHS)):
        if unit in table:
            return Scale(name, table[unit], "duration")
    working = unit.removeprefix("个")
    return Scale(working, 1.0, "duration")


def _per(name: str, factor: float, below: list[str], kind: str) -> Scale:
    """A unit with denominators: a span becomes a year (last), people and things stay, in the order of their names."""
    things: list[str] = []
    yearly = False
    for part in below:
        many = part.removeprefix("每")
        if many in _A_YEAR:
            if not yearly:
                factor *= _A_YEAR[many]
            yearly = True
        elif many:
            things.append(_COUNTS.get(many, (many, 1.0))[0] if many != "人次" else "人次")
    return Scale("/".join((name, *sorted(things), *(["年"] if yearly else []))), factor, kind)
