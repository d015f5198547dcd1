"""Read the head of a form: title, year and unit lines above it, and labels beside their content."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from shenbao_cleaners.declaration import Extra, FormPlace, Repair
from shenbao_cleaners.forms.above import UNIT_LINE, YEAR_LINE
from shenbao_cleaners.forms.draft import Draft, Ledger, keep_extra
from shenbao_cleaners.forms.goals import goal_role, read_goals, whole_label
from shenbao_cleaners.forms.inline import amounts_under, labelled_text, money_rows, read_labelled
from shenbao_cleaners.forms.money import INLINE, SHARE, MoneyReader, is_figure, money_lines
from shenbao_cleaners.forms.named_money import (
    COUNT,
    FULL_AMOUNT,
    PART_OF,
    YEAR_LABEL,
    inline_money,
    line_of_money,
    names_level,
    names_money,
    names_place,
    names_year,
    of_money,
)
from shenbao_cleaners.forms.numbered import (
    MAX_LABEL,
    Headings,
    is_heading,
    is_sentence,
    money_row,
    numbered_row,
    read_heading,
    row_of_goals,
)
from shenbao_cleaners.forms.pairs import pairs
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.titles import TITLE
from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.values.amount import is_amount, parse_amount, unit_in
from shenbao_cleaners.values.text import tidy

PLACE = regex.compile(
    r"(?:中共|中国共产党)?(?:(?P<province>[\p{Han}]{2,6}(?:省|自治区)))?"
    r"(?P<city>(?!城市|本市)[\p{Han}]{1,5}?"
    r"(?:市(?!(?<=城市)(?:管理|更新|建设|规划|运行|副中心|发展))|自治州|地区|盟))?"  # not 泉州城市管理局
    r"(?P<county>(?:(?!社区|园区|辖区|地区|城区|县区|市区)[\p{Han}]){1,5}?(?:区(?!域)|县|旗))?"  # not 专项资金区域
    r"(?P<town>[\p{Han}]{1,5}?(?:镇(?!职工|居民|化)|乡(?!建设|规划|居民|村|镇)|街道))?"  # not 住房和城乡建设局
)


def kind_of(draft: Draft) -> None:
    """Set the kind from the title and the head: a department's, a project's, or a transfer's declaration."""
    title = label_key(draft.title or "")
    if regex.search(r"(部门|单位)?整体|部门绩效|部门预算绩效", title) and draft.project is None:
        draft.kind = "department"
    elif "转移支付" in title and "项目" not in title:
        draft.kind = "transfer"
    elif draft.project is None and draft.unit is not None and "项目" not in title:
        draft.kind = "department"
    else:
        draft.kind = "project"


def read_rows(sheet: Sheet, rows: list[int], draft: Draft, ledger: Ledger, money_unit: str | None) -> None:
    """Read the rows outside the headed blocks: head, money, goals; other labelled content goes to extra."""
    wanted, headings = set(rows), Headings(money_unit)
    for row in rows:
        heading = numbered_row(sheet, row)
        if heading is not None and is_heading(heading) and not ledger.taken(heading):
            headings.under(heading)
            read_heading(sheet, heading, wanted, draft, ledger)
        elif (over := money_row(sheet, row)) is not None and not ledger.taken(over):
            headings.under(over)
            ledger.take("label", over)
        elif (goals := row_of_goals(sheet, row)) is not None:
            headings.under(goals)
        for cell in sheet.row(row):
            if cell.top == row and not cell.blank and not ledger.taken(cell):
                _read_cell(sheet, cell, wanted, draft, ledger, headings.unit)


