"""A spreadsheet's number as its cell shows it: the number formats of Excel, as far as published sheets use them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from itertools import pairwise

from shenbao_extract.readers.date_format import format_date, is_date_format

GENERAL_WIDTH = 11  # characters that General gives a number, its point counted and its sign not
CENTS = 2  # decimals that are kept in any case: amounts over 100,000,000 would lose theirs
GENERAL = ("general", "g/通用格式", "@", "")
# Formats that a file names by number alone, as a Chinese Excel shows them.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

_WIDE = Context(prec=400)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*](?P<space>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<sci>[Ee][+-]0+)|(?P<any>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[\d.]+)$")
_COLOUR = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+|颜色 ?\d+|[红绿蓝黑白黄]色?)$", re.IGNORECASE
)


class UnknownFormatCodeError(ValueError):
    """A number format that is not understood here."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: tokens (literal text, or a placeholder), condition."""

    tokens: tuple[tuple[str, str], ...]  # ("literal", text) or ("digit", "0") or (".", ...) or ("%", "%") ...
    condition: tuple[str, Decimal] | None = None


def format_number(value: float, code: str, date1904: bool = False) -> str:
    """`value` as a cell with the number format `code` shows it. Raises UnknownFormatCodeError."""
    if code.lower() in GENERAL:
        return general(value)
    if is_date_format(code):
        shown = format_date(value, code, date1904)
        if shown is None:
            raise UnknownFormatCodeError(code)
        return shown
    sections = _sections(code)
    number = _decimal(value)
    section, signed = _choose(sections, number)
    if any(kind == "general" for kind, _ in section.tokens):
        inner = general(abs(value))
        shown = "".join(inner if kind == "general" else text for kind, text in section.tokens).strip()
        return f"-{shown}" if signed and number < 0 else shown
    return _fill(section, abs(number), code, number < 0 and signed)


def format_text(text: str, code: str) -> str:
    """`text` as a cell with the number format `code` shows it: only a fourth section, or one with @, changes it."""
    if "@" not in code or code == "@":
        return text
    try:
        sections = _sections(code)
    except UnknownFormatCodeError:
        return text
    last = sections[-1].tokens
    if not any(kind == "@" for kind, _ in last):
        return text
    return "".join(text if kind == "@" else literal for kind, literal in last if kind in ("@", "literal"))


