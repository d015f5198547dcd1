"""A declaration written by hand, to be changed where a check should find something."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from shenbao_cleaners.declaration import (
    Amount,
    BudgetLine,
    Declaration,
    Form,
    Goal,
    Indicator,
    Printed,
    Task,
)
from shenbao_cleaners.values.target import parse_target

UNITS = {"元": 1, "万元": 10_000, None: None}


def amount(raw: str, unit: str | None = "万元") -> Amount:
    """An amount: `raw` must be a plain number, or blank."""
    value = Decimal(raw.replace(",", "")) if raw else None
    scale = UNITS[unit]
    return Amount(raw, value, unit, None if value is None or scale is None else value * scale)


def line(label: str, raw: str, unit: str | None = "万元", section: str | None = None) -> BudgetLine:
    """A money line."""
    return BudgetLine(section, label, amount(raw, unit))


def indicator(
    name: str, value: str, level1: str | None = "产出指标", level2: str | None = "数量指标", **more: object
) -> Indicator:
    """An indicator; its value as the parser reads it (the parser has tests of its own)."""
    period = more.pop("period", None)
    return Indicator(
        level1,
        level2,
        name,
        None if period is None else parse_target(str(period), 2026),
        parse_target(value, 2026),
        Printed(level1, level2, name, None, value, None),
        **more,  # type: ignore[arg-type]
    )


def task(name: str, raw: str, unit: str = "元", **more: object) -> Task:
    """A task with its sum."""
    return Task(name, "内容", amount(raw, unit), **more)  # type: ignore[arg-type]


GOOD = Declaration(
    table=0,
    pages=(1,),
    form=Form("department", "部门整体绩效目标申报表", 2026, "青石镇水利所"),
    budget=(
        line("基本支出", "37.04", section="部门预算支出"),
        line("项目支出", "120.50", section="部门预算支出"),
        line("财政拨款", "157.54", section="收入来源"),
        line("其他资金", "0.00", section="收入来源"),
    ),
    goals=(Goal("修好灌渠。", 1),),
    tasks=(task("灌渠维护", "600000.00"), task("走访农户", "300000.00")),
    indicators=(
        indicator("灌渠长度", "≥30公里"),
        indicator("合格率", "100%", level2="质量指标"),
        indicator("农户满意度", "≥95%", "满意度指标", "服务对象满意度指标"),
    ),
)


def but(**changes: object) -> Declaration:
    """The good declaration with some parts changed."""
    return replace(GOOD, **changes)  # type: ignore[arg-type]


def with_indicators(*more: Indicator) -> Declaration:
    """The good declaration with more indicators (the first of them is number 3, from 0)."""
    return but(indicators=(*GOOD.indicators, *more))
