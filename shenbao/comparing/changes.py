"""What changed from one year to the next year that a unit declared, for the unit as a whole and project by project.

The same declaration is one of the same place, unit, kind and project name; the same indicator has the same name but for
numbering, blanks and punctuation. What stayed the same is not listed.
"""

from __future__ import annotations

from typing import Any

from shenbao.comparing.data import DECLARATION, WIDTH, Data, place, source
from shenbao.comparing.result import Change

_PLAIN = r"regexp_replace(regexp_replace({}, '^指标\s*\d+\s*[:：]', ''), '[\s[:punct:]，。、；：（）“”]+', '', 'g')"
_YEARLESS = r"regexp_replace(coalesce({}, ''), '20[0-9]{{2}}年?(度)?|[\s[:punct:]，。、；：（）“”]+', '', 'g')"

_SERIES = f"""
CREATE OR REPLACE TEMP TABLE series AS
SELECT declaration_id, year, first_value(declaration_id) OVER w AS of_year,
    concat_ws(chr(10), place_name, unit_name, kind, {_YEARLESS.format("project_name")}) AS series
FROM picked WHERE year IS NOT NULL AND unit_name IS NOT NULL AND status <> 'blank' AND (kind = 'department' OR project_name IS NOT NULL)
WINDOW w AS (PARTITION BY place_name, unit_name, kind, {_YEARLESS.format("project_name")}, year ORDER BY declaration_id)"""

_PAIRS = """
CREATE OR REPLACE TEMP TABLE pairs AS
SELECT * FROM (SELECT declaration_id AS after_id, year AS year_after,
    lag(declaration_id) OVER (PARTITION BY series ORDER BY year) AS before_id,
    lag(year) OVER (PARTITION BY series ORDER BY year) AS year_before FROM series WHERE of_year = declaration_id)
WHERE before_id IS NOT NULL"""

_SAID = f"""
CREATE OR REPLACE TEMP TABLE stated AS
WITH both_sides AS (SELECT before_id AS id FROM pairs UNION SELECT after_id FROM pairs)
SELECT 'indicator' AS what, declaration_id AS id, {_PLAIN.format("i.name")} AS key, min(i.name) AS name,
    array_to_string(list_sort(list(DISTINCT coalesce(i.best_raw, ''))), '；') AS value, min(i.indicator_id) AS row_id
FROM indicators i WHERE declaration_id IN (SELECT id FROM both_sides) AND i.name IS NOT NULL GROUP BY declaration_id, key
UNION ALL
SELECT 'goal', declaration_id, {_PLAIN.format("g.text")}, min(g.text), min(g.text), min(g.goal_id)
FROM goals g WHERE declaration_id IN (SELECT id FROM both_sides) AND g.text IS NOT NULL GROUP BY declaration_id, {_PLAIN.format("g.text")}
UNION ALL
SELECT 'total', declaration_id, 'total', '总额', CAST(coalesce(total_yuan, total_period_yuan)::DECIMAL(38, 2) AS VARCHAR) || ' 元', NULL
FROM picked WHERE declaration_id IN (SELECT id FROM both_sides) AND coalesce(total_yuan, total_period_yuan) IS NOT NULL"""

_CHANGES = """
CREATE OR REPLACE TEMP TABLE changed AS
SELECT coalesce(a.what, b.what) AS what, CASE WHEN b.id IS NULL THEN 'removed' WHEN a.id IS NULL THEN 'added' ELSE 'changed' END AS change,
    coalesce(b.name, a.name) AS name, a.value AS before, b.value AS after, coalesce(a.before_id, b.before_id) AS before_id,
    coalesce(a.after_id, b.after_id) AS after_id, a.row_id AS before_row, b.row_id AS after_row
FROM (SELECT p.before_id, p.after_id, s.* FROM pairs p JOIN stated s ON s.id = p.before_id) a
FULL JOIN (SELECT p.before_id, p.after_id, s.* FROM pairs p JOIN stated s ON s.id = p.after_id) b
    ON a.before_id = b.before_id AND a.after_id = b.after_id AND a.what = b.what AND a.key = b.key
WHERE a.value IS DISTINCT FROM b.value OR a.id IS NULL OR b.id IS NULL"""

_PLACES = f"""
CREATE OR REPLACE TEMP TABLE places AS
SELECT {place("i", "indicator_id")} FROM indicators i WHERE indicator_id IN (SELECT unnest([before_row, after_row]) FROM changed)
UNION ALL
SELECT {place("g", "goal_id")} FROM goals g WHERE goal_id IN (SELECT unnest([before_row, after_row]) FROM changed)
UNION ALL
SELECT {DECLARATION.replace("NULL::VARCHAR AS row_id", "d.declaration_id AS row_id")} FROM picked d
WHERE declaration_id IN (SELECT unnest([before_id, after_id]) FROM changed)"""


def changes(data: Data) -> tuple[Change, ...]:
    """Indicators and goals added, removed and changed, and totals changed; the order is unit, project, year, kind, name."""
    for sql in (_SERIES, _PAIRS, _SAID, _CHANGES, _PLACES):
        data.run(sql)
    rows = data.all(
        f"""SELECT count(*) OVER (), d.unit_name, d.place_name, d.project_name, e.year, d.year, c.what, c.change, c.name,
            c.before, c.after, {place("a", "row_id")}, {place("b", "row_id")}
        FROM changed c JOIN picked d ON d.declaration_id = c.after_id JOIN picked e ON e.declaration_id = c.before_id
        LEFT JOIN places a ON a.row_id = CASE WHEN c.change <> 'added' THEN coalesce(c.before_row, c.before_id) END
        LEFT JOIN places b ON b.row_id = CASE WHEN c.change <> 'removed' THEN coalesce(c.after_row, c.after_id) END
        ORDER BY d.place_name, d.unit_name, d.project_name, d.year, c.what DESC, c.change, c.name LIMIT ?""",
        data.most,
    )
    rows = data.lines("changes", rows, rows[0][0] if rows else 0)
    return tuple(_change(row[1:]) for row in rows)


def _change(row: tuple[Any, ...]) -> Change:
    before, after = row[-2 * WIDTH : -WIDTH], row[-WIDTH:]
    places = (source(side) if side[0] is not None else None for side in (before, after))
    return Change(*row[: -2 * WIDTH], *places)