def general(value: float) -> str:
    """A number as the format General shows it, but cents are kept and no exponent is used: a long amount is whole."""
    number = _decimal(value)
    whole = len(str(abs(int(number))))
    shown = _rounded(number, max(CENTS, GENERAL_WIDTH - 1 - whole))
    number = shown if shown or not number else number
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _decimal(value: float) -> Decimal:
    """What Excel works with: 15 significant digits."""
    return Decimal(f"{value:.15g}")


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    if len(code) > 255:
        raise UnknownFormatCodeError(code)
    out: list[_Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    text = re.sub(r"General|G/通用格式", "\0", code, flags=re.IGNORECASE)
    for found in _TOKEN.finditer(text):
        if found["quoted"] is not None or found["escaped"] is not None:
            tokens.append(("literal", found["quoted"] if found["quoted"] is not None else found["escaped"]))
        elif found["bracket"] is not None:
            inner = _CONDITION.match(found["bracket"])
            if inner:
                condition = (inner[1], Decimal(inner[2]))
            elif found["bracket"].startswith("$"):
                tokens.append(("literal", found["bracket"][1:].partition("-")[0]))
            elif not _COLOUR.match(found["bracket"]):
                raise UnknownFormatCodeError(code)  # [DBNum1] and the like
        elif found["sci"] is not None:
            tokens.append(("sci", found["sci"]))
        elif found["any"] == ";":
            out.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif found["any"] is not None:
            tokens.append(_plain(found["any"]))
    return (*out, _Section(tuple(tokens), condition))


def _plain(char: str) -> tuple[str, str]:
    if char == "\0":
        return ("general", char)
    if char in "0#?":
        return ("digit", char)
    return (char, char) if char in ".,%@/" else ("literal", char)


def _choose(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section, bool]:
    """The section that shows a number, and whether a minus sign is still to be set before it."""
    sections = sections[:3] if len(sections) > 3 else sections
    if len(sections) > 1 and any(kind == "@" for kind, _ in sections[-1].tokens):
        sections = sections[:-1]
    if any(s.condition for s in sections):
        tests = {"<": number.__lt__, ">": number.__gt__, "<=": number.__le__, ">=": number.__ge__,
                 "=": number.__eq__, "<>": number.__ne__}  # fmt: skip
        for section in sections:
            if section.condition is None or tests[section.condition[0]](section.condition[1]):
                return section, True
        return sections[-1], True
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _fill(section: _Section, number: Decimal, code: str, negative: bool) -> str:
    """The number's digits in a section's placeholders, literals between them kept."""
    tokens = list(section.tokens)
    kinds = [kind for kind, _ in tokens]
    if not {"digit", "sci"} & set(kinds):
        shown = "".join("%" if kind == "%" else text for kind, text in tokens if kind in ("literal", "%", "@")).strip()
        return f"-{shown}" if negative and shown else shown
    if "/" in kinds and _is_fraction(tokens):
        raise UnknownFormatCodeError(code)
    number = number.scaleb(2 * kinds.count("%"))
    point = kinds.index(".") if "." in kinds else len(tokens)
    digits = [i for i, kind in enumerate(kinds) if kind == "digit"]
    places = sum(i > point for i in digits)
    if "sci" in kinds:
        return _scientific(tokens, number, places, negative)
    last_whole = max((i for i in digits if i < point), default=-1)
    scale = sum(_commas(kinds, end) for end in {last_whole, digits[-1]})
    rounded = _rounded(number.scaleb(-3 * scale), places)
    grouped = any(kinds[i] == "," for i in range(digits[0], last_whole)) if last_whole > digits[0] else False
    whole, _, rest = f"{rounded:f}".partition(".")
    shown = _lay_out(tokens, point, "" if whole == "0" else whole, rest, grouped)
    return f"-{shown}" if negative and rounded else shown


def _commas(kinds: list[str], end: int) -> int:
    """How many commas follow the placeholder at `end`: each divides by a thousand."""
    count = 0
    while end + count + 1 < len(kinds) and kinds[end + count + 1] == ",":
        count += 1
    return count


def _is_fraction(tokens: list[tuple[str, str]]) -> bool:
    return any(a[0] == "digit" and b[0] == "/" for a, b in pairwise(tokens))


def _lay_out(tokens: list[tuple[str, str]], point: int, whole: str, rest: str, grouped: bool) -> str:
    out: list[str] = []
    used = 0
    first = next((i for i, (kind, _) in enumerate(tokens) if kind == "digit"), point)
    for i in range(min(point, len(tokens)) - 1, -1, -1):
        kind, text = tokens[i]
        if kind == "digit":
            left = whole[: max(len(whole) - used, 0)]
            take = (left[::-1] if i == first else left[-1:]) or ("0" if text == "0" else "")
            for digit in take:
                if grouped and used and used % 3 == 0:
                    out.append(",")
                out.append(digit)
                used += 1
        elif kind in ("literal", "%"):
            out.append(text[::-1])
    right: list[str] = []
    at = 0
    keep = max((n + 1 for n, c in enumerate(rest) if c != "0"), default=0)
    for kind, text in tokens[point:]:
        if kind == "digit":
            if text == "0" or at < keep:
                right.append(rest[at])
            at += 1
        elif kind in ("literal", "%", "."):
            right.append(text)
    fraction = "".join(right)
    return ("".join(out)[::-1] + (fraction if fraction != "." else "")).strip()


def _scientific(tokens: list[tuple[str, str]], number: Decimal, places: int, negative: bool) -> str:
    power = number.adjusted() if number else 0
    mantissa = _rounded(number.scaleb(-power), places)
    if mantissa >= 10:
        mantissa, power = _rounded(mantissa / 10, places), power + 1
    shape = next(text for kind, text in tokens if kind == "sci")
    sign = "-" if power < 0 else "+" if shape[1] == "+" else ""
    return f"{'-' if negative else ''}{mantissa}E{sign}{abs(power):0{len(shape) - 2}d}"
