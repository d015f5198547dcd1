"""Texts whole and readable; the parts that every declaration has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from declared import GOOD, but, indicator, task, with_indicators

from shenbao_cleaners.checks.completeness import check_completeness
from shenbao_cleaners.checks.goals import check_goals
from shenbao_cleaners.checks.texts import check_texts
from shenbao_cleaners.declaration import Form, Goal, Issue
from shenbao_cleaners.issues import CATALOGUE, issue


def said(issues: list[Issue]) -> list[tuple[str, str | None]]:
    return [(i.code, i.path) for i in issues]


def test_good_texts() -> None:
    assert check_texts(GOOD) == []
    assert check_completeness(GOOD) == []


@pytest.mark.parametrize("text", ["金额合计", "46168.39", "合 计", "满意度指标"])
def test_a_goal_that_slipped_in_from_beside_the_goals(text: str) -> None:
    d = but(goals=(*GOOD.goals, Goal(text)))
    assert said(check_goals(d)) == [("goal_doubtful", f"/goals/{len(GOOD.goals)}/text")]
    assert check_goals(GOOD) == []


@pytest.mark.parametrize("text", ["(cid:12)(cid:7)", "灌渠\ue123长度", "灌渠\ufffd", "########"])
def test_characters_without_meaning(text: str) -> None:
    assert said(check_texts(with_indicators(indicator(text, "≥3次")))) == [
        ("unreadable_characters", "/indicators/3/name")
    ]
    assert ("unreadable_characters", "/goals/0/text") in said(check_texts(but(goals=(Goal(text),))))


def test_a_word_cut_off_by_the_print() -> None:
    """按时高品质完成服: elsewhere 服 always stands before 务."""
    goals = (Goal("提供专业的社工服务"), Goal("做好养老服务工作"), Goal("服务群众，服务发展")) * 3
    d = but(goals=goals, tasks=(task("社工", "1.00", expected="按时高品质完成服"),))
    assert said(check_texts(d)) == [("clipped_text", "/tasks/0/expected")]


def test_a_whole_word_at_the_end_is_not_cut_off() -> None:
    goals = (Goal("提供专业的社工服务"), Goal("做好养老服务工作"), Goal("服务群众，服务发展")) * 3
    d = but(goals=goals, tasks=(task("社工", "1.00", expected="按时高品质完成服务"),))
    assert check_texts(d) == []


@pytest.mark.parametrize(
    ("form", "want"),
    [
        (Form("project", None, 2026, "水利所"), ("missing_title", "/form/title")),
        (Form("project", "绩效目标表", None, "水利所"), ("missing_year", "/form/year")),
        (Form("project", "绩效目标表", 2026, None), ("missing_unit", "/form/unit")),
    ],
)
def test_missing_in_the_head(form: Form, want: tuple[str, str]) -> None:
    assert said(check_completeness(but(form=form))) == [want]


def test_a_supervisor_names_the_form_as_well() -> None:
    assert check_completeness(but(form=Form("project", "绩效目标表", 2026, None, supervisor="水务局"))) == []


def test_missing_blocks() -> None:
    assert said(check_completeness(but(goals=()))) == [("missing_block", "/goals")]
    assert said(check_completeness(but(indicators=()))) == [("missing_block", "/indicators")]


def test_missing_quantity_and_quality() -> None:
    first, second, third = GOOD.indicators
    assert said(check_completeness(but(indicators=(second, third)))) == [("no_quantity_indicator", "/indicators")]
    assert said(check_completeness(but(indicators=(first, third)))) == [("no_quality_indicator", "/indicators")]


def test_a_form_without_level_2_is_not_asked_for_its_labels() -> None:
    assert check_completeness(but(indicators=tuple(replace(x, level2=None) for x in GOOD.indicators))) == []


def test_a_blank_template_lacks_nothing() -> None:
    assert check_completeness(replace(but(goals=(), indicators=()), status="blank")) == []


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_has_words_in_both_languages(code: str) -> None:
    severity, zh, en = CATALOGUE[code]
    assert severity in ("error", "warning", "info")
    assert any("\u4e00" <= c <= "\u9fff" for c in zh)
    assert sum(c.isascii() for c in en) > 0.8 * len(en)
    names = [x.split("}")[0] for x in zh.split("{")[1:]]
    assert {x.removesuffix("_zh") for x in names} >= {
        x.split("}")[0].removesuffix("_en") for x in en.split("{")[1:] if not x.startswith("level")
    }


def test_an_unknown_code_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        issue("no_such_code")
