"""Read the indicator tree: an indicator for each name beside its values, under the labels that cover its row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from shenbao_cleaners.declaration import Extra, Indicator, Printed, Repair, Target
from shenbao_cleaners.forms.blocks import Block, Column, label_across
from shenbao_cleaners.forms.draft import Draft, Ledger
from shenbao_cleaners.forms.halves import join_halves
from shenbao_cleaners.forms.run_together import split_labels
from shenbao_cleaners.forms.several import parted
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.forms.side_by_side import side_by_side
from shenbao_cleaners.values.amount import parse_amount
from shenbao_cleaners.values.label import both_levels, level_of, normal_label, parent_of
from shenbao_cleaners.values.target import parse_target
from shenbao_cleaners.values.text import tidy
from shenbao_extract.document import Place

LEVELS, VALUE_ROLES = ("level1", "level2"), ("value", "period_value")
OF_PROJECT = ("project", "unit_name", "goal", "money", "number")  # columns of a list that stand left of its tree
TEMPLATE = regex.compile(r"(?:\s*指标\s*[\d一二三四五六七八九十]*\s*[:：]?\s*)*[.…·。\s]*")
NO_UNIT = regex.compile(r"[-/\\—–]+|空|无")  # what is printed in the unit's column where there is none
NAME_AND_VALUE = regex.compile(
    r"(?P<name>[^<>≤≥=＜＞＝≦≧]{2,40}?)[:：]?\s*(?P<value>[<>≤≥=＜＞＝≦≧]{1,2}\s*\d[^<>≤≥=＜＞＝≦≧]*)"
)
SATISFACTION = "满意度指标"  # in every scheme level 1 too, unlike 成本指标 that may belong to 产出指标
NUMBERED = regex.compile(r"\s*[*★]?\s*指标\s*[\d一二三四五六七八九十]+\s*[:：、.]?")


@dataclass(frozen=True)
class Band:
    """One row of the tree as it is read: the cells under each role, each once."""

    row: int
    cells: dict[str, tuple[SheetCell, ...]]

    def text(self, role: str) -> str:
        """The text under a role; several cells are read together."""
        return "".join(c.text for c in self.cells.get(role, ()))

    @property
    def filled(self) -> bool:
        """Whether a name or a value is printed."""
        return any(self.text(role) for role in ("name", "run_together", *VALUE_ROLES))


def cells_under(sheet: Sheet, row: int, column: Column) -> tuple[SheetCell, ...]:
    """The cells of a row whose left end stands within a column, or the one that covers it."""
    out: list[SheetCell] = []
    for c in range(column.left, column.right):
        cell = sheet.at(row, c)
        if cell is not None and cell not in out and (cell.left >= column.left or not out):
            out.append(cell)
    return tuple(out)


def bands(sheet: Sheet, block: Block, first: int, bottom: int) -> list[Band]:
    """The bands between two rows: a row whose name and value cells were all seen in the row above is no new one."""
    out: list[Band] = []
    last: tuple[tuple[int, ...], ...] | None = None
    for row in range(first, bottom):
        cells: dict[str, tuple[SheetCell, ...]] = {}
        for column in block.columns:
            if column.role is not None and column.role not in cells:
                cells[column.role] = cells_under(sheet, row, column)
        key = tuple(tuple(id(c) for c in cells.get(r, ())) for r in ("name", "run_together", *VALUE_ROLES, "sign"))
        if key != last:
            if out and _same_indicator(out[-1], cells):
                out[-1] = Band(out[-1].row, cells | {"name": (*out[-1].cells["name"], *cells["name"])})
            else:
                out.append(Band(row, cells))
        last = key
    return out


def _same_indicator(above: Band, cells: dict[str, tuple[SheetCell, ...]]) -> bool:
    """Whether a name runs over two boxes: one value beside both, and only the first is numbered (指标1：)."""
    roles = [r for r in VALUE_ROLES if r in cells]
    if not roles or any(above.cells.get(r) != cells[r] or all(c.blank for c in cells[r]) for r in roles):
        return False
    name = "".join(c.text for c in cells.get("name", ()))
    return bool(name) and NUMBERED.match(above.text("name")) is not None and NUMBERED.match(name) is None


def read_tree(sheet: Sheet, block: Block, draft: Draft, ledger: Ledger, rows: tuple[int, int] | None = None) -> None:
    """Add the indicators of a block (or of some rows of it) to the draft."""
    first, bottom = rows or (block.first, block.bottom)
    for row in range(block.top, block.first):
        for cell in sheet.row(row):
            if cell.bottom - cell.top <= 3 or cell.left < block.columns[0].left:
                ledger.take("label", cell)
    trees = side_by_side(sheet, block)
    if len(trees) == 2 and trees[0].column("name") != trees[1].column("name"):  # halves, each with its names
        parts = [Draft(year=draft.year) for _ in trees]
        for tree, part in zip(trees, parts, strict=True):
            _read_one(sheet, tree, (first, bottom), part, ledger)
        join_halves(draft, parts)
        return
    for tree in trees:
        _read_one(sheet, tree, (first, bottom), draft, ledger)


def _read_one(sheet: Sheet, block: Block, rows: tuple[int, int], draft: Draft, ledger: Ledger) -> None:
    first, bottom = rows
    names = block.column("name", "run_together", "level2")
    headings: dict[str, tuple[SheetCell, ...]] = {}
    headed = -1  # the row of the last label of level 1 in a row of its own
    for band in bands(sheet, block, first, bottom):
        if (across := label_across(sheet, block, band.row)) is not None:
            under = headings.keys() == {"level1"} and headed == band.row - 1  # right under a label of level 1
            if 1 in level_of(across.text) and not (under and 2 in level_of(across.text)):
                headings, headed = {"level1": (across,)}, band.row
            else:
                headings["level2"] = (across,)
            ledger.take("label", across)
            continue
        if (label := _label_alone(sheet, block, band)) is not None:
            headings = {"level1": band.cells["level1"]} if label == "level1" else headings | {label: band.cells[label]}
            ledger.take("label", *band.cells[label])
            continue
        if headings:
            blank = {role for role in headings if not band.text(role)}
            if "level1" not in blank and band.text("level1") not in ("", _said(headings.get("level1", ()))):
                blank -= {"level2"}  # another label of level 1: those of level 2 above were of the one before
            band = Band(band.row, band.cells | {role: headings[role] for role in blank})
        for cell in sheet.row(band.row):
            if names is not None and cell.right <= names.left and block.kind == "tree":
                ledger.take("label", cell)
        for role in ("level1", "level2", *(("name",) if _unfilled(band) else ())):
            ledger.take("label", *band.cells.get(role, ()))
        elsewhere = block.place is not None and not band.text("value")  # this town has no part in it
        if band.filled and not _unfilled(band) and not elsewhere:
            for cells in parted(band.cells):
                _read_band(sheet, block, Band(band.row, cells), draft, ledger)


def _label_alone(sheet: Sheet, block: Block, band: Band) -> str | None:
    """The level whose label alone stands in a row, over rows in which its box is blank: it heads them."""
    if not sheet.spans_known or block.kind not in ("tree", "list") or "name" not in band.cells:
        return None
    filled = [role for role in LEVELS if band.text(role)]
    rest = [c for c in block.columns if c.role not in (*LEVELS, *OF_PROJECT)]
    if len(filled) != 1 or any(not c.blank for x in rest for c in cells_under(sheet, band.row, x)):
        return None
    (label,) = band.cells[filled[0]][:1]
    if label.bottom != band.row + 1 or not level_of(label.text):
        return None
    column = block.column(filled[0])
    below = sheet.at(band.row + 1, column.left) if column is not None else None
    tree = [x for x in block.columns if x.role in (*LEVELS, "name")]
    said = any(not c.blank for x in tree for c in cells_under(sheet, band.row + 1, x))
    return filled[0] if below is not None and below.blank and said else None


def _said(cells: tuple[SheetCell, ...]) -> str:
    return "".join(c.text for c in cells)


def _unfilled(band: Band) -> bool:
    """Whether a row of a template was left blank: only the printed number (指标1：, ……) and no value."""
    return not any(band.text(r) for r in VALUE_ROLES) and TEMPLATE.fullmatch(band.text("name")) is not None


def _read_band(sheet: Sheet, block: Block, band: Band, draft: Draft, ledger: Ledger) -> None:
    pointer = f"/indicators/{len(draft.indicators)}"
    level1, level2, name = _labels(band)
    own = NAME_AND_VALUE.fullmatch(name.strip()) if block.column(*VALUE_ROLES) is None else None
    if own is not None:  # 三级指标及目标值
        name = own["name"]
        band = Band(band.row, band.cells | {"value": band.cells["name"]})
    values: dict[str, Target | None] = {}
    for role in VALUE_ROLES:
        if role not in band.cells:
            values[role] = None
            continue
        raw = own["value"] if own is not None else _raw(band, role)
        values[role] = parse_target(raw, draft.year)
        key = "annual_value" if role == "value" else "period_value"
        sides = [
            c for side in ("sign", "unit") for c in band.cells.get(side, ()) if band.text("sign") or band.text("unit")
        ]
        draft.trace(f"{pointer}/{key}", *band.cells[role], *sides)
    normal1, normal2, repair = _levels(level1, level2, pointer, band)
    if repair is not None:
        draft.repairs.append(repair)
    draft.trace(f"{pointer}/name", *band.cells.get("name", band.cells.get("run_together", ())))
    for role in ("level1", "level2"):
        filled = [c for c in band.cells.get(role, ()) if not c.blank]
        draft.trace(f"{pointer}/{role}", *(filled or band.cells.get("run_together", ())))
    notes = [t for c in block.all("note") if (t := "".join(x.text for x in cells_under(sheet, band.row, c)))]
    for column in block.all("note"):
        draft.trace(f"{pointer}/note", *cells_under(sheet, band.row, column))
    for role in ("weight", "direction", "scoring", "activity"):
        if band.text(role):
            draft.trace(f"{pointer}/{role}", *band.cells[role])
    draft.indicators.append(
        Indicator(
            normal1,
            normal2,
            name,
            values["period_value"],
            values["value"],
            Printed(
                level1 or None, level2 or None, name or None,
                band.text("sign") or None, own["value"] if own else band.text("value") or None,
                band.text("unit") or None,
            ),
            weight=_weight(band.text("weight")),
            direction=band.text("direction") or None,
            activity=band.text("activity") or None,
            scoring=band.text("scoring") or None,
            note=" | ".join(notes) or None,
            place=block.place,
        )
    )  # fmt: skip
    if band.text("weight") and draft.indicators[-1].weight is None:  # no number: kept as it is printed
        draft.trace(f"/extra/{len(draft.extra)}/text", *band.cells["weight"])
        draft.extra.append(Extra(f"权重：{name}", band.text("weight")))
    _take(sheet, block, band, draft, ledger)


def _take(sheet: Sheet, block: Block, band: Band, draft: Draft, ledger: Ledger) -> None:
    """Every cell of the band finds its use; a column without a known role goes to extra."""
    for role, cells in band.cells.items():
        if role not in ("level1", "level2", "number", "unit_name", "project", "goal", "money", "code", "prose"):
            ledger.take("field", *cells)
        elif role == "number":
            ledger.take("label", *cells)
    unknown_columns(sheet, block, band.row, draft, ledger)
    for column in block.all("note"):
        ledger.take("field", *cells_under(sheet, band.row, column))


def unknown_columns(sheet: Sheet, block: Block, row: int, draft: Draft, ledger: Ledger) -> None:
    """What stands in a row under headings that play no known role goes to extra, labelled with its heading."""
    for column in block.columns:
        if column.role is None:
            for cell in cells_under(sheet, row, column):
                if not cell.blank and not ledger.taken(cell):
                    draft.trace(f"/extra/{len(draft.extra)}/text", cell)
                    draft.extra.append(Extra(column.heading, cell.text))
                    ledger.take("extra", cell)


def _labels(band: Band) -> tuple[str, str, str]:
    """Level 1, level 2 and name as printed; run together in one cell they are taken apart by the vocabulary."""
    if "name" not in band.cells and "run_together" in band.cells:
        if band.text("level1") or band.text("level2"):  # in rows of their own above
            return band.text("level1"), band.text("level2"), band.text("run_together")
        return split_labels(band.text("run_together"))
    if not band.text("level1") and (both := both_levels(band.text("level2"))) is not None:
        return (*both, band.text("name"))
    return band.text("level1"), band.text("level2"), band.text("name")


def _raw(band: Band, role: str) -> str:
    """Sign, value and unit read together, where these stand in columns of their own; a 定性 value alone."""
    value, sign, unit = band.text(role), band.text("sign"), band.text("unit")
    if len(parts := [c.text for c in band.cells[role] if not c.blank]) > 1:  # sign, figure and unit under one heading
        parts = parts[1:] if tidy(parts[0]) == "定性" else parts
        value = "".join(parts[:-1] if len(parts) > 1 and NO_UNIT.fullmatch(tidy(parts[-1])) else parts)
    if NO_UNIT.fullmatch(tidy(unit)):
        unit = ""
    if not value or tidy(sign) == "定性":
        return value
    if not tidy(value).startswith(tidy(sign)):
        value = sign + value
    return value if tidy(value).endswith(tidy(unit)) else value + unit


def _weight(text: str) -> Decimal | None:
    return parse_amount(regex.sub(r"[%分]$", "", tidy(text)), None).value if text else None


def _levels(printed1: str, printed2: str, pointer: str, band: Band) -> tuple[str | None, str | None, Repair | None]:
    """The normalised labels, and the repair where the vocabulary had to supply one that the paper does not give."""
    one, two = normal_label(printed1) or None, normal_label(printed2) or None
    if one is not None and two is None and level_of(one) == frozenset({2}):
        parent = parent_of(one)
        why = f"{one} is a level-2 label printed in the level-1 column; it belongs under {parent}"
        place = _place_of(band, "level1")
        return parent, one, Repair("level_in_wrong_column", f"{pointer}/level1", place, printed1, parent, why)
    if one is None and two is not None and level_of(two) == frozenset({1}):
        why = f"{two} is a level-1 label printed in the level-2 column"
        place = _place_of(band, "level2")
        return two, None, Repair("level_in_wrong_column", f"{pointer}/level1", place, printed2, two, why)
    if one is None and two is not None and (parent := parent_of(two)) is not None:
        why = f"no level-1 label stands on the row; {two} belongs under {parent}"
        return parent, two, Repair("level_from_vocabulary", f"{pointer}/level1", None, None, parent, why)
    if one is None and two == SATISFACTION:
        why = f"no level-1 label stands on the row; {two} is the name of both levels"
        return two, two, Repair("level_from_vocabulary", f"{pointer}/level1", None, None, two, why)
    return one, two, None


def _place_of(band: Band, role: str) -> Place | None:
    cell = next((c for c in band.cells.get(role, ()) if not c.blank), None)
    return cell.sources[0].place if cell and cell.sources else None
