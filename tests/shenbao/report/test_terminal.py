"""A document as tables in the terminal."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from shenbao import read
from shenbao.report.terminal import print_reading
from shenbao_cleaners.issues import issue


def test_what_is_only_to_be_known_of_the_document_stands_below_its_declarations(seed: Path) -> None:
    """A disclosure had twelve lines of hidden characters before its first form."""
    reading = read(seed)
    told = (issue("hidden_text", None, page=3, count=25), issue("page_not_read", None, pages="2"))
    out = io.StringIO()
    print_reading(replace(reading, result=replace(reading.result, issues=told)), Console(file=out, width=200))
    text = out.getvalue()
    assert 0 < text.index("page_not_read") < text.index("第 1 份申报表") < text.index("hidden_text")
