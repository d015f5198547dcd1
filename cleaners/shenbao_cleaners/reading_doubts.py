"""Figures of scans that were read differently: settled by the form's own evidence where it proves one, else doubted.

A sum of the form, or the indicator's other value column, may choose between two readings; it never makes one up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import regex

from shenbao_cleaners.checks.sums import check_sums
from shenbao_cleaners.declaration import Amount, Declaration, Evidence, Issue, Repair, Target
from shenbao_cleaners.issues import issue
from shenbao_cleaners.values.amount import parse_amount
from shenbao_cleaners.values.readings import NO_GROUPS, PER_MILLE, differing, differing_texts, tokens, unsure
from shenbao_cleaners.values.target import has_several_values, parse_target
from shenbao_cleaners.values.text import join_lines
from shenbao_extract.document import Cell, Place
from shenbao_extract.legibility import illegible

BUDGET = regex.compile(r"/budget/(\d+)/amount")
VALUE = regex.compile(r"/indicators/(\d+)/(period_value|annual_value)")
INDICATOR = regex.compile(r"/indicators/(\d+)/")
ITEM = regex.compile(
    r"(?:\d+\s*[、.．]\s*)?\d\d?\s*[-－—]\s*\p{Han}[^；;:：]*[；;:：]\s*\d\d\s*[-－—]\s*\p{Han}"
)  # of a prose cell
NAME = regex.compile(r"/indicators/(\d+)/name")
NUMBER = regex.compile(r"(\d+)\s*[、.．]")  # of an item
LEVEL = regex.compile(r"/indicators/\d+/level[12]")
RUNAWAY = regex.compile(r"(.{1,12}?)\1{5,}")
ALIKE = regex.compile(r"[\s*_.…·\-—=xX×0-9]*")  # what forms themselves repeat
RING = regex.compile(r"[%％][。°º.．]\s*$")  # a value ends in no full stop: the ring of a ‰
SHORT = 14  # characters: a longer target value may be a sentence with figures
POOR_TEXT = 0.8  # confidence of a cell's text below which it says so
POOR_WORDS = 0.93  # confidence of a cell's text below which its figures are doubtful too
SIGN = regex.compile(r"[≥≤><=%]")
WORDED = regex.compile(r"\p{Han}{2,}[≥≤><=]?\d+(?:\.\d+)?[%‰]")  # 完成率100%: a sign is read as one character
ROMAN = regex.compile(r"(?<![\p{L}\d.])[1lI](?=[级型类]\s*[)）])")
LETTER = regex.compile(r"(?<![\dA-Za-z.])0(?=[A-Z])")  # 办公0A系统: the letter O was read as a digit
TWO_CELLS = regex.compile(r"[|｜]|\p{Han}\s*[≥≤><=]\s*$")  # a lost ruling: its own stroke, a sign behind a name
ORDINAL = regex.compile(r"^指标\s*\d+[.。,，](?!\d)")
BY_SUM = ("表内合计", "a sum of the form")
BY_OTHER = ("另一列指标值", "the other value column")


def doubted(d: Declaration, cells: Iterable[Cell]) -> Declaration:
    """The declaration with what its scanned cells' readings say: issues, and repairs where evidence chose a reading."""
    by_place: dict[Place, Cell] = {c.place: c for c in cells if c.confidence is not None}
    if not by_place:
        return d
    issues: list[Issue] = []
    levels_too = _only_levels(d)
    for pointer, items in d.evidence.items():
        if LEVEL.fullmatch(pointer) and not any(i.place in levels_too for i in items):
            continue
        for item in items:
            cell = by_place.get(item.place)
            if cell is None:
                continue
            d, found = _doubt(d, pointer, cell, by_place)
            issues += found
    issues += _per_mille_beside(d, by_place, issues)
    issues += _missing_signs(d, by_place)
    for page in sorted({c.place.page for c in by_place.values()} & set(d.pages)):
        if illegible(c for c in by_place.values() if c.place.page == page):
            issues.append(issue("poor_print", None, page=page))
    return replace(d, issues=(*d.issues, *dict.fromkeys(issues)))


