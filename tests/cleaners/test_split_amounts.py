"""An amount that stands in two cells of a row."""

from __future__ import annotations

from decimal import Decimal

import pytest
from paper import one, page, tree

from shenbao_cleaners.repairs.split_amounts import whole_amount


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("968.", "1918", "968.1918"),
        ("2,34", "8.05", "2,348.05"),
        ("2,", "348.05", "2,348.05"),
        ("968.19", "18", None),  # whole by itself: the second figure is another one
        ("12", "348.05", None),
        ("968.", "合计", None),
        ("", "12", None),
    ],
)
def test_only_an_unfinished_figure_is_completed(first: str, second: str, whole: str | None) -> None:
    assert whole_amount(first, second) == whole


def test_a_split_amount_is_read_as_one_and_on_record() -> None:
    rows = "\n".join(
        (
            "项目名称 | 道路养护 | < | <",
            "项目资金（万元） | 资金总额 | 968. | 1918",
            "^ | 财政拨款 | 968.1918 | ",
            "^ | 其他资金 | 0.00 | ",
        )
    )
    body = tree("产出指标 | 数量指标 | 长度 | ≥30公里", "年度指标值")
    d = one(page(f"{rows}\n{body}", above=("项目支出绩效目标申报表", "（2026年度）")))
    assert d.budget[0].amount.value == Decimal("968.1918")
    (repair,) = [r for r in d.repairs if r.cleaner == "split_amounts"]
    assert (repair.path, repair.before, repair.after) == ("/budget/0/amount", "968. | 1918", "968.1918")
