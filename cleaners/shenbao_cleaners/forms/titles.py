"""A form's title: how it reads, and where it closes the page before the form."""

from __future__ import annotations

import regex

from shenbao_cleaners.values.text import join_lines, tidy
from shenbao_extract.document import Line, Page

TITLE = regex.compile(
    r"[^。；;]{0,50}(?:绩效[^。；;]{0,24}表|绩效目标申报书|项目申报表|职责.{0,2}工作活动绩效目标)(?:[(（][^()（）]{0,30}[)）])?"
)
FOOTER = regex.compile(r"[-—–\s·第页共/,，PpAaGgEe.oOfF]*\d*[-—–\s·第页共/,，\d]*")
TITLE_LINES = 3  # a title, its year, its unit of money
NOTE = regex.compile(r"\s*(?:注|备注|说明)\s*[:：]")


def reads_like_title(text: str) -> bool:
    """Whether a line or a cell is a form's whole title."""
    return TITLE.fullmatch(regex.sub(r"\s+", "", tidy(text))) is not None


def title_at_end(page: Page) -> tuple[Line, ...]:
    """A title that closes a page, under its last table or its text: the form itself begins on the next one."""
    bottom = max((t.place.box.bottom for t in page.tables if t.place.box is not None), default=0.0)
    lines = [x for x in page.lines if x.place.box is not None and not FOOTER.fullmatch(x.text)]
    under = [x for x in lines if x.place.box is not None and x.place.box.top >= bottom]
    if not under and (boxed := _boxed_title(page)):
        return boxed
    if not page.tables:
        under = under[-TITLE_LINES:]
    titles = [i for i, x in enumerate(under) if reads_like_title(x.text) and not NOTE.match(x.text)]
    start = titles[0] if titles else len(under)
    return tuple(under[start:]) if len(under) - start <= TITLE_LINES else ()


def _boxed_title(page: Page) -> tuple[Line, ...]:
    """The title, and its year, that fill the rows of a page's last table, where nothing else stands in it."""
    cells = [c for c in page.tables[-1].cells if c.lines] if page.tables else []
    across = all(c.column_span == page.tables[-1].columns for c in cells)
    if not across or not 0 < len(cells) <= TITLE_LINES or not reads_like_title(join_lines(cells[0].lines)):
        return ()
    return tuple(Line(join_lines(c.lines), c.place) for c in cells)
