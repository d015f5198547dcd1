"""What happens to a page between its print and its scan. Pictures are [height, width, 3], RGB."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Colour = npt.NDArray[np.uint8]
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)
SEAL = (200, 40, 45)


@dataclass(frozen=True)
class Level:
    """How badly pages of one kind are spoilt: ranges to draw from."""

    dpi: tuple[int, ...]
    skew: float  # degrees, either way
    jpeg: tuple[int, int]
    noise: tuple[float, float]  # levels, standard deviation
    blur: tuple[float, float]  # pixels at 200 dpi, standard deviation
    light: float  # share of brightness that one side may lack
    through: float  # share of ink that shows from the other side
    seal: float  # chance of a seal on a page
    two_levels: bool = False


LEVELS = {
    "good": Level((200, 300), 2.0, (60, 80), (1.0, 4.0), (0.2, 0.6), 0.12, 0.08, 1.0),
    "poor": Level((150,), 3.0, (40, 40), (6.0, 11.0), (0.3, 0.7), 0.2, 0.12, 0.5),
    "fax": Level((200,), 2.0, (90, 90), (3.0, 8.0), (0.3, 0.6), 0.05, 0.0, 0.0, True),
}


@dataclass(frozen=True)
class Spoilt:
    """A page as scanned: its JPEG, resolution, and how a point of the digital page moves (2 x 3, in points)."""

    jpeg: bytes
    dpi: int
    matrix: list[list[float]]


def spoil(page: Colour, other: Colour, dpi: int, level: Level, random: np.random.Generator) -> Spoilt:
    """The page as a scan of `level`; `other` is what is printed on its back."""
    picture = page.astype(np.float32)
    through = random.uniform(0, level.through)
    if through > 0.01:
        back = cv2.GaussianBlur(other[:, ::-1].astype(np.float32), (0, 0), dpi / 110)
        picture -= (255.0 - back) * through
    picture = np.clip(picture, 0, 255)
    if random.random() < level.seal:
        picture *= _seal(page, dpi, random)
    angle = float(random.uniform(-level.skew, level.skew))
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    picture = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(250, 250, 248))
    picture = cv2.GaussianBlur(picture, (0, 0), max(0.05, random.uniform(*level.blur) * dpi / 200))
    picture *= _light(height, width, level.light, random)[:, :, None]
    picture += random.normal(0.0, random.uniform(*level.noise), (height, width, 1)).astype(np.float32)
    pixels = np.clip(picture, 0, 255).astype(np.uint8)
    if level.two_levels:
        gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
        pixels = np.repeat(np.where(gray > 150, np.uint8(255), np.uint8(0))[:, :, None], 3, axis=2)
    out = io.BytesIO()
    Image.fromarray(pixels).save(
        out, "JPEG", quality=int(random.integers(level.jpeg[0], level.jpeg[1] + 1)), dpi=(dpi, dpi)
    )
    scale = 72.0 / dpi
    in_points = [[matrix[0][0], matrix[0][1], matrix[0][2] * scale], [matrix[1][0], matrix[1][1], matrix[1][2] * scale]]
    return Spoilt(out.getvalue(), dpi, [[float(v) for v in row] for row in in_points])


def _light(height: int, width: int, share: float, random: np.random.Generator) -> npt.NDArray[np.float32]:
    """Brightness of each place: darker towards one side, as an opened book is."""
    angle, depth = random.uniform(0, 2 * math.pi), random.uniform(0, share)
    y, x = np.linspace(-0.5, 0.5, height)[:, None], np.linspace(-0.5, 0.5, width)[None]
    return (1.0 - depth * (0.5 + x * math.cos(angle) + y * math.sin(angle))).astype(np.float32)


def _seal(page: Colour, dpi: int, random: np.random.Generator) -> npt.NDArray[np.float32]:
    """What a red seal of 40 mm somewhere on the print lets through, by channel."""
    height, width = page.shape[:2]
    size = int(40 / 25.4 * dpi)
    mark = Image.new("L", (size, size), 0)
    pen = ImageDraw.Draw(mark)
    line = max(2, size // 34)
    pen.ellipse((line, line, size - line, size - line), outline=255, width=line)
    middle, arm = size / 2, size * 0.15
    reach = [arm * (1 if i % 2 == 0 else 0.4) for i in range(10)]
    turns = [i * math.pi / 5 for i in range(10)]
    star = [(middle + r * math.sin(t), middle - r * math.cos(t)) for r, t in zip(reach, turns, strict=True)]
    pen.polygon(star, fill=255)
    font = _font(size // 8)
    for i, character in enumerate("某某市财政局专用"):
        turn = math.radians(-120 + 240 * i / 7)
        glyph = Image.new("L", (size // 6, size // 6), 0)
        ImageDraw.Draw(glyph).text((size // 50, 0), character, fill=255, font=font)
        glyph = glyph.rotate(-math.degrees(turn), expand=True)
        x, y = middle + size * 0.36 * math.sin(turn), middle - size * 0.36 * math.cos(turn)
        mark.paste(255, (int(x - glyph.width / 2), int(y - glyph.height / 2)), glyph)
    strength = (
        np.asarray(mark.rotate(float(random.uniform(-30, 30))), dtype=np.float32) / 255.0 * random.uniform(0.65, 0.95)
    )
    strength *= (random.random((size, size)) > 0.06).astype(np.float32)
    ink = np.argwhere(page.min(axis=2) < 128)
    y, x = ink[int(random.integers(len(ink)))] if len(ink) else (height // 2, width // 2)
    top, left = int(np.clip(y - size // 2, 0, height - size)), int(np.clip(x - size // 2, 0, width - size))
    out = np.ones((height, width, 3), dtype=np.float32)
    for channel, level in enumerate(SEAL):
        out[top : top + size, left : left + size, channel] = 1.0 - strength * (1.0 - level / 255.0)
    return out


def jpeg_of(pixels: Colour, quality: int) -> Colour:
    """The picture as a JPEG of that quality gives it back."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality)
    return np.asarray(Image.open(out))


def _font(size: int) -> Any:
    for path in FONTS:
        try:
            return ImageFont.truetype(path, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
