"""What was copied: near-identical goals, and lists of indicators, between years of one unit and between units.

Two texts are compared when they begin or end alike (`_EDGE` characters after digits and punctuation are gone), two lists
when they share a band of hashes. Each is compared with the first of its block, never with all: a text copied a thousand
times gives a thousand rows beside the first, and time stays linear.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from shenbao.comparing.data import DECLARATION, WIDTH, Data, place, source
from shenbao.comparing.result import Copy, Source

ALIKE = 90.0
"""Texts this much alike (rapidfuzz ratio), or lists with this share of equal items in percent, are copies."""
SHORTEST = 20
"""Goals of fewer characters say too little to be copied."""
FEWEST = 4
"""Lists of fewer indicators say too little to be copied."""

_EDGE = 18

_GOALS = f"""
CREATE OR REPLACE TEMP TABLE worded AS
SELECT * FROM (SELECT g.goal_id AS id, coalesce(d.unit_name, d.file) AS who, d.unit_name, d.year, d.project_name, g.text,
    regexp_replace(g.text, '[\\s[:punct:]0-9０-９，。、；：！？（）“”‘’《》【】·—…%％]+', '', 'g') AS norm, {place("g", "goal_id")}
    FROM goals g JOIN picked d USING (declaration_id)) WHERE length(norm) >= {SHORTEST}"""

_GOAL_BLOCKS = f"""
SELECT block, norm FROM (
    SELECT DISTINCT unnest(['b' || left(norm, {_EDGE}), 'e' || right(norm, {_EDGE})]) AS block, norm FROM worded)
QUALIFY count(*) OVER (PARTITION BY block) > 1 ORDER BY block, norm"""

_ITEMS = """
CREATE OR REPLACE TEMP TABLE listed AS
SELECT declaration_id, list_sort(list_distinct(list(concat_ws(' ', regexp_replace(i.name, '^指标\\s*\\d+\\s*[:：]', ''), i.best_raw)))) AS items
FROM indicators i JOIN picked d USING (declaration_id) WHERE i.name IS NOT NULL GROUP BY declaration_id"""

_LISTS = f"""
CREATE OR REPLACE TEMP TABLE worded AS
SELECT d.declaration_id AS id, coalesce(d.unit_name, d.file) AS who, d.unit_name, d.year, d.project_name,
    array_to_string(l.items[:3], '；') || CASE WHEN len(l.items) > 3 THEN ' …' ELSE '' END AS text,
    array_to_string(l.items, chr(10)) AS norm, {DECLARATION}
FROM listed l JOIN picked d USING (declaration_id) WHERE len(l.items) >= {FEWEST}"""

_LIST_BLOCKS = """
WITH bands AS (SELECT norm, band, min(hash(item || band::VARCHAR)) AS low FROM
    (SELECT norm, unnest(string_split(norm, chr(10))) AS item FROM (SELECT DISTINCT norm FROM worded)), range(4) r(band)
    GROUP BY norm, band)
SELECT band::VARCHAR || low::VARCHAR AS block, norm FROM bands
QUALIFY count(*) OVER (PARTITION BY block) > 1 ORDER BY block, norm"""


@dataclass(frozen=True, slots=True)
class _Row:
    who: str
    unit_name: str | None
    year: int | None
    project_name: str | None
    text: str
    source: Source


def copies(data: Data) -> tuple[Copy, ...]:
    """Goals first, then lists of indicators; the most copied first."""
    data.run(_GOALS)
    made, total = _found(data, "goal", _GOAL_BLOCKS, _text_likeness())
    data.run(_ITEMS)
    data.run(_LISTS)
    more, beyond = _found(data, "indicators", _LIST_BLOCKS, _list_likeness)
    if total + beyond > len(made) + len(more):
        data.left_out["copies"] = total + beyond - len(made) - len(more)
    return (*made, *more)


def _text_likeness() -> Callable[[str, str], float]:
    from rapidfuzz import fuzz

    return lambda one, other: round(float(fuzz.ratio(one, other, score_cutoff=ALIKE)), 1)


def _list_likeness(one: str, other: str) -> float:
    """The share of equal items in percent, 0 where it is too small."""
    a, b = set(one.split("\n")), set(other.split("\n"))
    share = 100 * len(a & b) / len(a | b)
    return round(share, 1) if share >= ALIKE else 0.0


def _found(
    data: Data, what: Literal["goal", "indicators"], blocks: str, likeness: Callable[[str, str], float]
) -> tuple[list[Copy], int]:
    """The copies among `worded`, and how many there are beyond the limit as well."""
    heads = _heads(data.all(blocks), likeness)
    columns: dict[str, list[Any]] = {
        "norm": [*heads, None],
        "head": [*(head for head, _ in heads.values()), None],
        "score": [*(score for _, score in heads.values()), 0.0],
    }
    data.frame("headed", columns)
    rows = data.all(
        f"""WITH together AS (SELECT w.*, coalesce(h.head, w.norm) AS head, coalesce(h.score, 100.0) AS score
            FROM worded w LEFT JOIN headed h USING (norm)),
        firsts AS (SELECT *, count(*) OVER (PARTITION BY head) AS many,
            row_number() OVER (PARTITION BY head ORDER BY score DESC, year, declaration_id, id) AS nth,
            first_value(id) OVER (PARTITION BY head ORDER BY score DESC, year, declaration_id, id) AS first_id FROM together)
        SELECT count(*) OVER (), f.score, f.many, CASE WHEN a.who = f.who THEN 'years' ELSE 'units' END,
            a.who, a.unit_name, a.year, a.project_name, a.text, {_place("a")},
            f.who, f.unit_name, f.year, f.project_name, f.text, {_place("f")}
        FROM firsts f JOIN worded a ON a.id = f.first_id
        WHERE f.nth > 1 AND (a.who <> f.who OR a.year <> f.year)
        ORDER BY f.many DESC, f.first_id, f.score DESC, f.year, f.declaration_id, f.id LIMIT ?""",
        data.most,
    )
    made = []
    for _, score, many, scope, *sides in rows:
        one, other = _side(sides[: 5 + WIDTH]), _side(sides[5 + WIDTH :])
        made.append(
            Copy(
                what,
                scope,
                score,
                many,
                one.unit_name,
                one.year,
                one.project_name,
                one.text,
                other.unit_name,
                other.year,
                other.project_name,
                other.text,
                one.source,
                other.source,
            )
        )
    return made, rows[0][0] if rows else 0


def _heads(blocks: list[tuple[Any, ...]], likeness: Callable[[str, str], float]) -> dict[str, tuple[str, float]]:
    """Each text that is a copy -> the text it is a copy of, and how alike they are. A head is never a copy itself."""
    heads: dict[str, tuple[str, float]] = {}
    led: set[str] = set()
    block, first = None, ""
    for name, norm in blocks:
        if name != block:
            block, first = name, norm
            continue
        if norm in heads or norm in led or first in heads:
            continue
        score = likeness(first, norm)
        if score:
            heads[norm] = (first, score)
            led.add(first)
    return heads


def _place(table: str) -> str:
    return place(table, "row_id")


def _side(values: list[Any]) -> _Row:
    return _Row(*(*values[:5], source(values)))
