"""The flat tables of a document: one definition for data frames, workbooks and CSV, over the JSON contract.

A document is the dictionary that `shenbao convert` writes (docs/json.md), just made or read back with output.loads().
Each table has an English name, a Chinese title, and columns with an English name, a Chinese header and the way to get
the value. Numbers are exact Decimals or ints; a blank is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, get_args

from shenbao.output import clean

Kind = Literal["declarations", "indicators", "tasks", "budget", "goals", "issues", "repairs"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Value = str | int | Decimal | None

_COMPARATORS = {">=": "≥", "<=": "≤", "range": "区间", "about": "约"}
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_STATUS = {"blank": "空白表", "ok": "无异常", "repaired": "有修复", "needs_review": "需要核对"}
_FORMS = {"department": "部门整体", "project": "项目", "transfer": "转移支付"}
_HORIZONS = {"period": "实施周期", "annual": "年度"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row before it is cut into columns; `index` and `declaration` are None for issues of the whole document."""

    file: str
    index: int | None
    declaration: dict[str, Any] | None
    item: dict[str, Any]
    number: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: English name (data frames), Chinese header (workbook, CSV), and how to get its value."""

    name: str
    header: str
    get: Callable[[Row], Value]
    width: int = 12


@dataclass(frozen=True, slots=True)
class Table:
    """One table: English name, Chinese title and its columns."""

    name: Kind
    title: str
    columns: tuple[Column, ...]

    def values(self, file: str, contract: dict[str, Any]) -> Iterator[list[Value]]:
        """The rows of one document's JSON, each a list of values in the order of the columns."""
        for row in rows(self.name, file, contract):
            values = [column.get(row) for column in self.columns]
            yield [clean(value) if isinstance(value, str) else value for value in values]


def rows(kind: Kind, file: str, contract: dict[str, Any]) -> Iterator[Row]:
    """The rows of a table of one document's JSON, in reading order."""
    if kind == "issues":
        for number, issue in enumerate(contract["issues"]):
            yield Row(file, None, None, issue, number, None)
    for index, declaration in enumerate(contract["declarations"]):
        pages = first_pages(declaration)
        first = declaration["pages"][0] if declaration["pages"] else None
        items: Iterable[Any] = (declaration,) if kind == "declarations" else declaration[kind]
        for number, item in enumerate(items):
            if kind in ("issues", "repairs"):
                place = item.get("place") if kind == "repairs" else None
                page = place["page"] if place else page_of(pages, item["path"])
            else:
                page = pages.get(f"/{kind}/{number}", first)
            yield Row(file, index, declaration, item, number, page or first)


def first_pages(declaration: dict[str, Any]) -> dict[str, int]:
    """JSON pointer, and each of its parents, -> the first page it was read from."""
    pages: dict[str, int] = {}
    for pointer, places in declaration["evidence"].items():
        while pointer and places:
            pages[pointer] = min(places[0]["page"], pages.get(pointer, places[0]["page"]))
            pointer = pointer.rpartition("/")[0]
    return pages


def page_of(pages: dict[str, int], path: str | None) -> int | None:
    """The page of the nearest known parent of a JSON pointer."""
    path = path or ""
    while path and path not in pages:
        path = path.rpartition("/")[0]
    return pages.get(path)


def _item(name: str) -> Callable[[Row], Value]:
    """A field of the row's item."""

    def get(row: Row) -> Value:
        value: Value = row.item[name]
        return value

    return get


def _of(outer: str, name: str) -> Callable[[Row], Value]:
    """A field of a field of the row's item, None where the first is null."""

    def get(row: Row) -> Value:
        inner = row.item[outer]
        value: Value = None if inner is None else inner[name]
        return value

    return get


def _word(words: dict[str, str], name: str) -> Callable[[Row], Value]:
    """A field in the Chinese word for it."""

    def get(row: Row) -> Value:
        value = row.item[name]
        return None if value is None else words.get(value, str(value))

    return get


def _head(name: str) -> Callable[[Row], Value]:
    """A field of the form's head, None for rows of the whole document."""

    def get(row: Row) -> Value:
        value: Value = None if row.declaration is None else row.declaration["form"][name]
        return value

    return get


_WHERE: tuple[Column, ...] = (
    Column("file", "文件", lambda row: row.file, 30),
    Column("declaration", "申报表序号", lambda row: row.index, 10),
    Column("year", "年度", _head("year"), 8),
    Column("unit_name", "单位", _head("unit"), 28),
    Column("project", "项目名称", _head("project"), 24),
    Column("page", "页码", lambda row: row.page, 6),
    Column("number", "序号", lambda row: row.number, 6),
)


def _amount() -> tuple[Column, ...]:
    """The columns of an amount."""
    return (
        Column("amount_raw", "金额（原文）", _of("amount", "raw"), 16),
        Column("amount_value", "金额", _of("amount", "value"), 16),
        Column("amount_unit", "单位（金额）", _of("amount", "unit"), 10),
        Column("amount_yuan", "金额（元）", _of("amount", "yuan"), 18),
    )


