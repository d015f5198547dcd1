"""Target values: the golden table written by reading, and what must hold for any string."""

from __future__ import annotations

import csv
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenbao_cleaners.declaration import Target
from shenbao_cleaners.values.target import has_several_values, is_month_or_months, is_sign, parse_target

TABLE = Path(__file__).parent / "target_values.tsv"
PIECES = st.lists(
    st.sampled_from(
        [*"0123456789.,-~±≥≤>=<%‰/*X年月日前底内每至万亿元人个次天约 、。", "以上", "不低于", "2026年", "12月", "全年"]
    ),
    max_size=14,
).map("".join)


def plain(number: Decimal | None) -> str:
    return "" if number is None else format(number, "f")


def columns(target: Target) -> list[str]:
    """The columns of the golden table, `raw` first."""
    return [
        target.raw,
        target.comparator or "",
        plain(target.low),
        plain(target.high),
        target.unit or "",
        target.start or "",
        target.end or "",
        target.kind,
    ]


def golden() -> list[list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def test_the_golden_table_is_there_and_names_each_value_once() -> None:
    raws = [row[0] for row in golden()]
    assert len(raws) > 300
    assert len(set(raws)) == len(raws)


@pytest.mark.parametrize("row", golden(), ids=lambda row: row[0])
def test_golden(row: list[str]) -> None:
    assert columns(parse_target(row[0])) == row


@pytest.mark.parametrize(
    ("raw", "start", "end"),
    [
        ("12月底前", None, "2026-12-31"),
        ("每年12月底前", None, "2026-12-31"),
        ("9月前", None, "2026-08-31"),
        ("12月31日前", None, "2026-12-31"),
        ("6月30日前完成", None, "2026-06-30"),
        ("年底前", None, "2026-12-31"),
        ("2月底", None, "2026-02-28"),
        ("全年", "2026-01-01", "2026-12-31"),
        ("1-12月", "2026-01-01", "2026-12-31"),
        ("3月15日-4月15日", "2026-03-15", "2026-04-15"),
        ("第二季度", "2026-04-01", "2026-06-30"),
        ("下半年", "2026-07-01", "2026-12-31"),
        ("6月中旬", "2026-06-11", "2026-06-20"),
        ("12月份", "2026-12-01", "2026-12-31"),
        ("2025年9月前", None, "2025-08-31"),
    ],
)
def test_the_year_of_the_form_completes_a_date(raw: str, start: str | None, end: str | None) -> None:
    target = parse_target(raw, 2026)
    assert (target.kind, target.start, target.end) == ("date", start, end)


@pytest.mark.parametrize(
    "raw", ["2月29日前", "12月", "3月内", "一季度前", "12月底前完成率", "13月底前", "每年2026年", "5日"]
)
def test_what_is_no_sure_date_stays_text(raw: str) -> None:
    assert columns(parse_target(raw, 2026)) == [raw, "", "", "", "", "", "", "text"]


@pytest.mark.parametrize(
    "raw",
    [
        "超市",
        "最高",
        "十分",
        "5G",
        "三月",
        "3*5",
        "-3%--1%",
        "-3%-5%",
        "≥10-20人",
        "2026.5",
        "5万-6人",
        "≥2026年",
        "高中",
        "99.",
        "1,",
        "1,.",
        "90万%",
    ],
)
def test_what_is_not_wholly_understood_is_text(raw: str) -> None:
    assert columns(parse_target(raw)) == [raw, "", "", "", "", "", "", "text"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("≥37案卷", ">= 37  案卷 quantity"),
        ("＝5个（台、套、件、辆）", "= 5  个(台、套、件、辆) quantity"),
        ("3个（场）", " 3  个(场) quantity"),
        ("≥2500频率（频道）次", ">= 2500  频率(频道)次 quantity"),
        ("≥11万核", ">= 110000  核 quantity"),
        ("＝225元/人年", "= 225  元/人年 money"),
        ("3万元/蒸吨", " 3  万元/蒸吨 money"),
        ("2万元/网格.月", " 2  万元/网格·月 money"),
        ("≤96万元/每项目", "<= 96  万元/项目 money"),
        ("≥500元/户、年", ">= 500  元/户·年 money"),
        ("≥10m/s", ">= 10  m/s quantity"),
        ("≥50G", ">= 50  G quantity"),
        ("≤1次/48小时", "<= 1  次/48小时 frequency"),
        ("每秒200人", " 200  人/秒 quantity"),
        ("平均≤5天/期", "<= 5  天/期 duration"),
        ("100%%", " 100  % percent"),
        ("接近100%", "about 100  % percent"),
    ],
)
def test_one_number_with_a_unit_that_is_in_no_list_is_a_quantity(raw: str, expected: str) -> None:
    t = parse_target(raw)
    assert f"{t.comparator or ''} {plain(t.low)} {plain(t.high)} {t.unit} {t.kind}" == expected


