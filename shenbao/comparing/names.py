"""Indicator names made comparable: what says nothing is taken away, what means the same is written the same.

    >>> names = Names()
    >>> names.normal("指标1：服务对象满意率（%）").text
    '服务对象满意度'
    >>> names.normal("项目按期完成率").key == names.normal("完成及时率").key
    True

The key is the set of characters that are left, so that 设备采购数量 and 采购设备数量 have one key. Keys are equal or not:
names are merged by equal keys alone, and so nothing can chain from one meaning to another.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from shenbao.comparing.lookup import Lookup, pattern, shipped, variants
from shenbao_cleaners.values.units import read_unit

Closing = Literal["rate", "amount", "cost"]

_NUMBERING = re.compile(r"^(?:[一二三]级)?指标\d*[:：.、]+|^[(（]?\d{1,2}[)）、.](?=\D)|^[①-⑳]")
_BRACKETS = re.compile(r"\(([^()]{1,40})\)")
_EXPLAINS = 8
"""What is in brackets and longer than this explains the name and is no part of it."""
_FORMULA = re.compile(r"^(.{3,}?)=.*$")
_PUNCTUATION = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w.%‰·]|_")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OF = re.compile(r"(?<!(?<!项)目)的(?![士确])")
_LABEL = re.compile(r"(?<=..)指标值?$")
_OPENING = re.compile(
    r"^(?:对|各(?![级类地区县乡镇市处科国])|(?:全年|年度|每年|当年)(?!验收|总成本|成本|预算|项目)|年(?=处理|接待|服务|生产)|全?局(?=职工|工作人员|机关))"
)
_VERB = re.compile(
    r"^(?:(?:举办|开展|组织|举行|召开|实施|提供|提升|支持)(?!及时|时间|完成|单位|进度|主体|人员|对象|效果|方)(?=.{3})|参与(?=培训|会议|活动))"
)
_ACCEPTED = re.compile(r"(?<=..)验收合格率?$")
_WEAK = re.compile(
    r"对(?![象接口比外策])|性(?![能别质])|等(?!级)|各|及(?!时)|和|(?<!参)与|或|所(?!得)|者|员|总|全(?![员国民])|(?<![本学])年(?![内度])"
    r"|率|度(?!假)|数(?![据字学])|量(?!化)"
)
"""What tells no meaning apart from another in the key; the kind of the value says whether a share or a number is meant."""
_PROJECT = re.compile(
    r"(?:^|(?<=完成|控制|竣工|实施|通过|年度|预计|人员)|(?<=[对的]))项目(?!数|个数|单位|金额|法人|负责|经费|申报|$)"
)
_WORK = re.compile(r"工作(?:任务)?(?=完成|及时|开展|实施|进度)|(?<=完成)工作(?=及时|时间|时限|率|$)")
_CLOSINGS: tuple[tuple[Closing, re.Pattern[str]], ...] = (
    ("rate", re.compile(r"(?<=..)(?:率|情况|比例|百分比)$")),
    ("amount", re.compile(r"(?<=..)(?:数量|个数|总数|份数|件数|篇数|台数|套数|条数|项数|(?<![人次天])数)$")),
    ("cost", re.compile(r"(?<=..)(?:费|成本)$")),
)


@dataclass(frozen=True, slots=True)
class Normal:
    """A name made comparable.

    `tidy` is before synonyms, `text` after; `key` says equal (characters and numbers, in whatever order); `unit` is what
    stood in its brackets (%, 万元/人/年). `whole` has every character, `key` is without those that tell little (的, 总, 项目)
    and without the closing word, for a percentage may be named 管控 or 管控率, a number 培训班 or 培训班数量, a cost 监理 or
    监理费. `closing` says which the name has.
    """

    tidy: str
    text: str
    key: str
    whole: str
    closing: Closing | None
    unit: str | None


class Names:
    """Makes names comparable by the words of a lookup (None: those shipped); each name is worked out once."""

    def __init__(self, lookup: Lookup | None = None) -> None:
        lookup = lookup or shipped()
        self._words = variants(lookup.words)
        self._ends = variants(lookup.ends)
        self._empty = lookup.empty
        self._word = pattern(self._words)
        self._end = pattern(self._ends, end=True)
        self._none = pattern(self._empty)
        self._known: dict[str, Normal] = {}
        self._names: dict[str, str] = {}
        self._names = {
            self._text(_tidy(variant)[0]): self._text(_tidy(name)[0])
            for name, variants in lookup.names.items()
            for variant in variants
        }
        self.apart = frozenset(frozenset((self.normal(one).key, self.normal(other).key)) for one, other in lookup.apart)

    def normal(self, name: str) -> Normal:
        """The name made comparable."""
        known = self._known.get(name)
        if known is None:
            tidy, unit = _tidy(name)
            text = self._text(tidy)
            text = self._names.get(text, text)
            closing, bare = _bare(text)
            known = self._known[name] = Normal(tidy, text, _key(bare), _letters(text), closing, unit)
        return known

    def _text(self, tidy: str) -> str:
        text = _OPENING.sub("", self._none.sub("", tidy))
        for _ in range(2):  # what one synonym writes another may continue: 购置费用 -> 采购费
            text = self._word.sub(lambda found: self._words[found.group()], text)
        text = _WORK.sub("", text)
        text = _PROJECT.sub("", text) if len(text) > 3 else text
        text = self._word.sub(lambda found: self._words[found.group()], text)
        text = _VERB.sub("", text)
        text = _ACCEPTED.sub("合格率", text)
        text = self._end.sub(lambda found: self._ends[found.group()], text)
        return text or tidy


def _tidy(name: str) -> tuple[str, str | None]:
    """A name without numbering, blanks, punctuation, brackets, and the unit that stood in its brackets."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    unit = None
    if not text.isalnum():
        text = _NUMBERING.sub("", text) or text
        for inside in _BRACKETS.findall(text):
            if len(inside) > _EXPLAINS or inside[0] in "含指即":
                text = text.replace(f"({inside})", "")
            known = read_unit(inside)
            if known is not None and known.name:
                unit = ("万" if known.power == 4 else "") + known.name
                text = text.replace(f"({inside})", "")
        text = _FORMULA.sub(r"\1", text)
        text = _PUNCTUATION.sub("", text)
    text = _LABEL.sub("", _OF.sub("", text) if "的" in text else text)
    return text or name, unit


def _bare(text: str) -> tuple[Closing | None, str]:
    """A text without its closing word, and which kind of word that is."""
    for closing, words in _CLOSINGS:
        if found := words.search(text):
            return closing, text[: found.start()]
    return None, text


def _key(text: str) -> str:
    """The characters of a text that tell meanings apart, and its numbers."""
    strong = _WEAK.sub("", text)
    return _letters(strong if len(strong) > 1 else text)


def _letters(text: str) -> str:
    """The characters of a text, each once, ordered by code, and its numbers as they stand."""
    if text.isalpha():
        return "".join(sorted(set(text)))
    return "".join(sorted(set(_NUMBER.sub("", text)))) + "".join(f"|{number}" for number in _NUMBER.findall(text))
