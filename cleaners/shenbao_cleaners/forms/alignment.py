"""A form's tree goes on with the same headings but other column widths: its columns are told by the headings."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from shenbao_cleaners.forms.find import FoundForm, Piece, reprinted_rows, rows_of
from shenbao_cleaners.forms.frames import EDGE, moved_edges
from shenbao_cleaners.forms.headers import is_indicator_header, is_list_header
from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.values.text import join_lines
from shenbao_extract.document import Cell, Table


class Edges(NamedTuple):
    """Edges of a table and of its headings in points: of their row, and with those of the headings under it."""

    row: list[float]
    rows: list[float]

    def beside(self, other: Edges) -> tuple[list[float], list[float]]:
        """These edges and another page's: of both rows where both pages print as many headings under the first."""
        alike = len(self.rows) == len(other.rows)
        return (self.rows, other.rows) if alike else (self.row, other.row)


def with_headings_aligned(form: FoundForm) -> FoundForm:
    """The form; a page that prints the headings again over columns of other widths gets the edges of the first.

    So does one that prints rows of the form's head again, with as many columns as the page before. A page after
    either that stands on the same columns and prints no headings goes with it.
    """
    first: dict[tuple[str, ...], Edges] = {}
    pieces: list[Piece] = []
    last: tuple[tuple[float, ...], list[float], list[float]] | None = None  # a moved page: edges, from, to
    for piece in form.pieces:
        table = piece.table
        own = _headings(table)
        if last and not own and all(min(abs(x - y) for y in last[0]) <= EDGE for x in table.column_edges):
            table = replace(table, column_edges=tuple(_moved(x, *last[1:]) for x in table.column_edges))
        else:
            last = None
            before = pieces[-1].table if pieces else table
            if not own and reprinted_rows(form, piece) and moved_edges(before, table):
                last = (table.column_edges, list(table.column_edges), list(before.column_edges))
                table = replace(table, column_edges=before.column_edges)
        for headings, edges in own.items():
            known, own_edges = first.setdefault(headings, edges).beside(edges)
            if any(abs(a - b) > EDGE for a, b in zip(known, own_edges, strict=True)):
                last = (table.column_edges, own_edges, known)
                table = replace(table, column_edges=tuple(_moved(x, own_edges, known) for x in table.column_edges))
                break
        pieces.append(replace(piece, table=table))
    return replace(form, pieces=pieces)


def _headings(table: Table) -> dict[tuple[str, ...], Edges]:
    """The rows of a table that head its tree: what they say, and their edges.

    The label of the whole block, left of level 1 (绩效指标), may stand on one of the pages or half on each: it is none.
    """
    out: dict[tuple[str, ...], Edges] = {}
    for row in rows_of(table, table.rows) if table.column_edges else []:
        texts = [join_lines(c.lines) for c in row]
        if words().role("columns", "".join(texts[1:2])) == "level1":
            row, texts = row[1:], texts[1:]
        together = all(a.column + a.column_span == b.column for a, b in pairwise(row))
        if together and (is_indicator_header(texts) or is_list_header(texts)):
            every = table.column_edges
            ends = {c.column for c in row} | {row[-1].column + row[-1].column_span}
            edges = ([every[0], *(every[i] for i in sorted(e)), every[-1]] for e in (ends, ends | _under(table, row)))
            out.setdefault(tuple(label_key(t) for t in texts), Edges(*edges))
    return out


def _under(table: Table, row: list[Cell]) -> set[int]:
    """Where headings under a row of headings begin, as under one over several columns."""
    bottom = max(c.row + c.row_span for c in row)
    left, right = row[0].column, row[-1].column + row[-1].column_span
    under = [c for c in table.cells if row[0].row < c.row and c.row + c.row_span <= bottom and c.lines]
    return {c.column for c in under if left <= c.column < right}


def _moved(x: float, edges: list[float], known: list[float]) -> float:
    """Where an edge of a page stands on the first one: between the headings' edges in proportion."""
    if x <= edges[0]:
        return x + known[0] - edges[0]
    for (a, b), (c, d) in zip(pairwise(edges), pairwise(known), strict=True):
        if x <= b and a < b:
            return c + (x - a) * (d - c) / (b - a)
    return x + known[-1] - edges[-1]
