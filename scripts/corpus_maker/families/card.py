"""The blocks of a card: head, money, goals and the tree, on one set of columns."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from ..grid import Maker
from ..layout import Layout
from ..projects import Groups
from ..truth import Row

Pair = tuple[str, str]


def edges_of(shares: Sequence[float]) -> list[float]:
    """Edges from 0 to 1."""
    whole = sum(shares)
    edges = [0.0, *itertools.accumulate(s / whole for s in shares)]
    return [round(e, 4) for e in edges[:-1]] + [1.0]


class Card(Maker):
    """A form for one project, block by block; `label` is where its first column ends, `head` where its labels end."""

    def __init__(self, layout: Layout, label: float = 0.12, head: float = 0.3) -> None:
        super().__init__()
        self.layout, self.first, self.head = layout, label, head

    def pairs(self, *pairs: Pair) -> None:
        """A row of labels beside their contents."""
        if len(pairs) == 1:
            self.put(0, self.head, pairs[0][0], "label")
            self.put(self.head, 1, pairs[0][1], "text")
        else:
            middle = round((self.head + 1) / 2, 4)
            at = [0, self.head, middle, round(middle + (1 - middle) * 0.42, 4), 1]
            for k, (label, text) in enumerate(pairs):
                self.put(at[2 * k], at[2 * k + 1], label, "label")
                self.put(at[2 * k + 1], at[2 * k + 2], text, "text")
        self.row += 1

    def money_beside(self, block: str, lines: list[Pair], right: str = "") -> None:
        """A block's label, its lines one under the other, and perhaps a cell that stands beside all of them."""
        end = 0.82 if right else 1.0
        middle = round((self.head + end) / 2, 4)
        self.put(0, self.head, block, "label", rows=len(lines))
        if right:
            self.put(end, 1, right, "label", rows=len(lines))
        for label, raw in lines:
            self.put(self.head, middle, label, "head")
            self.put(middle, end, raw, "amount")
            self.row += 1

    def money_halves(self, block: str, left: list[Pair], right: list[Pair]) -> None:
        """Lines of the whole period beside those of the year."""
        width = (1 - self.head) / 4
        at = [round(self.head + width * k, 4) for k in range(4)] + [1.0]
        self.put(0, self.head, block, "label", rows=len(left))
        for pair_left, pair_right in zip(left, right, strict=True):
            for k, (label, raw) in enumerate((pair_left, pair_right)):
                self.put(at[2 * k], at[2 * k + 1], label, "head")
                self.put(at[2 * k + 1], at[2 * k + 2], raw, "amount")
            self.row += 1

    def goals(self, label: str, text: str, heading: str = "") -> None:
        """The goals beside their label, perhaps under a heading."""
        self.put(0, self.first, label, "label", rows=2 if heading else 1)
        if heading:
            self.put(self.first, 1, heading, "head")
            self.row += 1
        self.put(self.first, 1, text, "text")
        self.row += 1

    def goal_halves(self, label: str, headings: Pair, texts: Pair, middle: float) -> None:
        """Goals of the whole period beside those of the year."""
        self.put(0, self.first, label, "label", rows=2)
        for k, (heading, text) in enumerate(zip(headings, texts, strict=True)):
            left, right = (self.first, middle) if k == 0 else (middle, 1)
            self.put(left, right, heading, "head")
            self.put(left, right, text, "text", row=self.row + 1)
        self.row += 2

    def tree(self, tree: TreeColumns, groups: Groups) -> int:
        """The indicator tree; returns its heading row."""
        at = self.tree_edges(tree)
        head_row = self.row
        count = sum(max(1, len(rows)) for _, subs in groups for _, rows in subs)
        heads = [*tree.levels, tree.name, *(heading for _, heading, _ in tree.values)]
        if tree.block:
            if tree.block_mode == "merged":
                self.put(0, at[0], tree.block, "label", rows=count + 1)
            else:
                self.put(0, at[0], "", "label")
        for k, text in enumerate(heads):
            self.put(at[k], at[k + 1], text, "head")
        self.row += 1
        for level1, subs in groups:
            size = sum(max(1, len(rows)) for _, rows in subs)
            if tree.block and tree.block_mode == "repeat":
                self.label(0, at[0], tree.block, size, "repeat")
            self.label(at[0], at[1], level1, size, tree.level1_mode)
            for level2, rows in subs:
                self.label(at[1], at[2], level2, max(1, len(rows)), tree.level2_mode)
                for row in rows or [None]:
                    self._indicator(tree, at, row)
        return head_row

    def _indicator(self, tree: TreeColumns, at: list[float], row: Row | None) -> None:
        self.put(at[2], at[3], row["name"] if row else "", "name")
        for k, (key, _, _) in enumerate(tree.values):
            self.put(at[3 + k], at[4 + k], (row[key] or "") if row else "", "value")
        self.row += 1

    def tree_edges(self, tree: TreeColumns) -> list[float]:
        """The edges of the tree's columns, the first where the block's label ends."""
        left = self.first if tree.block else 0.0
        own = edges_of([*tree.shares, *(share for _, _, share in tree.values)])
        return [round(left + e * (1 - left), 4) for e in own[:-1]] + [1.0]


@dataclasses.dataclass
class TreeColumns:
    """The columns of a tree: the block's label, its headings, and (key, heading, share) of each value column."""

    block: str
    values: list[tuple[str, str, float]]
    levels: tuple[str, str] = ("一级指标", "二级指标")
    name: str = "三级指标"
    shares: tuple[float, float, float] = (0.16, 0.19, 0.38)
    level1_mode: str = "merged"
    level2_mode: str = "merged"
    block_mode: str = "merged"
