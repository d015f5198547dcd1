"""A flat list: one table, many projects; 合计 and unit rows are totals and no projects."""

from __future__ import annotations

from paper import codes, labelled, on_record, page, read

from shenbao_cleaners.declaration import Result

TITLE = "项目支出绩效目标表"
HEAD = "单位名称 | 项目名称 | 预算数(元) | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
UNIT = "青石镇水利所"


def list_of(*rows: str, above: tuple[str, ...] = (TITLE, "（2026年）")) -> object:
    return page("\n".join([HEAD, *rows]), above=above)


CANAL = (
    f"{UNIT} | 44190026-灌渠 | 600000.00 | 修好灌渠。 | 产出指标 | 数量指标 | 长度 | ≥30公里",
    "^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 收益 | 提高",
)
PUMP = (f"{UNIT} | 泵站 | 300000.00 | 修好泵站。 | 产出指标 | 质量指标 | 合格率 | 100%",)


def summary(result: Result) -> list[tuple[str | None, str | None, list[str], int]]:
    return [
        (d.form.unit, d.form.project, [x.amount.raw for x in d.budget], len(d.indicators)) for d in result.declarations
    ]


def test_one_declaration_a_project() -> None:
    result = read(list_of(*CANAL, *PUMP))
    assert summary(result) == [(UNIT, "44190026-灌渠", ["600000.00"], 2), (UNIT, "泵站", ["300000.00"], 1)]
    assert [t.declarations for t in result.tables] == [(0, 1)]
    assert [(d.form.kind, d.form.year, d.form.title) for d in result.declarations] == [("project", 2026, TITLE)] * 2
    assert [d.goals[0].text for d in result.declarations] == ["修好灌渠。", "修好泵站。"]
    assert {x.amount.unit for d in result.declarations for x in d.budget} == {"元"}


def test_the_code_before_the_name() -> None:
    first, second = read(list_of(*CANAL, *PUMP)).declarations
    assert (first.form.project_code, second.form.project_code) == ("44190026", None)


def test_what_a_line_above_the_list_holds_is_the_first_project_s_and_points_to_no_other() -> None:
    above = "年度资金总额 | 900000.00 | < | < | < | < | < | <"
    result = read(page("\n".join([above, HEAD, *CANAL, *PUMP]), above=(TITLE, "（2026年）")))
    first, second = result.declarations
    assert [x.amount.raw for x in first.budget] == ["900000.00", "600000.00"]
    assert [x.amount.raw for x in second.budget] == ["300000.00"]
    for d in (first, second):
        assert {p.split("/")[2] for p in d.evidence if p.startswith("/budget/")} == set(map(str, range(len(d.budget))))


def test_levels_stay_unsorted() -> None:
    (d,) = read(list_of(*CANAL[:1], "^ | ^ | ^ | ^ | 产出指标 | 质量指标 | 合格率 | 100%", CANAL[1])).declarations
    assert [x[0] for x in labelled(d)] == ["产出指标", "产出指标", "效益指标"]


def test_a_total_row_is_a_total() -> None:
    result = read(list_of("合计 | < | 900000.00 |  |  |  |  | ", *CANAL, *PUMP))
    assert [d.form.project for d in result.declarations] == ["44190026-灌渠", "泵站"]
    assert [(t.label, t.amount.raw, t.amount.unit) for t in result.tables[0].totals] == [("合计", "900000.00", "元")]
    assert result.tables[0].coverage.leftover == 0


def test_a_units_row_is_a_total() -> None:
    result = read(list_of(f"{UNIT} |  | 900000.00 |  |  |  |  | ", *CANAL, *PUMP))
    assert [d.form.project for d in result.declarations] == ["44190026-灌渠", "泵站"]
    assert [(t.label, t.amount.raw) for t in result.tables[0].totals] == [(UNIT, "900000.00")]


def test_one_name_merged_over_several_blocks_is_several_declarations() -> None:
    """Three sums, three goals beside one merged project cell."""
    rows = (
        f"{UNIT} | 灌渠 | 100000.00 | 甲段修好。 | 产出指标 | 数量指标 | 甲段 | ≥10公里",
        "^ | ^ | 200000.00 | 乙段修好。 | 产出指标 | 数量指标 | 乙段 | ≥20公里",
        "^ | ^ | 300000.00 | 丙段修好。 | 产出指标 | 数量指标 | 丙段 | ≥30公里",
    )
    result = read(list_of(*rows))
    assert summary(result) == [(UNIT, "灌渠", [f"{n}00000.00"], 1) for n in (1, 2, 3)]


