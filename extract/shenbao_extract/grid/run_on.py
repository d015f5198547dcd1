"""Whether a table that goes on from page to page may go on further, where no word of a form says so."""

from __future__ import annotations

from collections.abc import Sequence

from shenbao_extract.document import Page, Table
from shenbao_extract.triage import FORM_WORDS

EDGE = 4.0  # points: column edges nearer than this are one
COLUMNS = 3  # a table with fewer columns is not known by them
HEADINGS = 2  # cells with words of forms that a form's table has


def table_runs_on(pages: Sequence[Page]) -> bool:
    """Whether the last of the pages read so far goes on with a table of the pages before that speaks as a form does.

    Such a page is the rest of a table (values and places alone); what comes next may be the rest of that.
    """
    for before, page in zip(reversed(pages[:-1]), reversed(pages), strict=False):
        if not (before.read and before.tables and page.tables and _same_columns(before.tables[-1], page.tables[0])):
            return False
        if _of_a_form(before.tables[-1]):
            return True
    return False


def _same_columns(before: Table, table: Table) -> bool:
    edges, others = before.column_edges, table.column_edges
    alike = len(edges) == len(others) > COLUMNS
    return alike and all(abs(a - b) <= EDGE for a, b in zip(edges, others, strict=True))


def _of_a_form(table: Table) -> bool:
    return sum(FORM_WORDS.search("".join(c.lines)) is not None for c in table.cells) >= HEADINGS
