"""How good the goals are: how often something is so, a count and its share, each case with its place. No grade.

A measure counts rows of the dataset or its issues, never a judgement: whether ≥95 % is too low is for a reader to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from shenbao.comparing.data import DECLARATION, Data, place, source
from shenbao.comparing.result import Finding, Quality


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: titles, the SQL of what it is counted of (`grp`, n), and of the cases.

    Cases select: text in Chinese and English, the key of an issue or null, then the columns of a Source; from `d`, a row of
    `picked`, and what joins it.
    """

    name: str
    zh: str
    en: str
    of: str
    cases: str


_FORMS = "SELECT grp, count(*) AS n FROM picked WHERE status <> 'blank' GROUP BY grp"
_ALL_FORMS = "SELECT grp, count(*) AS n FROM picked GROUP BY grp"
_INDICATORS = "SELECT grp, sum(indicator_count)::BIGINT AS n FROM picked GROUP BY grp"


def _form(name: str, zh: str, en: str, condition: str, of: str = _FORMS) -> Measure:
    """Declarations of which something is so."""
    blank = "" if of is _ALL_FORMS else "d.status <> 'blank' AND "
    return Measure(
        name, zh, en, of, f"SELECT '{zh}', '{en}', NULL, {DECLARATION} FROM picked d WHERE {blank}{condition}"
    )


def _without(name: str, zh: str, en: str, level: str) -> Measure:
    """Declarations with indicators, none of them at a level."""
    has = "SELECT 1 FROM indicators i WHERE i.declaration_id = d.declaration_id AND "
    of = "SELECT grp, count(*) AS n FROM picked WHERE indicator_count > 0 GROUP BY grp"
    condition = f"d.indicator_count > 0 AND NOT EXISTS ({has} ({level}))"
    return _form(name, zh, en, condition, of)


def _indicator(name: str, zh: str, en: str, condition: str) -> Measure:
    """Indicators of which something is so; the case shows name and value."""
    shown = "concat_ws(' ', i.name, i.best_raw)"
    return Measure(
        name,
        zh,
        en,
        _INDICATORS,
        f"SELECT {shown}, {shown}, NULL, {place('i', 'indicator_id')} FROM indicators i JOIN picked d USING (declaration_id) "
        f"WHERE {condition}",
    )


def _issue(name: str, zh: str, en: str, *codes: str) -> Measure:
    """Declarations with an issue of some codes; each issue is a case, a declaration counts once."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return Measure(
        name,
        zh,
        en,
        _FORMS,
        f"SELECT e.message_zh, e.message_en, e.issue_id, {place('e', 'row_id')} "
        f"FROM issues e JOIN picked d USING (declaration_id) WHERE e.code IN ({listed})",
    )


_FIGURE = (
    r"([0-9]+(?:\.[0-9]+)?)\s*(万|亿)?\s*"
    r"(?:(%|％|人次|次|场|个|项|家|户|件|份|套|台|辆|公里|千米|平方米|亩|吨|篇|期|批|名|例|条|处|座|所|宗|元)|(人)(?:$|[^力社民才口大工事员]))"
)
"""A number with a unit in a text; years and dates have none of these."""


def _numbers(name: str, zh: str, en: str, table: str, key: str, text: str) -> Measure:
    """Figures in a text of a declaration that has indicators, and those that no value of its indicators names."""
    figures = f"""(SELECT q.declaration_id, q.{key}, unnest(regexp_extract_all({text}, '{_FIGURE}')) AS figure
        FROM {table} q)"""
    shown = "concat(" + ", ".join(f"regexp_extract(f.figure, '{_FIGURE}', {group})" for group in (1, 2, 3, 4)) + ")"
    value = (
        f"CAST(regexp_extract(f.figure, '{_FIGURE}', 1) AS DOUBLE) * CASE regexp_extract(f.figure, '{_FIGURE}', 2) "
        "WHEN '万' THEN 1e4 WHEN '亿' THEN 1e8 ELSE 1 END"
    )
    named = f"""SELECT 1 FROM figures_named n WHERE n.declaration_id = f.declaration_id AND n.value = {value}"""
    return Measure(
        name,
        zh,
        en,
        f"SELECT d.grp, count(*) AS n FROM {figures} f JOIN picked d USING (declaration_id) WHERE d.indicator_count > 0 GROUP BY d.grp",
        f"SELECT {shown}, {shown}, NULL, {place('q', key)} FROM {figures} f JOIN {table} q USING ({key}) "
        f"JOIN picked d ON d.declaration_id = f.declaration_id WHERE d.indicator_count > 0 AND NOT EXISTS ({named})",
    )


MEASURES: tuple[Measure, ...] = (
    _form("blank_form", "空白表", "blank template", "d.status = 'blank'", _ALL_FORMS),
    _form("no_money", "没有资金", "no money", "d.budget_count = 0 AND d.task_count = 0"),
    _form("no_goal", "没有目标", "no goal", "d.goal_count = 0"),
    _form("no_indicator", "没有指标", "no indicator", "d.indicator_count = 0"),
    _without("no_output", "没有产出指标", "no output indicator", "i.level1 = '产出指标' OR i.level2 IN ('数量指标', '质量指标', '时效指标')"),
    _without("no_effect", "没有效益指标", "no effect indicator", "i.level1 = '效益指标' OR contains(i.level2, '效益') OR contains(i.level2, '可持续')"),
    _without("no_satisfaction", "没有满意度指标", "no satisfaction indicator", "contains(concat_ws(' ', i.level1, i.level2, i.name), '满意')"),
    _without("no_cost", "没有成本指标", "no cost indicator", "contains(concat_ws(' ', i.level1, i.level2), '成本')"),
    _indicator("not_quantified", "指标值不是数", "value is no figure", "i.best_kind IN ('text', 'grade')"),
    _indicator("blank_value", "指标值空白", "value is blank", "i.best_kind IS NULL OR i.best_kind = 'blank'"),
    _indicator("placeholder_value", "指标值是占位符", "value is a placeholder", "i.best_kind = 'placeholder'"),
    _issue("sums", "合计与分项不符", "sums that do not add up", "sum_mismatch", "tasks_exceed_budget"),
    _issue("weights", "权重合计不是 100", "weights that do not add up to 100", "weight_sum"),
    _issue("values_differ", "年度值与周期值不一致", "values of year and period differ", "values_differ"),
    _issue("duplicates", "指标重复", "indicators given twice", "duplicate_indicator"),
    _numbers("task_numbers", "任务中的数字，指标中没有", "numbers in tasks that no indicator has", "tasks", "task_id", "concat_ws(' ', content, expected)"),
    _numbers("goal_numbers", "目标中的数字，指标中没有", "numbers in goals that no indicator has", "goals", "goal_id", "text"),
)  # fmt: skip
"""What is counted, in the order it is shown."""

_NAMED = """
CREATE OR REPLACE TEMP TABLE figures_named AS
SELECT DISTINCT declaration_id, unnest([best_low, best_high, annual_low, period_low])::DOUBLE * factor AS value
FROM (SELECT *, unnest([1, CASE WHEN starts_with(best_unit, '万') THEN 1e4 WHEN starts_with(best_unit, '亿') THEN 1e8 ELSE 1 END])
    AS factor FROM indicators JOIN (SELECT declaration_id FROM picked) USING (declaration_id) WHERE best_low IS NOT NULL)
