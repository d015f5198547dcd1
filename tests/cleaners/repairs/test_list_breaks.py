"""What a page break does to the left cells of a flat list: project, amounts and goal, one cell for many rows."""

from __future__ import annotations

import pytest
from paper import codes, labelled, page, read

from shenbao_cleaners.declaration import Declaration

HEAD = "项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
ABOVE = ("项目支出绩效目标表", "金额单位：万元")
CANAL = "44190026T000001-渠道清淤"
PUMP = "44190026T000002-泵站更新"


def paper(*rows: str, head: bool = True) -> object:
    return page("\n".join([HEAD, *rows] if head else rows), above=ABOVE if head else ())


def said(d: Declaration) -> tuple[str | None, list[str], list[str], int]:
    return d.form.project, [x.amount.raw for x in d.budget], [g.text for g in d.goals], len(d.indicators)


def test_a_project_over_five_pages_whose_name_and_amount_stand_on_the_middle_one() -> None:
    """Each page holds one row of the block, its left cells without a line at the break; the goal runs through all."""
    pages = [
        "↓ | ↓ | 清淤三十公里，↓ | 产出指标 | 数量指标 | 长度 | ≥30公里",
        "↓ | ↓ | 疏通涵洞十座，↓ | 产出指标 | 数量指标 | 涵洞 | ≥10座",
        f"{CANAL}↓ | 145.000000↓ | 修整渠岸，↓ | 产出指标 | 质量指标 | 合格率 | 100%",
        "↓ | ↓ | 植树护坡，↓ | 效益指标 | 社会效益指标 | 出行 | 改善",
        " |  | 村民满意。 | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90%",
    ]
    pump = f"{PUMP} | 8.000000 | 修好泵站。 | 产出指标 | 数量指标 | 泵站 | 1座"
    canal, other = read(*[paper(x) for x in pages[:-1]], paper(pages[-1], pump)).declarations
    assert said(canal) == (
        CANAL,
        ["145.000000"],
        ["清淤三十公里，疏通涵洞十座，修整渠岸，植树护坡，村民满意。"],
        5,
    )
    assert canal.pages == (1, 2, 3, 4, 5)
    assert said(other) == (PUMP, ["8.000000"], ["修好泵站。"], 1)


def test_a_block_that_fills_whole_pages_with_its_code_on_the_third() -> None:
    """The page's frame closes the cells of the page that lies wholly inside the block."""
    first = (
        f"{PUMP} | 8.000000 | 修好泵站。 | 产出指标 | 数量指标 | 泵站 | 1座",
        "↓ | ↓ | ↓ | 产出指标 | 数量指标 | 长度 | ≥30公里",
    )
    second = (
        " |  | 清淤三十公里， | 产出指标 | 数量指标 | 涵洞 | ≥10座",
        "^ | ^ | ^ | 产出指标 | 质量指标 | 合格率 | 100%",
    )
    third = (
        f"{CANAL} | 145.000000 | 村民满意。 | 效益指标 | 社会效益指标 | 出行 | 改善",
        "^ | ^ | ^ | 效益指标 | 社会效益指标 | 收入 | 提高",
    )
    pump, canal = read(paper(*first), paper(*second, head=False), paper(*third, head=False)).declarations
    assert said(pump) == (PUMP, ["8.000000"], ["修好泵站。"], 1)
    assert said(canal) == (CANAL, ["145.000000"], ["清淤三十公里，村民满意。"], 5)


def test_a_name_cut_between_two_whole_pages() -> None:
    first = (
        f"{CANAL[:-2]} | 145.000000 | 清淤三十公里， | 产出指标 | 数量指标 | 长度 | ≥30公里",
        "^ | ^ | ^ | 产出指标 | 数量指标 | 涵洞 | ≥10座",
    )
    second = (
        "清淤 |  | 村民满意。 | 产出指标 | 质量指标 | 合格率 | 100%",
        "^ | ^ | ^ | 效益指标 | 社会效益指标 | 出行 | 改善",
    )
    (canal,) = read(paper(*first), paper(*second, head=False)).declarations
    assert said(canal) == (CANAL, ["145.000000"], ["清淤三十公里，村民满意。"], 4)


def test_two_projects_whose_amounts_alone_have_no_line_between() -> None:
    """Two whole amounts are two amounts: the name and the goal beside them are closed."""
    first = (
        f"{CANAL} | 678.715000↓ | 渠道畅通。 | 产出指标 | 数量指标 | 长度 | ≥30公里",
        "^ | ^ | ^ | 产出指标 | 数量指标 | 涵洞 | ≥10座",
    )
    second = (
        f"{PUMP} | ↑5,000.000000 | 修好泵站。 | 产出指标 | 数量指标 | 泵站 | 1座",
        "^ | ^ | ^ | 产出指标 | 质量指标 | 合格率 | 100%",
    )
    canal, pump = read(paper(*first), paper(*second)).declarations
    assert said(canal) == (CANAL, ["678.715000"], ["渠道畅通。"], 2)
    assert said(pump) == (PUMP, ["5,000.000000"], ["修好泵站。"], 2)
    assert (canal.pages, pump.pages) == ((1,), (2,))


