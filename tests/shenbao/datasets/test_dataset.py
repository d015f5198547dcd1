"""The dataset as a user makes it: tables, keys, exact values, forms that agree, and renewal."""

from __future__ import annotations

import copy
import csv
import datetime
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import shenbao
from shenbao.cli import main
from shenbao.datasets.database import connect
from shenbao.datasets.forms import _FORMULA, guarded, unguarded
from shenbao.files import OutputError, UsageError
from shenbao.output import dumps

Put = Callable[..., Path]
Check = Callable[[Path, Path], tuple[dict[str, int], list[str]]]


def rows(dataset: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(dataset / "dataset.duckdb"), read_only=True) as db:
        return db.execute(query).fetchall()


def digests(dataset: Path) -> dict[str, str]:
    """Each file but the DuckDB one, whose bytes hold times."""
    files = [path for path in sorted(dataset.rglob("*")) if path.is_file() and path.suffix != ".duckdb"]
    return {path.relative_to(dataset).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_everything_agrees_with_the_json(out: Path, tmp_path: Path, check: Check) -> None:
    built = shenbao.dataset(out, tmp_path / "set")
    counts, faults = check(out, tmp_path / "set")
    assert faults == []
    assert counts == built.rows
    wanted = {"documents": 3, "declarations": 1, "budget": 3, "goals": 1, "tasks": 1, "indicators": 2, "extra": 1}
    assert counts == wanted | {"issues": 4, "repairs": 1}
    assert (built.read, built.kept) == (3, 0)


def test_the_check_has_teeth(out: Path, tmp_path: Path, check: Check, contract: dict[str, Any], put: Put) -> None:
    shenbao.dataset(out, tmp_path / "set")
    path = tmp_path / "set" / "csv" / "indicators.csv"
    path.write_text(path.read_text("utf-8").replace("≥59%", "≥95%"), "utf-8")
    put(out, "又一个.pdf", contract)
    _, faults = check(out, tmp_path / "set")
    assert any("CSV differs" in fault for fault in faults)
    assert any(fault.startswith("rows:") for fault in faults)
    assert any("frictionless" in fault for fault in faults)


def test_an_indicator_with_its_place_and_its_doubts(out: Path, tmp_path: Path) -> None:
    shenbao.dataset(out, tmp_path / "set")
    query = """SELECT level1, name, best_is, best_raw, best_comparator, best_low, best_unit, period_raw, weight_points,
        page, box_x0_pt, box_y1_pt, indicator_id = declaration_id || '-i1', unit_name, year
        FROM indicators WHERE number = 1"""
    said = ("产出指标", "覆盖率", "annual", "≥59%", ">=", Decimal(59), "%", None, Decimal(10))
    where = (2, Decimal("10.12"), Decimal("79.00"), True, "云上镇财政所", 2026)
    assert rows(tmp_path / "set", query) == [said + where]
    doubt = rows(tmp_path / "set", "SELECT issue_severity, issue_codes FROM tasks")
    assert doubt == [("warning", "clipped_text")]
    leads = rows(
        tmp_path / "set", "SELECT row_id = (SELECT task_id FROM tasks) FROM issues WHERE code = 'clipped_text'"
    )
    assert leads == [(True,)]


def test_amounts_are_exact_and_a_blank_is_null(out: Path, tmp_path: Path) -> None:
    shenbao.dataset(out, tmp_path / "set")
    found = rows(tmp_path / "set", "SELECT amount_raw, amount_value, amount_yuan FROM budget ORDER BY number")
    assert found == [("37.04", Decimal("37.04"), 370400), ("0.00", 0, 0), (None, None, None)]
    types = rows(tmp_path / "set", "SELECT DISTINCT typeof(amount_yuan), typeof(box_x0_pt) FROM budget")
    assert types == [("DECIMAL(38,10)", "DECIMAL(10,2)")]


def test_the_printed_total_is_taken_and_never_added_up(tmp_path: Path, change: Any, put: Put) -> None:
    def line(label: str, yuan: str, horizon: str | None = None, section: str | None = None) -> dict[str, Any]:
        amount = {"raw": yuan, "value": Decimal(yuan), "unit": "元", "yuan": Decimal(yuan)}
        return {"section": section, "label": label, "column": None, "horizon": horizon, "amount": amount}

    lines = [
        line("合计", "7", section="财政拨款"),
        line("实施期资金总额：", "300", "period"),
        line("年度资金总额：", "100.5", "annual"),
        line("其中：财政拨款", "60", "annual"),
    ]
    put(tmp_path / "out", "a.pdf", change(budget=lines))
    put(tmp_path / "out", "b.pdf", change(budget=lines[3:]))
    shenbao.dataset(tmp_path / "out", tmp_path / "set")
    found = rows(tmp_path / "set", "SELECT total_yuan, total_period_yuan FROM declarations ORDER BY file")
    assert found == [(Decimal("100.5"), 300), (None, None)]


def test_the_period_value_serves_where_the_years_is_blank(tmp_path: Path, contract: Any, put: Put) -> None:
    first = contract["declarations"][0]["indicators"][0]
    first["period_value"] = copy.deepcopy(first["annual_value"])
    first["annual_value"] |= {"raw": "", "kind": "blank", "low": None, "comparator": None, "unit": None}
    day = contract["declarations"][0]["indicators"][1]["annual_value"]
    day |= {"kind": "date", "from": None, "to": "2026-12-31"}
    put(tmp_path / "out", "a.pdf", contract)
    shenbao.dataset(tmp_path / "out", tmp_path / "set")
    found = rows(tmp_path / "set", "SELECT best_is, best_raw, annual_raw, best_to FROM indicators ORDER BY number")
    assert found == [("period", "≥95%", None, None), ("annual", "≥59%", "≥59%", datetime.date(2026, 12, 31))]


def test_names_and_telephones_stay_out_unless_asked_for(tmp_path: Path, contract: Any, put: Put) -> None:
    declaration = contract["declarations"][0]
    declaration["extra"] = [
        {"label": "填报人", "text": "张某某", "personal": True},
        {"label": "联系电话", "text": "0769-83380000", "personal": True},
        {"label": "其他说明", "text": "详询张某某", "personal": False},
    ]
    declaration["goals"][0]["text"] = "保障运行，联系人：李某，手机13800001111。"
    words = {"before": "张某 某", "after": "张某某", "why": "joined 张某某"}
    declaration["repairs"] = [{"cleaner": "page_cut_rows", "path": "/extra/0/text", "place": None} | words]
    message = {"zh": "多余的文字：张某某 0769-83380000", "en": "left over: 张某某 0769-83380000"}
    declaration["issues"] = [{"code": "leftover", "severity": "warning", "path": None, "message": message}]
    put(tmp_path / "out", "a.pdf", contract)
    shenbao.dataset(tmp_path / "out", tmp_path / "set")
    everything = b"".join(path.read_bytes() for path in (tmp_path / "set" / "csv").iterdir()).decode()
    for secret in ("张某某", "83380000", "李某", "13800001111", "张某 某"):
        assert secret not in everything
    assert "保障运行" in everything
    found = rows(tmp_path / "set", "SELECT label, text, personal FROM extra ORDER BY number")
    assert found[:2] == [("填报人", None, True), ("联系电话", None, True)]
    shenbao.dataset(tmp_path / "out", tmp_path / "all", personal=True)
    found = rows(tmp_path / "all", "SELECT label, text, personal FROM extra ORDER BY number")
    assert found[:2] == [("填报人", "张某某", True), ("联系电话", "0769-83380000", True)]
    assert "请勿公开" in (tmp_path / "all" / "README.md").read_text("utf-8")
    assert "请勿公开" not in (tmp_path / "set" / "README.md").read_text("utf-8")


def test_equal_bytes_count_once(tmp_path: Path, contract: Any, put: Put, check: Check) -> None:
    put(tmp_path / "out", "甲/a.pdf", contract, "same")
    put(tmp_path / "out", "乙/b.pdf", contract, "same")
    put(tmp_path / "out", "丙/c.pdf", contract, "same")
    built = shenbao.dataset(tmp_path / "out", tmp_path / "set")
    assert (built.rows["declarations"], built.copies) == (1, 2)
    assert check(tmp_path / "out", tmp_path / "set")[1] == []
    assert rows(tmp_path / "set", "SELECT file, other_files FROM documents") == [("丙/c.pdf", "乙/b.pdf\n甲/a.pdf")]
    (tmp_path / "out" / "丙/c.pdf.json").unlink()
    shenbao.dataset(tmp_path / "out", tmp_path / "set")
    assert rows(tmp_path / "set", "SELECT file, other_files FROM documents") == [("乙/b.pdf", "甲/a.pdf")]


def test_what_was_read_is_told_by_each_document(out: Path, tmp_path: Path) -> None:
    (out / "datapackage.json").write_text("{}", "utf-8")
    (out / "列表.json").write_text("[1]", "utf-8")
    (out / ".hidden").mkdir()
    (out / ".hidden" / "x.json").write_text("{", "utf-8")
    built = shenbao.dataset(out, tmp_path / "set")
    assert built.passed_over == 2
    found = rows(tmp_path / "set", "SELECT file, status, sha256 IS NULL FROM documents ORDER BY 2")
    assert found == [
        ("广东/东莞市/2026年云上镇部门预算.pdf", "declared", False),
        ("没有表.pdf", "none", False),
        ("坏的.pdf", "unread", True),
    ]


def test_chinese_headers(out: Path, tmp_path: Path, check: Check) -> None:
    shenbao.dataset(out, tmp_path / "set", headers="zh")
    assert (tmp_path / "set/csv/budget.csv").read_bytes().startswith(b"\xef\xbb\xbf" + "资金编号,申报表编号".encode())
    assert check(out, tmp_path / "set")[1][1:] == []  # the workbook's sheets have Chinese names, all else holds
    book = openpyxl.load_workbook(tmp_path / "set" / "dataset.xlsx")
    assert book.sheetnames[:3] == ["文件", "申报表", "资金"]


def test_the_workbook_has_numbers_days_and_no_formula(tmp_path: Path, contract: Any, put: Put) -> None:
    declaration = contract["declarations"][0]
    declaration["indicators"][0]["annual_value"] |= {"raw": "=1+1", "from": "2026-01-01"}
    put(tmp_path / "out", "a.pdf", contract)
    shenbao.dataset(tmp_path / "out", tmp_path / "set")
    book = openpyxl.load_workbook(tmp_path / "set" / "dataset.xlsx")
    sheet = book["indicators"]
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (row["annual_raw"].value, row["annual_raw"].data_type) == ("=1+1", "s")
    assert (row["annual_low"].value, row["annual_low"].data_type) == (95, "n")
    assert row["annual_from"].value == datetime.datetime(2026, 1, 1)
    assert book["extra"]["L2"].value is True


def test_a_table_too_long_for_excel_leaves_out_the_workbook_and_says_so(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shenbao.dataset(out, tmp_path / "set")
    monkeypatch.setattr("shenbao.datasets.forms.MOST_ROWS", 2)
    (out / "没有表.pdf.json").unlink()
    built = shenbao.dataset(out, tmp_path / "set")
    assert built.no_workbook
    assert not (tmp_path / "set" / "dataset.xlsx").exists()
    assert "Excel" in (tmp_path / "set" / "README.md").read_text("utf-8")
    assert shenbao.dataset(out, tmp_path / "set").changed is False


def test_only_what_changed_is_read_again(out: Path, tmp_path: Path, contract: Any, put: Put) -> None:
    shenbao.dataset(out, tmp_path / "set")
    before = digests(tmp_path / "set")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "set").rglob("*") if path.is_file()}
    built = shenbao.dataset(out, tmp_path / "set")
    assert (built.read, built.kept, built.changed) == (0, 3, False)
    assert times == {path: path.stat().st_mtime_ns for path in times}
    put(out, "新的.pdf", contract)
    built = shenbao.dataset(out, tmp_path / "set")
    assert (built.read, built.kept, built.changed) == (1, 3, True)
    (out / "新的.pdf.json").unlink()
    built = shenbao.dataset(out, tmp_path / "set")
    assert (built.read, built.kept) == (0, 3)
    assert digests(tmp_path / "set") == before


