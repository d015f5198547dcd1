from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from paper import ABOVE, codes, one, page, tree


@settings(max_examples=80)
@given(
    st.integers(1, 10**7),
    st.integers(0, 10**7),
    st.integers(1, 10**6),
    st.sampled_from(["资金总额", "其中：财政拨款", "其他资金"]),
)
def test_a_total_that_is_not_the_sum_of_its_parts(first: int, second: int, slip: int, label: str) -> None:
    """Figures in 万元 with two decimals; a slip of up to 0.015 is rounding."""
    assume(slip > 2)
    figures = {"资金总额": first + second, "其中：财政拨款": first, "其他资金": second}

    def read(values: dict[str, int]) -> list[str]:
        rows = [f"{k} | {Decimal(v).scaleb(-2):.2f} | < | <" for k, v in values.items()]
        body = tree("产出指标 | 数量指标 | 长度 | ≥30公里", "年度指标值")
        return codes(one(page("\n".join([*rows, body]), above=(*ABOVE, "单位：万元"))))

    assert "sum_mismatch" not in read(figures)
    assume(not (label == "资金总额" and figures[label] + slip == first))
    assert "sum_mismatch" in read(figures | {label: figures[label] + slip})
