"""Amounts: well formed, understood, with a unit; totals are the sum of their parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from declared import GOOD, amount, but, line, task

from shenbao_cleaners.checks.amounts import amounts_of, check_amounts
from shenbao_cleaners.checks.sums import check_sums
from shenbao_cleaners.declaration import Amount, BudgetLine, Declaration, Fund


def said(issues: object) -> list[tuple[str, str | None]]:
    return [(i.code, i.path) for i in issues]  # type: ignore[attr-defined]


def test_good_amounts() -> None:
    assert check_amounts(GOOD) == []
    assert check_sums(GOOD) == []


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        (Amount("370.000.00", None, "元", None), "amount_format"),
        (Amount("1,23,4.5", None, "元", None), "amount_format"),
        (Amount("100 200", None, "元", None), "amount_format"),
        (Amount("见附件", None, "元", None), "amount_not_understood"),
        (amount("12.00", None), "unit_missing"),
    ],
)
def test_amounts_that_are_not_well(printed: Amount, code: str) -> None:
    d = but(budget=(*GOOD.budget, BudgetLine(None, "某项", printed)))
    assert said(check_amounts(d)) == [(code, "/budget/4/amount")]
    d = but(tasks=(replace(GOOD.tasks[0], amount=printed),))
    assert said(check_amounts(d)) == [(code, "/tasks/0/amount")]


@pytest.mark.parametrize("raw", ["", "-", "—", "/", "无", "——"])
def test_a_blank_or_a_dash_is_no_flaw(raw: str) -> None:
    d = but(budget=(*GOOD.budget, BudgetLine(None, "某项", Amount(raw, None, "万元", None))))
    assert check_amounts(d) == []


def test_a_project_without_any_money_is_told() -> None:
    """Its amounts may stand in another part of a project that a page break cut."""
    d = project(line("项目总额", ""), line("财政资金", ""))
    assert check_amounts(d) == []
    named = replace(d, form=replace(d.form, project="渠道清淤"))
    (found,) = check_amounts(named)
    assert (found.code, found.path, found.severity) == ("money_blank", "/budget", "info")
    assert check_amounts(replace(named, status="blank")) == []
    assert check_amounts(replace(named, budget=(*d.budget, line("其他资金", "3.00")))) == []


def test_the_sums_of_tasks_are_looked_at_too() -> None:
    d = but(tasks=(task("甲", "90.00", funds=(Fund("财政拨款", Amount("9.0.0", None, "元", None)),)),))
    assert [p for p, _ in amounts_of(d)][-2:] == ["/tasks/0/amount", "/tasks/0/funds/0/amount"]
    assert said(check_amounts(d)) == [("amount_format", "/tasks/0/funds/0/amount")]


def project(*lines: BudgetLine) -> Declaration:
    return but(budget=lines, tasks=())


@pytest.mark.parametrize("label", ["资金总额", "年度资金总额", "合计"])
def test_a_total_and_its_parts(label: str) -> None:
    right = project(line(label, "120.50"), line("其中：财政拨款", "100.50"), line("其他资金", "20.00"))
    wrong = project(line(label, "120.50"), line("其中：财政拨款", "100.50"), line("其他资金", "21.00"))
    assert check_sums(right) == []
    assert said(check_sums(wrong)) == [("sum_mismatch", "/budget/0/amount")]


def test_the_message_names_the_figures() -> None:
    (issue,) = check_sums(project(line("资金总额", "120.50"), line("财政拨款", "100.50"), line("其他资金", "21.00")))
    for message in (issue.message.zh, issue.message.en):
        assert all(x in message for x in ("120.50", "100.50", "21.00"))
    assert issue.severity == "warning"


def test_printed_rounding_is_no_mismatch() -> None:
    """Two decimals of 万元 each: 0.005 + 0.005 + 0.005 万元 of room."""
    assert check_sums(project(line("资金总额", "120.51"), line("财政拨款", "100.50"), line("其他资金", "20.00"))) == []
    assert check_sums(project(line("资金总额", "120.52"), line("财政拨款", "100.50"), line("其他资金", "20.00"))) != []


def test_parts_in_another_unit() -> None:
    lines = (line("资金总额", "120.50"), line("财政拨款", "1005000", "元"), line("其他资金", "200000", "元"))
    assert check_sums(project(*lines)) == []


def test_a_part_of_a_part_is_not_added() -> None:
    """财政拨款 100, of which 上级资金 40."""
    assert check_sums(project(line("资金总额", "100"), line("财政拨款", "100"), line("上级资金", "40"))) == []


def test_a_blank_part_is_nothing() -> None:
    assert check_sums(project(line("资金总额", "100"), line("财政拨款", "100"), line("其他资金", ""))) == []


def test_a_total_alone_proves_nothing() -> None:
    assert check_sums(project(line("资金总额", "100"))) == []


def activities(basic: str) -> Declaration:
    return project(
        line("预算支出总额", "180.00"),
        *(
            line(x, y, section="财政拨款")
            for x, y in (("合计", "100.00"), ("基本支出", "60.00"), ("项目支出", "40.00"))
        ),
        *(line(x, y, section="其他资金") for x, y in (("合计", "80.00"), ("基本支出", basic), ("项目支出", "50.00"))),
    )


def test_the_first_digit_of_an_amount_is_clipped_and_the_sum_of_its_section_tells() -> None:
    assert check_sums(activities("30.00")) == []
    assert said(check_sums(activities("0.00"))) == [("sum_mismatch", "/budget/4/amount")]


def test_a_total_over_the_sums_of_its_sections() -> None:
    d = activities("30.00")
    assert said(check_sums(but(budget=(line("预算支出总额", "190.00"), *d.budget[1:]), tasks=()))) == [
        ("sum_mismatch", "/budget/0/amount")
    ]


def among(label: str, raw: str) -> BudgetLine:
    return line(label, raw, section="其中：")


def test_the_columns_under_a_list_s_total() -> None:
    right = project(line("项目总额", "120.50"), among("财政资金", "100.50"), among("其他资金", "20.00"))
    wrong = project(line("项目总额", "120.50"), among("财政资金", "100.50"), among("其他资金", "2.00"))
    assert check_sums(right) == []
    assert said(check_sums(wrong)) == [("sum_mismatch", "/budget/0/amount")]


def test_money_of_three_governments_is_of_one_rank() -> None:
    def transfer(total: str) -> Declaration:
        return project(
            line("年度金额：", total),
            line("其中：中央财政资金", "100"),
            line("市级财政资金", "50"),
            line("其他资金", ""),
        )

    assert check_sums(transfer("150")) == []
    assert said(check_sums(transfer("100"))) == [("sum_mismatch", "/budget/0/amount")]


def test_numbered_lines_with_lines_of_their_own() -> None:
    def numbered(total: str) -> Declaration:
        lines = (
            ("合计", total),
            ("1.一般公共预算", "80"),
            ("其中：当年拨款", "70"),
            ("2.事业收入", "20"),
            ("3.其他收入", ""),
        )
        return project(*(line(label, raw, section="来源") for label, raw in lines))

    assert check_sums(numbered("100")) == []
    assert said(check_sums(numbered("170"))) == [("sum_mismatch", "/budget/0/amount")]


def test_lines_that_roll_up_into_one_another() -> None:
    lines = (("（一）财政资金", "80"), ("1、中央资金", "50"), ("2、市级资金", "30"), ("（二）其他资金", "20"))
    assert check_sums(project(line("资金总额", "100"), *(line(x, y) for x, y in lines))) == []
    assert check_sums(project(line("资金总额", "110"), *(line(x, y) for x, y in lines))) != []


def test_one_sum_divided_twice() -> None:
    """By source and by use: the two are not added."""
    lines = (
        ("1、来源：（1）财政性资金", "80"),
        ("（2）其他资金", "20"),
        ("2、结构：（1）基本支出", "60"),
        ("（2）项目支出", "40"),
    )
    assert check_sums(project(line("部门预算总额", "100"), *(line(x, y) for x, y in lines))) == []


def test_a_line_among_the_parts_that_is_not_understood_proves_nothing() -> None:
    lines = (line("资金总额", "100"), line("财政拨款", "50"), line("其他资金", "20"), line("彩票公益金", "30"))
    assert check_sums(project(*lines)) == []


def test_the_sum_under_the_task_list() -> None:
    tasks = (
        task("甲", "90", "万元", funds=(Fund("总额", amount("90")),)),
        task("乙", "10", "万元", funds=(Fund("总额", amount("10")),)),
    )

    def summed(raw: str) -> Declaration:
        column = "预算金额（万元） 总额"
        return but(tasks=tasks, budget=(BudgetLine(column, "金额合计", amount(raw), column=column),))

    assert check_sums(summed("100")) == []
    assert said(check_sums(summed("110"))) == [("sum_mismatch", "/budget/0/amount")]


def test_expenditure_and_income() -> None:
    lines = (*GOOD.budget[:2], line("财政拨款", "157.55", section="收入来源"), GOOD.budget[3])
    assert check_sums(but(budget=lines)) == []  # rounding
    lines = (*GOOD.budget[:2], line("财政拨款", "175.54", section="收入来源"), GOOD.budget[3])
    assert said(check_sums(but(budget=lines))) == [("sum_mismatch", "/budget")]


def test_tasks_within_the_project_expenditure() -> None:
    assert check_sums(but(tasks=(task("甲", "1205000.00"),))) == []
    assert said(check_sums(but(tasks=(task("甲", "1205000.00"), task("乙", "10000.00"))))) == [
        ("tasks_exceed_budget", "/tasks")
    ]
    assert said(check_sums(but(tasks=(task("甲", "130", "万元"),)))) == [("tasks_exceed_budget", "/tasks")]


def test_without_project_expenditure_tasks_prove_nothing() -> None:
    assert check_sums(but(budget=(), tasks=(task("甲", "1300000.00"),))) == []
