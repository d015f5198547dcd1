"""How long each comparison takes on a dataset of generated rows (seconds by the clock, and of processor time, which other
work on the machine does not lengthen), and how much memory.

    python scripts/measure_compare.py 200000            makes build/compare-200000.duckdb once, then measures
    python scripts/measure_compare.py 20000 --by year

The rows are made up: 2,000 towns, three years, 9 indicators a declaration whose names repeat about as those of published
ones do (a few everywhere, most once), goals of which one in ten is another unit's.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

import duckdb

from shenbao.comparing import changes, copies, data, missing, money, promises, quality
from shenbao.comparing.lookup import shipped
from shenbao.datasets.schema import TABLES

_TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(38, 10)",
    "points": "DECIMAL(10, 2)",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
_THINGS = (
    *(
        "设备",
        "系统",
        "道路",
        "绿化",
        "培训",
        "宣传",
        "会议",
        "慰问",
        "养老",
        "救助",
        "校舍",
        "教师",
        "学生",
        "医院",
        "疫苗",
        "河道",
    ),
    *(
        "水库",
        "农田",
        "垃圾",
        "保洁",
        "路灯",
        "公园",
        "消防",
        "巡查",
        "监测",
        "普查",
        "档案",
        "补贴",
        "车辆",
        "图书",
        "演出",
        "就业",
    ),
)
_MEASURES = (
    *("完成率", "合格率", "及时率", "覆盖率", "满意度", "成本", "数量", "完成时间", "利用率", "准确率", "人数", "次数", "知晓率"),
    *("达标率", "费用", "面积"),
)  # fmt: skip
_INDICATORS = 9

_HEAD = """'doc' || (i // 10) || '-' || (i % 10) AS declaration_id, 'doc' || (i // 10) AS document_id,
    'f/' || (i // 10) || '.pdf' AS file, 2024 + i % 3 AS year, '单位' || (i // 3) % 40000 AS unit_name,
    '省市' || (i // 3) % 2000 || '镇' AS place_name"""
_PLACE = "1 + i % 40 AS page, 10.0 AS box_x0_pt, 20.0 AS box_y0_pt, 30.0 AS box_x1_pt, 40.0 AS box_y1_pt"


def make(path: Path, count: int) -> None:
    """Write the generated dataset."""
    con = duckdb.connect(str(path))
    for table in TABLES.values():
        fields = ", ".join(f"{field.name} {_TYPES[field.type]}" for field in table.fields)
        con.execute(f"CREATE TABLE {table.name} ({fields})")
    con.execute("CREATE TEMP TABLE d AS SELECT range AS i FROM range(?)", [count])
    words = {"things": list(_THINGS), "measures": list(_MEASURES)}
    con.execute(
        f"""INSERT INTO declarations BY NAME SELECT {_HEAD}, i % 10 AS number,
        CASE WHEN i % 5 = 0 THEN 'department' ELSE 'project' END AS kind,
        CASE WHEN i % 5 <> 0 THEN $things[1 + (i // 3) % 32] || '项目' || (i // 3) END AS project_name,
        '省市' || (i // 3) % 2000 || '镇' AS town, 'ok' AS status, 1 AS page_first, 1 AS page_last,
        1000 * (i % 997) AS total_yuan, 3 AS budget_count, 2 AS goal_count, CASE WHEN i % 5 = 0 THEN 2 ELSE 0 END AS task_count,
        {_INDICATORS} AS indicator_count, 0 AS extra_count, 1 AS issue_count, 0 AS repair_count FROM d""",
        {"things": words["things"]},
    )
    con.execute(
        f"""INSERT INTO indicators BY NAME SELECT {_HEAD}, d.declaration_id || '-i' || n AS indicator_id, n AS number,
        '产出指标' AS level1, '质量指标' AS level2,
        CASE WHEN h % 4 = 0 THEN '' WHEN h % 4 = 1 THEN '项目' ELSE chr(20000 + ((h // 7) % 3000)::INTEGER) ||
            chr(20000 + ((h // 11) % 30)::INTEGER) END || $things[1 + (h // 5) % 32] || $measures[1 + (h // 3) % 16] AS name,
        CASE WHEN h % 9 = 0 THEN 'text' ELSE 'percent' END AS best_kind, '≥' || (80 + h % 20) || '%' AS best_raw,
        '>=' AS best_comparator, CASE WHEN h % 9 <> 0 THEN 80 + h % 20 END AS best_low, '%' AS best_unit, {_PLACE}
        FROM (SELECT i, n, (hash(i * 31 + n) >> 2)::BIGINT AS h FROM d, range({_INDICATORS}) r(n)) JOIN (SELECT i, {_HEAD} FROM d) d USING (i)""".replace(
            f"SELECT {_HEAD}, d.",
            "SELECT d.declaration_id, d.document_id, d.file, d.year, d.unit_name, d.place_name, d.",
        ),
        words,
    )
    con.execute(
        f"""INSERT INTO goals BY NAME SELECT {_HEAD}, 'doc' || (i // 10) || '-' || (i % 10) || '-g' || n AS goal_id, n AS number,
        '完成' || $things[1 + (i // 3) % 32] || '工作' || CASE WHEN i % 10 = 0 THEN '，按照上级统一部署' ELSE '第' || md5((i // 3)::VARCHAR) END ||
        '，保障各项任务按时完成，服务群众' || (i % 50) || '人' AS text, {_PLACE} FROM d, range(2) r(n)""",
        {"things": words["things"]},
    )
    con.execute(
        f"""INSERT INTO budget BY NAME SELECT {_HEAD}, 'doc' || (i // 10) || '-' || (i % 10) || '-b' || n AS budget_id, n AS number,
        ['基本支出', '项目支出', '其他资金'][n + 1] AS label, 1000 * (i % 997) AS amount_yuan, {_PLACE} FROM d, range(3) r(n)"""
    )
    con.execute(
        f"""INSERT INTO tasks BY NAME SELECT {_HEAD}, 'doc' || (i // 10) || '-' || (i % 10) || '-t' || n AS task_id, n AS number,
        $things[1 + i % 32] || '任务' AS name, '培训' || i % 300 || '人' AS content, 500 AS amount_yuan, {_PLACE}
        FROM d, range(2) r(n) WHERE i % 5 = 0""",
        {"things": words["things"]},
    )
    con.execute(
        f"""INSERT INTO issues BY NAME SELECT {_HEAD}, 'doc' || (i // 10) || '-' || (i % 10) || '-e0' AS issue_id, 0 AS number,
        'warning' AS severity, ['sum_mismatch', 'weight_sum', 'values_differ', 'month_or_months'][1 + i % 4] AS code,
        '说明' AS message_zh, 'said' AS message_en, {_PLACE} FROM d"""
    )
    con.close()


def main() -> None:
    """Make the rows if they are not there, then print seconds a comparison."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("declarations", type=int, nargs="?", default=200_000)
    parser.add_argument("--by", choices=["town", "department", "year"], default="town")
    chosen = parser.parse_args()
    path = Path("build") / f"compare-{chosen.declarations}.duckdb"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        make(path, chosen.declarations)
    register = path.with_suffix(".csv")
    register.write_text("单位\n" + "".join(f"单位{number}\n" for number in range(0, 50000, 50)), encoding="utf-8")
    started = time.perf_counter()
    with data.opened(path, chosen.by, shipped(), None, 1000) as opened:
        (names,) = opened.all("SELECT count(DISTINCT name) FROM indicators")[0]
        (rows,) = opened.all("SELECT count(*) FROM indicators")[0]
        print(f"{chosen.declarations} declarations, {rows} indicators, {names} names; by {chosen.by}")
        print(f"{'groups':10} {time.perf_counter() - started:6.1f} s")
        steps = {
            "promises": lambda: promises.promises(opened)[0],
            "money": lambda: money.money(opened)[0],
            "themes": lambda: money.themes(opened)[0],
            "quality": lambda: quality.quality(opened)[0],
            "changes": lambda: changes.changes(opened),
            "copies": lambda: copies.copies(opened),
            "register": lambda: missing.register(opened, register),
        }
        for name, step in steps.items():
            began, worked = time.perf_counter(), time.process_time()
            found = len(step())
            clock, work = time.perf_counter() - began, time.process_time() - worked
            print(f"{name:10} {clock:6.1f} s, {work:6.1f} s of processor time, {found} rows", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"all        {time.perf_counter() - started:6.1f} s, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
