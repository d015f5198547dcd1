"""Headings printed again on the next page, over columns of other widths."""

from __future__ import annotations

from paper import ABOVE, labelled, one, page, tree


def test_columns_of_other_widths_are_told_by_their_headings() -> None:
    first = page(tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "指标值"), above=ABOVE, widths=(60, 60, 200, 160))
    second = page(tree("产出指标 | 质量指标 | 合格率 | 100%", "指标值"), widths=(110, 150, 90, 130))
    assert labelled(one(first, second)) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("产出指标", "质量指标", "合格率", "100%"),
    ]
