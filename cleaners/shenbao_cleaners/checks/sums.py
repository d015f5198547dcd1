"""Do the figures add up: a total with its parts, expenditure with income, the tasks within the project expenditure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

import regex

from shenbao_cleaners.declaration import BudgetLine, Declaration, Issue
from shenbao_cleaners.forms.words import label_key
from shenbao_cleaners.issues import issue

TOTAL = regex.compile(
    r"(?:.*(?:资金|预算|拨款|支出|收入))?(?:总额|合计|总计|总预算|金额合计)|(?:项目)?总额|(?:年度|本年|项目)金额"
)
_FROM = r"(?:中央|省级?|市级?|区级?|县级?|区县级?|乡镇|镇级?|地方|上级|本级|自治区|企业|社会|单位)"
PARTS = regex.compile(
    r"(?:其中[:,]?)?(?:[\d.、]*)(?:本年|年度|申请|当年)?(?:"
    r"财政(?:拨款|资金)|财政专户.*|其他资金|单位(?:自筹)?资金|政府预算资金|上级(?:补助)?资金|"
    rf"{_FROM}?(?:财政|配套|自筹|投入|转移支付|财力)(?:资金|安排)?|"
    rf"自有资金|{_FROM}(?:财政)?(?:补助|拨款)?资金|{_FROM}财政(?:拨款|补助)|基本支出|项目支出|一般公共预算.*|政府性基金.*|国有资本经营.*)"
)
BRACKETED = regex.compile(r"[(（]\d{1,2}[)）]")
HEADED = regex.compile(r"\s*(?:[(（][一二三四五六七八九十][)）]|[一二三四五六七八九十]、)")
NUMBERED = regex.compile(r"\d{1,2}[.、]\D")
SUBPART = regex.compile(r"其中|上级|中央|省|市级|区级|县级|区县|本级|地方|一般公共预算|政府性基金|国有资本经营")
AMONG = regex.compile(r"其中[:,]?")


def check_sums(d: Declaration) -> list[Issue]:
    """Issues where printed figures do not add up, within the rounding of their last printed decimal."""
    return [*_totals(d), *_income_and_expenditure(d), *_task_sums(d), *_tasks(d)]


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


@dataclass(frozen=True)
class _Printed:
    """A money line as it takes part in a sum: where it stands, what it is called there, under which heading."""

    at: int
    name: str
    under: str
    line: BudgetLine


def _printed(d: Declaration) -> list[_Printed]:
    """The money lines; of a row of sums (金额合计) each is called by its column's heading (总额, 财政拨款)."""
    out: list[_Printed] = []
    for i, line in enumerate(d.budget):
        name, under, headings = label_key(line.label), line.section or "", (line.column or "").split(" ")
        last = label_key(headings[-1])
        if TOTAL.fullmatch(name) and len(headings) > 1 and (TOTAL.fullmatch(last) or PARTS.fullmatch(last)):
            name, under = last, f"{headings[0]} {name}"
        out.append(_Printed(i, name, under, line))
    return out


def _totals(d: Declaration) -> list[Issue]:
    """Each total with the parts printed after it: under the same heading, under 其中, or each under its own."""
    out: list[Issue] = []
    lines = _printed(d)
    for at, total in enumerate(lines):
        amount = total.line.amount
        if amount.yuan is None or not TOTAL.fullmatch(total.name):
            continue
        parts = [x.line for x in _parts_of(total, lines[at + 1 :])]
        known = [p for p in parts if p.amount.yuan is not None]
        if len(parts) >= 2 and known and not _adds_up(total.line, known):
            shown = " + ".join(p.amount.raw for p in known)
            facts = {"total_label": total.line.label, "total": amount.raw, "parts": shown}
            out.append(issue("sum_mismatch", f"/budget/{total.at}/amount", **facts))
    return out


