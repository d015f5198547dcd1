"""Odd pictures: each gives a result or a clear refusal; none crashes, hangs or is read as something it is not."""

from __future__ import annotations

import io
from typing import Any

import cv2
import numpy as np
import pytest
from drawnscan import form, saved
from PIL import Image

from shenbao_extract import read_bytes
from shenbao_extract.errors import DamagedPictureError, OcrOffError, TooLargeError
from shenbao_extract.ocr.options import NEVER
from shenbao_extract.readers.picture_file import pictures_of

pytest.importorskip(
    "rapidocr", reason="pictures are read by rapidocr, which is not installed (pip install shenbao[ocr])"
)


def texts(data: bytes) -> list[str]:
    document = read_bytes(data, "scan.png")
    return [cell.text for page in document.pages for table in page.tables for cell in table.cells]


@pytest.mark.parametrize("level", [0, 255, 128], ids=["all black", "blank", "all grey"])
def test_a_page_of_one_level_holds_nothing(level: int) -> None:
    document = read_bytes(saved(Image.new("L", (827, 1169), level)), "scan.png")
    assert [(p.read, p.tables, p.lines) for p in document.pages] == [(False, (), ())]


def test_a_picture_of_one_pixel_holds_nothing() -> None:
    assert not read_bytes(saved(Image.new("L", (1, 1), 0)), "scan.png").pages[0].read


def test_a_picture_of_20000_pixels_is_read_smaller() -> None:
    document = read_bytes(saved(Image.new("1", (20_000, 400), 1)), "scan.png")
    assert len(document.pages) == 1


@pytest.mark.parametrize("dpi", [(400, 101), (101, 400)])
def test_a_large_picture_of_uneven_dots_never_grows_beyond_what_is_read(
    dpi: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    resize = cv2.resize

    def watched(*told: Any, **how: Any) -> Any:
        out = resize(*told, **how)
        made.append(max(out.shape[:2]))
        return out

    monkeypatch.setattr(cv2, "resize", watched)
    out = io.BytesIO()
    Image.new("L", (5600, 5200), 255).save(out, "TIFF", dpi=dpi, compression="tiff_lzw")
    ((_, _, picture, _, coarse),) = pictures_of(out.getvalue(), "fax.tiff")
    assert max(made) <= 5600
    finer, other = (picture.shape[i] for i in ((0, 1) if dpi[0] > dpi[1] else (1, 0)))
    grown = 400 / 101 * (5200 / 5600 if dpi[0] > dpi[1] else 5600 / 5200)
    assert finer / other == pytest.approx(grown, rel=0.01)
    assert max(picture.shape) == 3508  # A4 at 300 dots an inch
    assert coarse


def test_a_giant_picture_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(TooLargeError):
        read_bytes(saved(Image.new("1", (20_000, 9_000), 1)), "scan.png")


def test_a_truncated_jpeg_is_refused() -> None:
    data = saved(form(), "JPEG")
    with pytest.raises(DamagedPictureError):
        read_bytes(data[: len(data) // 2], "scan.jpg")


def test_pictures_are_refused_where_reading_them_is_off() -> None:
    with pytest.raises(OcrOffError):
        read_bytes(saved(form()), "scan.png", ocr=NEVER)


def test_a_page_upside_down_is_turned() -> None:
    page = read_bytes(saved(form().rotate(180)), "scan.png").pages[0]
    assert page.rotation == 180
    assert "Visits paid" in [cell.text for table in page.tables for cell in table.cells]


def test_cmyk_is_read() -> None:
    assert "1,500" in texts(saved(form().convert("CMYK"), "JPEG", quality=90))


def test_sixteen_bits_are_read() -> None:
    gray = np.asarray(form().convert("L"), dtype=np.uint16) * 257
    assert "1,500" in texts(saved(Image.fromarray(gray)))


def test_every_page_of_a_tiff_is_read() -> None:
    out = io.BytesIO()
    first, second = form(), form(rows=(("Name", "Level", "Value"), ("Homes", "count", "27"), ("Roads", "count", "8")))
    first.save(out, "TIFF", save_all=True, append_images=[second], dpi=(200, 200))
    document = read_bytes(out.getvalue(), "scan.tif")
    assert [len(page.tables) for page in document.pages] == [1, 1]
    assert "27" in [cell.text for cell in document.pages[1].tables[0].cells]
