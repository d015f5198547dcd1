"""Money lines that stand in no block are weighed against each other as well (their section is null)."""

from __future__ import annotations

import pytest
from paper import ABOVE, codes, one, page, tree


@pytest.mark.parametrize(("total", "wrong"), [("300.00", False), ("300.01", False), ("900.04", True), ("100.00", True)])
def test_lone_lines_must_add_up(total: str, wrong: bool) -> None:
    rows = f"资金总额 | {total} | < | <\n其中：财政拨款 | 100.00 | < | <\n其他资金 | 200.00 | < | <"
    body = tree("产出指标 | 数量指标 | 长度 | ≥30公里", "年度指标值")
    found = codes(one(page(f"{rows}\n{body}", above=(*ABOVE, "单位：万元"))))
    assert ("sum_mismatch" in found) == wrong


@pytest.mark.parametrize(("total", "wrong"), [("1400", False), ("1500", True)])
def test_what_each_pays_must_add_up(total: str, wrong: bool) -> None:
    rows = f"资金总额（万元） | 合计 | 市级财政 | 区县配套 | 社会投入\n^ | {total} | 900 | 300 | 200"
    body = tree("产出指标 | 数量指标 | 长度 | ≥30公里 | 无", "年度指标值 | 备注")
    assert ("sum_mismatch" in codes(one(page(f"{rows}\n{body}", above=ABOVE)))) == wrong