def _parts_of(total: _Printed, after: Sequence[_Printed]) -> list[_Printed]:
    """The lines that together make a total; none where a line among them is not understood."""
    after = [x for x in after if x.line.horizon == total.line.horizon]
    same = [x for x in after if x.under == total.under]
    if same:
        end = next((i for i, x in enumerate(same) if TOTAL.fullmatch(x.name)), len(same))
        numbered = [x for x in same[:end] if NUMBERED.match(x.name)]
        again = any(BRACKETED.search(x.line.label) for x in same[:end])  # 1、by source: (1) (2); 2、by use: (1) (2)
        if len(numbered) >= 2 and numbered[0] is same[0] and not again:
            return numbered  # 1. 2. 3. with lines 其中 between them
        parts = list(takewhile(lambda x: PARTS.fullmatch(x.name), same[:end]))
        return parts if len(parts) == end else []
    among = list(takewhile(lambda x: AMONG.fullmatch(label_key(x.under) + ":"), after))
    if among:
        return among if all(PARTS.fullmatch(x.name) for x in among) else []
    sums = [x for x in after if PARTS.fullmatch(label_key(x.under)) and TOTAL.fullmatch(x.name)]
    return sums if {x.under for x in sums} == {x.under for x in after} else []


def _adds_up(total: BudgetLine, parts: Sequence[BudgetLine]) -> bool:
    """Whether the parts make the total: all of them, those that are no parts of another, or those of the first rank."""
    first, *others = parts
    readings = [list(parts), [p for p in parts if HEADED.match(p.label)]]  # (一) 1、 2、 (二)
    if not SUBPART.match(_plain(first)):  # else they are of one rank: 中央资金, 市级资金
        readings.append([first, *(p for p in others if not SUBPART.match(label_key(p.label)))])
    return any(_sum_is(some, total) for some in readings if some)


def _plain(line: BudgetLine) -> str:
    return regex.sub("^其中[:,]?", "", label_key(line.label))


def _sum_is(parts: Sequence[BudgetLine], total: BudgetLine) -> bool:
    """Whether the parts' amounts add up to the total's, within the rounding of all."""
    added = sum((p.amount.yuan for p in parts if p.amount.yuan is not None), Decimal(0))
    return total.amount.yuan is not None and abs(added - total.amount.yuan) <= _rounding([total, *parts])


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


def _task_sums(d: Declaration) -> list[Issue]:
    """The sum under each money column of the task list, against the tasks' amounts in that column."""
    out: list[Issue] = []
    if not d.tasks or any(task.amount is None for task in d.tasks):
        return out
    sums = [(i, x) for i, x in enumerate(d.budget) if x.column and x.section == x.column]
    for n, (i, line) in enumerate(sums):
        column = label_key((line.column or "").split(" ")[-1])
        amounts = [fund.amount for task in d.tasks for fund in task.funds if label_key(fund.label) == column]
        if not amounts and n == 0:
            amounts = [task.amount for task in d.tasks if task.amount is not None]
        parts = [BudgetLine(None, line.label, amount) for amount in amounts if amount.yuan is not None]
        if line.amount.yuan is None or not parts or not TOTAL.fullmatch(label_key(line.label)):
            continue
        if not _sum_is(parts, line):
            shown = " + ".join(p.amount.raw for p in parts)
            facts = {"total_label": line.label, "total": line.amount.raw, "parts": shown}
            out.append(issue("sum_mismatch", f"/budget/{i}/amount", **facts))
    return out


def _tasks(d: Declaration) -> list[Issue]:
    """The tasks together cost no more than the project expenditure."""
    project = _yuan(d.budget, "项目支出")
    amounts = [t.amount.yuan for t in d.tasks if t.amount is not None and t.amount.yuan is not None]
    if project is None or not amounts or sum(amounts) <= project + _rounding(d.budget):
        return []
    return [issue("tasks_exceed_budget", "/tasks", tasks=sum(amounts), budget=project)]
