"""The tables and fields of the dataset, as data: names, Chinese labels, types, keys and what each field holds.

Everything else is made from this: Parquet columns, CSV headers, the Data Package, the dictionary page. Units stand in
the names: `_yuan` 元, `_pt` points of 1/72 inch from the top left of the page as shown, `_count` a number of things,
`_bytes`. A blank is null, never 0 and never an empty text.
"""

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


def _text(name: str, label: str, zh: str, en: str, required: bool = False, values: tuple[str, ...] = ()) -> Field:
    return Field(name, label, "text", zh, en, required, values)


def _count(name: str, label: str, zh: str, en: str) -> Field:
    return Field(name, label, "integer", zh, en, required=True)


_DOCUMENT = _text("document_id", "文件编号", "文件内容 SHA-256 的前 20 位", "first 20 digits of its SHA-256", True)
_DECLARATION = _text(
    "declaration_id", "申报表编号", "文件编号-序号（从 0 起）", "document_id-index (from 0, as in the JSON)", True
)
_FILE = _text("file", "文件", "文件的相对路径", "relative path of the document", True)
_NUMBER = Field("number", "序号", "integer", "在所属申报表中的序号，从 0 起", "index in its declaration, from 0", True)

_SOURCES = ("manifest", "unit", "title", "supervisor", "document", "file", "folder")
_YEAR = Field("year", "年度", "integer", "预算年度，来源见 year_from", "budget year; year_from says where it is from")
_UNIT = _text(
    "unit_name", "单位", "申报单位，来源见 unit_from", "the unit that declares; unit_from says where it is from"
)
_PLACE_CODE = _text(
    "place_code",
    "区划代码",
    "所知最低一级（至县级）的六位行政区划代码（GB/T 2260）",
    "six-digit division code (GB/T 2260) of the lowest known level down to the county",
)
_PLACE = _text("place_name", "地区", "省市县镇全称连写", "province, city, county and town in one text")

_HEAD = (_DECLARATION, _DOCUMENT, _FILE, _YEAR, _UNIT, _PLACE_CODE, _PLACE)
"""What every row below a declaration repeats of it, so that each table can be used alone."""

_WHERE = (
    Field("page", "页码", "integer", "所在页，从 1 起", "page it stands on, from 1"),
    Field("box_x0_pt", "左", "points", "页面图上的左边", "left edge of its place on the page, points"),
    Field("box_y0_pt", "上", "points", "页面图上的上边", "top edge, points from the top of the page as shown"),
    Field("box_x1_pt", "右", "points", "页面图上的右边", "right edge, points"),
    Field("box_y1_pt", "下", "points", "页面图上的下边", "bottom edge, points"),
    _text(
        "source_cell",
        "单元格",
        "没有版面位置的文件中的位置：工作表!单元格，或 行:列",
        "its place in a file without a layout: sheet!cell, or line:column",
    ),
)
"""The place on the paper; a row that runs over pages has the part on its first page."""

_DOUBT = (
    _text(
        "issue_severity",
        "问题程度",
        "该行问题中最严重的程度；空：无",
        "the gravest issue that stands on the row; null: none",
        values=("error", "warning", "info"),
    ),
    _text("issue_codes", "问题代码", "该行问题的代码，以空格分隔", "codes of the issues on the row, blanks between"),
)


def _amount(prefix: str = "amount", label: str = "金额") -> tuple[Field, ...]:
    return (
        _text(f"{prefix}_raw", f"{label}（原文）", "原文所印", "as printed"),
        Field(f"{prefix}_value", label, "decimal", "以 unit 为单位的数", "the number, in the unit beside it"),
        _text(f"{prefix}_unit", f"{label}单位", "元、万元或亿元", "元, 万元 or 亿元", values=("元", "万元", "亿元")),
        Field(
            f"{prefix}_yuan", f"{label}（元）", "decimal", "以元为单位的数；空白为空，不是 0", "in yuan; blank: null"
        ),
    )


_KINDS = (
    *("quantity", "percent", "money", "date", "duration", "frequency", "grade", "text", "none", "placeholder"),
    "blank",
)
_COMPARATORS = (">=", "<=", ">", "<", "=", "range", "about")


