"""Who declares, where and for which year, and what said so: the form, its document, the file's name, or a manifest.

In published documents most lists print neither unit nor year on each project: the document around them does. A guess is
never silent: `year_from`, `unit_from` and `place_from` say which source was taken, `place_evidence` quotes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

import regex

from shenbao.datasets.manifest import Entry
from shenbao.datasets.places import Division, Found, Place, find, place

_YEAR = regex.compile(r"(?<!\d)20\d\d(?!\d)")
_CODE = regex.compile(r"^[\d\s_\-—.、()（）]+")
_UNIT = regex.compile(
    r"(?:局|委员会|党委|工委|市委|区委|县委|办公室|厅|部|院|中心|处|所|站|馆|政府|联合会|协会|总工会|队|集团|公司|学校|大学|"
    r"小学|中学|园|镇|乡|街道|办事处)(?:[(（]?本[级部][)）]?)?$"
)
_RUN = regex.compile(r"[\p{Han}（）()]+")
_TITLE_WORDS = regex.compile(
    r"^(?:年度?|年)|(?:年度?)?(?:部门|单位|项目|整体|本级)*(?:预算|决算|支出|绩效)[\p{Han}（）()]*$|[（(][^（）()]*[)）]$|附件[一二三四五六七八九十]*"
)

_NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Identity:
    """Year, unit and place of a declaration (or document), each with its source; null where nothing says."""

    year: int | None = None
    year_from: str | None = None
    unit: str | None = None
    unit_from: str | None = None
    place: Place = _NOWHERE
    place_from: str | None = None
    place_evidence: str | None = None


def identify(file: str, contract: dict[str, Any], entry: Entry) -> tuple[Identity, list[Identity]]:
    """The identity of the document as a whole, and of each of its declarations. `file`: its relative path."""
    forms = [declaration["form"] for declaration in contract["declarations"]]
    departments = [form for form in forms if form["kind"] == "department"]
    common = {
        "unit": _only(departments, "unit") or _only(forms, "unit"),
        "year": _only(departments, "year") or _only(forms, "year"),
    }
    whole = {"title": None, "unit": None, "supervisor": None, "year": None}
    return _one(file, whole, common, entry), [_one(file, form, common, entry) for form in forms]


def _only(forms: list[dict[str, Any]], name: str) -> Any:
    """The one value that all forms which have it agree on."""
    values = {form[name] for form in forms if form[name] is not None}
    return values.pop() if len(values) == 1 else None


def _one(file: str, form: dict[str, Any], common: dict[str, Any], entry: Entry) -> Identity:
    path = PurePosixPath(file)
    year, year_from = _first(
        ("manifest", entry.year),
        ("form", form["year"]),
        ("document", common["year"]),
        ("file", _year(path.name)),
        ("folder", _year("/".join(path.parts[:-1]))),
    )
    supervisor = _CODE.sub("", form["supervisor"] or "")
    unit, unit_from = _first(
        ("manifest", entry.unit),
        ("form", form["unit"]),
        ("supervisor", supervisor if _UNIT.search(supervisor) else None),
        ("document", common["unit"]),
        ("file", unit_of(path.name)),
    )
    known = Identity(year, year_from, unit, unit_from)
    if entry.place is not None:
        return replace(known, place=entry.place, place_from="manifest", place_evidence=entry.words)
    where = _place(
        [
            ("unit", find(form["unit"] or "")),
            ("title", find(form["title"] or "")),
            ("supervisor", find(form["supervisor"] or "")),
            ("document", find(common["unit"] or "")),
            ("file", find(path.name, anywhere=True)),
            ("folder", _folder(path.parts[:-1])),
        ]
    )
    return replace(known, place=where[0], place_from=where[1], place_evidence=where[2])


def _first(*sources: tuple[str, Any]) -> tuple[Any, str | None]:
    """The first source that says something."""
    return next(((value, source) for source, value in sources if value), (None, None))


def _year(text: str) -> int | None:
    """The only year in a name."""
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def unit_of(name: str) -> str | None:
    """The unit a file is named after: a run of Chinese that ends as units do; one that begins with a place first."""
    runs = [_TITLE_WORDS.sub("", run) for run in _RUN.findall(_YEAR.sub(" ", name.rpartition(".")[0] or name))]
    units = [run for run in runs if len(run) > 2 and _UNIT.search(run)]
    placed = [run for run in units if (found := find(run)) and found.divisions]
    return next(iter([*placed, *units]), None)


def _place(sources: list[tuple[str, Found | None]]) -> tuple[Place, str | None, str | None]:
    """The place by the first source that is clear, where later ones may say which of several places is meant."""
    said = [(source, found) for source, found in sources if found is not None]
    for at, (source, found) in enumerate(said):
        later = [other for _, other in said[at + 1 :]]
        division = _clear(found, later)
        if division is None and (found.divisions or not found.town):
            continue
        town = found.town
        if division is None:
            division = next((d for other in later if (d := _clear(other, []))), None)
        elif source == "unit" and not town:
            division, town = _deeper(division, dict(said).get("title"))
        return place(division, town), source, found.words
    return _NOWHERE, None, None


def _clear(found: Found, later: list[Found]) -> Division | None:
    """The division meant: the only one, or the only one that agrees with what later sources name."""
    if len(found.divisions) == 1:
        return found.divisions[0]
    for other in later:
        agreeing = [d for d in found.divisions if any(d.within(o) or o.within(d) for o in other.divisions)]
        if len(agreeing) == 1:
            return agreeing[0]
    return None


def _deeper(division: Division, title: Found | None) -> tuple[Division, str | None]:
    """A unit of a city whose title names a county or town of that city is of that county or town."""
    if title is None:
        return division, None
    inner = [d for d in title.divisions if d.within(division)]
    if title.divisions and len(inner) != 1:
        return division, None
    return (inner[0] if inner else division), title.town


def _folder(parts: tuple[str, ...]) -> Found | None:
    """The place of a folder, each part within the one above it: 广东/东莞市/东坑镇. A short name fills its part."""
    now: Found | None = None
    for part in parts:
        inside = now.divisions if now else ()
        for within in (inside, ()) if inside else ((),):
            found = find(part, shortened=True, within=within)
            if found and (len(found.words) < len(_YEAR.sub("", part).rstrip("年 ")) or not found.divisions):
                found = find(part, within=within)
            if found:
                town_only = not found.divisions
                now = Found(inside if town_only else found.divisions, found.town, part)
                break
    return now
