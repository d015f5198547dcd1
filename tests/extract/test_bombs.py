"""Hostile files meet a limit, with a clear word for it: pages, pixels, entities and addresses."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from shenbao_extract import page_count
from shenbao_extract.errors import ExtractError, TooLargeError, TooManyPagesError, UnsafeXmlError
from shenbao_extract.page_image import MOST_PIXELS, PageImage
from shenbao_extract.reading import read_bytes

ROOT = Path(__file__).parents[2]
SECRET = "a secret of this machine"


def pdf_of(pages: int, size: str = "595 842") -> bytes:
    """A PDF whose page tree names one page many times over."""
    kids = "3 0 R " * pages
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] >>",
    ]
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj {body} endobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010} 00000 n \n" for p in places)
    return (out + f"trailer << /Root 1 0 R /Size {len(objects) + 1} >>\nstartxref\n{start}\n%%EOF\n").encode()


def test_a_document_of_too_many_pages() -> None:
    with pytest.raises(TooManyPagesError) as error:
        read_bytes(pdf_of(page_count.MOST_PAGES + 1), "many.pdf")
    assert "5001 > 5000" in error.value.message_zh
    assert len(read_bytes(pdf_of(30), "few.pdf").pages) == 30


def test_pages_are_counted_without_being_read() -> None:
    assert page_count.page_count(pdf_of(30)) == 30
    assert page_count.page_count(b"%PDF-1.4 nothing") == 1
    assert page_count.page_count(b"a\tb\n") == 1
    frames = io.BytesIO()
    Image.new("L", (20, 20)).save(frames, "TIFF", save_all=True, append_images=[Image.new("L", (20, 20))] * 2)
    assert page_count.page_count(frames.getvalue()) == 3


def test_a_giant_page_is_rendered_smaller() -> None:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(pdf_of(1, "2000000 1000000"))
    page = document[0]
    image = PageImage.render(page)
    assert image._pixels.size <= MOST_PIXELS * 1.01
    page.close()
    document.close()


def test_a_giant_picture_is_refused_before_it_is_decoded() -> None:
    data = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(data, "PNG")
    assert len(data.getvalue()) < 100_000
    with pytest.raises(TooLargeError):
        read_bytes(data.getvalue(), "bomb.png")


def office(kind: str, data: bytes) -> bytes:
    """An Office file whose main part is `data`."""
    main = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}[kind]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr(main, data)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_office_files_expand_no_entity(kind: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET)
    xml = f"""<?xml version="1.0" encoding="{encoding}"?>
    <!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]><document><t>&e;</t></document>"""
    with pytest.raises(UnsafeXmlError):
        read_bytes(office(kind, xml.encode(encoding)), f"x.{kind}")


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_decompression_bomb_is_refused(kind: str) -> None:
    with pytest.raises(TooLargeError):
        read_bytes(office(kind, b"<x>" + b" " * 300 * 2**20), f"bomb.{kind}")


@pytest.mark.parametrize("declared", ["SYSTEM", "PUBLIC 'x'"])
def test_web_pages_expand_no_entity_and_fetch_nothing(declared: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET)
    page = f"""<!DOCTYPE html [<!ENTITY e {declared} "{(tmp_path / "secret").as_uri()}">]><html><body>
    <table><tr><td>绩效目标申报表 &e;</td><td>x</td></tr></table></body></html>"""
    try:
        document = read_bytes(page.encode(), "x.html")
    except ExtractError:
        return
    assert SECRET not in str(document)
