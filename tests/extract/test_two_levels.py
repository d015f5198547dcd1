"""Pages in black and white: rulings that lean are steps, none is left as print; lost flat strokes are told."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
from drawnscan import ROWS, SCALE, form, pixels, saved
from PIL import Image, ImageDraw

from shenbao_extract import read_bytes
from shenbao_extract.ocr.engine import Gray
from shenbao_extract.readers.picture_file import picture_of_page
from shenbao_extract.scan import lost_strokes
from shenbao_extract.scan.lost_strokes import strokes_lost
from shenbao_extract.scan.picture import Colour, softened


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


def whole_and_lost() -> tuple[Colour, Colour]:
    """A page of 田 in black and white, and the same without what is lower than 6 dots."""
    whole = np.full((1200, 1200, 3), 255, dtype=np.uint8)
    for y in range(60, 1100, 60):
        for x in range(60, 1100, 60):
            for k in (0, 10, 20):
                whole[y + k : y + k + 2, x : x + 23] = whole[y : y + 22, x + k : x + k + 3] = 0
    return whole, np.asarray(255 - cv2.morphologyEx(255 - whole, cv2.MORPH_OPEN, np.ones((6, 1), np.uint8)), np.uint8)


@pytest.mark.parametrize("sideways", [False, True])
def test_a_fax_without_its_flat_strokes_is_not_trusted(sideways: bool) -> None:
    whole, lost = whole_and_lost()
    gray = cv2.GaussianBlur(cv2.resize(lost, None, fx=0.4, fy=0.4), (0, 0), 1.2)
    turned = [np.ascontiguousarray(np.rot90(p)) if sideways else p for p in (whole, lost, gray)]
    assert [strokes_lost(p, SCALE) for p in turned] == [False, True, False]


def test_a_fax_in_a_pdf_is_judged_by_its_own_dots() -> None:
    told = []
    for page in whole_and_lost():
        out = io.BytesIO()
        with pikepdf.new() as new:
            side = 1200 / SCALE + 0.2  # rendered it is a dot larger, so its edges turn grey
            sheet = new.add_blank_page(page_size=(side, side))
            kind = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "ColorSpace": pikepdf.Name.DeviceGray}
            size = {"Width": 1200, "Height": 1200, "BitsPerComponent": 8}
            dots = page[:, :, 1].tobytes()
            sheet.Resources.XObject = pikepdf.Dictionary(I=new.make_stream(dots, **kind, **size))
            sheet.contents_add(new.make_stream(f"q {side} 0 0 {side} 0 0 cm /I Do Q".encode()))
            new.save(out)
        with pypdfium2.PdfDocument(out.getvalue()) as document:
            told.append(picture_of_page(document, 1)[2])
    assert told == [False, True]


def test_a_large_picture_is_looked_at_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels of all pixels at once took 1 GB on a picture as large as any that is read."""
    looked: list[int] = []
    label = cv2.connectedComponentsWithStats

    def watched(ink: Gray) -> object:
        looked.append(ink.size)
        return label(ink)

    whole, lost = (np.tile(p, (4, 2, 1)) for p in whole_and_lost())
    monkeypatch.setattr(cv2, "connectedComponentsWithStats", watched)
    monkeypatch.setattr(lost_strokes, "AT_ONCE", 1_000_000)
    assert [strokes_lost(p, SCALE) for p in (whole, lost)] == [False, True]
    assert max(looked) < 1_100_000
    assert sum(looked) == 2 * whole[:, :, 0].size
