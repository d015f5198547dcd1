"""Trees without headings of their own, and indicators written as items in a cell."""

from __future__ import annotations

import pytest
from paper import ABOVE, codes, labelled, one, page, read

from shenbao_cleaners.forms.items import name_and_value

HEAD = "项目名称 | 灌渠维护 | < | <\n"


def test_labels_of_level_2_show_the_columns() -> None:
    d = one(
        page(
            HEAD + "预期产出 | 数量 | 灌渠长度 | 30公里\n^ | 质量 | 合格率 | 100%\n满意度 | 服务对象 | 农户 | ≥92%",
            above=ABOVE,
        )
    )
    assert labelled(d) == [
        ("预期产出指标", "数量指标", "灌渠长度", "30公里"),
        ("预期产出指标", "质量指标", "合格率", "100%"),
        ("满意度指标", "服务对象满意度指标", "农户", "≥92%"),
    ]


def test_levels_in_rows_of_their_own() -> None:
    rows = (
        "绩效指标 | < | 指标值 | 备注\n一、产出指标 | < | < | <\n（一）数量指标 | < | < | <\n1.灌渠长度 | < | 30公里 |"
    )
    more = "\n三、满意度指标 | < | < | <\n（一）服务对象满意度 | < | < | <\n1.农户 | < | ≥92% |"
    assert labelled(one(page(HEAD + rows + more, above=ABOVE))) == [
        ("产出指标", "数量指标", "1.灌渠长度", "30公里"),
        ("满意度指标", "服务对象满意度指标", "1.农户", "≥92%"),
    ]


def test_a_lone_label_makes_no_tree() -> None:
    result = read(page(HEAD + "工作要求 | 质量 | 按标准实施 | 无\n年度目标 | 修渠30公里。 | < | <", above=ABOVE))
    assert [len(d.indicators) for d in result.declarations] == [0]


def test_paragraphs_beside_level_1() -> None:
    rows = "产出指标 | 数量指标：灌渠长度≥30公里；修闸不少于4座。质量指标：合格率100%。 | < | <"
    assert labelled(one(page(HEAD + rows, above=ABOVE))) == [
        ("产出指标", "数量指标", "灌渠长度", "≥30公里"),
        ("产出指标", "数量指标", "修闸", "不少于4座"),
        ("产出指标", "质量指标", "合格率", "100%"),
    ]


GOOD = "产出指标 | 数量指标：灌渠长度≥30公里。质量指标：合格率100% | < | <\n"


def test_a_paragraph_that_was_read_is_no_extra() -> None:
    d = one(page(HEAD + GOOD.replace("产出", "绩效指标 | 产出").replace("< | <", "<"), above=ABOVE))
    assert len(labelled(d)) == 2
    assert (d.extra, [c for c in codes(d) if c in ("leftover", "indicators_in_text")]) == ((), [])


@pytest.mark.parametrize(
    "text",
    [
        "受益群众满意，社会效益指标：受益农户≥300户",
        "受益群众满意社会效益指标：受益农户≥300户",
        "受益农户≥300户",
        "方便农户",
        "社会效益指标：受益农户≥300户，生态效益指标：植树20亩",
    ],
)
def test_one_good_paragraph_does_not_silence_the_others(text: str) -> None:
    d = one(page(f"{HEAD}{GOOD}效益指标 | {text} | < | <", above=ABOVE))
    assert "indicators_in_text" in codes(d)
    assert d.status == "needs_review"
    assert text in [x.text for x in d.extra] or any(x.name in text for x in d.indicators[2:])


def test_a_text_with_indicators_beside_a_remark_or_a_tree_is_told() -> None:
    remark = GOOD.replace("< | <", "< | 备注一")
    tree = "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 灌渠长度 | 30公里\n"
    for rows in (
        remark,
        "满意度指标 | 群众满意，社会效益指标：受益农户≥300户 | < | <\n项目概况 | 修渠 | < | <\n" + tree,
    ):
        assert {"indicators_in_text", "leftover"} & set(codes(one(page(HEAD + rows, above=ABOVE))))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("灌渠长度≥30公里", ("灌渠长度", "≥30公里")),
        ("合格率达到98%", ("合格率", "达到98%")),
        ("合格率100%", ("合格率", "100%")),
        ("2026年10月底前完工", ("2026年10月底前完工", None)),
        ("水环境持续改善", ("水环境持续改善", None)),
    ],
)
def test_name_and_value_of_an_item(text: str, want: tuple[str, str | None]) -> None:
    assert name_and_value(text) == want
