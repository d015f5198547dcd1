"""Where the headed blocks of a form stand, and which columns they have."""

from __future__ import annotations

from paper import ABOVE, blocks, one, page, sheet, tree, whole

from shenbao_cleaners.forms.blocks import Block, find_blocks


def roles(block: Block) -> list[str]:
    return [c.role or "?" for c in block.columns]


def test_tasks_and_tree_of_a_whole_form() -> None:
    s = sheet(whole())
    tasks, indicators = find_blocks(s)
    assert (tasks.kind, indicators.kind) == ("tasks", "tree")
    assert [c for c in roles(tasks) if c != "?"] == ["name", "content", "amount", "expected"]
    assert [c for c in roles(indicators) if c != "?"] == ["level1", "level2", "name", "period_value", "value"]
    assert tasks.first == tasks.top + 1
    assert s.row(tasks.bottom)[0].text == "其他需完成的任务(可选填)"
    assert indicators.bottom == s.rows


def test_blocks_do_not_overlap() -> None:
    first, second = find_blocks(sheet(whole()))
    assert first.top < first.first <= first.bottom <= second.top


def test_a_heading_over_two_value_columns() -> None:
    body = """
一级指标 | 二级指标 | 三级指标 | 指标值 | <
^ | ^ | ^ | 实施周期指标值 | 年度指标值
产出指标 | 数量指标 | 灌渠长度 | ≥90公里 | ≥30公里
"""
    (block,) = blocks(page(body, above=ABOVE))
    assert roles(block) == ["level1", "level2", "name", "period_value", "value"]
    assert block.first == block.top + 2


def test_signs_units_and_weights_have_columns() -> None:
    body = tree("产出指标 | 数量指标 | 灌渠长度 | ≥ | 30 | 公里 | 10", "指标性质 | 指标值 | 度量单位 | 权重")
    (block,) = blocks(page(body, above=ABOVE))
    assert roles(block)[3:] == ["sign", "value", "unit", "weight"]


def test_a_list_is_a_list() -> None:
    body = """
单位名称 | 项目名称 | 预算数(元) | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
水利所 | 灌渠 | 600000 | 修好。 | 产出指标 | 数量指标 | 长度 | ≥30公里
"""
    (block,) = blocks(page(body, above=("项目支出绩效目标表",)))
    assert block.kind == "list"
    assert roles(block)[1:] == ["project", "money", "goal", "level1", "level2", "name", "value"]


def test_an_unknown_heading_is_a_column_without_a_role() -> None:
    (block,) = blocks(page(tree("产出指标 | 数量指标 | 长度 | ≥30 | 甲", "指标值 | 奇怪的栏目"), above=ABOVE))
    assert roles(block)[-1] == "?"
    assert block.columns[-1].heading == "奇怪的栏目"


def test_who_filled_in_the_form_is_no_indicator() -> None:
    body = "产出指标 | 数量指标 | 灌渠长度 | ≥30公里\n填表人 | 甲乙 | 联系电话 | 0000-0000"
    d = one(page(tree(body, "指标值"), above=ABOVE))
    assert [x.name for x in d.indicators] == ["灌渠长度"]
    assert [(x.label, x.personal) for x in d.extra] == [("填表人", True), ("联系电话", True)]