def _target(prefix: str, label: str, which: str, what: str) -> tuple[Field, ...]:
    """The fields of a target value."""
    return (
        _text(f"{prefix}_raw", label, f"{which}，原文", f"{what}, as printed"),
        _text(f"{prefix}_kind", f"{label}：类型", "值的类型", f"{what}: what kind of value", values=_KINDS),
        _text(f"{prefix}_comparator", f"{label}：比较符", "比较符", f"{what}: comparison", values=_COMPARATORS),
        Field(f"{prefix}_low", f"{label}：数值", "decimal", "数值，或范围的下限", f"{what}: number or lower end"),
        Field(f"{prefix}_high", f"{label}：上限", "decimal", "范围的上限", f"{what}: upper end of a range"),
        _text(f"{prefix}_unit", f"{label}：单位", "数值的单位", f"{what}: unit of the number"),
        Field(f"{prefix}_from", f"{label}：开始", "date", "第一天", f"{what}: first day"),
        Field(f"{prefix}_to", f"{label}：结束", "date", "最后一天", f"{what}: last day"),
    )


_HORIZON = _text("horizon", "期间", "period 实施周期，annual 年度", "whole period or year", values=("period", "annual"))
_PATH = _text("path", "位置", "申报表 JSON 中的指针", "JSON pointer into the declaration's JSON")


def _item(name: str, title: str, zh: str, en: str, *fields: Field, key: str, letter: str) -> Table:
    """A table of things of a declaration."""
    about = f"申报表编号-{letter}序号"
    first = _text(key, f"{title}编号", about, f"declaration_id-{letter} and its number", True)
    references = (("declaration_id", "declarations"), ("document_id", "documents"))
    return Table(name, title, zh, en, (first, *_HEAD, _NUMBER, *fields), references)


_DOCUMENTS = Table(
    "documents",
    "文件",
    "每个文件一行，包括没有申报表和不能读取的文件；内容相同的文件只计一次",
    "one row a document, also those without a form or that could not be read; equal bytes count once",
    (
        _DOCUMENT,
        _FILE,
        _text("other_files", "相同文件", "内容相同的其他文件，以换行分隔", "other files of the same bytes, one a line"),
        _text("sha256", "SHA-256", "文件内容的 SHA-256；不能打开时为空", "of its bytes; null: it could not be opened"),
        _text("media_type", "文件类型", "按内容判断的类型", "media type, told from the content"),
        Field("size_bytes", "字节数", "integer", "文件大小（字节）", "size in bytes"),
        _text("url", "网址", "来源网址，取自清单或转换结果", "where it was fetched, from the manifest or the JSON"),
        _count("page_count", "页数", "页数", "number of pages"),
        _count("scanned_page_count", "扫描页数", "其中图片页数", "pages that are pictures"),
        _count("declaration_count", "申报表数", "申报表数", "number of declarations"),
        _count("issue_count", "问题数", "文件本身的问题数", "issues of the document itself"),
        _text(
            "status",
            "状态",
            "declared 有申报表，none 没有，unread 不能读取",
            "declared: has declarations; none: has no form; unread: could not be read",
            True,
            ("declared", "none", "unread"),
        ),
        _text("json_file", "JSON 文件", "转换结果的相对路径", "relative path of its JSON", True),
        _text("json_sha256", "JSON 的 SHA-256", "转换结果的 SHA-256", "SHA-256 of its JSON", True),
    ),
)