UNION
SELECT i.declaration_id, CAST(unnest(regexp_extract_all(concat_ws(' ', i.name, i.best_raw), '[0-9]+(?:\\.[0-9]+)?')) AS DOUBLE)
FROM indicators i JOIN picked USING (declaration_id)"""


def quality(data: Data) -> tuple[tuple[Quality, ...], tuple[Finding, ...]]:
    """For each group and measure the count and its share, and every case."""
    data.run(_NAMED)
    order = {group: place for place, (group,) in enumerate(data.all("SELECT DISTINCT grp FROM picked ORDER BY 1"))}
    counted: list[tuple[int, int, Quality]] = []
    findings: list[Finding] = []
    for nth, measure in enumerate(MEASURES):
        data.run(
            f"""CREATE OR REPLACE TEMP TABLE cases AS
            SELECT p.grp, p.unit_name, p.project_name, p.year, c.* FROM
            (SELECT * FROM ({measure.cases}) AS c(zh, en, issue_id, {", ".join(_SOURCE)})) c
            JOIN picked p ON p.declaration_id = c.declaration_id"""
        )
        once = "DISTINCT declaration_id" if "issues e" in measure.cases else "*"
        counts = dict(data.all(f"SELECT grp, count({once}) FROM cases GROUP BY grp"))
        for group, total in data.all(measure.of):
            if not total:
                continue
            count = counts.get(group, 0)
            row = Quality(group, measure.name, measure.zh, measure.en, count, total, count / total)
            counted.append((order[group], nth, row))
        findings.extend(_findings(data, measure))
    return tuple(row for _, _, row in sorted(counted, key=lambda one: one[:2])), tuple(findings)


_SOURCE = ("declaration_id", "document_id", "file", "page", "x0", "y0", "x1", "y1", "source_cell", "row_id")


def _findings(data: Data, measure: Measure) -> list[Finding]:
    """The cases of one measure: at most the limit of each."""
    rows = data.all(
        """SELECT count(*) OVER (), * FROM cases ORDER BY grp, file, declaration_id, page, row_id, issue_id, zh LIMIT ?""",
        data.most,
    )
    rows = data.lines("findings", rows, rows[0][0] if rows else 0)
    made = []
    for row in rows:
        group, unit, project, year, zh, en, issue = row[1:8]
        made.append(Finding(group, measure.name, unit, project, year, zh, en, issue, source(row)))
    return made
