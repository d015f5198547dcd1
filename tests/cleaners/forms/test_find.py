"""Which tables are forms, which go on over pages, and which are none."""

from __future__ import annotations

import pytest
from paper import ABOVE, TITLE, WHOLE, codes, document, found, labelled, one, page, read, tree, whole

from shenbao_extract.document import Page, Problem

PROJECT = """
项目名称 | {name} | < | <
主管部门 | 云河市水务局 | 实施单位 | 青石镇水利所
年度目标 | {goal} | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | {name}长度 | ≥30公里
"""
PTITLE = "项目支出绩效目标申报表"


def project(name: str, goal: str = "修好。") -> str:
    return PROJECT.format(name=name, goal=goal)


def test_one_form_with_its_title() -> None:
    (form,) = found(whole())
    assert (form.title, form.self_evaluation, len(form.pieces)) == (TITLE, False, 1)


def test_a_form_that_runs_over_pages_is_one() -> None:
    rows = WHOLE.splitlines()
    (form,) = found(page("\n".join(rows[:8]), above=ABOVE), page("\n".join(x.replace("^", "", 1) for x in rows[8:])))
    assert [p.page.number for p in form.pieces] == [1, 2]


def test_footers_and_page_numbers_between_the_halves_do_no_harm() -> None:
    first = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30 | ≥30")
    second = "效益指标 | 社会效益指标 | 农户收益 | 提高 | 提高"
    (form,) = found(
        page(first, above=ABOVE, below=("第 1 页 共 2 页",)), page(second, above=("- 2 -",), below=("2 / 2",))
    )
    assert len(form.pieces) == 2


def test_two_projects_on_two_pages_are_two() -> None:
    result = read(page(project("灌渠"), above=(PTITLE,)), page(project("泵站"), above=(PTITLE,)))
    assert [d.form.project for d in result.declarations] == ["灌渠", "泵站"]
    assert [t.pages for t in result.tables] == [(1,), (2,)]


def test_two_projects_on_one_page_are_two() -> None:
    result = read(page(project("灌渠"), project("泵站"), above=(PTITLE,), between=(PTITLE,)))
    assert [d.form.project for d in result.declarations] == ["灌渠", "泵站"]
    assert [d.form.title for d in result.declarations] == [PTITLE, PTITLE]


def test_a_new_form_without_a_title_begins_with_its_head() -> None:
    result = read(page(project("灌渠"), above=(PTITLE,)), page(project("泵站")))
    assert [d.form.project for d in result.declarations] == ["灌渠", "泵站"]


def test_the_title_printed_again_over_the_second_page_begins_no_form() -> None:
    first = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30 | ≥30")
    result = read(page(first, above=ABOVE), page("效益指标 | 社会效益指标 | 农户收益 | 提高 | 提高", above=ABOVE))
    (declaration,) = result.declarations
    assert [x[2] for x in labelled(declaration)] == ["灌渠长度", "农户收益"]


@pytest.mark.parametrize("title", ["政府采购预算明细表", "表11：一般公共预算支出表"])
def test_another_budget_table_after_the_form_is_not_joined(title: str) -> None:
    other = "科目编码 | 科目名称 | 预算数 | 增减 | 说明 | 备注\n2130301 | 行政运行 | 37.04 | 0.00 | 无 | 无"
    result = read(whole(), page(other, above=(title,)))
    (table,) = result.tables
    assert table.pages == (1,)
    assert "leftover" not in codes(result.declarations[0])


def test_a_table_much_narrower_is_another() -> None:
    result = read(whole(), page("采购品目 | 数量\n台式机 | 3", widths=(60, 60), left=200))
    assert [t.pages for t in result.tables] == [(1,)]


def test_a_table_after_a_page_without_any_is_another() -> None:
    first = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30 | ≥30")
    doc = document(page(first, above=ABOVE), page("甲 | 乙"), page("效益指标 | 社会效益指标 | 收益 | 提高 | 提高"))
    pages = (doc.pages[0], Page(2, "text", "pdf", width=595, height=842), doc.pages[2])
    result = read(type(doc)(doc.source, pages))
    assert [t.pages for t in result.tables] == [(1,)]