def _read_cell(
    sheet: Sheet, cell: SheetCell, wanted: set[int], draft: Draft, ledger: Ledger, money_unit: str | None
) -> None:
    value = sheet.right_of(cell)
    text, w = cell.text, words()
    if (draft.title is not None and text == draft.title) or (
        cell.left == 0 and cell.right == sheet.columns and _caption(cell, draft, ledger)
    ):
        draft.trace("/form/title", cell)
        ledger.take("field", cell)
        return
    if said := pairs(cell.lines):
        for pair in said:
            _read_pair(sheet, replace(cell, lines=(pair,)), draft, ledger, money_unit)
        return
    short = len(label_key(text)) <= MAX_LABEL
    role = w.role("head", text) if short else None
    if read_labelled(sheet, cell, draft, ledger):
        return
    if role is not None and value is not None and not (role == "period" and is_amount(value.text)):
        _head(role, cell, value, draft, ledger)
    elif short and goal_role(text) and (value is not None or cell.right == sheet.columns):
        read_goals(sheet, cell, wanted, draft, ledger)
    elif short and value is not None and not is_figure(value.text) and (whole := whole_label(text)):
        place = cell.sources[0].place if cell.sources else None
        why = f"the label is cut off at the edge of its box; {whole} is the only one that begins so"
        draft.repairs.append(Repair("clipped_labels", f"/goals/{len(draft.goals)}/text", place, text, whole, why))
        read_goals(sheet, replace(cell, lines=(whole,)), wanted, draft, ledger)
    elif short and w.role("personal", text) and value is not None:
        _extra(cell, value, draft, ledger, personal=True)
    elif short and _money_cell(sheet, cell, wanted, draft, ledger, money_unit):
        return
    elif short and (rows := _figures_under_headings(sheet, cell)):
        for heading, figure in rows:
            _extra(replace(heading, lines=(f"{text} {heading.text}",)), figure, draft, ledger)
        ledger.take("label", cell)
    elif (inline := INLINE.fullmatch(tidy(text))) and inline_money(sheet, cell, *inline.group("label", "amount")):
        MoneyReader(sheet, draft, ledger, money_unit, None).line(inline["label"], cell, cell, inline["amount"])
    else:
        _other_text(cell, value, wanted, draft, ledger)


def _read_pair(sheet: Sheet, part: SheetCell, draft: Draft, ledger: Ledger, money_unit: str | None) -> None:
    """Read a label and its content that share their cell with others; one that says nothing is a label."""
    inline = INLINE.fullmatch(tidy(part.text))
    if UNIT_LINE.fullmatch(tidy(part.text)):
        ledger.take("label", part)
    elif read_labelled(sheet, part, draft, ledger):
        return
    elif inline is not None and (of_money(inline["label"]) or names_level(replace(part, lines=(inline["label"],)))):
        MoneyReader(sheet, draft, ledger, money_unit, None).line(inline["label"], part, part, inline["amount"])
    elif (own := labelled_text(part)) is not None:
        keep_extra(own, part, draft, ledger)
    else:
        ledger.take("label", part)


def _other_text(cell: SheetCell, value: SheetCell | None, wanted: set[int], draft: Draft, ledger: Ledger) -> None:
    """Keep what no field is for: a label with its content in the same cell or beside it."""
    text = cell.text
    short = len(label_key(text)) <= MAX_LABEL
    if (own := labelled_text(cell)) is not None:
        keep_extra(own, cell, draft, ledger)
    elif is_sentence(text) and (value is None or value.blank):
        return  # told as left over: no label ends so
    elif short and words().role("tasks", text) == "others" and value is not None:
        _extra(cell, value, draft, ledger)
    elif short and value is not None and (value.blank or _is_label(value.text)) and not is_figure(text):
        ledger.take("label", cell)
    elif short and value is not None and not ledger.taken(value) and value.top in wanted and not is_figure(text):
        _extra(cell, value, draft, ledger)


