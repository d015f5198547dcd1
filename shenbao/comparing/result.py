"""What a comparison gives: typed rows, each knowing where its figure stands.

Every table of a Comparison is a tuple of one dataclass. A field's metadata says its label in both languages and how it is
to be shown; `columns(Row)` reads them, so the terminal, CSV, xlsx and the HTML report need no list of their own. Sums and
counts have a table of lines beside them (Money -> MoneyLine, Quality -> Finding, Standing -> PromiseValue ...): each line is
one place on paper, found again by the same `group` and name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, Literal, get_args

Shown = Literal["text", "integer", "number", "yuan", "share", "score", "source"]
"""number: in the unit of its row; yuan: an exact Decimal, 元; share: 0 to 1; score: 0 to 100; source: a Source or None."""

By = Literal["town", "department", "year"]
"""What is put side by side: places, types of department (教育, 卫生健康 ...), or budget years."""

BY: tuple[By, ...] = get_args(By)


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands: its declaration and document, the key of its row in the dataset, page and box.

    `page` is from 1; `box_pt` is x0, y0, x1, y1 in points from the top left of the page as shown. A file without a layout
    has `source_cell` (sheet!cell, line:column) in place of both. `row_id` is null for a declaration as a whole.
    """

    declaration_id: str
    document_id: str
    file: str
    page: int | None = None
    box_pt: tuple[float, float, float, float] | None = None
    source_cell: str | None = None
    row_id: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: the field's name, its labels, how it is shown."""

    name: str
    zh: str
    en: str
    shown: Shown


def _column(zh: str, en: str, shown: Shown = "text") -> Any:
    return field(metadata={"zh": zh, "en": en, "shown": shown})


def columns(row: type[Any]) -> tuple[Column, ...]:
    """The columns of a row's class, in order."""
    return tuple(Column(one.name, one.metadata["zh"], one.metadata["en"], one.metadata["shown"]) for one in fields(row))


@dataclass(frozen=True, slots=True)
class Group:
    """One of the things put side by side, and how much of it there is."""

    group: str = _column("比较对象", "group")
    documents: int = _column("文件", "documents", "integer")
    units: int = _column("单位", "units", "integer")
    declarations: int = _column("申报表", "declarations", "integer")
    departments: int = _column("整体申报", "department forms", "integer")
    projects: int = _column("项目申报", "project forms", "integer")
    transfers: int = _column("转移支付申报", "transfer forms", "integer")
    goals: int = _column("目标", "goals", "integer")
    indicators: int = _column("指标", "indicators", "integer")
    needs_review: int = _column("需核对", "need review", "integer")


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise made in several places: the same indicator, its values on one scale.

    `about`: a standard (a share, a price for each, a time) can be set beside another's; a size (a sum of money, a number
    of things) says first how big a project is.
    """

    promise: str = _column("承诺编号", "promise")
    name: str = _column("指标", "indicator")
    level2: str | None = _column("二级指标", "level 2")
    unit: str = _column("单位", "unit")
    about: Literal["standard", "size"] = _column("性质", "about")
    groups: int = _column("比较对象数", "groups", "integer")
    declarations: int = _column("申报表", "declarations", "integer")
    values: int = _column("指标值数", "values", "integer")
    lowest: float = _column("最低", "lowest", "number")
    median: float = _column("中位", "median", "number")
    highest: float = _column("最高", "highest", "number")
    lowest_at: Source = _column("最低出处", "lowest at", "source")
    highest_at: Source = _column("最高出处", "highest at", "source")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one group stands in one promise. Rank 1 has the highest median; equal medians share a rank."""

    promise: str = _column("承诺编号", "promise")
    name: str = _column("指标", "indicator")
    unit: str = _column("单位", "unit")
    group: str = _column("比较对象", "group")
    values: int = _column("指标值数", "values", "integer")
    lowest: float = _column("最低", "lowest", "number")
    median: float = _column("中位", "median", "number")
    highest: float = _column("最高", "highest", "number")
    rank: int = _column("名次", "rank", "integer")
    of: int = _column("共", "of", "integer")
    lowest_at: Source = _column("最低出处", "lowest at", "source")
    highest_at: Source = _column("最高出处", "highest at", "source")


@dataclass(frozen=True, slots=True)
class PromiseValue:
    """One value of a promise, as printed and on the promise's scale, with how surely its name is the promise's."""

    promise: str = _column("承诺编号", "promise")
    group: str = _column("比较对象", "group")
    unit_name: str | None = _column("申报单位", "unit")
    project_name: str | None = _column("项目", "project")
    year: int | None = _column("年度", "year", "integer")
    name: str = _column("原文指标", "name as printed")
    raw: str = _column("原文指标值", "value as printed")
    comparator: str | None = _column("比较符", "comparator")
    low: float = _column("数值", "number", "number")
    high: float | None = _column("上限", "upper end", "number")
    unit: str = _column("换算单位", "unit")
    score: float = _column("匹配分", "match score", "score")
    why: str = _column("匹配依据", "matched by")
    source: Source = _column("出处", "source", "source")


