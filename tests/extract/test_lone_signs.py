"""Signs alone in their cells: read beside a number of the page, before it or behind it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from shenbao_extract.ocr.engine import Gray, PixelBox, Recognised
from shenbao_extract.scan.lines import Cut
from shenbao_extract.scan.reading import read_cuts

PAGE = np.full((100, 300), 255, dtype=np.uint8)
NUMBER, SIGN = (10, 10, 40, 30), (100, 10, 116, 30)


class Told:
    """An engine that reads by what ink is on a crop: 10 is a number's, 60 a sign's."""

    name = "told"

    def __init__(self, alone: str, sign: str) -> None:
        self.alone, self.sign = alone, sign
        self.crops = 0

    def read(self, crops: Sequence[Gray]) -> list[Recognised]:
        self.crops += len(crops)
        out = []
        for crop in crops:
            number, sign = (
                np.flatnonzero((crop < 40).any(axis=0)),
                np.flatnonzero((np.abs(crop.astype(int) - 60) < 9).any(axis=0)),
            )
            if number.size and sign.size:
                text = f"95{self.sign}" if sign.mean() > number.mean() else f"{self.sign}95"
            else:
                text = "95" if number.size else self.alone
            out.append(Recognised(text, (0.99,) * len(text), (0.5,) * len(text)))
        return out

    def detect(self, picture: Gray) -> list[PixelBox] | None:
        del picture
        return None


def reading(alone: str, sign: str) -> str:
    page = PAGE.copy()
    for box, level in ((NUMBER, 10), (SIGN, 60)):
        page[box[1] : box[3], box[0] : box[2]] = level
    cuts = [Cut(b, (b[0] - 4, b[1] - 4, b[2] + 4, b[3] + 4)) for b in (NUMBER, SIGN)]
    return read_cuts(cuts, page, page, Told(alone, sign))[1].first.text


def test_a_percent_sign_alone_is_no_six() -> None:
    assert reading("6", "%") == "%"


def test_a_per_mille_sign_alone_is_read() -> None:
    assert reading("x", "‰") == "‰"


def test_a_sign_of_comparison_alone_is_no_letter() -> None:
    assert reading("V", "≥") == "≥"


def test_a_digit_alone_stays_a_digit() -> None:
    assert reading("6", "6") == "6"


def test_a_unit_alone_stays_a_word() -> None:
    assert reading("项", "项") == "项"


@pytest.mark.parametrize(("high", "text"), [(26, "。"), (0, "0")])
def test_a_ring_lower_than_a_digit_is_a_full_stop(high: int, text: str) -> None:
    page = PAGE.copy()
    page[20:30, 100:110] = 60
    cut = Cut((100, 20, 110, 30), (96, 16, 114, 34), high=high)
    assert read_cuts([cut], page, page, Told("0", "0"))[0].first.text == text


def test_an_equals_sign_that_is_blurred_is_none_that_says_about() -> None:
    assert reading("W", "≈") == "="


def test_a_number_read_surely_is_no_sign_and_is_read_no_more() -> None:
    page = PAGE.copy()
    page[10:30, 10:40] = page[40:60, 10:40] = 10
    cuts = [Cut((10, y, 40, y + 20), (6, y - 4, 44, y + 24)) for y in (10, 40)]
    engine = Told("W", "≥")
    assert [p.first.text for p in read_cuts(cuts, page, page, engine)] == ["95", "95"]
    assert engine.crops == 4  # each twice


def test_a_sign_in_a_second_look_is_read_beside_a_number_of_the_page() -> None:
    page = PAGE.copy()
    for box, level in ((NUMBER, 10), (SIGN, 60)):
        page[box[1] : box[3], box[0] : box[2]] = level
    number, sign = (Cut(b, (b[0] - 4, b[1] - 4, b[2] + 4, b[3] + 4)) for b in (NUMBER, SIGN))
    known = read_cuts([number], page, page, Told("W", "≥"))
    assert read_cuts([sign], page, page, Told("W", "≥"))[0].first.text == "W"
    assert read_cuts([sign], page, page, Told("W", "≥"), known)[0].first.text == "≥"


class ByContrast(Told):
    """An engine that reads black print surely and grey print poorly."""

    def read(self, crops: Sequence[Gray]) -> list[Recognised]:
        return [Recognised("财政部", (0.99 if crop.min() < 40 else 0.6,) * 3, (0.2, 0.5, 0.8)) for crop in crops]


def test_what_is_read_poorly_is_read_from_the_picture_with_more_contrast_too() -> None:
    soft, hard = PAGE.copy(), PAGE.copy()
    soft[10:30, 10:80], hard[10:30, 10:80] = 120, 10
    cut = Cut((10, 10, 80, 30), (6, 6, 84, 34))
    engine = ByContrast("", "")
    assert read_cuts([cut], soft, soft, engine)[0].first.confidence == pytest.approx(0.6)
    assert read_cuts([cut], soft, soft, engine, harder=hard)[0].first.confidence == pytest.approx(0.99)


def test_a_page_of_which_most_is_read_poorly_is_not_asked_again() -> None:
    soft, hard = PAGE.copy(), PAGE.copy()
    soft[10:30, 10:80], hard[10:30, 10:80] = 120, 10
    cuts = [Cut((10, 10, 80, 30), (6, 6, 84, 34))] * 60
    read = read_cuts(cuts, soft, soft, ByContrast("", ""), harder=hard)
    assert {round(p.first.confidence, 2) for p in read} == {0.6}