def _per_mille_beside(d: Declaration, by_place: dict[Place, Cell], issues: Iterable[Issue]) -> list[Issue]:
    """Doubts on a % whose indicator's other value column may be a ‰: what hid one ring may have hidden the other."""
    told = {i.path for i in issues}
    owners: dict[Place, set[str]] = {}
    for pointer, items in d.evidence.items():
        if own := INDICATOR.match(pointer):
            for i in items:
                owners.setdefault(i.place, set()).add(own[1])
    maybe = {
        int(value[1])
        for pointer, items in d.evidence.items()
        if (value := VALUE.fullmatch(pointer))
        and any(len(owners[i.place]) == 1 and _may_be_per_mille(by_place.get(i.place)) for i in items)
    }
    out = []
    for index in sorted(maybe):
        for key in ("period_value", "annual_value"):
            target: Target | None = getattr(d.indicators[index], key)
            pointer = f"/indicators/{index}/{key}"
            if target and "%" in target.raw and pointer not in told:
                out.append(issue("unsure_figure", pointer, text=_short(target.raw)))
    return out


def _missing_signs(d: Declaration, by_place: dict[Place, Cell]) -> list[Issue]:
    """Doubts on figures whose cell for a sign is empty where others of the form have one: too faint, perhaps."""
    if not any(i.printed.sign for i in d.indicators):
        return []
    out = []
    for pointer, items in d.evidence.items():
        value = VALUE.fullmatch(pointer)
        own = d.indicators[int(value[1])] if value else None
        scanned = any(i.place in by_place for i in items) and any(not i.text.strip() for i in items)
        if value and own and scanned and not own.printed.sign:
            target: Target | None = getattr(own, value[2])
            if target and target.low is not None:
                out.append(issue("unsure_figure", pointer, text=_short(target.raw)))
    return out


def _may_be_per_mille(cell: Cell | None) -> bool:
    texts = [cell.text, *(r.text for r in cell.readings)] if cell else []
    return any("‰" in t or PER_MILLE.search(t) for t in texts)


def _only_levels(d: Declaration) -> set[Place]:
    """Places that are evidence for level labels alone."""
    levels = {i.place for p, items in d.evidence.items() if LEVEL.fullmatch(p) for i in items}
    return levels - {i.place for p, items in d.evidence.items() if not LEVEL.fullmatch(p) for i in items}


def _doubt(d: Declaration, pointer: str, cell: Cell, by_place: dict[Place, Cell]) -> tuple[Declaration, list[Issue]]:
    out: list[Issue] = []
    repeated = RUNAWAY.search(cell.text)
    if repeated and not ALIKE.fullmatch(repeated[0]):
        out.append(issue("runaway_text", pointer, text=_short(repeated[0])))
    if any(r.engine == "gaps" for r in cell.readings):
        out.append(issue("unsure_mark", pointer, text=_short(cell.text)))
    if NAME.fullmatch(pointer) and _out_of_order(d, pointer, cell):
        out.append(issue("unsure_figure", pointer, text=_short(cell.text)))
    own = _own_part(d, pointer, cell)
    text = own[0] if own else cell.text
    value = VALUE.fullmatch(pointer)
    rings = [text, *([] if own else (r.text for r in cell.readings))]
    if PER_MILLE.search(text) or (value and any(len(t) <= SHORT and RING.search(t) for t in rings)):
        return d, [*out, issue("unsure_figure", pointer, text=_short(text))]
    readings = differing_texts(own) if own else differing(cell)
    if readings:
        d, found = _settled(d, pointer, readings, by_place)
        return d, [*out, found]
    sign = bool(cell.readings) and bool(SIGN.fullmatch(cell.text))  # see _odd_words()
    poor = cell.confidence is not None and cell.confidence < POOR_TEXT and not sign
    if unsure(cell) or _odd(d, pointer, cell) or _odd_unit(d, pointer, cell) or _odd_words(cell) or (value and poor):
        out.append(issue("unsure_figure", pointer, text=_short(cell.text)))  # 100% was read as fad
    elif poor:
        out.append(issue("unsure_text", pointer, text=_short(cell.text)))
    return d, out


