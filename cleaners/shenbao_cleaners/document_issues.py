"""What there is to say of a document as a whole: why it holds no form, which pages were not read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shenbao_cleaners.declaration import Issue
from shenbao_cleaners.forms.find import FoundForm
from shenbao_cleaners.issues import CATALOGUE, issue
from shenbao_extract.document import Document
from shenbao_extract.mentions import says_none

OF_NO_FORM = ("indicators_not_read", "goal_list")  # what a page may show that holds no form


def document_issues(document: Document, found: Sequence[FoundForm], unread: set[int]) -> list[Issue]:
    """Issues of the document: problems that extract met, self-evaluations, `unread` pages, and no form at all."""
    said = [p for p in document.problems if p.code in CATALOGUE and p.code not in OF_NO_FORM]
    out = [issue(p.code, None, page=p.page, **dict(p.detail)) for p in said]
    for form in found:
        if form.self_evaluation:
            out.append(issue("self_evaluation", None, pages=pages_in_words({p.page.number for p in form.pieces})))
    scans = {p.number for p in document.pages if p.kind == "scan" and p.reader == "none"}
    if scans:
        out.append(issue("page_not_read", None, pages=pages_in_words(scans)))
    if unread:
        out.append(issue("table_not_read", None, pages=pages_in_words(unread)))
    out += _beside_forms(document, found)
    if not any(not form.self_evaluation for form in found):
        out.append(_no_form(document, bool(scans)))
    return out


def _beside_forms(document: Document, found: Sequence[FoundForm]) -> list[Issue]:
    """Indicators that are in no form, and lists of projects with goals alone; a page that holds a form is neither."""
    of_forms = {p.page.number for form in found for p in form.pieces}
    told: set[int] = set()
    out = []
    for code in OF_NO_FORM:
        pages = {p.page for p in document.problems if p.code == code and p.page is not None} - of_forms - told
        if code == "indicators_not_read":
            pages = gone_on(document, pages, of_forms)
        told |= pages
        out += [issue(code, None, pages=pages_in_words(pages))] if pages else []
    return out


def gone_on(document: Document, pages: set[int], of_forms: set[int]) -> set[int]:
    """The pages, and the scanned ones with a table right after them: a form goes on, on pages without headings."""
    out = set(pages)
    for page in document.pages:
        if page.kind == "scan" and page.tables and page.number - 1 in out and page.number not in of_forms:
            out.add(page.number)
    return out


def _no_form(document: Document, scans: bool) -> Issue:
    """Why no form was found: the first that holds of a web page, a statement, a mention, pictures, nothing."""
    mentions = [p for p in document.problems if p.code == "mentions" and p.page is not None]
    stated = next(((p.page, clause) for p in mentions if (clause := dict(p.detail).get("stated"))), None)
    pages = {p.page for p in mentions if p.page is not None} | {p.number for p in document.pages if p.read}
    if any(p.code == "html_page" for p in document.problems):
        why = ("这是一个网页，表不在其中", "it is a web page, and no form is in it")
    elif stated is not None and says_none(stated[1]):
        page, clause = stated
        why = (
            f"文中说明没有项目（第{page}页：“{clause}”）",
            f"it says that there is none (page {page}: '{clause}')",
        )
    elif stated is not None:
        page, clause = stated
        why = (f"只在文字中说明（第{page}页：“{clause}”）", f"the text only tells of it (page {page}: '{clause}')")
    elif scans and not pages:
        why = ("页面是扫描图片，未读取", "its pages are scanned pictures, which were not read")
    elif pages:
        why = (
            f"只在文字中提到（第{pages_in_words(pages)}页）",
            f"it is only mentioned in the text (pages {pages_in_words(pages)})",
        )
    else:
        why = ("全文没有提到绩效目标", "nothing in it mentions performance targets")
    return issue("no_form", None, why_zh=why[0], why_en=why[1])


def pages_in_words(numbers: Iterable[int]) -> str:
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
