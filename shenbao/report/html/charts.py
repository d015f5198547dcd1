"""The plots, as Vega-Lite made by altair. What a plot shows stands in a table beside it, too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from shenbao.comparing.result import Comparison, Promise, Standing
from shenbao.report.html.names import label, names_of
from shenbao.report.html.values import Say, number, share, visible

INK, SOFT, LINE = "#1c1b19", "#6b6862", "#d9d5cc"
ACCENT, BASE = "#b3261e", "#2f5d7c"
_SCALE = ["#f3f0e8", "#c3d0d3", "#7fa0b0", "#41708d", "#1f4560"]
_STACK = {"basic_yuan": "#2f5d7c", "project_yuan": "#c98a2b", "development_yuan": "#7a8f5a"}
_CHANGE = {"changed": "#c98a2b", "added": "#2f5d7c", "removed": "#b3261e"}
_FONTS = "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
_STEP = 26  # pixels a row
_MOST_PROMISES = 60
_SPREAD = 14


@dataclass(frozen=True, slots=True)
class Figure:
    """One plot: its title, how to read it, the Vega-Lite spec; `choices` (value, label) may be picked for `promise`."""

    id: str
    title: str
    read: str
    spec: dict[str, Any]
    choices: tuple[tuple[str, str], ...] = field(default=())


def _chart(data: Sequence[dict[str, Any]]) -> Any:
    import altair as alt

    return alt.Chart(alt.InlineData(values=list(data)))


def _finish(chart: Any) -> dict[str, Any]:
    """The spec: as wide as the page, in the hand of the report; `focus` is the group that the reader has picked."""
    import altair as alt

    sized = chart.properties(
        width="container", height=alt.Step(_STEP), autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
    )
    styled = (
        sized.add_params(alt.param(name="focus", value=""))
        .configure(font=_FONTS, background="#fff0")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, titleColor=SOFT, gridColor=LINE, domainColor=LINE, tickColor=LINE, labelFontSize=12,
            titleFontSize=12, titleFontWeight="normal", labelLimit=200, labelPadding=6,
        )
        .configure_legend(labelColor=INK, titleColor=SOFT, labelFontSize=12, titleFontSize=12, orient="top", title=None)
    )  # fmt: skip
    spec: dict[str, Any] = styled.to_dict()
    spec.pop("$schema", None)
    return spec


def _colour(base: str = BASE) -> Any:
    import altair as alt

    return alt.condition("datum.group === focus", alt.value(ACCENT), alt.value(base))


def spread(comparison: Comparison, say: Say) -> Figure | None:
    """Where standards lie furthest apart: each group's median as a multiple of the promise's median."""
    import altair as alt

    standings = _by_promise(comparison.standings)
    picked = _far_apart(comparison, standings)
    if not picked:
        return None
    names, groups = _distinct(picked), names_of(comparison)
    data = [
        {
            "name": names[one.promise],
            "group": visible(s.group),
            "shown": groups[s.group],
            "times": round(s.median / one.median, 4),
            "value": f"{number(s.median)}{visible(s.unit)}",
            "middle": f"{number(one.median)}{visible(one.unit)}",
        }
        for one in picked
        for s in standings[one.promise]
    ]
    order = list(dict.fromkeys(str(point["name"]) for point in data))
    ticks = _ticks([float(str(point["times"])) for point in data])
    base = _chart(data)
    y = alt.Y("name:N", sort=order, title=None)
    rule = base.mark_rule(color=LINE, strokeWidth=4).encode(y=y, x="min(times):Q", x2="max(times):Q")
    middle = _chart([{"x": 1}]).mark_rule(color=SOFT, strokeDash=[3, 3]).encode(x="x:Q")
    dots = base.mark_circle(size=90, opacity=0.85).encode(
        y=y,
        x=alt.X(
            "times:Q",
            scale=alt.Scale(type="log", domain=[ticks[0], ticks[-1]], nice=False),
            title=say("中位值的倍数（对数刻度）", "times the median (log scale)"),
            axis=alt.Axis(format="~g", values=ticks),
        ),
        color=_colour(),
        order=alt.Order("focused:Q"),
        tooltip=[
            alt.Tooltip("shown:N", title=say("对象", "who")),
            alt.Tooltip("name:N", title=say("指标", "indicator")),
            alt.Tooltip("value:N", title=say("中位值", "median")),
            alt.Tooltip("middle:N", title=say("全部的中位值", "median of all")),
        ],
    ).transform_calculate(focused="datum.group === focus ? 1 : 0")  # fmt: skip
    return Figure(
        "spread",
        say("同一项承诺，标准相差多少倍", "One promise, how many times apart"),
        say(
            "每个点是一处的中位值；虚线处等于全部的中位值。只画可以对比的标准（比率、单价、时限），不画随规模而变的总数。",
            "Each dot is the median of one; the dashed line is the median of all. No totals, only standards.",
        ),
        _finish(rule + middle + dots),
    )


def _far_apart(comparison: Comparison, standings: dict[str, list[Standing]]) -> list[Promise]:
    """Of the standards that the most have, those whose medians lie furthest apart, the furthest first."""
    apart: dict[str, float] = {}
    for promise in comparison.promises:
        medians = [one.median for one in standings[promise.promise]]
        if promise.about == "standard" and promise.median > 0 and len(medians) > 1 and min(medians) > 0:
            apart[promise.promise] = max(medians) / min(medians)
    able = [promise for promise in comparison.promises if apart.get(promise.promise, 1) > 1]
    most = sorted(able, key=lambda one: (-one.groups, -apart[one.promise]))[:_SPREAD]
    return sorted(most, key=lambda one: -apart[one.promise])


def _ticks(values: list[float]) -> list[float]:
    """Round numbers around the values, 1 among them, for a log axis."""
    fine = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2]
    coarse = [round(step * 10.0**power, 10) for power in range(-9, 10) for step in (1, 2, 5)]
    steps = fine if min(values) >= fine[0] and max(values) <= fine[-1] else coarse
    low = max((step for step in steps if step < min(values)), default=steps[0])
    high = min((step for step in steps if step > max(values)), default=steps[-1])
    between = [step for step in steps if low <= step <= high]
    return between if len(between) < 12 else [step for step in between if step in (low, high) or f"{step:e}"[0] == "1"]


def standing(comparison: Comparison, say: Say) -> Figure | None:
    """One promise, picked by the reader: each group's range and median."""
    import altair as alt

    able = sorted((one for one in comparison.promises if one.groups > 1), key=lambda one: (-one.groups, -one.values))
    able = able[:_MOST_PROMISES]
    if not able:
        return None
    standings, names = _by_promise(comparison.standings), names_of(comparison)
    data = [
        {
            "promise": one.promise,
            "group": visible(s.group),
            "name": names[s.group],
            "low": s.lowest,
            "median": s.median,
            "high": s.highest,
            "all": one.median,
            "text": f"{number(s.lowest)} – {number(s.highest)}{visible(s.unit)}",
            "middle": f"{number(s.median)}{visible(s.unit)}",
            "values": s.values,
        }
        for one in able
        for s in standings[one.promise]
    ]
    base = _chart(data).transform_filter("datum.promise === promise")
    y = alt.Y("name:N", sort=alt.EncodingSortField("median", op="max", order="descending"), title=None)
    tips = [
        alt.Tooltip("name:N", title=say("对象", "who")),
        alt.Tooltip("text:N", title=say("最低–最高", "lowest – highest")),
        alt.Tooltip("middle:N", title=say("中位", "median")),
        alt.Tooltip("values:Q", title=say("指标值数", "values")),
    ]
    rule = base.mark_bar(height=5, cornerRadius=2, opacity=0.35).encode(
        y=y,
        x=alt.X("low:Q", title=None, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(tickCount=6)),
        x2="high:Q",
        color=_colour(),
        tooltip=tips,
    )
    dot = base.mark_circle(size=110, opacity=1).encode(y=y, x="median:Q", color=_colour(), tooltip=tips)
    line = base.mark_rule(color=SOFT, strokeDash=[3, 3]).encode(x="mean(all):Q")
    chart = (rule + line + dot).add_params(alt.param(name="promise", value=able[0].promise))
    return Figure(
        "standing",
        say("各处站在哪里", "Where each stands"),
        say(
            "点是中位值，线从最低到最高，虚线是全部的中位值。",
            "Dot: median; bar: lowest to highest; dashed: median of all.",
        ),
        _finish(chart),
        tuple((one.promise, f"{visible(one.name)}（{visible(one.unit) or '—'}）") for one in able),
    )


