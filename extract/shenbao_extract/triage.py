"""Which pages are worth reading: those where a form may be, told from pdfium's quick text and drawing.

A page that holds no form costs some milliseconds; only pages named here are parsed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from shenbao_extract.mentions import WORD, heads_indicators, is_goal_list, statement
from shenbao_extract.pdf.opening import OpenPage
from shenbao_extract.pdf.paths import PATH, PICTURE, kinds

FORM_WORDS = re.compile(
    r"[一二三]级指标|(?:数量|质量|时效|成本|效益|满意度|产出|绩效|完成)指标|指标值|指标内容"
    r"|绩效目标(?:申报|批复|表|情况|公开|汇总|及指标|申请)|(?:总体|整体|年度|项目|支出)绩效目标|年度(?:总体)?目标"
)
# the end of a page that closes with a form's title, perhaps its year and the page's number: the form is on the next one
TITLE_LAST = re.compile(r"绩效目标[^。；;，,]{0,16}表(?:[（(]20\d\d年度?[)）])?[-—–第页\d]{0,8}\Z")
TAIL = 80  # characters: no title and what may follow it are longer
GAP = 6  # pages without such words between two that have them: a long table may fill them
GARBLED = 0.3  # share of characters outside GB 2312 (3,976 published pages of Chinese: at most 0.15)
FEW = 20  # characters: with fewer a page has no text to speak of
_HAN, _ACCENTED = "\u4e00-\u9fff", "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
STRAY = re.compile(
    rf"(?<=[{_HAN}])[{_ACCENTED}](?![A-Za-z{_ACCENTED}])|(?<![A-Za-z{_ACCENTED}])[{_ACCENTED}](?=[{_HAN}])"
)
STRAYS = 2  # of them on a page (3,986 published pages: none)
OUTLINES = 200  # drawn paths on a page without text: its characters are drawn as outlines
FORMS_IN_FORMS = 2  # deep: what is drawn further down is not looked at
MIN_SEGMENTS = 4  # drawn paths on a page that holds a ruled table


@dataclass(frozen=True, slots=True)
class Glance:
    """What a quick look at a page tells.

    `outlined`: no text, but paths as many as characters drawn as outlines. `mentions`: performance targets are named;
    `stated`: the clause that says how many projects have them; `goal_list`: a list of projects and goals is headed so;
    `title_last`: the page closes with a form's title; `headings`: a table of indicators is headed there.
    """

    characters: int
    form_words: int
    drawn: bool
    pictures: bool
    garbled: bool = False
    outlined: bool = False
    mentions: bool = False
    stated: str | None = None
    goal_list: bool = False
    width: float = 0.0
    height: float = 0.0
    title_last: bool = False
    headings: bool = False

    @property
    def promising(self) -> bool:
        """Whether a form may be on the page whatever stands on the pages around it: it has words and lines."""
        return self.form_words > 0 and self.drawn


def glance(shown: OpenPage) -> Glance:
    """A quick look at a page."""
    page = shown.page
    text = "".join(shown.text.get_text_range().split())
    words = _form_words(text)
    if not words and (backwards := _form_words(text[::-1])):  # pdfium reads a page that lies upside down from its end
        text, words = text[::-1], backwards
    paths = pictures = 0
    named = WORD in text
    goal_list = named and is_goal_list(text)
    if words or goal_list or len(text) < 40:
        for kind in kinds(page.raw, FORMS_IN_FORMS):
            paths += kind == PATH
            pictures += kind == PICTURE
            if paths >= (MIN_SEGMENTS if words or goal_list else OUTLINES):
                break
    return Glance(
        len(text),
        words,
        paths >= MIN_SEGMENTS,
        pictures > 0,
        is_garbled(text),
        len(text) < FEW and paths >= OUTLINES,
        named,
        statement(text) if named else None,
        goal_list and paths >= MIN_SEGMENTS,
        page.get_width(),
        page.get_height(),
        named and TITLE_LAST.search(text[-TAIL:]) is not None,
        words > 0 and heads_indicators(text),
    )


def _form_words(text: str) -> int:
    # each of the words holds one of these: the search for them costs more than all the rest
    return len(FORM_WORDS.findall(text)) if "指标" in text or "目标" in text else 0


def is_garbled(text: str) -> bool:
    """Whether a text layer is nonsense: too many of its characters are none that Chinese is printed with.

    Letters with accents that stand alone between Chinese characters are of a false Unicode map, however few.
    """
    odd = sum(n for c, n in Counter(text).items() if not _is_printed(c)) if len(text) >= FEW else 0
    return odd > GARBLED * len(text) or len(STRAY.findall(text)) >= STRAYS


@lru_cache(maxsize=1 << 14)
def _is_printed(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def worth_reading(glances: list[Glance]) -> list[bool]:
    """For each page whether a form may be on it: it has words and lines, or lies between or just after such pages."""
    hits = [i for i, g in enumerate(glances) if g.promising]
    out = [False] * len(glances)
    for a, b in pairwise([*hits, len(glances) + GAP]):
        # up to the next such page if it is near, else the page just after
        end = b if b - a <= GAP else min(a + 2, len(glances))
        out[a:end] = [True] * (end - a)
        if a and glances[a - 1].title_last:
            out[a - 1] = True
    return out