def _money_cell(
    sheet: Sheet, cell: SheetCell, wanted: set[int], draft: Draft, ledger: Ledger, money_unit: str | None
) -> bool:
    """Read a cell that is the label of money, alone or of a block; whether it is one."""
    value = sheet.right_of(cell)
    reader = MoneyReader(sheet, draft, ledger, unit_in(cell.text) or money_unit, None)
    if bottom := _money_grid(sheet, cell, wanted):
        reader.read(cell.top, bottom, cell.left)
    elif bottom := money_rows(sheet, cell, value, wanted):
        reader.read(cell.top, bottom, cell.left)
        ledger.take("label", *(c for c in sheet.row(cell.top) if not c.blank))
    elif value is not None and len(lines := money_lines(value, of_money(cell.text))) > 1:
        ledger.take("label", cell)
        for name, raw in lines:
            reader.line(name, cell, value, raw)
        after = sheet.right_of(value, cell.top)
        if after is not None and names_money(after) and _money_beside(sheet, value):
            reader.read(cell.top, cell.top + 1, after.left)
    elif value is not None and _is_money(cell, value, sheet):
        _read_money(sheet, cell, value, draft, ledger, money_unit)
    else:
        return False
    return True


def _is_label(text: str) -> bool:
    """Whether a text is the label of something: the cell left of it then heads a block (基本信息)."""
    w = words()
    return len(label_key(text)) <= MAX_LABEL and any(
        w.role(block, text) for block in ("head", "personal", "goals", "tasks")
    )


def _caption(cell: SheetCell, draft: Draft, ledger: Ledger) -> bool:
    """A title, year or unit row inside the table."""
    text = tidy(cell.text)
    if year := YEAR_LINE.fullmatch(text):
        draft.year = int(year[1])
        draft.trace("/form/year", cell)
        ledger.take("field", cell)
    return draft.title is None and TITLE.fullmatch(regex.sub(r"\s+", "", text)) is not None


def _head(role: str, label: SheetCell, value: SheetCell, draft: Draft, ledger: Ledger) -> None:
    ledger.take("label", label)
    ledger.take("field", value)
    if value.blank:
        return
    text = value.text
    if role in ("staff", "subunits", "period"):
        number = parse_amount(text, None).value if is_amount(text) else None
        draft.basics[role] = text if number is None else Decimal(number)
        draft.trace(f"/basics/{role}", value)
    elif role == "year":
        if found := regex.search(r"(?<!\d)20\d\d(?!\d)", text):
            draft.year = int(found[0])
            draft.trace("/form/year", value)
    elif getattr(draft, role) is None:
        setattr(draft, role, text)
        draft.trace(f"/form/{role}", value)
    else:
        keep_extra(Extra(label.text, text), value, draft, ledger)


def _extra(label: SheetCell, value: SheetCell, draft: Draft, ledger: Ledger, personal: bool = False) -> None:
    ledger.take("label", label)
    if value.blank:
        ledger.take("extra", value)
    else:
        keep_extra(Extra(label.text, value.text, personal), value, draft, ledger)


def _is_money(cell: SheetCell, value: SheetCell, sheet: Sheet) -> bool:
    """A money line beside its amount; or the label of a block, known or told by what stands in its rows."""
    role = words().role("money", cell.text)
    if is_figure(value.text) and names_level(cell) and line_of_money(sheet, cell):
        return True
    if cell.bottom - cell.top > 2 and _headed_amounts(sheet, cell):
        return True
    if role in ("block", "line", "amount") and (is_figure(value.text) or value.blank or role == "block"):
        return True
    if is_figure(value.text) and (unit_in(cell.text) or FULL_AMOUNT.fullmatch(tidy(value.text))):
        return True  # whatever its label: the unit of money is printed with it
    rows = cell.bottom - cell.top
    part = label_key(cell.text) == PART_OF
    if not (line_of_money(sheet, cell) or _lines_beside(sheet, cell) if part else of_money(cell.text)):
        return False
    if rows < 2 and value.bottom - value.top >= rows:
        return _lines_beside(sheet, cell)
    inside = [c for row in range(cell.top, cell.bottom) for c in sheet.row(row) if c.left >= cell.right]
    return any(is_figure(c.text) or words().plays("money", "line", c.text) for c in inside)


