"""What `shenbao compare` says about a few invented declarations whose answers are worked out by hand."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import shenbao
from shenbao.cli import main
from shenbao.comparing.result import BY, TABLES, Source, columns
from shenbao.comparing.shown import write_csv, write_xlsx

from .conftest import Write, indicator

EAST, WEST, NORTH = "某省东市", "某省西市", "某省北市"


def town(name: str, *indicators: dict[str, object], **more: object) -> dict[str, object]:
    return {
        "place_name": name,
        "city": name[2:],
        "unit_name": f"{name[2:]}教育局",
        "indicators": list(indicators),
    } | more


def test_the_same_promise_has_its_lowest_median_and_highest_value_with_its_place(dataset: Write) -> None:
    path = dataset(
        [
            town(EAST, indicator("服务对象满意度", "≥80%", 80)),
            town(WEST, indicator("指标1：服务对象满意率", "≥90%", 90)),
            town(NORTH, indicator("服务对象满意度（%）", "≥95", 95, None, "quantity")),
        ]
    )
    result = shenbao.compare(path)
    (promise,) = result.promises
    assert (promise.groups, promise.lowest, promise.median, promise.highest, promise.unit) == (3, 80, 90, 95, "%")
    assert promise.lowest_at == Source("d0", "doc0", "0.pdf", 2, (10.0, 20.0, 30.0, 40.0), None, "d0-i0")
    assert [(one.group, one.rank, one.of) for one in result.standings] == [(NORTH, 1, 3), (WEST, 2, 3), (EAST, 3, 3)]
    assert {(one.raw, one.score >= 95) for one in result.promise_values} == {
        ("≥80%", True),
        ("≥90%", True),
        ("≥95", True),
    }


def test_prices_for_a_month_and_for_a_year_stand_on_one_scale(dataset: Write) -> None:
    path = dataset(
        [
            town(EAST, indicator("高龄津贴标准", "100元/人/月", 100, "元/人/月", "money")),
            town(WEST, indicator("高龄津贴标准", "0.18万元/人/年", 0.18, "万元/人/年", "money")),
        ]
    )
    (promise,) = shenbao.compare(path).promises
    assert (promise.unit, promise.lowest, promise.highest, promise.about) == (
        "元/人/年",
        1200,
        pytest.approx(1800),
        "standard",
    )


def test_a_promise_of_one_town_only_is_none(dataset: Write) -> None:
    path = dataset([town(EAST, indicator("出勤率", "≥80%", 80)), town(WEST, indicator("出错率", "≤5%", 5))])
    assert shenbao.compare(path).promises == ()


def test_the_towns_own_name_does_not_part_a_promise(dataset: Write) -> None:
    path = dataset(
        [town(EAST, indicator("东市水质达标率", "≥80%", 80)), town(WEST, indicator("西市水质达标率", "≥90%", 90))]
    )
    assert [one.groups for one in shenbao.compare(path).promises] == [2]


def test_doubtful_names_are_listed_with_their_score_and_not_merged(dataset: Write) -> None:
    path = dataset(
        [
            town(EAST, indicator("群众满意度", "≥80%", 80)),
            town(WEST, indicator("群众满意度", "≥90%", 90), indicator("受益群众满意度", "≥60%", 60)),
        ]
    )
    result = shenbao.compare(path)
    assert [(one.lowest, one.values) for one in result.promises] == [(80, 2)]
    assert [(one.other, one.why, one.score < 95) for one in result.near_names] == [("受益群众满意度", "narrower", True)]


def test_money_is_added_up_as_printed_and_a_blank_stays_blank(dataset: Write) -> None:
    lines = [
        {"section": "财政拨款", "label": "基本支出", "amount_yuan": 300},
        {"section": "其他资金", "label": "基本支出", "amount_yuan": 100},
        {"section": "财政拨款", "label": "项目支出", "amount_yuan": 600},
        {"section": "事业发展性支出", "label": "财政专项资金", "amount_yuan": 50},
        {"section": "事业发展性支出", "label": "合计", "amount_yuan": 50},
    ]
    path = dataset(
        [
            town(
                EAST, kind="department", total_yuan=1050, budget=lines, tasks=[{"name": "学校建设", "amount_yuan": 40}]
            ),
            town(
                EAST,
                project_name="校舍修缮",
                total_yuan=200,
                goals=[{"text": "修缮"}, {"text": "验收"}],
                unit_name="甲",
            ),
            town(EAST, kind="transfer", total_yuan=7000),
            town(WEST, kind="department"),
        ]
    )
    result = shenbao.compare(path)
    east, west = result.money
    assert (east.transfers_yuan, east.projects) == (7000, 1)
    assert (east.total_yuan, east.basic_yuan, east.project_yuan, east.development_yuan) == (1050, 400, 600, 50)
    assert (east.tasks_yuan, east.projects_yuan, east.per_goal_yuan) == (40, 200, Decimal("100.00"))
    assert east.basic_share == pytest.approx(400 / 1050)
    assert (west.total_yuan, west.basic_yuan, west.per_goal_yuan) == (None, None, None)
    basic = [line for line in result.money_lines if line.part == "basic"]
    assert sum(line.amount_yuan for line in basic) == east.basic_yuan
    assert all(line.source.row_id for line in basic)


def test_themes_add_up_and_money_of_a_unit_with_project_forms_counts_once(dataset: Write) -> None:
    path = dataset(
        [
            town(EAST, kind="department", unit_name="甲", tasks=[{"name": "道路维修", "amount_yuan": 900}]),
            town(EAST, unit_name="甲", project_name="校舍修缮与学校设备", total_yuan=100),
            town(EAST, unit_name="乙", kind="department", tasks=[{"name": "道路养护", "amount_yuan": 300}]),
        ]
    )
    themes = {one.theme: (one.amount_yuan, one.share) for one in shenbao.compare(path).themes}
    assert themes == {"教育": (100, 0.25), "城乡建设与住房": (300, 0.75)}


def test_what_is_wanting_in_goals_is_counted_each_with_its_case(dataset: Write) -> None:
    issue = {
        "severity": "warning",
        "code": "sum_mismatch",
        "message_zh": "合计不符",
        "message_en": "sum",
        "row_id": "d0-b0",
    }
    path = dataset(
        [
            town(
                EAST,
                indicator("水质达标率", "≥80%", 80),
                indicator("环境改善", "明显", None, None, "text"),
                goals=[{"text": "培训1500人，发放2万份"}],
                tasks=[{"name": "培训", "content": "培训1500人次", "expected": None}],
                issues=[issue, issue],
            ),
            town(EAST, status="blank"),
        ]
    )
    result = shenbao.compare(path)
    counts = {one.measure: (one.count, one.of) for one in result.quality}
    assert counts["not_quantified"] == (1, 2)
    assert counts["blank_form"] == (1, 2)
    assert counts["sums"] == (1, 1)  # two issues, one declaration
    assert counts["goal_numbers"] == (2, 2)
    assert counts["task_numbers"] == (1, 1)
    sums = [one for one in result.findings if one.measure == "sums"]
    assert [one.issue_id for one in sums] == ["d0-e0", "d0-e1"]
    assert sums[0].source.row_id == "d0-b0"


def test_a_number_that_an_indicator_names_is_not_missed(dataset: Write) -> None:
    goal = [{"text": "培训1.5万人，满意度95%"}]
    path = dataset(
        [
            town(
                EAST,
                indicator("培训人数", "≥15000人", 15000, "人", "quantity"),
                indicator("满意度", "≥95%", 95),
                goals=goal,
            )
        ]
    )
    assert {one.measure: one.count for one in shenbao.compare(path).quality}["goal_numbers"] == 0


def test_what_changed_from_one_year_to_the_next(dataset: Write) -> None:
    before = [indicator("甲率", "≥80%", 80), indicator("乙率", "≥50%", 50), indicator("丙率", "≥70%", 70)]
    after = [indicator("甲率", "≥80%", 80), indicator("指标1：乙率", "≥60%", 60), indicator("丁率", "≥90%", 90)]
    path = dataset(
        [
            town(EAST, *before, year=2024, project_name="2024年校舍修缮", total_yuan=100),
            town(EAST, *after, year=2026, project_name="2026年校舍修缮", total_yuan=150),
        ]
    )
    found = {(one.what, one.change, one.name, one.before, one.after) for one in shenbao.compare(path).changes}
    assert found == {
        ("total", "changed", "总额", "100.00 元", "150.00 元"),
        ("indicator", "changed", "指标1：乙率", "≥50%", "≥60%"),
        ("indicator", "removed", "丙率", "≥70%", None),
        ("indicator", "added", "丁率", None, "≥90%"),
    }
    changed = next(one for one in shenbao.compare(path).changes if one.change == "changed" and one.what == "indicator")
    assert changed.before_at is not None
    assert changed.after_at is not None
    assert (changed.before_at.row_id, changed.after_at.row_id) == ("d0-i1", "d1-i1")


def test_copied_goals_are_found_between_units_and_between_years_and_no_others(dataset: Write) -> None:
    words = "通过集中统管公车出行，能够提高全市的公车使用效率，提高管理水平，有利于单位工作的持久开展。"
    near = words.replace("单位工作", "政府工作")
    path = dataset(
        [
            {"place_name": EAST, "unit_name": "甲", "year": 2025, "goals": [{"text": words}]},
            {"place_name": EAST, "unit_name": "甲", "year": 2026, "goals": [{"text": words}]},
            {"place_name": EAST, "unit_name": "乙", "year": 2026, "goals": [{"text": near}]},
            {
                "place_name": EAST,
                "unit_name": "丙",
                "goals": [{"text": "完成中小学校舍修缮二十所，改善办学条件，保障师生安全与教学。"}],
            },
            {"place_name": EAST, "unit_name": "丁", "goals": [{"text": "保障运转"}]},
            {"place_name": EAST, "unit_name": "戊", "goals": [{"text": "保障运转"}]},
        ]
    )
    found = [
        (one.what, one.scope, one.unit_name, one.other_unit_name, one.copies) for one in shenbao.compare(path).copies
    ]
    assert sorted(found) == [("goal", "units", "甲", "乙", 3), ("goal", "years", "甲", "甲", 3)]


def test_copied_lists_of_indicators_are_found(dataset: Write) -> None:
    same = [indicator(f"{word}完成率", f"≥{number}%", number) for number, word in enumerate("甲乙丙丁戊", 80)]
    other = [indicator(f"{word}合格率", "100%", 100) for word in "甲乙丙丁戊"]
    path = dataset(
        [{"unit_name": name, "indicators": rows} for name, rows in (("一", same), ("二", same), ("三", other))]
    )
    assert [(one.what, one.unit_name, one.other_unit_name) for one in shenbao.compare(path).copies] == [
        ("indicators", "一", "二")
    ]


def test_units_of_a_register_without_a_declaration_are_missing(dataset: Write, tmp_path: Path) -> None:
    path = dataset([town(EAST, unit_name="东市住房和城乡建设局"), town(EAST, unit_name="东市财政局", year=2025)])
    register = tmp_path / "名册.csv"
    register.write_bytes(
        "单位,年度\n东市住房和城乡建设局,2026\n东市住建局,\n东市财政局,2026\n东市民政局,2026年\n".encode("gb18030")
    )
    found = [(one.unit_name, one.status, one.nearest) for one in shenbao.compare(path, register=register).register]
    assert found == [
        ("东市住房和城乡建设局", "declared", "东市住房和城乡建设局"),
        ("东市住建局", "doubtful", "东市住房和城乡建设局"),
        ("东市财政局", "missing", None),
        ("东市民政局", "missing", None),
    ]


def test_departments_are_put_together_by_their_type(dataset: Write) -> None:
    path = dataset([town(EAST), town(WEST), {"unit_name": "东市卫生健康委员会"}, {"unit_name": "甲"}])
    assert {one.group: one.declarations for one in shenbao.compare(path, by="department").groups} == {
        "教育": 2,
        "卫生健康": 1,
        "（不明）": 1,
    }


def test_one_year_can_be_asked_for(dataset: Write) -> None:
    path = dataset([town(EAST, year=2025), town(WEST, year=2026)])
    assert [one.group for one in shenbao.compare(path, year=2026).groups] == [WEST]


def test_what_the_limit_leaves_out_is_told(dataset: Write) -> None:
    path = dataset([town(EAST, *(indicator(f"{word}目标", "好", None, None, "text") for word in "甲乙丙丁"))])
    result = shenbao.compare(path, limit=3)
    assert sum(one.measure == "not_quantified" for one in result.findings) == 3
    assert result.left_out["findings"] == 1
    assert shenbao.compare(path, limit=None).left_out == {}


def test_the_same_dataset_gives_the_same_tables(dataset: Write, tmp_path: Path) -> None:
    path = dataset(
        [
            town(place, indicator("满意度", f"≥{value}%", value))
            for place, value in ((EAST, 80), (WEST, 80), (NORTH, 90))
        ]
    )
    for name in ("a", "b"):
        result = shenbao.compare(path)
        write_xlsx(result, tmp_path / f"{name}.xlsx")
        write_csv(result, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert {f.name: f.read_bytes() for f in (tmp_path / "a").iterdir()} == {
        f.name: f.read_bytes() for f in (tmp_path / "b").iterdir()
    }


def test_csv_and_workbook_hold_every_row_with_its_place(dataset: Write, tmp_path: Path) -> None:
    path = dataset([town(EAST, indicator("=1+1满意度", "≥80%", 80)), town(WEST, indicator("=1+1满意度", "≥90%", 90))])
    result = CliRunner().invoke(
        main, ["compare", str(path), "--csv", str(tmp_path / "csv"), "--xlsx", str(tmp_path / "o.xlsx")]
    )
    assert result.exit_code == 0, result.output
    with (tmp_path / "csv" / "承诺的每个值.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["原文指标值"], row["数值"], row["出处 file"], row["出处 page"]) for row in rows] == [
        ("≥80%", "80.0", "0.pdf", "2"),
        ("≥90%", "90.0", "1.pdf", "2"),
    ]
    assert all(not row["原文指标"].startswith("=") for row in rows)
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert book.sheetnames == [table.zh for table in TABLES]
    assert book["承诺的每个值"].max_row == 3


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("by", BY)
def test_the_terminal_shows_the_tables_in_both_languages(dataset: Write, lang: str, by: str) -> None:
    path = dataset(
        [town(EAST, indicator("满意度", "≥80%", 80), year=2025), town(WEST, indicator("满意度", "≥90%", 90))]
    )
    result = CliRunner().invoke(main, ["compare", str(path), "--lang", lang, "--by", by])
    assert result.exit_code == 0, result.output
    assert ("概览" if lang == "zh" else "Overview") in result.stdout


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nowhere"], "nowhere"),
        (["{dataset}", "--register", "no.csv"], "no.csv"),
        (["{dataset}", "--lookup", "no.toml"], "no.toml"),
        (["{text}"], "text.duckdb"),
        (["{other}"], "other.duckdb"),
    ],
)
def test_bad_input_ends_with_a_message_and_no_traceback(
    dataset: Write, tmp_path: Path, arguments: list[str], word: str
) -> None:
    import duckdb

    (tmp_path / "text.duckdb").write_text("no database", encoding="utf-8")
    with duckdb.connect(str(tmp_path / "other.duckdb")) as con:
        con.execute("CREATE TABLE declarations (a INTEGER)")
    paths = {
        "dataset": str(dataset([town(EAST)])),
        "text": str(tmp_path / "text.duckdb"),
        "other": str(tmp_path / "other.duckdb"),
    }
    result = CliRunner().invoke(main, ["compare", *(argument.format(**paths) for argument in arguments)])
    assert result.exit_code == 2, result.output
    assert word in result.stderr
    assert "Traceback" not in result.output


def test_an_empty_dataset_says_so(dataset: Write) -> None:
    result = CliRunner().invoke(main, ["compare", str(dataset([]))])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "没有可比较" in result.stderr


def test_hostile_words_stay_words(dataset: Write) -> None:
    name = "满意度'; DROP TABLE indicators; --[bold]\x1b[31m"
    path = dataset([town("某省'市", indicator(name, "≥80%", 80)), town(WEST, indicator(name, "≥90%", 90))])
    result = CliRunner().invoke(main, ["compare", str(path)])
    assert result.exit_code == 0, result.output
    assert "\x1b[31m" not in result.stdout
    assert "[bold]" in result.stdout


def test_every_column_has_both_labels_and_a_way_to_be_shown() -> None:
    for table in TABLES:
        for column in columns(table.row):
            assert column.zh
            assert column.en
            assert column.shown in {"text", "integer", "number", "yuan", "share", "score", "source"}
