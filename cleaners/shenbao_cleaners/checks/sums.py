"""Do the figures add up: a total with its parts, expenditure with income, the tasks within the project expenditure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from shenbao_cleaners.declaration import BudgetLine, Declaration, Issue
from shenbao_cleaners.forms.words import label_key
from shenbao_cleaners.issues import issue

TOTAL = regex.compile(r"(?:.*(?:资金|预算|拨款|支出|收入))?(?:总额|合计|总计|总预算|金额合计)")
PARTS = regex.compile(
    r"(?:其中[:,]?)?(?:[\d.、]*)(?:本年|年度|申请|当年)?(?:财政(?:拨款|资金)|财政专户.*|其他资金|单位(?:自筹)?资金|政府预算资金|上级(?:补助)?资金|自有资金)"
)
SUBPART = regex.compile(r"其中|上级|中央|省级|市级|本级")


def check_sums(d: Declaration) -> list[Issue]:
    """Issues where printed figures do not add up, within the rounding of their last printed decimal."""
    return [*_totals(d), *_income_and_expenditure(d), *_tasks(d)]


def _yuan(lines: Sequence[BudgetLine], label: str) -> Decimal | None:
    found = [x.amount.yuan for x in lines if label_key(x.label) == label and x.amount.yuan is not None]
    return found[0] if len(found) == 1 else None


def _rounding(lines: Sequence[BudgetLine]) -> Decimal:
    """Half a unit of the last printed decimal, for each figure; yuan."""
    total = Decimal(0)
    for line in lines:
        value, yuan = line.amount.value, line.amount.yuan
        if value is not None and yuan is not None:
            exponent = value.as_tuple().exponent
            scale = {"元": 1, "万元": 10_000, "亿元": 100_000_000}.get(line.amount.unit or "", 1)
            total += Decimal(scale) * (Decimal(10) ** int(exponent)) / 2
    return total


def _totals(d: Declaration) -> list[Issue]:
    """A total line directly followed by its parts (资金总额; 财政拨款, 其他资金)."""
    out: list[Issue] = []
    for i, line in enumerate(d.budget):
        if not TOTAL.fullmatch(label_key(line.label)) or line.amount.yuan is None:
            continue
        parts: list[BudgetLine] = []
        beside = [x for x in d.budget[i + 1 :] if (x.section, x.horizon) == (line.section, line.horizon)]
        for after in beside:
            if not PARTS.fullmatch(label_key(after.label)):
                break
            parts.append(after)
        known = [p for p in parts if p.amount.yuan is not None]
        if len(parts) < 2 or not known:
            continue
        total = sum((p.amount.yuan for p in known if p.amount.yuan is not None), Decimal(0))
        if abs(total - line.amount.yuan) > _rounding([line, *known]) and not _nested(known, line.amount.yuan):
            facts = {
                "total_label": line.label,
                "total": line.amount.raw,
                "parts": " + ".join(p.amount.raw for p in known),
            }
            out.append(issue("sum_mismatch", f"/budget/{i}/amount", **facts))
    return out


def _nested(parts: Sequence[BudgetLine], total: Decimal) -> bool:
    """Whether later lines are parts of an earlier one (上级资金 within 财政拨款): the first alone makes the total."""
    return parts[0].amount.yuan == total and all(SUBPART.match(label_key(p.label)) for p in parts[1:])


def _income_and_expenditure(d: Declaration) -> list[Issue]:
    figures = [_yuan(d.budget, label) for label in ("基本支出", "项目支出", "财政拨款", "其他资金")]
    known = [x for x in figures if x is not None]
    if "收入来源" not in {x.section for x in d.budget} or len(known) < len(figures):
        return []
    left, right = known[0] + known[1], known[2] + known[3]
    if abs(left - right) <= _rounding([x for x in d.budget if x.amount.yuan is not None]):
        return []
    facts = {"total_label": "收入来源合计", "total": f"{right} 元", "parts": f"基本支出 + 项目支出 = {left} 元"}
    return [issue("sum_mismatch", "/budget", **facts)]


def _tasks(d: Declaration) -> list[Issue]:
    """The tasks together cost no more than the project expenditure."""
    project = _yuan(d.budget, "项目支出")
    amounts = [t.amount.yuan for t in d.tasks if t.amount is not None and t.amount.yuan is not None]
    if project is None or not amounts or sum(amounts) <= project + _rounding(d.budget):
        return []
    return [issue("tasks_exceed_budget", "/tasks", tasks=sum(amounts), budget=project)]
