"""Marks that a recogniser misread or lost in lists and prose of scanned cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.repairs.misread_marks import misread_marks
from shenbao_extract.document import Box, Cell, Place


def _source(text: str) -> Cell:
    return Cell(0, 0, 1, 1, (text,), Place(1, Box(0, 0, 100, 20)), reader="rapid", confidence=0.99)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("指标3：研撰信用生活指南：", "指标3：研撰信用生活指南；"),
        ("目标1：保障土地市场：\n目标2：保障规划：", "目标1：保障土地市场；\n目标2：保障规划；"),
        ("≥30篇：≥15次;40场：12期", "≥30篇；≥15次;40场；12期"),
        ("分别是：（1）培养：（2）工程", "分别是：（1）培养；（2）工程"),
        ("2026年：30%", None),
        ("数量：30次", None),
        ("实施期资金总额：", None),
        ("比例1:2", None),
        ("指标1：≥95%", None),
    ],
)
def test_a_colon_that_ends_an_item_is_a_semicolon(read: str, printed: str | None) -> None:
    scanned = SheetCell(0, 1, 0, 1, tuple(read.split("\n")), (_source(read),))
    typed = replace(scanned, sources=(replace(_source(read), confidence=None),))
    for one, want in ((scanned, printed or read), (typed, read)):
        assert ["\n".join(c.lines) for c in misread_marks(Sheet((one,), 1, 1, (1,))).sheet.cells] == [want]


def _prose(*items: str) -> str:
    return "".join(f"{i}；11-数量指标；检查次数；实施周期指标值:≥4次；年度指标值:≥4次。" for i in items)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (("1、1-产出指标", "22-效益指标"), ("1、1-产出指标", "2、2-效益指标")),
        (("1、1-产出指标", "22-效益指标", "3、3-满意度指标"), ("1、1-产出指标", "2、2-效益指标", "3、3-满意度指标")),
        (("11-产出指标", "2、2-效益指标"), ("1、1-产出指标", "2、2-效益指标")),
        (("1、1-产出指标", "32-效益指标", "3、3-满意度指标"), None),  # the second, whatever its number reads
        (("1、1-产出指标", "32-效益指标"), None),
        (("11-产出指标", "22-效益指标"), None),  # no item says that they are numbered
        (("1、1一产出指标", "2、2-效益指标"), ("1、1-产出指标", "2、2-效益指标")),  # a dash read as 一
        (("1、1-产出指标", "22一效益指标"), ("1、1-产出指标", "2、2-效益指标")),
        (("1、1一网通办", "2、2-效益指标"), None),  # no label of a level
    ],
)
def test_marks_of_an_items_number_and_code_come_back(read: tuple[str, ...], printed: tuple[str, ...] | None) -> None:
    text, want = _prose(*read), _prose(*(printed or read))
    scanned = SheetCell(0, 1, 0, 1, (text,), (_source(text),))
    typed = replace(scanned, sources=(replace(_source(text), confidence=None),))
    for one, lines in ((scanned, (want,)), (typed, (text,))):
        assert [c.lines for c in misread_marks(Sheet((one,), 1, 1, (1,))).sheet.cells] == [lines]