def test_a_project_that_runs_over_a_page_break() -> None:
    first = list_of(CANAL[0].replace("长度 |", "长度 |").replace("灌渠 |", "灌渠↓ |").replace("。 |", "。↓ |"))
    second = " | ↑ | ↑ | ↑ | 效益指标 | 社会效益指标 | 收益 | 提高"
    result = read(first, page(second))
    assert summary(result) == [(UNIT, "44190026-灌渠", ["600000.00"], 2)]


def test_the_head_printed_again_on_the_next_page() -> None:
    result = read(list_of(*CANAL), page("\n".join([HEAD, *PUMP])))
    assert summary(result) == [(UNIT, "44190026-灌渠", ["600000.00"], 2), (UNIT, "泵站", ["300000.00"], 1)]
    assert ("repeated_headers", "三级指标", None) in on_record([r for d in result.declarations for r in d.repairs])


def test_each_projects_evidence_is_its_own() -> None:
    first, second = read(list_of(*CANAL, *PUMP)).declarations
    assert [e.text for e in first.evidence["/form/project"]] == ["44190026-灌渠"]
    assert [e.text for e in second.evidence["/indicators/0/name"]] == ["合格率"]


def test_weights_of_a_project_are_summed_by_project() -> None:
    head = f"{HEAD} | 权重"
    rows = [f"{CANAL[0]} | 60", f"{CANAL[1]} | 30", f"{PUMP[0]} | 80"]
    result = read(page("\n".join([head, *rows]), above=(TITLE,)))
    assert ["weight_sum" in codes(d) for d in result.declarations] == [False, True]


def test_indicators_as_prose() -> None:
    """Codes before labels, name, the period's and the year's value (family P5)."""
    head = "项目名称 | 预算金额(万元) | 绩效目标 | 绩效指标"
    prose = (
        "1、1-产出指标；11-数量指标；灌渠长度；实施周期指标值:≥90公里；年度指标值:≥30公里。"
        "2、2-效益指标；21-社会效益指标；农户收益；实施周期指标值:提高；年度指标值:提高。"
    )
    result = read(page(f"{head}\n灌渠 | 60.00 | 修好灌渠。 | {prose}", above=(TITLE,)))
    (d,) = result.declarations
    assert labelled(d) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("效益指标", "社会效益指标", "农户收益", "提高"),
    ]
    assert [x.period_value.raw for x in d.indicators if x.period_value] == ["≥90公里", "提高"]


def test_a_numbered_item_of_prose_whose_mark_was_not_read_is_an_item() -> None:
    head = "项目名称 | 预算金额(万元) | 绩效目标 | 绩效指标"
    prose = (
        "1、1-产出指标；11-数量指标；灌渠长度；实施周期指标值:≥90公里；年度指标值:≥30公里，"
        "22-效益指标:21-社会效益指标；农户收益；实施周期指标值:提高；年度指标值:提高。"
    )
    (d,) = read(page(f"{head}\n灌渠 | 60.00 | 修好灌渠。 | {prose}", above=(TITLE,))).declarations
    assert labelled(d) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("效益指标", "社会效益指标", "农户收益", "提高"),
    ]


def test_an_item_of_prose_that_holds_another_is_told() -> None:
    head = "项目名称 | 预算金额(万元) | 绩效目标 | 绩效指标"
    prose = (
        "1、1-产出指标；11-数量指标；灌渠长度；实施周期指标值:≥90公里；年度指标值:≥30公里。"
        "二二效益指标二社会效益指标；农户收益；实施周期指标值:提高；年度指标值:提高。"
    )
    (d,) = read(page(f"{head}\n灌渠 | 60.00 | 修好灌渠。 | {prose}", above=(TITLE,))).declarations
    assert "leftover" in codes(d)


def test_prose_that_is_not_understood_is_left_over_and_told() -> None:
    head = "项目名称 | 预算金额(万元) | 绩效目标 | 绩效指标"
    result = read(page(f"{head}\n灌渠 | 60.00 | 修好灌渠。 | 灌渠修得很好，农户满意。", above=(TITLE,)))
    (d,) = result.declarations
    assert d.indicators == ()
    assert result.tables[0].coverage.leftover == len("灌渠修得很好，农户满意。")
    assert "leftover" in codes(d)


