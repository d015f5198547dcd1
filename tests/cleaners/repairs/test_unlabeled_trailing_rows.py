"""Indicators that follow a page break without a label: the trailing rows of the group above."""

from __future__ import annotations

from paper import on_record

from shenbao_cleaners.declaration import Indicator, Printed
from shenbao_cleaners.repairs.unlabeled_trailing_rows import unlabeled_trailing_rows


def row(level1: str | None, level2: str | None, name: str = "走访户数") -> Indicator:
    return Indicator(level1, level2, name, None, None, Printed(level1, level2, name))


def levels(indicators: list[Indicator]) -> list[tuple[str | None, str | None]]:
    return [(x.level1, x.level2) for x in indicators]


def test_a_row_without_labels_takes_those_above() -> None:
    out, repairs = unlabeled_trailing_rows([row("产出指标", "数量指标"), row(None, None), row(None, None)])
    assert levels(out) == [("产出指标", "数量指标")] * 3
    assert [r.path for r in repairs if r.after == "数量指标"] == ["/indicators/1/level2", "/indicators/2/level2"]
    assert all(r.before is None and "数量指标" in r.why for r in repairs)


def test_what_the_paper_says_is_not_touched() -> None:
    out, _ = unlabeled_trailing_rows([row("产出指标", "数量指标"), row(None, None)])
    assert out[1].printed == Printed(None, None, "走访户数")


def test_a_row_under_the_same_level_1_takes_level_2_only() -> None:
    out, repairs = unlabeled_trailing_rows([row("产出指标", "数量指标"), row("产出指标", None)])
    assert levels(out) == [("产出指标", "数量指标")] * 2
    assert on_record(repairs) == [("unlabeled_trailing_rows", None, "数量指标")]


def test_a_row_under_another_level_1_is_no_trailing_row() -> None:
    given = [row("产出指标", "数量指标"), row("效益指标", None)]
    assert unlabeled_trailing_rows(given) == (given, [])


def test_nothing_above_nothing_known() -> None:
    given = [row(None, None), row("产出指标", None)]
    assert unlabeled_trailing_rows(given) == (given, [])


def test_labelled_rows_are_left_alone_and_twice_is_once() -> None:
    given = [row("产出指标", "数量指标"), row("产出指标", "质量指标")]
    assert unlabeled_trailing_rows(given) == (given, [])
    once, _ = unlabeled_trailing_rows([row("产出指标", "数量指标"), row(None, None)])
    assert unlabeled_trailing_rows(once) == (once, [])


def test_no_indicators() -> None:
    assert unlabeled_trailing_rows([]) == ([], [])
