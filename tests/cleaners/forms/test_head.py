"""The head: title, year and unit lines, labels beside their content, and the place that is printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from paper import ABOVE, HEAD, TREE, one, page, tree, whole

from shenbao_cleaners.declaration import FormPlace
from shenbao_cleaners.forms.head import place_in

ROW = tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", "年度指标值")
TITLE = "项目支出绩效目标申报表"


@pytest.mark.parametrize("line", ["（2026年）", "(2026年)", "（2026年度）", "2026年", "申报年度：2026", "[2026 年]"])
def test_the_year_line(line: str) -> None:
    d = one(page(ROW, above=(TITLE, line)))
    assert d.form.year == 2026
    assert [e.text for e in d.evidence["/form/year"]] == [line]


@pytest.mark.parametrize("title", ["2026年青石镇项目支出绩效目标申报表", "青石镇2026年度项目支出绩效目标申报表"])
def test_the_year_in_the_title(title: str) -> None:
    d = one(page(ROW, above=(title,)))
    assert d.form.year == 2026
    assert [e.text for e in d.evidence["/form/year"]] == [title]


def test_no_year_is_null_and_never_the_date_of_filing() -> None:
    d = one(page(ROW, above=(TITLE, "填报日期：2025年11月3日")))
    assert d.form.year is None


def test_the_unit_line_above_the_form() -> None:
    d = one(page(ROW, above=(TITLE, "填报单位：青石镇水利所")))
    assert d.form.unit == "青石镇水利所"


def test_the_unit_line_with_the_unit_of_money_behind_it() -> None:
    d = one(page(f"资金总额 | 12.00 | < | <\n{ROW}", above=(TITLE, "部门名称：青石镇水利所    单位：万元")))
    assert d.form.unit == "青石镇水利所"
    assert d.budget[0].amount.unit == "万元"


def test_a_line_naming_the_unit_of_money_is_no_department() -> None:
    assert one(page(ROW, above=(TITLE, "单位：万元"))).form.unit is None


def test_labels_beside_their_content() -> None:
    head = """
