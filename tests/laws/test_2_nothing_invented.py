"""Law 2. Every value can be traced to cells of the document; what the paper does not say has a repair."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from drawn import Drawn, cut_forms
from hypothesis import given, settings
from paper import Paper, document

from shenbao_cleaners import read_declarations
from shenbao_cleaners.declaration import Declaration
from shenbao_cleaners.values.label import normal_label
from shenbao_cleaners.values.text import strip_markup
from shenbao_extract import Document, read_document

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.[pt][dx][ft]"))


def solid(text: str) -> str:
    return re.sub(r"\s+", "", text)


def values(d: Declaration) -> Iterator[tuple[str, str]]:
    """(pointer, text as read) of every value."""
    for key in ("title", "unit", "project", "project_code", "supervisor"):
        if getattr(d.form, key):
            yield f"/form/{key}", getattr(d.form, key)
    if d.form.year:
        yield "/form/year", str(d.form.year)
    for i, line in enumerate(d.budget):
        yield f"/budget/{i}/amount", line.amount.raw
    for i, goal in enumerate(d.goals):
        yield f"/goals/{i}/text", goal.text
    for i, task in enumerate(d.tasks):
        yield f"/tasks/{i}/name", task.name
        yield f"/tasks/{i}/content", task.content or ""
        yield f"/tasks/{i}/expected", task.expected or ""
        yield f"/tasks/{i}/amount", task.amount.raw if task.amount else ""
    for i, x in enumerate(d.indicators):
        yield f"/indicators/{i}/name", x.name
        yield f"/indicators/{i}/annual_value", x.annual_value.raw if x.annual_value else ""
        yield f"/indicators/{i}/period_value", x.period_value.raw if x.period_value else ""
        yield f"/indicators/{i}/level1", x.printed.level1 or ""
        yield f"/indicators/{i}/level2", x.printed.level2 or ""
        yield f"/indicators/{i}/note", solid(x.note or "").replace("|", "")
    for i, extra in enumerate(d.extra):
        yield f"/extra/{i}/text", extra.text


def check(doc: Document) -> None:
    printed = {c.place: c.text for p in doc.pages for t in p.tables for c in t.cells}
    printed |= {x.place: x.text for p in doc.pages for x in p.lines}
    for d in read_declarations(doc).declarations:
        for pointer, evidence in d.evidence.items():
            for e in evidence:
                assert e.text == printed.get(e.place), pointer
        for pointer, text in values(d):
            if not solid(text):
                continue
            source = Counter(solid("".join(strip_markup(e.text) for e in d.evidence.get(pointer, ()))))
            assert not Counter(solid(text)) - source, (pointer, text)
        check_levels(d)
        check_numbers(d)


def check_levels(d: Declaration) -> None:
    on_record = {r.path for r in d.repairs}
    for i, x in enumerate(d.indicators):
        for key, level, label in (("level1", x.level1, x.printed.level1), ("level2", x.level2, x.printed.level2)):
            if level is not None and level != (normal_label(label) if label else None):
                assert f"/indicators/{i}/{key}" in on_record, (i, key, level)


def check_numbers(d: Declaration) -> None:
    for line in d.budget:
        if line.amount.value is not None:
            digits = re.sub(r"\D", "", line.amount.raw)
            assert re.sub(r"\D", "", f"{line.amount.value:f}").lstrip("0") == digits.lstrip("0")
    assert all(r.why and r.cleaner for r in d.repairs)


@settings(max_examples=60)
@given(cut_forms())
def test_of_drawn_forms(drawn: tuple[Drawn, list[Paper]]) -> None:
    check(document(*drawn[1]))


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.stem)
def test_of_the_corpus(path: Path) -> None:
    check(read_document(path))
