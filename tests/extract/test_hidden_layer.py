"""Text that a scanning program laid unseen under the picture of a page: the picture is what counts."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from drawnscan import form
from test_scanned_pdf import scanned

from shenbao_extract import read_bytes
from shenbao_extract.pdf.hidden_layer import is_picture_over_text

LAYER = " ".join(f"BT /F1 10 Tf {{mode}} Tr 1 0 0 1 40 {y} Tm (Visits paid count 9,999 Answered in time) Tj ET"
                 for y in range(40, 280, 24))  # fmt: skip


def with_text(data: bytes, mode: int, under: bool) -> bytes:
    """The first page of a PDF with lines of text added above or under what it draws."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        page.Resources.Font = pikepdf.Dictionary(
            F1=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        page.contents_add(document.make_stream(LAYER.format(mode=mode).encode()), prepend=under)
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("mode", "under"), [(3, False), (3, True), (0, True)])
def test_text_that_a_picture_hides_is_not_read(mode: int, under: bool) -> None:
    pytest.importorskip("rapidocr", reason="scans are read by rapidocr (pip install shenbao[ocr])")
    page = read_bytes(with_text(scanned(form()), mode, under), "scan.pdf").pages[0]
    assert page.reader == "rapid"
    words = [cell.text for table in page.tables for cell in table.cells]
    assert "1,500" in words
    assert not any("9,999" in word for word in words)


def test_text_on_a_picture_is_the_page_s_own() -> None:
    with pypdfium2.PdfDocument(with_text(scanned(form()), 0, False)) as document:
        assert not is_picture_over_text(document[0])


def pictured(level: int, drawn: str, state: dict[str, object], clear: bool = False) -> bytes:
    """A page of 460 by 300 points that draws a picture of one level of grey so, under a graphics state."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(460, 300))
        size = {"Width": 40, "Height": 30, "BitsPerComponent": 8, "ColorSpace": pikepdf.Name.DeviceGray}
        kind = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image}
        picture = document.make_stream(bytes([level]) * 1200, **kind, **size)
        if clear:
            picture.SMask = document.make_stream(b"\x20" * 1200, **kind, **size)
        page.Resources.XObject = pikepdf.Dictionary(I=picture)
        page.Resources.ExtGState = pikepdf.Dictionary(G=pikepdf.Dictionary(state))
        page.contents_add(document.make_stream(f"q /G gs {drawn} 460 0 0 300 0 0 cm /I Do Q".encode()))
        document.save(out)
    return with_text(out.getvalue(), 0, True)


def hides(data: bytes) -> bool:
    with pypdfium2.PdfDocument(data) as document:
        return is_picture_over_text(document[0])


def test_text_shows_through_a_watermark() -> None:
    """A picture over the whole page, most of it clear, hides nothing; one that is not does."""
    assert hides(pictured(255, "", {}))
    assert not hides(pictured(128, "", {}, clear=True))
    assert not hides(pictured(128, "", {"/ca": 0.15}))


@pytest.mark.parametrize("mode", ["/Multiply", "/Darken"])
def test_text_shows_through_paper_that_multiplies(mode: str) -> None:
    """A letterhead drawn last, its white as clear as glass."""
    assert not hides(pictured(255, "", {"/BM": pikepdf.Name(mode)}))


def test_text_shows_beside_a_picture_that_is_clipped() -> None:
    assert not hides(pictured(255, "0 0 40 300 re W n", {}))


def test_the_page_is_as_it_was_after_it_was_asked() -> None:
    with pypdfium2.PdfDocument(pictured(255, "", {"/BM": pikepdf.Name.Multiply})) as document:
        page = document[0]
        before = page.render().to_numpy().copy()
        is_picture_over_text(page)
        assert (page.render().to_numpy() == before).all()
