"""Read what stands above a form: title, year and unit lines, the unit of money; or the unit's line in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from shenbao_cleaners.declaration import BudgetLine
from shenbao_cleaners.forms.draft import Draft, Ledger
from shenbao_cleaners.forms.money import INLINE
from shenbao_cleaners.forms.pairs import pairs
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.words import words
from shenbao_cleaners.values.amount import parse_amount, unit_in
from shenbao_cleaners.values.text import tidy
from shenbao_extract.document import Line

YEAR_LINE = regex.compile(r"[(（\[\s]*(?:申报)?(?:年度[:：])?\s*(20\d\d)\s*[(（]?\s*年?度?\s*[)）\]]?")
YEAR = regex.compile(r"(?<!\d)(20[0-4]\d)(?=\s*年|\D{0,6}(?:部门|项目|绩效|专项))")
# （2026年度）金额单位：元
YEAR_BEFORE_UNIT = regex.compile(r"^\s*[(（]\s*20\d\d\s*年度?\s*[)）](?=(?:金额)?单位[:：])")
YEAR_IN_LABEL = regex.compile(r"(?<!\d)20\d\d(?=年)")
LETTER = regex.compile(r"关于.{0,20}20\d\d年.{0,20}绩效目标.{0,10}的?(?:通知|批复|函|公示|公告)")
LONGEST = 24  # characters of a label
GAP = regex.compile(r"\s+")
CODED_UNIT = regex.compile(  # 320001某县教育局: a budget unit's code and its name
    r"[\[【(（]?\d{3,9}[\]】)）]?[-—\s]*[\p{Han}（）()]{2,30}(?:局|委|办|会|室|厅|部|院|所|校|学|园|馆|站|处|队|中心|政府|街道|集团)"
    r"(?:[(（]?本级[)）]?|机关)?"
)
LINE_LABEL = regex.compile(
    r"(?P<label>[\p{Han}()（）、/]{2,14})\s*[:：]\s*(?:[(（](?:盖章|公章|签章)[)）]\s*)?(?P<text>.{2,40})"
)
LINE_GAP = regex.compile(r"(?P<label>(?:部门|单位|预算单位|填报单位)[\p{Han}()（）]{0,8}名称)\s+(?P<text>\S.{1,40})")
UNIT_LINE = regex.compile(r"\s*[(（]?\s*(?:金额|货币|计量)?\s*单位\s*[:：]\s*(?:人民币)?\s*[亿万]?元\s*[)）]?\s*")
UNIT_LABEL = regex.compile(r"\s*(?:金额|货币)?\s*单位\s*[:：]?\s*")  # its unit stands in the cell beside it
MONEY = {x: x.removeprefix("人民币") for x in ("元", "万元", "亿元", "人民币元", "人民币万元")}


def read_above(sheet: Sheet, draft: Draft, ledger: Ledger) -> str | None:
    """Read the lines above the form into title, year and unit; returns the unit of money they name."""
    money: str | None = None
    draft.title = sheet.title_hint
    for line, parts in _by_height(sheet.above):
        text = tidy(line.text)
        if draft.title is not None and line.text in draft.title:
            draft.trace("/form/title", *parts)
            ledger.take("field", *parts)
        else:
            told = [_said_above(said, draft, parts) or _money_above(said, draft, parts) for said in _apart(line.text)]
            ledger.take("field", *(parts if any(told) else ()))
        if "单位" in text and (unit := unit_in(text)):
            money = unit
            ledger.take("label", *parts)
    if draft.year is None and draft.title and (found := YEAR.search(draft.title)):
        draft.year = int(found[1])
        draft.traces["/form/year"] = list(draft.traces.get("/form/title", []))
    if draft.year is None:
        _year_of_letter(sheet, draft)
    return money


def _year_of_letter(sheet: Sheet, draft: Draft) -> None:
    """The year that the heading of a letter above a form names (关于批复2026年项目绩效目标的通知), if all agree."""
    lines = [x for x in sheet.above if LETTER.fullmatch(tidy(x.text))]
    years = {int(y) for x in lines for y in YEAR_IN_LABEL.findall(tidy(x.text))}
    if len(years) == 1:
        (draft.year,) = years
        draft.trace("/form/year", *lines)


def _apart(text: str) -> list[str]:
    """A line and, where gaps part what each says something of its own, its parts (（2026年度）    金额单位：元)."""
    parts = [p for p in GAP.split(YEAR_BEFORE_UNIT.sub(r"\g<0> ", text)) if p.strip()]
    told = [
        LINE_LABEL.fullmatch(p.strip())
        or YEAR_LINE.fullmatch(tidy(p))
        or UNIT_LINE.fullmatch(p)
        or CODED_UNIT.fullmatch(p.strip())
        or INLINE.fullmatch(tidy(p))
        for p in parts
    ]
    return parts if len(parts) > 1 and all(told) else [text]


def _said_above(text: str, draft: Draft, parts: tuple[Line, ...]) -> bool:
    """Read a line above the form, or a part of one, into year, unit or project; whether it was one of these."""
    if (year := YEAR_LINE.fullmatch(tidy(text))) is not None:
        draft.year = int(year[1])
        draft.trace("/form/year", *parts)
        return True
    if draft.unit is None and CODED_UNIT.fullmatch(text.strip()):
        draft.unit = text.strip()
        draft.trace("/form/unit", *parts)
        return True
    labelled = LINE_LABEL.search(text) or LINE_GAP.search(text)
    if labelled is None or unit_in(labelled[0][:8]):
        return False
    role = words().role("head", labelled["label"])
    said = regex.split(r"\s{2,}|(?:金额)?单位[:：]", labelled["text"])[0].strip()
    if role == "unit":
        draft.unit = said or None
        draft.trace("/form/unit", *parts)
    elif role == "year" and (found := YEAR_LINE.fullmatch(tidy(said))):
        draft.year = int(found[1])
        draft.trace("/form/year", *parts)
    elif role in ("project", "supervisor", "project_code") and getattr(draft, role) is None and said:
        setattr(draft, role, said)
        draft.trace(f"/form/{role}", *parts)
    else:
        return False
    return True


def _money_above(text: str, draft: Draft, parts: tuple[Line, ...]) -> bool:
    """Read a line above the form, or a part of one, that is money with its unit (项目总额：12.50万元)."""
    found = INLINE.fullmatch(tidy(text.strip()))
    if found is None or not words().plays("money", "line", found["label"]) or not found["amount"].endswith("元"):
        return False
    draft.trace(f"/budget/{len(draft.budget)}/amount", *parts)
    draft.budget.append(BudgetLine(None, found["label"].strip(), parse_amount(found["amount"], None)))
    return True


def _by_height(lines: Sequence[Line]) -> list[tuple[Line, tuple[Line, ...]]]:
    """Lines at one height as one, with a wide gap between them (部门名称    某某局), and what each is made of."""
    out: list[tuple[Line, tuple[Line, ...]]] = []
    for line in lines:
        last, parts = out[-1] if out else (None, ())
        box = line.place.box
        if last is not None and box is not None and last.place.box is not None:
            a = last.place.box
            if abs((a.top + a.bottom) - (box.top + box.bottom)) < min(a.height, box.height):
                merged = Line(f"{last.text}    {line.text}", replace(last.place, box=a.union(box)))
                out[-1] = merged, (*parts, line)
                continue
        out.append((line, (line,)))
    return out


def year_in_labels(sheet: Sheet, draft: Draft) -> None:
    """The year where it stands in labels of the year's goals or values only (年度目标（2026年）, 2026年目标值)."""
    if draft.year is not None:
        return
    found: dict[int, list[SheetCell]] = {}
    for cell in sheet.cells:
        text = tidy(cell.text)
        if len(text) > LONGEST or not (years := YEAR_IN_LABEL.findall(text)):
            continue
        if words().role("goals", text) == "annual" or words().role("columns", text) == "value":
            for year in years:
                found.setdefault(int(year), []).append(cell)
    if len(found) == 1:
        draft.year, cells = next(iter(found.items()))
        draft.trace("/form/year", *cells)


def unit_cell(sheet: Sheet, rows: Sequence[int], ledger: Ledger) -> str | None:
    """The unit of money where its line stands in a cell of the table (单位：万元)."""
    for row in rows:
        for cell in sheet.row(row):
            beside = sheet.right_of(cell)
            if UNIT_LINE.fullmatch(tidy(cell.text)) and (unit := unit_in(cell.text)):
                ledger.take("label", cell)
                return unit
            if said := next((p for p in pairs(cell.lines) if UNIT_LINE.fullmatch(tidy(p))), None):
                return unit_in(said)
            if UNIT_LABEL.fullmatch(tidy(cell.text)) and beside is not None and (unit := MONEY.get(tidy(beside.text))):
                ledger.take("label", cell, beside)
                return unit
    return None
