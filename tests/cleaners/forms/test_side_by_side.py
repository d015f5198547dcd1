"""Trees side by side: a value column a town (T1), halves for period and year (P2), bracketed text (X1)."""

from __future__ import annotations

from paper import codes, one, page

TITLE = ("项目支出绩效目标申报表", "（2026年度）")


def test_each_town_has_a_value_column_of_its_own() -> None:
    form = """
项目名称 | 道路养护 | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 青石镇 | 白沙乡
^ | 产出指标 | 数量指标 | 新建道路 | ≥3公里 | ≥2公里
^ | 效益指标 | 社会效益指标 | 受益人口 | ≥300人 |
""".strip()
    d = one(page(form, above=TITLE))
    found = [(x.place, x.name, x.annual_value.raw if x.annual_value else None) for x in d.indicators]
    assert found == [
        ("青石镇", "新建道路", "≥3公里"),
        ("青石镇", "受益人口", "≥300人"),
        ("白沙乡", "新建道路", "≥2公里"),
    ]


def test_halves_for_the_period_and_the_year() -> None:
    form = """
项目名称 | 道路养护 | < | < | < | < | < | <
总体目标 | 实施期目标 | < | < | < | 年度目标 | < | <
^ | 养护三百公里。 | < | < | < | 养护一百公里。 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 养护里程 | ≥300公里 | 数量指标 | 年度养护里程 | ≥100公里
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% |  |  |
""".strip()
    d = one(page(form, above=TITLE))
    assert [(g.horizon, g.text) for g in d.goals] == [("period", "养护三百公里。"), ("annual", "养护一百公里。")]
    period = [(x.name, x.period_value.raw) for x in d.indicators if x.period_value]
    annual = [(x.level1, x.name, x.annual_value.raw) for x in d.indicators if x.annual_value]
    assert period == [("养护里程", "≥300公里"), ("群众满意度", "≥90%")]
    assert annual == [("产出指标", "年度养护里程", "≥100公里")]


def test_a_name_in_both_halves_is_one_indicator_with_two_values() -> None:
    form = """
项目名称 | 道路养护 | < | < | < | < | < | <
总体目标 | 实施期目标 | < | < | < | 年度目标 | < | <
^ | 养护三百公里。 | < | < | < | 养护一百公里。 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 指标1：桥梁养护 | ≥9座 | 数量指标 | 指标1：养护里程 | ≥100公里
^ | ^ | ^ | 指标2：养护里程 | ≥300公里 | ^ |  |
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 服务对象满意度指标 | 群众满意度 | ≥95%
""".strip()
    d = one(page(form, above=TITLE))
    raws = [(x.name, *(v.raw if v else None for v in (x.period_value, x.annual_value))) for x in d.indicators]
    assert raws == [
        ("指标1：桥梁养护", "≥9座", None),
        ("指标2：养护里程", "≥300公里", "≥100公里"),
        ("群众满意度", "≥90%", "≥95%"),
    ]
    assert [e.text for e in d.evidence["/indicators/1/name"]] == ["指标2：养护里程", "指标1：养护里程"]
    assert [e.text for e in d.evidence["/indicators/1/annual_value"]] == ["≥100公里"]
    assert "duplicate_indicator" not in codes(d)


def test_indicators_in_brackets() -> None:
    form = """
项目名称 | 预算数（万元） | 年度目标 | 绩效指标
机房运维 | 12.00 | 稳定运行。 | 【产出指标-数量指标】指标1:机柜数量(≥77台)；指标2:巡检次数(12次)
""".strip()
    d = one(page(form, above=TITLE))
    found = [(x.level1, x.level2, x.name, x.annual_value.raw if x.annual_value else "") for x in d.indicators]
    assert found == [
        ("产出指标", "数量指标", "指标1:机柜数量", "≥77台"),
        ("产出指标", "数量指标", "指标2:巡检次数", "12次"),
    ]


def test_a_tree_without_a_known_value_column_says_so() -> None:
    form = """
项目名称 | 道路养护 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 奇怪的栏目
^ | 产出指标 | 数量指标 | 新建道路 | ≥3公里
""".strip()
    d = one(page(form, above=TITLE))
    assert "value_missing" in codes(d)
    assert d.status == "needs_review"


def test_one_list_set_in_two_columns_is_the_year_s() -> None:
    grid = """
二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
数量指标 | 灌渠长度 | ≥30公里 | 社会效益指标 | 农户收益 | 提高
质量指标 | 合格率 | 100% | 经济效益指标 | 增产 | ≥5%
"""
    d = one(page(grid.strip(), above=TITLE))
    assert sorted((x.name, x.annual_value.raw if x.annual_value else None) for x in d.indicators) == sorted(
        [("灌渠长度", "≥30公里"), ("合格率", "100%"), ("农户收益", "提高"), ("增产", "≥5%")]
    )
    assert not any(x.period_value for x in d.indicators)
