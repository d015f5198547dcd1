"""Three invented towns in two years, compared; the report of it, and the same with hostile text, open in a browser."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

import shenbao
from shenbao.comparing.result import Comparison, Source
from shenbao.report.html import HtmlReport, write_html

ROOT = Path(__file__).parents[4]
CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = "<script>window.hacked=1</script></script><img src=x onerror=window.hacked=1>\"'`\u202egnp.exe{{7*7}}"


@dataclass(frozen=True)
class Compared:
    """A dataset on disk, what was compared in it, and the folder of its documents."""

    dataset: Path
    documents: Path
    comparison: Comparison

    def write(self, out: Path, **more: Any) -> HtmlReport:
        """The report; with the documents unless told otherwise."""
        return write_html(self.comparison, self.dataset, out, **{"documents": self.documents} | more)


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    folder = tmp_path_factory.mktemp("towns")
    documents = folder / "文件 100%"
    documents.mkdir()
    for path in sorted((ROOT / "corpus").glob("demo-*.pdf")):
        shutil.copy(path, documents / path.name)
    shenbao.convert([documents], folder / "out")
    shenbao.dataset(folder / "out", folder / "dataset")
    register = folder / "register.csv"
    register.write_text("单位,年度\n汐州市金穗镇人民政府,2026\n汐州市白鹭湾镇人民政府,2026\n", "utf-8")
    found = shenbao.compare(folder / "dataset", register=register)
    return Compared(folder / "dataset", documents, found)


@pytest.fixture(scope="session")
def hostile(compared: Compared) -> Compared:
    """The same comparison, in which every text that a document gives is an attack."""
    tables: dict[str, Any] = {}
    for table in ("groups", "promises", "standings", "promise_values", "money", "money_lines", "themes", "findings",
                  "changes", "copies", "register"):  # fmt: skip
        tables[table] = tuple(_poisoned(row) for row in compared.comparison.rows(table))
    return replace(compared, comparison=replace(compared.comparison, dataset=f"/{HOSTILE}", **tables))


def _poisoned(row: Any) -> Any:
    """A row with the attack after each of its texts; its codes and keys stay."""
    kept = {"promise", "measure", "what", "change", "scope", "status", "about", "part", "why"}
    texts = {name: f"{value}{HOSTILE}" for name in row.__slots__ if isinstance(value := getattr(row, name), str)}
    places = {
        name: replace(value, file=f"javascript:alert(1)//{HOSTILE}", source_cell=value.source_cell and HOSTILE)
        for name in row.__slots__
        if isinstance(value := getattr(row, name), Source)
    }
    return replace(row, **{name: value for name, value in texts.items() if name not in kept}, **places)


@dataclass
class Opened:
    """A report open in the browser, with everything that went wrong and everything that was asked of a network."""

    page: Any
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there (Debian: chromium)")
    with playwright.sync_playwright() as program:
        chromium = program.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def open_report(browser: Any) -> Iterator[Callable[..., Opened]]:
    """Opens a report from disk and waits until its plots are drawn; the pages are closed after the test."""
    contexts = []

    def opened(path: Path, width: int = 1280, **more: Any) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": 800}, **more)
        contexts.append(context)
        out = Opened(context.new_page())
        out.page.on("pageerror", lambda error: out.errors.append(str(error)))
        out.page.on("console", functools.partial(_heard, out))
        out.page.on("request", functools.partial(_asked, out))
        out.page.goto(path.as_uri())
        if more.get("java_script_enabled", True):
            out.page.wait_for_selector("html[data-ready]", timeout=60_000)
        return out

    yield opened
    for context in contexts:
        context.close()


def _heard(opened: Opened, message: Any) -> None:
    if message.type == "error":
        opened.errors.append(message.text)


def _asked(opened: Opened, request: Any) -> None:
    if not request.url.startswith("data:"):
        opened.requests.append(request.url)


@pytest.fixture(scope="session")
def report(compared: Compared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compared.write(tmp_path_factory.mktemp("report") / "report.html").path
