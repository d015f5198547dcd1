"""A tree that lies on its side: towns are rows, indicators are columns (T2)."""

from __future__ import annotations

from paper import one, page

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