def _headed_amounts(sheet: Sheet, cell: SheetCell) -> bool:
    """Whether each row beside a label is a name and its amount, under a heading of money with its unit."""
    (*_, head), *below = ([c for c in sheet.row(r) if c.left >= cell.right] for r in range(cell.top, cell.bottom))
    if any(words().plays("tasks", "name", c.text) for c in sheet.row(cell.top) if c.left >= cell.right):
        return False  # 任务名称 | 预算金额（万元）
    if head.top != cell.top or not words().plays("money", "amount", head.text) or not unit_in(head.text):
        return False
    return all(len(row) == 2 and not is_figure(row[0].text) and is_figure(row[1].text) for row in below)


def _lines_beside(sheet: Sheet, cell: SheetCell) -> bool:
    """Whether the label of one row heads lines of money beside it, each a label and its figure (其中 | 中央 | 12.5)."""
    beside = [c for c in sheet.row(cell.top) if c.left >= cell.right and not c.blank]
    labels, figures = beside[::2], beside[1::2]
    if not beside or len(labels) != len(figures) or not all(is_figure(c.text) for c in figures):
        return False
    shares = of_money(cell.text) or line_of_money(sheet, cell)  # the label says what years and places have of
    return all(
        names_money(c) or (shares and (names_place(c) or YEAR_LABEL.fullmatch(label_key(c.text)))) for c in labels
    )


def _money_grid(sheet: Sheet, cell: SheetCell, wanted: set[int]) -> int | None:
    """The row after a grid of money under `cell`: kinds of money head its columns, each row is a label and figures."""
    heads = [c for c in sheet.row(cell.top) if c.left >= cell.right and not c.blank]
    if cell.left or cell.bottom != cell.top + 1:
        return None
    kinds, places, years = (sum(map(f, heads)) for f in (names_money, names_place, names_year))
    if max(kinds, places, years) < 2 and not amounts_under(sheet, cell, heads):
        return None
    if any(is_figure(c.text) for c in heads):
        return None
    bottom = cell.bottom
    while bottom in wanted:
        first, *others = sheet.row(bottom)
        figures = [c for c in others if is_figure(c.text)]
        if first.blank or is_figure(first.text) or len(figures) < 2 or any(_is_label(c.text) for c in others):
            break
        if COUNT.fullmatch(label_key(first.text)) and not unit_in(first.text):
            break
        if kinds < 2 and max(places, years) >= 2 and not _row_of_money(cell, first):
            break  # 任务数 of each place
        bottom += 1
    return bottom if bottom > cell.bottom else None


def _row_of_money(corner: SheetCell, label: SheetCell) -> bool:
    """Whether the figures of a row under places or years are money: its label says so, or is a year and the corner."""
    if names_year(label) or names_place(label):
        return of_money(corner.text)
    return names_money(label) or unit_in(label.text) is not None


def _figures_under_headings(sheet: Sheet, cell: SheetCell) -> list[tuple[SheetCell, SheetCell]]:
    """Heading and figure of a block of two rows beside its label (资金支出计划: 3月底, 6月底 | 20%, 50%)."""
    if cell.bottom != cell.top + 2:
        return []
    above, below = ([c for c in sheet.row(r) if c.left >= cell.right] for r in range(cell.top, cell.bottom))
    if len(above) < 2 or [(c.left, c.right) for c in above] != [(c.left, c.right) for c in below]:
        return []
    pairs = list(zip(above, below, strict=True))
    figures = all(b.blank or is_figure(b.text) or SHARE.fullmatch(b.text) for _, b in pairs)
    return pairs if figures and not any(a.blank or a is b or is_figure(a.text) for a, b in pairs) else []


def _boxes_of(sheet: Sheet, cell: SheetCell) -> list[SheetCell]:
    """The boxes of a label drawn row by row, the rest of them blank or with its unit (资金金额 | （万元） | blank).

    Blank boxes under a label that holds its unit itself are its own where money lines stand beside them.
    """
    boxes = [cell]
    while (under := sheet.at(boxes[-1].bottom, cell.left)) is not None:
        if (under.left, under.right) != (cell.left, cell.right) or (not under.blank and label_key(under.text)):
            break
        boxes.append(under)
    if any(unit_in(box.text) for box in boxes[1:]):
        return boxes
    own = [b for b in boxes[1:] if (unit_in(cell.text) and _money_beside(sheet, b)) or _figures_beside(sheet, b)]
    return [cell, *own] if own == boxes[1 : 1 + len(own)] else boxes[:1]


