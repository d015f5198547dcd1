"""Labels: one spelling, their level, their parent; nothing unknown is forced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao_cleaners.values.label import level_of, normal_label, parent_of


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("产出", "产出指标"),
        ("产出指标", "产出指标"),
        ("产 出 指\n标", "产出指标"),
        ("社会效益", "社会效益指标"),
        ("社会效益 指标：", "社会效益指标"),
        ("满意度", "满意度指标"),
        ("服务对象满意度", "服务对象满意度指标"),
        ("经济成本", "经济成本指标"),
        ("1-产出指标", "产出指标"),
        ("11-数量指标", "数量指标"),
        ("31-服务对象满意度", "服务对象满意度指标"),
        ("（一）效益指标", "效益指标"),
        ("产出（工作量）指标", "产出指标"),
        ("时效指标（工期指标、形象进度指标）", "时效指标"),
        ("产出指标（50分）", "产出指标"),
        ("成本目标", "成本指标"),
        ("项目完成指标", "项目完成指标"),
        ("预期产出", "预期产出指标"),
        ("投入管理", "投入管理指标"),
        ("履职效能", "履职效能指标"),
        ("企业满意度指标", "企业满意度指标"),
        ("服务对象", "服务对象满意度指标"),  # the box hides its second line
        ("预算编制管理", "预算编制管理指标"),
        ("⽬标1", "目标1"),
        ("一般性支出情况", "一般性支出情况"),
        ("指标", "指标"),
        ("", ""),
    ],
)
def test_normal_label(printed: str, label: str) -> None:
    assert normal_label(printed) == label


@pytest.mark.parametrize(
    ("label", "levels"),
    [
        ("产出指标", {1}),
        ("项目完成指标", {1}),
        ("投入", {1}),
        ("数量指标", {2}),
        ("环境效益", {2}),
        ("成本指标", {1, 2}),
        ("社会公众或服务对象满意度指标", {1, 2}),
        ("指标", set()),
        ("慰问次数", set()),
        ("", set()),
    ],
)
def test_level_of(label: str, levels: set[int]) -> None:
    assert level_of(label) == levels


@pytest.mark.parametrize(
    ("label", "parent"),
    [
        ("数量指标", "产出指标"),
        ("质量", "产出指标"),
        ("时效指标", "产出指标"),
        ("经济成本指标", "成本指标"),
        ("社会成本", "成本指标"),
        ("生态环境成本指标", "成本指标"),
        ("经济效益", "效益指标"),
        ("环境效益指标", "效益指标"),
        ("可持续影响", "效益指标"),
        ("服务对象满意度", "满意度指标"),
        ("社会公众或服务对象满意度指标", "满意度指标"),
        ("企业满意度", "满意度指标"),
        ("预算执行管理", "管理效率指标"),
        ("成本控制成效", "运行成本指标"),
        ("产出指标", None),
        ("成本指标", None),
        ("慰问次数", None),
    ],
)
def test_parent_of(label: str, parent: str | None) -> None:
    assert parent_of(label) == parent
    assert parent is None or 1 in level_of(parent)


@given(st.one_of(st.text(max_size=20), st.text("产出数量指标1-、（）()一二：:. \n", max_size=20)))
def test_a_known_label_stays_itself(text: str) -> None:
    label = normal_label(text)
    if level_of(label):
        assert normal_label(label) == label
