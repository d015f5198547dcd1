"""A leaning page in black and white: its rulings are steps, and yet none of them is left as print."""

from __future__ import annotations

import numpy as np
import pytest
from drawnscan import ROWS, SCALE, form, pixels, saved
from PIL import Image, ImageDraw

from shenbao_extract import read_bytes
from shenbao_extract.scan.picture import softened


def leaning() -> Image.Image:
    page = form(size=(460, 340))
    pen = ImageDraw.Draw(page)
    for y in (80, 110, 140, 170):  # bold rulings
        pen.line([v * SCALE for v in (60, y, 400, y)], fill=(20, 20, 20), width=5)
    return page.rotate(1.6, fillcolor="white", resample=Image.Resampling.BICUBIC).convert("L")


def test_a_leaning_fax_is_read_like_a_scan_in_grey() -> None:
    pytest.importorskip("rapidocr", reason="pictures are read by rapidocr (pip install shenbao[ocr])")
    page = read_bytes(saved(leaning().point(lambda v: 255 if v > 150 else 0).convert("1")), "fax.png").pages[0]
    assert page.rotation == 0
    assert [c.text for t in page.tables for c in t.cells] == [text for row in ROWS for text in row]


def test_only_pictures_in_black_and_white_are_softened() -> None:
    gray = pixels(leaning().convert("RGB"))
    assert softened(gray, SCALE) is not gray  # drawn without blur, it is black and white but for its edges
    blurred = np.asarray(
        Image.fromarray(gray).resize((gray.shape[1] // 3, gray.shape[0] // 3)).resize(gray.shape[1::-1])
    )
    assert softened(blurred, SCALE) is blurred