项目名称 | 灌渠维护 | 项目编码 | 4419002600123
主管部门 | 云河市水务局 | 实施单位 | 青石镇水利所
"""
    form = one(page(f"{head.strip()}\n{ROW}", above=(TITLE,))).form
    assert (form.project, form.project_code) == ("灌渠维护", "4419002600123")
    assert (form.supervisor, form.unit, form.kind) == ("云河市水务局", "青石镇水利所", "project")


def test_basics() -> None:
    d = one(whole())
    assert d.basics == {"staff": Decimal(12), "subunits": Decimal(0)}
    assert [e.text for e in d.evidence["/basics/staff"]] == ["12"]


def test_names_and_telephones_are_personal() -> None:
    head = "项目名称 | 灌渠维护 | 项目负责人及电话 | 某某 0769-1234\n立项依据 | 某文件 | < | <"
    d = one(page(f"{head}\n{ROW}", above=(TITLE,)))
    assert [(x.label, x.text, x.personal) for x in d.extra] == [
        ("项目负责人及电话", "某某 0769-1234", True),
        ("立项依据", "某文件", False),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青石镇部门整体预算绩效目标申报表", "department"),
        ("单位整体支出绩效目标表", "department"),
        ("项目支出绩效目标申报表", "project"),
        ("转移支付区域绩效目标申报表", "transfer"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert one(page(ROW, above=(title,))).form.kind == kind


@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("东莞市东坑镇公共服务办公室", FormPlace(city="东莞市", town="东坑镇")),
        ("东坑镇部门整体预算绩效目标申报表", FormPlace(town="东坑镇")),
        ("广东省东莞市财政局", FormPlace(province="广东省", city="东莞市")),
        ("广州市越秀区民政局", FormPlace(city="广州市", county="越秀区")),
        ("公共服务办公室", FormPlace()),
        ("城市管理局", FormPlace()),
        ("泉州城市管理局", FormPlace()),
        ("盐城市城市管理局", FormPlace(city="盐城市")),
        ("烟台市规划局", FormPlace(city="烟台市")),
        ("中共烟台市委宣传部", FormPlace(city="烟台市")),
        ("烟台市住房和城乡建设局", FormPlace(city="烟台市")),
        ("烟台市乡村振兴局", FormPlace(city="烟台市")),
        ("专项资金区域绩效目标表", FormPlace()),
        ("烟台市古城乡人民政府", FormPlace(city="烟台市", town="古城乡")),
    ],
)
def test_places_as_printed(name: str, want: FormPlace) -> None:
    assert place_in(name) == want


def test_the_place_of_a_form() -> None:
    assert one(whole()).form.place == FormPlace(city="云河市", town="青石镇")


def test_the_project_in_the_title_only() -> None:
    d = one(page(ROW, above=("灌渠维护工程绩效目标申报表",)))
    assert d.form.project == "灌渠维护工程"
    assert [e.text for e in d.evidence["/form/project"]] == ["灌渠维护工程绩效目标申报表"]


@pytest.mark.parametrize(
    "title", ["项目支出绩效目标申报表", "部门预算项目绩效目标表", "专项资金绩效目标表", "专项业务经费绩效目标表"]
)
def test_a_title_that_names_no_project(title: str) -> None:
    assert one(page(ROW, above=(title,))).form.project is None


@pytest.mark.parametrize(
    "name", ["桥涵安全检查专项", "长者食堂运营补助专项资金", "青石镇公共文化服务经费", "消防办案业务经费"]
)
def test_a_project_in_the_title_that_ends_with_a_kind_of_money(name: str) -> None:
    d = one(page(ROW, above=(f"{name}项目绩效目标表",)))
    assert d.form.project == name


def test_the_unit_of_a_project_is_the_forms_unit() -> None:
    d = one(page("项目名称 | 渠道清淤 | 项目单位 | 青石镇水利所\n" + ROW, above=(TITLE,)))
    assert d.form.unit == "青石镇水利所"


def test_a_head_without_lines_above_is_still_read() -> None:
    d = one(page(f"{HEAD.strip()}\n{TREE.strip()}"))
    assert (d.form.title, d.form.year, d.form.unit) == (None, None, "云河市青石镇农业办公室")


def test_the_whole_form_has_no_issue() -> None:
    d = one(whole())
    assert (d.issues, d.status, d.repairs) == ((), "ok", ())
    assert (d.form.title, d.form.year) == (ABOVE[0], 2026)


def test_year_and_unit_of_money_in_one_line() -> None:
    d = one(page(ROW, above=(TITLE, "（2026年度）    金额单位：元")))
    assert d.form.year == 2026


def test_project_and_supervisor_in_a_line_above() -> None:
    d = one(page(ROW, above=(TITLE, "项目名称：灌渠维护　　主管部门：云河市水务局　　单位：万元")))
    assert (d.form.project, d.form.supervisor) == ("灌渠维护", "云河市水务局")


def test_digits_inside_an_amount_are_no_year() -> None:
    d = one(page(f"年度（2026年） | 1200000 | < | <\n{ROW}", above=(TITLE,)))
    assert d.form.year is None


def test_a_budget_unit_s_code_and_name_in_a_line_of_their_own() -> None:
    d = one(page(ROW, above=(TITLE, "320001青石县教育局    单位：万元")))
    assert (d.form.unit, d.form.place.county) == ("320001青石县教育局", "青石县")


def test_a_plan_of_spending_is_kept_heading_by_heading() -> None:
    grid = f"资金支出计划（%） | 3月底 | 6月底 | 12月底\n^ | 20.00% | 50.00% | 100.00%\n{ROW}"
    d = one(page(grid, above=(TITLE,)))
    assert [(e.label, e.text) for e in d.extra] == [
        ("资金支出计划（%） 3月底", "20.00%"),
        ("资金支出计划（%） 6月底", "50.00%"),
        ("资金支出计划（%） 12月底", "100.00%"),
    ]


def test_the_seal_s_place_is_no_part_of_the_unit_s_name() -> None:
    assert one(page(ROW, above=(TITLE, "填报单位：（盖章）青石镇水利所"))).form.unit == "青石镇水利所"


def test_a_year_and_the_unit_of_money_with_one_blank_between_them() -> None:
    d = one(page("资金总额 | 18.60 | < | <\n" + ROW, above=(TITLE, "（2026年度） 单位：万元")))
    assert d.form.year == 2026
    assert [x.amount.unit for x in d.budget] == ["万元"]


@pytest.mark.parametrize("label", ["批复年度", "填报年度", "项目年度", "预算所属年度"])
def test_names_of_the_year(label: str) -> None:
    d = one(page(f"{label} | 2026年 | < | <\n" + ROW, above=(TITLE,)))
    assert (d.form.year, d.goals) == (2026, ())


@pytest.mark.parametrize("label", ["资金管理单位", "国有企业名称", "部门编码及名称"])
def test_names_of_the_unit(label: str) -> None:
    assert one(page(f"{label} | 青石集团 | < | <\n" + ROW, above=(TITLE,))).form.unit == "青石集团"


@pytest.mark.parametrize(
    ("label", "heading", "year"),
    [
        ("年度目标（2026年）", "指标值", 2026),
        ("年度目标", "2026年目标值", 2026),
        ("年度目标（2025年）", "2026年目标值", None),
    ],
)
def test_the_year_where_only_labels_of_the_year_name_it(label: str, heading: str, year: int | None) -> None:
    grid = f"{label} | 修渠30公里。 | < | <\n" + tree("产出指标 | 数量指标 | 灌渠长度 | ≥30公里", heading)
    assert one(page(grid, above=(TITLE,))).form.year == year


def test_the_first_line_of_a_title_that_names_the_year() -> None:
    form = one(page(ROW, above=("2026年市级部门预算", TITLE))).form
    assert (form.title, form.year) == (f"2026年市级部门预算{TITLE}", 2026)
    assert one(page(ROW, above=("某市2026年部门预算公开说明", TITLE))).form.title == TITLE


SMALL = "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 水站 | 6座"
LETTER = "关于批复2026年项目绩效目标的通知"
TITLED = ("项目支出绩效目标表",)


@pytest.mark.parametrize(
    ("above", "year"),
    [
        ((LETTER, *TITLED), 2026),
        ((LETTER, "关于下达2025年项目绩效目标的通知", *TITLED), None),  # they do not agree
        (("2025年项目绩效目标完成较好。", *TITLED), None),  # no heading of a letter
    ],
)
def test_the_year_of_a_letter_over_the_form(above: tuple[str, ...], year: int | None) -> None:
    d = one(
        page(
            f"项目名称 | 水站运维 | < | <\n{SMALL}",
            above=above,
        )
    )
    assert d.form.year == year


def test_the_authority_in_charge_of_a_business_is_the_supervisor() -> None:
    d = one(
        page(
            f"项目名称 | 维修养护 | 业务主管部门 | 青石县水利局\n{SMALL}",
            above=TITLED,
        )
    )
    assert d.form.supervisor == "青石县水利局"


@pytest.mark.parametrize("title", ["2026年项目支出绩效目标表", "2026年度项目绩效目标申报表"])
def test_the_year_in_a_title_is_no_project(title: str) -> None:
    assert one(page(f"预算单位 | 青石县教育局 | < | <\n{SMALL}", above=(title,))).form.project is None


def test_tasks_with_their_amounts_are_no_lines_of_money() -> None:
    block = "年度主要任务 | 任务名称 | 预算金额（万元） | <\n^ | 校园安保 | 20.00 | <\n^ | 营养午餐 | 30.00 | <"
    d = one(page(f"{block}\n{ROW}", above=(TITLE, "2026年")))
    assert d.budget == ()
