"""Law 5. A wrong figure never stands unflagged where the form itself can prove it wrong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from drawn import Drawn, forms
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from paper import ABOVE, WHOLE, codes, document, one, page, tree, whole

from shenbao_extract.document import Cell, Document

PROVED = ("基本支出", "项目支出", "财政拨款", "其他资金")  # expenditure = income


def with_figure(doc: Document, label: str, figure: str) -> Document:
    """The document with another figure right of a label."""
    (first,) = doc.pages
    (table,) = first.tables
    at = next(c for c in table.cells if c.text == label)

    def changed(cell: Cell) -> Cell:
        beside = cell.row == at.row and cell.column == at.column + at.column_span
        return replace(cell, lines=(figure,)) if beside else cell

    new = replace(table, cells=tuple(changed(c) for c in table.cells))
    return replace(doc, pages=(replace(first, tables=(new,)),))


def number(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))


def off(money: dict[str, str]) -> Decimal:
    spent = number(money["基本支出"]) + number(money["项目支出"])
    return abs(spent - number(money["财政拨款"]) - number(money["其他资金"]))


@settings(max_examples=120)
@given(forms(), st.sampled_from(PROVED), st.data())
def test_a_wrong_digit_in_a_money_line(form: Drawn, label: str, data: st.DataObject) -> None:
    figure = form.money[label]
    place = data.draw(st.sampled_from([i for i, c in enumerate(figure) if c.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != figure[place]]))
    wrong = figure[:place] + digit + figure[place + 1 :]
    money = form.money | {label: wrong}
    d = one(with_figure(document(*form.on([])), label, wrong))
    read = next(x for x in d.budget if x.label == label)
    assert read.amount.raw == wrong
    tolerated = Decimal("0.005") * len([x for x in d.budget if x.amount.raw])  # half a unit of each printed figure
    if off(money) > tolerated:
        assert "sum_mismatch" in codes(d) or "amount_format" in codes(d)
        assert d.status == "needs_review"


@settings(max_examples=80)
@given(forms(), st.sampled_from(PROVED))
def test_a_lost_decimal_point(form: Drawn, label: str) -> None:
    wrong = form.money[label].replace(".", "").replace(",", "")
    assume(number(wrong) != number(form.money[label]))
    d = one(with_figure(document(*form.on([])), label, wrong))
    assert "sum_mismatch" in codes(d)


@settings(max_examples=60)
@given(forms(), st.data())
def test_tasks_that_cost_more_than_the_projects(form: Drawn, data: st.DataObject) -> None:
    name, _, amount = data.draw(st.sampled_from(form.tasks))
    doc = document(*form.on([]))
    wrong = f"{number(amount) * 100:,}"
    table = doc.pages[0].tables[0]
    row = next(c.row for c in table.cells if c.text == name)
    changed = tuple(replace(c, lines=(wrong,)) if c.row == row and c.text == amount else c for c in table.cells)
    d = one(replace(doc, pages=(replace(doc.pages[0], tables=(replace(table, cells=changed),)),)))
    assert "tasks_exceed_budget" in codes(d)


@pytest.mark.parametrize("wrong", ["37.0.4", "3,7.04", "37 041", "三十七", "37.O4"])
def test_a_figure_that_is_none_is_flagged_in_a_task(wrong: str) -> None:
    d = one(whole(WHOLE.replace("600,000.00", wrong)))
    assert d.tasks[0].amount is not None
    assert d.tasks[0].amount.value is None
    assert {"amount_format", "amount_not_understood"} & set(codes(d))


@settings(max_examples=80)
@given(st.lists(st.integers(1, 40), min_size=2, max_size=8), st.integers(0, 7), st.integers(1, 99))
def test_a_wrong_weight(weights: list[int], place: int, wrong: int) -> None:
    weights = [*weights, 100 - sum(weights)] if sum(weights) < 100 else [weights[0], 100 - weights[0]]
    place %= len(weights)

    def read(values: list[int]) -> list[str]:
        body = "\n".join(f"产出指标 | 数量指标 | 第{i}项 | ≥{i + 1}次 | {w}" for i, w in enumerate(values))
        return codes(one(page(tree(body, "年度指标值 | 权重"), above=ABOVE)))

    assert "weight_sum" not in read(weights)
    changed = [*weights[:place], wrong, *weights[place + 1 :]]
    assert ("weight_sum" in read(changed)) == (sum(changed) not in (90, 100))


@settings(max_examples=50)
@given(
    st.integers(1, 10**7),
    st.integers(0, 10**7),
    st.integers(1, 10**6),
    st.sampled_from(["资金总额", "其中：财政拨款", "其他资金"]),
)
def test_a_total_that_is_not_the_sum_of_its_parts(first: int, second: int, slip: int, label: str) -> None:
    """Figures in 万元 with two decimals; a slip of up to 0.015 is rounding."""
    assume(slip > 2)
    figures = {"资金总额": first + second, "其中：财政拨款": first, "其他资金": second}

    def read(values: dict[str, int]) -> list[str]:
        lines = [f"{k} | {Decimal(v).scaleb(-2):.2f} | <" for k, v in values.items()]
        rows = [f"{'^' if i else '项目资金'} | {line}" for i, line in enumerate(lines)]
        body = tree("产出指标 | 数量指标 | 长度 | ≥30公里", "年度指标值")
        return codes(one(page("\n".join([*rows, body]), above=(*ABOVE, "单位：万元"))))

    assert "sum_mismatch" not in read(figures)
    assert "sum_mismatch" in read(figures | {label: figures[label] + slip})
