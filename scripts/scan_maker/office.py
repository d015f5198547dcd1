"""What offices do to paper and scanners beyond odd.py: covering seals, corrections by hand, markers, worn print.

By case and seed, as in odd.py. `Shot.figures` says where figures stand on the digital page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw

from scan_maker.odd import Part, Random, Shot, moved, photo, scanned, turned
from scan_maker.spoil import Colour, _font, jpeg_of

RED, YELLOW, GREEN, PINK = (205, 35, 40), (255, 245, 70), (120, 235, 120), (255, 150, 190)


def _boxes(shot: Shot, random: Random, count: int) -> list[tuple[int, int, int, int]]:
    """Where the ink of some of the page's figures stands, in pixels."""
    s = shot.dpi / 72
    out = []
    for i in random.permutation(len(shot.figures)):
        x0, y0, x1, y1 = (round(v * s) for v in shot.figures[int(i)])
        ink = np.argwhere(shot.pixels[y0 + 4 : y1 - 4, x0 + 4 : x1 - 4].min(axis=2) < 128)
        if len(ink):
            (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0)
            out.append((x0 + 4 + int(left), y0 + 4 + int(top), x0 + 5 + int(right), y0 + 5 + int(bottom)))
    return out[:count]


def _seal(size: int, random: Random) -> Any:
    """How much ink a round seal with a star and words lets fall on each pixel, 0 to 1."""
    mark = Image.new("L", (size, size), 0)
    pen = ImageDraw.Draw(mark)
    pen.ellipse((2, 2, size - 2, size - 2), outline=255, width=max(3, size // 26))
    pen.text((size / 2, size / 2), "★", fill=255, font=_font(size // 3), anchor="mm")
    pen.text((size / 2, size * 0.2), "某某市财政局", fill=255, font=_font(size // 10), anchor="mm")
    pen.text((size / 2, size * 0.78), "预算专用章", fill=255, font=_font(size // 9), anchor="mm")
    return np.asarray(mark.rotate(float(random.uniform(-25, 25))), np.float32)[:, :, None] / 255


def sealed(shot: Shot, random: Random, count: int, covering: float) -> Shot:
    """Seals with their middle on figures; `covering`: 0 lets the print through as ink does, 1 hides it as paint."""
    out = shot.pixels.astype(np.float32)
    height, width = out.shape[:2]
    size = round(40 / 25.4 * shot.dpi)
    first = _boxes(shot, random, 1) or [(width // 2, height // 2, width // 2, height // 2)]
    for i in range(count):
        x = (first[0][0] + first[0][2]) // 2 - size // 2 + i * size // 3
        y = (first[0][1] + first[0][3]) // 2 - size // 2 + i * size // 4
        x, y = min(max(0, x), width - size), min(max(0, y), height - size)
        ink, part = _seal(size, random), out[y : y + size, x : x + size]
        through = part * (1 - ink * (1 - np.array(RED, np.float32) / 255))
        painted = part * (1 - ink) + np.array(RED, np.float32) * ink
        out[y : y + size, x : x + size] = through * (1 - covering) + painted * covering
    return Shot(out.astype(np.uint8), shot.dpi, shot.parts, shot.figures)


def corrected(shot: Shot, random: Random) -> Shot:
    """Figures struck out by pen, another written above or beside them."""
    picture = Image.fromarray(shot.pixels)
    pen = ImageDraw.Draw(picture)
    mm = shot.dpi / 25.4
    for i, (x0, y0, x1, y1) in enumerate(_boxes(shot, random, 5)):
        ink = [(25, 25, 35), (30, 50, 150), (200, 30, 30)][i % 3]
        y, up = (y0 + y1) / 2, random.uniform(-0.6, 0.6) * mm
        pen.line((x0 - mm, y + up, x1 + mm, y - up), ink, max(2, round(0.4 * mm)))
        word = str(int(random.integers(10, 99)))
        pen.text((x1 + 2 * mm, y - 2.5 * mm), word, fill=ink, font=_font(round(3.6 * mm)))
    return Shot(np.asarray(picture), shot.dpi, shot.parts, shot.figures)


def highlighted(shot: Shot, random: Random, colour: tuple[int, int, int]) -> Shot:
    """A marker's bar over figures."""
    out = shot.pixels.astype(np.float32)
    mm = shot.dpi / 25.4
    for x0, y0, x1, y1 in _boxes(shot, random, 8):
        y = (y0 + y1) // 2 + int(random.uniform(-0.5, 0.5) * mm)
        out[max(0, y - round(2.2 * mm)) : y + round(2.2 * mm), max(0, x0 - round(2 * mm)) : x1 + round(2 * mm)] *= (
            np.array(colour, np.float32) / 255
        )
    return Shot(out.astype(np.uint8), shot.dpi, shot.parts, shot.figures)


def carbon(pixels: Colour, random: Random) -> Colour:
    """A carbon copy: blue, uneven, its edges soft."""
    gray = cv2.GaussianBlur(pixels.mean(axis=2), (0, 0), 0.9)
    grain = cv2.GaussianBlur(random.normal(0, 1, gray.shape).astype(np.float32), (0, 0), 1.2)
    ink = (255 - gray)[:, :, None] / 255 * np.clip(0.8 + 0.5 * grain, 0.35, 1)[:, :, None]
    return np.clip(250 - ink * (250 - np.array((55, 70, 165), np.float32)), 0, 255).astype(np.uint8)


def halftone(pixels: Colour, random: Random, dpi: float) -> Colour:
    """Grey ground printed as dots under the whole table, as a copy of a shaded form shows it."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    step = dpi / 72 * 1.9
    dots = np.cos(2 * np.pi * (x + y) / step) + np.cos(2 * np.pi * (x - y) / step) > 1.1
    ground = np.where(dots, 120, 255).astype(np.float32)
    return np.asarray(np.minimum(pixels, ground[:, :, None]), np.uint8)


def screen(pixels: Colour, random: Random) -> Colour:
    """Photographed from a screen: stripes of red, green and blue dots that beat with the camera's."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    out = pixels.astype(np.float32)
    for channel in range(3):
        beat = np.sin(2 * np.pi * (x / 17.3 + y / 140 + channel / 3)) + np.sin(2 * np.pi * (y / 23.1 - x / 160))
        out[:, :, channel] *= 0.86 + 0.07 * beat
    return np.clip(out, 0, 255).astype(np.uint8)


def squeezed(pixels: Colour, random: Random, quality: int) -> Colour:
    """Stored as a JPEG of low quality."""
    return jpeg_of(pixels, quality)


def thick(pixels: Colour, random: Random, dots: int) -> Colour:
    """Ink that runs: strokes wider, the white within digits closing."""
    wide = cv2.erode(pixels, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (dots, dots)))
    return np.asarray(cv2.addWeighted(wide, 0.75, pixels, 0.25, 0), np.uint8)


def thin(pixels: Colour, random: Random) -> Colour:
    """Too little ink: strokes thinner and broken."""
    fine = cv2.dilate(pixels, np.ones((2, 2), np.uint8)).astype(np.float32)
    grain = cv2.GaussianBlur(random.normal(0, 1, pixels.shape[:2]).astype(np.float32), (0, 0), 1.0)
    return np.asarray(255 - (255 - fine) * np.clip(0.75 + 0.9 * grain, 0.15, 1)[:, :, None], np.uint8)


def needles(pixels: Colour, random: Random, dpi: float) -> Colour:
    """A dot-matrix printer's print: rows of dots with white between them."""
    step = max(3, round(dpi / 60))
    y = np.arange(pixels.shape[0])
    faint = (0.45 + 0.55 * (np.cos(2 * np.pi * y / step) > -0.3)).astype(np.float32)[:, None, None]
    faint = faint * (0.75 + 0.25 * (np.cos(2 * np.pi * np.arange(pixels.shape[1]) / step) > -0.3))[None, :, None]
    return np.asarray(255 - (255 - pixels.astype(np.float32)) * faint, np.uint8)


def white_streak(shot: Shot, random: Random, wide: float = 1.2) -> Shot:
    """A dead sensor's white line down the page (`wide` in points), through a column of figures."""
    out = shot.pixels.copy()
    s = shot.dpi / 72
    for x0, _, x1, _ in _boxes(shot, random, 2):
        x = round(x0 + random.uniform(0.1, 0.9) * (x1 - x0))
        out[:, x : x + max(2, round(wide * s))] = 252
    return Shot(out, shot.dpi, shot.parts, shot.figures)


def stretched(shot: Shot, random: Random) -> Shot:
    """Wider than high by 5 %: a feeder that slips."""
    height, width = shot.pixels.shape[:2]
    pixels = cv2.resize(shot.pixels, (round(width * 1.05), height), interpolation=cv2.INTER_AREA)
    return moved(Shot(np.asarray(pixels), shot.dpi, shot.parts), np.diag([1.05, 1.0, 1.0]))


def corner_lost(shot: Shot, random: Random) -> Shot:
    """A photograph from aside whose lower right corner lies outside the picture."""
    made = photo(shot, random, tilt=0.09)
    height, width = made.pixels.shape[:2]
    return Shot(made.pixels[: round(height * 0.93), : round(width * 0.9)].copy(), made.dpi, made.parts)


def edge_lost(shot: Shot, random: Random, side: str, points: float) -> Shot:
    """The paper lay too far aside: the last column's ends (or the first's beginnings) are off the scan."""
    s = shot.dpi / 72
    right = max((f[2] for f in shot.figures), default=shot.pixels.shape[1] / s)
    if side == "right":
        return Shot(shot.pixels[:, : round((right - points) * s)].copy(), shot.dpi, shot.parts)
    cut = round(points * s)
    move = np.array([[1, 0, -cut], [0, 1, 0], [0, 0, 1.0]])
    return moved(Shot(shot.pixels[:, cut:].copy(), shot.dpi, shot.parts), move)


def footed(shot: Shot, random: Random) -> Shot:
    """The form lies on its side, the page's footer stands upright."""
    made = turned(shot, 1)
    picture = Image.fromarray(made.pixels)
    pen, mm = ImageDraw.Draw(picture), shot.dpi / 25.4
    pen.text(
        (picture.width / 2, picture.height - 7 * mm), "第 12 页 共 30 页", (20, 20, 20), _font(round(4 * mm)), "mm"
    )
    return Shot(np.asarray(picture), made.dpi, made.parts)


def stacked(shots: Sequence[Shot], scale: float = 0.62) -> Shot:
    """Two pages under one another on one sheet, each smaller."""
    strips, parts, top = [], [], 0.0
    for shot in shots:
        strip = cv2.resize(shot.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        for part in shot.parts:
            m = np.array([[scale, 0, 0], [0, scale, top], [0, 0, 1.0]]) @ np.asarray(part.matrix)
            parts.append(Part(part.page, m.tolist(), part.width, part.height))
        strips.append(np.asarray(strip))
        top += strip.shape[0] * 72 / shot.dpi
    wide = max(s.shape[1] for s in strips)
    filled = [cv2.copyMakeBorder(s, 0, 0, 0, wide - s.shape[1], cv2.BORDER_REPLICATE) for s in strips]
    return Shot(np.concatenate(filled), shots[0].dpi, parts)


def ghosted(pixels: Colour, random: Random, dpi: float) -> Colour:
    """Scanned twice onto itself: the page again, paler, a little aside."""
    dx, dy = (int(v * dpi / 72) for v in random.uniform(1.5, 4.0, 2))
    other = np.full_like(pixels, 255)
    other[dy:, dx:] = pixels[: pixels.shape[0] - dy, : pixels.shape[1] - dx]
    return np.asarray(np.minimum(pixels, 255 - (255 - other.astype(np.float32)) * 0.4), np.uint8)


def shaken(pixels: Colour, random: Random, dpi: float) -> Colour:
    """Moved while it was taken: blurred one way by 2 points."""
    size = round(2.0 * dpi / 72) | 1
    kernel = np.zeros((size, size), np.float32)
    angle = random.uniform(-0.4, 0.4)
    ends = [(size / 2 + k * np.cos(angle) * size / 2, size / 2 + k * np.sin(angle) * size / 2) for k in (-1, 1)]
    cv2.line(kernel, *[(round(x), round(y)) for x, y in ends], 1.0)
    return np.asarray(cv2.filter2D(pixels, -1, kernel / kernel.sum()))


def inverted(pixels: Colour, random: Random) -> Colour:
    """White on black."""
    return np.asarray(255 - pixels, np.uint8)


def pencil(pixels: Colour, random: Random) -> Colour:
    """Print as pale as pencil: a third of the contrast."""
    return np.asarray(215 - (255 - pixels.astype(np.float32)) * 0.3, np.uint8)


Change = Callable[[list[Shot], Random], list[Shot]]


def _of_shots(change: Callable[..., Shot], *more: Any) -> Change:
    return lambda shots, random: [scanned(change(s, random, *more), random) for s in shots]


def _of_pixels(change: Callable[..., Colour], *more: Any, dpi: bool = False) -> Change:
    def run(shots: list[Shot], random: Random) -> list[Shot]:
        return [
            scanned(Shot(change(s.pixels, random, *more, *([s.dpi] if dpi else [])), s.dpi, s.parts), random)
            for s in shots
        ]

    return run


def _last(change: Callable[..., Colour], *more: Any) -> Change:
    """A change of the scan itself, after all others."""
    return lambda shots, random: [
        Shot(change(t.pixels, random, *more), t.dpi, t.parts) for t in (scanned(s, random) for s in shots)
    ]


OFFICE: dict[str, tuple[int, str, Change]] = {
    "seals_two": (200, "pdf", _of_shots(sealed, 2, 0.0)),
    "seal_paint": (200, "pdf", _of_shots(sealed, 1, 1.0)),
    "seal_half_paint": (200, "pdf", _of_shots(sealed, 1, 0.6)),
    "corrected": (200, "pdf", _of_shots(corrected)),
    "marker_yellow": (200, "pdf", _of_shots(highlighted, YELLOW)),
    "marker_green": (200, "pdf", _of_shots(highlighted, GREEN)),
    "marker_pink": (200, "pdf", _of_shots(highlighted, PINK)),
    "carbon": (200, "pdf", _of_pixels(carbon)),
    "halftone": (200, "pdf", _of_pixels(halftone, dpi=True)),
    "screen": (200, "pdf", _of_pixels(screen)),
    "jpeg15": (200, "pdf", _last(squeezed, 15)),
    "jpeg25": (150, "pdf", _last(squeezed, 25)),
    "stretched": (200, "pdf", _of_shots(stretched)),
    "corner_lost": (220, "jpg", lambda shots, random: [corner_lost(s, random) for s in shots]),
    "edge_right": (200, "pdf", _of_shots(edge_lost, "right", 45.0)),
    "edge_left": (200, "pdf", _of_shots(edge_lost, "left", 90.0)),
    "thick": (150, "pdf", _of_pixels(thick, 2)),
    "thicker": (150, "pdf", _of_pixels(thick, 3)),
    "thin": (200, "pdf", _of_pixels(thin)),
    "needles": (200, "pdf", _of_pixels(needles, dpi=True)),
    "white_streak": (200, "pdf", lambda shots, random: [
        white_streak(Shot(t.pixels, t.dpi, t.parts, s.figures), random)
        for t, s in ((scanned(s, random, skew=0.0), s) for s in shots)
    ]),
    "footed": (200, "pdf", _of_shots(footed)),
    "stacked": (300, "pdf", lambda shots, random: [
        scanned(stacked(shots[i : i + 2]), random) for i in range(0, len(shots), 2)
    ]),
    "ghosted": (200, "pdf", _of_pixels(ghosted, dpi=True)),
    "shaken": (200, "pdf", _of_pixels(shaken, dpi=True)),
    "inverted": (200, "pdf", _of_pixels(inverted)),
    "pencil": (200, "pdf", _of_pixels(pencil)),
}  # fmt: skip
"""Cases that spoil the digital page's own picture: (dots an inch, kind of file, how)."""