@dataclass(frozen=True, slots=True)
class NearName:
    """A name that may be the same promise and was not merged: for a reader to judge."""

    promise: str = _column("承诺编号", "promise")
    name: str = _column("指标", "indicator")
    other: str = _column("相近名称", "near name")
    level2: str | None = _column("二级指标", "level 2")
    declarations: int = _column("申报表", "declarations", "integer")
    score: float = _column("匹配分", "match score", "score")
    why: str = _column("为何存疑", "why in doubt")
    source: Source = _column("出处", "source", "source")


@dataclass(frozen=True, slots=True)
class Money:
    """Where a group's money goes, as its department forms and task lists print it; null where nothing is printed."""

    group: str = _column("比较对象", "group")
    departments: int = _column("整体申报", "department forms", "integer")
    total_yuan: Decimal | None = _column("支出总额（元）", "total, 元", "yuan")
    basic_yuan: Decimal | None = _column("基本支出（元）", "basic, 元", "yuan")
    project_yuan: Decimal | None = _column("项目支出（元）", "projects, 元", "yuan")
    development_yuan: Decimal | None = _column("事业发展性支出（元）", "development, 元", "yuan")
    basic_share: float | None = _column("基本支出占比", "basic share", "share")
    tasks: int = _column("任务", "tasks", "integer")
    tasks_yuan: Decimal | None = _column("任务金额（元）", "tasks, 元", "yuan")
    projects: int = _column("项目申报", "project forms", "integer")
    projects_yuan: Decimal | None = _column("项目申报金额（元）", "project forms, 元", "yuan")
    projects_period_yuan: Decimal | None = _column(
        "只印实施周期的项目金额（元）", "project forms, period only, 元", "yuan"
    )
    transfers_yuan: Decimal | None = _column("转移支付申报金额（元）", "transfer forms, 元", "yuan")
    project_goals: int = _column("项目目标", "project goals", "integer")
    per_goal_yuan: Decimal | None = _column("每目标金额（元）", "per goal, 元", "yuan")


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One amount that a row of Money adds up; `part` names the column it goes into."""

    group: str = _column("比较对象", "group")
    part: str = _column("归入", "part")
    unit_name: str | None = _column("申报单位", "unit")
    year: int | None = _column("年度", "year", "integer")
    name: str | None = _column("项目或任务", "project or task")
    label: str = _column("原文名称", "label as printed")
    amount_yuan: Decimal = _column("金额（元）", "amount, 元", "yuan")
    source: Source = _column("出处", "source", "source")


@dataclass(frozen=True, slots=True)
class Theme:
    """The share of one theme in a group's projects and tasks."""

    group: str = _column("比较对象", "group")
    theme: str = _column("主题", "theme")
    items: int = _column("项目与任务", "projects and tasks", "integer")
    amount_yuan: Decimal = _column("金额（元）", "amount, 元", "yuan")
    share: float | None = _column("占比", "share", "share")


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One project or task and the word that put it under its theme (null: no word of the table is in its name)."""

    group: str = _column("比较对象", "group")
    theme: str = _column("主题", "theme")
    word: str | None = _column("依据的词", "word")
    unit_name: str | None = _column("申报单位", "unit")
    year: int | None = _column("年度", "year", "integer")
    name: str = _column("项目或任务", "project or task")
    amount_yuan: Decimal = _column("金额（元）", "amount, 元", "yuan")
    source: Source = _column("出处", "source", "source")


@dataclass(frozen=True, slots=True)
class Quality:
    """How often something is so of a group's declarations: a count and its share, no grade. `Finding` has each case."""

    group: str = _column("比较对象", "group")
    measure: str = _column("项", "measure")
    title_zh: str = _column("说明", "what (Chinese)")
    title_en: str = _column("说明（英文）", "what")
    count: int = _column("数量", "count", "integer")
    of: int = _column("总数", "of", "integer")
    share: float | None = _column("占比", "share", "share")


@dataclass(frozen=True, slots=True)
class Finding:
    """One case that a row of Quality counts; `issue_id` where an issue of the dataset says so."""

    group: str = _column("比较对象", "group")
    measure: str = _column("项", "measure")
    unit_name: str | None = _column("申报单位", "unit")
    project_name: str | None = _column("项目", "project")
    year: int | None = _column("年度", "year", "integer")
    text_zh: str = _column("内容", "what (Chinese)")
    text_en: str = _column("内容（英文）", "what")
    issue_id: str | None = _column("问题编号", "issue")
    source: Source = _column("出处", "source", "source")


