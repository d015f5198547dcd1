"""What pages without a form say of performance targets."""

from __future__ import annotations

import pytest

from shenbao_extract.mentions import heads_indicators, is_goal_list, says_none, statement


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("2026年度，本单位编报绩效目标的项目共4个，涉及资金2,912.55万元。", "本单位编报绩效目标的项目共4个"),
        ("本部门共12个项目纳入绩效目标管理，涉及资金合计975.06万元。", "本部门共12个项目纳入绩效目标管理"),
        ("涉及预算资金727.67万元，设置并编报8个项目绩效目标。", "设置并编报8个项目绩效目标"),
        ("2026年实行绩效目标管理的项目共0个项目。", "2026年实行绩效目标管理的项目共0个项目"),
        ("绩效目标详见附件。共有3个下属单位。", None),
        ("共有3个下属单位，编制绩效目标。", None),
        ("绩效目标检查单位或项目数量达到28个。", None),
        ("没有提到。", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_clause_that_counts_projects_is_quoted(text: str, clause: str | None) -> None:
    assert statement(text) == clause


@pytest.mark.parametrize(
    ("clause", "none"),
    [
        ("项目共0个", True),
        ("整体绩效目标1个", False),
        ("整体0个项目0个", True),
        ("项目共10个", False),
        ("", False),
    ],
)
def test_a_statement_that_there_is_none(clause: str, none: bool) -> None:
    assert says_none(clause) is none


def test_headings_of_a_list_of_goals() -> None:
    assert is_goal_list("单位名称项目名称金额绩效目标某局日常运行64.90保障运行")
    assert is_goal_list("项目类别（资金使用单位）总计财政拨款其他资金绩效目标合计")
    assert not is_goal_list("项目名称：道路养护。年度绩效目标")
    assert not is_goal_list("绩效目标详见附件")


def test_the_headings_of_a_table_of_indicators() -> None:
    assert heads_indicators("绩效目标修路一级指标二级指标三级指标指标值")
    assert heads_indicators("项目名称预算安排绩效目标数量指标质量指标时效指标")
    assert not heads_indicators("设置一级指标、二级指标和三级指标，数量指标和质量指标")
