"""A cell whose ink no reading makes a text of is told: it would be a blank one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from drawnscan import SCALE, form, pixels

from shenbao_extract.ocr.engine import Gray, PixelBox, Recognised
from shenbao_extract.readers.scan import read_or_say
from shenbao_extract.scan.cell_readings import confidence_of
from shenbao_extract.scan.lines import Cut
from shenbao_extract.scan.second_look import Patch


class Blind:
    """An engine that reads every line but the shortest ones, of which it makes nothing."""

    name = "blind"

    def read(self, lines: Sequence[Gray]) -> list[Recognised]:
        wide = [line.shape[1] / line.shape[0] for line in lines]
        return [Recognised("Word", (1.0,) * 4, (0.1, 0.3, 0.6, 0.9)) if w > 2.5 else Recognised("", ()) for w in wide]

    def detect(self, picture: Gray) -> list[PixelBox] | None:
        return None


@pytest.mark.parametrize(("last", "told"), [("95%", True), ("", False), ("Answered", False)])
def test_ink_that_is_read_as_nothing_is_told(last: str, told: bool) -> None:
    rows = (("Name", "Level", "Value"), ("Visits paid", "count", "Monthly"), ("Answered", "quality", last))
    page, problems = read_or_say(pixels(form(rows)), SCALE, 1, Blind())
    assert len(page.tables[0].cells) == 9
    counts = [dict(p.detail)["count"] for p in problems if p.code == "ink_without_text"]
    assert counts == ["1"] * told


def test_what_a_seal_left_in_a_blank_cell_is_not() -> None:
    cut, blank = Cut((5, 5, 30, 20), (0, 0, 40, 25)), Patch((0, 0, 100, 40), ())
    assert confidence_of(blank, [[cut]]) == 0.0
    assert confidence_of(blank, [[replace(cut, remains=True)]]) is None
    assert confidence_of(blank, []) is None
