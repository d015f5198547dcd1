"""Every invented layout comes out as its author wrote it down by hand, but for those listed with their reason."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from reprinted import write_word, write_workbook

import shenbao
from shenbao.comparator import Comparison, compare
from shenbao.truth import SUFFIX, Truth, flat, load_truths

HERE = Path(__file__).parent
TRUTHS = {truth.name: truth for truth in load_truths(HERE, HERE)}

# What is wrong and a warning or an error says so, on the field or on the document.
TOLD = {
    "r1-c-hebei-two": "the year, printed once above both forms, is in neither",
    "r2-b02-notes-rows": "项目 is not known for 项目名称; the name goes to extra",
    "r2-a03-dept-tasks": "amounts with a blank for a thousands' mark (1 250.00) stay text, without a number",
    "r2-a11-values": "amounts with a blank for a thousands' mark (265 300.00); a dash is no line of money",
    "r2-e09-bullets": "several amounts in one cell: their unit stands in another row's label and is not known",
    "r1-j-transfer-region": "a transfer is taken for a project, 县级主管部门 goes to extra and is not the unit",
    "r3-b04-merged-values": "the remark of the second row under a merged name and value is left over",
    "r3-a09-procurement": "采购单位 is no unit; a list of things to buy is no money",
    "r3-a28-name-row-value-row": "names in one row and values in the next: not read",
    "r4-a07-goal-words": "names and values run together in one column are not taken apart",
    "r4-d02-lines-of-words": "two numbered names beside two lines of words, which may be one text: not split",
}

# What is wrong and no warning or error says so.
SILENT = {}

WRITERS = {"xlsx": write_workbook, "docx": write_word}
CASES = [
    (name, kind) for name in TRUTHS for kind in ("html", *WRITERS) if kind == "html" or name.startswith(("r3-", "r4-"))
]

Json = dict[str, Any]


def contract_of(document: Path) -> Json:
    """The JSON of a form, with exact numbers."""
    read: Json = json.loads(shenbao.read(document).to_json(), parse_float=Decimal)
    return read


def other_differences(truth: Truth, contract: Json) -> list[tuple[str, bool]]:
    """What the comparator does not look at, kinds of forms and headings over amounts, and whether it is told."""
    wanted, found = truth.content["declarations"], contract["declarations"]
    out = []
    for want, got in zip(wanted, found, strict=False):
        if want["kind"] != got["form"]["kind"]:
            out.append((f"kind: {want['kind']}, read as {got['form']['kind']}", is_flagged(got, "/form/kind")))
        read = {(flat(b["label"]), flat(b["amount"]["raw"]), flat(b["column"])) for b in got["budget"]}
        lines = [(flat(b["label"]), flat(b["raw"]), flat(b["column"])) for b in want["budget"] if "column" in b]
        told = is_flagged(got, "/budget")
        out += [(f"amount {line} is missing", told) for line in lines if line not in read]
    return out


def is_flagged(declaration: Json, path: str) -> bool:
    """Whether a warning or an error stands on the path or above it."""
    issues = [issue for issue in declaration["issues"] if issue["severity"] in ("warning", "error")]
    return any(f"{path}/".startswith(f"{issue['path'] or ''}/") for issue in issues)


def is_told(comparison: Comparison, other: list[tuple[str, bool]]) -> bool:
    """Whether a warning or an error stands on all that is wrong: one on the document does not say what is."""
    return comparison.silent == 0 and all(told for _, told in other)


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_a_layout_comes_out_as_its_truth(name: str, kind: str, tmp_path: Path) -> None:
    truth = TRUTHS[name]
    assert truth.document is not None, f"{name}.html is missing"
    document = truth.document
    if kind != "html":
        document = tmp_path / f"{name}.{kind}"
        WRITERS[kind](truth.document, document)
    contract = contract_of(document)
    comparison, other = compare(truth, contract), other_differences(truth, contract)
    differences = [str(difference) for difference in comparison.differences] + [text for text, _ in other]
    if name not in TOLD and name not in SILENT:
        assert differences == []
        assert comparison.exact
        return
    assert differences != [], f"{name} is exact now: take it off the list"
    assert is_told(comparison, other) == (name in TOLD), differences


def test_each_form_has_a_truth_and_each_listed_name_a_form() -> None:
    assert {page.stem for page in HERE.glob("*.html")} == set(TRUTHS)
    assert {file.name.removesuffix(SUFFIX) for file in HERE.glob(f"*{SUFFIX}")} == set(TRUTHS)
    assert set(TOLD) | set(SILENT) <= set(TRUTHS)
    assert not set(TOLD) & set(SILENT)
