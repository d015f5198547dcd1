"""A row cut by a page break: half of its text on each page."""

from __future__ import annotations

import pytest
from paper import ABOVE, labelled, on_record, one, page, read, repaired, sheet, texts, tree

from shenbao_cleaners.repairs.page_cut_rows import page_cut_rows

FIRST = tree("产出指标↓ | 数量指标↓ | 灌渠长度 | ≥30公里 | ≥30公里\n^ | ^ | 走访困难群众↓ | ↓ | ↓")
SECOND = "↑ | ↑ | ↑和特殊群体户数 | ↑≥300户 | ↑≥300户\n^ | ^ | 培训次数 | ≥2次 | ≥2次"


def test_an_indicator_cut_in_its_name_with_open_cells() -> None:
    d = one(page(FIRST, above=ABOVE), page(SECOND))
    assert labelled(d) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("产出指标", "数量指标", "走访困难群众和特殊群体户数", "≥300户"),
        ("产出指标", "数量指标", "培训次数", "≥2次"),
    ]
    assert "page_cut_rows" in repaired(d)


def test_the_halves_are_on_record() -> None:
    done = page_cut_rows(sheet(page(FIRST, above=ABOVE), page(SECOND)))
    assert ("page_cut_rows", "走访困难群众 ⏎ 和特殊群体户数", "走访困难群众和特殊群体户数") in on_record(done)
    assert all(r.place is not None for r in done.repairs)


def test_both_halves_are_evidence() -> None:
    d = one(page(FIRST, above=ABOVE), page(SECOND))
    assert [(e.place.page, e.text) for e in d.evidence["/indicators/1/name"]] == [
        (1, "走访困难群众"),
        (2, "和特殊群体户数"),
    ]


def test_a_closing_line_drawn_at_the_break_all_the_same() -> None:
    """Word closes the row on each page: the half without a value shows that it is no row of its own."""
    first = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里\n^ | ^ | 走访困难群众 | ≥300户 | ≥300户")
    d = one(page(first, above=ABOVE), page(" |  | 和特殊群体户数 |  | \n^ | ^ | 培训次数 | ≥2次 | ≥2次"))
    assert [(x[2], x[3]) for x in labelled(d)] == [
        ("灌渠长度", "≥30公里"),
        ("走访困难群众和特殊群体户数", "≥300户"),
        ("培训次数", "≥2次"),
    ]


def test_two_whole_rows_at_a_break_stay_two() -> None:
    first = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里")
    second = "产出指标 | 质量指标 | 合格率 | 100% | 100%"
    pages = page(first, above=ABOVE), page(second)
    done = page_cut_rows(sheet(*pages))
    assert done.repairs == ()
    assert [x[2] for x in labelled(one(*pages))] == ["灌渠长度", "合格率"]


def test_two_whole_rows_stay_two_where_the_boxes_are_open() -> None:
    """Some producers draw no line at any break; a name and a value on both pages are two indicators."""
    first = tree("产出指标↓ | 数量指标↓ | 灌渠长度↓ | ≥30公里↓ | ≥30公里↓")
    second = "↑ | ↑ | ↑走访户数 | ↑≥300户 | ↑≥300户\n^ | ^ | 培训次数 | ≥2次 | ≥2次"
    d = one(page(first, above=ABOVE), page(second))
    assert [(x[1], x[2], x[3]) for x in labelled(d)] == [
        ("数量指标", "灌渠长度", "≥30公里"),
        ("数量指标", "走访户数", "≥300户"),
        ("数量指标", "培训次数", "≥2次"),
    ]


TASKS = """
年度重点工作任务 | 名称 | 主要实施内容 | 拟投入的资金(元) | 期望达到的目标(概述)
^ | 灌渠维护 | 维护灌渠三十公里 | 600,000.00 | 灌渠畅通
^ | 走访农户 | 走访农户三百户，↓ | 300,000.00↓ | 了解↓
"""
TREE = """
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值
^ | 产出指标 | 数量指标 | 走访户数 | ≥300户
"""


