"""What befalls paper beyond levels: photographs, copiers, stamps, pens, spreads, files of all kinds. By case and seed.

A case makes pictures of pages and says where each point of them lies on the digital page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw

from scan_maker.redraw import BOLD, KAI, SANS, SONG, Style
from scan_maker.spoil import Colour, _font

Random = np.random.Generator


@dataclass
class Part:
    """A digital page (from 1) on a picture: `matrix` leads its points, bent by `bend` first, to the picture's."""

    page: int
    matrix: list[list[float]]
    width: float
    height: float
    bend: float = 0.0


@dataclass
class Shot:
    """A picture, its pixels an inch, the digital pages on it, and the boxes of their cells with figures, in points."""

    pixels: Colour
    dpi: float
    parts: list[Part] = field(default_factory=list)
    figures: Sequence[Sequence[float]] = field(default_factory=list)


def still(page: int, width: float, height: float) -> Part:
    """A page (from 1, in points) that stands on the picture as it is."""
    return Part(page, [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], width, height)


def scanned(shot: Shot, random: Random, noise: float = 2.5, blur: float = 0.35, skew: float = 0.8) -> Shot:
    """A little of what every scanner does."""
    picture = shot.pixels.astype(np.float32)
    height, width = picture.shape[:2]
    angle = float(random.uniform(-skew, skew))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    picture = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(250, 250, 248))
    picture = cv2.GaussianBlur(picture, (0, 0), max(0.05, blur * shot.dpi / 200))
    picture += random.normal(0.0, noise, (height, width, 1)).astype(np.float32)
    pixels = np.clip(picture, 0, 255).astype(np.uint8)
    return moved(Shot(pixels, shot.dpi, shot.parts), np.vstack([turn, [0, 0, 1]]))


def moved(shot: Shot, pixels_matrix: Any) -> Shot:
    """The shot with its parts led further by a matrix in pixels."""
    s = shot.dpi / 72
    points = np.diag([1 / s, 1 / s, 1.0]) @ np.asarray(pixels_matrix) @ np.diag([s, s, 1.0])
    for part in shot.parts:
        part.matrix = (points @ np.asarray(part.matrix)).tolist()
    return shot


