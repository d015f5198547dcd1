"""What a column is, where its heading alone does not say: told by its neighbours, or by what stands in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import regex

from shenbao_cleaners.forms.column import Block, Column
from shenbao_cleaners.forms.sheet import Sheet
from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.values.amount import is_amount
from shenbao_cleaners.values.label import both_levels, level_of
from shenbao_cleaners.values.text import tidy

THIRD = regex.compile(r"三级(?:指标)?(?:名称)?")
YEARS = regex.compile(r"(?P<year>20\d\d)年度?(?:绩效|预期|计划)?(?:指标|目标)?值?")
YEAR = regex.compile(r"(?<!\d)20\d\d(?=年)")
OTHERS = regex.compile(r"上一?年|前年|去年|往年|以[往前]|历史|基期|行业|标杆|参考|半年|季度|月")  # values of no target
CLASS = regex.compile(r"(?:绩效)?指标(?:类别|类型|分类)")
VALUE = regex.compile(r".{0,8}(?:目标|指标)(?:值|数)?")
SIGN = regex.compile(r"[<>=≥≤≧≦]=?|定性|大于等于|小于等于|等于|大于|小于")


def settled(sheet: Sheet, block: Block) -> Block:
    """The block with the roles of its columns settled; each rule leaves what it is not sure of."""
    for rule in (_one_name, _value_among_its_parts, _one_weight):
        block = replace(block, columns=rule(block.columns))
    if block.kind == "tasks":
        return block
    by_contents = (
        _money, _names_beside_levels, _names_beside_labels_called_names, _years, _sign, _signs_called_direction,
        _levels, _value,
    )  # fmt: skip
    for by_content in by_contents:
        block = replace(block, columns=by_content(sheet, block))
    return block


def _one_name(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Beside 三级指标 a column 指标内容 or 指标名称 explains the name, where no second half begins between them."""
    names = [c for c in columns if c.role == "name"]
    third = [c for c in names if THIRD.fullmatch(label_key(c.heading.split(" ")[-1]))]
    if len(names) < 2 or len(third) != 1 or sum(c.role == "level2" for c in columns) > 1:
        return columns
    return tuple(replace(c, role="note") if c in names and c not in third else c for c in columns)


