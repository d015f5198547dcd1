"""A small document and what it declares, written by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from shenbao.reading import Reading
from shenbao_cleaners.declaration import (
    Amount,
    BudgetLine,
    Coverage,
    Declaration,
    Evidence,
    Extra,
    Form,
    FormPlace,
    FormTable,
    Goal,
    Indicator,
    Issue,
    Message,
    Printed,
    Repair,
    Result,
    Target,
    Task,
)
from shenbao_extract.document import Box, Document, Page, Place, Source

ROOT = Path(__file__).parents[2]


def amount(raw: str, unit: str = "万元") -> Amount:
    """An amount as the cleaners make it."""
    if not raw:
        return Amount("", None, unit, None)
    value = Decimal(raw.replace(",", ""))
    return Amount(raw, value, unit, value * (10_000 if unit == "万元" else 1))


def indicator(name: str, value: str, low: str, **more: object) -> Indicator:
    """An indicator of 产出指标, 数量指标."""
    target = Target(value, ">=", Decimal(low), None, "%", kind="percent")
    printed = Printed("产出指标", "数量指标", name, None, value, None)
    return Indicator("产出指标", "数量指标", name, None, target, printed, **more)  # type: ignore[arg-type]


def place(page: int, row: int) -> Place:
    return Place(page, Box(10.123456, 20.0 * row, 200.0, 20.0 * row + 18.999))


@pytest.fixture
def reading() -> Reading:
    """One declaration with every kind of content."""
    declaration = Declaration(
        table=0,
        pages=(1, 2),
        form=Form("department", "部门整体绩效目标申报表", 2026, "云上镇财政所", place=FormPlace(town="云上镇")),
        basics={"staff": Decimal("12"), "period": None},
        budget=(
            BudgetLine("部门预算支出", "基本支出", amount("37.04"), "预算金额"),
            BudgetLine("收入来源", "其他资金", amount("0.00")),
            BudgetLine("按预算级次划分", "市本级使用资金", amount("")),
        ),
        goals=(Goal("保障运行", 1),),
        tasks=(Task("走访", "=SUM(A1)", amount("442,600.00", "元"), expected="-1 起投诉"),),
        indicators=(indicator("及时率", "≥95%", "95"), indicator("覆盖率", "≥59%", "59", weight=Decimal("10.0"))),
        extra=(Extra("填报人", "某某", True),),
        repairs=(Repair("page_cut_rows", "/indicators/1/name", place(2, 3), "覆盖\n率", "覆盖率", "cut by the page"),),
        issues=(Issue("clipped_text", "warning", "/tasks/0/content", Message("文字不完整", "text is clipped")),),
        evidence={
            "/form/title": (Evidence(place(1, 1), "部门整体绩效目标申报表", "pdf"),),
            "/indicators/1/annual_value": (Evidence(place(2, 3), "≥59%", "pdf", 0.98765),),
            "/indicators/0/name": (Evidence(Place(1, line=(4, 2)), "及时率", "tsv"),),
            "/budget/0/amount": (Evidence(Place(1, sheet="表1", cell="B2"), "37.04", "xlsx"),),
        },
        status="needs_review",
    )
    table = FormTable((1, 2), "部门整体绩效目标申报表", "D1", (0,), Coverage(visible=90, fields=80, labels=10))
    result = Result((table,), (declaration,), (Issue("pages_not_read", "info", None, Message("第3页未读", "page 3")),))
    pages = (Page(1, "text", "pdf", width=595, height=842), Page(2, "text", "pdf"), Page(3, "text", "none", read=False))
    return Reading(Document(Source("a.pdf", "0" * 64, "application/pdf", 1234), pages), result)


@pytest.fixture
def seed() -> Path:
    """The real form that is part of the repository."""
    return ROOT / "corpus" / "dongkeng-2026-public-service-office.txt"
