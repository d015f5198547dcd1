"""Projects as columns of one form: a declaration for each."""

from __future__ import annotations

from paper import codes, labelled, money, one, page, read

ABOVE = ("青石镇2026年项目支出绩效目标表", "单位：万元")
HEAD = """
项目名称 | < | < | 路灯维护 | 村级保洁
预算金额 | < | < | 12.00 | 86.40
年度目标 | < | < | 维护路灯310盏 | 清运垃圾2600吨
一级指标 | 二级指标 | 三级指标 | 指标值 | {second}
产出指标 | 数量指标 | 工作量 | 310盏 | ≥2600吨
^ | 质量指标 | 合格率 | ≥98% | ≥95%
满意度指标 | 服务对象满意度 | 村民满意度 | ≥90% | ≥92%
"""


def test_each_column_of_values_is_a_project_s() -> None:
    first, second = read(page(HEAD.format(second="指标值").strip(), above=ABOVE)).declarations
    assert [d.form.project for d in (first, second)] == ["路灯维护", "村级保洁"]
    assert [money(d)[0][1:] for d in (first, second)] == [
        ("预算金额", "12.00", "12.00", "万元"),
        ("预算金额", "86.40", "86.40", "万元"),
    ]
    assert [d.goals[0].text for d in (first, second)] == ["维护路灯310盏", "清运垃圾2600吨"]
    assert [x[3] for x in labelled(first)] == ["310盏", "≥98%", "≥90%"]
    assert [x[3] for x in labelled(second)] == ["≥2600吨", "≥95%", "≥92%"]
    assert {x[0] for x in labelled(second)} == {"产出指标", "满意度指标"}


def test_a_label_beside_the_project_is_no_second_one() -> None:
    """项目名称 | 甲 | 主管部门 | 乙 over one column of values and one of remarks stays one form."""
    grid = HEAD.format(second="备注").strip()
    assert len(read(page(grid, above=ABOVE)).declarations) == 1


def test_two_years_of_values_are_no_two_projects() -> None:
    form = HEAD.replace("| 指标值 |", "| 2025年指标值 |").format(second="2026年指标值").replace("村级保洁", "二期")
    d = one(page(form.strip(), above=ABOVE))
    assert [x[3] for x in labelled(d)] == ["≥2600吨", "≥95%", "≥92%"]
    assert "leftover" in codes(d)
