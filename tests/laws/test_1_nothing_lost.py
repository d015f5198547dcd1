"""Law 1. Every visible character of a form ends in a field, in a label, in extra or in a leftover issue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drawn import Drawn, cut_forms
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import Paper, document, page

from shenbao_cleaners import Result, read_declarations
from shenbao_cleaners.forms.find import find_forms
from shenbao_cleaners.forms.words import words as vocabulary
from shenbao_extract import Document, read_document
from shenbao_extract.document import Cell

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.[pt][dx][ft]"))


def solid(text: str) -> str:
    return re.sub(r"\s+", "", text)


def form_cells(doc: Document) -> list[Cell]:
    return [c for f in find_forms(doc) if not f.self_evaluation for p in f.pieces for c in p.table.cells if c.lines]


def accounted(result: Result) -> set[object]:
    """The places that the output names: as evidence, as a repair's place, in a total."""
    places: set[object] = set()
    for d in result.declarations:
        places |= {e.place for evidence in d.evidence.values() for e in evidence}
        places |= {r.place for r in d.repairs}
    return places


def words(result: Result) -> str:
    """All that the output says, labels and messages included."""
    said: list[str] = []
    for t in result.tables:
        said += [x for line in t.totals for x in (line.label, line.amount.raw, line.column or "")]
    for d in result.declarations:
        said += [x for line in d.budget for x in (line.label, line.section or "", line.column or "")]
        said += [x for e in d.extra for x in (e.label, e.text)]
        said += [r.before or "" for r in d.repairs]
        said += [x.place or "" for x in d.indicators]
        said += [i.message.zh for i in d.issues]
    return solid("".join(said))


LABELS = re.compile(
    r"[一二三]级指标|.*指标值?|.*(效益|成本|满意度|产出|质量|数量|时效).*|名称|主要(实施)?内容|部门名称|单位名称|项目名称"
    r"|拟投入的资金.*|期望达到的目标.*|基本信息|财政供养人员数|下属二级单位数|预算整体情况|预算金额.*|总体绩效目标|年度.*任务"
    r"|其他需完成的任务.*|序号|执行率分值.*|乡镇"
)


def recognised(text: str) -> bool:
    """Whether a text is a label: of the first family, or one that the vocabulary gives a role."""
    blocks = ("columns", "list", "head", "goals", "tasks", "money", "personal")
    return bool(LABELS.fullmatch(text)) or any(vocabulary().role(b, text) not in (None, "topic") for b in blocks)


def check(doc: Document) -> None:
    result = read_declarations(doc)
    for table in result.tables:
        c = table.coverage
        assert c.visible == c.fields + c.labels + c.extra + c.leftover
        assert (c.leftover > 0) == any(
            i.code == "leftover" for n in table.declarations for i in result.declarations[n].issues
        )
    cells = form_cells(doc)
    assert sum(t.coverage.visible for t in result.tables) >= sum(len(solid(c.text)) for c in cells)
    places, said = accounted(result), words(result)
    for cell in cells:
        text = solid(cell.text)
        assert cell.place in places or text in said or text[:190] in said or recognised(text), cell


@settings(max_examples=60)
@given(cut_forms())
def test_of_drawn_forms(drawn: tuple[Drawn, list[Paper]]) -> None:
    check(document(*drawn[1]))


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.stem)
def test_of_the_corpus(path: Path) -> None:
    check(read_document(path))


TEXTS = """
产出指标 数量指标 质量指标 满意度指标 绩效指标 三级指标 年度指标值 灌渠长度 ≥30公里 100% 37.04 资金总额 合计
项目名称 部门名称 年度目标 水利所 备注 名称 主要内容 预算金额(万元) 某某
"""
texts = st.sampled_from(["", "", "", *TEXTS.split()])


@settings(max_examples=150)
@given(st.lists(st.lists(texts, min_size=4, max_size=4), min_size=1, max_size=8), st.integers(1, 8))
def test_of_any_table_under_a_heading(rows: list[list[str]], cut: int) -> None:
    """Forms that make no sense: what is printed is still counted, or left over and told."""
    heading = "一级指标 | 二级指标 | 三级指标 | 年度指标值"
    first, second = rows[:cut], rows[cut:]
    pages = [page("\n".join([heading, *(" | ".join(r) for r in first)]), above=("项目绩效目标表",))]
    if second:
        pages.append(page("\n".join(" | ".join(r) for r in second)))
    result = read_declarations(doc := document(*pages))
    for table in result.tables:
        c = table.coverage
        assert c.visible == c.fields + c.labels + c.extra + c.leftover
    assert sum(t.coverage.visible for t in result.tables) >= sum(len(solid(c.text)) for c in form_cells(doc))
