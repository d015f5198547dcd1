"""Law 3. A cleaner applied twice equals once; on a clean form it does nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn import Drawn, cut_forms, forms
from hypothesis import given, settings
from paper import Paper, document, texts

from shenbao_cleaners.forms.find import find_forms
from shenbao_cleaners.forms.join import join_pages
from shenbao_cleaners.forms.sheet import Sheet
from shenbao_cleaners.repairs import SHEET_REPAIRS
from shenbao_extract import Document, read_document

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.[pt][dx][ft]"))


def sheets(doc: Document) -> list[Sheet]:
    return [join_pages(f) for f in find_forms(doc) if not f.self_evaluation]


def check(sheet: Sheet) -> None:
    for cleaner in SHEET_REPAIRS:
        once = cleaner(sheet)
        twice = cleaner(once.sheet)
        assert twice.repairs == (), cleaner.__name__
        assert texts(twice.sheet) == texts(once.sheet), cleaner.__name__
        assert all(r.cleaner == cleaner.__name__ and r.why for r in once.repairs)
        assert [c.sources for c in sheet.cells if not c.sources] == []
        sheet = once.sheet


@settings(max_examples=60)
@given(cut_forms())
def test_twice_is_once_on_drawn_forms(drawn: tuple[Drawn, list[Paper]]) -> None:
    for sheet in sheets(document(*drawn[1])):
        check(sheet)


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.stem)
def test_twice_is_once_on_the_corpus(path: Path) -> None:
    for sheet in sheets(read_document(path)):
        check(sheet)


@settings(max_examples=60)
@given(forms())
def test_nothing_on_a_clean_form(form: Drawn) -> None:
    (sheet,) = sheets(document(*form.on([])))
    for cleaner in SHEET_REPAIRS:
        done = cleaner(sheet)
        assert done.repairs == (), cleaner.__name__
        assert texts(done.sheet) == texts(sheet), cleaner.__name__


@settings(max_examples=40)
@given(cut_forms())
def test_no_printed_character_is_changed(drawn: tuple[Drawn, list[Paper]]) -> None:
    """The cells of the pages stay what they are: repairs make new cells that name them as their sources."""
    doc = document(*drawn[1])
    before = repr(doc)
    (sheet,) = sheets(doc)
    for cleaner in SHEET_REPAIRS:
        sheet = cleaner(sheet).sheet
    assert repr(doc) == before
