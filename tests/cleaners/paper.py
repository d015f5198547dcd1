"""Documents written by hand: a grid of text stands for a page of a form.

One line of a grid is a row, its cells parted by `|`. `<` is covered by the cell to its left, `^` by the cell above;
`⏎` breaks a line within a cell. `↓` at the end of a cell: no ruling under it (a page break cuts it); `↑` at the
beginning: none above it.

    产出指标 | 数量指标 | 走访次数 | ≥3次
    ^        | ^        | 走访户数 | ≥30户
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shenbao_cleaners import Result, read_declarations
from shenbao_cleaners.declaration import Declaration, Repair
from shenbao_cleaners.forms.blocks import Block, find_blocks
from shenbao_cleaners.forms.find import FoundForm, find_forms
from shenbao_cleaners.forms.join import join_pages
from shenbao_cleaners.forms.sheet import Sheet
from shenbao_cleaners.repairs.base import Repaired
from shenbao_extract.document import Box, Cell, Document, Line, Page, Place, Problem, Source, Table
from shenbao_extract.readers.tsv import read_tsv

WIDTH, HEIGHT = 90.0, 24.0  # points of a column and of a row
LEFT = 50.0
SOURCE = Source("form.pdf", "0" * 64, "application/pdf", 1000)


@dataclass(frozen=True)
class Paper:
    """One page: lines of text, then a table, then more; several tables where `grids` says so."""

    grids: tuple[str, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    left: float = LEFT
    between: tuple[str, ...] = ()


def page(
    *grids: str,
    above: Sequence[str] = (),
    below: Sequence[str] = (),
    between: Sequence[str] = (),
    widths: Sequence[float] = (),
    left: float = LEFT,
) -> Paper:
    """A page to be put into a document. `between` are the lines between two grids."""
    return Paper(grids, tuple(above), tuple(below), tuple(widths), left, tuple(between))


def rows(grid: str) -> list[list[str]]:
    """The texts of a grid, marks and all."""
    return [[cell.strip() for cell in line.split("|")] for line in grid.strip().splitlines()]


def document(*pages: Paper | str, problems: Iterable[Problem] = ()) -> Document:
    """A Document of the pages, as the PDF reader makes it."""
    papers = [p if isinstance(p, Paper) else page(p) for p in pages]
    return Document(SOURCE, tuple(_page(p, i + 1) for i, p in enumerate(papers)), tuple(problems))


def text(content: str) -> Document:
    """A Document as the reader of tab-separated text makes it; `|` stands for the tab."""
    lines = ["\t".join(c.strip() for c in x.split("|")) if "|" in x else x for x in content.strip("\n").splitlines()]
    return Document(SOURCE, read_tsv("\n".join(lines)))


def found(*pages: Paper | str | Document) -> list[FoundForm]:
    """The forms that are found."""
    return find_forms(_document(pages))


def sheet(*pages: Paper | str | Document) -> Sheet:
    """The one form of a document, its pages joined, nothing repaired."""
    (form,) = found(*pages)
    return join_pages(form)


def blocks(*pages: Paper | str | Document) -> list[Block]:
    """The headed blocks of the one form."""
    return find_blocks(sheet(*pages))


def read(*pages: Paper | str | Document) -> Result:
    """Everything that is read from a document."""
    return read_declarations(_document(pages))


def one(*pages: Paper | str | Document) -> Declaration:
    """The one declaration of a document."""
    (declaration,) = read(*pages).declarations
    return declaration


def texts(sheet: Sheet) -> list[list[str]]:
    """What a sheet says, row by row: a cell's text where it begins; `^` and `<` where it goes on."""
    out = []
    for r in range(sheet.rows):
        row = []
        for c in range(sheet.columns):
            cell = sheet.at(r, c)
            row.append(
                "·" if cell is None else cell.text if (cell.top, cell.left) == (r, c) else "^" if cell.top < r else "<"
            )
        out.append(row)
    return out


def labelled(declaration: Declaration) -> list[tuple[str | None, str | None, str, str | None]]:
    """(level 1, level 2, name, the year's value) of each indicator."""
    return [
        (x.level1, x.level2, x.name, x.annual_value.raw if x.annual_value else None) for x in declaration.indicators
    ]


def money(declaration: Declaration) -> list[tuple[str | None, str, str, str | None, str | None]]:
    """(section, label, as printed, exact number, unit) of each money line."""
    return [
        (x.section, x.label, x.amount.raw, None if x.amount.value is None else f"{x.amount.value:f}", x.amount.unit)
        for x in declaration.budget
    ]


def codes(declaration: Declaration) -> list[str]:
    """The codes of a declaration's issues, each once."""
    return sorted({i.code for i in declaration.issues})


def repaired(declaration: Declaration) -> list[str]:
    """The cleaners that changed something, each once."""
    return sorted({r.cleaner for r in declaration.repairs})


def on_record(repairs: Iterable[Repair] | Repaired) -> list[tuple[str, str | None, str | None]]:
    """(cleaner, before, after) of repairs."""
    every = repairs.repairs if isinstance(repairs, Repaired) else repairs
    return [(r.cleaner, r.before, r.after) for r in every]


