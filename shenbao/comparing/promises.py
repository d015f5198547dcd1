"""The same promise at what standard: indicators of one meaning and one scale, their lowest, median and highest values.

A promise is what several groups say by names that are the same (`match.cluster`) in values on one scale (`scale.scale`).
The place of the declaration itself is taken out of a name first: 东坑镇环境卫生达标率 and 石排镇环境卫生达标率 are one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from shenbao.comparing.data import WIDTH, Data, place, source
from shenbao.comparing.match import DOUBTFUL, Indicator, cluster, match
from shenbao.comparing.names import Names
from shenbao.comparing.result import NearName, Promise, PromiseValue, Standing
from shenbao.comparing.scale import scale

NEAR = 10
"""Near names listed for one promise, the most alike first."""
_RARE = 10000
"""Names looked through for near ones, the most used first."""

_SAID = """
CREATE OR REPLACE TEMP TABLE said AS
SELECT i.indicator_id, i.declaration_id, i.name, i.level2, i.best_kind AS kind, i.best_unit AS unit, i.best_low AS low,
    i.best_high AS high,
    CASE WHEN i.town_column IS NOT NULL AND ? = 'town' THEN coalesce(d.place_name, '') || i.town_column ELSE d.grp END AS grp,
    replace(replace(replace(i.name, coalesce(d.town, chr(0)), ''), coalesce(d.county, chr(0)), ''),
        coalesce(d.city, chr(0)), '') AS bare
FROM indicators i JOIN picked d USING (declaration_id)
WHERE i.best_low IS NOT NULL AND i.name IS NOT NULL"""

_VALUED = """
CREATE OR REPLACE TEMP TABLE valued AS
SELECT s.indicator_id, s.declaration_id, s.grp, s.name, s.level2, s.kind, s.unit AS printed_unit, k.cluster, k.scale, k.about,
    s.low::DOUBLE * k.factor AS value, s.high::DOUBLE * k.factor AS high
FROM said s JOIN keys k ON s.bare = k.bare AND s.kind = k.kind AND s.unit IS NOT DISTINCT FROM k.unit"""

_PROMISED = """
CREATE OR REPLACE TEMP TABLE promised AS
SELECT 'p' || place AS promise, *, sum(groups) OVER (ORDER BY place) - groups AS groups_before,
    sum(many) OVER (ORDER BY place) - many AS many_before
FROM (SELECT *, row_number() OVER (ORDER BY about DESC, groups DESC, declarations DESC, cluster, scale) AS place
    FROM (SELECT cluster, scale, any_value(about) AS about, count(DISTINCT grp) AS groups,
        count(DISTINCT declaration_id) AS declarations, count(*) AS many, min(value) AS lowest, median(value) AS median,
        max(value) AS highest, min({value: value, id: indicator_id}).id AS lowest_id,
        max({value: value, id: indicator_id}).id AS highest_id
        FROM valued GROUP BY cluster, scale HAVING count(DISTINCT grp) > 1))"""

_NAMED = """
CREATE OR REPLACE TEMP TABLE named AS
SELECT promise, name, level2 FROM (
    SELECT p.promise, v.name, v.level2,
        row_number() OVER (PARTITION BY p.promise ORDER BY count(*) DESC, length(v.name), v.name, v.level2) AS nth
    FROM promised p JOIN valued v USING (cluster, scale) WHERE p.place <= ? GROUP BY p.promise, v.name, v.level2)
