"""Real documents read as a careful reader reads them: every field exact, nothing wrong in silence."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from shenbao.attempting import attempt
from shenbao.comparator import compare
from shenbao.lines import COLUMNS
from shenbao.output import loads
from shenbao.truth import SUFFIX, Finder, Truth

pytestmark = pytest.mark.measuring
CORPUS = Path(__file__).parents[2] / "corpus"


def truth_of(data: Path, part: str) -> Truth:
    """The truth file whose name holds `part`, with its document (by sha256; the seed is in corpus/)."""
    files = [f for f in (data / "truth").glob(f"*{SUFFIX}") if part in unicodedata.normalize("NFC", f.name)]
    assert len(files) == 1, f"{part}: {len(files)} truth files in {data / 'truth'}"
    (file,) = files
    content = loads(file.read_text("utf-8"))
    documents = [CORPUS] if part == "seed" else [data / "real", data]
    found = next((path for folder in documents if (path := Finder(folder).find(file, content)) is not None), None)
    assert found is not None, f"no document with the sha256 of {file.name}"
    return Truth(file.name.removesuffix(SUFFIX), content, found)


@pytest.mark.parametrize("part", ["seed", "部门整体预算绩效目标申报表"], ids=["seed", "guangzhou"])
def test_every_field_is_exact(data: Path, part: str) -> None:
    truth = truth_of(data, part)
    assert truth.document is not None
    done = attempt(truth.document)
    assert done.error is None
    comparison = compare(truth, done.contract)
    assert [str(d) for d in comparison.differences] == []
    assert comparison.exact
    assert comparison.silent == 0
    for column in COLUMNS:
        tally = comparison.tallies[column]
        assert (tally.exact, tally.wrong, tally.missing, tally.beyond) == (tally.total, 0, 0, 0), column
    assert comparison.tallies["indicators"].total > 100  # the truth was really compared
    assert comparison.tallies["money"].total > 0


def test_the_stamped_scan_is_read_as_the_paper_says(data: Path) -> None:
    """Two changes for other scans lost its year, an amount and the project's last character, one of them in silence."""
    pytest.importorskip("rapidocr")
    truth = truth_of(data, "长沙")
    assert truth.document is not None
    comparison = compare(truth, attempt(truth.document).contract)
    assert [str(d) for d in comparison.differences] == []
    assert comparison.silent == 0
    assert comparison.tallies["indicators"].total > 20


@pytest.mark.parametrize("part", ["seed", "部门整体预算绩效目标申报表"], ids=["seed", "guangzhou"])
def test_a_truth_that_says_otherwise_is_not_met(data: Path, part: str) -> None:
    """The comparison has teeth: one digit, one name, one row changed in the truth are three differences."""
    truth = truth_of(data, part)
    assert truth.document is not None
    contract = attempt(truth.document).contract
    (wanted,) = truth.content["declarations"]
    filled = next(line for line in wanted["budget"] if line["raw"])
    filled["raw"] = "9" + filled["raw"]
    wanted["indicators"][0]["name"] += "某"
    del wanted["indicators"][-1]
    comparison = compare(truth, contract)
    assert len(comparison.differences) == 3
    assert not comparison.exact


def test_every_page_is_read_and_no_character_left_over(data: Path) -> None:
    truth = truth_of(data, "部门整体预算绩效目标申报表")
    assert truth.document is not None
    contract = attempt(truth.document).contract
    (table,) = contract["tables"]
    assert table["coverage"]["leftover"] == 0
    assert table["pages"] == list(range(truth.pages[0], truth.pages[1] + 1))
