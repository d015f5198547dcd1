"""Read the money lines of a form's head: label beside amount, or headings over a row of amounts."""

from __future__ import annotations

from itertools import pairwise

import regex

from shenbao_cleaners.declaration import Amount, BudgetLine, Extra, Horizon, Repair
from shenbao_cleaners.forms.draft import Draft, Ledger, keep_extra
from shenbao_cleaners.forms.pairs import pairs
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.repairs.split_amounts import whole_amount
from shenbao_cleaners.values.amount import is_amount, parse_amount, unit_in
from shenbao_cleaners.values.text import tidy

FIGURE = regex.compile(r"\s*[约近]?\s*[-+]?\d[\d.,\s]{2,}(?:亿元|万元|元|万)?\s*")
MISREAD = regex.compile(r"(?=(?:.*\d){2})[\d.,A-Za-z/|]{3,14}")  # digits, and letters that stand for some
PERIOD = regex.compile(r"实施期|实施周期|中长期|中期|长期")
ANNUAL = regex.compile(r"\s*(?:本年|当年|年度)")
NOTHING = regex.compile(r"\s*(?:[-/]|--+|无)\s*")  # what is printed where there is no amount
SHARE = regex.compile(r"\s*\d[\d.,]*\s*[%‰]\s*")  # 占比: beside an amount, none itself
PAST = regex.compile(r"(?:近[\p{Han}\d]年|上年|前年|去年|上上年)(?!.*(?:结转|结余))")
LONGEST_LABEL = 40  # characters: a longer text among the money lines explains them
INLINE = regex.compile(
    r"(?P<label>(?:其中\s*[:：]\s*)?(?:20\d\d年[^\d:：]{0,28}|[^\d:：]{2,30}))[:：]\s*(?P<amount>-?[\d,.]+\s*(?:亿元|万元|元)?)"
)

