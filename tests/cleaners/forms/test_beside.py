"""Two forms printed side by side on a page are two declarations."""

from __future__ import annotations

from paper import TITLE, labelled, page, read

PAIR = """
项目名称 | 路灯维护 | < | < |  | 项目名称 | 河道保洁 | < | <
资金总额（万元） | 18.60 | < | < |  | 资金总额（万元） | 9.35 | < | <
绩效目标 | 维护路灯。 | < | < |  | 绩效目标 | 保洁河道。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 |  | 一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 路灯数量 | 420盏 |  | 产出指标 | 数量指标 | 河道长度 | ≥12.6公里
""".strip()


def test_two_forms_side_by_side_are_two_declarations() -> None:
    left, right = read(page(PAIR, above=(TITLE,))).declarations
    assert [(d.form.project, [g.text for g in d.goals], labelled(d)) for d in (left, right)] == [
        ("路灯维护", ["维护路灯。"], [("产出指标", "数量指标", "路灯数量", "420盏")]),
        ("河道保洁", ["保洁河道。"], [("产出指标", "数量指标", "河道长度", "≥12.6公里")]),
    ]
    assert [[int(b.amount.yuan or 0) for b in d.budget] for d in (left, right)] == [[186000], [93500]]


def test_halves_under_one_project_are_one_form() -> None:
    halves = PAIR.replace("|  | 项目名称 | 河道保洁", "|  | 项目类别 | 延续")
    assert len(read(page(halves, above=(TITLE,))).declarations) == 1
