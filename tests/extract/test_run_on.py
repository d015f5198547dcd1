"""A table that goes on over pages on which no word of a form stands."""

from __future__ import annotations

import pytest
from tinypdf import TinyPage, pdf

from shenbao_extract.readers import pdf as reader
from shenbao_extract.readers.pdf import read_pdf
from shenbao_extract.triage import Glance

ROWS = [["a", "b", "c"], ["1", "2", "3"]]


@pytest.mark.parametrize(
    ("columns", "read"),
    [
        ((3, 3, 3, 3), [True, True, True, True]),
        ((3, 3, 2, 3), [True, True, True, False]),
        ((2, 2, 2), [True, True, False]),
    ],
)
def test_the_pages_after_a_form_are_read_as_long_as_its_columns_go_on(
    columns: tuple[int, ...], read: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def first_two(glances: list[Glance]) -> list[bool]:
        return [i < 2 for i, _ in enumerate(glances)]

    monkeypatch.setattr(reader, "worth_reading", first_two)
    pages = [TinyPage().table([row[:n] for row in ROWS]) for n in columns]
    assert [p.read for p in read_pdf(pdf(*pages), "x.pdf").pages] == read
