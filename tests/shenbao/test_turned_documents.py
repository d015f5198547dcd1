"""A printed document whose pages were turned says the same: no title, year or declaration is lost."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from shenbao.attempting import attempt_bytes

CORPUS = Path(__file__).parents[2] / "corpus"
PLACES = frozenset({"evidence", "repairs"})
PRINTED = sorted(CORPUS.glob("p[135]-*.pdf"))


def _turned(pdf: Path, degrees: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(pdf) as document:
        for page in document.pages:
            page.rotate(degrees, relative=True)
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _said(data: bytes) -> tuple[list[dict[str, Any]], list[int]]:
    """The declarations without their places, and how each page with a form was turned."""
    contract = attempt_bytes(data, "a.pdf", ocr="never").contract
    declarations = [{k: v for k, v in d.items() if k not in PLACES} for d in contract["declarations"]]
    read = {number for table in contract["tables"] for number in table["pages"]}
    return declarations, [p["rotation"] for p in contract["pages"] if p["number"] in read]


@pytest.mark.parametrize("degrees", [90, 180, 270])
@pytest.mark.parametrize("pdf", PRINTED, ids=lambda p: p.stem)
def test_a_turned_document_says_the_same(pdf: Path, degrees: int) -> None:
    upright, _ = _said(pdf.read_bytes())
    assert upright
    assert upright[0]["form"]["title"]
    said, turns = _said(_turned(pdf, degrees))
    assert said == upright
    assert set(turns) == {degrees}


def test_its_places_are_those_of_the_page_as_it_lies() -> None:
    pdf = PRINTED[0]
    before, after = (attempt_bytes(d, "a.pdf", ocr="never").contract for d in (pdf.read_bytes(), _turned(pdf, 180)))
    first, last = (c["declarations"][0]["evidence"]["/form/title"][0]["box"] for c in (before, after))
    with pikepdf.open(pdf) as document:
        width, height = (float(v) for v in document.pages[0].mediabox[2:])
    assert last == pytest.approx([width - first[2], height - first[3], width - first[0], height - first[1]], abs=1.5)