_DECLARATIONS = Table(
    "declarations",
    "申报表",
    "每份申报表一行",
    "one row a declaration",
    (
        _DECLARATION,
        _DOCUMENT,
        _FILE,
        Field("number", "序号", "integer", "在文件中的序号，从 0 起", "index in its document, from 0", True),
        _text(
            "kind",
            "类别",
            "department 部门整体，project 项目，transfer 转移支付",
            "whole department, project, or transfer",
            True,
            ("department", "project", "transfer"),
        ),
        _text("title", "标题", "所印标题", "printed title"),
        _YEAR,
        _text(
            "year_from",
            "年度来源",
            "年度取自何处",
            "where the year is from",
            values=("manifest", "form", "document", "file", "folder"),
        ),
        _UNIT,
        _text(
            "unit_from",
            "单位来源",
            "单位取自何处",
            "where the unit is from",
            values=("manifest", "form", "supervisor", "document", "file"),
        ),
        _text("project_name", "项目名称", "项目名称", "name of the project"),
        _text("project_code", "项目编码", "项目编码", "code of the project"),
        _text("supervisor", "主管部门", "所印主管部门", "supervising department as printed"),
        _PLACE_CODE,
        _PLACE,
        _text("province", "省", "省级，规范名称", "province, official name"),
        _text("city", "市", "地级，规范名称", "prefecture, official name"),
        _text("county", "县区", "县级，规范名称", "county, official name"),
        _text("town", "乡镇街道", "乡镇、街道", "town or subdistrict"),
        _text("place_from", "地区来源", "地区取自何处", "where the place is from", values=_SOURCES),
        _text("place_evidence", "地区依据", "据以判断地区的文字", "the text that told the place"),
        _text(
            "status",
            "状态",
            "blank 空白表，ok 无异常，repaired 有修复，needs_review 需要核对",
            "blank template, ok, repaired, or needs review",
            True,
            ("blank", "ok", "repaired", "needs_review"),
        ),
        _text("table_family", "版式", "版式名称", "name of the layout family"),
        Field("table_number", "表序号", "integer", "所在表在文件中的序号，从 0 起", "index of its table in the JSON"),
        Field("page_first", "首页", "integer", "所在首页，从 1 起", "first page it stands on, from 1"),
        Field("page_last", "末页", "integer", "所在末页", "last page it stands on"),
        Field(
            "total_yuan",
            "年度总额（元）",
            "decimal",
            "表上所印的总额（年度，或未注明期间），不作加总",
            "the total printed on the form (of the year, or no horizon said); never added up",
        ),
        Field(
            "total_period_yuan",
            "实施周期总额（元）",
            "decimal",
            "表上所印的实施周期总额",
            "the printed total of the whole period",
        ),
        Field("staff_count", "编制人数", "decimal", "财政供养人员数", "number of staff on the payroll"),
        Field("subunit_count", "下属单位数", "decimal", "下属二级单位数", "number of subordinate units"),
        _text("project_period", "项目期", "所印实施周期", "period of the project as printed"),
        _count("budget_count", "资金行数", "资金行数", "money lines"),
        _count("goal_count", "目标数", "目标数", "goals"),
        _count("task_count", "任务数", "任务数", "tasks"),
        _count("indicator_count", "指标数", "指标数", "indicators"),
        _count("extra_count", "其他内容数", "其他内容数", "other labelled contents"),
        _count("issue_count", "问题数", "问题数", "issues"),
        _count("repair_count", "修复数", "修复数", "repairs"),
    ),
    (("document_id", "documents"),),
)

