"""Merged label cells in text that does not say which cells are merged."""

from __future__ import annotations

from paper import labelled, on_record, one, page, sheet, text, texts, tree

from shenbao_cleaners.repairs.merged_labels import merged_labels

TITLE = "青石镇部门整体预算绩效目标申报表"
TREE = [
    TITLE,
    "一级指标 | 二级指标 | 三级指标 | 实施周期指标值 | 年度指标值",
    "产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里",
    " |  | 走访户数 | ≥300户 | ≥300户",
    " | 质量指标 | 合格率 | 100% | 100%",
    " |  | 达标率 | ≥95% | ≥95%",
]


def test_a_label_holds_for_the_blank_cells_under_it() -> None:
    d = one(text("\n".join(TREE)))
    assert [x[:3] for x in labelled(d)] == [
        ("产出指标", "数量指标", "灌渠长度"),
        ("产出指标", "数量指标", "走访户数"),
        ("产出指标", "质量指标", "合格率"),
        ("产出指标", "质量指标", "达标率"),
    ]
    assert [x.printed.level2 for x in d.indicators] == ["数量指标", "数量指标", "质量指标", "质量指标"]


def test_a_level_1_label_ends_where_a_label_of_another_parent_begins() -> None:
    d = one(text("\n".join([*TREE, " | 社会效益指标 | 农户收益 | 提高 | 提高"])))
    assert labelled(d)[-1][:2] == ("效益指标", "社会效益指标")


def test_a_page_break_ends_a_label() -> None:
    """What follows is the business of `unlabeled_trailing_rows`, which puts it on record."""
    d = one(text("\n".join([*TREE, "", " |  | 完好率 | ≥90% | ≥90%"])))
    assert labelled(d)[-1][:3] == ("产出指标", "质量指标", "完好率")
    assert d.indicators[-1].printed.level2 is None
    assert ("unlabeled_trailing_rows", None, "质量指标") in on_record(d.repairs)


def test_where_the_cells_are_known_nothing_is_stretched() -> None:
    clean = sheet(page(tree("产出指标 | 数量指标 | 灌渠长度 | ≥30 | ≥30\n^ |  | 户数 | ≥3户 | ≥3户"), above=(TITLE,)))
    assert merged_labels(clean).sheet is clean


def test_nothing_printed_changes() -> None:
    before = sheet(text("\n".join(TREE)))
    after = merged_labels(before).sheet
    assert [c.text for c in after.cells if not c.blank] == [c.text for c in before.cells if not c.blank]


def test_twice_is_once() -> None:
    once = merged_labels(sheet(text("\n".join(TREE)))).sheet
    assert texts(merged_labels(once).sheet) == texts(once)
