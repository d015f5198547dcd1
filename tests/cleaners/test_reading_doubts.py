"""Figures of scans read twice: what agrees says nothing, what differs is settled by evidence or doubted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from declared import but, indicator, line

from shenbao_cleaners.declaration import Declaration, Evidence
from shenbao_cleaners.forms.sheet import Sheet, SheetCell
from shenbao_cleaners.reading_doubts import doubted
from shenbao_cleaners.repairs.misread_labels import corrected, inline_corrected, misread_labels
from shenbao_cleaners.values.amount import parse_amount
from shenbao_cleaners.values.readings import best, differing, tokens
from shenbao_extract.document import Box, Cell, Place, Reading


def cell(*readings: str, at: int = 0, sure: float = 0.99) -> Cell:
    place = Place(1, Box(0, at * 20, 100, at * 20 + 20))
    told = tuple(Reading(text, "rapid", sure) for text in readings)
    return Cell(at, 0, 1, 1, (readings[0],), place, reader="rapid", confidence=0.99, readings=told)


def traced(d: Declaration, **cells: Cell) -> Declaration:
    """The declaration, each pointer (written with __ for /) read from a cell."""
    evidence = {f"/{p.replace('__', '/')}": (Evidence(c.place, c.text, c.reader, 0.99),) for p, c in cells.items()}
    return replace(d, evidence=evidence)


def codes(d: Declaration) -> list[str]:
    return [i.code for i in d.issues]


def test_readings_that_agree_say_nothing() -> None:
    d = but(indicators=(indicator("走访次数", "≥3次"),))
    one = cell("≥3次", "≥3 次")
    assert codes(doubted(traced(d, indicators__0__annual_value=one), [one])) == []


def test_a_lost_bar_is_doubted_and_both_readings_are_named() -> None:
    d = but(indicators=(indicator("走访次数", "≥20次"),))
    one = cell("≥20次", ">20次")
    issues = doubted(traced(d, indicators__0__annual_value=one), [one]).issues
    assert [i.code for i in issues] == ["conflicting_readings"]
    assert "≥20次" in issues[0].message.zh
    assert ">20次" in issues[0].message.zh


def test_a_sum_chooses_between_two_readings() -> None:
    money = (line("资金总额", "39.5"), line("财政拨款", "28.3"), line("其他资金", "11.2"))
    wrong = but(budget=(money[0], line("财政拨款", "23.3"), money[2]))
    one = cell("23.3", "28.3")
    d = doubted(traced(wrong, budget__1__amount=one), [one])
    assert d.budget[1].amount.raw == "28.3"
    assert codes(d) == ["reading_settled"]
    assert [r.cleaner for r in d.repairs if r.cleaner == "chosen_reading"] == ["chosen_reading"]


def test_a_sum_never_makes_a_reading_up() -> None:
    money = (line("资金总额", "39.5"), line("财政拨款", "23.3"), line("其他资金", "11.2"))
    one = cell("23.3", "26.3")
    d = doubted(traced(but(budget=money), budget__1__amount=one), [one])
    assert d.budget[1].amount.raw == "23.3"
    assert codes(d) == ["conflicting_readings"]


def test_the_other_value_column_chooses_between_two_readings() -> None:
    d = but(indicators=(indicator("走访次数", ">20次", period="≥20次"),))
    first, second = cell("≥20次", "≥20次"), cell(">20次", "≥20次", at=1)
    d = doubted(traced(d, indicators__0__period_value=first, indicators__0__annual_value=second), [first, second])
    assert d.indicators[0].annual_value is not None
    assert d.indicators[0].annual_value.raw == "≥20次"
    assert codes(d) == ["reading_settled"]


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("检查工作完成时间 |≤", True),
        ("11 |月", True),
        ("稽核检查准确率≥", True),
        ("完成率≥95%", False),
        ("11月", False),
    ],
)
def test_a_ruling_that_was_lost_between_two_cells_is_doubted(text: str, odd: bool) -> None:
    d = but(indicators=(indicator(text, "≥3次"),))
    one = cell(text, text)
    assert codes(doubted(traced(d, indicators__0__name=one), [one])) == ["unsure_figure"] * odd


def test_a_word_before_a_figure_is_no_misread_sign() -> None:
    d = but(indicators=(indicator("完成情况", "完成率100%"),))
    one = cell("完成率100%", "完成率100%")
    assert codes(doubted(traced(d, indicators__0__annual_value=one), [one])) == []
    unsure = replace(one, confidence=0.92)
    assert codes(doubted(traced(d, indicators__0__annual_value=unsure), [unsure])) == ["unsure_figure"]


@pytest.mark.parametrize("text", ["正100%", "≤0.8%0", "≤507,426094万元"])
def test_a_figure_read_alike_twice_that_is_none_is_doubted(text: str) -> None:
    d = but(indicators=(indicator("办结率", text),))
    one = cell(text, text)
    assert codes(doubted(traced(d, indicators__0__annual_value=one), [one])) == ["unsure_figure"]


def test_a_figure_read_with_little_confidence_is_doubted() -> None:
    d = but(indicators=(indicator("办结率", "95%"),))
    one = cell("95%", "95%", sure=0.4)
    assert codes(doubted(traced(d, indicators__0__annual_value=one), [one])) == ["unsure_figure"]


def test_a_runaway_text_is_caught() -> None:
    d = but(indicators=(indicator("保障保障保障保障保障保障保障", "95%"),))
    one = cell("保障保障保障保障保障保障保障")
    assert "runaway_text" in codes(doubted(traced(d, indicators__0__name=one), [one]))


def test_a_digital_cell_is_never_doubted() -> None:
    d = but(indicators=(indicator("走访次数", "正3"),))
    one = replace(cell("正3"), confidence=None, readings=())
    d = traced(d, indicators__0__annual_value=one)
    assert doubted(d, [one]) is d


def test_the_pixels_decide_on_a_bar_where_another_reading_agrees() -> None:
    told = (Reading(">20次", "rapid", 0.9), Reading("≥20次", "rapid", 0.9), Reading("≥20次", "pixels", 1.0))
    assert best(told).text == "≥20次"


def test_a_per_mille_that_pixels_show_and_one_reading_nearly_has_is_taken() -> None:
    told = (Reading("<1%", "rapid", 0.99), Reading("<1%o", "rapid", 0.99), Reading("<1‰", "pixels", 1.0))
    assert best(told).text == "<1‰"


def test_a_well_formed_amount_is_believed_before_a_broken_one() -> None:
    assert best((Reading("370.000.00", "rapid", 0.99), Reading("370,000.00", "rapid", 0.9))).text == "370,000.00"


@pytest.mark.parametrize(
    ("first", "second", "want"),
    [
        ("成本降低1,5个百分点", "成本降低1.5个百分点", "成本降低1.5个百分点"),
        ("成本降低1,5个百分点", "成本降低15个百分点", "成本降低1,5个百分点"),
        ("服务1,500名学生", "服务1.500名学生", "服务1,500名学生"),
    ],
)
def test_in_running_text_a_comma_that_groups_no_thousands_is_a_point_where_one_was_read(
    first: str, second: str, want: str
) -> None:
    assert best((Reading(first, "rapid", 0.99), Reading(second, "rapid", 0.9))).text == want


def test_words_may_differ_where_figures_agree() -> None:
    assert differing(cell("培训3次，覆益12人", "培训3次,覆盖12人")) == ()
    assert tokens("≥ 1,500 人") == [">=", "1,500"]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("数量指杯", "数量指标"),
        ("三级措标", "三级指标"),
        ("杜会效益指标", "社会效益指标"),
        ("二级指标", None),
        ("走访慰问", None),
    ],
)
def test_a_label_with_one_wrong_character_is_corrected(read: str, printed: str | None) -> None:
    assert corrected(read) == printed


PROSE = (
    "1、1-产出指标;11-数量指标;抽检率;实施周期指标值:≥0.5%o;年度指标值:≥0.5‰。"
    "2、1-产出指标;12-质量指标;整改率;实施周期指标值:90%;年度指标值:90%。"
)


def test_a_doubt_in_a_prose_cell_names_the_indicator_concerned() -> None:
    d = but(indicators=(indicator("抽检率", "≥0.5‰"), indicator("整改率", "90%")))
    one = cell(PROSE, PROSE)
    d = doubted(traced(d, indicators__0__annual_value=one, indicators__1__annual_value=one), [one])
    assert [(i.code, i.path) for i in d.issues] == [("unsure_figure", "/indicators/0/annual_value")]


def test_readings_of_a_prose_cell_are_compared_indicator_by_indicator() -> None:
    d = but(indicators=(indicator("抽检率", "≥0.5‰"), indicator("整改率", "90%")))
    plain = PROSE.replace("%o", "‰")
    one = cell(plain, plain.replace("90%;", "80%;"))
    d = doubted(traced(d, indicators__0__annual_value=one, indicators__1__annual_value=one), [one])
    assert [(i.code, i.path) for i in d.issues] == [("conflicting_readings", "/indicators/1/annual_value")]
    assert "80%" in d.issues[0].message.zh


def test_a_prose_cell_whose_parts_cannot_be_told_is_doubted_whole() -> None:
    d = but(indicators=(indicator("抽检率", "≥0.5‰"), indicator("整改率", "90%")))
    text = PROSE.replace("2、1-产出指标", "2、1产出指标")
    one = cell(text, text)
    d = doubted(traced(d, indicators__0__annual_value=one, indicators__1__annual_value=one), [one])
    assert codes(d) == ["unsure_figure"] * 2


def test_a_misread_label_inside_a_prose_cell_is_corrected() -> None:
    lines = ("11-数量指标;检查次数;实施周期指标值:≥4次;年度指", "示值:≥4次。")
    assert inline_corrected(lines) == (lines[0], "标值:≥4次。")
    assert inline_corrected(("检查;年度指标值:≥4次", "说明;年度计划数值:3")) is None


def test_a_ring_read_as_a_full_stop_is_doubted() -> None:
    d = but(indicators=(indicator("森林火灾受害率", "低于0.9%。"),))
    one = cell("低于0.9%。", "低于0.9%。")
    assert codes(doubted(traced(d, indicators__0__annual_value=one), [one])) == ["unsure_figure"]


def test_a_per_mille_that_one_column_may_hold_doubts_the_other() -> None:
    d = but(indicators=(indicator("差错率", "<1%", period="<1‰"),))
    first, second = cell("<1%0", "<1%0"), cell("<1%", "<1%", at=1)
    d = doubted(traced(d, indicators__0__period_value=first, indicators__0__annual_value=second), [first, second])
    assert "/indicators/0/annual_value" in {i.path for i in d.issues}


def test_the_other_column_does_not_settle_a_per_mille() -> None:
    d = but(indicators=(indicator("差错率", "<1‰", period="<1%"),))
    first, second = cell("<1%", "<1%"), cell("<1‰", "<1%", at=1)
    d = doubted(traced(d, indicators__0__period_value=first, indicators__0__annual_value=second), [first, second])
    assert sorted(codes(d)) == ["conflicting_readings", "unsure_figure"]


def test_a_digit_where_the_unit_stands_is_doubted() -> None:
    of = indicator("及时率", "≥95")
    d = but(indicators=(replace(of, printed=replace(of.printed, unit="5")),))
    one = cell("5", "5")
    assert codes(doubted(traced(d, indicators__0__annual_value=one), [one])) == ["unsure_figure"]


@pytest.mark.parametrize(
    ("name", "doubts"),
    [
        ("响应(1级)次数", 1),
        ("响应（I级）次数", 0),
        ("指标5.运营服务点", 1),
        ("指标5：运营服务点", 0),
        ("11级台阶", 0),
        ("办公0A系统", 1),
        ("办公OA系统", 0),
        ("10G带宽", 0),
        ("2.0A级", 0),
    ],
)
def test_figures_read_as_forms_print_none_are_doubted(name: str, doubts: int) -> None:
    d = but(indicators=(indicator(name, "3个"),))
    one = cell(name, name)
    assert codes(doubted(traced(d, indicators__0__name=one), [one])) == ["unsure_figure"] * doubts


def test_figures_among_words_read_unsurely_are_doubted() -> None:
    d = but(indicators=(indicator("第2批项目", "3个"),))
    one = replace(cell("第2批项目", "第2批项目"), confidence=0.9)
    assert codes(doubted(traced(d, indicators__0__name=one), [one])) == ["unsure_figure"]


def test_a_page_with_illegible_print_marks_its_declarations() -> None:
    d = replace(but(indicators=(indicator("农业技术推广面积", "3个"),)), pages=(1,))
    many = [replace(cell("农业技术推广面积", at=i), confidence=0.8) for i in range(8)]
    found = doubted(traced(d, indicators__0__name=many[0]), many)
    assert "poor_print" in codes(found)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("级指标", "一级指标"),
        ("指标任", "指标值"),
        ("指标1", None),
        ("指标一", None),
        ("指标值", None),
        ("指标名", None),
    ],
)
def test_short_headings_are_corrected_where_nothing_else_is_printed_so(read: str, printed: str | None) -> None:
    assert corrected(read) == printed


@pytest.mark.parametrize(("other", "text", "doubts"), [("≥", "95", 1), (None, "95", 0), ("≥", "优", 0)])
def test_an_empty_cell_for_a_sign_is_doubted_where_others_have_one(other: str | None, text: str, doubts: int) -> None:
    first, second = indicator("满意度", "≥90"), indicator("及时率", text)
    d = but(indicators=(replace(first, printed=replace(first.printed, sign=other)), second))
    one, empty = cell(text, text), replace(cell(""), readings=(), confidence=None, place=Place(1, Box(200, 0, 300, 20)))
    items = tuple(Evidence(c.place, c.text, c.reader, c.confidence) for c in (one, empty))
    d = doubted(replace(d, evidence={"/indicators/1/annual_value": items}), [one, empty])
    assert codes(d) == ["unsure_figure"] * doubts


def test_a_line_with_figures_read_twice_in_one_cell_is_doubted() -> None:
    d = but(indicators=(indicator("（2026年）", "3个"),))
    one = replace(cell("（2026年）", "（2026年）"), lines=("（2026年）", "（2026年）"))
    assert codes(doubted(traced(d, indicators__0__name=one), [one])) == ["unsure_figure"]


def test_a_value_read_poorly_is_doubted_though_no_figure_is_left_of_it() -> None:
    d = but(indicators=(indicator("正确率", "正确率fad"),))
    one = replace(cell("正确率fad"), readings=(), confidence=0.7)
    assert codes(doubted(traced(d, indicators__0__annual_value=one), [one])) == ["unsure_figure"]
    assert codes(doubted(traced(d, indicators__0__name=one), [one])) == ["unsure_text"]


def test_the_ring_of_a_per_mille_sign_in_the_second_reading_is_doubted_too() -> None:
    d = but(indicators=(indicator("受害率", "低于0.9%"),))
    one = cell("低于0.9%", "低于0.9%。")
    assert codes(doubted(traced(d, indicators__0__annual_value=one), [one])) == ["unsure_figure"]


@pytest.mark.parametrize(("sure", "told"), [((0.6, 0.9), []), ((0.7, 0.7), ["unsure_figure"])])
def test_a_sign_alone_is_as_sure_as_the_surer_of_its_readings(sure: tuple[float, float], told: list[str]) -> None:
    d = but(indicators=(indicator("走访次数", "=3次"),))
    readings = tuple(Reading("=", "rapid", x) for x in sure)
    one = replace(cell("="), readings=readings, confidence=0.6 if told else 0.85)
    assert codes(doubted(traced(d, indicators__0__annual_value=one), [one])) == told


@pytest.mark.parametrize(
    ("read", "label"),
    [
        ("数指标", "数量指标"),
        ("会效益指标", "社会效益指标"),
        ("效指标", None),
        ("指标", None),
        ("对效指标", "时效指标"),
    ],
)
def test_a_label_of_indicators_that_lost_a_character_is_known(read: str, label: str | None) -> None:
    assert corrected(read) == label


def test_a_label_surely_read_in_other_forms_of_its_characters_is_mended() -> None:
    texts = {
        "本年續效指标值": "本年绩效指标值",
        "对效指标": "时效指标",
        "日效指标": "时效指标",
        "数指标": "数量指标",
        "质是指标": None,
    }
    for text, want in texts.items():
        sheet = Sheet((SheetCell(0, 1, 0, 1, (text,), (replace(cell(text), confidence=0.995),)),), 1, 1, (1,))
        assert [c.text for c in misread_labels(sheet).sheet.cells] == [want or text]


def _prose(*items: str) -> str:
    return "".join(f"{i}；11-数量指标；检查次数；实施周期指标值:≥4次；年度指标值:≥4次。" for i in items)


@pytest.mark.parametrize(("second", "doubted_there"), [("2、2", False), ("32", True), ("3、2", True)])
def test_an_item_whose_number_does_not_follow_on_is_doubted(second: str, doubted_there: bool) -> None:
    one = cell(_prose("1、1-产出指标", f"{second}-效益指标"))
    d = but(indicators=(indicator("检查次数", "≥4次"), indicator("检查次数", "≥4次")))
    d = doubted(traced(d, indicators__0__name=one, indicators__1__name=one), [one])
    assert [(i.code, i.path) for i in d.issues] == [("unsure_figure", "/indicators/1/name")] * doubted_there


def test_an_amount_that_reads_like_none_is_doubted() -> None:
    one = cell("338J63", "338J63")
    d = but(budget=(replace(line("资金总额", ""), amount=parse_amount("338J63", "万元")),))
    assert codes(doubted(traced(d, budget__0__amount=one), [one])) == ["unsure_figure"]


def test_marks_put_in_by_their_gaps_are_told_and_do_not_vouch_for_figures() -> None:
    d = but(indicators=(indicator("保障安全，促进3项规范", "≥3次"),))
    one = cell("保障安全促进3项规范", "保障安全促进3项规范", sure=0.4)
    marked = replace(
        one, lines=("保障安全，促进3项规范",), readings=(*one.readings, Reading("保障安全，促进3项规范", "gaps", 0.9))
    )
    assert codes(doubted(traced(d, indicators__0__name=marked), [marked])) == ["unsure_mark", "unsure_figure"]
