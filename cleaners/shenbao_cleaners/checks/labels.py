"""Do the level labels stand where the published schemes have them. The paper's label is kept in any case."""

from __future__ import annotations

from shenbao_cleaners.declaration import Declaration, Issue
from shenbao_cleaners.issues import issue
from shenbao_cleaners.values.label import level_of, parent_of


def check_labels(d: Declaration) -> list[Issue]:
    """Issues for unknown, missing and misplaced labels."""
    out: list[Issue] = []
    columns = [any(labels) for labels in ([x.level1 for x in d.indicators], [x.level2 for x in d.indicators])]
    for i, x in enumerate(d.indicators):
        pointer = f"/indicators/{i}"
        for level, label in ((1, x.level1), (2, x.level2)):
            if label is not None and level not in level_of(label):
                out.append(issue("unknown_label", f"{pointer}/level{level}", label=label, **_level(level)))
        if x.level1 is None and (x.level2 is None or columns[0]):
            out.append(issue("label_missing", f"{pointer}/level1", **_level(1)))
        elif x.level1 is not None and x.level2 is None and columns[1] and 2 not in level_of(x.level1):
            out.append(issue("label_missing", f"{pointer}/level2", **_level(2)))
        parent = parent_of(x.level2) if x.level2 else None
        if parent and x.level1 and x.level2 and x.level1 != parent and _schemes_differ(x.level1, x.level2):
            out.append(issue("label_misplaced", f"{pointer}/level2", level1=x.level1, level2=x.level2, parent=parent))
    return out


def _level(number: int) -> dict[str, object]:
    """A level as the messages name it in Chinese and in English."""
    return {"level_zh": "一二"[number - 1], "level_en": number}


def _schemes_differ(level1: str, level2: str) -> bool:
    """Whether level 1 is one of today's scheme that never holds level 2 (older schemes name level 1 otherwise)."""
    homes = {
        # in the schemes before 2021 cost stands under 产出指标
        "产出指标": {
            "数量指标",
            "质量指标",
            "时效指标",
            "成本指标",
            "经济成本指标",
            "社会成本指标",
            "生态环境成本指标",
        },
        "成本指标": {"经济成本指标", "社会成本指标", "生态环境成本指标"},
        "效益指标": {"经济效益指标", "社会效益指标", "生态效益指标", "环境效益指标", "可持续影响指标"},
        "满意度指标": {"服务对象满意度指标", "满意度指标", "社会公众或服务对象满意度指标"},
    }
    return level1 in homes and level2 not in homes[level1] and any(level2 in home for home in homes.values())