@pytest.mark.parametrize("amount", ["145.00", "8.0000", "9"])
def test_two_coded_projects_with_no_line_at_all_between_stay_two(amount: str) -> None:
    row = "^ | ^ | ^ | 产出指标 | 质量指标 | 合格率 | 100%"
    first = (
        row.replace("^", "↓").replace("↓", f"{CANAL}↓", 1).replace("| ↓", "| 145.00↓", 1),
        "^ | ^ | ^ | 产出指标 | 数量指标 | 长度 | ≥30公里",
    )
    second = f"↑{PUMP} | ↑{amount} | ↑修好泵站。 | ↑产出指标 | ↑数量指标 | ↑泵站 | ↑1座", row
    found = read(paper(*first), paper(*second, head=False)).declarations
    assert [d.form.project for d in found] == [CANAL, PUMP]
    assert [labelled(d)[0][2] for d in found] == ["合格率", "泵站"]


def test_a_project_s_blank_boxes_go_on_over_a_page_to_the_rest_of_its_goal() -> None:
    """Lines close the boxes at both breaks; name and amount show on the first page, the goal's end on the third."""
    first = f"{CANAL} | 145.00 | 清淤三十公里， | 产出指标 | 数量指标 | 长度 | ≥30公里"
    second = " |  |  | 产出指标 | 质量指标 | 合格率 | 100%"
    third = " |  | 村民满意。 | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90%"
    (canal,) = read(paper(first), paper(second, head=False), paper(third, head=False)).declarations
    assert said(canal) == (CANAL, ["145.00"], ["清淤三十公里，村民满意。"], 3)


def levels(*pages: object) -> list[tuple[str | None, str | None]]:
    (d,) = read(*pages).declarations  # type: ignore[arg-type]
    return [(x.level1, x.level2) for x in d.indicators]


def test_a_blank_level_box_beside_another_group_s_label_is_that_group_s() -> None:
    """The label of the boxes shows where their last row ends, on the third page, beside nothing else."""
    first = (
        f"{CANAL} | 145.00 | 清淤。 | 效益指标 | 社会效益指标 | 出行 | 改善",
        "^ | ^ | ^ | ^ | ^ | 收入 | 提高",
    )
    second = (" |  |  |  | 经济成本指标 | 单价 | ≤2万元", "^ | ^ | ^ | ^ | 生态环境成本指标 | 回收率 | 90%")
    third = " |  |  | 成本指标 |  |  | "
    assert levels(paper(*first), paper(*second, head=False), paper(third, head=False)) == [
        ("效益指标", "社会效益指标"),
        ("效益指标", "社会效益指标"),
        ("成本指标", "经济成本指标"),
        ("成本指标", "生态环境成本指标"),
    ]


def test_costs_are_outputs_only_where_the_list_has_no_group_of_costs() -> None:
    first = f"{CANAL} | 145.00 | 清淤。 | 产出指标 | 数量指标 | 长度 | ≥30公里"
    second = (" |  |  |  | 经济成本指标 | 单价 | ≤2万元", "^ | ^ | ^ | ^ | 生态环境成本指标 | 回收率 | 90%")
    pages = paper(first), paper(*second, head=False), paper(" |  |  | 成本指标 |  |  | ", head=False)
    assert levels(*pages)[1:] == [("成本指标", "经济成本指标"), ("成本指标", "生态环境成本指标")]


def test_a_blank_level_box_beside_half_a_label_waits_for_the_rest() -> None:
    first = (
        f"{CANAL} | 145.00 | 清淤。 | 成本指标 | 经济成本指标 | 单价 | ≤2万元",
        "^ | ^ | ^ | ^ | ^ | 补贴 | ≤1万元",
    )
    second, third = " |  |  |  | 数 | 长度 | ≥30公里", " |  |  | 产出指标 | 量指标 | 涵洞 | ≥10座"
    found = levels(paper(*first), paper(second, head=False), paper(third, head=False))
    assert found[2:] == [("产出指标", "数量指标"), ("产出指标", "数量指标")]


