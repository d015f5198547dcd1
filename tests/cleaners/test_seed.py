"""The seed reads as DOMAIN §2 says a person reads it. Expected values are copied from the printed text by hand."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from paper import labelled, money

from shenbao_cleaners import Result, read_declarations
from shenbao_cleaners.declaration import Declaration, FormPlace, Repair
from shenbao_extract import read_document

SEED = Path(__file__).parents[2] / "corpus" / "dongkeng-2026-public-service-office.txt"


@pytest.fixture(scope="module")
def result() -> Result:
    return read_declarations(read_document(SEED))


@pytest.fixture(scope="module")
def seed(result: Result) -> Declaration:
    (declaration,) = result.declarations
    return declaration


def repair_at(seed: Declaration, path: str) -> Repair:
    (repair,) = [r for r in seed.repairs if r.path == path]
    return repair


def test_the_head(seed: Declaration) -> None:
    assert (seed.form.kind, seed.form.year) == ("department", 2026)
    assert seed.form.title == "东坑镇部门整体预算绩效目标申报表"
    assert seed.form.unit == "东莞市东坑镇公共服务办公室"
    assert seed.form.place == FormPlace(province=None, city="东莞市", county=None, town="东坑镇")
    assert (seed.form.project, seed.form.supervisor) == (None, None)
    assert seed.basics == {"staff": Decimal(0), "subunits": Decimal(0)}
    assert seed.pages == (1, 2, 3, 4)


def test_the_money(seed: Declaration) -> None:
    assert sorted(money(seed), key=str) == sorted(
        [
            ("部门预算支出", "基本支出", "37.04", "37.04", "万元"),
            ("部门预算支出", "项目支出", "2,311.01", "2311.01", "万元"),
            ("收入来源", "财政拨款", "2,348.05", "2348.05", "万元"),
            ("收入来源", "其他资金", "0.00", "0.00", "万元"),
            ("事业发展性支出", "财政专项资金", "0.00", "0.00", "万元"),
            ("事业发展性支出", "其他事业发展性支出", "2,026.54", "2026.54", "万元"),
            ("按预算级次划分", "市本级使用资金", "", None, "万元"),
            ("按预算级次划分", "拟用于对下转移支付资金", "0.00", "0.00", "万元"),
        ],
        key=str,
    )
    yuan = {x.label: x.amount.yuan for x in seed.budget}
    assert yuan["财政拨款"] == Decimal(23_480_500)
    assert yuan["市本级使用资金"] is None
    assert yuan["拟用于对下转移支付资金"] == 0


def test_nine_goals_without_tags(seed: Declaration) -> None:
    assert [g.number for g in seed.goals] == list(range(1, 10))
    assert not any(mark in g.text for g in seed.goals for mark in "<>&")
    assert seed.goals[0].text == "保障困难群众生活水平, 及时发放各类生活保障金。"
    assert seed.goals[8].text == "关心、尊重特殊群体, 确保特殊群体安稳过节, 改善生活质量, 提高群众幸福感"
    assert "“最后一公里”" in seed.goals[3].text
    (evidence,) = seed.evidence["/goals/0/text"]
    assert evidence.text.startswith("<p>目标1:")  # as printed


def test_nine_tasks_in_yuan(seed: Declaration) -> None:
    assert [(t.name, t.amount.raw) for t in seed.tasks if t.amount] == [
        ("开展节日慰问", "442,600.00"),
        ("殡葬基本服务费", "370,000.00"),
        ("发放各类保障金", "6,346,300.00"),
        ("数字政府工作经费", "17,000.00"),
        ("居家养老服务费", "4,914,800.00"),
        ("社工工作服务款", "1,510,000.00"),
        ("居家养老大配餐服务经费", "1,524,600.00"),
        ("高龄津贴", "6,080,000.00"),
        ("为老年人购买银龄安康保险", "190,000.00"),
    ]
    assert {t.amount.unit for t in seed.tasks if t.amount} == {"元"}
    assert sum(t.amount.yuan for t in seed.tasks if t.amount and t.amount.yuan) == Decimal("21395300.00")
    assert seed.tasks[7].content == "为4000名以上70周岁以上老人发放高龄津贴"
    assert seed.tasks[7].expected == "及时足额发放高龄津贴,进一步提高高龄老人养老生活水平。"


def test_39_indicators_under_their_labels(seed: Declaration) -> None:
    assert Counter((x.level1, x.level2) for x in seed.indicators) == {
        ("成本指标", "经济成本指标"): 8,
        ("产出指标", "数量指标"): 9,
        ("产出指标", "质量指标"): 7,
        ("产出指标", "时效指标"): 3,
        ("效益指标", "社会效益指标"): 8,
        ("满意度指标", "服务对象满意度指标"): 4,
    }
    assert len(seed.indicators) == 39


@pytest.mark.parametrize(
    ("index", "want"),
    [
        (0, ("成本指标", "经济成本指标", "发放低保金标准", "≥1260元/人")),
        (1, ("成本指标", "经济成本指标", "高龄津贴标准", "100元/人/月-550元/人/月")),
        (14, ("产出指标", "数量指标", "慰问次数", "2次")),
        (15, ("产出指标", "数量指标", "慰问金发放对象人数", "≥1500人")),
        (16, ("产出指标", "数量指标", "社工服务项目数", "≥10个")),
        (17, ("产出指标", "质量指标", "政务云正常运转率", "100%")),
        (24, ("产出指标", "时效指标", "保险保障期限", "12个月")),
        (26, ("产出指标", "时效指标", "上门服务及时率（%）", "100%")),
        (33, ("效益指标", "社会效益指标", "保障困难群众基本生活", "有效保障")),
        (34, ("效益指标", "社会效益指标", "有效落实殡葬基本服务政策", "有效落实")),
        (38, ("满意度指标", "服务对象满意度指标", "投诉情况", "无")),
    ],
)
def test_indicators(seed: Declaration, index: int, want: tuple[str, ...]) -> None:
    assert labelled(seed)[index] == want


def test_both_value_columns_agree_in_every_row(seed: Declaration) -> None:
    assert all(x.period_value and x.annual_value and x.period_value.raw == x.annual_value.raw for x in seed.indicators)


def test_the_unlabelled_rows_after_the_break_are_on_record(seed: Declaration) -> None:
    repair = repair_at(seed, "/indicators/15/level2")
    assert (repair.cleaner, repair.before, repair.after) == ("unlabeled_trailing_rows", None, "数量指标")
    assert "数量指标" in repair.why
    assert seed.indicators[15].printed.level2 is None
    evidence = seed.evidence["/indicators/15/annual_value"]
    assert [(e.place.page, e.place.line, e.text) for e in evidence] == [(3, (48, 6), "≥1500人")]


def test_the_label_in_the_wrong_column_is_on_record(seed: Declaration) -> None:
    """数量指标 in the level-1 column, level 2 empty."""
    cleaners = {r.cleaner for r in seed.repairs if r.path and r.path.startswith("/indicators/8/")}
    assert cleaners & {"level_in_wrong_column", "shifted_rows", "level_from_vocabulary"}


def test_every_kind_of_damage_is_on_record(seed: Declaration) -> None:
    assert {"leaked_markup", "shifted_rows", "unlabeled_trailing_rows"} <= {r.cleaner for r in seed.repairs}
    assert all(r.why for r in seed.repairs)
    tasks = [r for r in seed.repairs if r.path and r.path.startswith(("/tasks/7", "/tasks/8"))]
    assert tasks  # the extra leading column after the first break
    assert all(r.cleaner == "shifted_rows" for r in tasks)


def test_the_clipped_text_is_kept_as_printed_and_flagged(seed: Declaration) -> None:
    assert seed.tasks[5].content == "为11个单位围绕设定的社工服务项目, 提供专业的社工服务, 按时高品质完成服"
    (clipped,) = [i for i in seed.issues if i.code == "clipped_text"]
    assert (clipped.path, clipped.severity) == ("/tasks/5/content", "warning")
    assert seed.status == "needs_review"


def test_nothing_else_is_doubtful(seed: Declaration) -> None:
    assert {i.code for i in seed.issues if i.severity != "info"} == {"clipped_text"}


def test_nothing_is_lost(result: Result) -> None:
    (table,) = result.tables
    printed = sum(len("".join(x.split())) for x in SEED.read_text("utf-8").splitlines())
    assert table.coverage.leftover == 0
    assert table.coverage.visible == printed
    assert table.family == "D1"
    assert [i.severity for i in result.issues if i.severity != "info"] == []