def photo(shot: Shot, random: Random, tilt: float = 0.05) -> Shot:
    """Taken by hand from aside: perspective, a desk around the page, light from one side."""
    height, width = shot.pixels.shape[:2]
    margin = 0.09
    out_w, out_h = round(width * (1 + 2 * margin)), round(height * (1 + 2 * margin))
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    to = corners + np.float32([margin * width, margin * height])
    to += random.uniform(-tilt, tilt, (4, 2)).astype(np.float32) * np.float32([width, height]) * 0.6
    matrix = cv2.getPerspectiveTransform(corners, to)
    desk = np.empty((out_h, out_w, 3), np.float32)
    desk[:] = random.uniform(60, 130, 3) * np.array([1.1, 0.9, 0.7])
    grain = cv2.GaussianBlur(random.normal(0, 60, (out_h, out_w)).astype(np.float32), (0, 0), 3)
    desk += cv2.resize(grain[:, :: max(1, out_w // 60)], (out_w, out_h))[:, :, None]
    page = cv2.warpPerspective(shot.pixels.astype(np.float32), matrix, (out_w, out_h), flags=cv2.INTER_CUBIC)
    inside = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, (out_w, out_h))[:, :, None]
    picture = page * inside + desk * (1 - inside)
    y, x = np.linspace(-0.5, 0.5, out_h)[:, None], np.linspace(-0.5, 0.5, out_w)[None]
    turn = random.uniform(0, 2 * math.pi)
    picture *= (0.88 - 0.2 * (x * math.cos(turn) + y * math.sin(turn)))[:, :, None]
    picture = cv2.GaussianBlur(picture, (0, 0), 0.6 * shot.dpi / 200)
    picture += random.normal(0, 3, picture.shape).astype(np.float32)
    return moved(Shot(np.clip(picture, 0, 255).astype(np.uint8), shot.dpi, shot.parts), matrix)


def curled(shot: Shot, random: Random, points: float = 9.0) -> Shot:
    """The paper arched: what lies in the middle stands higher, by up to `points`."""
    height, width = shot.pixels.shape[:2]
    bend = points * (1 if random.random() < 0.5 else -1)
    x = np.arange(width, dtype=np.float32)[None].repeat(height, 0)
    y = np.arange(height, dtype=np.float32)[:, None].repeat(width, 1)
    shift = bend * shot.dpi / 72 * np.sin(math.pi * x / width)
    pixels = cv2.remap(shot.pixels, x, (y - shift).astype(np.float32), cv2.INTER_CUBIC, borderValue=(250, 250, 248))
    for part in shot.parts:
        part.bend = bend
    return Shot(pixels, shot.dpi, shot.parts)


def shadowed(pixels: Colour, random: Random) -> Colour:
    """The shadow of a hand or telephone across the page, with a soft edge."""
    height, width = pixels.shape[:2]
    mask = np.zeros((height, width), np.float32)
    a, b = random.uniform(0.2, 0.5), random.uniform(0.3, 0.6)
    corners = np.array([[0, a * height], [width, b * height], [width, height], [0.25 * width, height]], np.int32)
    cv2.fillPoly(mask, [corners], 1.0)
    mask = cv2.GaussianBlur(mask, (0, 0), height / 220)
    return np.clip(pixels * (1 - 0.5 * mask[:, :, None]), 0, 255).astype(np.uint8)


def copied(pixels: Colour, random: Random, dpi: float) -> Colour:
    """A copier's open lid, punched holes and a staple."""
    out = pixels.copy()
    height, width = out.shape[:2]
    mm = dpi / 25.4
    edges = [round(random.uniform(1, 6) * mm) for _ in range(4)]
    slope = round(3 * mm)
    black = (12, 12, 12)
    cv2.fillPoly(out, [np.array([[0, 0], [edges[0] + slope, 0], [edges[0], height], [0, height]], np.int32)], black)
    cv2.fillPoly(out, [np.array([[0, 0], [width, 0], [width, edges[1]], [0, edges[1] + slope]], np.int32)], black)
    out[height - edges[2] :] = black
    for y in (0.36, 0.63):
        cv2.circle(out, (round(9 * mm), round(y * height)), round(2.7 * mm), black, -1)
    cv2.line(
        out, (round(9 * mm), round(12 * mm)), (round(17 * mm), round(8 * mm)), (60, 60, 60), max(2, round(0.5 * mm))
    )
    return out


def streaked(pixels: Colour, random: Random) -> Colour:
    """Lines along the feed of a scanner with dust on its glass, dark and coloured, as thin as rulings."""
    out = pixels.astype(np.int16)
    width = out.shape[1]
    for _ in range(5):
        x, wide = int(random.integers(0.1 * width, 0.9 * width)), int(random.integers(1, 4))
        depth = random.uniform(40, 170, 3) if random.random() < 0.5 else random.uniform(40, 170)
        out[:, x : x + wide] -= np.int16(depth)
    return np.clip(out, 0, 255).astype(np.uint8)


def stamped(pixels: Colour, random: Random, dpi: float) -> Colour:
    """A blue round seal, a purple square one, an oval red one, and half a round one at the page's edge."""
    height, width = pixels.shape[:2]
    mm = dpi / 25.4
    out = pixels.astype(np.float32)

    def press(
        colour: tuple[int, int, int], middle: tuple[float, float], draw: Callable[[Any, float, float], None]
    ) -> None:
        mark = Image.new("L", (width, height), 0)
        draw(ImageDraw.Draw(mark), middle[0] * width, middle[1] * height)
        strength = np.asarray(mark, np.float32)[:, :, None] / 255 * 0.85
        strength *= (random.random((height, width, 1)) > 0.06).astype(np.float32)
        np.multiply(out, 1 - strength * (1 - np.array(colour, np.float32) / 255), out=out)

    line = max(3, round(0.9 * mm))

    def round_seal(pen: Any, x: float, y: float) -> None:
        pen.ellipse((x - 20 * mm, y - 20 * mm, x + 20 * mm, y + 20 * mm), outline=255, width=line)
        pen.text((x - 15 * mm, y - 4 * mm), "某市财政局", fill=255, font=_font(round(6 * mm)))

    def square(pen: Any, x: float, y: float) -> None:
        pen.rectangle((x - 11 * mm, y - 11 * mm, x + 11 * mm, y + 11 * mm), outline=255, width=line)
        for i, word in enumerate(("张三", "之印")):
            pen.text((x - 9 * mm, y - 9 * mm + 9 * mm * i), word, fill=255, font=_font(round(8 * mm)))

    def oval(pen: Any, x: float, y: float) -> None:
        pen.ellipse((x - 20 * mm, y - 14 * mm, x + 20 * mm, y + 14 * mm), outline=255, width=line)
        pen.text((x - 16 * mm, y - 3 * mm), "预算专用章", fill=255, font=_font(round(6 * mm)))

    spots = [(float(random.uniform(0.2, 0.8)), float(random.uniform(0.25, 0.85))) for _ in range(3)]
    press((40, 70, 190), spots[0], round_seal)
    press((120, 50, 150), spots[1], square)
    press((205, 40, 45), spots[2], oval)
    press((205, 40, 45), (1.0, float(random.uniform(0.3, 0.7))), round_seal)
    return np.clip(out, 0, 255).astype(np.uint8)


def penned(pixels: Colour, random: Random, dpi: float) -> Colour:
    """Ticks, a signature and underlines by hand, in black, blue and red."""
    height, width = pixels.shape[:2]
    picture = Image.fromarray(pixels)
    pen = ImageDraw.Draw(picture)
    mm = dpi / 25.4
    inks = [(25, 25, 35), (30, 50, 150), (200, 30, 30)]
    for i in range(9):
        x, y = random.uniform(0.15, 0.85) * width, random.uniform(0.2, 0.85) * height
        ink, wide = inks[i % 3], round(0.5 * mm)
        if i < 4:  # a tick
            pen.line((x, y, x + 2 * mm, y + 3 * mm, x + 7 * mm, y - 4 * mm), ink, wide, joint="curve")
        elif i < 7:  # an underline
            at = [(x + k * 3 * mm, y + random.uniform(-0.5, 0.5) * mm) for k in range(10)]
            pen.line(at, ink, wide, joint="curve")
        else:  # a signature
            t = np.linspace(0, 6 * math.pi, 60)
            curve = [(x + k / 3 * mm, y + 3 * mm * math.sin(v) * math.cos(v / 3)) for k, v in enumerate(t)]
            pen.line(curve, ink, wide, joint="curve")
    return np.asarray(picture)


def faded(pixels: Colour, random: Random) -> Colour:
    """Thermal paper after some years: yellowish, its print light, lighter still in places."""
    height, width = pixels.shape[:2]
    age = cv2.resize(
        random.uniform(0.0, 0.25, (6, 5)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    gray = pixels.mean(axis=2)
    level = 205 - (255 - gray) * (0.36 - 0.6 * age.clip(0, 0.3))
    return np.clip(level[:, :, None] * np.array([1.0, 0.97, 0.88]), 0, 255).astype(np.uint8)


def two_levels(pixels: Colour, level: int = 150) -> Colour:
    """Black and white."""
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return np.repeat(np.where(gray > level, np.uint8(255), np.uint8(0))[:, :, None], 3, axis=2)


def abreast(shots: Sequence[Shot], gutter: float = 0.0) -> Shot:
    """Two pages side by side on one picture, an opened booklet with a shade along its fold where `gutter` is set."""
    height = max(s.pixels.shape[0] for s in shots)
    parts, strips, left = [], [], 0.0
    for shot in shots:
        strip = np.full((height, shot.pixels.shape[1], 3), 250, np.uint8)
        strip[: shot.pixels.shape[0]] = shot.pixels
        width = strip.shape[1] * 72 / shot.dpi
        for part in shot.parts:
            part.matrix = (np.array([[1, 0, left], [0, 1, 0], [0, 0, 1.0]]) @ np.asarray(part.matrix)).tolist()
            parts.append(part)
        left += width
        strips.append(strip)
    pixels = np.concatenate(strips, axis=1).astype(np.float32)
    if gutter:
        x = np.arange(pixels.shape[1])
        pixels *= (1 - gutter * np.exp(-(((x - strips[0].shape[1]) / (0.03 * pixels.shape[1])) ** 2)))[None, :, None]
    return Shot(pixels.astype(np.uint8), shots[0].dpi, parts)


def turned(shot: Shot, quarters: int) -> Shot:
    """Turned by quarters anticlockwise."""
    height, width = shot.pixels.shape[:2]
    move = {
        1: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
    }[quarters]
    return moved(Shot(np.ascontiguousarray(np.rot90(shot.pixels, quarters)), shot.dpi, shot.parts), move)


STYLES = {
    "song": Style(SONG),
    "kai": Style(KAI),
    "bold": Style(BOLD),
    "shaded": Style(SANS, label=(191, 191, 191)),
    "tinted": Style(SANS, label=(155, 194, 230)),
    "white_on_dark": Style(SANS, label=(31, 78, 121), label_ink=(255, 255, 255)),
    "dotted": Style(SONG, "dotted"),
    "dashed": Style(SONG, "dashed"),
    "broken": Style(SONG, "broken"),
    "faint": Style(SONG, level=205),
    "doubled": Style(SONG, "doubled"),
    "no_outer": Style(SONG, no_outer=True),
    "no_rows": Style(SONG, no_rows=True),
    "watermark": Style(SONG, watermark="内部资料 严禁外传"),
    "red_figures": Style(SONG, figure_ink=(215, 25, 30)),
    "red_ruled": Style(SONG, ruling_ink=(215, 40, 45)),
    "red_ruled_figures": Style(SONG, ruling_ink=(215, 40, 45), figure_ink=(215, 25, 30)),
    "all_red": Style(SONG, ruling_ink=(215, 40, 45), figure_ink=(215, 25, 30), ink=(215, 25, 30)),
    "blue_figures": Style(SONG, figure_ink=(30, 60, 190)),
    "blue_all": Style(SONG, ruling_ink=(40, 60, 180), figure_ink=(40, 60, 180), ink=(40, 60, 180)),
    "pink_under": Style(SONG, figure_ground=(255, 199, 206)),
    "excel_bad": Style(SONG, figure_ground=(255, 199, 206), figure_ink=(156, 0, 6)),
    "red_under": Style(SONG, figure_ground=(255, 80, 80)),
    "red_on_red": Style(SONG, figure_ground=(255, 120, 120), figure_ink=(200, 0, 0)),
    "white_on_red": Style(SANS, label=(200, 30, 35), label_ink=(255, 255, 255)),
    "white_figures_on_red": Style(SANS, figure_ground=(200, 30, 35), figure_ink=(255, 255, 255)),
    "italic": Style(SONG, italic=True),
    "full_width": Style(SONG, full_width=True),
    "broken_figures": Style(SONG, break_figures=True),
}
"""Cases that draw the form anew."""


def _turn_some(shots: list[Shot], random: Random) -> list[Shot]:
    return [turned(scanned(s, random), (2, 1, 3)[i % 3]) for i, s in enumerate(shots)]


def _spread(shots: list[Shot], random: Random, gutter: float = 0.35) -> list[Shot]:
    return [scanned(abreast(shots[i : i + 2], gutter), random) for i in range(0, len(shots), 2)]


def _of_pixels(
    change: Callable[..., Colour], *more: Any, dpi: bool = False
) -> Callable[[list[Shot], Random], list[Shot]]:
    def run(shots: list[Shot], random: Random) -> list[Shot]:
        out = []
        for s in shots:
            pixels = change(s.pixels, random, *more, *([s.dpi] if dpi else []))
            out.append(scanned(Shot(pixels, s.dpi, s.parts), random))
        return out

    return run


def _fax(shots: list[Shot], random: Random) -> list[Shot]:
    out = [scanned(s, random, noise=5.0) for s in shots]
    return [Shot(two_levels(s.pixels), s.dpi, s.parts) for s in out]


CASES: dict[str, tuple[int, str, Callable[[list[Shot], Random], list[Shot]]]] = {
    "plain": (200, "pdf", lambda shots, random: [scanned(s, random) for s in shots]),
    "photo": (220, "jpg", lambda shots, random: [photo(s, random) for s in shots]),
    "curl": (200, "pdf", lambda shots, random: [scanned(curled(s, random), random) for s in shots]),
    "shadow": (200, "pdf", _of_pixels(shadowed)),
    "spread": (200, "pdf", _spread),
    "copier": (200, "pdf", _of_pixels(copied, dpi=True)),
    "streaks": (200, "pdf", lambda shots, random: [
        Shot(streaked(t.pixels, random), t.dpi, t.parts) for t in (scanned(s, random) for s in shots)
    ]),
    "stamps": (200, "pdf", _of_pixels(stamped, dpi=True)),
    "pen": (200, "pdf", _of_pixels(penned, dpi=True)),
    "thermal": (200, "pdf", _of_pixels(faded)),
    "fax": (200, "tiff", _fax),
    "fax_standard": (200, "fax", _fax),
    "turned": (200, "pdf", _turn_some),
    "two_up": (212, "two_up", lambda shots, random: _spread(shots, random, 0.0)),
    "mixed": (200, "mixed", lambda shots, random: [scanned(s, random) for s in shots]),
    "false_text": (200, "false_text", lambda shots, random: [scanned(s, random) for s in shots]),
    "exif": (200, "exif", lambda shots, random: [scanned(s, random) for s in shots]),
    "palette": (200, "palette", lambda shots, random: [scanned(s, random) for s in shots]),
}  # fmt: skip
"""Cases that spoil the digital page's own picture: (dots an inch, kind of file, how)."""