PROSE = "项目名称 | 预算数（万元） | 绩效目标 | 绩效指标"
GIVEN = "【产出指标-数量指标】指标1:长度（≥30公里）；指标2:涵洞（≥10座）"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("渠道清淤 | 339.3 |  | ", f" | 264 | 清淤。 | {GIVEN}"),  # no total: the next row has no name
        (f" | 339.3264 |  | {GIVEN}", "渠道清淤 |  | 清淤。 | "),
        (f" | 339.3 | 清 | {GIVEN[:20]}", f"渠道清淤 | 264 | 淤。 | {GIVEN[20:]}"),
        (f" |  | 清 | {GIVEN[:20]}", f"渠道清淤 | 339.3264 | 淤。 | {GIVEN[20:]}"),
        (" | 339.3 | 清 | ", f"渠道清淤 | 264 | 淤。 | {GIVEN}"),
    ],
)
def test_one_project_of_a_list_on_two_pages_its_name_on_one(above: str, below: str) -> None:
    given = f"泵站更新 | 8.0000 | 修好泵站。 | {GIVEN}"
    first = page("\n".join([PROSE, given, above]), above=ABOVE)
    pump, canal = read(first, page(below)).declarations
    assert (said(pump)[0], said(pump)[3]) == ("泵站更新", 2)
    assert said(canal) == ("渠道清淤", ["339.3264"], ["清淤。"], 2)


def test_a_total_before_a_project_with_a_name_stays_a_total() -> None:
    first = page(f"{PROSE}\n合计 | 347.3264 |  | ", above=ABOVE)
    (canal,) = read(first, page(f"渠道清淤 | 347.3264 | 清淤。 | {GIVEN}")).declarations
    assert said(canal) == ("渠道清淤", ["347.3264"], ["清淤。"], 2)


def test_a_code_cut_in_its_digits_begins_no_other_project() -> None:
    code, given = f"4419002600{CANAL}", f"4419002600{PUMP} | 8.0000 | 修好泵站。 | 产出指标 | 数量指标 | 泵站 | 1座"
    first = f"{code[:6]} | 145.5 | 清淤， | 产出指标 | 数量指标 | 长度 | ≥30公里"
    second = f"{code[6:]} | 721 | 修岸。 | 产出指标 | 质量指标 | 合格率 | 100%"
    _, canal = read(paper(given, first), paper(second, head=False)).declarations
    assert said(canal) == (code, ["145.5721"], ["清淤，修岸。"], 2)


@pytest.mark.parametrize("begun", ["44190026T000001", "44190026T", "PPP"])
@pytest.mark.parametrize("amount", ["12", "2", ""])
def test_a_whole_code_below_a_break_is_no_end_of_one(begun: str, amount: str) -> None:
    """A project may lack its name, or be called by capitals alone."""
    first = f"{begun} | 33.5 | 清淤。 | 产出指标 | 数量指标 | 长度 | ≥30公里"
    second = f"{PUMP} | {amount} | 修好泵站。 | 产出指标 | 数量指标 | 泵站 | 1座"
    canal, pump = read(paper(first), paper(second, head=False)).declarations
    assert said(canal) == (begun, ["33.5"], ["清淤。"], 1)
    assert said(pump) == (PUMP, [amount], ["修好泵站。"], 1)


def test_open_headings_alone_on_a_page_are_not_the_beginning_of_the_first_project() -> None:
    head = " | ".join(f"{text}↓" for text in PROSE.split(" | "))
    (canal,) = read(page(head, above=ABOVE), page(f"渠道清淤 | 8.00 | 清淤。 | {GIVEN}")).declarations
    assert said(canal) == ("渠道清淤", ["8.00"], ["清淤。"], 2)


def test_the_end_of_a_figure_with_a_unit_alone_below_the_break_is_no_total() -> None:
    head = "项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位"
    first = page(f"{head}\n{CANAL} | 168.5 | 清淤。 | 产出指标 | 质量指标 | 合格率 | ≥99 |", above=ABOVE)
    (canal,) = read(first, page(" | 4 |  |  |  |  |  | %")).declarations
    assert said(canal) == (CANAL, ["168.54"], ["清淤。"], 1)
    assert canal.indicators[0].annual_value is not None
    assert canal.indicators[0].annual_value.raw == "≥99%"


@pytest.mark.parametrize("called", ["合计", "小计"])
@pytest.mark.parametrize(
    ("one", "two", "total"), [("33.5", "86.5", "120"), ("33.50", "86.50", "120"), ("3.55", "6.4", "9")]
)
def test_a_total_below_the_break_is_none_of_the_last_project(called: str, one: str, two: str, total: str) -> None:
    rows = (
        f"{CANAL} | {one} | 清淤。 | 产出指标 | 数量指标 | 长度 | ≥30公里",
        f"{PUMP} | {two} | 修泵。 | 产出指标 | 数量指标 | 泵站 | ≥3座",
    )
    prose = f"{PROSE}\n{CANAL} | {one} | 清淤。 | {GIVEN}\n{PUMP} | {two} | 修泵。 | {GIVEN}"
    for pages in (
        (paper(*rows), paper(f"{called} | {total} |  |  |  |  | ", head=False)),
        (page(prose, above=ABOVE), page(f"{called} | {total} |  | ")),
    ):
        result = read(*pages)
        assert [said(d)[:2] for d in result.declarations] == [(CANAL, [one]), (PUMP, [two])]
        assert [(t.label, t.amount.raw) for t in result.tables[0].totals] == [(called, total)]


