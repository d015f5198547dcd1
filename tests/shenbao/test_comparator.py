"""The comparator: what is equal, what differs, what is silent, and how it is told."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import shenbao
from shenbao.comparator import Comparison, compare
from shenbao.differences import differences
from shenbao.golden import bless, check
from shenbao.reading import Reading
from shenbao.truth import Truth, expected_target, flat, level, money, read_money

Json = dict[str, Any]


@pytest.fixture
def contract(reading: Reading) -> Json:
    return reading.contract()


@pytest.fixture
def truth() -> Json:
    """What a person reads on the document of the fixture `reading`."""
    value = {"level1": "产出指标", "level2": "数量指标", "period_value": None}
    return {
        "file": "a.pdf",
        "pages_read": [1, 3],
        "declarations": [
            {
                "pages": [1, 2],
                "kind": "department",
                "title": "部门整体绩效目标申报表",
                "year": 2026,
                "unit": "云上镇 财政所",
                "budget": [
                    {"section": "支出", "label": "基本支出", "raw": "37.04", "unit": "万元"},
                    {"section": "收入", "label": "其中：其他资金", "raw": "0.00", "unit": "万元"},
                    {"section": "级次", "label": "市本级使用资金", "raw": "", "unit": "万元"},
                ],
                "goals": [{"horizon": "annual", "text": "目标1：保障运行"}],
                "tasks": [
                    {"name": "走访", "content": "=SUM(A1)", "raw": "442,600.00", "unit": "元", "expected": "-1 起投诉"}
                ],
                "indicators": [
                    {**value, "name": "及时率", "annual_value": ">=95%"},
                    {**value, "name": "覆盖率", "annual_value": "59%", "comparator": "≥", "unit": "%", "weight": "10"},
                ],
            }
        ],
    }


def run(truth: Json, contract: Json) -> Comparison:
    return compare(Truth("a", truth, None), contract)


def texts(comparison: Comparison) -> list[str]:
    return [str(difference) for difference in comparison.differences]


def test_equal_but_for_spelling(truth: Json, contract: Json) -> None:
    result = run(truth, contract)
    assert texts(result) == []
    assert result.exact
    assert result.tallies["indicators"].exact == result.tallies["indicators"].total == 10
    assert result.tallies["side"].exact == 1
    assert result.tallies["tasks"].flagged == 1


def test_a_changed_figure_is_found_and_told(truth: Json, contract: Json) -> None:
    truth["declarations"][0]["indicators"][1]["annual_value"] = "95%"
    result = run(truth, contract)
    assert texts(result) == ["第2页 指标“覆盖率” 年度指标值：应为 ≥95%，读成 ≥59%"]
    assert result.silent == 1
    assert result.tallies["indicators"].wrong == 1


@pytest.mark.parametrize(
    "path", ["/indicators/1/annual_value", "/indicators/1", "/indicators", "/indicators/1/annual_value/low"]
)
def test_a_flagged_figure_is_not_silent(truth: Json, contract: Json, path: str) -> None:
    truth["declarations"][0]["indicators"][1]["annual_value"] = "95%"
    contract["declarations"][0]["issues"].append({"code": "x", "severity": "warning", "path": path, "message": {}})
    result = run(truth, contract)
    assert not result.exact
    assert result.silent == 0
    assert texts(result)[0].endswith("（已提示）")


@pytest.mark.parametrize(
    ("severity", "path"), [("info", "/indicators/1"), ("warning", "/indicators/0"), ("error", "/indicators/1/name")]
)
def test_an_issue_elsewhere_or_an_info_does_not_count(truth: Json, contract: Json, severity: str, path: str) -> None:
    truth["declarations"][0]["indicators"][1]["annual_value"] = "95%"
    contract["declarations"][0]["issues"].append({"code": "x", "severity": severity, "path": path, "message": {}})
    assert run(truth, contract).silent == 1


def test_missing_and_beyond(truth: Json, contract: Json) -> None:
    row = copy.deepcopy(contract["declarations"][0]["indicators"][0])
    row["printed"]["name"] = "完全不同的名称而且很长"
    row["annual_value"]["raw"] = "12个月"
    row["printed"]["level1"] = row["printed"]["level2"] = "其他"
    contract["declarations"][0]["indicators"].append(row)
    del contract["declarations"][0]["budget"][0]
    found = texts(run(truth, contract))
    assert any("多出" in text and "完全不同" in text for text in found)
    assert any("缺少" in text and "基本支出" in text for text in found)


def test_blank_read_as_zero_is_found(truth: Json, contract: Json) -> None:
    contract["declarations"][0]["budget"][2]["amount"].update(value=0, yuan=0)
    assert "市本级使用资金" in texts(run(truth, contract))[0]


def test_wrong_parse_behind_a_right_print_is_found(truth: Json, contract: Json) -> None:
    contract["declarations"][0]["budget"][0]["amount"]["value"] = 3704
    assert "数值解析为 3704" in texts(run(truth, contract))[0]


def test_a_level_left_blank_is_not_scored(truth: Json, contract: Json) -> None:
    truth["declarations"][0]["indicators"][0]["level1"] = ""
    contract["declarations"][0]["indicators"][0]["printed"]["level1"] = "效益指标"
    result = run(truth, contract)
    assert result.exact
    assert result.tallies["indicators"].total == 9


def test_a_declaration_missing_or_beyond(truth: Json, contract: Json) -> None:
    empty = run(truth, {**contract, "declarations": []})
    assert not empty.exact
    assert empty.silent > 5
    assert any("申报表：缺少" in text for text in texts(empty))
    doubled = {**contract, "declarations": contract["declarations"] * 2}
    assert any("申报表：多出" in text for text in texts(run(truth, doubled)))


def test_pages_outside_the_truth_and_self_evaluations_do_not_count(truth: Json, contract: Json) -> None:
    truth["pages_read"] = [5, 9]
    truth["declarations"][0]["kind"] = "self_evaluation"
    assert run(truth, contract).exact


def test_long_texts_are_told_by_what_differs(truth: Json, contract: Json) -> None:
    long = "长" * 200
    truth["declarations"][0]["goals"] = [{"text": long + "甲" + long}]
    contract["declarations"][0]["goals"] = [{"number": 1, "horizon": None, "text": long + "乙" + long}]
    text = texts(run(truth, contract))[0]
    assert "甲" in text
    assert "乙" in text
    assert len(text) < 100


def test_words() -> None:
    assert flat(" ≧９５％ ") == flat(">=95%") == "≥95%"
    assert level("1-产出 指标") == "产出"
    assert money("2,348.050", "万元") == money("2348.05万", "元") == "2348.05万元"
    assert money("—", "元") == "-"
    assert read_money({"raw": "0.00", "value": 0, "unit": "元", "yuan": 0}) == "0元"
    assert expected_target({"annual_value": "优", "comparator": "定性", "unit": "级"}) == "优"


def test_output_differences_are_told_by_name(contract: Json) -> None:
    new = copy.deepcopy(contract)
    new["declarations"][0]["indicators"][1]["annual_value"]["raw"] = "≥95%"
    del new["declarations"][0]["budget"][1]
    assert differences(contract, contract) == []
    found = differences(contract, new)
    assert "第1份申报表 指标“覆盖率” 年度指标值 原文：原为 ≥59%，现为 ≥95%" in found
    assert len(found) == 2
    assert "其他资金" in found[0]


@pytest.fixture
def golden_folder(seed: Path, tmp_path: Path) -> Path:
    """A golden folder whose truth is what the seed's present output says."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "golden").mkdir()
    (tmp_path / "corpus" / "seed.txt").write_bytes(seed.read_bytes())
    declaration = json.loads(shenbao.read(seed).to_json())["declarations"][0]
    indicators = [
        {"level1": "", "level2": "", "name": i["printed"]["name"], "annual_value": i["annual_value"]["raw"]}
        | {"period_value": i["period_value"]["raw"]}
        for i in declaration["indicators"]
    ]
    tasks = [
        {"name": t["name"], "content": t["content"], "raw": t["amount"]["raw"], "unit": t["amount"]["unit"]}
        | {"expected": t["expected"]}
        for t in declaration["tasks"]
    ]
    budget = [
        {"label": b["label"], "raw": b["amount"]["raw"], "unit": b["amount"]["unit"]} for b in declaration["budget"]
    ]
    form = {key: declaration["form"][key] for key in ("title", "year", "unit", "project", "kind")}
    truth = {
        "file": "seed.txt",
        "declarations": [
            form | {"indicators": indicators, "tasks": tasks, "budget": budget, "goals": declaration["goals"]}
        ],
    }
    (tmp_path / "golden" / "seed.truth.json").write_text(json.dumps(truth, ensure_ascii=False), "utf-8")
    return tmp_path / "golden"


