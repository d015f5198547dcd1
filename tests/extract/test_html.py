"""Web pages: spans exact, layout tables seen through, nothing fetched, and a page without a form says so."""

from __future__ import annotations

import pytest

from shenbao_extract import read_bytes
from shenbao_extract.document import Page, Problem, Table
from shenbao_extract.errors import TooLargeError
from shenbao_extract.readers.html import decode_html, read_html


def read(body: str, head: str = "") -> tuple[Page, dict[str, dict[str, str]]]:
    (page,), problems = read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a")
    return page, said(problems)


def said(problems: tuple[Problem, ...]) -> dict[str, dict[str, str]]:
    return {p.code: dict(p.detail) for p in problems}


def spans(table: Table) -> dict[str, tuple[int, int, int, int]]:
    return {c.text: (c.row, c.column, c.row_span, c.column_span) for c in table.cells}


def test_spans_are_exact() -> None:
    page, problems = read(
        "<p>绩效目标表</p><table><tr><td rowspan=3>产出指标</td><td colspan=2>宽</td></tr>"
        "<tr><td rowspan=2>高</td><td>值</td></tr><tr><td>末</td></tr></table>"
    )
    (table,) = page.tables
    assert spans(table) == {
        "产出指标": (0, 0, 3, 1), "宽": (0, 1, 1, 2), "高": (1, 1, 2, 1), "值": (1, 2, 1, 1), "末": (2, 2, 1, 1)
    }  # fmt: skip
    assert (table.rows, table.columns) == (3, 3)
    assert [line.text for line in page.lines] == ["绩效目标表"]
    assert page.lines[0].place.line == (1, 1)
    assert table.place.line == (2, 1)
    assert problems == {}


def test_spans_end_with_their_group_and_odd_ones_are_read_as_browsers_do() -> None:
    page, _ = read(
        "<table><thead><tr><th rowspan=9>甲</th><th colspan=0>乙</th></tr></thead>"
        "<tbody><tr><td rowspan=0>丙</td><td colspan=x>丁</td></tr><tr><td>戊</td></tr></tbody></table>"
    )
    found = spans(page.tables[0])
    assert found["甲"] == (0, 0, 1, 1)
    assert found["丙"] == (1, 0, 2, 1)
    assert found["戊"] == (2, 1, 1, 1)


def test_only_innermost_tables_are_data() -> None:
    page, _ = read(
        "<table><tr><td>导航<table><tr><td>一级指标</td><td>甲<br>乙<p>丙</p></td></tr></table></td>"
        "<td>页脚</td></tr></table>尾"
    )
    (table,) = page.tables
    assert [c.lines for c in table.cells] == [("一级指标",), ("甲", "乙", "丙")]
    assert [line.text for line in page.lines] == ["导航", "页脚", "尾"]


def test_scripts_styles_and_hidden_things_are_dropped() -> None:
    page, problems = read(
        "<style>x{}</style><script>var 甲</script><div style='display: none'>隐</div><span>见</span>&nbsp;<b>了</b>"
        "<table><tr><td>指标值</td></tr><tr style='display:none'><td>藏</td></tr></table>"
    )
    assert [line.text for line in page.lines] == ["见 了"]
    assert [c.text for c in page.tables[0].cells] == ["指标值"]
    assert problems == {"hidden_cells": {"count": "1"}}


def test_a_page_without_a_form_says_so_and_names_its_attachments() -> None:
    page, problems = read(
        "<a href='./P1.pdf'>2026年部门预算.pdf</a><a href='x.html'>预算</a><a href='/绩效目标表.xlsx'></a>"
        "<a href='./y.pdf'>地图</a><script>var s='<a href=\"./P2.doc\">单位预算.doc</a>';</script>"
        "<table><tr><td>索引号</td></tr></table>"
    )
    assert page.tables
    assert problems == {"html_page": {}, "html_links": {"links": "2026年部门预算.pdf; 绩效目标表.xlsx; 单位预算.doc"}}


def test_on_a_page_about_the_budget_every_attachment_counts() -> None:
    _, problems = read("<a href='y.pdf'>附件</a>", "<meta name='ArticleTitle' content='2026年部门预算'>")
    assert problems["html_links"] == {"links": "附件"}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=gb2312>绩效镕".encode("gb18030"), "绩效镕"),
        ("<meta http-equiv=x content='text/html; charset=GBK'>绩效".encode("gbk"), "绩效"),
        ("<meta charset=gbk>绩效".encode(), "绩效"),
        ("绩效".encode("gb18030"), "绩效"),
        ("绩效".encode("utf-8-sig"), "绩效"),
        ("绩效".encode("utf-16"), "绩效"),
        (b"<meta charset=nonsense>" + "绩效".encode(), "绩效"),
    ],
)
def test_charsets(data: bytes, text: str) -> None:
    assert decode_html(data).endswith(text)


def test_entities_of_the_page_itself_are_not_expanded() -> None:
    data = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>&a;</p></body></html>'
    (page,), _ = read_html(data, "a")
    assert "root" not in "".join(line.text for line in page.lines)


def test_hostile_pages_end_with_a_word() -> None:
    for body in ("<div>" * 100_000, "<table><tr><td>" * 50_000):
        with pytest.raises(TooLargeError):
            read_html(f"<html><body>{body}一级指标".encode(), "a")
    page, problems = read("<table><tr><td>一级指标</td>" + "<td colspan=9999999 rowspan=999999>" * 2000)
    assert "table_too_large" in problems
    assert [len(t.cells) for t in page.tables] == [1]


def test_the_whole_way() -> None:
    document = read_bytes("<html><body><p>详见附件</p></body></html>".encode(), "名.pdf")
    assert document.source.media_type == "text/html"
    assert [p.code for p in document.problems] == ["html_page"]
