"""What a page break does to the left cells of a flat list: project, amounts and goal, one cell for many rows."""

from __future__ import annotations

import pytest
from paper import labelled, page, read

from shenbao_cleaners.declaration import Declaration

HEAD = "项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
ABOVE = ("项目支出绩效目标表", "金额单位：万元")
CANAL = "44190026T000001-渠道清淤"
PUMP = "44190026T000002-泵站更新"


def paper(*rows: str, head: bool = True) -> object:
    return page("\n".join([HEAD, *rows] if head else rows), above=ABOVE if head else ())


def said(d: Declaration) -> tuple[str | None, list[str], list[str], int]:
    return d.form.project, [x.amount.raw for x in d.budget], [g.text for g in d.goals], len(d.indicators)


def test_a_project_over_five_pages_whose_name_and_amount_stand_on_the_middle_one() -> None:
    """Each page holds one row of the block, its left cells without a line at the break; the goal runs through all."""
    pages = [
        "↓ | ↓ | 清淤三十公里，↓ | 产出指标 | 数量指标 | 长度 | ≥30公里",
        "↓ | ↓ | 疏通涵洞十座，↓ | 产出指标 | 数量指标 | 涵洞 | ≥10座",
        f"{CANAL}↓ | 145.000000↓ | 修整渠岸，↓ | 产出指标 | 质量指标 | 合格率 | 100%",
        "↓ | ↓ | 植树护坡，↓ | 效益指标 | 社会效益指标 | 出行 | 改善",
        " |  | 村民满意。 | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90%",
    ]
    pump = f"{PUMP} | 8.000000 | 修好泵站。 | 产出指标 | 数量指标 | 泵站 | 1座"
    canal, other = read(*[paper(x) for x in pages[:-1]], paper(pages[-1], pump)).declarations
    assert said(canal) == (
        CANAL,
        ["145.000000"],
        ["清淤三十公里，疏通涵洞十座，修整渠岸，植树护坡，村民满意。"],
        5,
    )
    assert canal.pages == (1, 2, 3, 4, 5)
    assert said(other) == (PUMP, ["8.000000"], ["修好泵站。"], 1)


def test_a_block_that_fills_whole_pages_with_its_code_on_the_third() -> None:
    """The page's frame closes the cells of the page that lies wholly inside the block."""
    first = (
        f"{PUMP} | 8.000000 | 修好泵站。 | 产出指标 | 数量指标 | 泵站 | 1座",
        "↓ | ↓ | ↓ | 产出指标 | 数量指标 | 长度 | ≥30公里",
    )
    second = (
        " |  | 清淤三十公里， | 产出指标 | 数量指标 | 涵洞 | ≥10座",
        "^ | ^ | ^ | 产出指标 | 质量指标 | 合格率 | 100%",
    )
    third = (
        f"{CANAL} | 145.000000 | 村民满意。 | 效益指标 | 社会效益指标 | 出行 | 改善",
        "^ | ^ | ^ | 效益指标 | 社会效益指标 | 收入 | 提高",
    )
    pump, canal = read(paper(*first), paper(*second, head=False), paper(*third, head=False)).declarations
    assert said(pump) == (PUMP, ["8.000000"], ["修好泵站。"], 1)
    assert said(canal) == (CANAL, ["145.000000"], ["清淤三十公里，村民满意。"], 5)


def test_a_name_cut_between_two_whole_pages() -> None:
    first = (
        f"{CANAL[:-2]} | 145.000000 | 清淤三十公里， | 产出指标 | 数量指标 | 长度 | ≥30公里",
        "^ | ^ | ^ | 产出指标 | 数量指标 | 涵洞 | ≥10座",
    )
    second = (
        "清淤 |  | 村民满意。 | 产出指标 | 质量指标 | 合格率 | 100%",
        "^ | ^ | ^ | 效益指标 | 社会效益指标 | 出行 | 改善",
    )
    (canal,) = read(paper(*first), paper(*second, head=False)).declarations
    assert said(canal) == (CANAL, ["145.000000"], ["清淤三十公里，村民满意。"], 4)


def test_two_projects_whose_amounts_alone_have_no_line_between() -> None:
    """Two whole amounts are two amounts: the name and the goal beside them are closed."""
    first = (
        f"{CANAL} | 678.715000↓ | 渠道畅通。 | 产出指标 | 数量指标 | 长度 | ≥30公里",
        "^ | ^ | ^ | 产出指标 | 数量指标 | 涵洞 | ≥10座",
    )
    second = (
        f"{PUMP} | ↑5,000.000000 | 修好泵站。 | 产出指标 | 数量指标 | 泵站 | 1座",
        "^ | ^ | ^ | 产出指标 | 质量指标 | 合格率 | 100%",
    )
    canal, pump = read(paper(*first), paper(*second)).declarations
    assert said(canal) == (CANAL, ["678.715000"], ["渠道畅通。"], 2)
    assert said(pump) == (PUMP, ["5,000.000000"], ["修好泵站。"], 2)
    assert (canal.pages, pump.pages) == ((1,), (2,))


@pytest.mark.parametrize("amount", ["145.00", "8.0000", "9"])
def test_two_coded_projects_with_no_line_at_all_between_stay_two(amount: str) -> None:
    row = "^ | ^ | ^ | 产出指标 | 质量指标 | 合格率 | 100%"
    first = (
        row.replace("^", "↓").replace("↓", f"{CANAL}↓", 1).replace("| ↓", "| 145.00↓", 1),
        "^ | ^ | ^ | 产出指标 | 数量指标 | 长度 | ≥30公里",
    )
    second = f"↑{PUMP} | ↑{amount} | ↑修好泵站。 | ↑产出指标 | ↑数量指标 | ↑泵站 | ↑1座", row
    found = read(paper(*first), paper(*second, head=False)).declarations
    assert [d.form.project for d in found] == [CANAL, PUMP]
    assert [labelled(d)[0][2] for d in found] == ["合格率", "泵站"]
