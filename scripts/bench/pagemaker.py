"""Invents ordinary budget pages (prose, and ruled tables of money), and builds long documents with forms among them."""

from __future__ import annotations

import random
from collections.abc import Container, Sequence
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path

import pikepdf

WIDTH, HEIGHT, MARGIN = 595, 842, 60
PROSE = (
    "根据年初工作安排，本部门主要负责辖区内公共服务的组织实施和日常管理。",
    "收入预算比上年有所增加，主要原因是人员经费按政策调整。",
    "一般公共预算安排的支出用于保障机构正常运转、完成日常工作任务。",
    "政府性基金预算本年没有安排，国有资本经营预算本年没有安排。",
    "机关运行经费包括办公费、印刷费、水电费、邮电费、差旅费和会议费。",
    "因公出国（境）费用、公务接待费、公务用车购置及运行维护费均按规定从严控制。",
    "政府采购预算按照集中采购目录和限额标准编制，其中货物类、服务类分别列示。",
    "国有资产占用情况：本部门共有车辆若干，单价较高的设备若干台（套）。",
    "预算绩效管理工作按照统一部署开展，本年实行绩效目标管理的项目已随预算公开。",
)
SUBJECTS = (
    *("一般公共服务支出", "行政运行", "事业运行", "社会保障和就业支出", "行政单位离退休", "卫生健康支出"),
    *("公务员医疗补助", "住房保障支出", "住房公积金", "购房补贴", "工资福利支出", "商品和服务支出"),
)
HEADS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
EDGES = (MARGIN, 130, 280, 365, 450, WIDTH - MARGIN)


def _text(x: float, y: float, words: str, size: float = 10) -> str:
    return f"BT /F1 {size} Tf {x:.2f} {y:.2f} Td <{words.encode('utf-16-be').hex()}> Tj ET\n"


def _prose(rng: random.Random) -> str:
    """A page of prose: 38 characters a line."""
    lines: list[str] = []
    while len(lines) < 40:
        words = "　　" + "".join(rng.choices(PROSE, k=rng.randint(2, 5)))
        lines += [words[i : i + 38] for i in range(0, len(words), 38)]
    return "".join(_text(MARGIN, HEIGHT - 80 - 17 * i, line, 12) for i, line in enumerate(lines[:40]))


def _table(rng: random.Random) -> str:
    """A page with a ruled table of money under its heading."""
    out = [_text(230, HEIGHT - 70, "部门支出预算总表", 14), _text(470, HEIGHT - 92, "单位：万元", 9)]
    count, top, step = rng.randint(24, 32), HEIGHT - 100, 20
    for r in range(count):
        y = top - step * r - 14
        figures = [f"{rng.uniform(0, 5000):,.2f}" for _ in range(3)]
        row = HEADS if r == 0 else (str(rng.randint(2010101, 2299999)), rng.choice(SUBJECTS), *figures)
        out += [_text(x + 4, y, words) for x, words in zip(EDGES, row, strict=False)]
    bottom = top - step * count
    out += [f"{MARGIN} {top - step * r} m {EDGES[-1]} {top - step * r} l S\n" for r in range(count + 1)]
    out += [f"{x} {top} m {x} {bottom} l S\n" for x in EDGES]
    return "".join(out)


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A Chinese font that every reader knows by name (predefined in PDF), so that nothing is embedded."""
    name = pikepdf.Name
    base = name("/STSong-Light")
    descriptor = pikepdf.Dictionary(Type=name.FontDescriptor, FontName=base, Flags=6, FontBBox=[-25, -254, 1000, 880])
    descriptor.update({"/ItalicAngle": 0, "/Ascent": 880, "/Descent": -120, "/CapHeight": 880, "/StemV": 93})
    system = pikepdf.Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("GB1"), Supplement=4)
    child = pikepdf.Dictionary(Type=name.Font, Subtype=name.CIDFontType0, BaseFont=base, CIDSystemInfo=system, DW=1000)
    child.FontDescriptor = pdf.make_indirect(descriptor)
    font = pikepdf.Dictionary(Type=name.Font, Subtype=name.Type0, BaseFont=name("/STSong-Light-UniGB-UCS2-H"))
    font.Encoding, font.DescendantFonts = name("/UniGB-UCS2-H"), [pdf.make_indirect(child)]
    return pdf.make_indirect(font)


def _add(pdf: pikepdf.Pdf, font: pikepdf.Object, content: str, number: int) -> None:
    page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream((content + _text(290, 40, f"- {number} -", 9)).encode("ascii"))


def build(target: Path, pages: int, forms: Sequence[Path], places: Container[int] | None) -> None:
    """A document of `pages` pages: the forms by turns at `places` (pages from 0; None: one after another), invented
    pages else.
    """
    rng = random.Random(pages)
    with ExitStack() as opened, pikepdf.new() as pdf:
        sources = cycle([opened.enter_context(pikepdf.open(form)) for form in forms])
        font = _font(pdf)
        while len(pdf.pages) < pages:
            number = len(pdf.pages)
            if places is None or number in places:
                pdf.pages.extend(next(sources).pages)
            else:
                _add(pdf, font, rng.choice((_prose, _table))(rng), number + 1)
        del pdf.pages[pages:]
        pdf.save(target)