def _own_part(d: Declaration, pointer: str, cell: Cell) -> tuple[str, ...]:
    """What a pointer's indicator has of each reading of a cell that holds several; () where that cannot be told."""
    own = INDICATOR.match(pointer)
    held = _held(d, cell)
    if not own or not cell.readings or len(held) < 2:
        return ()
    index = held.index(int(own[1]))
    out = []
    for reading in cell.readings:
        starts = [m.start() for m in ITEM.finditer(reading.text)]
        if len(starts) != len(held):
            return ()
        out.append(reading.text[slice(starts[index], (*starts, None)[index + 1])])
    return tuple(out)


def _held(d: Declaration, cell: Cell) -> list[int]:
    """The indices of the indicators that a cell is evidence for."""
    of_cell = (INDICATOR.match(p) for p, items in d.evidence.items() if _from(items, cell))
    return sorted({int(m[1]) for m in of_cell if m})


def _out_of_order(d: Declaration, pointer: str, cell: Cell) -> bool:
    """Whether the number of an indicator's item in a prose cell does not follow on: 54-成本指标 behind the third."""
    own, held = INDICATOR.match(pointer), _held(d, cell)
    mended = (r.after for r in d.repairs if r.cleaner == "misread_marks" and r.place == cell.place and r.after)
    text = next(mended, cell.text)
    numbers = [NUMBER.match(text, m.start()) for m in ITEM.finditer(text)]
    if not own or len(held) < 2 or len(numbers) != len(held) or not any(numbers):
        return False
    first = next(int(m[1]) - i for i, m in enumerate(numbers) if m)
    number = numbers[held.index(int(own[1]))]
    return number is None or int(number[1]) != first + held.index(int(own[1]))


def _from(items: Iterable[Evidence], cell: Cell) -> bool:
    return any(i.place == cell.place for i in items)


def _odd(d: Declaration, pointer: str, cell: Cell) -> bool:
    """Whether a figure was read alike twice and still reads like none: 正100% for ≥100%, 338J63 for 328.63."""
    money, value = BUDGET.fullmatch(pointer), VALUE.fullmatch(pointer)
    if money:
        amount = d.budget[int(money[1])].amount
        return amount.value is None and len(amount.raw) <= SHORT and any(c.isdigit() for c in amount.raw)
    target: Target | None = getattr(d.indicators[int(value[1])], value[2]) if value else None
    if target is None or target.kind != "text" or len(target.raw) > SHORT:
        return False
    several = has_several_values(target.raw) and not NO_GROUPS.search(target.raw)
    worded = WORDED.fullmatch(target.raw) and (cell.confidence or 0.0) >= POOR_WORDS
    return any(c.isdigit() for c in target.raw) and not several and not worded


def _odd_unit(d: Declaration, pointer: str, cell: Cell) -> bool:
    """Whether a digit stands where the unit of measure is printed: % alone in its cell was read 5 or 8."""
    value = VALUE.fullmatch(pointer)
    unit = d.indicators[int(value[1])].printed.unit if value else None
    return bool(unit) and cell.text == unit and unit.isdigit()


def _odd_words(cell: Cell) -> bool:
    """Whether figures stand among words read unsurely, or as forms print none: (1级) for (I级), 指标5. for 指标5：."""
    if not cell.readings or not tokens(cell.text):
        return False
    if SIGN.fullmatch(cell.text):  # there are no words: the surer of its readings counts
        return max(r.confidence for r in cell.readings) < POOR_TEXT
    poor = cell.confidence is not None and cell.confidence < POOR_WORDS
    twice = any(a == b and tokens(a) for a, b in pairwise(cell.lines))  # one line cut into two
    return poor or twice or any(pattern.search(cell.text) for pattern in (ROMAN, LETTER, ORDINAL, TWO_CELLS))


