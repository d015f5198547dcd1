"""Places by the official division codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao.datasets.places import Place, divisions, find, place

DIVISIONS = sorted(divisions())


def test_table_is_whole() -> None:
    table = divisions()
    assert sum(d.level == 0 for d in table.values()) == 34
    assert sum(d.level == 1 for d in table.values()) == 333
    assert table["441900"].name == "东莞市"
    assert table["370602"].above == ("370000", "370600")
    assert all(above in table for d in table.values() for above in d.above)


@given(st.sampled_from(DIVISIONS), st.sampled_from(["财政局", "人民政府办公室", "2026年部门预算", ""]))
def test_every_division_is_found_by_its_full_name(code: str, after: str) -> None:
    division = divisions()[code]
    words = "".join(divisions()[above].name for above in division.above) + division.name
    found = find(words + after)
    assert found is not None
    assert [d.code for d in found.divisions] == [code]
    assert found.words == words


@given(st.text(max_size=40))
def test_any_text_is_a_place_or_none(text: str) -> None:
    for anywhere in (False, True):
        for shortened in (False, True):
            found = find(text, anywhere=anywhere, shortened=shortened)
            assert found is None or found.words in text


@pytest.mark.parametrize(
    ("text", "code", "town"),
    [
        ("东莞市东坑镇公共服务办公室", "441900", "东坑镇"),
        ("中山市小榄镇人民政府", "442000", "小榄镇"),
        ("烟台市住房和城乡建设局", "370600", None),
        ("烟台市城镇集体工业联合社", "370600", None),
        ("236_烟台市统计局", "370600", None),
        ("中共北京市朝阳区委宣传部", "110105", None),
        ("中国共产党烟台市委员会", "370600", None),
        ("北京市朝阳区三里屯街道办事处", "110105", "三里屯街道"),
        ("仙桃市干河街道办事处", "429004", "干河街道"),
        ("山东省烟台市芝罘区财政局", "370602", None),
        ("晋城市城区财政局", "140502", None),
    ],
)
def test_units_and_their_places(text: str, code: str, town: str | None) -> None:
    found = find(text)
    assert found is not None
    assert ([d.code for d in found.divisions], found.town) == ([code], town)


@pytest.mark.parametrize(
    "text", ["首都绿化委员会办公室", "支持乡村振兴项目", "城区财政局", "安康工程", "本镇公共支出", ""]
)
def test_what_is_no_place(text: str) -> None:
    assert find(text) is None


def test_a_name_of_several_places_stays_open_and_its_city_decides() -> None:
    open_ = find("鼓楼区教育局")
    assert open_ is not None
    assert {d.code for d in open_.divisions} == {"320106", "320302", "350102", "410204"}
    inside = find("鼓楼区教育局", within=(divisions()["350100"],))
    assert inside is not None
    assert [d.code for d in inside.divisions] == ["350102"]


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("重庆市江北区教育委员会", "500105", "重庆市江北区"),  # until 2025
        ("福建省三明市梅列区财政局", "350402", "福建省三明市梅列区"),  # until 2021
        ("西安市户县水务局", "610125", "陕西省西安市户县"),  # until 2016
    ],
)
def test_a_division_that_is_no_more_has_the_code_it_had(text: str, code: str, name: str) -> None:
    found = find(text)
    assert found is not None
    (division,) = found.divisions
    assert (division.code, place(division).name) == (code, name)


def test_a_folder_needs_no_suffix() -> None:
    found = find("上海普陀", shortened=True)
    assert found is not None
    assert [d.code for d in found.divisions] == ["310107"]
    assert find("上海普陀") is None


def test_the_levels_of_a_place() -> None:
    assert place(divisions()["441900"], "东坑镇") == Place("441900", "广东省", "东莞市", None, "东坑镇")
    assert place(divisions()["441900"], "东坑镇").name == "广东省东莞市东坑镇"
    assert place(divisions()["110105"]).name == "北京市朝阳区"
    assert place(divisions()["429004"]) == Place("429004", "湖北省", None, "仙桃市")
