"""Small forms drawn at random: what they declare, and how they stand on the paper, page breaks and all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st
from paper import ABOVE, Paper, page

Tree = list[tuple[str, list[tuple[str, list[tuple[str, str]]]]]]
SCHEME = {
    "成本指标": ("经济成本指标", "社会成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标"),
    "满意度指标": ("服务对象满意度指标",),
}
NAMES = [
    a + b
    for a in ("灌渠", "泵站", "农户", "水库", "河道")
    for b in ("长度", "户数", "合格率", "完好率", "费用", "次数")
]
VALUES = ["≥30公里", "100%", "≤2万元", "12月底前", "有效提高", "2次", "≥95%", "优", "无", "1280元/宗"]


@dataclass(frozen=True)
class Drawn:
    """A form: what a person reads in it, and its rows on the paper (`^` and `<` as in `paper`)."""

    money: dict[str, str]
    goals: list[str]
    tasks: list[tuple[str, str, str]]
    tree: Tree
    rows: tuple[tuple[str, ...], ...]

    @property
    def indicators(self) -> list[tuple[str, str, str, str]]:
        return [(a, b, name, value) for a, groups in self.tree for b, rows in groups for name, value in rows]

    def on(self, breaks: list[int], opened: bool = True) -> list[Paper]:
        """The form on pages that break before the given rows; `opened`: no ruling where a merged cell is cut."""
        edges = [0, *sorted(set(breaks)), len(self.rows)]
        pages = []
        for i, (first, last) in enumerate(pairwise(edges)):
            part = [list(row) for row in self.rows[first:last]]
            for c in range(len(part[0])):
                if part[0][c] == "^":  # a merged cell goes on: nothing is printed here
                    part[0][c] = (
                        "<" if c and self.rows[first][c - 1] == "^" and self._one(first, c) else "↑" if opened else ""
                    )
                if last < len(self.rows) and self.rows[last][c] == "^":
                    self._open_bottom(part, c, opened)
            grid = "\n".join(" | ".join(row) for row in part)
            pages.append(page(grid, above=ABOVE if i == 0 else (), below=(f"第 {i + 1} 页",)))
        return pages

    def _one(self, row: int, column: int) -> bool:
        """Whether the merged cell that covers a square covers the one to its left as well."""
        while self.rows[row][column] == "^":
            row -= 1
        return self.rows[row][column] == "<"

    @staticmethod
    def _open_bottom(part: list[list[str]], column: int, opened: bool) -> None:
        row = len(part) - 1
        while row > 0 and part[row][column] == "^":
            row -= 1
        if opened and part[row][column] != "<" and not part[row][column].endswith("↓"):
            part[row][column] += "↓"


def amounts(low: int = 1, high: int = 999_999) -> st.SearchStrategy[Decimal]:
    return st.integers(low, high).map(lambda n: Decimal(n).scaleb(-2))


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    names = draw(st.permutations(NAMES))
    used = 0
    tree: Tree = []
    for level1, labels in SCHEME.items():
        chosen = [x for x in labels if draw(st.booleans())]
        groups = []
        for label in chosen:
            count = draw(st.integers(1, 3))
            groups.append((label, [(n, draw(st.sampled_from(VALUES))) for n in names[used : used + count]]))
            used += count
        if groups:
            tree.append((level1, groups))
    return tree or [("产出指标", [("数量指标", [(names[0], "≥30公里")])])]


@st.composite
def forms(draw: st.DrawFn) -> Drawn:
    """A consistent form of the family D1, without any flaw."""
    basic, project, other = draw(amounts()), draw(amounts(1000)), draw(amounts(0, 500))
    money = {
        "基本支出": f"{basic:,}",
        "项目支出": f"{project:,}",
        "财政拨款": f"{basic + project - other:,}",
        "其他资金": f"{other:,}",
        "财政专项资金": "0.00",
        "其他事业发展性支出": f"{draw(amounts()):,}",
        "市本级使用资金": draw(st.sampled_from(["", "0.00"])),
        "拟用于对下转移支付资金": "0.00",
    }
    goals = [f"修好{n}。" for n in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))]
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    each = (project * 10_000 / len(names)).quantize(Decimal("0.01"), "ROUND_DOWN")
    tasks = [(f"维护{n}", f"维护{n}三十处", f"{each:,}") for n in names]
    tree = draw(trees())
    return Drawn(money, goals, tasks, tree, tuple(_rows(money, goals, tasks, tree)))


def _rows(
    money: dict[str, str], goals: list[str], tasks: list[tuple[str, str, str]], tree: Tree
) -> list[tuple[str, ...]]:
    heading = "预算金额(万元)"
    out: list[tuple[str, ...]] = [
        ("部门名称", "云河市青石镇水利所", "<", "<", "<", "<"),
        ("基本信息", "财政供养人员数", "12", "下属二级单位数", "0", "<"),
        ("预算整体情况", "部门预算支出", heading, "收入来源", heading, "<"),
        ("^", "基本支出", money["基本支出"], "财政拨款", money["财政拨款"], "<"),
        ("^", "项目支出", money["项目支出"], "其他资金", money["其他资金"], "<"),
        ("^", "事业发展性支出", heading, "按预算级次划分", heading, "<"),
        ("^", "财政专项资金", "0.00", "市本级使用资金", money["市本级使用资金"], "<"),
        ("^", "其他事业发展性支出", money["其他事业发展性支出"], "拟用于对下转移支付资金", "0.00", "<"),
        ("总体绩效目标", "".join(f"目标{i}：{g}" for i, g in enumerate(goals, 1)), "<", "<", "<", "<"),
        ("年度重点工作任务", "名称", "主要实施内容", "<", "拟投入的资金(元)", "期望达到的目标(概述)"),
    ]
    out += [("^", name, content, "<", amount, f"{name}完成") for name, content, amount in tasks]
    out.append(("其他需完成的任务(可选填)", "", "<", "<", "<", "<"))
    out.append(("绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"))
    for level1, groups in tree:
        first1 = True
        for level2, rows in groups:
            for i, (name, value) in enumerate(rows):
                out.append(("^", level1 if first1 else "^", "^" if i else level2, name, value, value))
                first1 = False
    return out


@st.composite
def cut_forms(draw: st.DrawFn) -> tuple[Drawn, list[Paper]]:
    """A form, and the same on pages that break between its rows."""
    form = draw(forms())
    breaks = draw(st.lists(st.integers(10, len(form.rows) - 1), max_size=3, unique=True))
    # a page must not end with a heading: no printer breaks there
    heads = {i + 1 for i, row in enumerate(form.rows) if "三级指标" in row or "主要实施内容" in row}
    # a label that covers two rows or fewer before a break is taken for a heading (page_cut_labels does not join it)
    short = {i + n for i, row in enumerate(form.rows) if "主要实施内容" in row for n in (2, 3)}
    return form, form.on([b for b in breaks if b not in heads | short], opened=draw(st.booleans()))