@pytest.mark.parametrize(
    "title",
    ["部门整体支出绩效自评表", "项目支出绩效自评表", "项目绩效目标完成情况表", "项目绩效监控表", "自评项目绩效目标表"],
)
def test_a_self_evaluation_by_its_title_is_no_declaration(title: str) -> None:
    result = read(page(project("灌渠"), above=(title,)))
    assert result.declarations == ()
    assert result.tables == ()
    assert [i.code for i in result.issues] == ["self_evaluation", "no_form"]


@pytest.mark.parametrize("name", ["视频监控运维", "绩效评价工作经费", "水利建设完成情况公示"])
def test_a_project_whose_name_speaks_of_monitoring_or_evaluation_is_declared(name: str) -> None:
    result = read(page(project(name), above=(f"{name}项目绩效目标表",)))
    assert [d.form.project for d in result.declarations] == [name]
    assert [i.code for i in result.issues] == []


@pytest.mark.parametrize("column", ["实际完成值", "全年完成值", "得分", "偏差原因分析"])
def test_a_self_evaluation_by_its_columns_is_no_declaration(column: str) -> None:
    body = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | 31公里", f"年度指标值 | {column}")
    result = read(page(body, above=("项目支出绩效表",)))
    assert result.declarations == ()
    assert "self_evaluation" in [i.code for i in result.issues]


def test_a_declaration_beside_a_self_evaluation_is_read() -> None:
    result = read(page(project("灌渠"), above=("项目支出绩效自评表",)), page(project("泵站"), above=(PTITLE,)))
    assert [d.form.project for d in result.declarations] == ["泵站"]
    assert [i.code for i in result.issues] == ["self_evaluation"]


def test_other_tables_are_no_forms() -> None:
    result = read(page("科目 | 金额\n行政运行 | 37.04", above=("一般公共预算支出表",)))
    assert (result.declarations, result.tables) == ((), ())
    (said,) = result.issues
    assert (said.code, said.severity) == ("no_form", "info")


def test_a_document_without_pages() -> None:
    assert [i.code for i in read(document()).issues] == ["no_form"]


def test_scanned_pages_are_named() -> None:
    doc = document(whole())
    scan = Page(2, "scan", "none", read=False)
    result = read(type(doc)(doc.source, (*doc.pages, scan)))
    (said,) = [i for i in result.issues if i.code == "page_not_read"]
    assert "2" in said.message.zh
    assert "图形" in said.message.zh  # a chart is a picture too, not a scan


def test_what_extract_noticed_is_told() -> None:
    result = read(document(whole(), problems=[Problem("hidden_text", 1, (("count", "7"),))]))
    assert [(i.code, "7" in i.message.zh) for i in result.issues] == [("hidden_text", True)]


def test_the_title_may_be_the_first_row_of_the_table() -> None:
    (form,) = found(page(f"{TITLE} | < | < | <\n{project('灌渠').strip()}"))
    assert form.title == TITLE


def test_the_title_may_run_over_two_lines() -> None:
    result = read(page(project("灌渠"), above=("云河市青石镇二〇二六年项目支出绩效", "目标申报表")))
    assert result.declarations[0].form.title == "云河市青石镇二〇二六年项目支出绩效目标申报表"


def test_body_text_around_a_form_is_not_part_of_it() -> None:
    body = ("二、预算绩效情况", "本单位共有一个项目纳入绩效目标管理，详见附表。")
    result = read(page(project("灌渠"), above=(*body, PTITLE), below=("三、名词解释",)))
    (declaration,) = result.declarations
    assert declaration.form.title == PTITLE
    assert result.tables[0].coverage.leftover == 0


def test_a_title_at_the_end_of_the_page_before_its_form() -> None:
    first, second = read(
        page(project("灌渠"), above=(PTITLE,), below=("项目绩效目标批复表", "（2026年度）", "第 1 页")),
        page(project("路灯"), above=("部门预算公开",)),
    ).declarations
    assert (first.form.title, second.form.title, second.form.year) == (PTITLE, "项目绩效目标批复表", 2026)


def test_two_cards_under_one_title_on_a_page_are_two() -> None:
    """A title printed again on the same page begins a form, though it names no project in its first rows."""
    card = "专项资金情况（万元） | 资金总额 | 12.00 | <\n" + "\n".join(project("灌渠").strip().splitlines()[2:])
    assert len(found(page(card, card, above=("灌渠项目绩效目标表",), between=("（延续）灌渠项目绩效目标表",)))) == 2