def _target(name: str, title: str) -> tuple[Column, ...]:
    """The columns of a target value."""

    def sign(row: Row) -> Value:
        target = row.item[name]
        if target is None or target["comparator"] is None:
            return None
        return _COMPARATORS.get(target["comparator"], str(target["comparator"]))

    return (
        Column(f"{name}_raw", title, _of(name, "raw"), 18),
        Column(f"{name}_kind", f"{title}：类型", _of(name, "kind"), 12),
        Column(f"{name}_comparator", f"{title}：比较符", sign, 8),
        Column(f"{name}_low", f"{title}：数值", _of(name, "low"), 14),
        Column(f"{name}_high", f"{title}：上限", _of(name, "high"), 14),
        Column(f"{name}_unit", f"{title}：单位", _of(name, "unit"), 10),
        Column(f"{name}_from", f"{title}：开始", _of(name, "from"), 12),
        Column(f"{name}_to", f"{title}：结束", _of(name, "to"), 12),
    )


def _funds(row: Row) -> Value:
    """A task's sums by source, in one text."""
    parts = [f"{fund['label']} {fund['amount']['raw']}{fund['amount']['unit'] or ''}" for fund in row.item["funds"]]
    return "；".join(parts) or None


def _pages_text(row: Row) -> Value:
    """The pages a declaration stands on."""
    return "、".join(str(page) for page in row.item["pages"]) or None


def _count(name: str) -> Callable[[Row], Value]:
    """How many items a declaration has of a kind."""
    return lambda row: len(row.item[name])


def _place(name: str) -> Callable[[Row], Value]:
    """A part of the place printed on the form."""

    def get(row: Row) -> Value:
        value: Value = row.item["form"]["place"][name]
        return value

    return get


TABLES: dict[Kind, Table] = {
    table.name: table
    for table in (
        Table(
            "declarations",
            "申报表",
            (
                *_WHERE[:2],
                Column("kind", "类别", lambda row: _FORMS[row.item["form"]["kind"]], 12),
                Column("title", "标题", _head("title"), 36),
                *_WHERE[2:5],
                Column("project_code", "项目编码", _head("project_code"), 20),
                Column("supervisor", "主管部门", _head("supervisor"), 24),
                *(
                    Column(name, header, _place(name))
                    for name, header in (("province", "省"), ("city", "市"), ("county", "县区"), ("town", "乡镇街道"))
                ),
                Column("pages", "所在页", _pages_text, 10),
                Column("budget", "资金行数", _count("budget"), 10),
                Column("goals", "目标数", _count("goals"), 8),
                Column("tasks", "任务数", _count("tasks"), 8),
                Column("indicators", "指标数", _count("indicators"), 8),
                Column("repairs", "修复数", _count("repairs"), 8),
                Column("issues", "问题数", _count("issues"), 8),
                Column("status", "状态", _word(_STATUS, "status"), 10),
            ),
        ),
        Table(
            "indicators",
            "指标",
            (
                *_WHERE,
                Column("level1", "一级指标", _item("level1"), 14),
                Column("level2", "二级指标", _item("level2"), 18),
                Column("name", "三级指标", _item("name"), 32),
                *_target("period_value", "实施周期指标值"),
                *_target("annual_value", "年度指标值"),
                Column("weight", "权重", _item("weight"), 8),
                Column("direction", "指标方向性", _item("direction"), 10),
                Column("activity", "活动", _item("activity"), 16),
                Column("scoring", "评分标准", _item("scoring"), 24),
                Column("note", "备注", _item("note"), 24),
                Column("place", "乡镇", _item("place"), 12),
            ),
        ),
        Table(
            "tasks",
            "任务",
            (
                *_WHERE,
                Column("name", "任务名称", _item("name"), 24),
                Column("content", "主要内容", _item("content"), 48),
                *_amount(),
                Column("funds", "分项资金", _funds, 24),
                Column("expected", "期望达到的目标", _item("expected"), 48),
            ),
        ),
        Table(
            "budget",
            "资金",
            (
                *_WHERE,
                Column("section", "栏目", _item("section"), 18),
                Column("label", "名称", _item("label"), 24),
                Column("column", "列", _item("column"), 14),
                Column("horizon", "期间", _word(_HORIZONS, "horizon"), 10),
                *_amount(),
            ),
        ),
        Table(
            "goals",
            "目标",
            (
                *_WHERE,
                Column("goal_number", "目标编号", _item("number"), 10),
                Column("horizon", "期间", _word(_HORIZONS, "horizon"), 10),
                Column("text", "目标内容", _item("text"), 80),
            ),
        ),
        Table(
            "issues",
            "问题",
            (
                *_WHERE,
                Column("severity", "程度", _word(_SEVERITIES, "severity"), 8),
                Column("code", "代码", _item("code"), 24),
                Column("message_zh", "说明", _of("message", "zh"), 60),
                Column("message_en", "说明（英文）", _of("message", "en"), 60),
                Column("path", "位置", _item("path"), 30),
            ),
        ),
        Table(
            "repairs",
            "修复",
            (
                *_WHERE,
                Column("cleaner", "修复规则", _item("cleaner"), 24),
                Column("before", "原文", _item("before"), 40),
                Column("after", "读作", _item("after"), 40),
                Column("why", "理由", _item("why"), 60),
                Column("path", "位置", _item("path"), 30),
            ),
        ),
    )
}
