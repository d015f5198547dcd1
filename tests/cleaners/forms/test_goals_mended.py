from paper import ABOVE, one, page, tree

TREE = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "年度指标值")


def test_the_period_s_and_the_year_s_goals_side_by_side() -> None:
    goals = """
总体目标 | 实施期目标 | < | 年度目标
^ | 三年修好灌渠。 | < | 今年修一半。
"""
    d = one(page(f"{goals.strip()}\n{TREE}", above=ABOVE))
    assert [(g.horizon, g.text) for g in d.goals] == [("period", "三年修好灌渠。"), ("annual", "今年修一半。")]