def test_a_manifest_line_that_changes_is_a_change(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("file,unit\n2026年云上镇部门预算.pdf,某单位\n", "utf-8")
    shenbao.dataset(out, tmp_path / "set", manifest=path)
    assert rows(tmp_path / "set", "SELECT unit_name, unit_from FROM declarations") == [("某单位", "manifest")]
    path.write_text("file,unit\n2026年云上镇部门预算.pdf,另一单位\n", "utf-8")
    built = shenbao.dataset(out, tmp_path / "set", manifest=path)
    assert (built.read, built.kept) == (1, 2)
    assert rows(tmp_path / "set", "SELECT unit_name FROM declarations") == [("另一单位",)]


def test_a_damaged_dataset_is_made_anew(out: Path, tmp_path: Path) -> None:
    shenbao.dataset(out, tmp_path / "set")
    before = digests(tmp_path / "set")
    (tmp_path / "set" / "parquet" / "budget.parquet").write_bytes(b"PAR1 nonsense")
    built = shenbao.dataset(out, tmp_path / "set")
    assert built.read == 3
    assert digests(tmp_path / "set") == before


SEED = Path(__file__).parents[3] / "corpus" / "dongkeng-2026-public-service-office.txt"
STEPS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["remove", "write", "as a"]), st.integers(0, 3)), min_size=1
)


