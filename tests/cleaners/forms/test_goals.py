"""Goals: split where the form numbers them, told apart by their horizon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper import ABOVE, one, page, tree

from shenbao_cleaners.forms.goals import split_goals, whole_label

TREE = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "年度指标值")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("修好灌渠。", [(None, "修好灌渠。")]),
        ("目标1: 修好灌渠。 目标2: 走访农户。", [(1, "修好灌渠。"), (2, "走访农户。")]),
        ("目标1：修好灌渠；目标2：走访农户。", [(1, "修好灌渠；"), (2, "走访农户。")]),
        ("目标一、修好灌渠。目标二、走访农户。", [(1, "修好灌渠。"), (2, "走访农户。")]),
        ("目标十一：修好。目标二十：走访。", [(11, "修好。"), (20, "走访。")]),
        ("目标1：修好灌渠。目标2：", [(1, "修好灌渠。")]),  # a template's number left without text
        ("目标1：……", []),  # nor are its dots a goal
        ("目标1： 目标2： 目标3：……", []),
        ("…… ", []),
        ("目标1：修好灌渠……目标2：……", [(1, "修好灌渠……")]),
        ("总的说来：目标1：修好灌渠。", [(None, "总的说来：目标1：修好灌渠。")]),  # the text begins before the number
        ("完成目标任务3项。", [(None, "完成目标任务3项。")]),
        ("", []),
        ("  ", []),
    ],
)
def test_split(text: str, want: list[tuple[int | None, str]]) -> None:
    assert split_goals(text) == want


@given(st.lists(st.text("修走访。；灌渠农户12", min_size=1, max_size=12), min_size=1, max_size=12))
def test_numbered_goals_come_back(goals: list[str]) -> None:
    text = "".join(f"目标{i}：{goal}" for i, goal in enumerate(goals, start=1))
    assert split_goals(text) == [(i, goal) for i, goal in enumerate(goals, start=1)]


@given(st.text("目标123一二：:、. 修好", max_size=40))
def test_no_character_is_lost_but_numbers_and_blanks(text: str) -> None:
    kept = "".join(body for _, body in split_goals(text))
    rest = [c for c in text if c not in "目标123一二：:、. "]
    assert [c for c in kept if c not in "目标123一二：:、. "] == rest


def test_one_cell_is_evidence_for_all_its_goals() -> None:
    goals = "总体绩效目标 | 目标1：修好灌渠。目标2：走访农户。 | < | <"
    d = one(page(f"{goals}\n{TREE}", above=ABOVE))
    assert [g.number for g in d.goals] == [1, 2]
    assert d.evidence["/goals/0/text"] == d.evidence["/goals/1/text"]


def test_the_year_s_goal_by_its_label() -> None:
    d = one(page(f"年度目标 | 修好灌渠。 | < | <\n{TREE}", above=ABOVE))
    assert [(g.horizon, g.text) for g in d.goals] == [("annual", "修好灌渠。")]


def test_a_goal_of_many_printed_lines_is_one_text() -> None:
    d = one(page(f"总体绩效目标 | 修好灌渠，⏎走访农⏎户。 | < | <\n{TREE}", above=ABOVE))
    assert [g.text for g in d.goals] == ["修好灌渠，走访农户。"]


def test_a_goals_label_cut_off_at_the_edge_of_its_box() -> None:
    d = one(page(f"总体目 | 修好灌渠。 | < | <\n{TREE}", above=ABOVE))
    assert [g.text for g in d.goals] == ["修好灌渠。"]
    assert not d.extra
    (repair,) = d.repairs
    assert (repair.cleaner, repair.path, repair.before, repair.after) == (
        "clipped_labels", "/goals/0/text", "总体目", "总体目标",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["总体", "年度绩", "项目概", "总体目标", "年度总", "说明"])
def test_a_label_that_is_whole_or_may_be_several(text: str) -> None:
    assert whole_label(text) is None


def test_the_dots_of_a_template_leave_it_blank() -> None:
    blank = TREE.replace("灌渠长度", "指标1：").replace("≥30公里", "")
    d = one(page(f"年度目标 | 目标1： 目标2：…… | < | <\n{blank}", above=ABOVE))
    assert (d.goals, d.status) == ((), "blank")


def test_goals_under_their_headings() -> None:
    d = one(page(f"中期目标 | < | 年度目标 | <\n修好90公里。 | < | 修好30公里。 | <\n{TREE}", above=ABOVE))
    assert [(g.horizon, g.text) for g in d.goals] == [("period", "修好90公里。"), ("annual", "修好30公里。")]


def test_goals_under_their_headings_beside_a_blank_box() -> None:
    grid = f"总体绩效目标 | 长期目标 | 年度目标 | <\n | 修好90公里。 | 修好30公里。 | <\n{TREE}"
    d = one(page(grid, above=ABOVE))
    assert [(g.horizon, g.text) for g in d.goals] == [("period", "修好90公里。"), ("annual", "修好30公里。")]


def test_goals_under_a_heading_over_the_whole_form() -> None:
    d = one(page(f"年度目标 | < | < | <\n修好30公里。 | < | < | <\n{TREE}", above=ABOVE))
    assert [g.text for g in d.goals] == ["修好30公里。"]


def test_what_numbers_the_goals_is_no_goal() -> None:
    head = "年度绩效目标 | 序号 | 目标内容 | <\n^ | 1 | 修好灌渠。 | <\n^ | 2 | 走访农户。 | <\n"
    d = one(page(head + TREE, above=ABOVE))
    assert [g.text for g in d.goals] == ["修好灌渠。", "走访农户。"]
