"""What changed between two datasets."""

from __future__ import annotations

import copy
import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import shenbao
from shenbao.cli import main
from shenbao.datasets.diff import Change
from shenbao.files import UsageError

Put = Callable[..., Path]


def changes(tmp_path: Path, new_out: Path) -> tuple[dict[str, dict[str, int]], list[Change]]:
    """Counts and changes between the dataset `old` and one made of `new_out`."""
    shenbao.dataset(new_out, tmp_path / "new")
    found: list[Change] = []
    differences = shenbao.dataset_diff(tmp_path / "old", tmp_path / "new", report=found.append)
    return {name: dict(+counts) for name, counts in differences.counts.items()}, found


@pytest.fixture
def old(out: Path, tmp_path: Path) -> Path:
    shenbao.dataset(out, tmp_path / "old")
    return out


NAME = "广东/东莞市/2026年云上镇部门预算.pdf"


def test_nothing_changed(old: Path, tmp_path: Path) -> None:
    counts, found = changes(tmp_path, old)
    assert found == []
    assert counts["indicators"] == {"same": 2}
    assert not shenbao.dataset_diff(tmp_path / "old", tmp_path / "new").any


def test_a_value_that_changed_is_named_field_by_field(old: Path, tmp_path: Path, contract: Any, put: Put) -> None:
    value = contract["declarations"][0]["indicators"][1]["annual_value"]
    value |= {"raw": "≥60%", "low": 60}
    put(old, NAME, contract)
    counts, found = changes(tmp_path, old)
    assert counts["indicators"] == {"same": 1, "changed": 1}
    fields = {(c.field, str(c.before), str(c.after)) for c in found if c.table == "indicators"}
    assert ("annual_raw", "≥59%", "≥60%") in fields
    assert {field for field, _, _ in fields} == {"best_raw", "best_low", "annual_raw", "annual_low"}
    assert {c.change for c in found} == {"changed"}


def test_published_anew_it_is_the_same_document_by_its_name(old: Path, tmp_path: Path, contract: Any, put: Put) -> None:
    contract["declarations"][0]["goals"][0]["text"] = "保障高效运行"
    put(old, NAME, contract, "other bytes")
    counts, found = changes(tmp_path, old)
    assert counts["goals"] == {"changed": 1}
    assert counts["indicators"] == {"same": 2}
    assert {(c.table, c.field) for c in found} == {
        ("documents", "sha256"),
        ("documents", "json_sha256"),
        ("goals", "text"),
    }


def test_a_row_put_before_others_is_added_and_they_moved(old: Path, tmp_path: Path, contract: Any, put: Put) -> None:
    indicators = contract["declarations"][0]["indicators"]
    new = copy.deepcopy(indicators[0]) | {"name": "新的指标"}
    indicators.insert(0, new)
    put(old, NAME, contract)
    counts, found = changes(tmp_path, old)
    added = [c for c in found if c.table == "indicators" and c.change == "added"]
    assert counts["indicators"]["added"] == 1
    assert "新的指标" in added[0].after
    assert counts["indicators"].get("removed", 0) == 0


def test_documents_that_came_and_went(old: Path, tmp_path: Path, contract: Any, put: Put) -> None:
    (old / f"{NAME}.json").unlink()
    put(old, "新的.pdf", contract)
    counts, found = changes(tmp_path, old)
    assert counts["documents"] == {"same": 2, "added": 1, "removed": 1}
    assert counts["budget"] == {"added": 3, "removed": 3}
    assert {c.file for c in found if c.change == "removed"} == {NAME}


def test_command_line_says_it_and_writes_it(old: Path, tmp_path: Path, contract: Any, put: Put) -> None:
    contract["declarations"][0]["tasks"][0]["name"] = "=cmd|' /C calc'!A0"
    put(old, NAME, contract)
    shenbao.dataset(old, tmp_path / "new")
    arguments = ["dataset-diff", str(tmp_path / "old"), str(tmp_path / "new"), "--csv", str(tmp_path / "d.csv")]
    run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 1
    lines = dict(line.split("\t", 1) for line in run.stdout.splitlines())
    assert lines["table"] == "same\tadded\tremoved\tchanged\tmoved"
    assert lines["tasks"] == "0\t0\t0\t1\t0"
    assert lines["goals"] == "1\t0\t0\t0\t0"
    with (tmp_path / "d.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["table"] == "tasks"]
    assert [(row["field"], row["before"], row["after"]) for row in rows] == [("name", "走访", "'=cmd|' /C calc'!A0")]


def test_what_is_no_dataset_is_named(old: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不是数据集"):
        shenbao.dataset_diff(tmp_path / "old", old)
