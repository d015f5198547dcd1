"""A leaning page in black and white: its rulings are steps, and yet none of them is left as print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from drawnscan import ROWS, SCALE, form, pixels, saved
from PIL import Image, ImageDraw

from shenbao_extract import read_bytes
from shenbao_extract.scan.lost_strokes import strokes_lost
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


@pytest.mark.parametrize("sideways", [False, True])
def test_a_fax_without_its_flat_strokes_is_not_trusted(sideways: bool) -> None:
    whole = np.full((1200, 1200, 3), 255, dtype=np.uint8)
    for y in range(60, 1100, 60):
        for x in range(60, 1100, 60):  # 田
            for k in (0, 10, 20):
                whole[y + k : y + k + 2, x : x + 23] = whole[y : y + 22, x + k : x + k + 3] = 0
    lost = 255 - cv2.morphologyEx(255 - whole, cv2.MORPH_OPEN, np.ones((6, 1), np.uint8))  # what is lower than 6 dots
    gray = cv2.GaussianBlur(cv2.resize(lost, None, fx=0.4, fy=0.4), (0, 0), 1.2)
    turned = [np.ascontiguousarray(np.rot90(p)) if sideways else p for p in (whole, lost, gray)]
    assert [strokes_lost(p, SCALE) for p in turned] == [False, True, False]
