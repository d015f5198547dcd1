"""The Python twin of `shenbao compare`: all comparisons of one dataset."""

from __future__ import annotations

from pathlib import Path

from shenbao.comparing.changes import changes
from shenbao.comparing.copies import copies
from shenbao.comparing.data import groups, opened
from shenbao.comparing.lookup import load
from shenbao.comparing.missing import register as registered
from shenbao.comparing.money import money, themes
from shenbao.comparing.promises import promises
from shenbao.comparing.quality import quality
from shenbao.comparing.result import BY, By, Comparison
from shenbao.files import UsageError

LIMIT = 1000
"""Rows of one table of lines, unless more are asked for."""


def compare(
    dataset: str | Path,
    *,
    by: By = "town",
    year: int | None = None,
    register: str | Path | None = None,
    lookup: str | Path | None = None,
    limit: int | None = LIMIT,
) -> Comparison:
    """Put the declarations of a dataset side by side.

    Args:
        dataset: the folder that `shenbao dataset` wrote, or its DuckDB file.
        by: towns, types of department, or years.
        year: only the declarations of this budget year (what changed over the years then stays empty).
        register: a CSV of the units that should have declared (columns 单位 and, if wanted, 年度).
        lookup: a TOML file of words, added to those shipped (docs/compare.md).
        limit: most rows of each table of lines, None for all; what is left out is counted in `left_out`.

    Raises:
        UsageError: the dataset, the register or the lookup cannot be read, or `by` is none of its words.
    """
    if by not in BY:
        raise UsageError(f"比较方式 {by} 不是 {'、'.join(BY)} 之一", f"by is {by!r}, not one of {', '.join(BY)}")
    with opened(dataset, by, load(lookup), year, limit) as data:
        found, standings, values, near = promises(data)
        sums, lines = money(data)
        shares, items = themes(data)
        counts, cases = quality(data)
        return Comparison(
            dataset=str(dataset),
            by=by,
            groups=groups(data),
            promises=found,
            standings=standings,
            promise_values=values,
            near_names=near,
            money=sums,
            money_lines=lines,
            themes=shares,
            theme_lines=items,
            quality=counts,
            findings=cases,
            changes=changes(data),
            copies=copies(data),
            register=registered(data, register) if register is not None else (),
            left_out=dict(data.left_out),
        )
