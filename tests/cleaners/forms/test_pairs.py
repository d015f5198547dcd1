"""Several labels with their contents on one line of a cell, and rows of such lines that begin a project."""

from __future__ import annotations

import pytest
from paper import Paper, labelled, money, one, page, read, whole

from shenbao_cleaners.forms.pairs import names_project, pairs

TREE = """
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 新建分馆 | 4个
满意度指标 | 服务对象满意度 | 读者满意度 | ≥92%
"""


def test_each_label_of_a_line_has_its_content() -> None:
    d = one(
        page(
            "项目名称：分馆建设    项目编码：330900-26    单位：万元 | < | < | <\n"
            "主管部门：舟屿市文旅局  实施单位：舟屿市图书馆  起止时间：2026.1—2026.12 | < | < | <\n"
            "资金总额：180.00  其中：财政拨款：160.00  其他资金：20.00 | < | < | <\n"
            "绩效总目标：新建分馆4个。 | < | < | <\n"
            + TREE.strip()
            + "\n填报人：丁某  填报日期：2025年11月3日 | < | < | <",
            above=("2026年项目绩效目标申报表",),
        )
    )
    assert (d.form.project, d.form.project_code) == ("分馆建设", "330900-26")
    assert (d.form.supervisor, d.form.unit) == ("舟屿市文旅局", "舟屿市图书馆")
    assert [(label, value, unit) for _, label, _, value, unit in money(d)] == [
        ("资金总额", "180.00", "万元"),
        ("其中:财政拨款", "160.00", "万元"),
        ("其他资金", "20.00", "万元"),
    ]
    assert [g.text for g in d.goals] == ["新建分馆4个。"]
    assert [(x.label, x.text, x.personal) for x in d.extra] == [
        ("起止时间", "2026.1—2026.12", False),
        ("填报人", "丁某", True),
        ("填报日期", "2025年11月3日", False),
    ]
    assert len(d.indicators) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ("项目名称：分馆建设",),  # one label
        ("完成改造：新建4个  扩建2个",),  # not all parts are labelled
        ("一是：加强管理  二是：提高效率",),  # nothing that is known
        ("主管部门：甲局 实施单位：乙馆",),  # one blank is no gap
    ],
)
def test_what_is_no_line_of_pairs(lines: tuple[str, ...]) -> None:
    assert pairs(lines) == []


def test_a_line_that_names_a_project() -> None:
    assert names_project(("项目名称：路灯  项目金额：12.00",))
    assert names_project(("项目名称：路灯",))
    assert not names_project(("项目名称：",))
    assert not names_project(("主管部门：甲局  项目名称：路灯",))


HEAD = "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 计量单位"
ABOVE = ("2026年项目支出绩效目标表", "部门名称：青石县民政局  金额单位：万元")


def band(name: str, amount: str) -> str:
    return f"项目名称：{name}  项目金额：{amount}  绩效目标：做好{name}。 | < | < | < | < | <"


def test_a_row_that_names_a_project_under_the_headings_begins_a_declaration() -> None:
    result = read(
        page(
            "\n".join(
                [
                    HEAD,
                    band("公墓建设", "210.00"),
                    "产出指标 | 数量指标 | 新建公墓 | ＝ | 3 | 处",
                    "效益指标 | 社会效益指标 | 安葬率 | ≥ | 60 | %",
                    band("孤儿生活费", "48.60"),
                    "产出指标 | 数量指标 | 孤儿人数 | ＝ | 27 | 人",
                ]
            ),
            above=ABOVE,
        )
    )
    first, second = result.declarations
    assert [(d.form.project, d.form.unit, d.form.year) for d in (first, second)] == [
        ("公墓建设", "青石县民政局", 2026),
        ("孤儿生活费", "青石县民政局", 2026),
    ]
    assert [money(d)[0][3:] for d in (first, second)] == [("210.00", "万元"), ("48.60", "万元")]
    assert [d.goals[0].text for d in (first, second)] == ["做好公墓建设。", "做好孤儿生活费。"]
    assert [x[2:] for x in labelled(first)] == [("新建公墓", "＝3处"), ("安葬率", "≥60%")]
    assert [x[2:] for x in labelled(second)] == [("孤儿人数", "＝27人")]


