"""A page whose print cannot be read well says so as a whole."""

from __future__ import annotations

from shenbao_extract.document import Cell, Place
from shenbao_extract.legibility import illegible


def cells(*sure: float, text: str = "农业技术推广面积十") -> list[Cell]:
    return [Cell(i, 0, 1, 1, (text,), Place(1), reader="rapid", confidence=s) for i, s in enumerate(sure)]


def test_a_page_read_well_is_legible() -> None:
    assert not illegible(cells(*[0.99] * 9, 0.4))


def test_print_too_small_to_read_is_told() -> None:
    assert illegible(cells(*[0.8] * 10))


def test_a_few_characters_say_nothing_of_a_page() -> None:
    assert not illegible(cells(0.5, 0.6))
