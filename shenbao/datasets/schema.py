"""The tables and fields of the dataset, as data: names, Chinese labels, types, keys and what each field holds.

Everything else is made from this: Parquet columns, CSV headers, the Data Package, the dictionary page. Units stand in
the names: `_yuan` 元, `_pt` points of 1/72 inch from the top left of the page as shown, `_count` a number of things,
`_bytes`. A blank is null, never 0 and never an empty text.
"""

from __future__ import annotations

from shenbao.datasets.fields import (
    DECLARATION,
    DOCUMENT,
    DOUBT,
    FILE,
    HEAD,
    HORIZON,
    PATH,
    PLACE,
    PLACE_CODE,
    SOURCES,
    UNIT,
    WHERE,
    YEAR,
    Field,
    Table,
    amount_fields,
    count_field,
    item_table,
    target_fields,
    text_field,
)

_DOCUMENTS = Table(
    "documents",
    "文件",
    "每个文件一行，包括没有申报表和不能读取的文件；内容相同的文件只计一次",
    "one row a document, also those without a form or that could not be read; equal bytes count once",
    (
        DOCUMENT,
        FILE,
        text_field(
            "other_files", "相同文件", "内容相同的其他文件，以换行分隔", "other files of the same bytes, one a line"
        ),
        text_field(
            "sha256", "SHA-256", "文件内容的 SHA-256；不能打开时为空", "of its bytes; null: it could not be opened"
        ),
        text_field("media_type", "文件类型", "按内容判断的类型", "media type, told from the content"),
        Field("size_bytes", "字节数", "integer", "文件大小（字节）", "size in bytes"),
        text_field(
            "url", "网址", "来源网址，取自清单或转换结果", "where it was fetched, from the manifest or the JSON"
        ),
        count_field("page_count", "页数", "页数", "number of pages"),
        count_field("scanned_page_count", "扫描页数", "其中图片页数", "pages that are pictures"),
        count_field("declaration_count", "申报表数", "申报表数", "number of declarations"),
        count_field("issue_count", "问题数", "文件本身的问题数", "issues of the document itself"),
        text_field(
            "status",
            "状态",
            "declared 有申报表，none 没有，unread 不能读取",
            "declared: has declarations; none: has no form; unread: could not be read",
            True,
            ("declared", "none", "unread"),
        ),
        text_field("json_file", "JSON 文件", "转换结果的相对路径", "relative path of its JSON", True),
        text_field("json_sha256", "JSON 的 SHA-256", "转换结果的 SHA-256", "SHA-256 of its JSON", True),
    ),
)

_DECLARATIONS = Table(
    "declarations",
    "申报表",
    "每份申报表一行",
    "one row a declaration",
    (
        DECLARATION,
        DOCUMENT,
        FILE,
        Field("number", "序号", "integer", "在文件中的序号，从 0 起", "index in its document, from 0", True),
        text_field(
            "kind",
            "类别",
            "department 部门整体，project 项目，transfer 转移支付",
            "whole department, project, or transfer",
            True,
            ("department", "project", "transfer"),
        ),
        text_field("title", "标题", "所印标题", "printed title"),
        YEAR,
        text_field(
            "year_from",
            "年度来源",
            "年度取自何处",
            "where the year is from",
            values=("manifest", "form", "document", "file", "folder"),
        ),
        UNIT,
        text_field(
            "unit_from",
            "单位来源",
            "单位取自何处",
            "where the unit is from",
            values=("manifest", "form", "supervisor", "document", "file"),
        ),
        text_field("project_name", "项目名称", "项目名称", "name of the project"),
        text_field("project_code", "项目编码", "项目编码", "code of the project"),
        text_field("supervisor", "主管部门", "所印主管部门", "supervising department as printed"),
        PLACE_CODE,
        PLACE,
        text_field("province", "省", "省级，规范名称", "province, official name"),
        text_field("city", "市", "地级，规范名称", "prefecture, official name"),
        text_field("county", "县区", "县级，规范名称", "county, official name"),
        text_field("town", "乡镇街道", "乡镇、街道", "town or subdistrict"),
        text_field("place_from", "地区来源", "地区取自何处", "where the place is from", values=SOURCES),
        text_field("place_evidence", "地区依据", "据以判断地区的文字", "the text that told the place"),
        text_field(
            "status",
            "状态",
            "blank 空白表，ok 无异常，repaired 有修复，needs_review 需要核对",
            "blank template, ok, repaired, or needs review",
            True,
            ("blank", "ok", "repaired", "needs_review"),
        ),
        text_field("table_family", "版式", "版式名称", "name of the layout family"),
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
        text_field("project_period", "项目期", "所印实施周期", "period of the project as printed"),
        count_field("budget_count", "资金行数", "资金行数", "money lines"),
        count_field("goal_count", "目标数", "目标数", "goals"),
        count_field("task_count", "任务数", "任务数", "tasks"),
        count_field("indicator_count", "指标数", "指标数", "indicators"),
        count_field("extra_count", "其他内容数", "其他内容数", "other labelled contents"),
        count_field("issue_count", "问题数", "问题数", "issues"),
        count_field("repair_count", "修复数", "修复数", "repairs"),
    ),
    (("document_id", "documents"),),
)