def test_on_the_next_page_the_headings_hold_on() -> None:
    first = [HEAD, band("公墓建设", "210.00"), "产出指标 | 数量指标 | 新建公墓 | ＝ | 3 | 处"]
    second = [
        "效益指标 | 社会效益指标 | 安葬率 | ≥ | 60 | %",
        band("孤儿生活费", "48.60"),
        "产出指标 | 数量指标 | 孤儿人数 | ＝ | 27 | 人",
    ]
    result = read(page("\n".join(first), above=ABOVE), page("\n".join(second)))
    assert [(d.form.project, [x[2] for x in labelled(d)]) for d in result.declarations] == [
        ("公墓建设", ["新建公墓", "安葬率"]),
        ("孤儿生活费", ["孤儿人数"]),
    ]


def test_a_band_printed_again_on_the_next_page_begins_nothing() -> None:
    again = band("公墓建设", "210.00")
    first = [HEAD, again, "产出指标 | 数量指标 | 新建公墓 | ＝ | 3 | 处"]
    second = [again, "效益指标 | 社会效益指标 | 安葬率 | ≥ | 60 | %"]
    result = read(page("\n".join(first), above=ABOVE), page("\n".join(second)))
    assert [(d.form.project, len(d.indicators)) for d in result.declarations] == [("公墓建设", 2)]


def test_a_form_without_such_rows_is_left_alone() -> None:
    assert len(read(whole()).declarations) == 1


def test_numbered_projects_with_their_amounts_in_brackets() -> None:
    result = read(
        page(
            "一级指标 | 二级指标 | 三级指标 | 指标值\n"
            "项目一：校园安保（216.00万元） | < | < | <\n产出指标 | 数量指标 | 保安 | 144人\n"
            "项目二：课桌椅（84.56万元） | < | < | <\n产出指标 | 数量指标 | 课桌椅 | 2400套",
            above=("2026年项目支出绩效目标表",),
        )
    )
    assert [(d.form.project, money(d)[0][1:]) for d in result.declarations] == [
        ("校园安保", ("校园安保", "216.00万元", "216.00", "万元")),
        ("课桌椅", ("课桌椅", "84.56万元", "84.56", "万元")),
    ]


TREE_HEAD = "一级指标 | 二级指标 | 三级指标 | 指标值"
TITLE = "2026年项目支出绩效目标表 | < | < | <"


def named(name: str, amount: str = "12.00") -> str:
    return f"项目名称：{name}  项目金额：{amount} | < | < | <"


def of_each(*pages: str | Paper) -> list[tuple[str | None, int | None, list[str], list[str]]]:
    """(project, year, its amounts, the names of its indicators) of each declaration."""
    return [
        (d.form.project, d.form.year, [b.amount.raw for b in d.budget], [x.name for x in d.indicators])
        for d in read(*pages).declarations
    ]


LIST_ABOVE = ("2026年项目支出绩效目标表",)


def test_rows_under_reprinted_headings_are_the_project_s_before() -> None:
    one_page = [TREE_HEAD, named("公墓"), "产出指标 | 数量指标 | 新建公墓 | 3处"]
    next_page = [
        TREE_HEAD,
        "效益指标 | 社会效益指标 | 安葬率 | ≥60%",
        named("孤儿", "8.00"),
        "产出指标 | 数量指标 | 人数 | 27人",
    ]
    assert of_each(page("\n".join(one_page), above=LIST_ABOVE), page("\n".join(next_page))) == [
        ("公墓", 2026, ["12.00"], ["新建公墓", "安葬率"]),
        ("孤儿", 2026, ["8.00"], ["人数"]),
    ]


def test_headings_hold_over_a_page_that_names_no_project() -> None:
    one_page = [TREE_HEAD, named("公墓"), "产出指标 | 数量指标 | 新建公墓 | 3处"]
    long = "效益指标 | 社会效益指标 | 安葬率 | ≥60%"
    last = ["效益指标 | 生态效益指标 | 绿化 | 6亩", named("孤儿", "8.00"), "产出指标 | 数量指标 | 人数 | 27人"]
    assert of_each(page("\n".join(one_page), above=LIST_ABOVE), page(long), page("\n".join(last))) == [
        ("公墓", 2026, ["12.00"], ["新建公墓", "安葬率", "绿化"]),
        ("孤儿", 2026, ["8.00"], ["人数"]),
    ]


