"""Whether a table that goes on from page to page may go on further, where no word of a form says so."""

from __future__ import annotations

from collections.abc import Sequence

from shenbao_extract.document import Page

EDGE = 4.0  # points: column edges nearer than this are one
COLUMNS = 3  # a table with fewer has no columns to be known by


def table_runs_on(pages: Sequence[Page]) -> bool:
    """Whether the last of the pages read so far begins with a table on the columns of the last one of the page before.

    Such a page is the rest of a table (values and places alone); what comes next may be the rest of that.
    """
    if len(pages) < 2 or not all(p.read and p.tables for p in pages[-2:]):
        return False
    before, table = pages[-2].tables[-1].column_edges, pages[-1].tables[0].column_edges
    alike = len(before) == len(table) > COLUMNS
    return alike and all(abs(a - b) <= EDGE for a, b in zip(before, table, strict=True))