def _value_among_its_parts(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Under one heading 指标值 split into sign, figure and unit, the column that is neither holds the figure."""
    for parent in {c.heading.split(" ")[0] for c in columns if " " in c.heading}:
        if words().role("columns", parent) not in ("value", "period_value"):
            continue
        parts = [c for c in columns if c.heading.split(" ")[0] == parent and " " in c.heading]
        rest = [c for c in parts if c.role not in ("sign", "unit")]
        if len(rest) == 1 and len(parts) > 1 and rest[0].role in (None, "note"):
            role = words().role("columns", parent)
            columns = tuple(replace(c, role=role) if c == rest[0] else c for c in columns)
    return columns


def _one_weight(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Where each level has its weight, that of the name stands right of it."""
    weights = [c for c in columns if c.role == "weight"]
    name = next((c for c in columns if c.role == "name"), None)
    if len(weights) < 2 or name is None:
        return columns
    return tuple(replace(c, role=None) if c in weights and c.right <= name.left else c for c in columns)


def _said(sheet: Sheet, block: Block, column: Column) -> list[str]:
    """What stands in a column; a cell that fills its rows is of none."""
    cells = sheet.column_cells(column.left, block.first, block.bottom)
    return [c.text for c in cells if not c.blank and (c.left or c.right < sheet.columns)]


def _by_content(
    sheet: Sheet, block: Block, role: str, fits: Callable[[str], bool], within: Callable[[Column], bool]
) -> tuple[Column, ...]:
    """The columns; one whose heading is not known plays `role` where most of what stands in it fits."""
    if block.column(role) is not None:
        return block.columns
    for column in block.columns:
        said = _said(sheet, block, column) if column.role is None and within(column) else []
        if said and 2 * sum(map(fits, said)) > len(said):
            return tuple(replace(c, role=role) if c is column else c for c in block.columns)
    return block.columns


def _names_beside_levels(sheet: Sheet, block: Block) -> tuple[Column, ...]:
    """A column 绩效指标 holds names alone where the column left of it holds the labels of level 2."""
    whole = block.column("run_together")
    if block.kind != "tree" or whole is None or block.column("name", "level2") is not None:
        return block.columns
    before = next((c for c in block.columns if c.role is None and c.right == whole.left), None)
    said = _said(sheet, block, before) if before is not None else []
    if not said or 2 * sum(map(_is_level2, said)) <= len(said):
        return block.columns
    roles = {before: "level2", whole: "name"}
    return tuple(replace(c, role=roles.get(c, c.role)) for c in block.columns)


def _money(sheet: Sheet, block: Block) -> tuple[Column, ...]:
    """The columns of figures under one heading with a column of money (资金来源: 合计, 土地出让金) are money too."""
    headed = {c.heading.split(" ")[0] for c in block.columns if c.role == "money" and " " in c.heading}

    def is_money(column: Column) -> bool:
        said = _said(sheet, block, column)
        return (
            column.role is None and column.heading.split(" ")[0] in headed and bool(said) and all(map(is_amount, said))
        )

    return tuple(replace(c, role="money") if is_money(c) else c for c in block.columns)


def _is_level2(text: str) -> bool:
    return 2 in level_of(text) or both_levels(text) is not None


def _names_beside_labels_called_names(sheet: Sheet, block: Block) -> tuple[Column, ...]:
    """A column 指标名称 that holds the labels of level 2 is theirs; the names stand in the one right of it (内容)."""
    called, value = block.column("name"), block.column("value", "period_value")
    if called is None or block.column("level2") is not None:
        return block.columns
    after = next((c for c in block.columns if c.left == called.right and c.role in (None, "note")), None)
    said = _said(sheet, block, called)
    if after is None or (value is not None and value.left < after.right) or not _said(sheet, block, after):
        return block.columns
    if not said or 2 * sum(map(_is_level2, said)) <= len(said):
        return block.columns
    roles = {called: "level2", after: "name"}
    return tuple(replace(c, role=roles.get(c, c.role)) for c in block.columns)


def _years(sheet: Sheet, block: Block) -> tuple[Column, ...]:
    """Of the values of several years (2026年目标值, 2027年目标值) those of the form's year, as its title names it."""
    found = [(c, m) for c in block.columns if (m := YEARS.fullmatch(label_key(c.heading)))]
    if len(found) < 2 or any(c.role == "value" and c not in dict(found) for c in block.columns):
        return block.columns
    above = {y for text in (sheet.title_hint or "", *(x.text for x in sheet.above)) for y in YEAR.findall(tidy(text))}
    own = [c for c, m in found if m["year"] in above]
    roles = {c: "value" if c in own else None for c, _ in found} if len(own) == 1 else {c: None for c, _ in found}
    return tuple(replace(c, role=roles.get(c, c.role)) for c in block.columns)


def _sign(sheet: Sheet, block: Block) -> tuple[Column, ...]:
    """The comparators' column: right of the names, and nearly all in it are comparators."""
    name = block.column("name")
    if name is None:
        return block.columns
    right = name.right
    return _by_content(sheet, block, "sign", _is_sign, lambda c: c.left >= right)


def _signs_called_direction(sheet: Sheet, block: Block) -> tuple[Column, ...]:
    """A column 指标方向 that holds comparators and nothing else is that of the signs."""
    if block.column("sign") is not None:
        return block.columns
    columns = [c for c in block.all("direction") if (said := _said(sheet, block, c)) and all(map(_is_sign, said))]
    return tuple(replace(c, role="sign") if c in columns[:1] else c for c in block.columns)


def _is_sign(text: str) -> bool:
    return SIGN.fullmatch(tidy(text)) is not None


def _value(sheet: Sheet, block: Block) -> tuple[Column, ...]:
    """Where no heading names the values, the one column right of the names that is headed so (本年目标) holds them."""
    name = block.column("name")
    if name is None or block.column("value", "period_value") is not None or len(block.all("name")) > 1:
        return block.columns
    rest = [c for c in block.columns if c.role is None and c.left >= name.right]
    called = [c for c in rest if VALUE.fullmatch(label_key(c.heading))]
    called = [c for c in called if not words().plays("columns", "past", c.heading) and not OTHERS.search(c.heading)]
    return tuple(replace(c, role="value") if called == [c] else c for c in block.columns)


def _levels(sheet: Sheet, block: Block) -> tuple[Column, ...]:
    """Level 1 and 2 where their heading is another word (指标类型): left of the names, with their labels in it."""
    name = block.column("name")
    if name is None:
        return block.columns
    left = name.left
    whole = [c for c in block.columns if c.role == "run_together" and c.left < left]
    block = replace(block, columns=tuple(replace(c, role=None) if c in whole else c for c in block.columns))
    columns = _by_content(sheet, block, "level2", _is_level2, lambda c: c.left < left)
    block = replace(block, columns=columns)
    if block.column("level2") is None:  # 指标类别 right of the names
        columns = _by_content(
            sheet, block, "level2", _is_level2, lambda c: CLASS.fullmatch(label_key(c.heading)) is not None
        )
        block = replace(block, columns=columns)
    return _by_content(sheet, block, "level1", lambda t: 1 in level_of(t), lambda c: c.left < left)
