"""The Python API: light to import, typed objects, data frames."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import shenbao
from shenbao.reading import Reading
from shenbao.tables import KINDS

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"


def test_import_is_light() -> None:
    code = (
        "import sys, shenbao, shenbao.cli;"
        "heavy = {'pandas', 'pdfplumber', 'pydantic', 'msgspec', 'numpy', 'xlsxwriter', 'PIL'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    for name in shenbao.__all__:
        assert getattr(shenbao, name) is not None
    assert set(shenbao.__all__) <= set(dir(shenbao))
    with pytest.raises(AttributeError):
        _ = shenbao.nothing


def test_version_is_the_packages() -> None:
    assert shenbao.__version__ == tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def test_seed_is_read(seed: Path) -> None:
    reading = shenbao.read(seed)
    assert reading.source.file == seed.name
    assert len(reading.declarations) == 1
    assert (len(reading.goals), len(reading.tasks), len(reading.indicators)) == (9, 9, 39)
    assert list(reading.indicators) == list(reading.declarations[0].indicators)


@pytest.mark.parametrize("kind", KINDS)
def test_frames(reading: Reading, kind: str) -> None:
    frame = reading.to_frame(kind)  # type: ignore[arg-type]
    assert len(frame) >= 1
    assert {"file", "declaration"} <= set(frame.columns)
    assert frame.columns.is_unique


def test_frame_values_are_exact_and_know_their_page(reading: Reading) -> None:
    frame = reading.indicators.to_frame()
    assert list(frame["page"]) == [1, 2]
    assert frame["annual_value_low"][1] == Decimal("59")
    assert list(reading.budget.to_frame()["amount_value"]) == [Decimal("37.04"), Decimal("0.00"), None]
    assert reading.to_frame("indicators", declaration=1).empty


def test_unknown_frame(reading: Reading) -> None:
    with pytest.raises(ValueError, match="indicators"):
        reading.to_frame("moods")  # type: ignore[arg-type]


def test_unreadable_file_raises_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(shenbao.ExtractError) as caught:
        shenbao.read(tmp_path / "none.pdf")
    assert "none.pdf" in caught.value.message_zh


def test_doctor() -> None:
    findings = {finding.what: finding for finding in shenbao.doctor()}
    assert findings["pdfium"].good
    assert findings["shenbao"].good


def test_cells_are_converted_again_to_the_same_bytes(tmp_path: Path) -> None:
    """A folder of cells gives, file by file, what the documents gave; beside its document a cells file is left."""
    source = tmp_path / "in"
    source.mkdir()
    for path in sorted(CORPUS.glob("d*.pdf"))[:3]:
        (source / path.name).write_bytes(path.read_bytes())
    shenbao.convert(source, tmp_path / "a", cells=True)
    cells = sorted((tmp_path / "a").glob("*.cells.json"))
    assert len(cells) == 3
    assert len(shenbao.convert(tmp_path / "a", tmp_path / "b")) == 3
    for path in sorted((tmp_path / "b").glob("*.json")):
        assert path.read_bytes() == (tmp_path / "a" / path.name).read_bytes()
    beside = cells[0]
    (source / beside.name).write_bytes(beside.read_bytes())
    assert len(shenbao.convert(source, tmp_path / "c")) == 3
