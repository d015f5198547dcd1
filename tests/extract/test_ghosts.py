"""A page that shows its print twice is told; grey print, shades and noise are no second picture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from drawnscan import HIGH, ROWS, SCALE, WIDTHS, form, pixels
from PIL import Image, ImageDraw, ImageFilter

from shenbao_extract.scan.ghost import shows_twice

Colour = npt.NDArray[np.uint8]
MANY = (*ROWS, *((f"Task {i}", "count", f"{i},500.25") for i in range(1, 6)))


def page() -> Colour:
    return pixels(form(MANY, size=(460, 400)).filter(ImageFilter.GaussianBlur(0.7)))


def ghosted(picture: Colour, right: float, down: float, strength: float) -> Colour:
    """The picture again, paler, so many points aside."""
    x, y = round(right * SCALE), round(down * SCALE)
    other = np.full_like(picture, 255)
    other[max(0, y) :, max(0, x) :] = picture[: picture.shape[0] - max(0, y), : picture.shape[1] - max(0, x)]
    return np.asarray(np.minimum(picture, 255 - (255 - other.astype(float)) * strength), np.uint8)


@pytest.mark.parametrize(("right", "down"), [(2.0, 2.5), (3.0, 0.0), (0.0, 3.0)])
@pytest.mark.parametrize("strength", [0.3, 0.45])
def test_a_second_picture_aside_is_told(right: float, down: float, strength: float) -> None:
    assert shows_twice(ghosted(page(), right, down, strength), SCALE)


def test_other_pages_are_not() -> None:
    clean = page()
    shaded = Image.fromarray(clean)
    for i in range(3):
        box = [v * SCALE for v in (60, 80 + 2 * i * HIGH, 60 + WIDTHS[0], 80 + (2 * i + 1) * HIGH)]
        ImageDraw.Draw(shaded).rectangle(box, (180, 180, 180), (20, 20, 20), 2)
    noisy = np.clip(clean + np.random.default_rng(1).normal(0, 25, clean.shape), 0, 255).astype(np.uint8)
    through = np.asarray(np.minimum(clean, 255 - (255 - clean[:, ::-1].astype(float)) * 0.3), np.uint8)
    grey = pixels(form(MANY, size=(460, 400)).point(lambda v: 130 + v // 2))
    for other in (clean, pixels(shaded), noisy, through, grey):
        assert not shows_twice(other, SCALE)
