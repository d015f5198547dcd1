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

    def read(self, crops: Sequence[Gray]) -> list[Recognised]:
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
