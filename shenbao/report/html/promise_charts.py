"""The plots of promises, as Vega-Lite made by altair: where standards lie apart, and where each group stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from shenbao.comparing.result import Comparison, Promise, Standing
from shenbao.report.html.names import label, names_of
from shenbao.report.html.plot import LINE, SOFT, Figure, chart, colour, finish
from shenbao.report.html.values import Say, number, visible

_MOST_PROMISES = 60
_SPREAD = 14
_MOST_TICKS = 11
_DIGITS = ((1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9), (1, 2, 5), (1,))


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
    base = chart(data)
    y = alt.Y("name:N", sort=order, title=None)
    rule = base.mark_rule(color=LINE, strokeWidth=4).encode(y=y, x="min(times):Q", x2="max(times):Q")
    middle = chart([{"x": 1}]).mark_rule(color=SOFT, strokeDash=[3, 3]).encode(x="x:Q")
    dots = base.mark_circle(size=90, opacity=0.85).encode(
        y=y,
        x=alt.X(
            "times:Q",
            scale=alt.Scale(type="log", domain=[ticks[0], ticks[-1]], nice=False),
            title=say("中位值的倍数（对数刻度）", "times the median (log scale)"),
            axis=alt.Axis(format="~g", values=ticks),
        ),
        color=colour(),
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
        finish(rule + middle + dots),
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
    """Round numbers around the values for a log axis, its two ends among them; the wider it is the rounder they are."""
    steps = [round(digit * 10.0**power, 12) for power in range(-9, 10) for digit in _DIGITS[0]]
    low = max((step for step in steps if step < min(values)), default=steps[0])
    high = min((step for step in steps if step > max(values)), default=steps[-1])
    ticks = [low, high]
    for digits in _DIGITS:
        round_ones = {round(digit * 10.0**power, 12) for power in range(-9, 10) for digit in digits}
        ticks = [step for step in steps if low <= step <= high and (step in round_ones or step in (low, high))]
        if len(ticks) <= _MOST_TICKS:
            break
    return ticks


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
    base = chart(data).transform_filter("datum.promise === promise")
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
        color=colour(),
        tooltip=tips,
    )
    dot = base.mark_circle(size=110, opacity=1).encode(y=y, x="median:Q", color=colour(), tooltip=tips)
    line = base.mark_rule(color=SOFT, strokeDash=[3, 3]).encode(x="mean(all):Q")
    layers = (rule + line + dot).add_params(alt.param(name="promise", value=able[0].promise))
    return Figure(
        "standing",
        say("各处站在哪里", "Where each stands"),
        say(
            "点是中位值，线从最低到最高，虚线是全部的中位值。",
            "Dot: median; bar: lowest to highest; dashed: median of all.",
        ),
        finish(layers),
        tuple((one.promise, f"{visible(one.name)}（{visible(one.unit) or '—'}）") for one in able),
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