WHERE nth = 1"""


def promises(
    data: Data,
) -> tuple[tuple[Promise, ...], tuple[Standing, ...], tuple[PromiseValue, ...], tuple[NearName, ...]]:
    """Promises that more than one group makes, where each group stands, every value, and near names left apart.

    Standards first, then sizes; of each, those of most groups first. Of a range the lower end counts; a comparator is shown, not compared.
    """
    names = Names(data.lookup)
    data.run(_SAID, data.by)
    _keys(data, names)
    for sql in (_VALUED, _PROMISED):
        data.run(sql)
    data.run(_NAMED, data.most)
    found = _promises(data)
    return found, _standings(data), _values(data, names), _near(data, names)


def _keys(data: Data, names: Names) -> None:
    """`keys`: of each distinct name, kind and unit, the cluster, the scale and the factor to it."""
    rows = data.all("SELECT DISTINCT bare, kind, unit FROM said ORDER BY ALL")
    columns: dict[str, list[Any]] = {key: [] for key in ("bare", "kind", "unit", "cluster", "scale", "about", "factor")}
    for bare, kind, unit in rows:
        normal = names.normal(bare)
        on = scale(unit or normal.unit, kind)
        values = (bare, kind, unit, cluster(normal, on.kind), on.unit, on.about, on.factor)
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)
    for row in ("bare", "kind", "unit", "cluster", "scale", "about"):  # so that an empty table has types
        columns[row].append(None)
    columns["factor"].append(1.0)
    data.frame("keys", columns)


def _promises(data: Data) -> tuple[Promise, ...]:
    total = data.all("SELECT count(*) FROM promised")[0][0]
    rows = data.all(
        f"""SELECT p.promise, n.name, n.level2, p.scale, p.about, p.groups, p.declarations, p.many, p.lowest, p.median, p.highest,
        {place("a", "indicator_id")}, {place("b", "indicator_id")}
        FROM promised p JOIN named n USING (promise)
        JOIN indicators a ON a.indicator_id = p.lowest_id JOIN indicators b ON b.indicator_id = p.highest_id
        ORDER BY p.place"""
    )
    return tuple(
        Promise(*(*row[:11], source(row[:-WIDTH]), source(row))) for row in data.lines("promises", rows, total)
    )


def _standings(data: Data) -> tuple[Standing, ...]:
    rows = data.all(
        f"""WITH standing AS (
            SELECT p.promise, p.place, n.name, p.scale, v.grp, count(*) AS many, min(v.value) AS lowest,
                median(v.value) AS median, max(v.value) AS highest,
                min({{value: v.value, id: v.indicator_id}}).id AS lowest_id,
                max({{value: v.value, id: v.indicator_id}}).id AS highest_id
            FROM promised p JOIN named n USING (promise) JOIN valued v USING (cluster, scale) WHERE p.groups_before < ?
            GROUP BY p.promise, p.place, n.name, p.scale, v.grp),
        ranked AS (
            SELECT *, rank() OVER (PARTITION BY promise ORDER BY median DESC) AS nth,
                count(*) OVER (PARTITION BY promise) AS of_all FROM standing)
        SELECT s.promise, s.name, s.scale, s.grp, s.many, s.lowest, s.median, s.highest, s.nth, s.of_all,
            {place("a", "indicator_id")}, {place("b", "indicator_id")}
        FROM ranked s JOIN indicators a ON a.indicator_id = s.lowest_id JOIN indicators b ON b.indicator_id = s.highest_id
        ORDER BY s.place, s.nth, s.grp LIMIT ?""",
        *(data.most, data.most),
    )
    ((total,),) = data.all("SELECT coalesce(sum(groups), 0)::BIGINT FROM promised")
    rows = data.lines("standings", rows, total)
    return tuple(Standing(*(*row[:10], source(row[:-WIDTH]), source(row))) for row in rows)


def _values(data: Data, names: Names) -> tuple[PromiseValue, ...]:
    """Every value of the promises listed, in the order of promise, group and value."""
    rows = data.all(
        f"""WITH first AS (
            SELECT p.promise, p.place, v.* FROM promised p JOIN valued v USING (cluster, scale) WHERE p.many_before < ?
            ORDER BY p.place, v.grp, v.value, v.indicator_id LIMIT ?)
        SELECT v.promise, n.name, n.level2, v.level2, v.kind, v.printed_unit, v.grp, d.unit_name, d.project_name, d.year,
            v.name, i.best_raw, i.best_comparator, v.value, v.high, v.scale, {place("i", "indicator_id")}
        FROM first v JOIN named n USING (promise) JOIN indicators i USING (indicator_id)
        JOIN picked d ON d.declaration_id = v.declaration_id
        ORDER BY v.place, v.grp, v.value, v.indicator_id""",
        *(data.most, data.most),
    )
    ((total,),) = data.all("SELECT coalesce(sum(many), 0)::BIGINT FROM promised")
    made = []
    for row in data.lines("promise_values", rows, total):
        promise, head, head_level, level2, kind, unit = row[:6]
        shown = row[6:16]
        name = shown[4]
        found = match(Indicator(head, head_level, kind, unit), Indicator(name, level2, kind, unit), names)
        score = found.score if found.verdict == "same" else 95.0  # the place was taken out of one of the names
        why = found.why if found.verdict == "same" else "place"
        made.append(PromiseValue(*(promise, *shown, score, why, source(row))))
    return tuple(made)


def _near(data: Data, names: Names) -> tuple[NearName, ...]:
    """Names alike to a promise's and not merged, the most alike first, promise by promise until the limit is reached."""
    from rapidfuzz import fuzz, process

    heads = data.all(
        "SELECT p.promise, n.name, n.level2, p.cluster, p.scale FROM promised p JOIN named n USING (promise) ORDER BY p.place"
    )
    others = data.all(
        """SELECT cluster, scale, name, level2, kind, printed_unit, many, id FROM (
            SELECT cluster, scale, name, level2, kind, printed_unit, id, sum(uses) OVER (PARTITION BY cluster, scale) AS many,
                row_number() OVER (PARTITION BY cluster, scale ORDER BY uses DESC, name, level2, kind, printed_unit) AS nth
            FROM (SELECT cluster, scale, name, level2, kind, printed_unit, count(DISTINCT declaration_id) AS uses,
                min(indicator_id) AS id FROM valued GROUP BY ALL))
        WHERE nth = 1 ORDER BY many DESC, cluster, scale LIMIT ?""",
        _RARE,
    )
    by_scale: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for other in others:
        by_scale[other[1]].append(other)
    texts = {on: [names.normal(other[2]).text for other in rows] for on, rows in by_scale.items()}
    found: list[tuple[Any, ...]] = []
    for promise, name, level2, key, on in heads:
        if len(found) >= data.most:
            break
        alike = process.extract(
            names.normal(name).text, texts[on], scorer=fuzz.ratio, score_cutoff=DOUBTFUL, limit=5 * NEAR
        )
        listed = 0
        for _, _, index in alike:
            other_key, _, other, other_level, kind, unit, many, identity = by_scale[on][index]
            judged = match(Indicator(name, level2, kind, unit), Indicator(other, other_level, kind, unit), names)
            if other_key != key and judged.verdict == "doubtful" and listed < NEAR:
                found.append((promise, name, other, other_level, int(many), judged.score, judged.why, identity))
                listed += 1
    kept = found[: data.most]
    places = _places(data, [row[-1] for row in kept])
    return tuple(NearName(*(*row[:-1], source(places[row[-1]]))) for row in kept)


def _places(data: Data, keys: list[str]) -> dict[str, tuple[Any, ...]]:
    """The Source columns of indicators by their keys."""
    rows = data.all(
        f"SELECT {place('i', 'indicator_id')} FROM indicators i JOIN (SELECT unnest(?::VARCHAR[]) AS id) k ON k.id = indicator_id",
        keys,
    )
    return {row[-1]: row for row in rows}
