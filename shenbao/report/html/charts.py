"""The plots of money, quality and change, as Vega-Lite made by altair. A table beside each has its figures."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from shenbao.comparing.result import Comparison
from shenbao.report.html.names import label, names_of
from shenbao.report.html.plot import INK, Figure, chart, colour, finish
from shenbao.report.html.values import Say, number, share, visible

_SCALE = ["#f3f0e8", "#c3d0d3", "#7fa0b0", "#41708d", "#1f4560"]
_STACK = {"basic_yuan": "#2f5d7c", "project_yuan": "#c98a2b", "development_yuan": "#7a8f5a"}
_CHANGE = {"changed": "#c98a2b", "added": "#2f5d7c", "removed": "#b3261e"}
_MOST_UNITS = 14


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
    bars = chart(data).mark_bar(height={"band": 0.68}).encode(
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
        finish(bars),
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

    base = chart(data).encode(
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
    return finish(boxes + words.transform_filter("datum.share >= 0.005"))


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
        chart(data)
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
            color=colour(),
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
            "每个点是一处；处处都没有的不画。这是数量和占比，不是评分。",
            "Each dot is one of those compared; what is so of none is not drawn. Counts and shares, no grade.",
        ),
        finish(dots),
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
    most = sorted(counts, key=lambda unit: (-sum(counts[unit].values()), unit))[:_MOST_UNITS]
    data = [
        {"name": label(unit, 26), "what": words[change], "count": counts[unit][change], "order": position}
        for unit in most
        for position, change in enumerate(words)
        if counts[unit][change]
    ]
    if not data:
        return None
    used = [change for change in words if any(point["what"] == words[change] for point in data)]
    bars = chart(data).mark_bar(height={"band": 0.68}).encode(
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
        finish(bars),
    )
