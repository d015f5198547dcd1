"""Several indicators in one row: a name cell that numbers them (1.…, 2.…) beside a cell with a value for each.

1.培训人次⏎2.送教场次 | ≥1240人次⏎48场
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from shenbao_cleaners.forms.sheet import SheetCell
from shenbao_cleaners.values.target import parse_target

NUMBER = regex.compile(
    r"\s*(?:指标\s*)?(?:[(（](?P<n>\d{1,2})[)）]|(?P<n>\d{1,2})\s*[、.．:：)）](?!\d)|(?P<circled>[①-⑳]))\s*"
)
MARK = regex.compile(  # of an item in running text, after the end of the one before
    r"(?:^|(?<=[/；;。，,\s\p{Han})）%％]))(?:[(（](?P<n>\d{1,2})[)）]|(?P<n>\d{1,2})\s*[、.．](?!\d)|(?P<circled>[①-⑳]))"
)
VALUES = ("value", "period_value")
BESIDE = (*VALUES, "sign", "unit", "weight")
Cells = dict[str, tuple[SheetCell, ...]]


def parted(cells: Cells) -> list[Cells]:
    """The cells of a row, or of each indicator that it holds.

    It holds several where its name's lines are numbered from 1 and each value cell that says something has as many
    items: numbered alike, or lines that are each a value.
    """
    names = _numbered(cells.get("name", ()))
    if len(names) < 2:
        return [cells]
    items = {"name": names}
    for role in BESIDE:
        said = [c for c in cells.get(role, ()) if not c.blank]
        if said:
            own = _items(said, len(names), role in VALUES)
            if role in VALUES and not own:
                return [cells]
            items |= {role: own} if own else {}
    if not any(role in items for role in VALUES):
        return [cells]
    return [cells | {role: (_cell(cells[role], own[i]),) for role, own in items.items()} for i in range(len(names))]


def items_in(text: str) -> int:
    """How many items a text numbers, one after the other from 1."""
    count = 0
    for found in MARK.finditer(text):
        count += _value(found) == count + 1
    return count


def _items(cells: Sequence[SheetCell], count: int, values: bool) -> list[tuple[str, ...]]:
    """The `count` items of a cell; none where it has not so many. Lines of values must each be one (`values`)."""
    own = _numbered(cells)
    if len(own) == count:
        return [(NUMBER.sub("", item[0], count=1), *item[1:]) for item in own] if values else own
    lines = [x for c in cells for x in c.lines if x.strip()]
    whole = not values or all(parse_target(x).kind not in ("text", "blank", "placeholder") for x in lines)
    return [(x,) for x in lines] if len(lines) == count and whole and len(cells) == 1 else []


def _numbered(cells: Sequence[SheetCell]) -> list[tuple[str, ...]]:
    """The lines of a cell by the numbers that begin them, 1, 2, 3 and so on; none where they are not so numbered."""
    if len([c for c in cells if not c.blank]) != 1:
        return []
    out: list[tuple[str, ...]] = []
    for line in (x for c in cells for x in c.lines if x.strip()):
        found = NUMBER.match(line)
        if found is not None and _value(found) == len(out) + 1:
            out.append((line,))
        elif out:
            out[-1] = (*out[-1], line)
        else:
            return []
    return out


def _value(found: regex.Match[str]) -> int:
    circled = found["circled"]
    return ord(circled) - ord("①") + 1 if circled else int(found["n"])


def _cell(cells: tuple[SheetCell, ...], lines: tuple[str, ...]) -> SheetCell:
    return replace(next(c for c in cells if not c.blank), lines=lines)
