"""The bar of ≥ and ≤ on the pixels, drawn as fonts draw it: level, slanted, heavy, small, in noise."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from shenbao_extract.ocr.engine import Recognised
from shenbao_extract.scan.lines import Cut
from shenbao_extract.scan.reading import _per_mille, signs_on
from shenbao_extract.scan.signs import has_bar, is_equals


def sign(bar: str, size: int, left: bool = False, noise: float = 0.0) -> npt.NDArray[np.uint8]:
    """A line's crop with > (or <) at its beginning; `bar`: none, level or slanted."""
    crop = np.full((round(1.4 * size), 4 * size), 255, dtype=np.uint8)
    x, y, wide, high = size // 4, size // 5, round(0.7 * size), round(0.6 * size)
    pen = max(1, size // 12)
    tip, back = (x, x + wide) if left else (x + wide, x)
    cv2.line(crop, (back, y), (tip, y + high // 2), 30, pen, cv2.LINE_AA)
    cv2.line(crop, (tip, y + high // 2), (back, y + high), 30, pen, cv2.LINE_AA)
    low = y + high + max(4, round(0.28 * size))
    if bar == "level":
        cv2.line(crop, (x, low), (x + wide, low), 30, pen, cv2.LINE_AA)
    elif bar == "slanted":
        cv2.line(crop, (tip, y + high // 2 + low - y - high), (back, low), 30, pen, cv2.LINE_AA)
    cv2.putText(crop, "95", (round(1.5 * size), y + high), cv2.FONT_HERSHEY_SIMPLEX, size / 32, 30, pen, cv2.LINE_AA)
    noisy = crop + np.random.default_rng(1).normal(0, noise, crop.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("size", [20, 29, 42])
@pytest.mark.parametrize("noise", [0.0, 9.0])
@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize(("bar", "want"), [("none", (False,)), ("level", (True,)), ("slanted", (True, None))])
def test_a_bar_is_seen_or_left_open_where_there_is_one(
    size: int, noise: float, left: bool, bar: str, want: tuple[bool | None, ...]
) -> None:
    assert has_bar(sign(bar, size, left, noise), at=0.15) in want


def test_an_empty_crop_tells_nothing() -> None:
    assert has_bar(np.full((30, 90), 255, dtype=np.uint8), at=0.1) is None


def test_a_bar_that_the_reading_lost_is_put_back() -> None:
    assert signs_on(sign("level", 29), Recognised(">95", (0.9, 0.9, 0.9), (0.15, 0.4, 0.5))) == "≥95"


def test_a_reading_that_agrees_with_the_pixels_stands() -> None:
    assert signs_on(sign("none", 29), Recognised(">95", (0.9, 0.9, 0.9), (0.15, 0.4, 0.5))) is None


@pytest.mark.parametrize("size", [12, 15])
def test_a_small_sign_tells_nothing_against_a_sure_reading_and_is_doubted_without_a_bar(size: int) -> None:
    crop = sign("none", size)
    assert signs_on(crop, Recognised("≥95", (0.99, 0.9, 0.9), (0.15, 0.4, 0.5))) is None
    assert signs_on(crop, Recognised(">95", (0.99, 0.9, 0.9), (0.15, 0.4, 0.5))) == "≥95"


def strokes(*rows: int) -> npt.NDArray[np.uint8]:
    """Level strokes at these rows, blurred as in a small print."""
    crop = np.full((14, 20), 250, dtype=np.uint8)
    for row in rows:
        crop[row, 4:16] = 80
    return np.asarray(cv2.GaussianBlur(crop, (0, 0), 0.7), dtype=np.uint8)


def test_two_level_strokes_are_equals_and_one_or_none_are_not() -> None:
    assert is_equals(strokes(5, 8))
    assert not is_equals(strokes(6))
    assert not is_equals(np.full((14, 20), 250, dtype=np.uint8))
    assert not is_equals(sign("none", 20)[:, :20])


def test_a_last_sign_that_reaches_further_than_the_others_may_be_a_per_mille_sign() -> None:
    page = np.full((200, 80), 255, dtype=np.uint8)
    cuts = []
    for row, end in ((10, 40), (60, 40), (110, 46)):  # no white stands before the sign
        page[row : row + 12, 10:end] = 40
        cuts.append(Cut((10, row, end, row + 12), (6, row - 4, end + 4, row + 16)))
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), 0.6), dtype=np.uint8)
    lines = [Recognised("80%", (1.0, 1.0, 1.0), (0.3, 20 / w, 28 / w)) for w in (38, 38, 44)]
    assert _per_mille(dict(enumerate(lines)), cuts, page) == {2: "80‰"}
    assert _per_mille(dict(enumerate(lines[:2])), cuts, page) == {}


def soft(page: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), 0.6), dtype=np.uint8)


def percents(*words: bool, wide: int = 11) -> list[str]:
    """What may be a ‰ on a page with 90% in each line: `words` where higher words stand before it.

    The last % is `wide` pixels wide, the others 11.
    """
    page = np.full((40 * len(words), 120), 255, dtype=np.uint8)
    cuts, lines = [], []
    for i, worded in enumerate(words):
        top = 10 + 40 * i
        last = wide if i + 1 == len(words) else 11
        page[top : top + 15, 60:68] = page[top : top + 15, 70 : 70 + last] = 40  # a digit, and what ends the line
        if worded:
            page[top - 3 : top + 18, 10:50] = 40
        cuts.append(Cut((10, top - 3, 70 + last, top + 18), (4, top - 6, 76 + last, top + 21)))
        across = 72 + last
        lines.append(Recognised("90%", (1.0,) * 3, (0.7, 60 / across, (66 + last / 2) / across)))
    return list(_per_mille(dict(enumerate(lines)), cuts, soft(page)).values())


def test_words_before_a_percent_sign_do_not_make_the_others_of_the_page_wide() -> None:
    assert percents(True, True, True, True, False) == []
    assert percents(False, False, True, True, False) == []


def test_a_wide_sign_among_lines_with_words_may_be_a_per_mille_sign() -> None:
    assert percents(True, True, True, True, False, wide=15) == ["90‰"]


def test_a_percent_sign_as_wide_as_the_others_is_one_wherever_its_digit_was_placed() -> None:
    page = np.full((200, 120), 255, dtype=np.uint8)
    cuts, lines = [], []
    for i in range(4):
        top = 10 + 40 * i
        page[top : top + 15, 60:68] = page[top : top + 15, 70:81] = 40
        cuts.append(Cut((60, top, 81, top + 15), (54, top - 4, 87, top + 19)))
        lines.append(Recognised("9%", (1.0,) * 2, ((1 if i == 3 else 9) / 33, 21 / 33)))  # placed before its middle
    assert _per_mille(dict(enumerate(lines)), cuts, soft(page)) == {}


def test_leaked_markup_holds_no_signs_of_comparison() -> None:
    crop = sign("level", 29)
    assert signs_on(crop, Recognised(">95", (0.9,) * 3, (0.15, 0.4, 0.5))) == "≥95"
    assert signs_on(crop, Recognised("<p>95", (0.9,) * 5, (0.05, 0.1, 0.15, 0.4, 0.5))) is None