_BUDGET = _item(
    "budget",
    "资金",
    "每行资金一行",
    "one row a money line",
    _text("section", "栏目", "所在栏目", "heading of its block or column"),
    _text("label", "名称", "行名，或列名", "label of the row, else heading of the column"),
    _text("column_heading", "列", "金额列的表头", "heading of the money column, where a row has several"),
    _HORIZON,
    *_amount(),
    *_WHERE,
    *_DOUBT,
    key="budget_id",
    letter="b",
)
_GOALS = _item(
    "goals",
    "目标",
    "每个目标一行",
    "one row a goal",
    Field("goal_number", "表上编号", "integer", "表上的编号（目标1）", "its number on the form (目标1)"),
    _HORIZON,
    _text("text", "目标内容", "目标内容", "its words"),
    *_WHERE,
    *_DOUBT,
    key="goal_id",
    letter="g",
)
_TASKS = _item(
    "tasks",
    "任务",
    "每项任务一行",
    "one row a task",
    _text("name", "任务名称", "名称", "name"),
    _text("content", "主要内容", "主要实施内容", "what is done"),
    *_amount(),
    _text("funds", "分项资金", "分项资金，每行“名称 金额单位”", "its sums by source, one a line: label, amount, unit"),
    Field(
        "funds_yuan", "分项资金合计（元）", "decimal", "分项资金之和；有空缺时为空", "their sum; null if one is blank"
    ),
    _text("expected", "期望目标", "期望达到的目标", "what it shall reach"),
    *_WHERE,
    *_DOUBT,
    key="task_id",
    letter="t",
)
_INDICATORS = _item(
    "indicators",
    "指标",
    "每个三级指标一行",
    "one row an indicator",
    _text("level1", "一级指标", "规范名称", "level 1, normalised"),
    _text("level2", "二级指标", "规范名称", "level 2, normalised"),
    _text("name", "三级指标", "指标名称", "name of the indicator"),
    _text(
        "best_is",
        "取值来源",
        "best_ 各栏取自 annual 年度指标值，或（年度为空时）period 实施周期指标值",
        "where best_ is from: the year's value, or where that is blank the period's",
        values=("annual", "period"),
    ),
    *_target("best", "指标值", "用于比较的指标值", "the value to compare"),
    *_target("annual", "年度指标值", "年度指标值", "the year's value"),
    *_target("period", "实施周期指标值", "实施周期指标值", "the whole period's value"),
    Field("weight_points", "权重", "decimal", "权重（分）", "weight in points"),
    _text("direction", "指标方向性", "指标方向性", "direction"),
    _text("activity", "活动", "所属活动", "the activity it belongs to"),
    _text("scoring", "评分标准", "评分标准", "scoring rule"),
    _text("note", "备注", "备注、指标解释", "note or explanation"),
    _text("town_column", "乡镇列", "各镇分列时的镇名", "the town, where each town has a value column of its own"),
    *_WHERE,
    *_DOUBT,
    key="indicator_id",
    letter="i",
)
_EXTRA = _item(
    "extra",
    "其他内容",
    "没有专门字段的内容，每项一行；个人信息默认不含内容",
    "labelled content without a field of its own; personal content is left out unless asked for",
    _text("label", "名称", "名称", "its label"),
    _text("text", "内容", "内容；个人信息为空", "its words; null where personal"),
    Field("personal", "个人信息", "boolean", "是否姓名、电话", "whether it is a name or telephone number", True),
    *_WHERE,
    *_DOUBT,
    key="extra_id",
    letter="x",
)
_ISSUES = Table(
    "issues",
    "问题",
    "每个问题一行；文件本身的问题没有申报表编号",
    "one row an issue; those of the document as a whole have no declaration_id",
    (
        _text("issue_id", "问题编号", "所属编号-e序号", "declaration_id or document_id, -e and its number", True),
        _text("declaration_id", "申报表编号", "空：整个文件的问题", "null: of the document as a whole"),
        *_HEAD[1:],
        Field("number", "序号", "integer", "在所属申报表或文件中的序号", "index in its declaration or document", True),
        _text("severity", "程度", "程度", "how grave", True, ("error", "warning", "info")),
        _text("code", "代码", "代码，说明见 docs/issues.md", "code, explained in docs/issues.md", True),
        _text("message_zh", "说明", "说明", "what was found, in Chinese", True),
        _text("message_en", "说明（英文）", "英文说明", "in English", True),
        _PATH,
        _text("row_id", "所在行编号", "所在的资金、目标、任务、指标等行的编号", "key of the row it stands on"),
        *_WHERE,
    ),
    (("declaration_id", "declarations"), ("document_id", "documents")),
)
_REPAIRS = _item(
    "repairs",
    "修复",
    "每次修复一行",
    "one row a repair",
    _text("cleaner", "修复规则", "规则名", "name of the rule", True),
    _text("before", "原文", "纸上所印", "as on the paper"),
    _text("after", "读作", "修复后", "as read"),
    _text("why", "理由", "理由", "on what ground"),
    _PATH,
    _text("row_id", "所在行编号", "所在的资金、目标、任务、指标等行的编号", "key of the row it stands on"),
    *_WHERE,
    key="repair_id",
    letter="r",
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (*(_DOCUMENTS, _DECLARATIONS, _BUDGET, _GOALS, _TASKS, _INDICATORS, _EXTRA, _ISSUES, _REPAIRS),)
}

ROW_LETTERS = {"budget": "b", "goals": "g", "tasks": "t", "indicators": "i", "extra": "x"}
"""JSON list of a declaration -> the letter before the number in its rows' keys."""


def listing() -> str:
    """All tables and fields as plain text: name, type, Chinese label, meaning."""
    lines = []
    for table in TABLES.values():
        lines.append(f"\n{table.name} ({table.title}): {table.en}")
        for field in table.fields:
            more = f" [{' '.join(field.values)}]" if field.values else ""
            star = "*" if field.required else " "
            lines.append(f"  {star} {field.name:22} {field.type:8} {field.label}: {field.en}{more}")
    return "\n".join(lines)
