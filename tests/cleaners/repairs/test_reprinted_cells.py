"""A project of a flat list that runs over a page: its left cells are printed again in full, or a line of them is."""

from __future__ import annotations

from paper import codes, on_record, page, read, sheet, texts

from shenbao_cleaners.repairs.repeated_headers import repeated_headers
from shenbao_cleaners.repairs.reprinted_cells import reprinted_cells

HEAD = "项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
ABOVE = ("项目支出绩效目标表", "金额单位：万元")
LEFT = "44190026T000001-⏎渠道清淤 | 600.00 | 清淤三十公里，⏎村民满意。"
FIRST = f"{HEAD}\n{LEFT} | 产出指标 | 数量指标 | 长度 | ≥30公里\n^ | ^ | ^ | 产出指标 | 质量指标 | 合格率 | 100%"
SECOND = f"{HEAD}\n{LEFT} | 产出指标 | 数量指标 | 涵洞 | ≥10座\n^ | ^ | ^ | 效益指标 | 社会效益指标 | 出行 | 改善"


def test_name_amount_and_goal_printed_again_in_closed_cells_are_one_project() -> None:
    result = read(page(FIRST, above=ABOVE), page(SECOND))
    (d,) = result.declarations
    assert (d.form.project, [x.amount.raw for x in d.budget]) == ("44190026T000001-渠道清淤", ["600.00"])
    assert [g.text for g in d.goals] == ["清淤三十公里，村民满意。"]
    assert [x.name for x in d.indicators] == ["长度", "合格率", "涵洞", "出行"]
    assert (d.pages, result.tables[0].coverage.leftover) == ((1, 2), 0)
    assert [e.place.page for e in d.evidence["/goals/0/text"]] == [1, 2]


def test_the_second_print_is_on_record() -> None:
    done = reprinted_cells(repeated_headers(sheet(page(FIRST, above=ABOVE), page(SECOND))).sheet)
    assert on_record(done) == [
        ("reprinted_cells", "44190026T000001-渠道清淤", None),
        ("reprinted_cells", "600.00", None),
        ("reprinted_cells", "清淤三十公里，村民满意。", None),
    ]
    again = reprinted_cells(done.sheet)
    assert (again.repairs, texts(again.sheet)) == ((), texts(done.sheet))


def test_the_same_name_and_amount_with_another_goal_are_two_declarations() -> None:
    found = read(page(FIRST, above=ABOVE), page(SECOND.replace("村民满意", "疏通涵洞"))).declarations
    assert [[g.text for g in d.goals] for d in found] == [["清淤三十公里，村民满意。"], ["清淤三十公里，疏通涵洞。"]]


def test_the_same_cells_within_a_page_are_two_declarations() -> None:
    found = read(page(FIRST + "\n" + SECOND.split("\n", 1)[1], above=ABOVE)).declarations
    assert [d.form.project for d in found] == ["44190026T000001-渠道清淤"] * 2


def test_a_goals_line_cut_in_its_middle_shows_again_under_the_heading_of_the_next_page() -> None:
    first = f"{HEAD}\n↓ | ↓ | 清淤三十公里，↓ | 产出指标 | 数量指标 | 长度 | ≥30公里"
    head = HEAD.replace("绩效目标", "绩效目标⏎清淤三十公里，")
    second = f"{head}\n44190026T000001-渠道清淤 | 600.00 | 村民满意。 | 产出指标 | 质量指标 | 合格率 | 100%"
    result = read(page(first, above=ABOVE), page(second))
    (d,) = result.declarations
    assert [g.text for g in d.goals] == ["清淤三十公里，村民满意。"]
    assert (result.tables[0].coverage.leftover, "leftover" in codes(d)) == (0, False)


def test_what_finds_no_place_is_told_of_the_declaration_and_the_page_it_stands_on() -> None:
    first = f"{HEAD}\n44190026T000002-泵站 | 8.00 | 修好泵站。 | 产出指标 | 数量指标 | 泵站 | 1座"
    second = f"{HEAD.replace('绩效目标', '绩效目标⏎另附说明一份')}\n{SECOND.split(chr(10), 1)[1]}"
    pump, canal = read(page(first, above=ABOVE), page(second)).declarations
    assert "leftover" not in codes(canal)
    (issue,) = [i for i in pump.issues if i.code == "leftover"]
    assert "第2页" in issue.message.zh
    assert "另附说明一份" in issue.message.zh
