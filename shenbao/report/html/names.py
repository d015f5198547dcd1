"""Short names of what is compared: 东坑镇 for 广东省东莞市东坑镇, where no other in the report is called so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import regex

from shenbao.comparing.result import Comparison
from shenbao.report.html.values import shorten, visible

_PART = regex.compile(r"(?:.{2,}?(?:特别行政区|自治区|自治州|自治县|街道|[省市盟区县旗镇乡])|.县)(?![市区县])")
_LONGEST = 22  # characters on an axis


def label(text: str, longest: int = _LONGEST) -> str:
    """A name for an axis."""
    return shorten(visible(text).replace("\n", " "), longest)


class Names(dict[str, str]):
    """Short names of groups; a group that is not among them keeps its name."""

    def __missing__(self, group: str) -> str:
        return visible(group)


def names_of(comparison: Comparison) -> Names:
    """Short names of all that a comparison puts side by side."""
    groups = [row.group for row in comparison.groups]
    groups += [row.group for row in comparison.standings]
    return Names(short_names(groups))


def short_names(groups: Iterable[str]) -> dict[str, str]:
    """Group -> the shortest end of its name that is no other's; never two alike."""
    parts = {group: _parts(group) for group in groups}
    out: dict[str, str] = {}
    for size in (1, 2, 3):
        open_ = [group for group in parts if group not in out]
        ends = {group: "".join(parts[group][-size:]) for group in open_}
        count = Counter([*ends.values(), *out.values()])
        out |= {group: end for group, end in ends.items() if count[end] == 1}
    return _labels({group: out.get(group, group) for group in parts})


def _parts(group: str) -> list[str]:
    """The levels of a place; a name that is none is one part."""
    parts: list[str] = _PART.findall(group)
    return parts if "".join(parts) == group else [group]


def _labels(names: dict[str, str]) -> dict[str, str]:
    """The names cut for an axis, each still of its own."""
    out: dict[str, str] = {}
    taken: set[str] = set()
    for group, name in names.items():
        cut, number = label(name), 2
        while cut in taken:
            cut, number = f"{label(name, _LONGEST - 3)} {number}", number + 1
        taken.add(cut)
        out[group] = cut
    return out
