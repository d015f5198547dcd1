"""A sheet looks up its cells by position, also after a repair changed some of them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from paper import ABOVE, document, page
from paper import sheet as sheet_of

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


def test_a_heading_between_tables_without_edges_is_as_wide_as_the_form() -> None:
    first, second = "项目名称 | 灌渠维护 | <", "资金总额 | 12.50 | <"
    drawn = document(page(first, second, above=ABOVE, between=("二、资金情况（万元）",)))
    (paper,) = drawn.pages
    tables = tuple(replace(t, column_edges=(), row_edges=()) for t in paper.tables)
    joined = sheet_of(replace(drawn, pages=(replace(paper, tables=tables),)))
    (heading,) = [c for c in joined.cells if "资金情况" in c.text]
    assert (heading.left, heading.right, [s.column_span for s in heading.sources]) == (0, 3, [3])