@pytest.mark.parametrize("raw", ["≤12月", "＝6月", "≥3月", "＜12月", "≤12.00月"])
def test_a_sign_before_months_counts_them(raw: str) -> None:
    t = parse_target(raw, 2026)
    assert (t.kind, t.unit, t.end) == ("duration", "月", None)
    assert is_month_or_months(t)


@pytest.mark.parametrize(
    "raw",
    [
        "≥95%以上群众", "≥3天完成", "≥90%满意", "≥100元标准", "≥3家单位满意", "100%支持", "≥依据2%",
        "≥20个不同的服务场景", "≤支撑及时，满足用户30分钟", "7个工作日内回复", "≥50＊50", "3年多",
    ],
)  # fmt: skip
def test_a_sentence_behind_a_sign_is_no_unit(raw: str) -> None:
    assert parse_target(raw).kind == "text"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("10余次", ("about", 10, "次")),
        ("3万多人", ("about", 30000, "人")),
        ("20余万元", ("about", 20, "万元")),
        ("≥10余场", (">=", 10, "场")),
    ],
)
def test_a_number_said_to_be_a_little_more(raw: str, expected: tuple[str, int, str]) -> None:
    t = parse_target(raw)
    assert (t.comparator, t.low, t.unit) == expected


@pytest.mark.parametrize(
    ("raw", "start", "end"),
    [
        ("每年1月-3月", "2026-01-01", "2026-03-31"),
        ("2026年9至10月", "2026-09-01", "2026-10-31"),
        ("11月1日-15日", "2026-11-01", "2026-11-15"),
        ("2026年12月底完成", None, "2026-12-31"),
        ("6月30日前完工", None, "2026-06-30"),
    ],
)
def test_dates_in_fewer_words(raw: str, start: str | None, end: str | None) -> None:
    t = parse_target(raw, 2026)
    assert (t.kind, t.start, t.end) == ("date", start, end)


@pytest.mark.parametrize("raw", ["XX年XX月", "2026年XX月前", "≥***", "** 元/人·月", "≤ 万元", "___%"])
def test_a_value_nobody_filled_in(raw: str) -> None:
    assert parse_target(raw).kind == "placeholder"


@pytest.mark.parametrize(
    ("raw", "several"),
    [
        ("1600人、200人", True),
        ("100%90%", True),
        ("100%\n90%", True),
        ("≥95%；≥90%", True),
        ("甲类432人、乙类1792人、丙类95人", True),
        ("增雨 10 次/年；防雹 12 次/年", True),
        ("≥25次；100余场；40场", True),
        ("≥95%/≥5次", True),
        ("100%/100%", True),
        ("1万/5万/20万", True),
        ("2天/≤250人/≥2次", True),
        ("1-12月/6月前/≤2天", True),
        ("2%，且≤2000万元/项目", True),
        ("27套仪器设备，1套软件平台", True),
        ("1、整修水渠。2、清理河道", False),
        ("≤1次/48小时", False),
        ("0/15℃_19℃", False),
        ("1600人", False),
        ("95%-98%", False),
        ("2020年1月--2020年11月", False),
        ("每年3月、9月份发放", False),
        ("7*24小时", False),
        ("实际支出≤2711880元", False),
        ("优、良、中、差", False),
        ("", False),
    ],
)
def test_several_values(raw: str, several: bool) -> None:
    assert has_several_values(raw) is several