def test_a_task_cut_in_its_content() -> None:
    second = " | ↑ | ↑登记所需 | ↑ | ↑需要\n" + TREE.strip()
    d = one(page(TASKS, above=ABOVE), page(second))
    assert [(t.name, t.content, t.amount.raw if t.amount else None, t.expected) for t in d.tasks] == [
        ("灌渠维护", "维护灌渠三十公里", "600,000.00", "灌渠畅通"),
        ("走访农户", "走访农户三百户，登记所需", "300,000.00", "了解需要"),
    ]


def test_goals_cut_in_their_text_with_the_label_on_one_page() -> None:
    first = "部门名称 | 青石镇农业办公室\n总体绩效目标↓ | 目标1：修好灌渠。目标2：走↓"
    second = "↑ | ↑访农户。\n"
    third = "一级指标 | 二级指标 | 三级指标 | 年度指标值\n产出指标 | 数量指标 | 走访户数 | ≥300户"
    d = one(
        page(first, above=ABOVE, widths=(90, 270)),
        page(second, widths=(90, 270)),
        page(third),
    )
    assert [(g.number, g.text) for g in d.goals] == [(1, "修好灌渠。"), (2, "走访农户。")]


def test_a_line_cut_through_its_middle_stands_on_both_pages_and_is_read_once() -> None:
    first = tree("产出指标↓ | 数量指标↓ | 走访困难⏎群众和特殊群↓ | ↓ | ↓")
    second = "↑ | ↑ | ↑群众和特殊群⏎体户数 | ↑≥300户 | ↑≥300户\n效益指标 | 社会效益指标 | 收益 | 提高 | 提高"
    d = one(page(first, above=ABOVE), page(second))
    assert labelled(d)[0] == ("产出指标", "数量指标", "走访困难群众和特殊群体户数", "≥300户")


