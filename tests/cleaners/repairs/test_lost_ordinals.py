"""Headings of levels that lost their ordinal on a fax get it back from their place; what is printed stays."""

from __future__ import annotations

import pytest

from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.lost_ordinals import lost_ordinals
from shenbao_extract.document import Box, Cell, Place


def sheet(*texts: str, sure: float | None = 0.99) -> Sheet:
    """One row of cells, read from a picture unless `sure` is None."""
    cells = []
    for i, text in enumerate(texts):
        place = Place(1, Box(i * 50, 0, i * 50 + 50, 20))
        source = Cell(0, i, 1, 1, (text,), place, reader="rapid", confidence=sure)
        cells.append(SheetCell(0, 1, i, i + 1, (text,), (source,)))
    return Sheet(tuple(cells), 1, len(cells), (1,))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (("绩效指标", "一级指标", "级指标", "级指标", "指标值"), ("一级指标", "二级指标", "三级指标")),
        (("一级指标", "二级指标", "二级指标", "指标值"), ("一级指标", "二级指标", "三级指标")),
        (("-级指标", "级\n指标", "级指标"), ("一级指标", "二级指标", "三级指标")),
        (("一级指标", "级指标", "指标名称"), ("一级指标", "二级指标")),
    ],
)
def test_the_place_tells_the_ordinal(read: tuple[str, ...], printed: tuple[str, ...]) -> None:
    done = lost_ordinals(sheet(*read))
    levels = [c.text for c in done.sheet.cells if c.text.endswith("级指标")]
    assert levels == list(printed)
    assert {r.cleaner for r in done.repairs} == {"lost_ordinals"}
    again = lost_ordinals(done.sheet)
    assert again.repairs == ()


@pytest.mark.parametrize(
    "read",
    [
        ("一级指标", "二级指标", "三级指标"),
        ("级指标", "指标值"),  # alone: no neighbour tells
        ("级指标", "级指标"),  # two, neither of which says where it stands
        ("二级指标", "三级指标", "级指标"),  # a higher ordinal than its place's is printed
        ("一级指标", "指标值", "级指标"),  # not side by side
    ],
)
def test_what_no_place_tells_stays(read: tuple[str, ...]) -> None:
    assert lost_ordinals(sheet(*read)).repairs == ()


def test_a_digital_page_says_what_it_says() -> None:
    assert lost_ordinals(sheet("一级指标", "二级指标", "二级指标", sure=None)).repairs == ()