def _document(pages: tuple[Paper | str | Document, ...]) -> Document:
    if len(pages) == 1 and isinstance(pages[0], Document):
        return pages[0]
    return document(*pages)  # type: ignore[arg-type]


def _page(paper: Paper, number: int) -> Page:
    y = 40.0
    lines: list[Line] = []
    tables: list[Table] = []

    def write(words: Iterable[str]) -> None:
        nonlocal y
        for word in words:
            box = Box(paper.left, y, paper.left + 12.0 * len(word), y + 12)
            lines.append(Line(word, Place(number, box)))
            y += 18

    write(paper.above)
    for i, grid in enumerate(paper.grids):
        if i:
            write(paper.between)
        tables.append(_table(rows(grid), paper, number, y))
        y = tables[-1].row_edges[-1] + 20
    write(paper.below)
    return Page(number, "text", "pdf", width=595, height=842, lines=tuple(lines), tables=tuple(tables))


def _table(grid: list[list[str]], paper: Paper, number: int, top: float) -> Table:
    columns = max(map(len, grid))
    widths = paper.widths or (WIDTH,) * columns
    if {len(r) for r in grid} != {columns} or len(widths) != columns:
        raise ValueError(f"rows of different length: {[(len(r), r) for r in grid]}")
    xs = [paper.left]
    for width in widths:
        xs.append(xs[-1] + width)
    ys = [top + HEIGHT * r for r in range(len(grid) + 1)]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(grid):
        for c, words in enumerate(row):
            owner[r, c] = owner[r, c - 1] if words == "<" else owner[r - 1, c] if words == "^" else (r, c)
    cells = []
    for (r, c), own in owner.items():
        if own != (r, c):
            continue
        squares = [place for place, o in owner.items() if o == own]
        bottom, right = max(x for x, _ in squares) + 1, max(x for _, x in squares) + 1
        if len(squares) != (bottom - r) * (right - c):
            raise ValueError(f"the cell {grid[r][c]!r} is no rectangle")
        words = grid[r][c]
        cells.append(
            Cell(
                r, c, bottom - r, right - c,
                tuple(x for x in words.removeprefix("↑").removesuffix("↓").strip().split("⏎") if x),
                Place(number, Box(xs[c], ys[r], xs[right], ys[bottom])),
                words.startswith("↑"),
                words.endswith("↓"),
            )
        )  # fmt: skip
    return Table(
        Place(number, Box(xs[0], ys[0], xs[-1], ys[-1])), tuple(cells), len(grid), columns, tuple(xs), tuple(ys)
    )


TITLE = "青石镇部门整体预算绩效目标申报表"
ABOVE = (TITLE, "（2026年）")

# A whole form of the family D1 without any flaw: 37.04 + 120.50 = 157.54 万元; the tasks cost 90 万元.
HEAD = """
部门名称     | 云河市青石镇农业办公室 | <            | <                    | <              | <
基本信息     | 财政供养人员数         | 12           | 下属二级单位数       | 0              | <
预算整体情况 | 部门预算支出           | 预算金额(万元) | 收入来源           | 预算金额(万元) | <
^            | 基本支出               | 37.04        | 财政拨款             | 157.54         | <
^            | 项目支出               | 120.50       | 其他资金             | 0.00           | <
^            | 事业发展性支出         | 预算金额(万元) | 按预算级次划分     | 预算金额(万元) | <
^            | 财政专项资金           | 0.00         | 市本级使用资金       |                | <
^            | 其他事业发展性支出     | 30.00        | 拟用于对下转移支付资金 | 0.00         | <
总体绩效目标 | 目标1：修好灌渠。目标2：走访农户。 | < | <                  | <              | <
"""
TASKS = """
年度重点工作任务 | 名称 | 主要实施内容 | < | 拟投入的资金(元) | 期望达到的目标(概述)
^ | 灌渠维护 | 维护灌渠三十公里 | < | 600,000.00 | 灌渠畅通
^ | 走访农户 | 走访农户三百户   | < | 300,000.00 | 了解需要
其他需完成的任务(可选填) |  | < | < | < | <
"""
TREE = """
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 实施周期指标值 | 年度指标值
^ | 成本指标   | 经济成本指标       | 每公里费用 | ≤2万元  | ≤2万元
^ | 产出指标   | 数量指标           | 灌渠长度   | ≥30公里 | ≥30公里
^ | ^          | ^                  | 走访户数   | ≥300户  | ≥300户
^ | ^          | 质量指标           | 验收合格率 | 100%    | 100%
^ | 效益指标   | 社会效益指标       | 农户收益   | 有效提高 | 有效提高
^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥95%    | ≥95%
"""
WHOLE = (HEAD.strip() + "\n" + TASKS.strip() + "\n" + TREE.strip()).strip()


def whole(grid: str = WHOLE) -> Paper:
    """The flawless form on one page (or what a test made of it)."""
    return page(grid, above=ABOVE, below=("第 1 页",))


def tree(body: str, more: str = "实施周期指标值 | 年度指标值") -> str:
    """A grid of the indicator tree with its heading: each row of `body` is level 1 | level 2 | name | values."""
    head = f"一级指标 | 二级指标 | 三级指标 | {more}"
    return "\n".join([head, *(line for line in body.strip().splitlines())])
