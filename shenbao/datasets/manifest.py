"""A manifest: a CSV of what is known of documents beside what they say; its columns come before everything else."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from shenbao.datasets import places
from shenbao.files import UsageError

_HEADERS = {
    "file": ("file", "文件", "文件名", "path", "路径"),
    "sha256": ("sha256",),
    "url": ("url", "网址"),
    "year": ("year", "年度", "年份"),
    "unit": ("unit", "unit_name", "单位", "单位名称", "部门"),
    "code": ("place_code", "区划代码", "行政区划代码", "code"),
    "place": ("place", "place_name", "地区", "地点"),
    "province": ("province", "省", "省份"),
    "city": ("city", "市", "地市"),
    "county": ("county", "县", "县区", "区县"),
    "town": ("town", "镇", "乡镇", "乡镇街道"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a manifest says of one document; null where it says nothing. `words`: the text its place was made from."""

    url: str | None = None
    year: int | None = None
    unit: str | None = None
    place: places.Place | None = None
    words: str | None = None


class Manifest:
    """Entries by the document's sha256, or its path or the end of its path."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        """`entries`: sha256 or path with forward slashes -> entry."""
        self._entries = entries

    def entry(self, file: str, sha256: str | None) -> Entry:
        """The entry of a document: by sha256, else by the longest end of its path that the manifest names."""
        parts = PurePosixPath(file).parts
        keys = [sha256 or "", *("/".join(parts[start:]) for start in range(len(parts)))]
        return next((self._entries[key] for key in keys if key in self._entries), Entry())


def read_manifest(path: str | os.PathLike[str]) -> Manifest:
    """Read a manifest, UTF-8 or GB18030, commas or tabs. Raises UsageError where it cannot be used, naming the line."""
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"无法读取清单 {file}：{reason}。请检查路径。",
            f"cannot read the manifest {file}: {reason}. Check the path.",
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    lines = text.splitlines()
    rows = csv.reader(lines, delimiter="\t" if lines and "\t" in lines[0] else ",")
    columns = {_field(header): at for at, header in enumerate(next(rows, [])) if _field(header)}
    if not columns.keys() & {"file", "sha256"}:
        raise UsageError(
            f"清单 {file.name} 没有“文件”(file) 或 sha256 列。请加上其中一列。",
            f"the manifest {file.name} has neither a column file nor sha256. Add one of them.",
        )
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows, 2):
        values = {name: row[at].strip() for name, at in columns.items() if at < len(row) and row[at].strip()}
        entry = _entry(values, file.name, number)
        for key in (values.get("sha256", "").lower(), values.get("file", "").replace("\\", "/")):
            if key:
                entries[key] = entry
    return Manifest(entries)


def _field(header: str) -> str:
    return next((field for field, names in _HEADERS.items() if header.strip().lower() in names), "")


def _entry(values: dict[str, str], file: str, number: int) -> Entry:
    year = values.get("year", "").removesuffix("年").removesuffix("年度")
    if year and not (year.isdecimal() and len(year) == 4):
        raise _wrong(file, number, values["year"], "年度", "a year")
    words = values.get("code") or values.get("place")
    words = words or "".join(values.get(level, "") for level in ("province", "city", "county", "town"))
    place = _place(words, values.get("town")) if words else None
    if words and place is None:
        raise _wrong(file, number, words, "地区", "a place")
    return Entry(values.get("url"), int(year) if year else None, values.get("unit"), place, words or None)


def _place(words: str, town: str | None) -> places.Place | None:
    """The one place that a code or names mean."""
    if words.isdecimal():
        division = places.divisions().get(words[:6])
        return places.place(division, town) if division else None
    found = places.find(words) or places.find(words, shortened=True)
    if found is None or len(found.divisions) > 1 or not (found.divisions or found.town):
        return None
    return places.place(found.divisions[0] if found.divisions else None, found.town or town)


def _wrong(file: str, number: int, value: str, zh: str, en: str) -> UsageError:
    return UsageError(
        f"清单 {file} 第 {number} 行：“{value}”不是唯一的{zh}。请改正（地区可写区划代码，或连上级写全称）。",
        f"the manifest {file}, line {number}: {value!r} is not {en} that can be known. Correct it (a place: its "
        "division code, or its full name with those above it).",
    )
