"""Where the money goes: basic, project and development expenditure, tasks, amounts per goal, and shares by theme.

Amounts are those printed; a group's figure is the sum over its declarations that print one, null where none does. Project
forms that print an amount for the whole period only stand in a column of their own, for they are no amount of a year.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from shenbao.comparing.data import DECLARATION, WIDTH, Data, place, source
from shenbao.comparing.lookup import Finder
from shenbao.comparing.result import Money, MoneyLine, Theme, ThemeLine

OTHER = "其他"
"""The theme of what no word of the table names."""

_SPENT = f"""
CREATE OR REPLACE TEMP TABLE spent AS
WITH labelled AS (
    SELECT b.*, d.grp, d.project_name, regexp_replace(b.label, '\\s', '', 'g') AS plain,
        regexp_replace(coalesce(b.section, ''), '\\s', '', 'g') AS head
    FROM budget b JOIN picked d USING (declaration_id) WHERE d.kind = 'department' AND b.amount_yuan IS NOT NULL),
parted AS (
    SELECT *, CASE
        WHEN list_bool_or(list_transform($basic::VARCHAR[], lambda w: contains(plain, w))) THEN 'basic'
        WHEN list_bool_or(list_transform($project::VARCHAR[], lambda w: contains(plain, w))) THEN 'project'
        WHEN list_bool_or(list_transform($development::VARCHAR[], lambda w: contains(plain, w)))
            OR (list_bool_or(list_transform($development::VARCHAR[], lambda w: contains(head, w)))
                AND NOT regexp_matches(plain, '合计|小计|总计')) THEN 'development' END AS part FROM labelled)
SELECT grp, part, unit_name, year, NULL::VARCHAR AS name, concat_ws(' ', section, label) AS label, amount_yuan,
    {place("parted", "budget_id")} FROM parted WHERE part IS NOT NULL
UNION ALL
SELECT d.grp, CASE d.kind WHEN 'department' THEN 'total' WHEN 'project' THEN 'projects' ELSE 'transfers' END, d.unit_name, d.year, d.project_name,
    CASE d.kind WHEN 'department' THEN '总额' ELSE '项目总额' END, d.total_yuan, {DECLARATION}
FROM picked d WHERE d.total_yuan IS NOT NULL
UNION ALL
SELECT d.grp, 'projects_period', d.unit_name, d.year, d.project_name, '实施周期总额', d.total_period_yuan, {DECLARATION}
FROM picked d WHERE d.kind = 'project' AND d.total_yuan IS NULL AND d.total_period_yuan IS NOT NULL
UNION ALL
SELECT d.grp, 'tasks', d.unit_name, d.year, t.name, coalesce(t.name, '任务'), t.amount_yuan, {place("t", "task_id")}
FROM tasks t JOIN picked d USING (declaration_id) WHERE t.amount_yuan IS NOT NULL"""


def money(data: Data) -> tuple[tuple[Money, ...], tuple[MoneyLine, ...]]:
    """Each group's money by kind of expenditure, and every amount behind it."""
    words = {part: list(data.lookup.money.get(part, ())) for part in ("basic", "project", "development")}
    data.con.execute(_SPENT, words)
    rows = data.all(
        """WITH sums AS (PIVOT (SELECT grp, part, amount_yuan FROM spent)
            ON part IN ('total', 'basic', 'project', 'development', 'tasks', 'projects', 'projects_period', 'transfers')
            USING sum(amount_yuan) GROUP BY grp),
        counts AS (SELECT grp, count(*) FILTER (kind = 'department') AS departments,
            count(*) FILTER (kind = 'project') AS projects, sum(task_count)::BIGINT AS tasks,
            sum(goal_count) FILTER (kind = 'project' AND total_yuan IS NOT NULL AND goal_count > 0)::BIGINT AS goals,
            sum(total_yuan) FILTER (kind = 'project' AND goal_count > 0) AS for_goals
            FROM picked GROUP BY grp)
        SELECT c.grp, c.departments, s.total, s.basic, s.project, s.development, c.tasks, s.tasks, c.projects, s.projects,
            s.projects_period, s.transfers, coalesce(c.goals, 0), c.for_goals FROM counts c LEFT JOIN sums s USING (grp)
        ORDER BY s.total DESC NULLS LAST, s.projects DESC NULLS LAST, c.grp"""
    )
    return tuple(_money(row) for row in rows), _lines(data)