def money(comparison: Comparison, say: Say) -> Figure | None:
    """The parts of each group's spending as its department forms print them."""
    import altair as alt

    parts = {
        "basic_yuan": say("基本支出", "basic"),
        "project_yuan": say("项目支出", "projects"),
        "development_yuan": say("事业发展性支出", "development"),
    }
    data, order, names = [], [], names_of(comparison)
    for row in comparison.money:
        known = {name: value for name in parts if (value := getattr(row, name)) is not None}
        whole = sum(known.values())
        if len(known) < 2 or whole <= 0:
            continue
        order.append(names[row.group])
        for number_, (name, value) in enumerate(known.items()):
            data.append(
                {
                    "group": visible(row.group), "name": names[row.group], "part": parts[name], "order": number_,
                    "share": round(float(value / whole), 6), "yuan": number(value),
                    "percent": share(float(value / whole)),
                }
            )  # fmt: skip
    if not data:
        return None
    used = [name for name in parts if any(point["part"] == parts[name] for point in data)]
    bars = _chart(data).mark_bar(height={"band": 0.68}).encode(
        y=alt.Y("name:N", sort=order, title=None),
        x=alt.X(
            "share:Q", stack="zero", title=None, axis=alt.Axis(format="%", tickCount=5), scale=alt.Scale(domain=[0, 1])
        ),
        color=alt.Color(
            "part:N",
            scale=alt.Scale(domain=[parts[name] for name in used], range=[_STACK[name] for name in used]),
            sort=[parts[name] for name in used],
        ),
        order="order:Q",
        opacity=alt.condition("focus === '' || datum.group === focus", alt.value(1), alt.value(0.45)),
        tooltip=[
            alt.Tooltip("name:N", title=say("对象", "who")),
            alt.Tooltip("part:N", title=say("归入", "part")),
            alt.Tooltip("percent:N", title=say("占比", "share")),
            alt.Tooltip("yuan:N", title=say("金额（元）", "amount, 元")),
        ],
    )  # fmt: skip
    return Figure(
        "money-parts",
        say("支出由什么组成", "What spending is made of"),
        say("整体申报表上印出的各项之间的占比；没有印出的不计。", "Shares among what the department forms print."),
        _finish(bars),
    )