@pytest.mark.parametrize(
    ("text", "sign"), [("≥", True), ("＝", True), ("定 性", True), ("定性指标性质", False), ("95", False)]
)
def test_a_word_that_is_no_sign(text: str, sign: bool) -> None:
    assert is_sign(text) is sign


@given(st.one_of(st.text(max_size=40), PIECES), st.one_of(st.none(), st.integers(-5, 12000)))
@settings(max_examples=400, deadline=None)
def test_any_string_is_read_and_kept(raw: str, year: int | None) -> None:
    target = parse_target(raw, year)
    has_several_values(raw)
    assert target.raw == raw
    assert (target.high is not None) == (target.comparator == "range")
    if target.high is not None:
        assert target.low is not None
        assert target.low <= target.high
    if target.start and target.end:
        assert target.start <= target.end
    if target.kind in {"text", "grade", "none", "placeholder", "blank", "date"}:
        assert target.low is None
        assert target.unit is None
    else:
        assert target.low is not None


@given(PIECES)
@settings(max_examples=200, deadline=None)
def test_white_space_at_the_ends_and_blanks_after_words_change_nothing(raw: str) -> None:
    spaced = "".join(c if c in "0123456789" else f"{c} " for c in raw)
    assert columns(parse_target(f"\n {raw}\t"))[1:] == columns(parse_target(raw))[1:]
    assert columns(parse_target(spaced))[1:] == columns(parse_target(raw))[1:] or " " in raw


NUMBERS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.decimals(0, 10**6, places=2).map(str),
    st.integers(0, 10**9).map(lambda n: f"{n:,}"),
)


@given(
    st.sampled_from(
        [
            ("≥", ">="),
            ("≧", ">="),
            (">=", ">="),
            ("不低于", ">="),
            ("≤", "<="),
            ("不超过", "<="),
            (">", ">"),
            ("=", "="),
        ]
    ),
    NUMBERS,
    st.sampled_from(
        [
            ("人", "quantity"),
            ("%", "percent"),
            ("元/人/月", "money"),
            ("万元", "money"),
            ("次/年", "frequency"),
            ("天", "duration"),
        ]
    ),
)
@settings(max_examples=200, deadline=None)
def test_comparator_number_unit(sign: tuple[str, str], number: str, unit: tuple[str, str]) -> None:
    target = parse_target(f"{sign[0]}{number}{unit[0]}")
    assert target.comparator == sign[1]
    assert target.low == Decimal(number.replace(",", ""))
    assert (target.unit, target.kind) == unit


@given(
    st.integers(1, 9999),
    st.sampled_from([("万", 10**4), ("亿", 10**8), ("千", 1000)]),
    st.sampled_from(["", "人", "条"]),
)
def test_multipliers_are_worked_out(number: int, multiplier: tuple[str, int], unit: str) -> None:
    assert parse_target(f"{number}{multiplier[0]}{unit}").low == number * multiplier[1]


@pytest.mark.parametrize(
    "piece", ["1", "1,", "1.", "(", "*", "-1", "≥", "年", "每年", "优、", "/人", "1月", " ", "1 ", "XX年", "1、"]
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    started = time.perf_counter()
    parse_target(piece * 50_000)
    has_several_values(piece * 20_000)
    assert time.perf_counter() - started < 2


def test_a_standard_for_each_pupil() -> None:
    target = parse_target("小于等于1200元/生")
    assert (target.comparator, target.low or target.high, target.unit) == ("<=", Decimal(1200), "元/生")


def test_brackets_around_the_whole_value() -> None:
    target = parse_target("（≥90%）")
    assert (target.comparator, target.low, target.unit, target.raw) == (">=", Decimal(90), "%", "（≥90%）")