def test_golden_files_are_written_once_and_checked(golden_folder: Path) -> None:
    assert check(golden_folder)[0].state == "differs"  # no golden file yet
    assert bless(golden_folder)[0].state == "written"
    assert check(golden_folder)[0].good
    assert bless(golden_folder)[0].state == "unchanged"
    golden = golden_folder / "seed.golden.json"
    golden.write_text(golden.read_text("utf-8").replace("37.04", "37.05"), "utf-8")
    verdict = check(golden_folder)[0]
    assert verdict.state == "differs"
    assert any("37.05" in line and "37.04" in line for line in verdict.lines)
    assert bless(golden_folder)[0].state == "refused"
    assert bless(golden_folder, overwrite=True)[0].state == "written"


def test_an_output_that_differs_from_its_truth_is_not_blessed(golden_folder: Path) -> None:
    file = golden_folder / "seed.truth.json"
    file.write_text(file.read_text("utf-8").replace("37.04", "99.99"), "utf-8")
    verdict = bless(golden_folder, overwrite=True)[0]
    assert verdict.state == "refused"
    assert any("99.99" in line for line in verdict.lines)
    assert not (golden_folder / "seed.golden.json").exists()


def test_evaluate(golden_folder: Path) -> None:
    score = shenbao.evaluate(golden_folder, documents=golden_folder.parent / "corpus")
    assert score.exact
    assert score.column("tasks").total == 36
    assert score.as_dict()["columns"]["indicators"]["silent"] == 0
    with pytest.raises(shenbao.UsageError):
        shenbao.evaluate(golden_folder, producer="nobody")


def test_a_document_that_is_not_there_is_not_passed_over(golden_folder: Path) -> None:
    (golden_folder.parent / "corpus" / "seed.txt").unlink()
    assert check(golden_folder)[0].state == "missing"
    assert not shenbao.evaluate(golden_folder).exact
