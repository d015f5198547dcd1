"""Writes the report: one file, with its style, scripts and pictures within."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.comparing.result import Comparison
from shenbao.files import UsageError, write_text
from shenbao.report.html.values import Lang, Say, visible

if TYPE_CHECKING:
    from markupsafe import Markup

    from shenbao.report.html.documents import Document

_HERE = "shenbao.report.html"
_TITLES = {
    "town": ("各地绩效目标对比", "Performance targets, place by place"),
    "department": ("各类部门绩效目标对比", "Performance targets, by type of department"),
    "year": ("各年度绩效目标对比", "Performance targets, year by year"),
}


@dataclass(frozen=True, slots=True)
class HtmlReport:
    """What was written: the file, its size, how many pictures it holds, how many of the documents were found."""

    path: Path
    size_bytes: int
    pictures: int
    documents: int
    documents_found: int


def write_html(
    comparison: Comparison, dataset: Path, out: Path, *, lang: Lang = "zh", documents: Path | None = None
) -> HtmlReport:
    """Write the comparison of the dataset in the folder `dataset` as one HTML file, whole or not at all.

    `documents` is a folder with the documents themselves; they are known by their content, whatever their names.
    With it the report links to their pages and holds pictures of what stands out. Raises UsageError where a package of
    the extra `compare` is missing, there is no dataset or `documents` is no folder; OutputError where `out` cannot be
    written.
    """
    _need_packages()
    from shenbao.report.html.documents import load
    from shenbao.report.html.places import Places

    known = load(dataset, documents)
    places = Places(known, out.parent, Say(lang))
    places.draw(comparison)
    text = _page(comparison, places, lang)
    write_text(out, text)
    return HtmlReport(out, len(text.encode("utf-8")), len(places.pictures), len(known.by_id), len(known.found))


def _need_packages() -> None:
    try:
        import altair  # noqa: F401
        import duckdb  # noqa: F401
        import jinja2  # noqa: F401
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise UsageError(
            f"HTML 报告需要 {error.name}。请运行 pip install 'shenbao[compare]'。",
            f"the HTML report needs {error.name}. Run: pip install 'shenbao[compare]'.",
        ) from error


def _page(comparison: Comparison, places: Any, lang: Lang) -> str:
    from shenbao import __version__
    from shenbao.report.html.method import method
    from shenbao.report.html.sections import Writer

    say = Say(lang)
    writer = Writer(comparison, places, say)
    style, script, library = _asset("report.css"), _asset("report.js"), _library()
    sections = writer.sections()
    plotted = any(section.figures for section in sections)
    scripts = [library, script] if plotted else [script]
    page: str = _template().render(
        lang="zh-Hans" if lang == "zh" else "en",
        say=say,
        title=say(*_TITLES[comparison.by]),
        dataset=visible(Path(comparison.dataset).name),
        version=__version__,
        policy=_policy(style, scripts),
        style=style,
        scripts=scripts,
        facts=writer.facts(),
        sections=sections,
        groups=[row.group for row in comparison.groups],
        method=method(places, say),
        pictures=places.pictures.values(),
        documents=[_listed(document, places) for document in places.documents.by_id.values() if document.declarations],
        compact=lambda spec: json.dumps(spec, ensure_ascii=False, separators=(",", ":")),
    )
    return page


def _listed(document: Document, places: Any) -> dict[str, Any]:
    return {
        "file": visible(document.file),
        "sha256": document.sha256 or "",
        "url": document.url,
        "url_text": visible(document.url or ""),
        "href": places.documents.link(document.document_id, None, places.beside),
        "declarations": document.declarations,
    }


def _policy(style: Markup, scripts: list[Markup]) -> str:
    """The Content-Security-Policy: nothing is fetched, and only the report's own style and scripts count."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {allowed}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["visible"] = visible
    return environment.get_template("report.html.jinja")


@cache
def _asset(name: str) -> Markup:
    """A file of the report's own, which is no text of a document."""
    return _markup(files(_HERE).joinpath("assets", name).read_text("utf-8"))


@cache
def _library() -> Markup:
    """Vega-Embed in one script with what it needs (Vega, Vega-Lite); only its own name is made global."""
    import altair
    import vl_convert

    major, minor, *_ = altair.SCHEMA_VERSION.removeprefix("v").split(".")
    return _markup(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=f"{major}.{minor}"))


def _markup(text: str) -> Markup:
    """Script or style of our own to stand in its element; nothing in it may end that."""
    from markupsafe import Markup

    return Markup(text.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--"))
