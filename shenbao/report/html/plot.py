"""What every plot of the report shares: its looks, its width, and the group that the reader has picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

INK, SOFT, LINE = "#1c1b19", "#6b6862", "#d9d5cc"
ACCENT, BASE = "#b3261e", "#2f5d7c"
_FONTS = "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
_STEP = 26  # pixels a row


@dataclass(frozen=True, slots=True)
class Figure:
    """One plot: its title, how to read it, the Vega-Lite spec; `choices` (value, label) may be picked for `promise`."""

    id: str
    title: str
    read: str
    spec: dict[str, Any]
    choices: tuple[tuple[str, str], ...] = field(default=())


def chart(data: Sequence[dict[str, Any]]) -> Any:
    """A chart of these rows."""
    import altair as alt

    return alt.Chart(alt.InlineData(values=list(data)))


def finish(drawn: Any) -> dict[str, Any]:
    """The spec: as wide as the page, in the hand of the report; `focus` is the group that the reader has picked."""
    import altair as alt

    sized = drawn.properties(
        width="container", height=alt.Step(_STEP), autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
    )
    styled = (
        sized.add_params(alt.param(name="focus", value=""))
        .configure(font=_FONTS, background="#fff0")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, titleColor=SOFT, gridColor=LINE, domainColor=LINE, tickColor=LINE, labelFontSize=12,
            titleFontSize=12, titleFontWeight="normal", labelLimit=260, labelPadding=6,
        )
        .configure_legend(labelColor=INK, titleColor=SOFT, labelFontSize=12, titleFontSize=12, orient="top", title=None)
    )  # fmt: skip
    spec: dict[str, Any] = styled.to_dict()
    spec.pop("$schema", None)
    return spec


def colour(base: str = BASE) -> Any:
    """The accent for the group that the reader has picked, else the base."""
    import altair as alt

    return alt.condition("datum.group === focus", alt.value(ACCENT), alt.value(base))