def test_a_name_merged_over_blocks_of_several_pages_gives_no_pages_to_each() -> None:
    first = (
        f"{UNIT}↓ | 灌渠↓ | 100.00 | 修好东渠。 | 产出指标 | 数量指标 | 东渠 | ≥30公里",
        "^ | ^ | 200.00 | 修好西渠。 | 产出指标 | 数量指标 | 西渠 | ≥20公里",
    )
    second = "↑ | ↑ | 300.00 | 修好南渠。 | 产出指标 | 数量指标 | 南渠 | ≥10公里"
    result = read(list_of(*first), page(second))
    assert [d.pages for d in result.declarations] == [(1,), (1,), (2,)]
    assert [d.form.project for d in result.declarations] == ["灌渠"] * 3


CODED = "项目编码 | 项目名称 | 预算数(元) | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"


def test_a_project_printed_again_on_each_row_is_one() -> None:
    rows = (
        "44190026 | 灌渠 | 600000 | 修好灌渠。 | 产出指标 | 数量指标 | 长度 | ≥30公里",
        "44190026 | 灌渠 | 600000 | 修好灌渠。 | 效益指标 | 社会效益指标 | 收益 | 提高",
        "44190027 | 泵站 | 300000 | 修好泵站。 | 产出指标 | 质量指标 | 合格率 | 100%",
    )
    result = read(page("\n".join([CODED, *rows]), above=(TITLE,)))
    assert [(d.form.project, d.form.project_code, len(d.goals), len(d.indicators)) for d in result.declarations] == [
        ("灌渠", "44190026", 1, 2),
        ("泵站", "44190027", 1, 1),
    ]
    assert not any("leftover" in codes(d) for d in result.declarations)


def test_two_rows_that_say_the_same_in_all_are_two_projects() -> None:
    row = "44190026 | 灌渠 | 600000 | 修好灌渠。 | 产出指标 | 数量指标 | 长度 | ≥30公里"
    assert len(read(page("\n".join([CODED, row, row]), above=(TITLE,))).declarations) == 2


def test_one_project_with_another_amount_is_another_declaration() -> None:
    rows = (
        "44190026 | 灌渠 | 600000 | 修好灌渠。 | 产出指标 | 数量指标 | 长度 | ≥30公里",
        "44190026 | 灌渠 | 500000 | 修好灌渠。 | 效益指标 | 社会效益指标 | 收益 | 提高",
    )
    assert len(read(page("\n".join([CODED, *rows]), above=(TITLE,))).declarations) == 2


def test_the_means_of_a_level_are_money() -> None:
    head = "项目名称 | 本级财力 | 年度目标 | 一级指标 | 三级指标 | 指标值"
    row = "灌渠 | 80.0 | 修好灌渠。 | 产出指标 | 长度 | ≥30公里"
    assert summary(read(page(f"{head}\n{row}", above=(TITLE,)))) == [(None, "灌渠", ["80.0"], 1)]


def test_figures_under_one_heading_with_money_are_money() -> None:
    head = "项目名称 | 资金来源 | < | 支出内容 | 绩效指标 | < | <\n"
    head += "^ | 合计 | 土地出让金 | ^ | 指标类别 | 指标名称 | 指标值\n"
    grid = head + "征地 | 5600.00 | 5600.00 | 补偿 | 数量指标 | 面积 | ≥620亩"
    (d,) = read(page(grid, above=(TITLE, "（2026年）", "单位：万元"))).declarations
    assert [(x.label, x.amount.raw) for x in d.budget] == [("合计", "5600.00"), ("土地出让金", "5600.00")]


def test_a_total_called_so_in_the_column_of_numbers() -> None:
    head = "序号 | 项目名称 | 预算数(元) | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n"
    rows = (
        "1 | 灌渠 | 600000.00 | 修好灌渠。 | 产出指标 | 数量指标 | 长度 | ≥30公里\n"
        "合计 |  | 600000.00 |  |  | 意度 |  | \n^ | ^ | ^ | ^ | ^ |  | ^ | ^"
    )
    result = read(page(head + rows, above=(TITLE, "（2026年）")))
    assert [d.form.project for d in result.declarations] == ["灌渠"]
    assert [x.amount.raw for x in result.tables[0].totals] == ["600000.00"]


def test_the_unit_right_of_the_projects_is_no_unit_of_the_values() -> None:
    head = "项目名称 | 单位 | 年度目标 | 指标类型 | 指标名称 | 绩效指标值 | 绩效度量单位 | 本年权重\n"
    grid = head + f"灌渠 | {UNIT} | 修好。 | 产出指标-数量指标 | 长度 | ≥30 | 公里 | 100"
    (d,) = read(page(grid, above=(TITLE, "（2026年）"))).declarations
    (x,) = d.indicators
    assert (d.form.unit, x.annual_value and x.annual_value.unit, x.weight) == (UNIT, "公里", 100)


