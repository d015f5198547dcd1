"""Text of cells: tidied, joined, freed of markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao_cleaners.values.text import join_lines, strip_markup, tidy


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("≧９５％", ">=95%"),
        ("≥95%", ">=95%"),
        ("＞＝95", ">=95"),
        ("≦3", "<=3"),
        ("═100", "=100"),
        ("（万元）：", "(万元):"),
        ("1，234", "1,234"),
        ("2020—2021", "2020-2021"),
        ("1～3", "1~3"),
        ("元／人•月", "元/人·月"),
        ("10²", "10²"),
        ("50㎡", "50㎡"),
        ("⽬标", "目标"),
        ("⻋辆", "车辆"),
        (" a\u3000 b\n", "a b"),
        ("零\u200b宽", "零宽"),
        ("《条例》、。", "《条例》、。"),
    ],
)
def test_tidy(printed: str, text: str) -> None:
    assert tidy(printed) == text


@given(st.text(max_size=30))
def test_tidy_twice_is_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["社会效益", "指标"], "社会效益指标"),
        (["968.191", "8"], "968.1918"),
        (["1,234,", "567.00"], "1,234,567.00"),
        (["Windows", "Server"], "Windows Server"),
        (["one,", "two"], "one, two"),
        (["采购Windows", "系统"], "采购Windows系统"),
        (["COVID-", "19"], "COVID-19"),
        (["", " 甲 ", "", "乙"], "甲乙"),
        ([], ""),
    ],
)
def test_join_lines(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


@given(st.lists(st.text("甲乙a1., ", max_size=5), max_size=6))
def test_joining_loses_no_character(lines: list[str]) -> None:
    assert join_lines(lines).replace(" ", "") == "".join(lines).replace(" ", "")


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("<p>目标1: 保障</p> <p>目标2</p>", "目标1: 保障 目标2"),
        ('<span style="color:red">甲</span><br/>乙', "甲乙"),
        ("甲&nbsp;乙&ldquo;丙&rdquo;", "甲 乙“丙”"),
        ("&lt;p&gt;甲&lt;/p&gt;", "甲"),
        ("<5%", "<5%"),
        ("&lt;5%", "<5%"),
        ("<100人且>50人", "<100人且>50人"),
        ("<**元/户·年>", "<**元/户·年>"),
        ("<项目名称>", "<项目名称>"),
        ("甲\n乙", "甲\n乙"),
        ("R&D;", "R&D;"),
    ],
)
def test_strip_markup(printed: str, text: str) -> None:
    assert strip_markup(printed) == text


@given(st.text("<>5%人&;甲/ ", max_size=20))
def test_text_without_tags_is_left_alone(text: str) -> None:
    assert strip_markup(text) == text