def _figures_beside(sheet: Sheet, box: SheetCell) -> bool:
    """Whether a figure stands in each cell right of a blank box, under its own heading in the row above."""
    here, above = ([c for c in sheet.row(r) if c.left >= box.right] for r in (box.top, box.top - 1))
    if not box.blank or len(here) < 2 or [(c.left, c.right) for c in here] != [(c.left, c.right) for c in above]:
        return False
    return all(is_figure(c.text) for c in here) and not any(c.blank or is_figure(c.text) for c in above)


def _money_beside(sheet: Sheet, box: SheetCell) -> bool:
    """Whether a money line with its figure, or a row of figures, stands right of a blank box, or of several."""
    label = sheet.right_of(box)
    while label is not None and label.blank:
        label = sheet.right_of(label, box.top)
    if label is not None and is_figure(label.text):  # a row of amounts under their headings
        return all(c.blank or is_figure(c.text) for c in sheet.row(box.top) if c.left >= box.right)
    value = sheet.right_of(label) if label is not None else None
    known = label is not None and (names_money(label) or names_level(label))
    return known and value is not None and is_figure(value.text)


def _read_money(
    sheet: Sheet, cell: SheetCell, value: SheetCell, draft: Draft, ledger: Ledger, money_unit: str | None
) -> None:
    ledger.take("label", cell)
    boxes = _boxes_of(sheet, cell)
    bottom = boxes[-1].bottom
    unit = next((u for box in boxes if (u := unit_in(box.text))), None)
    ledger.take("label", *boxes)
    unit = unit or money_unit
    if is_figure(value.text) or (value.blank and cell.bottom - cell.top == 1):  # a line by itself, in no block
        MoneyReader(sheet, draft, ledger, unit, None).read(cell.top, max(bottom, cell.top + 1), cell.left)
    else:
        MoneyReader(sheet, draft, ledger, unit, cell).read(cell.top, bottom, cell.right)


def place_in(*texts: str | None) -> FormPlace:
    """The place that the title or a unit's name begins with, as far as it is printed (东莞市东坑镇公共服务办公室)."""
    found: dict[str, str | None] = {"province": None, "city": None, "county": None, "town": None}
    for text in texts:
        name = regex.sub(r"^\s*20\d\d\s*年(度)?|^[\s\[【(（]*\d{3,12}[\]】)）\s-]*", "", text or "")
        match = PLACE.match(name)
        if match is not None:
            for key in found:
                found[key] = found[key] or match[key]
    return FormPlace(**found)


PROJECT_TITLE = regex.compile(
    r"(?:20\d\d\s*年度?)?+\s*(?P<name>.{2,50}?)(?:(?<=工程|经费|资金|补助|补贴)|专?项目)(?:支出)?(?:预算)?绩效目标(?:申报|批复)?表"
)
# words that name a kind of money, perhaps after an office's name; a project's own words are none of them
GENERIC = regex.compile(
    r"(?:.{0,12}(?:部门|单位|市级|区级|县级|省级|本级|财政))?(?:部门|单位|市级|区级|县级|财政|预算|专项|本级|业务|支出|重点|年度|一般|公共|政策|附件|表|和|及|与|、|\d)*"
    r"(?:项目|专项|专项资金|经费|业务经费|资金|转移支付|一级|二级)?"
)


def project_in_title(draft: Draft) -> None:
    """The project's name where it stands in the title only (…项目绩效目标表)."""
    if draft.project is not None or draft.title is None:
        return
    found = PROJECT_TITLE.fullmatch(regex.sub(r"\s+", "", draft.title))
    if found is not None and not GENERIC.fullmatch(found["name"]):
        draft.project = found["name"]
        draft.traces["/form/project"] = list(draft.traces.get("/form/title", []))
