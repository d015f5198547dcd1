"""Where pictures of pages come from: image files, and pages of a PDF as pdfium renders them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

from shenbao_extract.errors import DamagedPictureError, TooLargeError, TooManyPagesError
from shenbao_extract.page_count import MOST_PAGES
from shenbao_extract.scan.lost_strokes import strokes_lost
from shenbao_extract.scan.picture import Colour

A4 = 842.0  # points: the long side of a page whose picture does not tell its resolution
POINTS = (200.0, 2600.0)  # the long side of a page in points; a resolution that gives another one is no page's
PIXELS = 80_000_000  # a picture with more is refused before it is decoded
LONGEST = 5000  # pixels of the long side: a larger picture is read smaller
DPI = (150.0, 300.0)  # pages of a PDF are rendered at the resolution of their picture, within these
USUAL_DPI = 200.0
COARSE = 120.0  # dots an inch one way, more the other: a fax at standard resolution (204 x 98)
UNEVEN = 1.5  # times as many


def pictures_of(data: bytes, file: str) -> Iterator[tuple[int, int, Colour, float, bool]]:
    """(number from 1, number of pages, picture in RGB, pixels a point, too coarse to be sure of) of an image file's.

    Raises DamagedPictureError where one cannot be decoded to its end, TooLargeError before decoding a giant one,
    TooManyPagesError.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data))
        total = int(getattr(image, "n_frames", 1))
    except Image.DecompressionBombError as error:
        raise TooLargeError(file) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise DamagedPictureError(file) from error
    if total > MOST_PAGES:
        raise TooManyPagesError(file, f"{total} > {MOST_PAGES}")
    for i in range(total):
        try:
            image.seek(i)
            if image.width * image.height > PIXELS:
                raise TooLargeError(file, f"{image.width} x {image.height}")
            image.load()
            turned = ImageOps.exif_transpose(image)
            told: Any = image.info.get("dpi")
            told = told[::-1] if told and turned.size != image.size else told
            picture, scale = _sized(_rgb(turned), told)
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, MemoryError) as error:
            raise DamagedPictureError(file) from error
        coarse = _squaring(told) != (1.0, 1.0) and _is_coarse(*told)
        yield i + 1, total, picture, scale, coarse


def _rgb(image: Any) -> Colour:
    """Any mode of picture as RGB: 16 bits to 8, transparency on white, CMYK and palettes converted."""
    from PIL import Image

    if image.mode.startswith("I") or image.mode == "F":
        levels = np.asarray(image, dtype=np.float64)
        top = 65535.0 if levels.max(initial=0) > 255 else 255.0
        gray = np.clip(levels * (255.0 / top), 0, 255).astype(np.uint8)
        return np.repeat(gray[:, :, None], 3, axis=2)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, (255, 255, 255, 255))
        image = Image.alpha_composite(paper, image)
    return np.asarray(image.convert("RGB"), dtype=np.uint8)


def _sized(picture: Colour, told: Any) -> tuple[Colour, float]:
    """The picture with as many pixels an inch down as across, and no more than are read; pixels a point."""
    (height, width), (fx, fy) = picture.shape[:2], _squaring(told)
    high, wide = round(height * fy), round(width * fx)
    scale = _scale(max(high, wide), told)
    factor = min(LONGEST / max(high, wide), DPI[1] / 72 / scale, 1.0)
    if min(high, wide) * factor < 1:
        return picture, scale
    if factor > 0.97:
        factor = 1.0
    return _resized(picture, fx * factor, fy * factor), scale * factor


def _squaring(told: Any) -> tuple[float, float]:
    """By how much a picture must grow across and down to be square: a fax has half as many pixels one way."""
    try:
        across, down = (float(v) for v in told)
        if not (1.05 < max(across / down, down / across) < 4 and min(across, down) > 30):
            return 1.0, 1.0
    except (TypeError, ValueError, ZeroDivisionError):
        return 1.0, 1.0
    return max(across, down) / across, max(across, down) / down


def _resized(picture: Colour, across: float, down: float) -> Colour:
    """The picture times as wide and as high; made smaller one way before it grows the other, so never giant."""
    import cv2

    for fx, fy, way in (
        (min(across, 1.0), min(down, 1.0), cv2.INTER_AREA),
        (max(across, 1.0), max(down, 1.0), cv2.INTER_CUBIC),
    ):
        if (fx, fy) != (1.0, 1.0):
            picture = np.asarray(cv2.resize(picture, None, fx=fx, fy=fy, interpolation=way))
    return picture


def _scale(longest: float, told: Any) -> float:
    """Pixels a point: as the file tells where that makes a page, else as if its long side were A4's."""
    try:
        dpi = float(max(told)) if told else 0.0
    except (TypeError, ValueError):
        dpi = 0.0
    if dpi >= 100 and POINTS[0] <= longest * 72 / dpi <= POINTS[1]:
        return dpi / 72
    return float(max(longest / A4, 0.05))


def picture_of_page(document: Any, number: int) -> tuple[Colour, float, bool]:
    """A page of a pdfium document as it is shown, rendered at its picture's own resolution.

    And pixels a point, and whether the picture has too few dots one way to be sure of signs, as a standard fax, or has
    lost the flat strokes of its print: that is told of its own dots, which rendering may blur.
    """
    page = document[number - 1]
    try:
        item, dots = _largest(page)
        coarse = _is_coarse(*dots) or _lost(item, max(dots) / 72)
        dpi = min(max(*dots, DPI[0]), DPI[1])
        longest = max(page.get_width(), page.get_height(), 1.0)
        scale = min(dpi / 72, LONGEST / longest)
        bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=True)
        pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
        bitmap.close()
    finally:
        page.close()
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[:, :, None], 3, axis=2)
    return np.ascontiguousarray(pixels[:, :, :3]), scale, coarse


def _is_coarse(across: float, down: float) -> bool:
    return min(across, down) < COARSE and max(across, down) > UNEVEN * min(across, down)


def _lost(item: Any, scale: float) -> bool:
    """Whether a picture of a page lost its flat strokes, told of it as stored; not where it cannot be had."""
    try:
        wide, high = item.get_size() if hasattr(item, "get_size") else item.get_px_size()
        if wide * high > PIXELS:
            return False
        bitmap = item.get_bitmap(render=False)  # holds what `dots` shows
        dots = bitmap.to_numpy()
    except Exception:  # none, or one that pdfium cannot decode by itself
        return False
    plane = dots if dots.ndim == 2 else dots[:, :, min(1, dots.shape[2] - 1)]
    return strokes_lost(np.broadcast_to(plane[:, :, None], (*plane.shape, 3)), scale)


def _largest(page: Any) -> tuple[Any, tuple[float, float]]:
    """The largest picture on a page, None without any, and its dots an inch across and down."""
    found: Any = None
    best = (0.0, (USUAL_DPI, USUAL_DPI))
    for item in page.get_objects(filter=(3,), max_depth=3):
        try:
            left, bottom, right, top = item.get_pos() if hasattr(item, "get_pos") else item.get_bounds()
            width, height = item.get_size() if hasattr(item, "get_size") else item.get_px_size()
            a, b, c, d, *_ = item.get_matrix().get()
        except Exception:  # an image that pdfium cannot measure tells nothing
            continue
        wide, high = right - left, top - bottom
        if abs(b) > abs(a) and abs(c) > abs(d):  # it lies on its side
            width, height = height, width
        if wide > 1 and high > 1 and wide * high > best[0]:
            best = (wide * high, (72.0 * (width / wide), 72.0 * (height / high)))
            found = item
    return found, best[1]
