"""Where each figure stands, as the report shows it: a link to document and page, and for what stands out a picture."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.comparing.result import Comparison, PromiseValue, Source
from shenbao.files import UsageError
from shenbao.report.html.documents import Documents
from shenbao.report.html.values import Lang, Say, number, shorten, visible
from shenbao_extract.document import Box

if TYPE_CHECKING:
    from PIL import Image

QUOTA = {
    "promises": 90,
    "changes": 50,
    "copies": 40,
    "near_names": 30,
    "findings": 40,
    "register": 10,
    "standings": 60,
}
"""Pictures for the figures that stand out, by table and in this order; every other figure names file, page and box."""

_MARGIN_PT = 28  # enough to see the row's neighbours
_WIDEST, _HIGHEST = 1000, 640  # pixels of a picture
_QUALITY = 55

Key = tuple[str, int, tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the appendix: its number from 1, the data: address, its size, what stands there and where."""

    number: int
    data: str
    width: int
    height: int
    what: str
    place: Place


@dataclass(frozen=True, slots=True)
class Place:
    """One place as text: file (its path, its name), page, box; `href` leads to the page (None: no document found)."""

    file: str
    name: str
    page: str
    box: str
    href: str | None
    picture: int | None = None


@dataclass(slots=True)
class Places:
    """Turns a Source into a Place. `pictures` are those that could be made."""

    documents: Documents
    beside: Path
    say: Say
    pictures: dict[Key, Picture] = field(default_factory=dict)

    def place(self, source: Source) -> Place:
        """What the report shows of a source."""
        key = _key(source)
        picture = self.pictures.get(key) if key else None
        return self._place(source, picture.number if picture else None)

    def _place(self, source: Source, picture: int | None) -> Place:
        page, box = "", ""
        if source.page is not None and source.source_cell is None:
            page = self.say(f"第 {source.page} 页", f"page {source.page}")
        if source.box_pt is not None:
            box = ", ".join(f"{edge:.0f}" for edge in source.box_pt)
        elif source.source_cell is not None:
            box = self._cell(source.source_cell)
        href = self.documents.link(source.document_id, source.page, self.beside)
        return Place(visible(source.file), visible(source.file.rpartition("/")[2]), page, box, href, picture)

    def _cell(self, cell: str) -> str:
        line, _, column = cell.partition(":")
        if line.isdigit() and column.isdigit():
            return self.say(f"第 {line} 行第 {column} 列", f"line {line}, column {column}")
        return self.say(f"单元格 {visible(cell)}", f"cell {visible(cell)}")

    def draw(self, comparison: Comparison) -> None:
        """Make the pictures of the figures that stand out, those of one page together."""
        wanted = _wanted(comparison, self.say.lang)
        drawn: dict[Key, Image.Image] = {}
        by_document: dict[str, list[Key]] = defaultdict(list)
        for key in wanted:
            by_document[key[0]].append(key)
        for document_id, keys in by_document.items():
            drawn |= _pictures(self.documents, document_id, sorted(keys, key=lambda key: key[1:]))
        for key, (source, what) in wanted.items():
            if key in drawn:
                count = len(self.pictures) + 1
                data, size = _packed(drawn[key])
                self.pictures[key] = Picture(
                    count, data, *size, visible(shorten(what, 160)), self._place(source, count)
                )


def _key(source: Source) -> Key | None:
    if source.page is None or source.box_pt is None:
        return None
    return source.document_id, source.page, source.box_pt


def middle(values: Iterable[PromiseValue], median: float) -> PromiseValue | None:
    """The value that stands nearest to the median: the one printed, where the median is one."""
    return min(values, key=lambda value: abs(value.low - median), default=None)


def _wanted(comparison: Comparison, lang: Lang) -> dict[Key, tuple[Source, str]]:
    """The places to picture, each once, with words that say what stands there."""
    out: dict[Key, tuple[Source, str]] = {}
    for table, quota in QUOTA.items():
        taken = 0
        for source, what in _standing_out(comparison, table, lang):
            key = _key(source) if source else None
            if taken < quota and key and source and key not in out:
                out[key] = (source, what)
                taken += 1
    return out


