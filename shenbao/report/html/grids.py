"""The tables of a comparison as the page shows them: columns, cells, what each is sorted by, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from shenbao.comparing.result import TABLES, Column, Comparison, Source, Titled, columns
from shenbao.comparing.shown import worded
from shenbao.report.html.names import names_of
from shenbao.report.html.places import Place, Places
from shenbao.report.html.values import NUMERIC, Say, as_text, shorten, sort_key, visible

MOST_LINES = 500
"""Rows shown of a table of lines or cases; the others stand in CSV and workbook."""
MOST_ROWS = 2000
"""Rows shown of any other table."""

_HIDDEN = {
    "promises": ("promise", "unit"),
    "standings": ("promise", "of", "unit"),
    "promise_values": ("promise", "comparator", "high", "unit"),
    "near_names": ("promise",),
    "quality": ("measure",),
    "findings": ("issue_id",),
}  # columns that serve machines, or say again what another says
_TITLES = {
    "groups": ("有多少", "How much there is"),
    "promises": ("每项承诺", "Each promise"),
    "money": ("各处的钱", "The money of each"),
    "quality": ("各处情况", "How each does"),
    "register": ("名册", "The register"),
    "changes": ("改动、新增和不再有", "What changed, came and went"),
}  # where the section has the table's own title
_BESIDE = {
    "promise_values": {"raw": "source"},
    "near_names": {"other": "source"},
    "copies": {"text": "source", "other_text": "other_source"},
}  # columns that carry the place of their row
_FIRST = {
    "promises": ("name", "lowest", "median", "highest"),
    "standings": ("name", "group", "lowest", "median", "highest", "rank"),
    "promise_values": ("name", "group", "raw", "low"),
    "near_names": ("name", "other"),
    "changes": ("unit_name", "name", "change", "before", "after"),
    "copies": ("text", "other_text"),
}  # columns that come first, so that a phone shows them
_LONG = {"text", "other_text", "text_zh", "text_en"}
_NAMES = {
    "group",
    "name",
    "other",
    "unit_name",
    "project_name",
    "other_unit_name",
    "other_project_name",
    "before",
    "after",
    "title_zh",
    "title_en",
    "why",
}
_GROUP_WORDS = {"town": ("地区", "place"), "department": ("部门类型", "type of department"), "year": ("年度", "year")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text and unit, what it is sorted by (where that is not the text), whose it is, where it stands."""

    text: str
    unit: str = ""
    sort: str = ""
    note: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `kind` is the class of its cells; names and long texts are wider."""

    label: str
    kind: Literal["text", "name", "long", "number", "place"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row, and the group it is of ("" for none), by which rows are picked and marked."""

    cells: tuple[Cell, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. `missing`: rows that are not listed; `folded`: closed at first; `groups`: what may be picked."""

    id: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    groups: tuple[str, ...] = ()
    missing: int = 0
    folded: bool = False


def grid(comparison: Comparison, name: str, places: Places, say: Say, folded: bool = False) -> Grid:
    """One table of the comparison by its name in TABLES."""
    titled = next(one for one in TABLES if one.name == name)
    rows = comparison.rows(name)
    most = MOST_LINES if titled.adds_to or folded else MOST_ROWS
    shown = _columns(titled, comparison, rows, say)
    makers = _Cells(comparison, places, say)
    lines = tuple(
        Row(tuple(makers.cell(titled, row, column) for column in shown), visible(getattr(row, "group", "")))
        for row in rows[:most]
    )
    groups = tuple(dict.fromkeys(line.group for line in lines if line.group))
    return Grid(
        id=name.replace("_", "-") + "-table",
        title=say(*_TITLES.get(name, (titled.zh, titled.en))),
        heads=tuple(_head(column, say) for column in shown),
        rows=lines,
        groups=groups if 1 < len(groups) < len(lines) else (),
        missing=max(0, len(rows) - most) + comparison.left_out.get(name, 0),
        folded=folded,
    )


def _columns(titled: Titled, comparison: Comparison, rows: tuple[Any, ...], say: Say) -> list[Column]:
    """The columns to show: none that stands beside its figure, is in the other language, or is empty in every row."""
    other = "_en" if say.lang == "zh" else "_zh"
    all_columns = columns(titled.row)
    names = {column.name for column in all_columns}
    carried = _BESIDE.get(titled.name, {}).values()
    out = []
    for column in all_columns:
        beside = column.name.removesuffix("_at") in names - {column.name} or column.name in carried
        empty = bool(rows) and all(getattr(row, column.name) in (None, "") for row in rows)
        if beside or empty or column.name.endswith(other) or column.name in _HIDDEN.get(titled.name, ()):
            continue
        if column.name == "group":
            zh, en = _GROUP_WORDS[comparison.by]
            column = replace(column, zh=zh, en=en)
        out.append(column)
    first = _FIRST.get(titled.name, ())
    return sorted(out, key=lambda column: first.index(column.name) if column.name in first else len(first))


def _head(column: Column, say: Say) -> Head:
    label = say(column.zh, column.en).replace("（英文）", "")
    if column.shown == "source":
        return Head(label, "place")
    if column.shown in NUMERIC:
        return Head(label, "number")
    return Head(label, "long" if column.name in _LONG else "name" if column.name in _NAMES else "text")


class _Cells:
    """Makes cells; knows which group a place of a promise is of, so that the lowest says whose it is."""

    def __init__(self, comparison: Comparison, places: Places, say: Say) -> None:
        self.places, self.say = places, say
        self.titles = {row.measure: say(row.title_zh, row.title_en) for row in comparison.quality}
        self.short = names_of(comparison)
        self.whose: dict[tuple[str, Source], str] = {}
        for standing in comparison.standings:
            for source in (standing.lowest_at, standing.highest_at):
                self.whose[standing.promise, source] = self.short[standing.group]

    def cell(self, titled: Titled, row: Any, column: Column) -> Cell:
        value = getattr(row, column.name)
        if column.shown == "source":
            return Cell("", place=self.places.place(value) if value else None)
        beside = _BESIDE.get(titled.name, {}).get(column.name, f"{column.name}_at")
        source: Source | None = getattr(row, beside, None)
        note = self.whose.get((row.promise, source), "") if titled.name == "promises" and source else ""
        return Cell(
            shorten(self._text(titled, column, value)),
            visible(row.unit) if column.shown == "number" and value is not None else "",
            sort_key(value, column.shown),
            note,
            self.places.place(source) if source else None,
        )

    def _text(self, titled: Titled, column: Column, value: Any) -> str:
        if column.name == "group" and titled.name != "groups":
            return self.short[value]
        if column.shown == "integer" and "year" in column.name and value is not None:
            return str(value)
        if column.name == "measure":
            return self.titles.get(value, str(value))
        if column.shown == "text":
            return visible(worded(value, column, self.say.lang))
        return as_text(value, column.shown)