def test_a_title_in_the_table_holds_for_each_project() -> None:
    first = [TITLE, TREE_HEAD, named("公墓"), "产出指标 | 数量指标 | 新建公墓 | 3处"]
    second = [TITLE, TREE_HEAD, named("孤儿", "8.00"), "产出指标 | 数量指标 | 人数 | 27人"]
    assert of_each("\n".join(first), "\n".join(second)) == [
        ("公墓", 2026, ["12.00"], ["新建公墓"]),
        ("孤儿", 2026, ["8.00"], ["人数"]),
    ]


def test_a_form_whose_head_names_its_project_in_a_row_takes_nothing_of_the_form_above() -> None:
    rows = [
        "2026年部门整体支出绩效目标申报表 | < | < | <",
        "部门名称 | 县教育局 | < | <",
        TREE_HEAD,
        "产出指标 | 数量指标 | 学校数 | 10所",
        TITLE,
        "项目名称：校园安保 | < | < | <",
        "年度目标 | 保障校园安全。 | < | <",
        TREE_HEAD,
        "产出指标 | 数量指标 | 巡查次数 | 6次",
    ]
    assert of_each("\n".join(rows)) == [
        (None, 2026, [], ["学校数"]),
        ("校园安保", 2026, [], ["巡查次数"]),
    ]


def test_projects_after_one_that_has_the_headings_below_its_row() -> None:
    rows = [named("公墓"), TREE_HEAD, "产出指标 | 数量指标 | 新建公墓 | 3处"]
    rows += [named("孤儿", "8.00"), "产出指标 | 数量指标 | 人数 | 27人"]
    assert of_each(page("\n".join(rows), above=LIST_ABOVE)) == [
        ("公墓", 2026, ["12.00"], ["新建公墓"]),
        ("孤儿", 2026, ["8.00"], ["人数"]),
    ]


def test_a_unit_s_row_over_its_projects_loses_no_indicator() -> None:
    rows = [TREE_HEAD, "县民政局 | < | < | <", named("公墓"), "产出指标 | 数量指标 | 新建公墓 | 3处"]
    rows += [named("孤儿", "8.00"), "产出指标 | 数量指标 | 人数 | 27人"]
    assert [x[3] for x in of_each(page("\n".join(rows), above=LIST_ABOVE))] == [["新建公墓"], ["人数"]]


def test_a_standard_in_brackets_is_no_amount_of_the_project() -> None:
    form = "项目名称：高龄津贴（100元） | < | < | <\n" + TREE.strip()
    d = one(page(form, above=LIST_ABOVE))
    assert (d.form.project, d.budget) == ("高龄津贴（100元）", ())


def test_labels_within_a_goal_stay_in_it() -> None:
    assert pairs(("年度目标：维修校舍  数量：3栋  项目编码：12",)) == ["年度目标：维修校舍　数量：3栋", "项目编码：12"]


def test_forms_under_each_other_that_name_their_project_in_one_cell() -> None:
    def form(project: str, unit: str, name: str) -> list[str]:
        head = f"项目名称：{project} | 实施单位：{unit} | < | <"
        return [head, "年度目标 | 做好。 | < | <", TREE_HEAD, f"产出指标 | 数量指标 | {name} | 6次"]

    rows = [TITLE, *form("公墓", "民政所", "新建"), *form("灌渠", "水利所", "清淤"), *form("安保", "学校", "巡查")]
    result = read("\n".join(rows))
    assert [(d.form.project, d.form.unit, [x.name for x in d.indicators]) for d in result.declarations] == [
        ("公墓", "民政所", ["新建"]),
        ("灌渠", "水利所", ["清淤"]),
        ("安保", "学校", ["巡查"]),
    ]
    assert {d.form.title for d in result.declarations} == {"2026年项目支出绩效目标表"}


def test_numbered_texts_in_the_head_of_a_later_form_name_no_project() -> None:
    first = [TREE_HEAD, named("公墓"), "产出指标 | 数量指标 | 新建公墓 | 3处"]
    second = ["项目名称 | 乡村建设 | < | <", "项目一：建设道路 | < | < | <", "项目二：建桥 | < | < | <"]
    second += [TREE_HEAD, "产出指标 | 数量指标 | 里程 | 3公里"]
    later = page("\n".join(second), above=("2026年项目支出绩效目标申报表",))
    assert [(p, names) for p, _, _, names in of_each(page("\n".join(first), above=LIST_ABOVE), later)] == [
        ("公墓", ["新建公墓"]),
        ("乡村建设", ["里程"]),
    ]
