"""A sheet looks up its cells by position, also after a repair changed some of them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shenbao_cleaners.forms.sheet import Sheet, SheetCell


def grid(rows: int, columns: int) -> Sheet:
    cells = tuple(SheetCell(r, r + 1, c, c + 1, (f"{r}-{c}",), ()) for r in range(rows) for c in range(columns))
    return Sheet(cells, rows, columns, (1,) * rows)


@given(st.data())
def test_a_repaired_sheet_finds_its_cells_as_a_new_one_would(data: st.DataObject) -> None:
    sheet = grid(5, 3)
    for _ in range(data.draw(st.integers(1, 4))):
        upper = data.draw(st.sampled_from([c for c in sheet.cells if c.bottom < sheet.rows]))
        lower = sheet.at(upper.bottom, upper.left)
        assert lower is not None
        joined = replace(upper, bottom=lower.bottom, lines=(*upper.lines, *lower.lines))
        sheet = sheet.replaced({upper: joined, lower: None})
        anew = replace(sheet)
        for r in range(sheet.rows):
            assert sheet.row(r) == anew.row(r)
        assert sheet.at(0, sheet.columns) is None
