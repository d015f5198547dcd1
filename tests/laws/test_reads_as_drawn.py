"""Whatever is drawn is read, wherever the pages break: nothing lost, nothing made up, nothing in doubt."""

from __future__ import annotations

from drawn import Drawn, cut_forms, forms
from hypothesis import given, settings
from paper import Paper, labelled, one, read


def check(form: Drawn, pages: list[Paper]) -> None:
    d = one(*pages)
    assert {x.label: x.amount.raw for x in d.budget} == form.money
    assert [g.text for g in d.goals] == form.goals
    assert [(t.name, t.content, t.amount.raw if t.amount else None) for t in d.tasks] == form.tasks
    assert labelled(d) == form.indicators
    assert [x.period_value and x.period_value.raw for x in d.indicators] == [x[3] for x in form.indicators]
    assert (d.form.unit, d.form.year) == ("云河市青石镇水利所", 2026)
    assert [i.code for i in d.issues if i.severity != "info"] == []


@settings(max_examples=40)
@given(forms())
def test_a_form_on_one_page(form: Drawn) -> None:
    pages = form.on([])
    check(form, pages)
    assert one(*pages).status == "ok"
    assert one(*pages).repairs == ()


@settings(max_examples=120)
@given(cut_forms())
def test_a_form_over_pages(drawn: tuple[Drawn, list[Paper]]) -> None:
    form, pages = drawn
    check(form, pages)
    assert read(*pages).tables[0].coverage.leftover == 0