@settings(max_examples=4)
@given(st.lists(STEPS, min_size=2, max_size=3))
def test_renewed_step_by_step_or_made_anew_it_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, put: Put, histories: list[list[tuple[str, str, int]]]
) -> None:
    base = shenbao.read(SEED).contract()
    folder = tmp_path_factory.mktemp("steps")
    out = folder / "out"
    out.mkdir()
    for history in histories:
        for name, action, number in history:
            if action == "remove":
                (out / f"{name}.pdf.json").unlink(missing_ok=True)
                continue
            declarations = copy.deepcopy(base["declarations"]) * number
            content = f"{'a' if action == 'as a' else name}{number}"
            put(out, f"{name}.pdf", base | {"declarations": declarations}, content)
        shenbao.dataset(out, folder / "renewed")
    shenbao.dataset(out, folder / "anew")
    assert digests(folder / "renewed") == digests(folder / "anew")


def test_row_groups_do_not_show_how_rows_came(
    tmp_path: Path, contract: Any, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shenbao.datasets.arrow.GROUP_ROWS", 3)
    for number in range(9):
        if number != 4:
            put(tmp_path / "out", f"{number}.pdf", contract)
    shenbao.dataset(tmp_path / "out", tmp_path / "set")
    put(tmp_path / "out", "4.pdf", contract)
    built = shenbao.dataset(tmp_path / "out", tmp_path / "set")
    assert (built.read, built.kept) == (1, 8)
    shenbao.dataset(tmp_path / "out", tmp_path / "anew")
    assert digests(tmp_path / "set") == digests(tmp_path / "anew")
    names = rows(tmp_path / "set", "SELECT file FROM indicators")
    assert names == [(f"{number}.pdf",) for number in range(9) for _ in range(2)]


@settings(max_examples=6)
@given(
    st.lists(
        st.tuples(st.text(max_size=12), st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30))),
        min_size=1,
        max_size=20,
    )
)
def test_hostile_texts_and_numbers_are_the_same_in_all_forms(
    tmp_path_factory: pytest.TempPathFactory, put: Put, check: Check, cells: list[tuple[str, Decimal]]
) -> None:
    base = json.loads(json.dumps(shenbao.read(SEED).contract(), default=str))
    declaration = base["declarations"][0]
    line = {"section": "=1|(x)", "column": None, "horizon": None}
    declaration["budget"] = [
        line | {"label": text, "amount": {"raw": text, "value": number, "unit": "元", "yuan": number}}
        for text, number in cells
    ]
    folder = tmp_path_factory.mktemp("hostile")
    base["declarations"] = [declaration | {"issues": [], "indicators": [], "tasks": [], "basics": {}}]
    put(folder / "out", "a.pdf", base)
    built = shenbao.dataset(folder / "out", folder / "set")
    assert check(folder / "out", folder / "set")[1] == []
    fitting = [n for _, n in cells if abs(n) < 10**28 and int(n.normalize().as_tuple().exponent) >= -10]
    stored = [
        value
        for (value,) in rows(folder / "set", "SELECT amount_yuan FROM budget ORDER BY number")
        if value is not None
    ]
    assert stored == fitting
    assert built.too_long == 2 * (len(cells) - len(fitting))