def _settled(
    d: Declaration, pointer: str, readings: tuple[str, ...], by_place: dict[Place, Cell]
) -> tuple[Declaration, Issue]:
    told = " / ".join(f"“{_short(r)}”" for r in readings)
    money, value = BUDGET.fullmatch(pointer), VALUE.fullmatch(pointer)
    chosen, by = None, BY_SUM
    if money:
        chosen = _by_sum(d, int(money[1]), readings)
    elif value and not any("‰" in r or PER_MILLE.search(r) for r in readings):  # what hid one ring may hide two
        chosen, by = _by_other_column(d, int(value[1]), value[2], readings, by_place), BY_OTHER
    if chosen is None:
        return d, issue("conflicting_readings", pointer, readings=told, taken=_short(_taken(d, pointer, readings)))
    if money:
        d = _with_amount(d, int(money[1]), parse_amount(chosen, d.budget[int(money[1])].amount.unit), pointer)
    elif value:
        d = _with_target(d, int(value[1]), value[2], parse_target(join_lines(chosen.split("\n")), d.form.year), pointer)
    return d, issue("reading_settled", pointer, readings=told, taken=_short(chosen), by_zh=by[0], by_en=by[1])


def _taken(d: Declaration, pointer: str, readings: tuple[str, ...]) -> str:
    money, value = BUDGET.fullmatch(pointer), VALUE.fullmatch(pointer)
    if money:
        return d.budget[int(money[1])].amount.raw
    if value:
        target: Target | None = getattr(d.indicators[int(value[1])], value[2])
        return target.raw if target else readings[0]
    return readings[0]


def _by_sum(d: Declaration, index: int, readings: tuple[str, ...]) -> str | None:
    """The one reading with which a sum of the form holds that fails with every other figure there."""
    unit = d.budget[index].amount.unit
    holding = []
    for text in readings:
        amount = parse_amount(text, unit)
        if amount.value is None:
            continue
        off = replace(amount, value=amount.value + 7, yuan=amount.yuan + 7_000_000 if amount.yuan is not None else None)
        if len(check_sums(_put(d, index, amount))) < len(check_sums(_put(d, index, off))):
            holding.append(text)
    return holding[0] if len({parse_amount(t, unit).value for t in holding}) == 1 else None


def _by_other_column(
    d: Declaration, index: int, key: str, readings: tuple[str, ...], by_place: dict[Place, Cell]
) -> str | None:
    """The reading that says what the indicator's other value column says, where that one was read without doubt."""
    other_key = "annual_value" if key == "period_value" else "period_value"
    other: Target | None = getattr(d.indicators[index], other_key)
    items = d.evidence.get(f"/indicators/{index}/{other_key}", ())
    own = {i.place for i in d.evidence.get(f"/indicators/{index}/{key}", ())}
    cells = [by_place[i.place] for i in items if i.place in by_place]
    if (
        other is None
        or not cells
        or any(i.place in own for i in items)
        or any(differing(c) or unsure(c) for c in cells)
    ):
        return None
    said = tokens(other.raw)
    return next((text for text in readings if said and tokens(text) == said), None)


def _put(d: Declaration, index: int, amount: Amount) -> Declaration:
    line = replace(d.budget[index], amount=amount)
    return replace(d, budget=(*d.budget[:index], line, *d.budget[index + 1 :]))


def _with_amount(d: Declaration, index: int, amount: Amount, pointer: str) -> Declaration:
    before = d.budget[index].amount
    if before.value == amount.value:
        return d
    why = "a sum of the form holds with this reading and fails with the other"
    repair = Repair("chosen_reading", pointer, None, before.raw, amount.raw, why)
    return replace(_put(d, index, amount), repairs=(*d.repairs, repair))


def _with_target(d: Declaration, index: int, key: str, target: Target, pointer: str) -> Declaration:
    indicator = d.indicators[index]
    before: Target | None = getattr(indicator, key)
    if before is None or tokens(before.raw) == tokens(target.raw):
        return d
    why = "the indicator's other value column was read so twice"
    repair = Repair("chosen_reading", pointer, None, before.raw, target.raw, why)
    changed = (
        replace(indicator, period_value=target) if key == "period_value" else replace(indicator, annual_value=target)
    )
    every = (*d.indicators[:index], changed, *d.indicators[index + 1 :])
    return replace(d, indicators=every, repairs=(*d.repairs, repair))


def _short(text: str) -> str:
    whole = join_lines(text.split("\n"))
    return whole if len(whole) <= 60 else f"{whole[:57]}..."