def themes(comparison: Comparison, say: Say) -> Figure | None:
    """Share of each theme in the money of a group's projects and tasks."""
    names = names_of(comparison)
    data = [
        {"group": visible(row.group), "name": names[row.group], "what": label(row.theme), "share": row.share,
         "percent": share(row.share), "more": f"{number(row.amount_yuan)} 元 ({row.items})"}
        for row in comparison.themes
        if row.share is not None
    ]  # fmt: skip
    totals: dict[str, float] = defaultdict(float)
    for point in data:
        totals[str(point["what"])] += float(str(point["share"]))
    order = sorted(totals, key=lambda what: (-totals[what], what))
    if not data:
        return None
    return Figure(
        "theme-shares",
        say("钱花在哪些主题上", "Which themes the money goes to"),
        say(
            "项目与任务金额中各主题的占比，颜色越深占比越大。",
            "Share of each theme in the money of projects and tasks.",
        ),
        _heat(data, order, list(dict.fromkeys(str(point["name"]) for point in data)), say),
    )


def _heat(data: list[dict[str, Any]], across: list[str], down: list[str], say: Say) -> dict[str, Any]:
    import altair as alt

    base = _chart(data).encode(
        x=alt.X(
            "what:N", sort=across, title=None, axis=alt.Axis(orient="top", labelAngle=-40, ticks=False, domain=False)
        ),
        y=alt.Y("name:N", sort=down, title=None, axis=alt.Axis(ticks=False, domain=False)),
        tooltip=[
            alt.Tooltip("name:N", title=say("对象", "who")),
            alt.Tooltip("what:N", title=say("主题", "theme")),
            alt.Tooltip("percent:N", title=say("占比", "share")),
            alt.Tooltip("more:N", title=say("金额", "amount")),
        ],
    )
    boxes = base.mark_rect(stroke="#fff", strokeWidth=2, cornerRadius=2).encode(
        color=alt.Color("share:Q", scale=alt.Scale(range=_SCALE, domainMin=0), legend=None),
        opacity=alt.condition("focus === '' || datum.group === focus", alt.value(1), alt.value(0.4)),
    )
    dark = 0.55 * max(point["share"] for point in data)
    words = base.mark_text(fontSize=11, opacity=alt.expr("width > 420 ? 1 : 0")).encode(
        text=alt.Text("share:Q", format=".0%"),
        color=alt.condition(f"datum.share > {dark:.4f}", alt.value("#fff"), alt.value(INK)),
    )
    return _finish(boxes + words.transform_filter("datum.share >= 0.005"))