@given(st.text(alphabet="'=+-@＝\t\n(|![]a1%", max_size=9))
def test_a_guarded_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@")) or not set(text) & set("(|![")
    found = duckdb.execute("SELECT regexp_matches(?, ?)", [text, _FORMULA]).fetchall()
    assert found == [(guarded(text) != text,)]


@pytest.mark.parametrize("text", ["=100%", "-5.10", "＝1份", "+1", "=A1", "≥95%", "@张"])
def test_common_values_are_no_formulas(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "@SUM(1)", "-2+3+cmd|x", "'=f(x)", "＝f(1)"]
)
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == "'" + text


def test_command_line(out: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["dataset", str(out), "-o", str(tmp_path / "set")])
    assert run.exit_code == 0, run.output
    assert run.stdout == ""
    assert "读取 3 个文件" in run.stderr
    again = CliRunner().invoke(main, ["dataset", str(out), "-o", str(tmp_path / "set")])
    assert "没有变化" in again.stderr
    with (tmp_path / "set/csv/documents.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 3


def test_the_database_is_told_to_draw_no_bar_on_stdout() -> None:
    with connect() as db:
        assert db.execute("SELECT current_setting('enable_progress_bar')").fetchall() == [(False,)]


def test_an_odd_folder_name_is_only_a_name(
    out: Path, tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "it's [a] *set*; DROP"
    shenbao.dataset(out, folder)
    monkeypatch.chdir(folder)  # frictionless takes such a name for a pattern
    assert check(out, Path())[1] == []
    assert shenbao.dataset(out, folder).changed is False
    assert not shenbao.dataset_diff(folder, folder).any


def test_nothing_to_make_it_of(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到文件夹"):
        shenbao.dataset(tmp_path / "none", tmp_path / "set")
    (tmp_path / "out").mkdir()
    built = shenbao.dataset(tmp_path / "out", tmp_path / "set")
    assert sum(built.rows.values()) == 0
    assert (tmp_path / "set" / "csv" / "indicators.csv").exists()


def test_json_that_is_damaged_or_of_another_version_is_named_and_spoils_no_other(
    out: Path, tmp_path: Path, contract: Any, check: Check
) -> None:
    damaged = {
        "旧.pdf": '{"schema_version": "9", "source": {}, "declarations": []}',
        "断.pdf": '{"schema_version',
        "深.pdf": '{"a":' * 100_000,
        "键.pdf": dumps(contract | {"source": contract["source"] | {"sha256": "../x"}}),
        "缺.pdf": dumps(contract | {"declarations": [{"goals": []}]}),
    }
    for name, text in damaged.items():
        (out / f"{name}.json").write_text(text, "utf-8")
    run = CliRunner().invoke(main, ["dataset", str(out), "-o", str(tmp_path / "set")])
    assert run.exit_code == 1
    assert "5 个 JSON 已损坏" in run.stderr
    assert all(name in run.stderr for name in damaged)
    for name in damaged:
        (out / f"{name}.json").unlink()
    counts, faults = check(out, tmp_path / "set")
    assert faults == []
    assert counts["declarations"] == 1


def test_a_name_that_is_no_unicode(out: Path, tmp_path: Path, contract: Any, check: Check) -> None:
    try:
        (out / os.fsdecode(b"\xff.pdf.json")).write_text(dumps(contract), "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    shenbao.dataset(out, tmp_path / "set")
    assert rows(tmp_path / "set", "SELECT count(*) FROM documents WHERE file = '\ufffd.pdf'") == [(1,)]
    assert shenbao.dataset(out, tmp_path / "set").changed is False
    assert check(out, tmp_path / "set")[1] == []


def test_a_missing_package_is_named(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UsageError, match=r"duckdb.*shenbao\[dataset\]"):
        shenbao.dataset(out, tmp_path / "set")


def test_what_a_killed_run_left_is_cleaned_away(out: Path, tmp_path: Path) -> None:
    (tmp_path / "set" / ".new" / "parquet").mkdir(parents=True)
    (tmp_path / "set" / ".new" / "parquet" / "goals.parquet").write_bytes(b"half")
    shenbao.dataset(out, tmp_path / "set")
    assert not (tmp_path / "set" / ".new").exists()


def test_a_place_that_cannot_be_written_is_named(out: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(OutputError, match="无法写入"):
        shenbao.dataset(out, tmp_path / "file" / "set")


def test_the_dictionary_names_every_field(out: Path, tmp_path: Path) -> None:
    from shenbao.datasets.schema import TABLES

    shenbao.dataset(out, tmp_path / "set")
    page = (tmp_path / "set" / "README.md").read_text("utf-8")
    package = json.loads((tmp_path / "set" / "datapackage.json").read_text("utf-8"))
    for table, resource in zip(TABLES.values(), package["resources"], strict=True):
        assert f"## {table.name} {table.title}" in page
        assert [field["name"] for field in resource["schema"]["fields"]] == list(table.names)
        for field in table.fields:
            assert f"| {field.name} | {field.label} | {field.type} |" in page
    shutil.rmtree(tmp_path / "set")
