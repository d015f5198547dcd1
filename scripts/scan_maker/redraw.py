"""A digital form drawn anew in another style: its cells and texts where they stand, in other type and other rulings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from scan_maker.spoil import Colour
from shenbao_extract.document import Box, Cell, Page

SONG = ("/usr/share/fonts/truetype/arphic/uming.ttc", 0)
KAI = ("/usr/share/fonts/truetype/arphic/ukai.ttc", 0)
BOLD = ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 2)
SANS = ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2)
LARGEST = 11.0  # points
FIGURE = re.compile(r"[≥≤><=]?\s*-?[\d,.]+\s*[%‰]?")
WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
SLANT = 0.25  # of an italic's height


@dataclass(frozen=True)
class Style:
    """How a form is drawn. Rulings: solid, dotted, dashed, broken, doubled; `no_outer` and `no_rows` leave some out."""

    font: tuple[str, int] = SONG
    ruling: str = "solid"
    level: int = 20  # of the rulings, 0 black
    label: tuple[int, int, int] | None = None  # ground of cells that hold a heading
    label_ink: tuple[int, int, int] = (20, 20, 20)
    no_outer: bool = False
    no_rows: bool = False
    watermark: str = ""
    ink: tuple[int, int, int] = (20, 20, 20)
    ruling_ink: tuple[int, int, int] | None = None  # in place of `level`
    figure_ink: tuple[int, int, int] | None = None  # of cells that hold a figure and no words
    figure_ground: tuple[int, int, int] | None = None
    italic: bool = False
    full_width: bool = False  # digits as wide as characters
    break_figures: bool = False  # amounts on two lines, as in narrow columns


def is_label(cell: Cell) -> bool:
    """Whether a cell holds a heading rather than what is filled in: a short one with a word of headings."""
    text = cell.text.replace("\n", "")
    return len(text) <= 9 and any(w in text for w in ("指标", "目标", "名称", "单位", "部门", "金额", "资金", "预算"))


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a figure and no words."""
    return bool(FIGURE.fullmatch(cell.text.strip()))