_BUDGET = item_table(
    "budget",
    "资金",
    "每行资金一行",
    "one row a money line",
    text_field("section", "栏目", "所在栏目", "heading of its block or column"),
    text_field("label", "名称", "行名，或列名", "label of the row, else heading of the column"),
    text_field("column_heading", "列", "金额列的表头", "heading of the money column, where a row has several"),
    HORIZON,
    *amount_fields(),
    *WHERE,
    *DOUBT,
    key="budget_id",
    letter="b",
)
_GOALS = item_table(
    "goals",
    "目标",
    "每个目标一行",
    "one row a goal",
    Field("goal_number", "表上编号", "integer", "表上的编号（目标1）", "its number on the form (目标1)"),
    HORIZON,
    text_field("text", "目标内容", "目标内容", "its words"),
    *WHERE,
    *DOUBT,
    key="goal_id",
    letter="g",
)
_TASKS = item_table(
    "tasks",
    "任务",
    "每项任务一行",
    "one row a task",
    text_field("name", "任务名称", "名称", "name"),
    text_field("content", "主要内容", "主要实施内容", "what is done"),
    *amount_fields(),
    text_field(
        "funds", "分项资金", "分项资金，每行“名称 金额单位”", "its sums by source, one a line: label, amount, unit"
    ),
    text_field("expected", "期望目标", "期望达到的目标", "what it shall reach"),
    *WHERE,
    *DOUBT,
    key="task_id",
    letter="t",
)
_INDICATORS = item_table(
    "indicators",
    "指标",
    "每个三级指标一行",
    "one row an indicator",
    text_field("level1", "一级指标", "规范名称", "level 1, normalised"),
    text_field("level2", "二级指标", "规范名称", "level 2, normalised"),
    text_field("name", "三级指标", "指标名称", "name of the indicator"),
    text_field(
        "best_is",
        "取值来源",
        "best_ 各栏取自 annual 年度指标值，或（年度为空时）period 实施周期指标值",
        "where best_ is from: the year's value, or where that is blank the period's",
        values=("annual", "period"),
    ),
    *target_fields("best", "指标值", "用于比较的指标值", "the value to compare"),
    *target_fields("annual", "年度指标值", "年度指标值", "the year's value"),
    *target_fields("period", "实施周期指标值", "实施周期指标值", "the whole period's value"),
    Field("weight_points", "权重", "decimal", "权重（分）", "weight in points"),
    text_field("direction", "指标方向性", "指标方向性", "direction"),
    text_field("activity", "活动", "所属活动", "the activity it belongs to"),
    text_field("scoring", "评分标准", "评分标准", "scoring rule"),
    text_field("note", "备注", "备注、指标解释", "note or explanation"),
    text_field("town_column", "乡镇列", "各镇分列时的镇名", "the town, where each town has a value column of its own"),
    *WHERE,
    *DOUBT,
    key="indicator_id",
    letter="i",
)
_EXTRA = item_table(
    "extra",
    "其他内容",
    "没有专门字段的内容，每项一行；个人信息默认不含内容",
    "labelled content without a field of its own; personal content is left out unless asked for",
    text_field("label", "名称", "名称", "its label"),
    text_field("text", "内容", "内容；个人信息为空", "its words; null where personal"),
    Field("personal", "个人信息", "boolean", "是否姓名、电话", "whether it is a name or telephone number", True),
    *WHERE,
    *DOUBT,
    key="extra_id",
    letter="x",
)
_ISSUES = Table(
    "issues",
    "问题",
    "每个问题一行；文件本身的问题没有申报表编号",
    "one row an issue; those of the document as a whole have no declaration_id",
    (
        text_field("issue_id", "问题编号", "所属编号-e序号", "declaration_id or document_id, -e and its number", True),
        text_field("declaration_id", "申报表编号", "空：整个文件的问题", "null: of the document as a whole"),
        *HEAD[1:],
        Field("number", "序号", "integer", "在所属申报表或文件中的序号", "index in its declaration or document", True),
        text_field("severity", "程度", "程度", "how grave", True, ("error", "warning", "info")),
        text_field("code", "代码", "代码，说明见 docs/issues.md", "code, explained in docs/issues.md", True),
        text_field("message_zh", "说明", "说明", "what was found, in Chinese", True),
        text_field("message_en", "说明（英文）", "英文说明", "in English", True),
        PATH,
        text_field("row_id", "所在行编号", "所在的资金、目标、任务、指标等行的编号", "key of the row it stands on"),
        *WHERE,
    ),
    (("declaration_id", "declarations"), ("document_id", "documents")),
)
_REPAIRS = item_table(
    "repairs",
    "修复",
    "每次修复一行",
    "one row a repair",
    text_field("cleaner", "修复规则", "规则名", "name of the rule", True),
    text_field("before", "原文", "纸上所印", "as on the paper"),
    text_field("after", "读作", "修复后", "as read"),
    text_field("why", "理由", "理由", "on what ground"),
    PATH,
    text_field("row_id", "所在行编号", "所在的资金、目标、任务、指标等行的编号", "key of the row it stands on"),
    *WHERE,
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
