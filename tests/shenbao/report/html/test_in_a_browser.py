"""The report as a reader meets it: in a real browser, from disk, without a network."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image, ImageChops

from shenbao.report.place import PagePictures
from shenbao_extract.document import Box

from .conftest import Compared, Opened

Open = Callable[..., Opened]


def column(page: Any, table: str, head: str, part: str = "data-sort") -> list[str]:
    """The shown cells of a column, by the words of its head."""
    heads = page.locator(f"#{table} thead th").all_inner_texts()
    number = next(i for i, text in enumerate(heads) if text.startswith(head)) + 1
    cells = page.locator(f"#{table} tbody tr:not([hidden]) td:nth-child({number})")
    texts = cells.evaluate_all("(cells, part) => cells.map(c => c.getAttribute(part) ?? c.textContent.trim())", part)
    return list(texts)


def test_opens_from_disk_asks_for_nothing_and_meets_no_error(report: Path, open_report: Open) -> None:
    opened = open_report(report)
    assert opened.requests == [report.as_uri()]
    assert opened.errors == []
    assert opened.page.locator(".canvas svg").count() == 6  # every plot is drawn
    assert "汐州市金穗镇" in opened.page.inner_text("#groups-table")


def test_nothing_is_fetched_and_no_foreign_script_runs_even_if_markup_got_in(report: Path, open_report: Open) -> None:
    page = open_report(report).page
    got = page.evaluate("fetch('data:text/plain,x').then(() => 'fetched', () => 'refused')")
    assert got == "refused"
    page.evaluate("""() => {
        document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.hacked = 1">');
        const script = document.createElement('script');
        script.textContent = 'window.hacked = 1';
        document.body.append(script);
    }""")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None


def test_a_click_on_a_head_sorts_down_then_up_and_says_so(report: Path, open_report: Open) -> None:
    page = open_report(report).page
    head = page.locator("#promises-table th", has_text="最高")
    button = head.get_by_role("button")
    button.click()
    values = [Decimal(x) for x in column(page, "promises-table", "最高")]
    assert len(values) > 5
    assert values == sorted(values, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"
    button.click()
    values = [Decimal(x) for x in column(page, "promises-table", "最高")]
    assert values == sorted(values)
    assert head.get_attribute("aria-sort") == "ascending"
    page.locator("#promises-table th", has_text="最低").get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None  # one column at a time


def test_rows_without_a_value_come_last_both_ways(report: Path, open_report: Open) -> None:
    page = open_report(report).page
    page.locator("section#changes button.more").first.click()
    for _ in range(2):
        page.locator("#changes-table th", has_text="前一年度值").get_by_role("button").click()
        texts = column(page, "changes-table", "前一年度值", "data-none")
        first_empty = texts.index("")
        assert first_empty > 0
        assert not any(texts[first_empty:])


def test_the_filter_keeps_rows_that_hold_all_words_and_counts_them(report: Path, open_report: Open) -> None:
    page = open_report(report).page
    box = page.locator("#promises").get_by_label("筛选").first
    assert box.get_attribute("id") == "q-promises-table"
    box.fill("满意度 ％")
    names = column(page, "promises-table", "指标", "data-none")
    assert names
    assert all("满意度" in name for name in names)
    total = page.locator("#promises-table tbody tr").count()
    assert page.locator("output[for=q-promises-table]").inner_text() == f"{len(names)} / {total} 行"
    box.fill("没有这样的承诺")
    assert column(page, "promises-table", "指标", "data-none") == []


def test_one_town_can_be_picked_in_a_table_and_marked_everywhere(report: Path, open_report: Open) -> None:
    page = open_report(report).page
    page.select_option("#g-quality-table", "汐州市沙埠镇")
    assert set(column(page, "quality-table", "地区", "data-none")) == {"沙埠镇"}
    red = "path[fill='#b3261e']"
    assert page.locator(f"#plot-standing {red}").count() == 0
    page.select_option("#focus", "汐州市金穗镇")
    page.wait_for_selector(f"#plot-standing {red}", state="attached")
    assert page.locator("#groups-table tr.focused").inner_text().startswith("汐州市金穗镇")


def test_another_promise_can_be_chosen_for_the_plot(report: Path, open_report: Open) -> None:
    page = open_report(report).page
    before = page.locator("#plot-standing svg").inner_html()
    page.select_option("#pick-standing", index=3)
    page.wait_for_function("before => document.querySelector('#plot-standing svg').innerHTML !== before", arg=before)


def test_everything_is_reached_by_keyboard(report: Path, open_report: Open) -> None:
    page = open_report(report).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # seen once it has the focus
    page.keyboard.press("Enter")
    page.locator("#promises-table th button").first.focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.locator("#promises-table th").first.get_attribute("aria-sort") == "ascending"
    page.locator("#promises-table a.fig").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("dialog[open] img").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.className") == "fig"  # back where the reader was


def test_the_picture_shows_the_place_the_figure_stands_on(report: Path, compared: Compared, open_report: Open) -> None:
    page = open_report(report).page
    promise = compared.comparison.promises[0]
    row = page.locator("#promises-table tbody tr", has_text=promise.name).first
    link = row.locator("a.fig").first
    link.click()
    shot = page.locator("dialog[open] figure")
    caption = shot.locator("figcaption").inner_text()
    assert promise.name in caption
    source = promise.lowest_at
    assert f"第 {source.page} 页" in caption
    assert Path(source.file).name in caption
    data = page.locator("dialog[open] img").get_attribute("src").split(",", 1)[1]

    shown = Image.open(io.BytesIO(base64.b64decode(data))).convert("L")
    assert source.page is not None
    assert source.box_pt is not None
    pages = PagePictures(compared.documents / Path(source.file).name)
    expected = pages.place(source.page, Box(*source.box_pt), (), 28).convert("L")
    assert shown.size == expected.size
    assert sum(ImageChops.difference(shown, expected).histogram()[64:]) < shown.width * shown.height / 100


def test_the_link_leads_to_the_file_and_its_page(report: Path, compared: Compared, open_report: Open) -> None:
    page = open_report(report).page
    page.locator("details", has_text="承诺的每个值").locator("summary").click()
    page.locator("#promises-table a.fig").first.click()
    address = page.locator("dialog[open] figcaption a").evaluate("a => a.href")
    parts = urlsplit(address)
    assert Path(unquote(parts.path)) in set(compared.documents.iterdir())
    assert parts.fragment == f"page={compared.comparison.promises[0].lowest_at.page}"


@pytest.mark.parametrize("width", [360, 768])
def test_on_a_phone_the_page_never_scrolls_sideways(report: Path, open_report: Open, width: int) -> None:
    page = open_report(report, width).page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#promises-table a.fig").first.click()
    assert page.locator("dialog[open]").bounding_box()["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_text_does_not_run_and_is_shown_as_it_is(hostile: Compared, tmp_path: Path, open_report: Open) -> None:
    opened = open_report(hostile.write(tmp_path / "report.html").path)
    page = opened.page
    assert page.evaluate("window.hacked") is None
    assert opened.errors == []
    assert opened.requests == [(tmp_path / "report.html").as_uri()]
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.select_option("#focus", index=1)
    page.locator("#promises-table a.fig").first.click()
    page.keyboard.press("Escape")
    page.locator("#plot-quality-shares svg path").first.hover(force=True)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src=x]").count() == 0
    assert page.locator("script").count() == 2  # the report's own
    text = page.inner_text("#groups-table")
    assert "<script>window.hacked=1</script>" in text
    assert "⟨U+202E⟩" in text
    assert "{{7*7}}" in text
    links = page.locator("a[href]").evaluate_all("links => links.map(a => a.protocol)")
    assert set(links) == {"file:"}


def test_without_scripts_it_is_plain_tables_and_pictures(report: Path, open_report: Open) -> None:
    page = open_report(report, java_script_enabled=False).page
    assert (
        page.locator("#promises-table tbody tr:not([hidden])").count()
        == page.locator("#promises-table tbody tr").count()
    )
    assert not page.locator(".tools").first.is_visible()
    assert not page.locator(".plot").first.is_visible()
    page.locator("#promises-table a.fig").first.click()
    assert page.locator("figure.shot:target img").is_visible()


def test_english(compared: Compared, tmp_path: Path, open_report: Open) -> None:
    opened = open_report(compared.write(tmp_path / "report.html", lang="en").path)
    assert opened.errors == []
    page = opened.page
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.inner_text("h1") == "Performance targets, place by place"
    texts = " ".join(page.locator("h2, h3, th, .lead, label, button, figcaption p").all_inner_texts())
    chinese = {c for c in texts if "\u4e00" <= c <= "\u9fff"}
    names = {c for row in compared.comparison.groups for c in row.group}
    names |= {c for row in compared.comparison.promises for c in row.name}
    assert chinese <= names | {"元"}


def test_prints_with_plots_and_without_controls(report: Path, open_report: Open) -> None:
    page = open_report(report).page
    page.emulate_media(media="print")
    assert not page.locator("nav.bar").is_visible()
    assert not page.locator(".tools").first.is_visible()
    assert page.locator(".canvas svg").first.is_visible()
    assert page.locator("#p1 img").is_visible()
    assert page.pdf().startswith(b"%PDF")
