"""What a page without a form says of performance targets: so that a document without a form can say why.

Disclosures name how many projects have targets (编报绩效目标的项目共4个), or that there is none (共0个项目); some
list projects with their goals but without indicators.
"""

from __future__ import annotations

import re

WORD = "绩效目标"
LONGEST = 60  # characters of a statement that are quoted
_SENTENCE = re.compile(r"[^。！？]*绩效目标[^。！？]*")
_CLAUSE = re.compile(r"[^，,；;：:、。]*\d+个[^，,；;：:、。]*")
_STATES = re.compile(r"项目共?\d+个|\d+个[^，]{0,6}项目|绩效目标\d+个|\d+个[^，]{0,8}绩效目标")
_COUNT = re.compile(r"(\d+)个")
_GOAL_LIST = re.compile(r"(?:项目名称|项目类别|资金使用单位|一级项目)[^。；]{0,60}绩效目标")
# the headings of an indicator tree side by side, or a column for each kind of indicator
_TREE = re.compile(r"一级指标(?:名称)?二级指标(?:名称)?三级指标|数量指标质量指标(?:时效|成本)指标")


def statement(text: str) -> str | None:
    """The clause of a page's text (without white space) that says how many projects have targets; None: none does."""
    for sentence in _SENTENCE.findall(text):
        for clause in _CLAUSE.findall(sentence):
            if _STATES.search(clause):
                return str(clause[-LONGEST:])
    return None


def says_none(clause: str) -> bool:
    """Whether a statement counts no project at all (共0个项目)."""
    counts = _COUNT.findall(clause)
    return bool(counts) and all(int(n) == 0 for n in counts)


def is_goal_list(text: str) -> bool:
    """Whether the headings of a list of projects and goals stand on a page."""
    return _GOAL_LIST.search(text) is not None


def heads_indicators(text: str) -> bool:
    """Whether the headings of a table of indicators stand on a page, be it ruled or not."""
    return _TREE.search(text) is not None
