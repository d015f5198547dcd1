"""Indicators of one meaning are found, others are left apart."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao.comparing.lookup import load, shipped
from shenbao.comparing.match import Indicator, cluster, match
from shenbao.comparing.names import Names
from shenbao.files import UsageError

ROOT = Path(__file__).parents[3]
NAMES = Names()


def percent(name: str) -> Indicator:
    return Indicator(name, "质量指标", "percent", "%")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("服务对象满意度", "指标2：服务对象满意率（%）"),
        ("项目按期完成率", "完成及时率"),
        ("设备购置合格率", "采购设备合格率"),
        ("系统正常运行率", "系统运转正常率"),
        ("资金使用合规性", "资金使用的合规率"),
    ],
)
def test_the_same_promise_in_other_words_is_merged(one: str, other: str) -> None:
    found = match(percent(one), percent(other), NAMES)
    assert (found.verdict, found.score >= 95) == ("same", True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (percent("项目完成率"), percent("资金支付率")),
        (percent("出勤率"), percent("出错率")),
        (percent("验收合格率"), percent("验收及时率")),
        (Indicator("培训人次", "数量指标", "quantity", "人次"), Indicator("培训次数", "数量指标", "quantity", "次")),
        (Indicator("培训人数", "数量指标", "quantity", "人"), Indicator("培训人次", "数量指标", "quantity", "人次")),
        (percent("驻外办对接企业率"), percent("驻沪办对接企业率")),
        (percent("项目按计划完工率"), percent("项目按计划开工率")),
        (Indicator("成本控制", "成本指标", "money", "万元"), Indicator("成本控制率", "成本指标", "percent", "%")),
    ],
)
def test_what_only_looks_alike_is_not_merged(one: Indicator, other: Indicator) -> None:
    assert match(one, other, NAMES).verdict != "same"


def test_a_narrower_name_is_doubtful_and_says_why() -> None:
    found = match(percent("验收合格率"), percent("系统验收合格率"), NAMES)
    assert (found.verdict, found.why) == ("doubtful", "narrower")


def _measuring() -> object:
    spec = importlib.util.spec_from_file_location("measure_matching", ROOT / "scripts" / "measure_matching.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("half", ["held_out", "all"])
def test_judged_pairs_keep_their_precision_and_recall(half: str) -> None:
    judged = _measuring().judged(half, Names())  # type: ignore[attr-defined]
    merged = [truth for truth, _, _, found in judged if found.verdict == "same"]
    same = [found.verdict for truth, _, _, found in judged if truth == "same"]
    assert merged.count("same") / len(merged) >= 0.98
    assert same.count("same") / len(same) >= 0.9


names_of_indicators = st.text(
    "项目完成率满意度数量的总成本按时及时验收合格培训人次（）%：指标0123456789购置采购", min_size=1, max_size=14
)


@given(names_of_indicators)
def test_a_name_matches_itself_whatever_it_is(name: str) -> None:
    assert match(percent(name), percent(name), NAMES).verdict == "same"


@given(names_of_indicators, names_of_indicators)
def test_matching_has_no_direction(one: str, other: str) -> None:
    there, back = match(percent(one), percent(other), NAMES), match(percent(other), percent(one), NAMES)
    assert (there.verdict, there.why) == (back.verdict, back.why)


@given(names_of_indicators, names_of_indicators, names_of_indicators)
def test_merging_never_chains(one: str, middle: str, other: str) -> None:
    """Whoever is merged with one and the same is merged with each other: groups are equal keys, not links."""
    keys = [cluster(NAMES.normal(name), "percent") for name in (one, middle, other)]
    pairs = [keys[0] == keys[1], keys[1] == keys[2], keys[0] == keys[2]]
    assert pairs.count(True) != 2


def test_a_word_of_the_users_own_file_is_used(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[words]\n"达标" = ["达到标准"]\n', encoding="utf-8")
    assert match(percent("水质达到标准率"), percent("水质达标率"), NAMES).verdict != "same"
    assert match(percent("水质达到标准率"), percent("水质达标率"), Names(load(own))).verdict == "same"


def test_names_the_user_sets_apart_are_never_merged(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[apart]\npairs = [["设备利用率", "设备利用率（%）"], ["补助发放率", "津贴发放率"]]\n', encoding="utf-8"
    )
    assert match(percent("补贴发放率"), percent("津贴发放率"), Names(load(own))).verdict == "different"


@pytest.mark.parametrize(
    "text", ["[words", "[colours]\na = []", '[words]\na = "b"', "[apart]\npairs = [['a']]", "words = 1"]
)
def test_a_lookup_file_in_error_says_what_is_wrong(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"own\.toml"):
        load(own)
    assert load(None) is shipped()
