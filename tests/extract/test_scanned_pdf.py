"""Scanned pages inside a PDF: found, read, turned; left alone where reading is off; another engine is one option."""

from __future__ import annotations

import io
import os
import shutil

import pikepdf
import pypdfium2
import pytest
from drawnscan import SCALE, form, saved
from PIL import Image
from tinypdf import TinyPage, pdf

from shenbao_extract import read_bytes
from shenbao_extract.document import Page
from shenbao_extract.ocr.engine import EngineMissing, engine
from shenbao_extract.ocr.options import NEVER, Ocr
from shenbao_extract.readers.picture_file import picture_of_page

pytest.importorskip("rapidocr", reason="scans are read by rapidocr, which is not installed (pip install shenbao[ocr])")


def scanned(*pages: Image.Image) -> bytes:
    """The pictures as pages of a PDF."""
    import io

    pdf = pypdfium2.PdfDocument.new()
    for page in pages:
        width, height = page.width / SCALE, page.height / SCALE
        sheet = pdf.new_page(width, height)
        picture = pypdfium2.PdfImage.new(pdf)
        picture.load_jpeg(io.BytesIO(saved(page, "JPEG", quality=80)), inline=True)
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        sheet.insert_obj(picture)
        sheet.gen_content()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("placed", ["595 0 0 842 0 0", "0 842 -595 0 595 0", "0 -842 595 0 0 842"])
def test_a_picture_laid_on_its_side_is_no_fax(placed: str) -> None:
    """150 dots an inch both ways, however it is turned to stand upright."""
    width, height = (1240, 1754) if placed.startswith("595") else (1754, 1240)
    out = io.BytesIO()
    with pikepdf.new() as new:
        sheet = new.add_blank_page(page_size=(595, 842))
        kind = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "ColorSpace": pikepdf.Name.DeviceGray}
        size = {"Width": width, "Height": height, "BitsPerComponent": 8}
        sheet.Resources.XObject = pikepdf.Dictionary(I=new.make_stream(b"\xc8" * (width * height), **kind, **size))
        sheet.contents_add(new.make_stream(f"q {placed} cm /I Do Q".encode()))
        new.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        picture, scale, coarse = picture_of_page(document, 1)
    assert not coarse
    assert scale == pytest.approx(150 / 72, rel=0.01)
    assert picture.shape[:2] == (pytest.approx(1754, abs=2), pytest.approx(1240, abs=2))


def words(page: Page) -> list[str]:
    return [cell.text for table in page.tables for cell in table.cells]


def test_a_scanned_page_is_read_and_a_blank_one_is_blank() -> None:
    told: list[tuple[int, int]] = []
    ocr = Ocr(progress=lambda number, total: told.append((number, total)))
    document = read_bytes(scanned(form(), Image.new("RGB", (900, 600), "white")), "scan.pdf", ocr=ocr)
    assert words(document.pages[0])[4:6] == ["count", "1,500"]
    assert [page.kind for page in document.pages] == ["scan", "blank"]
    assert told == [(1, 2), (2, 2)]


def test_a_figure_is_read_twice_and_a_word_once() -> None:
    cells = read_bytes(scanned(form()), "scan.pdf").pages[0].tables[0].cells
    assert [len(cell.readings) for cell in cells if cell.text in ("Name", "1,500")] == [0, 2]
    assert all(cell.reader == "rapid" and cell.confidence is not None for cell in cells)


def test_a_scan_stays_unread_where_reading_is_off() -> None:
    page = read_bytes(scanned(form()), "scan.pdf", ocr=NEVER).pages[0]
    assert (page.kind, page.reader, page.read) == ("scan", "none", False)


def test_without_an_engine_the_pages_stay_and_the_document_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise EngineMissing(f"install {name}")

    monkeypatch.setattr("shenbao_extract.readers.scanned_pages.engine", missing)
    document = read_bytes(scanned(form()), "scan.pdf")
    assert [problem.code for problem in document.problems] == ["ocr_missing"]
    assert not document.pages[0].read


def test_boxes_lie_on_the_page_as_shown_though_it_leans() -> None:
    leaning = form(size=(460, 460)).rotate(-2, fillcolor="white", resample=Image.Resampling.BICUBIC)
    page = read_bytes(scanned(leaning), "scan.pdf").pages[0]
    cell = next(c for c in page.tables[0].cells if c.text == "1,500")
    assert cell.place.box is not None
    assert abs((cell.place.box.x0 + cell.place.box.x1) / 2 - 358) < 6
    assert abs((cell.place.box.top + cell.place.box.bottom) / 2 - 129) < 8


@pytest.mark.skipif(
    shutil.which("tesseract") is None and not os.environ.get("SHENBAO_NO_SKIP"),
    reason="tesseract is not installed (apt-get install tesseract-ocr tesseract-ocr-chi-sim)",
)
def test_tesseract_reads_too() -> None:
    assert engine("tesseract").name == "tesseract"
    page = read_bytes(scanned(form()), "scan.pdf", ocr=Ocr(engine="tesseract")).pages[0]
    assert "Value" in words(page)


def test_a_page_whose_text_layer_is_nonsense_is_read_by_its_picture() -> None:
    """The font's map says other characters than the page shows; the picture is what a person reads."""
    page = TinyPage().table([["Level", "Name"], ["Output", "1,500"]])
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(page))) as document:
        codes = "\n".join(f"<{code:02x}> <{0xC0 + code % 64:04x}>" for code in range(33, 127))
        document.pages[0].Resources.Font.F1.ToUnicode = document.make_stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
            b"1 begincodespacerange <00> <ff> endcodespacerange 94 beginbfchar\n"
            + codes.encode()
            + b"\nendbfchar endcmap CMapName currentdict /CMap defineresource pop end end"
        )
        document.save(out)
    read = read_bytes(out.getvalue(), "a.pdf")
    assert [c.text for c in read.pages[0].tables[0].cells] == ["Level", "Name", "Output", "1,500"]
    assert read.pages[0].reader == "rapid"
    assert "garbled_text" not in [p.code for p in read.problems]
    unread = read_bytes(out.getvalue(), "a.pdf", ocr=NEVER)
    assert [p.code for p in unread.problems] == ["garbled_text"]