def _lines_of(cell: Cell, style: Style) -> Sequence[str]:
    if not is_figure(cell):
        return cell.lines
    text = cell.text.strip()
    if style.full_width:
        return [text.translate(WIDE)]
    if style.break_figures and len(text) > 5:
        return [text[: len(text) // 2 + 1], text[len(text) // 2 + 1 :]]
    return cell.lines


def redraw(page: Page, style: Style, dpi: int) -> Colour:
    """The page's picture in that style, RGB, at `dpi`."""
    scale = dpi / 72
    picture = Image.new("RGB", (round(page.width * scale), round(page.height * scale)), "white")
    pen = ImageDraw.Draw(picture)
    if style.watermark:
        _watermark(picture, style, scale)
    for line in page.lines:
        if line.place.box:
            _text(pen, [line.text], line.place.box, style, scale, style.ink, middle=False)
    cells = [(cell, cell.place.box, table.place.box) for table in page.tables for cell in table.cells]
    labels = [style.label is not None and is_label(cell) for cell, _, _ in cells]
    for (_, box, _), label in zip(cells, labels, strict=True):
        if label and box:
            pen.rectangle([v * scale for v in (box.x0, box.top, box.x1, box.bottom)], fill=style.label)
    for cell, box, _ in cells:
        if style.figure_ground and box and is_figure(cell):
            pen.rectangle([v * scale for v in (box.x0, box.top, box.x1, box.bottom)], fill=style.figure_ground)
    for _, box, outline in cells:
        if box and outline:
            _sides(pen, box, outline, style, scale)
    for (cell, box, _), label in zip(cells, labels, strict=True):
        if box:
            ink = style.figure_ink if style.figure_ink and is_figure(cell) else style.ink
            slanted = style.italic and is_figure(cell)
            on = Image.new("RGB", picture.size, "white") if slanted else None
            lines = _lines_of(cell, style)
            target = ImageDraw.Draw(on) if on else pen
            _text(target, lines, box, style, scale, style.label_ink if label else ink, middle=True)
            if on:
                _slant(picture, on, box, scale)
    return np.asarray(picture)


def _slant(picture: Image.Image, drawn: Image.Image, box: Box, scale: float) -> None:
    """What was drawn in a box set into the picture, leaning to the right."""
    left, top, right, bottom = (round(v * scale) for v in box)
    part = drawn.crop((left, top, right, bottom))
    middle = (bottom - top) / 2
    leaning = part.transform(
        part.size,
        Image.Transform.AFFINE,
        (1, SLANT, -SLANT * middle, 0, 1, 0),
        Image.Resampling.BICUBIC,
        fillcolor="white",
    )
    picture.paste(ImageChops.darker(picture.crop((left, top, right, bottom)), leaning), (left, top))


def _sides(pen: Any, box: Box, outline: Box, style: Style, scale: float) -> None:
    x0, y0, x1, y1 = (v * scale for v in (box.x0, box.top, box.x1, box.bottom))
    sides = [
        ((x0, y0, x1, y0), abs(box.top - outline.top) < 1, True),
        ((x0, y1, x1, y1), abs(box.bottom - outline.bottom) < 1, True),
        ((x0, y0, x0, y1), abs(box.x0 - outline.x0) < 1, False),
        ((x1, y0, x1, y1), abs(box.x1 - outline.x1) < 1, False),
    ]
    for ends, outer, flat in sides:
        if not (outer and style.no_outer) and not (flat and not outer and style.no_rows):
            _ruling(pen, ends, style, scale)


def _ruling(pen: Any, ends: tuple[float, float, float, float], style: Style, scale: float) -> None:
    fill, wide = style.ruling_ink or (style.level,) * 3, max(1, round(0.6 * scale))
    x0, y0, x1, y1 = ends
    long = max(x1 - x0, y1 - y0)
    steps = {"dotted": (0.7, 1.6), "dashed": (3.0, 5.0), "broken": (34.0, 40.0)}.get(style.ruling)
    if steps and long:
        dash, step = (s * scale for s in steps)
        for k in range(int(long / step) + 1):
            a, b = k * step / long, min(1.0, (k * step + dash) / long)
            pen.line((x0 + a * (x1 - x0), y0 + a * (y1 - y0), x0 + b * (x1 - x0), y0 + b * (y1 - y0)), fill, wide)
        return
    pen.line(ends, fill, wide)
    if style.ruling == "doubled":
        off = 1.8 * scale
        dx, dy = (off, 0) if x0 == x1 else (0, off)
        pen.line((x0 + dx, y0 + dy, x1 + dx, y1 + dy), fill, wide)


def _text(pen: Any, lines: Sequence[str], box: Box, style: Style, scale: float, ink: Any, middle: bool) -> None:
    """Lines of text in a box, as large as they fit."""
    lines = [t for t in lines if t.strip()]
    if not lines:
        return
    size = min(LARGEST * scale if middle else 99.0, box.height * scale / len(lines) / (1.35 if middle else 1.0))
    while size > 4:
        font = ImageFont.truetype(style.font[0], round(size), index=style.font[1])
        if max(font.getlength(t) for t in lines) <= (box.width - (3 if middle else -4)) * scale:
            break
        size *= 0.95
    high, x = size * 1.25, (box.x0 + box.x1) / 2 * scale
    y = (box.top + box.bottom) / 2 * scale - high * (len(lines) - 1) / 2
    for t in lines:
        pen.text((x, y - 0.05 * size), t, fill=ink, font=font, anchor="mm")
        y += high


def _watermark(picture: Image.Image, style: Style, scale: float) -> None:
    font = ImageFont.truetype(SANS[0], round(44 * scale), index=SANS[1])
    word = Image.new("L", (round(font.getlength(style.watermark)) + 20, round(60 * scale)), 0)
    ImageDraw.Draw(word).text((10, 0), style.watermark, fill=60, font=font)
    word = word.rotate(35, expand=True)
    for k in range(3):
        x, y = round(picture.width * (0.05 + 0.22 * k)), round(picture.height * (0.05 + 0.3 * k))
        picture.paste((90, 90, 90), (x, y), word)
