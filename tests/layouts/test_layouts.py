"""Every invented layout comes out as its author wrote it down by hand, but for those listed with their reason."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import shenbao
from shenbao.comparator import Comparison, compare
from shenbao.truth import SUFFIX, Truth, flat, load_truths

HERE = Path(__file__).parent
TRUTHS = {truth.name: truth for truth in load_truths(HERE, HERE)}

# What is wrong and a warning or an error says so, on the field or on the document.
TOLD = {
    "r1-c-hebei-two": "the year, printed once above both forms, is in neither",
    "r2-a07-noruling": "县级资金 96.84 in one cell, beside other lines of money, is lost as if it were a label",
    "r2-a08-horizontal": "县级资金 96.84, as in r2-a07-noruling",
    "r2-b02-notes-rows": "项目 is not known for 项目名称; the name goes to extra",
    "r2-b04-goal-rows": "三公经费控制数 and its parts go to extra and are not in the budget",
    "r2-a03-dept-tasks": "amounts with a blank for a thousands' mark (1 250.00) stay text, without a number",
    "r2-a11-values": "amounts with a blank for a thousands' mark (265 300.00); a dash is no line of money",
    "r2-a13-vertical": "level 1 set upright and names over two columns (指标1：): no indicator is read",
    "r2-a17-threeyears": "分年度预算, each of three years beside its amount: the amounts are no lines of money",
    "r2-b01-subitems": "level 1 in rows of their own, level 2 blank where it repeats: no indicator is read",
    "r2-b05-neg": "年初预算, 调整数, 调整后预算 over a row of amounts without a label: no lines of money",
    "r2-e09-bullets": "several amounts in one cell: their unit stands in another row's label and is not known",
    "r2-g05-numbered-names": "numbered headings over the whole width: the goal and the unit of money are not read",
}

# What is wrong and no warning or error says so.
SILENT = {
    "r1-d-dalian-ops": "SILENT: the year in one paragraph with the unit of money is not read (an info tells of it)",
    "r1-j-transfer-region": "SILENT: a transfer is taken for a project, 县级主管部门 goes to extra and is not the unit",
    "r2-a10-continued": "SILENT: the table under its repeated title (续) is another declaration, the first ends there",
    "r2-a15-wide-kindcols": "SILENT: a column for each kind of indicator: no form, only an info says so (a PDF warns)",
}

Json = dict[str, Any]


def contract_of(truth: Truth) -> Json:
    """The JSON of a truth's form, with exact numbers."""
    assert truth.document is not None, f"{truth.name}.html is missing"
    read: Json = json.loads(shenbao.read(truth.document).to_json(), parse_float=Decimal)
    return read


def other_differences(truth: Truth, contract: Json) -> list[str]:
    """What the comparator does not look at: kinds of forms, and headings over amounts."""
    wanted, found = truth.content["declarations"], contract["declarations"]
    kinds = [d["kind"] for d in wanted], [d["form"]["kind"] for d in found]
    out = [] if kinds[0] == kinds[1] else [f"kinds: {kinds[0]}, read as {kinds[1]}"]
    for want, got in zip(wanted, found, strict=False):
        read = {(flat(b["label"]), flat(b["amount"]["raw"]), flat(b["column"])) for b in got["budget"]}
        lines = [(flat(b["label"]), flat(b["raw"]), flat(b["column"])) for b in want["budget"] if "column" in b]
        out += [f"amount {line} is missing" for line in lines if line not in read]
    return out


def is_told(comparison: Comparison, other: list[str], contract: Json) -> bool:
    """Whether a warning or an error stands on all that is wrong, or on the document as a whole."""
    document = any(issue["severity"] in ("warning", "error") for issue in contract["issues"])
    return document or (comparison.silent == 0 and not other)


@pytest.mark.parametrize("name", TRUTHS)
def test_a_layout_comes_out_as_its_truth(name: str) -> None:
    truth = TRUTHS[name]
    contract = contract_of(truth)
    comparison, other = compare(truth, contract), other_differences(truth, contract)
    differences = [str(difference) for difference in comparison.differences] + other
    if name not in TOLD and name not in SILENT:
        assert differences == []
        assert comparison.exact
        return
    assert differences != [], f"{name} is exact now: take it off the list"
    assert is_told(comparison, other, contract) == (name in TOLD), differences


def test_each_form_has_a_truth_and_each_listed_name_a_form() -> None:
    assert {page.stem for page in HERE.glob("*.html")} == set(TRUTHS)
    assert {file.name.removesuffix(SUFFIX) for file in HERE.glob(f"*{SUFFIX}")} == set(TRUTHS)
    assert set(TOLD) | set(SILENT) <= set(TRUTHS)
    assert not set(TOLD) & set(SILENT)
