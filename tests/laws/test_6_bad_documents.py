"""Law 6. One bad document never stops or spoils another."""

from __future__ import annotations

import contextlib
import random
from itertools import permutations
from pathlib import Path

import pytest
from tinypdf import TinyPage, no_pages, pdf

import shenbao
from shenbao.output import loads

CORPUS = Path(__file__).parents[2] / "corpus"
GOOD = CORPUS / "dongkeng-2026-public-service-office.txt"
PRINTED = CORPUS / "d1-calc-yunxi.pdf"
BAD = {
    "empty": b"",
    "half": PRINTED.read_bytes()[: PRINTED.stat().st_size // 3],
    "head": b"%PDF-1.7\n",
    "locked": pdf(TinyPage(), user="2026"),
    "page": b"<html><body>404 Not Found</body></html>",
    "none": no_pages(),
    "noise": random.Random(7).randbytes(4000),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "archive": b"Rar!\x1a\x07\x01\x00",
}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The JSON of the good documents, each converted by itself."""
    out = tmp_path_factory.mktemp("alone")
    return {p.name: shenbao.convert(p, out / p.stem)[0].output.read_text("utf-8") for p in (GOOD, PRINTED)}


def bad_file(folder: Path, name: str) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(BAD[name])
    return path


@pytest.mark.parametrize("name", sorted(BAD))
def test_good_bad_good(name: str, alone: dict[str, str], tmp_path: Path) -> None:
    bad = bad_file(tmp_path, name)
    outcomes = shenbao.convert([GOOD, bad, PRINTED], tmp_path / "out")
    texts = {o.path.name: o.output.read_text("utf-8") for o in outcomes}
    assert [o.error for o in outcomes if o.path != bad] == [None, None]
    assert {k: v for k, v in texts.items() if k in alone} == alone
    record = loads(texts[bad.name])
    assert record["declarations"] == []
    assert record["source"]["file"] == bad.name
    assert record["issues"]
    assert "internal_error" not in {i["code"] for i in record["issues"]}
    assert all(i["message"]["zh"] and i["message"]["en"] for i in record["issues"])


def test_any_order(alone: dict[str, str], tmp_path: Path) -> None:
    files = [GOOD, bad_file(tmp_path, "half"), bad_file(tmp_path, "locked")]
    for i, order in enumerate(permutations(files)):
        outcomes = shenbao.convert(list(order), tmp_path / str(i))
        (good,) = [o for o in outcomes if o.path == GOOD]
        assert good.output.read_text("utf-8") == alone[GOOD.name]
        assert len(outcomes) == len(files)


def test_reading_a_bad_document_leaves_nothing_behind(alone: dict[str, str], tmp_path: Path) -> None:
    for name in BAD:
        with_error = False
        try:
            shenbao.read(bad_file(tmp_path, name))
        except shenbao.ExtractError:
            with_error = True
        assert with_error or name in ("page", "none", "half")
    assert shenbao.read(GOOD).to_json() == alone[GOOD.name]


def test_a_document_is_not_taken_for_what_the_one_before_was(tmp_path: Path) -> None:
    """pdfium gives no reason of its own for an empty page tree: the reason it tells is that of the file before."""
    told = []
    for before in ("locked", "noise", "half"):
        for name in (before, "none"):
            with contextlib.suppress(shenbao.ExtractError):
                shenbao.read(bad_file(tmp_path, name))
        told.append(shenbao.convert(bad_file(tmp_path, "none"), tmp_path / "out")[0].output.read_text("utf-8"))
    assert len(set(told)) == 1
    assert loads(told[0])["issues"][0]["code"] == "damaged_file"