SOURCES = """
序号 | 项目名称 | 资金来源 | < | < | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | ^ | 小计 | 省级 | 县级 | ^ | ^ | ^ | ^ | ^
（一）青石县卫生健康局（本级） | < | < | < | < | < | < | < | < | <
1 | 奖励扶助 | 326.40 | 195.80 | 130.60 | 按时发放。 | 产出指标 | 数量指标 | 奖扶人数 | ≥3400人
（二）青石县中医医院 | < | < | < | < | < | < | < | < | <
2 | 中医馆 | 90.00 | 45.00 | 45.00 | 新建3个。 | 产出指标 | 数量指标 | 新建中医馆 | 3个
^ | ^ | ^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 服务占比 | ≥30%
"""


def test_a_unit_that_fills_a_row_is_that_of_the_projects_below() -> None:
    result = read(page(SOURCES.strip(), above=(TITLE, "（2026年）", "单位：万元")))
    assert summary(result) == [
        ("青石县卫生健康局（本级）", "奖励扶助", ["326.40", "195.80", "130.60"], 1),
        ("青石县中医医院", "中医馆", ["90.00", "45.00", "45.00"], 2),
    ]
    assert [[e.text for e in d.evidence["/form/unit"]] for d in result.declarations] == [
        ["（一）青石县卫生健康局（本级）"],
        ["（二）青石县中医医院"],
    ]


DEPARTMENTS = """
单位名称 | 年度预算申请 | < | < | 整体绩效目标 | 年度绩效目标 | < | < | <
^ | 资金总额 | 按支出性质分 | < | ^ | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | ^ | 基本支出 | 项目支出 | ^ | ^ | ^ | ^ | ^
青石县商务局 | 846.30 | 446.30 | 400.00 | 社零总额增长6%。 | 产出指标 | 数量指标 | 引进项目数 | ≥8个
^ | ^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度 | 企业满意度 | ≥90%
青石县电商中心 | 162.50 | 102.50 | 60.00 | 培育主体30家。 | 产出指标 | 数量指标 | 培育主体 | ≥30家
"""


def test_a_list_of_departments_has_its_headings_in_three_rows() -> None:
    result = read(page(DEPARTMENTS.strip(), above=("部门整体支出绩效目标表", "预算年度：2026年  金额单位：万元")))
    assert summary(result) == [
        ("青石县商务局", None, ["846.30", "446.30", "400.00"], 2),
        ("青石县电商中心", None, ["162.50", "102.50", "60.00"], 1),
    ]
    assert [d.form.kind for d in result.declarations] == ["department"] * 2
    assert [d.goals[0].text for d in result.declarations] == ["社零总额增长6%。", "培育主体30家。"]
    assert [d.evidence["/form/unit"][0].text for d in result.declarations] == ["青石县商务局", "青石县电商中心"]


def test_the_unit_of_a_total_row_is_the_evidence_of_its_projects_unit() -> None:
    total = f"{UNIT} |  | 900000.00 |  |  |  |  | "
    project = " | 44190026-灌渠 | 600000.00 | 修好灌渠。 | 产出指标 | 数量指标 | 长度 | ≥30公里"
    (d,) = read(list_of(total, project)).declarations
    assert (d.form.unit, [e.text for e in d.evidence["/form/unit"]]) == (UNIT, [UNIT])


BAND_HEAD = "项目名称 | 预算数（元） | 三级指标 | 指标值"


def banded(*rows: str) -> Result:
    full = [row if "|" in row else f"{row} | < | < | <" for row in rows]
    return read(page("\n".join([BAND_HEAD, *full]), above=(TITLE, "（2026年）")))


def test_an_office_that_signs_under_a_list_is_no_unit_of_projects() -> None:
    result = banded("县教育局", "安保 | 10.00 | 场次 | 6场", "县财政局")
    assert [(d.form.unit, d.form.project) for d in result.declarations] == [("县教育局", "安保")]
    assert "leftover" in codes(result.declarations[0])


def test_of_two_names_over_each_other_the_lower_is_the_unit_and_the_other_is_told() -> None:
    result = banded("县教育局", "县实验小学", "安保 | 10.00 | 场次 | 6场")
    assert [(d.form.unit, d.form.project) for d in result.declarations] == [("县实验小学", "安保")]
    assert "leftover" in codes(result.declarations[0])