def quality(comparison: Comparison, say: Say) -> Figure | None:
    """How often each thing is so, one dot a group."""
    import altair as alt

    names = names_of(comparison)
    data = [
        {"group": visible(row.group), "name": names[row.group], "what": label(say(row.title_zh, row.title_en), 30),
         "share": row.share, "percent": share(row.share), "more": f"{row.count} / {row.of}"}
        for row in comparison.quality
        if row.share is not None
    ]  # fmt: skip
    if not data:
        return None
    order = list(dict.fromkeys(str(point["what"]) for point in data))
    dots = (
        _chart(data)
        .transform_calculate(focused="datum.group === focus ? 1 : 0")
        .mark_circle(size=80, opacity=0.7)
        .encode(
            y=alt.Y("what:N", sort=order, title=None, axis=alt.Axis(grid=True, ticks=False, domain=False)),
            x=alt.X(
                "share:Q",
                title=None,
                axis=alt.Axis(format="%", tickCount=5, grid=False),
                scale=alt.Scale(domain=[0, 1]),
            ),
            color=_colour(),
            order=alt.Order("focused:Q"),
            tooltip=[
                alt.Tooltip("name:N", title=say("对象", "who")),
                alt.Tooltip("what:N", title=say("项", "what")),
                alt.Tooltip("percent:N", title=say("占比", "share")),
                alt.Tooltip("more:N", title=say("数量 / 总数", "count / of")),
            ],
        )
    )
    return Figure(
        "quality-shares",
        say("每一项有多常见", "How often each is so"),
        say(
            "每个点是一处；这是数量和占比，不是评分。",
            "Each dot is one of those compared; counts and shares, no grade.",
        ),
        _finish(dots),
    )


def changes(comparison: Comparison, say: Say) -> Figure | None:
    """What became of each unit's indicators and goals from one year to the next."""
    import altair as alt

    words = {
        "changed": say("改动", "changed"),
        "added": say("新增", "added"),
        "removed": say("不再有", "removed"),
    }
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in comparison.changes:
        if row.change in words:
            counts[f"{row.unit_name} {row.year_before}→{row.year_after}"][row.change] += 1
    most = sorted(counts, key=lambda unit: (-sum(counts[unit].values()), unit))[:_SPREAD]
    data = [
        {"name": label(unit, 26), "what": words[change], "count": counts[unit][change], "order": position}
        for unit in most
        for position, change in enumerate(words)
        if counts[unit][change]
    ]
    if not data:
        return None
    used = [change for change in words if any(point["what"] == words[change] for point in data)]
    bars = _chart(data).mark_bar(height={"band": 0.68}).encode(
        y=alt.Y("name:N", sort=[label(unit, 26) for unit in most], title=None),
        x=alt.X("count:Q", stack="zero", title=None, axis=alt.Axis(tickMinStep=1, tickCount=6, format="d")),
        color=alt.Color(
            "what:N",
            scale=alt.Scale(domain=[words[change] for change in used], range=[_CHANGE[change] for change in used]),
            sort=[words[change] for change in used],
        ),
        order="order:Q",
        tooltip=[
            alt.Tooltip("name:N", title=say("单位与年度", "unit and years")),
            alt.Tooltip("what:N", title=say("变化", "change")),
            alt.Tooltip("count:Q", title=say("处", "count")),
        ],
    )  # fmt: skip
    return Figure(
        "change-counts",
        say("从一年到下一年", "From one year to the next"),
        say(
            "指标、目标和总额中，改动、新增、不再有的各有几处。",
            "Of indicators, goals and totals: how many changed, came, went.",
        ),
        _finish(bars),
    )


def _by_promise(standings: Sequence[Standing]) -> dict[str, list[Standing]]:
    out: dict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        out[one.promise].append(one)
    return out


def _distinct(promises: Sequence[Promise]) -> dict[str, str]:
    """Names for an axis, each of its own: two promises of one name are told apart by their units."""
    out: dict[str, str] = {}
    for one in promises:
        name = label(one.name, 20)
        if name in out.values():
            name = f"{name}（{label(one.unit, 8)}）"
        while name in out.values():
            name += "′"
        out[one.promise] = name
    return out
