"""What there is to say of a document as a whole: why it holds no form, which pages were not read."""

from __future__ import annotations

from collections.abc import Sequence

from shenbao_cleaners.declaration import Issue
from shenbao_cleaners.forms.find import FoundForm
from shenbao_cleaners.issues import CATALOGUE, issue
from shenbao_extract.document import Document


def document_issues(document: Document, found: Sequence[FoundForm]) -> list[Issue]:
    """Issues of the document: problems that extract met, self-evaluations, unread pages, and no form at all."""
    out = [issue(p.code, None, page=p.page, **dict(p.detail)) for p in document.problems if p.code in CATALOGUE]
    for form in found:
        if form.self_evaluation:
            out.append(issue("self_evaluation", None, pages=_pages({p.page.number for p in form.pieces})))
    scans = {p.number for p in document.pages if p.kind == "scan" and p.reader == "none"}
    if scans:
        out.append(issue("page_not_read", None, pages=_pages(scans)))
    if not any(not form.self_evaluation for form in found):
        out.append(_no_form(document, bool(scans)))
    return out


def _no_form(document: Document, scans: bool) -> Issue:
    mentioned = {p.page for p in document.problems if p.code == "mentions_only" and p.page is not None}
    read = {p.number for p in document.pages if p.read}
    if any(p.code == "html_page" for p in document.problems):
        why = ("这是一个网页，表不在其中", "it is a web page, and no form is in it")
    elif scans and not read and not mentioned:
        why = ("页面是扫描图片，未读取", "its pages are scanned pictures, which were not read")
    elif mentioned or read:
        pages = _pages(mentioned | read)
        why = (f"只在文字中提到（第{pages}页）", f"it is only mentioned in the text (pages {pages})")
    else:
        why = ("全文没有提到绩效目标", "nothing in it mentions performance targets")
    return issue("no_form", None, why_zh=why[0], why_en=why[1])


def _pages(numbers: set[int]) -> str:
    """Page numbers, runs of them shortened: 1-3、7."""
    out: list[str] = []
    run: list[int] = []
    for n in [*sorted(numbers), None]:
        if run and (n is None or n != run[-1] + 1):
            out.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
            run = []
        if n is not None:
            run.append(n)
    return "、".join(out)
