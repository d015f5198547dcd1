"""The task list: one task a row; a total row is a money line."""

from __future__ import annotations

from paper import ABOVE, codes, money, one, page, tree, whole

TREE = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ", "年度指标值 | 备注")


def test_tasks_of_a_whole_form() -> None:
    d = one(whole())
    assert [(t.name, t.content, t.amount.raw if t.amount else "", t.expected) for t in d.tasks] == [
        ("灌渠维护", "维护灌渠三十公里", "600,000.00", "灌渠畅通"),
        ("走访农户", "走访农户三百户", "300,000.00", "了解需要"),
    ]
    assert [(t.amount.unit, f"{t.amount.yuan:f}") for t in d.tasks if t.amount] == [
        ("元", "600000.00"),
        ("元", "300000.00"),
    ]


def test_the_row_of_other_tasks_is_no_task() -> None:
    assert len(one(whole()).tasks) == 2


def test_several_sums_a_task_and_a_total_row() -> None:
    body = f"""
年度主要任务 | 任务名称 | 主要内容 | 预算金额(万元) | <
^ | ^ | ^ | 总额 | 财政拨款
^ | 灌渠维护 | 维护三十公里 | 60.00 | 50.00
^ | 走访农户 | 走访三百户 | 30.00 | 30.00
^ | 金额合计 | < | 90.00 | 80.00
{TREE}
"""
    d = one(page(body, above=ABOVE))
    assert [t.name for t in d.tasks] == ["灌渠维护", "走访农户"]
    assert [(f.label, f.amount.raw) for f in d.tasks[0].funds] == [("总额", "60.00"), ("财政拨款", "50.00")]
    assert d.tasks[0].amount is not None
    assert (d.tasks[0].amount.raw, d.tasks[0].amount.unit) == ("60.00", "万元")
    assert [x[1:3] for x in money(d)] == [("金额合计", "90.00"), ("金额合计", "80.00")]
    assert "leftover" not in codes(d)


def test_a_task_without_money_has_a_blank_amount() -> None:
    body = f"""
年度重点工作任务 | 名称 | 主要实施内容 | 拟投入的资金(元) | 期望达到的目标
^ | 走访农户 | 走访三百户 |  | 了解需要
{TREE}
"""
    (task,) = one(page(body, above=ABOVE)).tasks
    assert task.amount is not None
    assert (task.amount.raw, task.amount.value) == ("", None)


def test_words_in_the_money_column_are_told() -> None:
    body = f"""
年度重点工作任务 | 名称 | 主要实施内容 | 拟投入的资金(元) | 期望达到的目标
^ | 走访农户 | 走访三百户 | 见附件 | 了解需要
{TREE}
"""
    d = one(page(body, above=ABOVE))
    assert d.tasks[0].amount is not None
    assert d.tasks[0].amount.value is None
    assert "amount_not_understood" in codes(d)


def test_an_empty_task_list_has_no_tasks() -> None:
    body = f"""
年度重点工作任务 | 名称 | 主要实施内容 | 拟投入的资金(元) | 期望达到的目标
^ |  |  |  |
{TREE}
"""
    assert one(page(body, above=ABOVE)).tasks == ()


def test_tasks_without_amounts_end_where_the_budget_begins() -> None:
    form = """
年度主要任务 | 任务名称 | 主要内容
^ | 灌渠维护 | 维护灌渠三十公里
预算情况（万元） | 部门预算总额 | 120.00
^ | 其他资金 | 20.00
""".strip()
    d = one(page(form + "\n一级指标 | 二级指标 | 三级指标\n产出指标 | 数量指标 | 灌渠", above=ABOVE))
    assert [t.name for t in d.tasks] == ["灌渠维护"]
    assert [(b.label, b.amount.raw) for b in d.budget] == [("部门预算总额", "120.00"), ("其他资金", "20.00")]


def test_a_long_text_left_of_the_tasks_is_no_label() -> None:
    text = "本单位年度任务按照镇政府工作要点逐项分解，每季度检查一次，年底汇总上报，未完成的转入下一年度继续实施。"
    body = f"""
年度重点工作任务 | 名称 | 主要实施内容 | 拟投入的资金(元) | 期望达到的目标
{text} | 走访农户 | 走访三百户 | 3.00 | 了解需要
{TREE}
"""
    d = one(page(body, above=ABOVE))
    assert [t.name for t in d.tasks] == ["走访农户"]
    assert "leftover" in codes(d)


def test_tasks_named_by_their_project() -> None:
    grid = f"对应项目 | 主要内容 | 预算金额（万元） | 预期目标 | <\n灌渠 | 修好 | 20 | 通水 | <\n{TREE}"
    assert [t.name for t in one(page(grid, above=ABOVE)).tasks] == ["灌渠"]


def test_a_sum_called_only_so_is_no_task_and_a_share_is_no_amount() -> None:
    grid = """
年度主要任务 | 任务名称 | 主要内容 | 总额（万元） | 财政拨款（万元） | 占比
^ | 灌渠 | 修渠 | 60.00 | 50.00 | 60%
^ | 泵站 | 修站 | 40.00 | 40.00 | 40%
^ | 合计 | < | 100.00 | 90.00 | 100%
""".strip()
    d = one(page(grid, tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "指标值"), above=ABOVE))
    assert [x.name for x in d.tasks] == ["灌渠", "泵站"]
    assert [(x.label, x.amount.raw) for x in d.budget] == [("合计", "100.00"), ("合计", "90.00")]
    assert [(x.label, x.text) for x in d.extra] == [("占比", "60%"), ("占比", "40%")]
    assert "leftover" not in codes(d)


def test_a_numbered_heading_within_the_list_is_no_task_and_does_not_end_it() -> None:
    body = f"""
年度主要任务 | 任务名称 | 主要内容 | 预算金额(万元) | <
^ | ^ | ^ | 总额 | 财政拨款
^ | 一、基本支出 | < | < | <
^ | 人员经费 | 保障工资 | 60.00 | 60.00
^ | 二、项目支出 | < | < | <
^ | 走访农户 | 走访三百户 | 30.00 | 20.00
{TREE}
"""
    d = one(page(body, above=ABOVE))
    assert [t.name for t in d.tasks] == ["人员经费", "走访农户"]
    assert "leftover" not in codes(d)


def test_a_numbered_text_after_the_list_is_not_within_it() -> None:
    body = f"""
年度主要任务 | 任务名称 | 主要内容 | 预算金额(万元) | <
^ | 人员经费 | 保障工资 | 60.00 | <
二、年度绩效目标 | < | < | < | <
完成走访。 | < | < | < | <
{TREE}
"""
    d = one(page(body, above=ABOVE))
    assert [t.name for t in d.tasks] == ["人员经费"]
    assert [g.text for g in d.goals] == ["完成走访。"]


def test_a_heading_of_another_part_ends_the_tasks() -> None:
    rows = [
        "任务名称 | 主要内容 | 预算金额（万元） | < | <",
        "一、基本支出 | < | < | < | <",
        "人员经费 | 发放工资 | 100.00 | < | <",
        "二、部门预算情况（万元） | < | < | < | <",
        "资金总额 | 合计 | 120.00 | < | <",
    ]
    d = one(page("\n".join([*rows, TREE]), above=ABOVE))
    assert [t.name for t in d.tasks] == ["人员经费"]
    assert [(raw, unit) for _, _, raw, _, unit in money(d)] == [("120.00", "万元")]