def test_a_total_above_the_break_takes_nothing_of_a_project_without_a_name() -> None:
    first = page(f"{PROSE}\n合计 | 120.5 |  | ", above=ABOVE)
    given = f" | 86 | 修泵。 | {GIVEN}\n渠道清淤 | 34.5 | 清淤。 | {GIVEN}"
    result = read(first, page(given))
    assert [said(d)[:2] for d in result.declarations] == [(None, ["86"]), ("渠道清淤", ["34.5"])]
    assert [(t.label, t.amount.raw) for t in result.tables[0].totals] == [("合计", "120.5")]


def test_the_end_of_a_total_s_own_figure_is_joined_and_told() -> None:
    first = page(f"{PROSE}\n渠道清淤 | 120.53 | 清淤。 | {GIVEN}\n合计 | 120.5 |  | ", above=ABOVE)
    result = read(first, page(" | 3 |  | "))
    assert [(t.label, t.amount.raw) for t in result.tables[0].totals] == [("合计", "120.53")]
    assert "figure_joined" in codes(result.declarations[0])


@pytest.mark.parametrize(("other", "rest"), [("8.00", "12"), ("8.0", "2"), (None, "12")])
def test_a_figure_never_grows_more_decimals_than_the_list_has(other: str | None, rest: str) -> None:
    tail = " | 修好。 | 产出指标 | 数量指标 | 长度 | ≥3公里"
    given = [f"泵站更新 | {other}{tail}"] if other else []
    first, second = paper(*given, f"渠道清淤 | 33.5{tail}"), paper(f"植树护坡 | {rest}{tail}", head=False)
    found = read(first, second).declarations
    assert [said(d)[:2] for d in found[-2:]] == [("渠道清淤", ["33.5"]), ("植树护坡", [rest])]


def test_a_figure_joined_over_a_break_says_so_at_its_place() -> None:
    first = page(f"{PROSE}\n泵站更新 | 8.0000 | 修泵。 | {GIVEN}\n渠道清淤 | 339.3 |  | ", above=ABOVE)
    pump, canal = read(first, page(f" | 264 | 清淤。 | {GIVEN}")).declarations
    assert said(canal)[1] == ["339.3264"]
    assert [i.path for i in canal.issues if i.code == "figure_joined"] == ["/budget/0/amount"]
    assert canal.status == "needs_review"
    assert "figure_joined" not in codes(pump)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (f"渠道清淤 | 33.5 | 清淤。 | {GIVEN}", " | 12 |  | "),
        ("渠道清淤 | 33.5 |  | ", f" | 12 | 清淤。 | {GIVEN}"),
        (f"渠道清 | 33.5 | 清淤。 | {GIVEN}", "淤 | 2 |  | "),
    ],
)
def test_digits_below_a_figure_that_are_not_joined_are_told(above: str, below: str) -> None:
    first = page(f"{PROSE}\n{above}", above=ABOVE)
    (canal,) = read(first, page(below)).declarations
    assert ("figure_may_be_cut", "/budget/0/amount") in [(i.code, i.path) for i in canal.issues]
    assert canal.status == "needs_review"


def test_values_of_indicators_on_both_sides_of_a_break_are_not_doubted() -> None:
    """A list with sign, value and unit in cells of their own: 16.1 ends a page, the next indicator's 60 begins one."""
    head = "项目名称 | 预算数（万元） | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位"
    first = f"{head}\n渠道清淤 | 33.5 | 成本指标 | 经济成本指标 | 清淤单价 | ≤ | 16.1 | 万元"
    second = " |  | 产出指标 | 数量指标 | 清淤长度 | ≥ | 60 | 公里"
    assert not any("figure_may_be_cut" in codes(d) for d in read(page(first, above=ABOVE), page(second)).declarations)


def test_whole_rows_on_both_sides_of_a_break_are_not_doubted() -> None:
    first = page(f"{PROSE}\n渠道清淤 | 33.5 | 清淤。 | {GIVEN}", above=ABOVE)
    for below in (f"植树护坡 | 12 | 植树。 | {GIVEN}", "合计 | 33 |  | "):
        assert not any("figure_may_be_cut" in codes(d) for d in read(first, page(below)).declarations)
