"""Two JSON outputs of one document, compared exactly and told field by field in words (golden files)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from shenbao.output import dumps

_WORDS = {
    "schema_version": "格式版本", "source": "来源", "file": "文件名", "pages": "页", "tables": "表", "issues": "问题",
    "declarations": "申报表", "form": "表头", "basics": "基本信息", "budget": "资金", "goals": "目标", "tasks": "任务",
    "indicators": "指标", "extra": "其他内容", "repairs": "修复", "evidence": "出处", "status": "状态", "title": "标题",
    "year": "年度", "unit": "单位", "project": "项目名称", "project_code": "项目编码", "supervisor": "主管部门",
    "level1": "一级指标", "level2": "二级指标", "name": "名称", "period_value": "实施周期指标值",
    "annual_value": "年度指标值",
    "weight": "权重", "note": "备注", "printed": "原文", "raw": "原文", "value": "数值", "yuan": "折合元",
    "amount": "金额", "label": "名称", "section": "栏目", "content": "内容", "text": "文字",
    "expected": "期望达到的目标",
    "comparator": "比较符", "low": "数值", "high": "上限", "from": "开始", "to": "结束", "kind": "类型",
    "before": "修复前", "after": "修复后", "why": "理由", "message": "说明", "coverage": "字符去向", "place": "地点",
}  # fmt: skip
_COUNTED = {"declarations": "份申报表", "tables": "张表", "pages": "页"}


def differences(old: Any, new: Any) -> list[str]:
    """What differs between two outputs, one sentence a field: 第1份申报表 指标“…” 年度指标值 原文：原为 …，现为 …."""
    return list(_walk(old, new, ""))


def _walk(old: Any, new: Any, where: str) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(k for k in new if k not in old)]:
            here = f"{where} {_WORDS.get(key, key)}".strip()
            if key not in new:
                yield f"{here}：现已缺少，原为 {_short(old[key])}"
            elif key not in old:
                yield f"{here}：新增 {_short(new[key])}"
            elif key in _COUNTED or _rows(old[key], new[key]):
                yield from _lists(old[key], new[key], where, key)
            else:
                yield from _walk(old[key], new[key], here)
    elif type(old) is not type(new) or str(old) != str(new):
        yield f"{where}：原为 {_short(old)}，现为 {_short(new)}"


def _rows(old: Any, new: Any) -> bool:
    """Whether both are lists of objects, which are aligned before they are compared."""
    return isinstance(old, list) and isinstance(new, list) and any(isinstance(item, dict) for item in [*old, *new])


def _lists(old: Any, new: Any, where: str, key: str) -> Iterator[str]:
    """Two lists aligned by what their items are, so that one row more does not shift all that follow."""
    if not isinstance(old, list) or not isinstance(new, list):
        yield from _walk(old, new, f"{where} {_WORDS.get(key, key)}".strip())
        return
    before, after = [dumps(item) for item in old], [dumps(item) for item in new]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for what, a0, a1, b0, b1 in matcher.get_opcodes():
        if what == "equal":
            continue
        same = min(a1 - a0, b1 - b0)
        for k in range(same):
            yield from _walk(old[a0 + k], new[b0 + k], _item(where, key, a0 + k, old[a0 + k]))
        for k in range(a0 + same, a1):
            yield f"{_item(where, key, k, old[k])}：现已缺少，原为 {_short(old[k])}"
        for k in range(b0 + same, b1):
            yield f"{_item(where, key, k, new[k])}：新增 {_short(new[k])}"


def _item(where: str, key: str, index: int, item: Any) -> str:
    """What an item of a list is called: by its name where it has one, else by its number."""
    if key in _COUNTED:
        return f"{where} 第{index + 1}{_COUNTED[key]}".strip()
    named = item if isinstance(item, dict) else {}
    name = named.get("name") or named.get("label") or named.get("code") or named.get("cleaner")
    return f"{where} {_WORDS.get(key, key)}{f'“{name}”' if name else index + 1}".strip()


def _short(value: Any) -> str:
    """A value in at most 120 characters; nothing is 空白."""
    if value is None or value == "":
        return "空白"
    text = value if isinstance(value, str) else " ".join(dumps(value).split())
    return text if len(text) <= 120 else text[:119] + "…"
