"""The rows that are compared: the same fields made from a truth file and from a converted document."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from shenbao.truth import expected_target, flat, goals_text, level, money, money_label, number, project_name
from shenbao.truth import read_money as converted_money

Json = dict[str, Any]
ColumnName = Literal["head", "money", "goals", "tasks", "indicators", "side"]
COLUMNS: tuple[ColumnName, ...] = get_args(ColumnName)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row: Chinese name, JSON key, the text compared, and the column it counts in.

    `scored` is False where the truth leaves it open. `within` accepts a text that holds the truth's.
    """

    name: str
    key: str
    text: str
    column: ColumnName
    scored: bool = True
    within: bool = False

    def accepts(self, got: Field) -> bool:
        """Whether `got` says what this field of the truth says."""
        return not self.scored or self.text == got.text or (self.within and self.text in got.text)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: its fields in order, what it is called, and its JSON pointer (converted documents only)."""

    fields: tuple[Field, ...]
    title: str
    path: str = ""

    def equals(self, got: Line) -> bool:
        """Whether all fields of the list's own column agree; the side columns do not decide which rows belong."""
        pairs = zip(self.fields, got.fields, strict=True)
        return all(want.accepts(have) for want, have in pairs if want.column != "side")

    def likeness(self, got: Line) -> float:
        """How alike two rows are, 0 to 1: the title's words weigh as much as all other fields."""
        words = difflib.SequenceMatcher(None, self.title, got.title, autojunk=False).ratio()
        same = sum(a.text == b.text for a, b in zip(self.fields, got.fields, strict=True))
        return (words + same / len(self.fields)) / 2


def _head(declaration: Json, truth: bool) -> list[Line]:
    """The head as one row; what the truth leaves open is not scored."""
    form = declaration if truth else declaration.get("form", {})
    names = {"title": "标题", "year": "年度", "unit": "单位", "project": "项目名称", "supervisor": "主管部门"}
    fields = []
    for key, name in names.items():
        text = project_name(form.get(key)) if key == "project" else flat(form.get(key))
        fields.append(Field(name, key, text, "head", scored=not truth or text != ""))
    return [Line(tuple(fields), "表头", "/form")] if declaration else []


def _money(declaration: Json, truth: bool) -> list[Line]:
    lines = []
    for i, item in enumerate(declaration.get("budget", [])):
        label = money_label(item.get("label"))
        text = money(item.get("raw"), item.get("unit")) if truth else converted_money(item.get("amount"))
        fields = (Field("名称", "label", label, "money"), Field("金额", "amount", text, "money"))
        lines.append(Line(fields, f"资金“{label}”", f"/budget/{i}"))
    return lines


def _goals(declaration: Json, truth: bool) -> list[Line]:
    text = goals_text(declaration.get("goals", []))
    return [Line((Field("", "", text, "goals"),), "目标", "/goals")] if text else []


def _tasks(declaration: Json, truth: bool) -> list[Line]:
    lines = []
    for i, item in enumerate(declaration.get("tasks", [])):
        name = flat(item.get("name"))
        sum_text = money(item.get("raw"), item.get("unit")) if truth else converted_money(item.get("amount"))
        fields = (
            Field("名称", "name", name, "tasks"),
            Field("内容", "content", flat(item.get("content")), "tasks"),
            Field("金额", "amount", sum_text, "tasks"),
            Field("期望达到的目标", "expected", flat(item.get("expected")), "tasks"),
        )
        lines.append(Line(fields, f"任务“{name}”", f"/tasks/{i}"))
    return lines


def _indicators(declaration: Json, truth: bool) -> list[Line]:
    make: Callable[[Json], tuple[str, ...]] = _true_indicator if truth else _read_indicator
    lines = []
    for i, item in enumerate(declaration.get("indicators", [])):
        level1, level2, name, period, annual, weight, note = make(item)
        fields = (
            Field("一级指标", "level1", level1, "indicators", scored=bool(level1) or not truth),
            Field("二级指标", "level2", level2, "indicators", scored=bool(level2) or not truth),
            Field("名称", "name", name, "indicators"),
            Field("实施周期指标值", "period_value", period, "indicators"),
            Field("年度指标值", "annual_value", annual, "indicators"),
            Field("权重", "weight", weight, "side", scored=bool(weight) and truth),
            Field("备注", "note", note, "side", scored=bool(note) and truth, within=True),
        )
        lines.append(Line(fields, f"指标“{name}”", f"/indicators/{i}"))
    return lines


def _true_indicator(item: Json) -> tuple[str, ...]:
    head = level(item.get("level1")), level(item.get("level2")), flat(item.get("name"))
    return (*head, flat(item.get("period_value")), expected_target(item), *_side(item))


def _read_indicator(item: Json) -> tuple[str, ...]:
    printed = item.get("printed") or {}
    levels = [level(printed.get(key) or item.get(key)) for key in ("level1", "level2")]
    raw = [flat((item.get(key) or {}).get("raw")) for key in ("period_value", "annual_value")]
    return (*levels, flat(printed.get("name") or item.get("name")), *raw, *_side(item))


def _side(item: Json) -> tuple[str, str]:
    """Weight (10 and 10.00 are one) and note (its columns' separators apart)."""
    weight = number(item.get("weight"))
    return flat(item.get("weight")) if weight is None else f"{weight.normalize():f}", flat(item.get("note")).replace(
        "|", ""
    )


LISTS: dict[ColumnName, tuple[Callable[[Json, bool], list[Line]], str]] = {
    "head": (_head, "/form"),
    "money": (_money, "/budget"),
    "goals": (_goals, "/goals"),
    "tasks": (_tasks, "/tasks"),
    "indicators": (_indicators, "/indicators"),
}
