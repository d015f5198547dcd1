"""What a row of headings heads: the indicator tree, a flat list, the task list."""

from __future__ import annotations

import regex

from shenbao_cleaners.forms.words import label_key, words
from shenbao_cleaners.values.label import level_of
from shenbao_cleaners.values.text import join_lines
from shenbao_extract.document import Cell

KINDS = 3  # columns with a label of level 2 for heading that make a list of kinds
GRADE = regex.compile(r"优秀?|良好?|中|一般|较?差|(?:不?合|及)格")
BEST = ("优", "良", "合|及", "中|一般", "较?差|不")  # grades by their beginnings
GRADES = 3  # columns of grades under the heading of a standard


def headings_in(rows: list[list[Cell]]) -> list[list[str]]:
    """The texts of rows; of a cell that holds a heading and more under it (no ruling between) the heading alone."""
    return [[_headline(c.lines) for c in row] for row in rows]


def _headline(lines: tuple[str, ...]) -> str:
    whole = join_lines(lines)
    if len(lines) < 2 or _heads(whole):
        return whole
    parts = (join_lines(lines[:i]) for i in range(len(lines) - 1, 0, -1))
    return next((part for part in parts if _heads(part)), whole)


def _heads(text: str) -> bool:
    return any(words().role(table, text) for table in ("columns", "list"))


def is_list_header(texts: list[str]) -> bool:
    """Whether a row heads a flat list: a project column beside indicator columns or goals."""
    w = words()
    columns = {w.role("columns", t) for t in texts} - {None}
    listed = {w.role("list", t) for t in texts} - {None}
    if "project" in listed and heads_kinds(texts):
        return True
    return bool({"project", "unit_name"} & listed) and (
        len(columns & {"level1", "level2", "name", "value", "run_together"}) >= 1
    )


def list_heading(row: list[tuple[str, int]], below: list[tuple[str, int]]) -> list[str]:
    """The texts of a row, and where its cell of unit or project spans several those beside it in the rows it spans.

    Each cell is its text and the row after it; `below` are those of the row and of the rows under it.
    """
    ends = [end for text, end in row if words().role("list", text) in ("project", "unit_name")]
    return [text for text, end in below if end <= max(ends)] if ends else [text for text, _ in row]


def heads_kinds(texts: list[str]) -> bool:
    """Whether a row has a column for each kind of indicator (数量指标, 质量指标, 社会效益指标)."""
    return sum(2 in level_of(t) for t in texts) >= KINDS


def is_indicator_header(texts: list[str]) -> bool:
    """Whether a row heads the indicator tree: at least two of its columns are named."""
    roles = {words().role("columns", t) for t in texts} & {
        "level1", "level2", "name", "value", "period_value", "run_together", "sign"
    }  # fmt: skip
    return len(roles) >= 2 and bool(roles & {"level2", "name", "run_together", "level1"})


def heads_grades(texts: list[str]) -> bool:
    """Whether a row has a column for each grade of an indicator (优, 良, 中, 差), and nothing else."""
    return len(texts) >= GRADES and all(GRADE.fullmatch(label_key(t)) for t in texts)


def grade_of(text: str) -> int:
    """The place of a grade among its like, 0 for the best; a text that is none comes after them all."""
    label = label_key(text)
    if not GRADE.fullmatch(label):
        return len(BEST)
    return next((i for i, grade in enumerate(BEST) if regex.match(grade, label)), len(BEST))


def is_task_header(texts: list[str]) -> bool:
    """Whether a row heads the task list: contents beside names, amounts or results."""
    roles = {words().role("tasks", t) for t in texts}
    return "content" in roles and bool(roles & {"name", "amount", "expected"})
