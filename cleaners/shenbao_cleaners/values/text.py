"""Text of cells: cleaned for comparing, joined from its printed lines, freed of leaked markup."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

# Symbols that NFKC leaves alone but that printers use for one another.
_SYMBOLS = {
    **dict.fromkeys("≥≧⩾≮", ">="),
    **dict.fromkeys("≤≦⩽≯", "<="),
    "〉": ">",
    "〈": "<",
    "═": "=",
    **dict.fromkeys("‐‑‒–—―─−", "-"),
    **dict.fromkeys("〜∼∽", "~"),
    **dict.fromkeys("•‧∙⋅・", "·"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‘’", "'"),
    "∶": ":",
    "\ufe63": "-",
}
# Radicals that broken fonts print for the character itself; NFKC knows only the other half of them (U+2F00-2FDF).
_RADICALS = dict(
    zip("⻓⻔⻅⻉⻋⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻄⺠⻘⻆⻣", "长门见贝车页风飞食马鱼鸟麦黄齐齿龙西民青角骨", strict=True)
)
# The blocks NFKC is applied to: superscripts, fractions and squared units are left alone (10² must not become 102).
_BLOCKS = ((0xFF00, 0xFFEF), (0xFE50, 0xFE6F), (0xF900, 0xFAFF), (0x2F00, 0x2FDF))
_INVISIBLE = dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")

_TAGS = "p|br|span|div|strong|em|font|sub|sup|ul|ol|li|table|tbody|thead|tr|td|th|h[1-6]|img|o:p|b|i|u|a"
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,5});")
_ENDS_LATIN = re.compile(r"[A-Za-z][,.;:]?\Z")
_STARTS_LATIN = re.compile(r"[A-Za-z]")


def _table() -> dict[int, str]:
    """What each character is tidied to, for str.translate."""
    wide = {
        chr(code): unicodedata.normalize("NFKC", chr(code))
        for first, last in _BLOCKS
        for code in range(first, last + 1)
    }
    table = {character: _SYMBOLS.get(narrow, narrow) for character, narrow in wide.items()}
    return {ord(character): text for character, text in (table | _INVISIBLE | _RADICALS | _SYMBOLS).items()}


_TIDY = _table()


def tidy(text: str) -> str:
    """The text for parsing and comparing: one width, one spelling of comparators (`>=`, `<=`), dashes and dots.

    Runs of white space become one blank, the ends are stripped. Superscripts and squared units stay as printed.
    """
    return " ".join(text.translate(_TIDY).split())


def join_lines(lines: Iterable[str]) -> str:
    """The printed lines of one cell as one text.

    Chinese and wrapped numbers are joined without a blank; between two latin words the blank of the break is kept.
    """
    joined = ""
    for line in lines:
        piece = line.strip()
        if not piece:
            continue
        # Only the last two characters decide; the whole text is not searched again for each line.
        blank = " " if _ENDS_LATIN.search(joined[-2:]) and _STARTS_LATIN.match(piece) else ""
        joined += blank + piece
    return joined


def strip_markup(text: str) -> str:
    """The text without leaked rich-text tags and entities (`<p>`, `<br/>`, `&nbsp;`); a real `<5%` stays.

    Tags are taken out without a trace, line feeds are left as they are; an entity becomes its character,
    `&nbsp;` a blank.
    """
    plain = _ENTITY.sub(lambda found: html.unescape(found.group()).replace("\xa0", " "), text)
    return _TAG.sub("", plain)