def test_cards_in_one_table_with_title_rows_between() -> None:
    grid = project("灌渠").strip() + f"\n{PTITLE} | < | < | <\n" + project("路灯").strip()
    first, second = read(page(grid, above=(PTITLE,))).declarations
    assert [x[2] for x in labelled(first)] == ["灌渠长度"]
    assert (second.form.title, second.form.project) == (PTITLE, "路灯")
    assert [x[2] for x in labelled(second)] == ["路灯长度"]
    assert {e.place.page for places in second.evidence.values() for e in places} == {1}


def test_a_title_at_the_end_of_a_page_without_a_table() -> None:
    before = page(above=("关于下达资金的通知", "附件2", PTITLE))
    result = read(before, page(project("灌渠")))
    assert [(d.form.title, d.form.project) for d in result.declarations] == [(PTITLE, "灌渠")]


def test_text_after_a_title_shows_that_it_is_not_the_next_page_s() -> None:
    before = page(above=(PTITLE, "甲", "乙", "丙"))
    assert [d.form.title for d in read(before, page(project("灌渠"))).declarations] == [None]


def test_projects_named_in_lines_above_their_tables_share_the_title() -> None:
    rows = (
        "年度目标 | 修好{0}。 | < | <",
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "产出指标 | 数量指标 | {0}长度 | ≥30公里",
    )
    grids = ["\n".join(rows).format(x) for x in ("灌渠", "泵站")]
    result = read(page(*grids, above=(f"2026年{PTITLE}", "项目名称：灌渠维护"), between=("项目名称：泵站维护",)))
    assert [(d.form.project, d.form.year, len(d.indicators)) for d in result.declarations] == [
        ("灌渠维护", 2026, 1),
        ("泵站维护", 2026, 1),
    ]


def test_a_form_begun_again_in_the_same_table_is_another() -> None:
    result = read(page(project("灌渠").strip() + "\n" + project("泵站").strip(), above=(PTITLE,)))
    assert [(d.form.project, d.form.title, len(d.indicators)) for d in result.declarations] == [
        ("灌渠", PTITLE, 1),
        ("泵站", PTITLE, 1),
    ]


def test_the_right_part_of_rows_on_another_page_goes_on_with_no_form() -> None:
    grid = "一级指标 | 二级指标 | 三级指标\n产出指标 | 数量指标 | 灌渠长度\n产出指标 | 质量指标 | 合格率"
    result = read(page(grid, above=ABOVE), page("指标值 | 计量单位 | 权重\n30 | 公里 | 50\n100 | % | 50"))
    assert [x.name for d in result.declarations for x in d.indicators] == ["灌渠长度", "合格率"]


def test_one_more_project_under_the_same_head_is_another_declaration() -> None:
    rows = "项目名称 | {0} | < | <\n" + tree("产出指标 | 数量指标 | {0}长度 | ≥30公里", "指标值")
    grid = "主管部门 | 云河市水务局 | < | <\n" + "\n".join(rows.format(x) for x in ("灌渠", "泵站"))
    result = read(page(grid, above=(f"2026年{PTITLE}",)))
    assert [(d.form.project, d.form.supervisor, d.form.year, len(d.indicators)) for d in result.declarations] == [
        ("灌渠", "云河市水务局", 2026, 1),
        ("泵站", "云河市水务局", 2026, 1),
    ]


def test_a_table_under_the_title_once_more_with_its_mark_goes_on() -> None:
    more = tree("效益指标 | 社会效益指标 | 受益人口 | ≥300人", "指标值")
    first = project("灌渠").strip()
    result = read(page(first, more, above=(PTITLE,), between=(f"{PTITLE}（续）",)))
    assert [[x.name for x in d.indicators][-1] for d in result.declarations] == ["受益人口"]
    assert len(read(page(first, more, above=(PTITLE,), between=(f"2027年{PTITLE}",))).declarations) == 2


CUT_HEAD = ("项目名称 | 系统运维 | < | <",)
REST = (
    "主管部门 | 青石市图书馆 | 实施单位 | 青石市档案馆\n年度资金总额 | 380.42 | < | <\n"
    "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 运维系统 | ≥3套"
)


def test_a_head_that_the_page_breaks_off_goes_on_with_its_further_labels() -> None:
    (form,) = found(page(*CUT_HEAD, above=(TITLE, "（2026年度）", "单位：万元")), page(REST))
    assert len(form.pieces) == 2


