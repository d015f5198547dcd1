"""Pictures of places on a page, names and telephone numbers blacked out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import shenbao
from shenbao.datasets.personal import personal_boxes
from shenbao.files import UsageError
from shenbao.reading import Reading
from shenbao.report.picture import SCALE, draw
from shenbao.report.place import PagePictures
from shenbao_cleaners.declaration import Extra
from shenbao_extract.document import Box

PDF = Path(__file__).parents[3] / "corpus" / "d1-calc-yunxi.pdf"
SECRET = "/extra/0/text"


@pytest.fixture(scope="module")
def form() -> Reading:
    """A form whose cell of the unit's name is said to hold a person's name."""
    reading = shenbao.read(PDF, ocr="never")
    declaration = reading.declarations[0]
    evidence = declaration.evidence | {SECRET: declaration.evidence["/form/unit"]}
    extra = (Extra("填报人", "张某某", True), Extra("说明", "没有", False))
    changed = replace(declaration, extra=extra, evidence=evidence)
    return replace(reading, result=replace(reading.result, declarations=(changed,)))


def middle(picture: Image.Image, box: Box, left: float = 0, top: float = 0) -> list[tuple[int, ...]]:
    """The pixels of the inner part of a box, whose picture begins at (left, top) points."""
    x0, y0, x1, y1 = (round(v * SCALE) for v in (box.x0 - left, box.top - top, box.x1 - left, box.bottom - top))
    inner = picture.convert("RGB").crop((x0 + 4, y0 + 4, x1 - 4, y1 - 4))
    return list({inner.getpixel((x, y)) for x in range(inner.width) for y in range(inner.height)})  # type: ignore[misc]


def test_the_place_of_a_name_is_hidden_and_no_other(form: Reading) -> None:
    contract = form.contract()
    (box,) = personal_boxes(contract, 1)
    assert personal_boxes(contract, 2) == []
    name = contract["declarations"][0]["evidence"]["/form/unit"][0]["box"]
    assert [box.x0, box.top, box.x1, box.bottom] == name


def test_a_telephone_in_another_cell_is_hidden_too(form: Reading) -> None:
    contract = form.contract()
    evidence = contract["declarations"][0]["evidence"]
    pointer = next(key for key in evidence if key.startswith("/goals/"))
    evidence[pointer][0]["text"] = "保障运行。联系电话：13800001111"
    assert len(personal_boxes(contract, evidence[pointer][0]["page"])) >= 1


def test_a_picture_of_a_place_shows_it_and_hides_names(form: Reading) -> None:
    (box,) = personal_boxes(form.contract(), 1)
    pictures = PagePictures(PDF)
    shown = pictures.place(1, box, margin_pt=10)
    assert len(middle(shown, box, box.x0 - 10, box.top - 10)) > 5  # the letters
    hidden = pictures.place(1, box, [box], margin_pt=10)
    assert middle(hidden, box, box.x0 - 10, box.top - 10) == [(0, 0, 0)]
    assert hidden.size == shown.size
    assert abs(shown.width - (box.x1 - box.x0 + 20) * SCALE) <= 2
    whole = pictures.place(1, None)
    assert whole.height > 5 * shown.height
    assert len(middle(whole, box)) > 5  # what was hidden once is not hidden for ever


def test_a_drawn_page_hides_names_unless_asked(form: Reading, tmp_path: Path) -> None:
    (box,) = personal_boxes(form.contract(), 1)
    for personal in (False, True):
        draw(form, PDF, 1, tmp_path / "page.png", personal=personal)
        with Image.open(tmp_path / "page.png") as picture:
            colours = middle(picture, box)
        assert (len(colours) > 5) is personal


def test_what_has_no_pages_is_named(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("标题\t内容", "utf-8")
    with pytest.raises(UsageError, match=r"a\.txt"):
        PagePictures(text)
    with pytest.raises(UsageError, match=r"none\.pdf"):
        PagePictures(tmp_path / "none.pdf")
    with pytest.raises(UsageError, match="99"):
        PagePictures(PDF).place(99, None)
