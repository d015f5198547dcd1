"""Several indicators in one row: told apart where each has its number and its value, told where they have not."""

from __future__ import annotations

import pytest
from paper import ABOVE, codes, labelled, one, page, tree

from shenbao_cleaners.forms.several import items_in


def names_and_values(row: str) -> list[tuple[str, str | None]]:
    return [(name, value) for _, _, name, value in labelled(one(page(tree(row, "年度指标值"), above=ABOVE)))]


def test_numbered_lines_with_a_value_each_are_indicators_of_their_own() -> None:
    row = "产出指标 | 数量指标 | 1.培训人次⏎2.送教下乡场次 | ≥1240人次⏎48场"
    assert names_and_values(row) == [("1.培训人次", "≥1240人次"), ("2.送教下乡场次", "48场")]


def test_a_name_that_runs_over_two_lines_is_one_item() -> None:
    row = "产出指标 | 数量指标 | 1.参加各类⏎培训人次⏎2.送教场次 | ≥1240人次⏎48场"
    assert names_and_values(row) == [("1.参加各类培训人次", "≥1240人次"), ("2.送教场次", "48场")]


def test_values_numbered_as_the_names_are_may_be_words() -> None:
    row = "效益指标 | 社会效益指标 | (1)保障能力⏎(2)就业人数 | (1)有效⏎提升⏎(2)≥60人"
    assert names_and_values(row) == [("(1)保障能力", "有效提升"), ("(2)就业人数", "≥60人")]


@pytest.mark.parametrize(
    "row",
    [
        "产出指标 | 数量指标 | 1.培训人次⏎2.送教场次⏎3.研修人数 | ≥1240人次⏎48场",  # a value is missing
        "效益指标 | 社会效益指标 | 1.保障能力⏎2.就业人数 | 稳步提升企业⏎满意的程度",  # one text on two lines
        "产出指标 | 数量指标 | 培训人次⏎送教场次 | ≥1240人次⏎48场",  # no numbers: a name that is wrapped
        "产出指标 | 数量指标 | 2.培训人次⏎3.送教场次 | ≥1240人次⏎48场",
    ],
)
def test_what_cannot_be_matched_stays_one(row: str) -> None:
    assert len(names_and_values(row)) == 1


def test_what_stays_one_is_told_where_the_value_holds_several() -> None:
    d = one(
        page(
            tree("产出指标 | 数量指标 | 1、举办讲座/2、听众人次/3、印发刊物 | ≥20场/≥50人次", "年度指标值"), above=ABOVE
        )
    )
    assert "several_indicators" in codes(d)


def test_a_name_that_counts_its_steps_has_one_value_and_is_not_told() -> None:
    d = one(page(tree("产出指标 | 数量指标 | 1、组织活动1次；2、拍摄短片100个 | ＝1套", "年度指标值"), above=ABOVE))
    assert "several_indicators" not in codes(d)


def test_the_parts_of_a_row_have_its_labels_and_evidence() -> None:
    d = one(page(tree("产出指标 | 数量指标 | 1.人次⏎2.场次 | ≥1240人次⏎48场", "年度指标值"), above=ABOVE))
    assert [(x.level1, x.level2) for x in d.indicators] == [("产出指标", "数量指标")] * 2
    assert d.evidence["/indicators/0/annual_value"] == d.evidence["/indicators/1/annual_value"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1.人次2.场次", 2),
        ("①人次②场次", 2),
        ("1、举办/2、印发/4、其他", 2),
        ("3.5公里，2.5米", 0),
        ("完成2026年任务", 0),
        ("(1)人次(2)场次", 2),
    ],
)
def test_items_are_counted_from_one(text: str, count: int) -> None:
    assert items_in(text) == count


def test_numbered_names_beside_as_many_lines_of_words_are_told() -> None:
    d = one(
        page(tree("效益指标 | 社会效益指标 | 1.治安环境⏎2.守法意识 | 持续改善⏎明显提高", "年度指标值"), above=ABOVE)
    )
    assert len(d.indicators) == 1
    assert "several_indicators" in codes(d)
