"""Self-evaluations look like declarations and are none: their title or their columns say so."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from shenbao_cleaners.forms.headers import is_indicator_header
from shenbao_cleaners.forms.words import label_key

SAID = regex.compile(r"自评|自我评价|绩效评价|完成情况|评价结果|监控")
DECLARES = regex.compile(r"目标(?:申报|批复)?表")  # of the end of a title: 绩效目标表
ACHIEVED = regex.compile(r"(?:全年|年度|本年)?(?:实际)?(?:完成值|完成情况|得分|执行数)|偏差原因.*")


def is_self_evaluation(title: str | None, rows: Iterable[list[str]]) -> bool:
    """Whether a form with this title and these texts, row by row, tells what was achieved."""
    if title and SAID.search(_what_it_is(title)):
        return True
    return any(is_indicator_header(texts) and any(ACHIEVED.fullmatch(label_key(t)) for t in texts) for texts in rows)


def _what_it_is(title: str) -> str:
    """The end of a title that says what the table is, where a project's name stands before (监控运维项目绩效目标表)."""
    before, found, end = title.rpartition("绩效")
    return found + end if "自" not in before and DECLARES.match(end) else title