def _standing_out(comparison: Comparison, table: str, lang: Lang) -> Iterator[tuple[Source | None, str]]:
    """The places of a table that stand out, each with words for its caption."""
    if table == "promises":
        yield from _ends_and_middle(comparison)
    elif table == "changes":
        for change in comparison.changes:
            if change.change == "changed":
                yield change.before_at, f"{change.unit_name} {change.year_before}，{change.name}：{change.before or ''}"
                yield change.after_at, f"{change.unit_name} {change.year_after}，{change.name}：{change.after or ''}"
    elif table == "copies":
        for copy in comparison.copies:
            yield copy.source, f"{copy.unit_name or ''} {copy.year or ''}：{copy.text}"
            yield copy.other_source, f"{copy.other_unit_name or ''} {copy.other_year or ''}：{copy.other_text}"
    elif table == "standings":
        for standing in comparison.standings:
            yield standing.lowest_at, f"{standing.group}，{standing.name}：{number(standing.lowest)}{standing.unit}"
            yield standing.highest_at, f"{standing.group}，{standing.name}：{number(standing.highest)}{standing.unit}"
    else:
        yield from _doubtful(comparison, table, lang)


def _ends_and_middle(comparison: Comparison) -> Iterator[tuple[Source, str]]:
    values: dict[str, list[PromiseValue]] = defaultdict(list)
    for value in comparison.promise_values:
        values[value.promise].append(value)
    for row in comparison.promises:
        yield row.lowest_at, f"{row.name}：{number(row.lowest)}{row.unit}"
        yield row.highest_at, f"{row.name}：{number(row.highest)}{row.unit}"
        near = middle(values[row.promise], row.median)
        if near:
            yield near.source, f"{near.name}：{near.raw}"


def _doubtful(comparison: Comparison, table: str, lang: Lang) -> Iterator[tuple[Source | None, str]]:
    if table == "near_names":
        yield from ((near.source, near.other) for near in comparison.near_names)
    elif table == "findings":
        for case in comparison.findings:
            yield case.source, f"{case.unit_name or ''}：{case.text_zh if lang == 'zh' else case.text_en}"
    elif table == "register":
        doubtful = (row for row in comparison.register if row.status == "doubtful")
        yield from ((row.source, row.nearest or row.unit_name) for row in doubtful)


def _pictures(documents: Documents, document_id: str, keys: list[Key]) -> dict[Key, Image.Image]:
    """The pictures of one document; none where it is not found or has no pages to show."""
    from shenbao.report.place import PagePictures

    path = documents.found.get(document_id)
    if path is None:
        return {}
    out: dict[Key, Image.Image] = {}
    try:
        pages = PagePictures(path)
    except UsageError:
        return {}
    for key in keys:
        _, page, edges = key
        hidden = documents.hidden.get((document_id, page), [])
        if Box(*edges) in hidden:
            continue
        try:
            out[key] = pages.place(page, Box(*edges), hidden, _MARGIN_PT)
        except UsageError:  # this page cannot be drawn; the place stays as text
            continue
    return out


def _packed(picture: Image.Image) -> tuple[str, tuple[int, int]]:
    """A small picture as a data: address, with its size in pixels."""
    from PIL import Image

    picture = picture.copy()
    if picture.height > _HIGHEST:  # a cell as high as the page: its upper part says which it is
        picture = picture.crop((0, 0, picture.width, _HIGHEST))
    if picture.width > _WIDEST:
        picture = picture.resize(
            (_WIDEST, max(1, round(picture.height * _WIDEST / picture.width))), Image.Resampling.LANCZOS
        )
    held = io.BytesIO()
    picture.save(held, format="WEBP", quality=_QUALITY)
    return f"data:image/webp;base64,{base64.b64encode(held.getvalue()).decode('ascii')}", picture.size