def test_a_head_with_a_project_of_its_own_is_another_form() -> None:
    again = f"项目名称 | 设备维护 | < | <\n{REST}"
    assert len(found(page(*CUT_HEAD, above=(TITLE, "（2026年度）")), page(again))) == 2


MONEY_HEAD = (
    "专项资金情况（万元） | 资金总额 | 522.63 | <\n项目实施期目标 | 检修机组。 | < | <\n"
    "一级指标 | 二级指标 | 三级指标 | 目标值\n产出指标 | 数量指标 | 维修泵站数量 | ≥5座"
)


def test_a_title_under_the_last_table_of_a_page_begins_a_form_whose_head_is_money_alone() -> None:
    first = page(MONEY_HEAD, above=("档案数字化专项经费项目绩效目标表",), below=("小型泵站维修项目绩效目标表",))
    forms = found(first, page(MONEY_HEAD))
    assert [x.title for x in forms] == ["档案数字化专项经费项目绩效目标表", "小型泵站维修项目绩效目标表"]


def test_a_note_under_a_table_is_no_title_of_the_next_page() -> None:
    rows = "产出指标 | 质量指标 | 合格率 | 100%"
    first = page(MONEY_HEAD, above=("档案数字化项目绩效目标表",), below=("注：见项目绩效目标表",))
    assert len(found(first, page(rows))) == 1


def test_a_title_row_ends_a_tree_that_goes_on_from_the_page_before() -> None:
    first = page(MONEY_HEAD, above=("档案数字化项目绩效目标表",))
    second = page(f"满意度指标 | 服务对象满意度 | 用户满意度 | ≥93%\n泵站维修项目绩效目标表 | < | < | <\n{MONEY_HEAD}")
    result = read(first, second)
    assert [(d.form.title, [x.name for x in d.indicators]) for d in result.declarations] == [
        ("档案数字化项目绩效目标表", ["维修泵站数量", "用户满意度"]),
        ("泵站维修项目绩效目标表", ["维修泵站数量"]),
    ]


def test_a_project_named_on_the_next_page_is_the_next_form() -> None:
    first = page(
        "部门名称 | 县教育局 | < | <\n资金情况（万元） | 120.00 | < | <", above=("2026年部门整体支出绩效目标表",)
    )
    assert [d.form.project for d in read(first, project("校园安保")).declarations] == [None, "校园安保"]


def test_a_title_at_the_foot_of_every_page_is_no_form_s() -> None:
    foot = ("某县2026年部门预算绩效目标表",)
    rows = PROJECT.format(name="灌渠", goal="修好。").strip().splitlines()
    first = page("\n".join(rows[:2]), above=(PTITLE, "2026年"), below=foot)
    (d,) = read(first, page("\n".join(rows[2:]), below=foot)).declarations
    assert (d.form.project, len(d.indicators)) == ("灌渠", 1)


@pytest.mark.parametrize(("row", "title"), [("（2026年）", TITLE), ("预算 | 决算", None)])
def test_a_title_that_fills_the_last_table_of_the_page_before(row: str, title: str | None) -> None:
    boxed = page(f"{TITLE}\n{row}") if "|" not in row else page(f"{TITLE} | <\n{row}")
    d = one(boxed, page(WHOLE))
    assert (d.form.title, d.form.year) == (title, 2026 if title else None)


def test_a_boxed_title_above_text_of_its_page_heads_no_form_on_the_next() -> None:
    text = ("本单位严格执行预算。", "各项工作按计划推进。")
    d = one(page(f"{TITLE}\n（2025年度）", below=text), page(WHOLE))
    assert (d.form.title, d.form.year) == (None, None)


def test_a_head_that_names_two_projects_says_so() -> None:
    d = one(page("项目名称 | 灌渠维护 | < | < | <\n项目名称 | 走访 | < | < | <\n" + tree(TWICE), above=ABOVE))
    (said,) = [i for i in d.issues if i.code == "project_named_twice"]
    assert (said.path, "灌渠维护" in said.message.zh, "走访" in said.message.zh) == ("/form/project", True, True)
    again = one(page("项目名称 | 灌渠维护 | < | < | <\n项目名称 | 灌渠维护 | < | < | <\n" + tree(TWICE), above=ABOVE))
    assert "project_named_twice" not in codes(again)


TWICE = "产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里"