def test_nothing_is_joined_without_a_break() -> None:
    clean = sheet(page(tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里"), above=ABOVE))
    assert page_cut_rows(clean).sheet is clean


@pytest.mark.parametrize("second", [SECOND, " |  | 和特殊群体户数 |  | \n^ | ^ | 培训次数 | ≥2次 | ≥2次"])
def test_twice_is_once(second: str) -> None:
    done = page_cut_rows(sheet(page(FIRST, above=ABOVE), page(second)))
    again = page_cut_rows(done.sheet)
    assert again.repairs == ()
    assert texts(again.sheet) == texts(done.sheet)


LIST = """
项目名称 | 预算数(元) | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
渠道清淤↓ | 600,000.00↓ | 渠道畅通↓ | 产出指标 | 数量指标 | 清淤长度 | ≥30公里
^ | ^ | ^ | 效益指标↓ | 社会效益指标↓ | 群众出行↓ | 改善↓
"""


def test_a_list_whose_project_ends_with_the_page_and_no_line_under_it() -> None:
    """Amounts are never cut in halves: another one beside another name is another project."""
    second = "↑路灯养护 | ↑8,000.00 | ↑路灯常亮 | ↑产出指标 | ↑数量指标 | ↑路灯 | ↑≥30盏"
    first, other = read(page(LIST, above=ABOVE), page(second)).declarations
    assert (first.form.project, other.form.project) == ("渠道清淤", "路灯养护")
    assert [x[0:3] for x in labelled(other)] == [("产出指标", "数量指标", "路灯")]


def test_a_list_whose_labels_change_with_the_page_and_no_line_between() -> None:
    second = """
↑ | ↑ | ↑ | ↑满意度指标 | ↑服务对象满意度指标 | ↑村民满意度 | ↑≥90%
^ | ^ | ^ | ^ | ^ | 商户满意度 | ≥90%
"""
    (d,) = read(page(LIST, above=ABOVE), page(second)).declarations
    assert [x[:3] for x in labelled(d)] == [
        ("产出指标", "数量指标", "清淤长度"),
        ("效益指标", "社会效益指标", "群众出行"),
        ("满意度指标", "服务对象满意度指标", "村民满意度"),
        ("满意度指标", "服务对象满意度指标", "商户满意度"),
    ]


PROSE = """
项目名称 | 总计 | 绩效目标 | 绩效指标
渠道清淤↓ | 60.00↓ | 渠道↓ | 1、1-产出指标；11-数量指标；清淤长度；实施周期指标值:≥3公里；年度指标值:≥↓
"""


@pytest.mark.parametrize("open_top", ["↑", ""])
def test_a_list_row_cut_in_its_name_and_its_prose_shows_no_amount_on_the_second_page(open_top: str) -> None:
    second = "项目 |  | 畅通 | 3公里。2、1-产出指标；12-质量指标；合格率；实施周期指标值:100%；年度指标值:100%。"
    second = " | ".join(open_top + x.strip() for x in second.split("|"))
    (d,) = read(page(PROSE, above=ABOVE), page(second)).declarations
    assert (d.form.project, d.goals[0].text) == ("渠道清淤项目", "渠道畅通")
    assert [(x[2], x[3]) for x in labelled(d)] == [("清淤长度", "≥3公里"), ("合格率", "100%")]


def test_two_labelled_rows_of_the_head_stay_two_where_the_boxes_are_open() -> None:
    first = "项目名称 | 渠道清淤 | < | <\n主管部门↓ | 青石镇农业办公室↓ | 项目单位↓ | 青石镇水利所↓"
    tree_rows = "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 灌渠 | ≥30公里"
    second = f"↑项目资金(万元) | ↑资金总额 | ↑12.00 | <\n{tree_rows}"
    d = one(page(first, above=ABOVE), page(second))
    assert (d.form.supervisor, d.form.unit) == ("青石镇农业办公室", "青石镇水利所")
    assert [(b.label, b.amount.raw) for b in d.budget] == [("资金总额", "12.00")]


def test_a_heading_of_the_right_half_at_the_end_of_a_page() -> None:
    first = "绩效指标↓ | 一级指标↓ | 二级指标↓ | 三级指标↓ | 指标值↓ | 二级指标↓ | 三级指标↓ | 指标值↓"
    second = """
↑ | ↑产出指标 | ↑数量指标 | ↑灌渠长度 | ↑≥90公里 | ↑数量指标 | ↑年度灌渠长度 | ↑≥30公里
^ | ^ | ^ | 走访户数 | ≥900户 | ^ | 年度走访户数 | ≥300户
"""
    d = one(page(first, above=ABOVE), page(second))
    assert [x[:3] for x in labelled(d)][2:] == [
        ("产出指标", "数量指标", "年度灌渠长度"),
        ("产出指标", "数量指标", "年度走访户数"),
    ]


def test_a_list_whose_amount_is_cut_in_its_decimals() -> None:
    second = "↑项目 | ↑0 | ↑无阻 | ↑产出指标 | ↑质量指标 | ↑合格率 | ↑100%"
    (d,) = read(page(LIST.replace("600,000.00", "600,000.0"), above=ABOVE), page(second)).declarations
    assert (d.form.project, d.budget[0].amount.raw) == ("渠道清淤项目", "600,000.00")


def test_a_list_whose_name_and_goal_are_cut_and_the_amount_stands_on_one_page() -> None:
    """Closing lines are drawn all the same; no project is without an amount."""
    first = LIST.replace("↓", "")
    second = """
项目 |  | 畅通无阻 | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90%
^ | ^ | ^ | ^ | ^ | 商户满意度 | ≥90%
"""
    (d,) = read(page(first, above=ABOVE), page(second)).declarations
    assert (d.form.project, [g.text for g in d.goals]) == ("渠道清淤项目", ["渠道畅通畅通无阻"])
    assert len(d.indicators) == 4


@pytest.mark.parametrize(("half", "other"), [("社会效益指", "标"), ("社会效益", "指标"), ("社会", "效益指标")])
def test_a_list_label_cut_in_its_last_word(half: str, other: str) -> None:
    first = LIST.replace("社会效益指标↓", half).replace("↓", "")
    second = f"""
 |  |  |  | {other} | 村民收入 | 提高
 |  |  | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90%
"""
    (d,) = read(page(first, above=ABOVE), page(second)).declarations
    assert [x[1] for x in labelled(d)][1:] == ["社会效益指标", "社会效益指标", "服务对象满意度指标"]


def test_a_list_label_whose_second_half_is_a_label_of_level_1() -> None:
    first = LIST.replace("社会效益指标↓", "服务对象").replace("效益指标↓", "满意度指").replace("↓", "")
    way = ["指标方向性", "正向指标", "正向指"]
    first = "\n".join(f"{x} | {y}" for x, y in zip(first.strip().split("\n"), way, strict=True))
    (d,) = read(page(first, above=ABOVE), page(" |  |  | 标 | 满意度指标 |  |  | 标")).declarations
    assert [(x.printed.level1, x.printed.level2) for x in d.indicators] == [
        ("产出指标", "数量指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]


def test_a_total_at_the_top_of_a_page_is_no_rest_of_the_project_before() -> None:
    first = """
单位名称 | 项目名称 | 预算数(元) | 年度目标 | 三级指标 | 指标值
水利所 | 渠道清淤 | 600,000.00 | 渠道畅通 | 清淤长度 | ≥30公里
"""
    second = """
路灯所 |  | 8,000.00 |  |  |
路灯所 | 路灯养护 | 8,000.00 | 路灯常亮 | 路灯 | ≥30盏
"""
    found = read(page(first, above=ABOVE), page(second))
    assert [(d.form.unit, d.form.project) for d in found.declarations] == [
        ("水利所", "渠道清淤"),
        ("路灯所", "路灯养护"),
    ]


def test_a_goals_heading_at_the_end_of_a_page() -> None:
    first = "项目名称 | 渠道清淤 | <\n总体目标 | 实施期目标 | 年度目标"
    second = " | 修好灌渠。 | 修三十公里。\n一级指标 | 二级指标 | 指标值\n产出指标 | 数量指标 | ≥30公里"
    d = one(page(first, above=ABOVE), page(second))
    assert [(g.horizon, g.text) for g in d.goals] == [("period", "修好灌渠。"), ("annual", "修三十公里。")]


ACTIVITIES = """
部门名称 | 青石镇农业办公室 | < | < | < | <
↓ | 活动 | 绩效指标 | 指标性质 | 指标值 | 度量单位
^ | 节水 | 产出指标数量指标水表安装 | ≥ | 30 | 块
^ | 节水 | 效益指标生态效益指标节约用水 | 定性 | 优，节约用水。 |
"""


@pytest.mark.parametrize(
    "heading", ["活动 | 绩效指标 | 指标性质 | 指标值 | 度量单位", "活动 | 绩效指标 | 性质 | 指标值 | 单位"]
)
def test_the_heading_on_the_next_page_is_no_rest_of_the_row_above(heading: str) -> None:
    """Printed again beside a label that only this page shows, be it in the same words or not."""
    rows = "\n".join(f"^ | 节水 | 产出指标数量指标水井{i} | ≥ | {i} | 口" for i in range(1, 7))
    d = one(page(ACTIVITIES, above=ABOVE), page(f"整体绩效目标 | {heading}\n{rows}"))
    assert labelled(d)[1] == ("效益指标", "生态效益指标", "节约用水", "优，节约用水。")
    assert [x.activity for x in d.indicators] == ["节水"] * 8


def test_a_merged_label_of_a_list_goes_on_in_a_closed_blank_box() -> None:
    first = LIST.replace("↓", "").replace("效益指标 | 社会效益指标", "^ | 质量指标")
    second = """
 |  |  |  | 经济成本指标 | 清淤单价 | ≤8元
 |  |  | 效益指标 | 社会效益指标 | 村民出行 | 改善
"""
    (d,) = read(page(first, above=ABOVE), page(second)).declarations
    assert [x[0] for x in labelled(d)] == ["产出指标", "产出指标", "产出指标", "效益指标"]


def test_rows_of_two_towns_at_a_break_are_two() -> None:
    """The rows have no closing line at the break, and the values of both are the same."""
    head = "项目名称 | 档案数字化 | <\n乡镇 | 产出指标 | 效益指标\n^ | 数量指标 | 社会效益指标\n^ | 页数 | 效率"
    first = f"{head}\n柳港镇 | 48万页 | 提升\n荷塘里镇↓ | 48万页↓ | 提升↓"
    d = one(
        page(first, above=("专项资金区域绩效目标表", "（2026年度）")),
        page("南湾街道 | 48万页 | 提升\n鹿鸣街道 | 48万页 | 提升"),
    )
    assert [x.place for x in d.indicators if x.name == "页数"] == ["柳港镇", "荷塘里镇", "南湾街道", "鹿鸣街道"]
    assert {x.annual_value.raw for x in d.indicators if x.annual_value} == {"48万页", "提升"}


def test_an_amount_of_0_on_one_side_makes_two_projects_no_one() -> None:
    head = "项目名称 | 资金总额 | 其他资金 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
    first = f"{head}\n村道养护经费↓ | 184.87↓ | 0↓ | 修好。↓ | 产出指标↓ | 数量指标↓ | 里程↓ | 34公里↓"
    second = "防护栏专项经费 | 194.36 |  | 装好。 | 产出指标 | 数量指标 | 标志牌 | 90块"
    result = read(page(first, above=("项目支出绩效目标表", "单位：万元")), page(second))
    assert [d.form.project for d in result.declarations] == ["村道养护经费", "防护栏专项经费"]


def test_rows_under_two_whole_labels_are_two_though_no_line_is_drawn_at_the_top_of_the_page() -> None:
    """An empty template has no values that could tell its rows apart."""
    first = tree("产出指标 | 成本指标 | 指标1： | ", "指标值") + "\n^ | ^ | …… | "
    second = "↑效益指标 | ↑经济效益指标 | ↑指标1： | ↑\n^ | ^ | …… | "
    d = one(page(first, above=("项目支出绩效目标表", "（2026年度）")), page(second))
    assert (d.status, d.indicators, d.repairs) == ("blank", (), ())


def test_the_total_under_a_heading_that_closes_a_page_is_no_rest_of_the_heading() -> None:
    head = "单位名称 | 项目名称 | 预算数(元) | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
    body = """
合计 |  | 8,000.00 |  |  |  |  |
水利所 | 渠道清淤 | 8,000.00 | 修好。 | 产出指标 | 数量指标 | 清淤长度 | ≥30公里
"""
    (d,) = read(page(head, above=("项目支出绩效目标表",)), page(body)).declarations
    assert (d.form.unit, d.form.project, [x.amount.raw for x in d.budget]) == ("水利所", "渠道清淤", ["8,000.00"])


def test_the_empty_rest_of_a_row_of_amounts_is_no_row_of_amounts() -> None:
    head = """
部门名称 | 水利所 | < | <
总体资金情况(万元) | 预算支出总额 | 财政拨款 | <
^ | ^ | 基本支出 | 项目支出
^ | 20.00 | 8.00 | 12.00
"""
    body = " |  |  | \n一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 清淤长度 | ≥30公里"
    d = one(page(head, above=("部门整体支出绩效目标表",)), page(body))
    assert [x.amount.raw for x in d.budget] == ["20.00", "8.00", "12.00"]
    *rows, amounts = head.strip().splitlines()
    rest = f"{body.replace(' |  |  | ', '(万元) |  |  | ', 1)}".replace("一级", f"{amounts}\n一级", 1)
    d = one(page("\n".join(rows), above=("部门整体支出绩效目标表",)), page(rest))
    assert [x.amount.raw for x in d.budget] == ["20.00", "8.00", "12.00"]


def test_a_row_of_bracketed_text_whose_amount_stands_on_the_second_page_is_no_total() -> None:
    head = "项目名称 | 预算数(万元) | 绩效目标 | 绩效指标"
    first = f"{head}\n渠道清淤 |  | 修好。 | 【产出指标-数量指标】指标1:长度（≥3公里）；【产出指标-质量"
    second = " | 6.50 |  | 指标】指标1:合格率（≥98%）"
    (d,) = read(page(first, above=("项目支出绩效目标表",)), page(second)).declarations
    assert ([x.amount.raw for x in d.budget], [x.name for x in d.indicators]) == (
        ["6.50"],
        ["指标1:长度", "指标1:合格率"],
    )


def test_the_last_digits_of_a_lists_amount_on_the_next_page() -> None:
    first = LIST.replace("600,000.00↓", "253.4").replace("↓", "")
    second = " | 9 |  | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90%"
    (d,) = read(page(first, above=ABOVE), page(second)).declarations
    assert ([f"{x.amount.value:f}" for x in d.budget], len(d.indicators)) == (["253.49"], 3)


def test_a_row_of_bracketed_text_whose_name_and_amount_stand_on_the_second_page() -> None:
    head = "项目名称 | 预算数(万元) | 绩效目标 | 绩效指标"
    first = f"{head}\n |  | 修好 | 【产出指标-数量指标】指标1:长度（≥3公里）；【产出指标-质量"
    second = "渠道清淤 | 6.50 | 十里。 | 指标】指标1:合格率（≥98%）"
    (d,) = read(page(first, above=("项目支出绩效目标表",)), page(second)).declarations
    assert (d.form.project, [g.text for g in d.goals], len(d.indicators)) == ("渠道清淤", ["修好十里。"], 2)


def test_a_row_with_only_the_ends_of_labels_gives_them_to_the_boxes_above() -> None:
    """Level 1 is cut in its word over three pages; level 2 shows below the second break beside nothing else."""
    first = "效益指 | 经济效益指标 | 增收 | 提高 | 提高\n^ | ^ | 节支 | 有所节约 | 有所节约"
    second = "|  | 健康素养 | 提升 | 提升\n^ | ^ | 就医 | 改善 | 改善"
    third = "标 | 社会效益指标 |  |  | \n^ | 可持续影响指标 | 管护 | 100% | 100%"
    d = one(page(tree(first), above=ABOVE), page(second), page(third))
    assert [x[:3] for x in labelled(d)] == [
        ("效益指标", "经济效益指标", "增收"),
        ("效益指标", "经济效益指标", "节支"),
        ("效益指标", "社会效益指标", "健康素养"),
        ("效益指标", "社会效益指标", "就医"),
        ("效益指标", "可持续影响指标", "管护"),
    ]


def test_a_row_left_unfilled_keeps_its_label() -> None:
    first = "效益指标 | 经济效益指标 | 增收 | 提高 | 提高"
    second = "|  | 节支 | 有所节约 | 有所节约"
    d = one(
        page(tree(first), above=ABOVE),
        page(second),
        page(" | 社会效益指标 |  |  | \n^ | 可持续影响指标 | 管护 | 100% | 100%"),
    )
    assert ("效益指标", "经济效益指标", "节支") in [x[:3] for x in labelled(d)]


def test_a_goal_whole_above_the_break_beside_half_its_label() -> None:
    first = "项目名称 | 灌渠维护 | < | < | <\n年 | 修好灌渠三十公里。 | < | < | <"
    second = "度总体目标 |  | < | < | <\n" + tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里")
    d = one(page(first, above=ABOVE), page(second))
    assert [(g.text, g.horizon) for g in d.goals] == [("修好灌渠三十公里。", "annual")]


def test_the_labels_of_a_head_s_row_cut_beside_their_texts() -> None:
    head = "项目名称 | 灌渠维护 | < | < | <\n主管部 | 云河市水务局 | 实施单 | 青石镇水利所 | <"
    second = "门及代码 |  | 位 |  | <\n" + tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里")
    d = one(page(head, above=ABOVE), page(second))
    assert (d.form.supervisor, d.form.unit) == ("云河市水务局", "青石镇水利所")