SPACED = regex.compile(  # 其中：财政拨款 862.40
    r"(?P<label>(?:其中\s*[:：]\s*)?[^\d:：\s]{2,20})(?:\s+(?=-?\d)|(?=\d[\d,]*\.\d\d))(?P<amount>-?[\d,.]+\s*(?:亿元|万元|元)?)"
)
HOLDS_FIGURE = regex.compile(r"\p{Han}.*(?<![\d.])\d[\d,]*\.\d\d(?![\d.%‰])")
NO_WORDS = regex.compile(r"\P{Han}*\d[\d,]*\.\d\d\P{Han}*")  # an amount struck out, with another beside it
RUNNING = regex.compile(  # an amount with its unit after its label, in running text
    r"(?P<label>(?:[一二三四五六七八九十]、|\d[、.]|\(\d\))?(?!其中)\p{Han}{2,12}):?"
    r"(?P<amount>-?\d[\d,]*(?:\.\d+)?(?:亿元|万元|元))"
)
DASHED = regex.compile(r"(?P<label>(?:其中\s*[:：]\s*)?[^\d:：]{2,30})[:：]\s*(?P<amount>-+|无)")  # no amount
BETWEEN = regex.compile(r"(?:[(),;。、\s]|其中:?)*")
NUMBERED = regex.compile(r"^(?:[一二三四五六七八九十]、|\d+[、.])")
LISTED = regex.compile(r"\s*[;；]\s*")  # between lines of money in one cell


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, be it well formed or not (37.0.4), or the dash that is printed for none.

    What stands there is an amount, not a label.
    """
    return is_amount(text) or any(x.fullmatch(tidy(text)) is not None for x in (FIGURE, NOTHING))


def _is_label(cell: SheetCell) -> bool:
    figure = is_figure(cell.text) or SHARE.fullmatch(cell.text) or _misread_figure(cell)
    return not cell.blank and not figure


def _misread_figure(cell: SheetCell) -> bool:
    """Whether a cell of a scan holds what a recogniser made of a figure (338J63): left out it would go in silence."""
    return bool(MISREAD.fullmatch(cell.text.strip())) and any(s.confidence is not None for s in cell.sources)


def money_lines(cell: SheetCell, places: bool = True) -> list[tuple[str, str]]:
    """Label and amount of a cell that holds both (财政拨款：12.5), or of each of its lines where all are money.

    Those of levels of government (省级：60) are, where `places` says that it is money they share.
    """
    if (whole := INLINE.fullmatch(tidy(cell.text))) is not None:
        return [(whole["label"], whole["amount"])]
    several = [tidy(p) for p in pairs(cell.lines)] or [p for p in LISTED.split(tidy(cell.text)) if p]
    found = [INLINE.fullmatch(p) or SPACED.fullmatch(p) or DASHED.fullmatch(p) for p in several]
    if not all(m is not None and _names_line(m["label"], places) for m in found):
        found = [INLINE.fullmatch(tidy(line)) for line in cell.lines]
    lines = [(m["label"], m["amount"]) for m in found if m is not None and _names_line(m["label"], places)]
    return lines if len(lines) == len(found) else _running_lines(cell, places)


def _running_lines(cell: SheetCell, places: bool) -> list[tuple[str, str]]:
    """The lines of money of a text that is nothing else: 总额：9万元 一、财政拨款：9万元（其中：省级5万元）."""
    text, end = tidy(cell.text).replace(" ", ""), 0
    lines: list[tuple[str, str]] = []
    for found in RUNNING.finditer(text):
        if not BETWEEN.fullmatch(text[end : found.start()]) or not _names_line(found["label"], places):
            return []
        lines.append((found["label"], found["amount"]))
        end = found.end()
    return lines if len(lines) > 1 and BETWEEN.fullmatch(text[end:]) else []


def _names_line(label: str, places: bool = True) -> bool:
    """Whether a label among money is that of a line: a kind of money, or a level of government (`places`)."""
    w, bare = words(), NUMBERED.sub("", label_key(label))
    return w.plays("money", "line", label) or (places and (bare == "其他" or w.plays("places", "level", bare)))


class MoneyReader:
    """Reads one block of money lines: rows `top` to `bottom`, from column `left` on."""

    def __init__(self, sheet: Sheet, draft: Draft, ledger: Ledger, unit: str | None, section: SheetCell | None) -> None:
        """`unit` holds where no heading names one; `section` is the block's label."""
        self.sheet, self.draft, self.ledger = sheet, draft, ledger
        self.unit, self.section = unit, section
        self.horizons: dict[int, Horizon | None] = {}  # column of a label -> the horizon that a total above names
        self.headings: dict[int, list[SheetCell]] = {}  # column -> headings seen above, the nearest last
        self.printed: Amount | None = (
            None  # the block's first amount that has its unit beside the figure or in its own label
        )
        self.pairs: set[tuple[int, int]] = set()  # columns of a label and of the figure right beside it

    def read(self, top: int, bottom: int, left: int) -> None:
        """Add the lines of the block to the draft."""
        done: set[int] = set()
        for row in range(top, bottom):
            beside = pairwise(c for c in self.sheet.row(row) if c.left >= left)
            self.pairs |= {(a.left, b.left) for a, b in beside if _is_label(a) and is_figure(b.text)}
        for row in range(top, bottom):
            cells = [c for c in self.sheet.row(row) if c.left >= left and id(c) not in done]
            done.update(id(c) for c in cells)
            self._read_row(cells)

    def _read_row(self, cells: list[SheetCell]) -> None:
        texts = [c for c in cells if _is_label(c)]
        if any(is_figure(c.text) for c in cells) and not texts:
            for cell in cells:
                self._from_headings(cell)
            return
        if not any(not c.blank for c in cells):
            if any(self._is_amount_column(cell) for cell in cells):
                for cell in cells:
                    self._from_headings(cell)
            return
        index = 0
        while index < len(cells):
            cell, after = cells[index], cells[index + 1] if index + 1 < len(cells) else None
            if SHARE.fullmatch(cell.text) is not None or self._is_remark(cell):
                self._kept_apart(cell)
            elif lines := money_lines(cell):
                for name, raw in lines:
                    self.line(name, cell, cell, raw)
            elif not cell.blank and not is_figure(cell.text) and after is not None and self._takes(cell, after):
                if self._past(after) and any(self._of_year(c) for c in cells[index + 2 :]):
                    self._kept_apart(after)
                    self.ledger.take("label", cell)
                    index += 1
                else:
                    index += 1 + self._labelled_line(cell, after, cells[index + 2 : index + 3])
                index += self._more_columns(cell, cells[index + 1 :])
            elif len(cells) == 1 and self.section is not None and self._names_a_line(cell):
                self.line(cell.text, cell, cell, "")  # a template without a box for the amount
            else:
                self._no_line(cell)
            index += 1

    def _no_line(self, cell: SheetCell) -> None:
        """A text without an amount beside it: an explanation, an amount that is not understood, else a heading."""
        if len(tidy(cell.text)) > LONGEST_LABEL:
            self._explanation(cell)
        elif _holds_amount(tidy(cell.text)) and not is_figure(cell.text):
            self.line(cell.text, cell, cell, cell.text)  # told as not understood: no heading holds an amount
        elif not cell.blank:
            self._heading(cell)

    def _is_remark(self, cell: SheetCell) -> bool:
        """Whether a cell stands under the heading of remarks (备注)."""
        above = self.headings.get(cell.left, [])
        return not cell.blank and bool(above) and words().role("columns", above[-1].text) == "note"

    def _more_columns(self, label: SheetCell, beside: list[SheetCell]) -> int:
        """A line's amounts under further headings (中期 | 年度); returns how many cells they took."""
        for taken, cell in enumerate(beside):
            above = self.headings.get(cell.left, [])
            if not above or above[-1] is label or not (is_figure(cell.text) or SHARE.fullmatch(cell.text)):
                return taken
            if SHARE.fullmatch(cell.text) or self._past(cell):
                self._kept_apart(cell)
            else:
                self.line(label.text, label, cell, cell.text)
        return len(beside)

    def _past(self, cell: SheetCell) -> bool:
        """Whether a cell stands under the heading of years before."""
        above = self.headings.get(cell.left, [])
        return bool(above) and PAST.search(above[-1].text) is not None

    def _of_year(self, cell: SheetCell) -> bool:
        """Whether a cell right of the years before is for an amount of the form's own year, be it left blank."""
        return not self._past(cell) and (is_figure(cell.text) or (cell.blank and self._is_amount_column(cell)))

    def _kept_apart(self, cell: SheetCell) -> None:
        """A share, or what was spent in years before, is no amount of the declaration: it is kept with its heading."""
        above = self.headings.get(cell.left, [])
        keep_extra(Extra(above[-1].text if above else "", cell.text), cell, self.draft, self.ledger)

    def _labelled_line(self, label: SheetCell, value: SheetCell, beside: list[SheetCell]) -> int:
        """The line of a label and its amount; returns how many more cells the amount took (a split one takes two)."""
        whole = whole_amount(value.text, beside[0].text) if beside else None
        if whole is None:
            self.line(label.text, label, value, value.text)
            return 0
        pointer = f"/budget/{len(self.draft.budget)}/amount"
        self.line(label.text, label, value, whole)
        self.draft.trace(pointer, beside[0])
        self.ledger.take("field", beside[0])
        why = "the first cell's figure is unfinished and the cell beside it completes it"
        place = value.sources[0].place if value.sources else None
        before = f"{value.text} | {beside[0].text}"
        self.draft.repairs.append(Repair("split_amounts", pointer, place, before, whole, why))
        return 1

    def _takes(self, label: SheetCell, value: SheetCell) -> bool:
        """Whether the cell right of a label is its amount: a figure, or blank where figures stand."""
        if is_figure(value.text) or _misread_figure(value):
            return True
        if not value.blank or self._heads_a_figure(label):
            return False
        known = _names_line(label.text)
        paired = (label.left, value.left) in self.pairs or self._is_amount_column(value)
        return not words().plays("money", "amount", label.text) and (known or paired)

    def _heads_a_figure(self, label: SheetCell) -> bool:
        """Whether a figure stands under a label, as wide as it, in a row of figures: the label is its heading."""
        under = self.sheet.at(label.bottom, label.left)
        if under is None or (under.left, under.right) != (label.left, label.right) or not is_figure(under.text):
            return False
        before = self.sheet.at(under.top, under.left - 1) if under.left else None
        return before is None or not _is_label(before)

    def _names_a_line(self, cell: SheetCell) -> bool:
        return _names_line(cell.text) and not words().plays("money", "amount", cell.text)

    def _is_amount_column(self, cell: SheetCell) -> bool:
        above = self.headings.get(cell.left, [])
        return bool(above) and (words().plays("money", "amount", above[-1].text) or _names_line(above[-1].text))

    def _explanation(self, cell: SheetCell) -> None:
        """A long text among the lines (测算依据及说明) is none of them: it is kept with the label left of it."""
        label = self.sheet.at(cell.top, cell.left - 1) or self.section
        keep_extra(Extra(label.text if label else "", cell.text), cell, self.draft, self.ledger)

    def _heading(self, cell: SheetCell) -> None:
        self.ledger.take("label", cell)
        for column in range(cell.left, cell.right):
            self.headings.setdefault(column, []).append(cell)

    def _from_headings(self, cell: SheetCell) -> None:
        above = self.headings.get(cell.left, [])
        if above:
            section = above[-2] if len(above) > 1 else self.section
            self.line(above[-1].text, above[-1], cell, cell.text, section)
        elif not cell.blank and self.section is not None:
            self.line(self.section.text, self.section, cell, cell.text)

    def line(self, label: str, at: SheetCell, value: SheetCell, raw: str, section: SheetCell | None = None) -> None:
        """Add one line: its label, the cells of label and amount, the amount as printed."""
        above = self.headings.get(value.left, [])
        column = above[-1] if above and above[-1] is not at else None
        side = self.headings.get(at.left, [])
        section = section or (side[-1] if side and side[-1] is not at else self.section)
        headings = [
            label,
            column.text if column else "",
            section.text if section and section is not self.section else "",
            *(c.text for c in reversed(self.sheet.row(value.top)) if c.right <= at.left and c.bottom > c.top + 1),
            self.section.text if self.section else "",
        ]
        unit = next((u for text in headings if (u := unit_in(text))), self.unit) or self._unit_of_total(raw)
        pointer = f"/budget/{len(self.draft.budget)}"
        self.draft.trace(f"{pointer}/amount", value)
        self.draft.trace(f"{pointer}/label", at)
        self.ledger.take("field", at, value)
        name, heading = section.text if section else None, column.text if column else None
        amount = parse_amount(raw, unit)
        if self.printed is None and self.section is not None and (parse_amount(raw, None).unit or unit_in(label)):
            self.printed = amount
        horizon = self._horizon_of_column(column) or self._horizon(label, at)
        self.draft.budget.append(BudgetLine(name, label, amount, heading, horizon))

    def _unit_of_total(self, raw: str) -> str | None:
        """The unit printed beside the block's total (资金总额：12.5万元), for a figure that may be a part of it."""
        value, total = parse_amount(raw, None).value, self.printed
        if total is None or total.value is None or value is None or value > total.value:
            return None
        return total.unit

    def _horizon_of_column(self, column: SheetCell | None) -> Horizon | None:
        """What a column's heading says, where the amounts of the whole period stand beside the year's."""
        if column is None or not any(PERIOD.search(c.text) for cells in self.headings.values() for c in cells):
            return None
        return "period" if PERIOD.search(column.text) else "annual" if ANNUAL.match(column.text) else None

    def _horizon(self, label: str, at: SheetCell) -> Horizon | None:
        """实施期 or 年度 as the label says, else as a total above it in its column said."""
        if PERIOD.search(label):
            self.horizons[at.left] = "period"
        elif ANNUAL.match(label):
            self.horizons[at.left] = "annual"
        return self.horizons.get(at.left)


def _holds_amount(text: str) -> bool:
    """Whether a text holds an amount with its decimals, beside words or alone."""
    return bool(HOLDS_FIGURE.search(text) or NO_WORDS.fullmatch(text))
