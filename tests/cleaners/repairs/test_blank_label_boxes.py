"""A level-1 cell drawn as one box a row with the words in one of them; blank level labels."""

from __future__ import annotations

import pytest
from paper import ABOVE, labelled, on_record, one, page, sheet, texts, tree

from shenbao_cleaners.repairs.blank_label_boxes import blank_label_boxes

OUTPUT = ("产出指标", "", "")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_words_stand_in_one_of_the_boxes(place: int) -> None:
    """First, middle or last: each row's level-2 label belongs to 产出指标 alone."""
    boxes = ["", "", ""]
    boxes[place] = "产出指标"
    body = f"""
成本指标 | 经济成本指标 | 费用 | ≤2万元 | ≤2万元
{boxes[0]} | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里
{boxes[1]} | 质量指标 | 合格率 | 100% | 100%
{boxes[2]} | 时效指标 | 完成时间 | 12月底前 | 12月底前
效益指标 | 社会效益指标 | 农户收益 | 提高 | 提高
"""
    d = one(page(tree(body), above=ABOVE))
    assert [x[:2] for x in labelled(d)] == [
        ("成本指标", "经济成本指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("产出指标", "时效指标"),
        ("效益指标", "社会效益指标"),
    ]
    assert "blank_label_boxes" in {r.cleaner for r in d.repairs}


def test_what_was_filled_in_is_on_record() -> None:
    body = "产出指标 | 数量指标 | 灌渠长度 | ≥30 | ≥30\n | 质量指标 | 合格率 | 100% | 100%"
    assert on_record(blank_label_boxes(sheet(page(tree(body), above=ABOVE)))) == [
        ("blank_label_boxes", None, "产出指标")
    ]


def test_a_blank_level_2_box_goes_with_the_label_above() -> None:
    body = "产出指标 | 数量指标 | 灌渠长度 | ≥30 | ≥30\n^ |  | 走访户数 | ≥300户 | ≥300户"
    assert [x[:2] for x in labelled(one(page(tree(body), above=ABOVE)))] == [("产出指标", "数量指标")] * 2


def test_names_numbered_anew_begin_a_group_without_a_label() -> None:
    """指标1： begins again: the label above is another group's, and the paper gives none."""
    body = """
产出指标 | 数量指标 | 指标1：灌渠长度 | ≥30 | ≥30
^ |  | 指标2：走访户数 | ≥300户 | ≥300户
^ |  | 指标1：合格率 | 100% | 100%
"""
    d = one(page(tree(body), above=ABOVE))
    assert [x.level2 for x in d.indicators] == ["数量指标", "数量指标", None]


def test_a_blank_box_beside_nothing_needs_no_label() -> None:
    body = "产出指标 | 数量指标 | 灌渠长度 | ≥30 | ≥30\n |  |  |  | "
    assert blank_label_boxes(sheet(page(tree(body), above=ABOVE))).repairs == ()


def test_merged_labels_are_left_alone() -> None:
    clean = sheet(page(tree("产出指标 | 数量指标 | 灌渠长度 | ≥30 | ≥30\n^ | ^ | 户数 | ≥3户 | ≥3户"), above=ABOVE))
    assert blank_label_boxes(clean).sheet is clean


def test_twice_is_once() -> None:
    body = "产出指标 | 数量指标 | 灌渠长度 | ≥30 | ≥30\n |  | 走访户数 | ≥300户 | ≥300户"
    done = blank_label_boxes(sheet(page(tree(body), above=ABOVE)))
    again = blank_label_boxes(done.sheet)
    assert again.repairs == ()
    assert texts(again.sheet) == texts(done.sheet)


def test_names_numbered_anew_in_a_labelled_group_say_nothing_of_level_1() -> None:
    body = """
    | 数量指标 | 指标1：灌渠长度 | ≥30公里
    产出指标 | 质量指标 | 指标1：合格率 | 100%
    | 经济成本指标 | 指标1：清淤单价 | ≤80元/米
    | ^ | 指标2：养护单价 | ≤8元/米
    效益指标 | 社会效益指标 | 指标1：村民出行 | 改善
    """
    d = one(page(tree(body.replace("\n    ", "\n").strip("\n"), "指标值"), above=ABOVE))
    assert [x[0] for x in labelled(d)] == ["产出指标"] * 4 + ["效益指标"]


def test_a_benefit_numbered_anew_does_not_fall_to_the_outputs() -> None:
    body = """
    产出指标 | 数量指标 | 指标1：灌渠长度 | ≥30公里
    | 经济效益指标 | 指标1：农户增收 | 提高
    """
    d = one(page(tree(body.replace("\n    ", "\n").strip("\n "), "指标值"), above=ABOVE))
    assert [x[0] for x in labelled(d)] == ["产出指标", "效益指标"]


def test_a_blank_level_2_beside_a_blank_level_1_goes_on_with_the_label_above() -> None:
    body = """
产出指标 | 数量指标 | 指标1：灌渠长度 | ≥30公里 | ≥30公里
^ | 时效指标 | 指标1：开工 | 3月底前 | 3月底前
 | | 指标2：完工 | 12月底前 | 12月底前
"""
    d = one(page(tree(body), above=ABOVE))
    assert [x[1] for x in labelled(d)] == ["数量指标", "时效指标", "时效指标"]
