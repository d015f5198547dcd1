"""A tree that lies on its side: towns are rows, indicators are columns (T2)."""

from __future__ import annotations

from paper import Paper, one, page

from shenbao_cleaners.forms.town_rows import lies_on_its_side

TITLE = ("专项资金区域绩效目标表", "（2026年度）")
HEAD = "项目名称 | 道路养护 | < | <\n年度目标 | 修好道路。 | < | <\n"
LYING = """
乡镇   | 产出指标 | <        | 效益指标
^      | 数量指标 | 质量指标 | 社会效益指标
^      | 新建道路 | 合格率   | 受益人口
青石镇 | ≥3公里   | 100%     | ≥300人
白沙乡 | ≥2公里   | 98%      |
""".strip()


def test_each_town_has_its_value_of_each_indicator() -> None:
    d = one(page(HEAD + LYING, above=TITLE))
    found = [(x.place, x.level1, x.level2, x.name, x.annual_value.raw if x.annual_value else "") for x in d.indicators]
    assert found == [
        ("青石镇", "产出指标", "数量指标", "新建道路", "≥3公里"),
        ("青石镇", "产出指标", "质量指标", "合格率", "100%"),
        ("青石镇", "效益指标", "社会效益指标", "受益人口", "≥300人"),
        ("白沙乡", "产出指标", "数量指标", "新建道路", "≥2公里"),
        ("白沙乡", "产出指标", "质量指标", "合格率", "98%"),
    ]
    assert (d.form.project, [g.text for g in d.goals]) == ("道路养护", ["修好道路。"])
    assert "leftover" not in {i.code for i in d.issues}


def test_the_labels_columns_may_be_headed() -> None:
    headed = LYING.replace("乡镇   |", "一级指标 |", 1).replace("^      | 数", "二级指标 | 数")
    headed = headed.replace("^ ", "三级指标 ")
    d = one(page(HEAD + headed, above=TITLE))
    assert len(d.indicators) == 5


def test_a_tree_that_stands_is_not_turned() -> None:
    rows = [["一级指标", "二级指标", "三级指标"], ["产出指标", "数量指标", "道路"], ["质量指标", "合格率"]]
    assert lies_on_its_side([*rows, ["效益指标"]]) is None


NARROW, MOVED = (90, 110, 110, 90), (80, 125, 95, 100)
FOUND = ["新建道路 ≥3公里", "合格率 100%", "受益人口 ≥300人", "新建道路 ≥2公里", "合格率 98%", "新建道路 ≥5公里"]


def values(*pages: Paper) -> list[str]:
    return [f"{x.name} {x.annual_value.raw}" for x in one(*pages).indicators if x.annual_value]


def test_towns_go_on_under_the_first_row_printed_again_over_moved_columns() -> None:
    again = "项目名称 | 道路养护 | < | <\n"
    first, second = LYING.splitlines()[:4], LYING.splitlines()[4]
    pages = [
        page(HEAD + "\n".join(first), above=TITLE, widths=NARROW),
        page(again + second, widths=MOVED),
        page("黄泥镇 | ≥5公里 | | ", widths=MOVED),  # on the moved columns, under no heading
    ]
    assert values(*pages) == FOUND
    assert one(*pages).pages == (1, 2, 3)


def test_a_tree_that_lies_begins_on_a_page_of_its_own_with_more_columns_than_the_head() -> None:
    head = page("项目名称 | 道路养护\n年度目标 | 修好道路。", above=TITLE, widths=(90, 310))
    assert values(head, page(LYING, widths=NARROW)) == FOUND[:5]


def test_headings_that_the_page_cuts_between_two_rows_divide_the_columns_further() -> None:
    first = "项目名称 | 道路养护 | <\n乡镇 | 产出指标 | 效益指标"
    second = LYING.splitlines()[1:]
    second[0] = second[0].replace("^", "", 1)
    head = page(first, above=TITLE, widths=(90, 220, 90))
    assert values(head, page("\n".join(second), widths=NARROW)) == FOUND[:5]
