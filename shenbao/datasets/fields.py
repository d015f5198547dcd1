"""What the dataset's tables are described with, and the fields that several of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "integer", "decimal", "points", "boolean", "date"]
"""decimal: exact, DECIMAL(38, 10); points: exact, DECIMAL(10, 2); date: an ISO day."""

DECIMAL = (38, 10)
POINTS = (10, 2)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: English name, Chinese label, type, what it holds in both languages; `required` is never null."""

    name: str
    label: str
    type: Type
    zh: str
    en: str
    required: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table; its first field is its key. `references` maps fields to the table whose key they hold."""

    name: str
    title: str
    zh: str
    en: str
    fields: tuple[Field, ...]
    references: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The name of the field that tells a row from every other."""
        return self.fields[0].name

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field.name for field in self.fields)


def text_field(name: str, label: str, zh: str, en: str, required: bool = False, values: tuple[str, ...] = ()) -> Field:
    """A field of text."""
    return Field(name, label, "text", zh, en, required, values)


def count_field(name: str, label: str, zh: str, en: str) -> Field:
    """A number of things, never null."""
    return Field(name, label, "integer", zh, en, required=True)


DOCUMENT = text_field("document_id", "文件编号", "文件内容 SHA-256 的前 20 位", "first 20 digits of its SHA-256", True)
DECLARATION = text_field(
    "declaration_id", "申报表编号", "文件编号-序号（从 0 起）", "document_id-index (from 0, as in the JSON)", True
)
FILE = text_field("file", "文件", "文件的相对路径", "relative path of the document", True)
NUMBER = Field("number", "序号", "integer", "在所属申报表中的序号，从 0 起", "index in its declaration, from 0", True)

SOURCES = ("manifest", "unit", "title", "supervisor", "document", "file", "folder")
YEAR = Field("year", "年度", "integer", "预算年度，来源见 year_from", "budget year; year_from says where it is from")
UNIT = text_field(
    "unit_name", "单位", "申报单位，来源见 unit_from", "the unit that declares; unit_from says where it is from"
)
PLACE_CODE = text_field(
    "place_code",
    "区划代码",
    "所知最低一级（至县级）的六位行政区划代码（GB/T 2260）",
    "six-digit division code (GB/T 2260) of the lowest known level down to the county",
)
PLACE = text_field("place_name", "地区", "省市县镇全称连写", "province, city, county and town in one text")

HEAD = (DECLARATION, DOCUMENT, FILE, YEAR, UNIT, PLACE_CODE, PLACE)
"""What every row below a declaration repeats of it, so that each table can be used alone."""

WHERE = (
    Field("page", "页码", "integer", "所在页，从 1 起", "page it stands on, from 1"),
    Field("box_x0_pt", "左", "points", "页面图上的左边", "left edge of its place on the page, points"),
    Field("box_y0_pt", "上", "points", "页面图上的上边", "top edge, points from the top of the page as shown"),
    Field("box_x1_pt", "右", "points", "页面图上的右边", "right edge, points"),
    Field("box_y1_pt", "下", "points", "页面图上的下边", "bottom edge, points"),
    text_field(
        "source_cell",
        "单元格",
        "没有版面位置的文件中的位置：工作表!单元格，或 行:列",
        "its place in a file without a layout: sheet!cell, or line:column",
    ),
)
"""The place on the paper; a row that runs over pages has the part on its first page."""

DOUBT = (
    text_field(
        "issue_severity",
        "问题程度",
        "该行问题中最严重的程度；空：无",
        "the gravest issue that stands on the row; null: none",
        values=("error", "warning", "info"),
    ),
    text_field(
        "issue_codes", "问题代码", "该行问题的代码，以空格分隔", "codes of the issues on the row, blanks between"
    ),
)


def amount_fields(prefix: str = "amount", label: str = "金额") -> tuple[Field, ...]:
    """The fields of an amount."""
    return (
        text_field(f"{prefix}_raw", f"{label}（原文）", "原文所印", "as printed"),
        Field(f"{prefix}_value", label, "decimal", "以 unit 为单位的数", "the number, in the unit beside it"),
        text_field(
            f"{prefix}_unit", f"{label}单位", "元、万元或亿元", "元, 万元 or 亿元", values=("元", "万元", "亿元")
        ),
        Field(
            f"{prefix}_yuan", f"{label}（元）", "decimal", "以元为单位的数；空白为空，不是 0", "in yuan; blank: null"
        ),
    )


_KINDS = (
    *("quantity", "percent", "money", "date", "duration", "frequency", "grade", "text", "none", "placeholder"),
    "blank",
)
_COMPARATORS = (">=", "<=", ">", "<", "=", "range", "about")


def target_fields(prefix: str, label: str, which: str, what: str) -> tuple[Field, ...]:
    """The fields of a target value."""
    return (
        text_field(f"{prefix}_raw", label, f"{which}，原文", f"{what}, as printed"),
        text_field(f"{prefix}_kind", f"{label}：类型", "值的类型", f"{what}: what kind of value", values=_KINDS),
        text_field(f"{prefix}_comparator", f"{label}：比较符", "比较符", f"{what}: comparison", values=_COMPARATORS),
        Field(f"{prefix}_low", f"{label}：数值", "decimal", "数值，或范围的下限", f"{what}: number or lower end"),
        Field(f"{prefix}_high", f"{label}：上限", "decimal", "范围的上限", f"{what}: upper end of a range"),
        text_field(f"{prefix}_unit", f"{label}：单位", "数值的单位", f"{what}: unit of the number"),
        Field(f"{prefix}_from", f"{label}：开始", "date", "第一天", f"{what}: first day"),
        Field(f"{prefix}_to", f"{label}：结束", "date", "最后一天", f"{what}: last day"),
    )


HORIZON = text_field(
    "horizon", "期间", "period 实施周期，annual 年度", "whole period or year", values=("period", "annual")
)
PATH = text_field("path", "位置", "申报表 JSON 中的指针", "JSON pointer into the declaration's JSON")


def item_table(name: str, title: str, zh: str, en: str, *fields: Field, key: str, letter: str) -> Table:
    """A table of things of a declaration."""
    about = f"申报表编号-{letter}序号"
    first = text_field(key, f"{title}编号", about, f"declaration_id-{letter} and its number", True)
    references = (("declaration_id", "declarations"), ("document_id", "documents"))
    return Table(name, title, zh, en, (first, *HEAD, NUMBER, *fields), references)