@dataclass(frozen=True, slots=True)
class Change:
    """What one unit (and project) says in one year and no longer, or otherwise, in the next year it declared."""

    unit_name: str = _column("申报单位", "unit")
    place_name: str | None = _column("地区", "place")
    project_name: str | None = _column("项目", "project")
    year_before: int = _column("前一年度", "year before", "integer")
    year_after: int = _column("后一年度", "year after", "integer")
    what: Literal["indicator", "goal", "total"] = _column("类别", "what")
    change: Literal["added", "removed", "changed", "same"] = _column("变化", "change")
    name: str = _column("名称", "name")
    before: str | None = _column("前一年度值", "before")
    after: str | None = _column("后一年度值", "after")
    before_at: Source | None = _column("前出处", "before at", "source")
    after_at: Source | None = _column("后出处", "after at", "source")


@dataclass(frozen=True, slots=True)
class Copy:
    """The same words twice: a goal, or a list of indicators with its values, in two years or in two units.

    `copies` counts every declaration of that wording; where there are more than two, each further one has a row with the
    same first side.
    """

    what: Literal["goal", "indicators"] = _column("类别", "what")
    scope: Literal["years", "units"] = _column("范围", "between")
    score: float = _column("相似度", "likeness", "score")
    copies: int = _column("共几份", "copies", "integer")
    unit_name: str | None = _column("单位甲", "unit a")
    year: int | None = _column("年度甲", "year a", "integer")
    project_name: str | None = _column("项目甲", "project a")
    text: str = _column("内容甲", "text a")
    other_unit_name: str | None = _column("单位乙", "unit b")
    other_year: int | None = _column("年度乙", "year b", "integer")
    other_project_name: str | None = _column("项目乙", "project b")
    other_text: str = _column("内容乙", "text b")
    source: Source = _column("出处甲", "source a", "source")
    other_source: Source = _column("出处乙", "source b", "source")


@dataclass(frozen=True, slots=True)
class Registered:
    """One unit of the register: whether it has a declaration. `doubtful`: only a unit of a similar name has."""

    unit_name: str = _column("名册单位", "unit in the register")
    year: int | None = _column("年度", "year", "integer")
    status: Literal["declared", "doubtful", "missing"] = _column("状态", "status")
    declarations: int = _column("申报表", "declarations", "integer")
    nearest: str | None = _column("最相近的申报单位", "nearest unit that declares")
    score: float | None = _column("相似度", "likeness", "score")
    source: Source | None = _column("出处", "source", "source")


@dataclass(frozen=True, slots=True)
class Comparison:
    """All tables of `shenbao compare`. Lines beyond `limit` are left out of the object and counted in `left_out`."""

    dataset: str
    by: By
    groups: tuple[Group, ...] = ()
    promises: tuple[Promise, ...] = ()
    standings: tuple[Standing, ...] = ()
    promise_values: tuple[PromiseValue, ...] = ()
    near_names: tuple[NearName, ...] = ()
    money: tuple[Money, ...] = ()
    money_lines: tuple[MoneyLine, ...] = ()
    themes: tuple[Theme, ...] = ()
    theme_lines: tuple[ThemeLine, ...] = ()
    quality: tuple[Quality, ...] = ()
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    copies: tuple[Copy, ...] = ()
    register: tuple[Registered, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)

    def rows(self, table: str) -> tuple[Any, ...]:
        """The rows of a table of TABLES by its name."""
        rows: tuple[Any, ...] = getattr(self, table)
        return rows


@dataclass(frozen=True, slots=True)
class Titled:
    """A table of a Comparison: its field there, the class of its rows, titles, and the table that adds it up (lines only)."""

    name: str
    row: type[Any]
    zh: str
    en: str
    adds_to: str | None = None


TABLES: tuple[Titled, ...] = (
    Titled("groups", Group, "概览", "Overview"),
    Titled("promises", Promise, "同样的承诺，什么标准", "The same promise, at what standard"),
    Titled("standings", Standing, "各对象的位置", "Where each stands"),
    Titled("promise_values", PromiseValue, "承诺的每个值", "Each value of a promise", "standings"),
    Titled("near_names", NearName, "相近而未合并的指标", "Near names, not merged"),
    Titled("money", Money, "钱用在哪里", "Where the money goes"),
    Titled("money_lines", MoneyLine, "金额明细", "Each amount", "money"),
    Titled("themes", Theme, "主题占比", "Share by theme"),
    Titled("theme_lines", ThemeLine, "主题明细", "Each project and task by theme", "themes"),
    Titled("quality", Quality, "目标编得怎样", "How good the goals are"),
    Titled("findings", Finding, "每处情况", "Each case", "quality"),
    Titled("changes", Change, "年度变化", "What changed from year to year"),
    Titled("copies", Copy, "雷同内容", "What was copied"),
    Titled("register", Registered, "谁没有申报", "Who is missing"),
)
"""Every table in the order it is shown; those with `adds_to` are the lines behind another."""