def _money(row: tuple[Any, ...]) -> Money:
    (
        group,
        departments,
        total,
        basic,
        project,
        development,
        tasks,
        for_tasks,
        projects,
        amount,
        period,
        transfers,
        goals,
        spread,
    ) = row
    known = [part for part in (basic, project, development) if part is not None]
    share = float(basic / sum(known)) if basic is not None and len(known) > 1 and sum(known) else None
    each = (spread / goals).quantize(Decimal("0.01")) if goals and spread is not None else None
    return Money(
        group=group,
        departments=departments,
        total_yuan=total,
        basic_yuan=basic,
        project_yuan=project,
        development_yuan=development,
        basic_share=share,
        tasks=tasks,
        tasks_yuan=for_tasks,
        projects=projects,
        projects_yuan=amount,
        projects_period_yuan=period,
        transfers_yuan=transfers,
        project_goals=goals,
        per_goal_yuan=each,
    )


def _lines(data: Data) -> tuple[MoneyLine, ...]:
    rows = data.all(
        "SELECT count(*) OVER (), * FROM spent ORDER BY grp, part, amount_yuan DESC, declaration_id, row_id LIMIT ?",
        data.most,
    )
    rows = data.lines("money_lines", rows, rows[0][0] if rows else 0)
    return tuple(MoneyLine(*(*row[1:-WIDTH], source(row))) for row in rows)


_ITEMS = f"""
CREATE OR REPLACE TEMP TABLE items AS
SELECT d.grp, d.unit_name, d.year, d.project_name AS name, coalesce(d.total_yuan, d.total_period_yuan) AS amount_yuan,
    {DECLARATION}
FROM picked d WHERE d.kind <> 'department' AND d.project_name IS NOT NULL AND coalesce(d.total_yuan, d.total_period_yuan) IS NOT NULL
UNION ALL
SELECT d.grp, d.unit_name, d.year, t.name, t.amount_yuan, {place("t", "task_id")}
FROM tasks t JOIN picked d USING (declaration_id)
WHERE t.name IS NOT NULL AND t.amount_yuan IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM picked p WHERE p.kind <> 'department' AND p.unit_name = d.unit_name AND p.year IS NOT DISTINCT FROM d.year)"""


def themes(data: Data) -> tuple[tuple[Theme, ...], tuple[ThemeLine, ...]]:
    """Shares by theme of projects, and of the tasks of units that have no project form of that year (else money counts
    twice). The theme is that of the longest word of the lookup in the name, else in the unit's name."""
    data.run(_ITEMS)
    finder = Finder(data.lookup.themes)
    names = data.all("SELECT DISTINCT name, unit_name FROM items ORDER BY ALL")
    hits = [finder.find(name) or finder.find(unit) or (OTHER, None) for name, unit in names]
    columns: dict[str, list[str | None]] = {
        "name": [name for name, _ in names],
        "unit_name": [unit for _, unit in names],
        "theme": [theme for theme, _ in hits],
        "word": [word for _, word in hits],
    }
    data.frame("themed", {key: [*values, None] for key, values in columns.items()})
    sums = data.all(
        """SELECT i.grp, t.theme, count(*), sum(amount_yuan), sum(sum(amount_yuan)) OVER (PARTITION BY i.grp)
        FROM items i JOIN themed t ON i.name = t.name AND i.unit_name IS NOT DISTINCT FROM t.unit_name GROUP BY i.grp, t.theme ORDER BY i.grp, sum(amount_yuan) DESC, t.theme"""
    )
    rows = data.all(
        """SELECT count(*) OVER (), i.grp, t.theme, t.word, i.* EXCLUDE (grp) FROM items i JOIN themed t ON i.name = t.name AND i.unit_name IS NOT DISTINCT FROM t.unit_name
        ORDER BY i.grp, t.theme, i.amount_yuan DESC, i.declaration_id, i.row_id LIMIT ?""",
        data.most,
    )
    rows = data.lines("theme_lines", rows, rows[0][0] if rows else 0)
    return (
        tuple(Theme(*(*row[:4], float(row[3] / row[4]) if row[4] else None)) for row in sums),
        tuple(ThemeLine(*(*row[1:-WIDTH], source(row))) for row in rows),
    )
