"""A spreadsheet's dates and times as their cells show them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_NOISE = re.compile(r'"[^"]*"?|[\\!].|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_PARTS = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<part>y+|e+|m+|d+|a{3,4}|h+|s+)|(?P<fraction>\.0+)|(?P<any>.)",
    re.IGNORECASE | re.DOTALL,
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SYSTEM = {"[$-f800]": 'yyyy"年"m"月"d"日"', "[$-f400]": "h:mm:ss"}  # the computer's own long date, and its time
LAST_DAY = 2_958_465  # 31 December 9999


def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or a time."""
    plain = _NOISE.sub("", code.partition(";")[0])
    numeric = re.search(r"[0#?]", re.sub(r"(?<=s)\.0+", "", plain, flags=re.IGNORECASE))
    if numeric or re.search(r"general|通用", plain, re.IGNORECASE):
        return False
    return bool(re.search(r"[ymdhs]|aaa|e(?![+-])|上午", plain, re.IGNORECASE))


def format_date(value: float, code: str, date1904: bool = False) -> str | None:
    """The day and time that `value` counts to, in the format `code`; None where no calendar has it."""
    moment = _moment(value, code, date1904)
    days = re.search(r"[yde]|aaa", _NOISE.sub("", code), re.IGNORECASE)
    if moment is None or (days and value < 1) or "dbnum" in code.lower():
        return None
    for mark, shape in _SYSTEM.items():
        if code.lower().startswith(mark):
            code = shape
    found = list(_PARTS.finditer(code.partition(";")[0]))
    half = any(m["half"] for m in found)
    out: list[str] = []
    for i, m in enumerate(found):
        if m["quoted"] is not None or m["escaped"] is not None:
            out.append(m["quoted"] if m["quoted"] is not None else m["escaped"])
        elif m["elapsed"]:
            per = {"h": 24, "m": 1440, "s": 86400}[m["elapsed"][0].lower()]
            out.append(f"{int(value * per + 1e-6):0{len(m['elapsed'])}d}")
        elif m["half"]:
            words = ("上午", "下午") if "上" in m["half"] else ("A", "P") if len(m["half"]) == 3 else ("AM", "PM")
            out.append(words[moment.hour >= 12])
        elif m["part"]:
            part = m["part"].lower()
            if part[0] == "m" and len(part) < 3 and _beside_time(found, i):
                part = "n" * len(part)
            out.append(_part(moment, part, half))
        elif m["fraction"]:
            out.append(f"{moment.microsecond / 1e6:.{len(m['fraction']) - 1}f}"[1:])
        elif m["any"]:
            out.append(m["any"])
    return "".join(out).strip()


def _moment(value: float, code: str, date1904: bool) -> datetime | None:
    if not 0 <= value <= LAST_DAY:
        return None
    seconds = round(value * 86400, 3 if ".0" in code else 0)
    # Excel has a 29 February 1900, which never was: days before it count from one day later
    first = datetime(1899, 12, 30) if value >= 60 else datetime(1899, 12, 31)
    start = datetime(1904, 1, 1) if date1904 else first
    return start + timedelta(seconds=seconds)


def _beside_time(found: list[re.Match[str]], at: int) -> bool:
    """Whether an m stands for minutes: the part before it is an hour, or the part after it seconds."""
    parts = [(i, (m["part"] or m["elapsed"] or "").lower()) for i, m in enumerate(found) if m["part"] or m["elapsed"]]
    order = [i for i, _ in parts]
    n = order.index(at)
    before = parts[n - 1][1][:1] if n else ""
    after = parts[n + 1][1][:1] if n + 1 < len(parts) else ""
    return before == "h" or after == "s"


def _part(moment: datetime, part: str, half: bool) -> str:
    n = len(part)
    hour = (moment.hour % 12 or 12) if half else moment.hour
    week = moment.weekday()
    match part[0]:
        case "y":
            return f"{moment.year % 100:02d}" if n <= 2 else str(moment.year)
        case "e":
            return str(moment.year)
        case "m" if n >= 3:
            return _MONTHS[moment.month - 1][: {3: 3, 5: 1}.get(n)]
        case "d" if n >= 3:
            return _DAYS[week][: 3 if n == 3 else None]
        case "a":
            return ("星期" if n == 4 else "") + "一二三四五六日"[week]
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[part[0]]
    return f"{number:0{min(n, 2)}d}"
