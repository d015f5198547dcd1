"""Join the tables of one form's pages into one sheet: columns by their edges, rows one under the other."""

from __future__ import annotations

from shenbao_cleaners.forms.alignment import with_headings_aligned
from shenbao_cleaners.forms.find import FoundForm, Piece, headings_of
from shenbao_cleaners.forms.frames import EDGE
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_extract.document import Cell, Table
from shenbao_extract.grid.rulings import cluster


def join_pages(form: FoundForm) -> Sheet:
    """One sheet of all pieces; nothing is repaired yet."""
    form = with_headings_aligned(form)
    edges = _common_edges([p.table for p in form.pieces])
    width = len(edges) - 1 if edges else max(p.table.columns for p in form.pieces)
    cells: list[SheetCell] = []
    row_pages: list[int] = []
    breaks: list[int] = []
    for piece in form.pieces:
        offset = len(row_pages)
        if offset and piece.page.number != row_pages[-1]:
            breaks.append(offset)
        headings = headings_of(piece) if offset and piece.page.number == row_pages[-1] else ()
        for i, line in enumerate(headings):
            source = Cell(i, 0, 1, width, (line.text,), line.place)
            cells.append(SheetCell(offset + i, offset + i + 1, 0, width, (line.text,), (source,)))
        row_pages += [piece.page.number] * len(headings)
        offset += len(headings)
        placed = _placed(piece, form.pieces[0].table, edges, offset)
        cells += _unframed(piece, form.pieces[0].table, cells, placed, edges, offset) + placed
        row_pages += [piece.page.number] * piece.table.rows
    first = form.pieces[0]
    return Sheet(
        tuple(sorted(cells, key=lambda c: (c.top, c.left))),
        len(row_pages),
        width,
        tuple(row_pages),
        tuple(breaks),
        all(p.table.spans_known for p in form.pieces),
        above=first.above,
        title_hint=form.title,
    )


def _shift(table: Table, first: Table) -> float:
    """How far a page's frame stands from the first one's, where both are equally wide."""
    if not table.column_edges or not first.column_edges:
        return 0.0
    left = table.column_edges[0] - first.column_edges[0]
    right = table.column_edges[-1] - first.column_edges[-1]
    return left if abs(left - right) <= EDGE else 0.0


def _common_edges(tables: list[Table]) -> list[float]:
    edges = [x - _shift(t, tables[0]) for t in tables for x in t.column_edges]
    return cluster(edges, EDGE)


def _placed(piece: Piece, first: Table, edges: list[float], offset: int) -> list[SheetCell]:
    table = piece.table
    if table.column_edges:
        shift = _shift(table, first)
        index = [_nearest(edges, x - shift) for x in table.column_edges]
    else:
        index = list(range(table.columns + 1))
    out = []
    for cell in table.cells:
        left, right = index[cell.column], index[cell.column + cell.column_span]
        if right > left:
            top = offset + cell.row
            out.append(SheetCell(top, top + cell.row_span, left, right, cell.lines, (cell,)))
    return out


def _unframed(
    piece: Piece, first: Table, before: list[SheetCell], placed: list[SheetCell], edges: list[float], offset: int
) -> list[SheetCell]:
    """Cells for the label columns that a page draws without their frame: they go on from the page before.

    Their text stands left of the page's frame, among the lines outside tables.
    """
    left = min((c.left for c in placed), default=0)
    above = [c for c in before if c.bottom == offset and c.right <= left]
    frame = piece.table.place.box
    if not above or frame is None:
        return []
    shift, out = _shift(piece.table, first), []
    for cell in above:
        start, end = edges[cell.left] + shift, edges[cell.right] + shift
        lines = [
            x
            for x in piece.page.lines
            if (b := x.place.box)
            and start <= (b.x0 + b.x1) / 2 <= end
            and frame.top <= (b.top + b.bottom) / 2 <= frame.bottom
        ]
        source = tuple(Cell(0, 0, piece.table.rows, 1, (x.text,), x.place) for x in lines)
        out.append(
            SheetCell(offset, offset + piece.table.rows, cell.left, cell.right, tuple(x.text for x in lines), source)
        )
    return out


def _nearest(edges: list[float], x: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - x))
