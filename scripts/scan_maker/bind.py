"""Pictures of pages bound as scanners, fax machines and telephones bind them."""

from __future__ import annotations

import io
import pathlib
from collections.abc import Sequence

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from scan_maker.odd import Shot
from scan_maker.spoil import Colour
from shenbao_extract.document import Page

APIECE = ("jpg", "exif", "palette")  # kinds of file that hold one page
OTHER = str.maketrans("0123456789≥≤元年", "1234567890><兀午")  # as a poor recogniser errs


def bind(shots: Sequence[Shot], kind: str, stem: pathlib.Path, digital: pathlib.Path, pages: Sequence[Page]) -> None:
    """The pictures as a file STEM.scan.EXT of a kind; `digital` is the document and `pages` what it says."""
    if kind in ("tiff", "fax"):
        _tiff(shots, kind == "fax", stem.with_name(f"{stem.name}.scan.tiff"))
    elif kind in APIECE:
        _picture(shots[0], kind, stem)
    else:
        path = stem.with_name(f"{stem.name}.scan.pdf")
        pdf_of([_jpeg(s.pixels) for s in shots], [s.dpi * (2**0.5 if kind == "two_up" else 1.0) for s in shots], path)
        if kind == "mixed":
            _with_digital_pages(path, digital)
        elif kind == "false_text":
            _with_false_text(path, pages)


def pdf_of(jpegs: Sequence[bytes], dpis: Sequence[float], path: pathlib.Path) -> None:
    """Pictures as the pages of one PDF, their JPEGs as they are."""
    pdf = pdfium.PdfDocument.new()
    for jpeg, dpi in zip(jpegs, dpis, strict=True):
        width, height = (n * 72 / dpi for n in Image.open(io.BytesIO(jpeg)).size)
        sheet = pdf.new_page(width, height)
        picture = pdfium.PdfImage.new(pdf)
        picture.load_jpeg(io.BytesIO(jpeg), inline=True)
        picture.set_matrix(pdfium.PdfMatrix().scale(width, height))
        sheet.insert_obj(picture)
        sheet.gen_content()
    pdf.save(path)
    pdf.close()


def _jpeg(pixels: Colour) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=75)
    return out.getvalue()


def _tiff(shots: Sequence[Shot], coarse: bool, path: pathlib.Path) -> None:
    """Bilevel pages in one file; `coarse`: half the lines, as fax machines send them at standard resolution."""
    images = [Image.fromarray(s.pixels).convert("L") for s in shots]
    if coarse:
        images = [i.resize((round(i.width * 204 / s.dpi), round(i.height * 98 / s.dpi)), Image.Resampling.NEAREST)
                  for i, s in zip(images, shots, strict=True)]  # fmt: skip
    bilevel = [i.point(lambda v: 255 if v > 150 else 0).convert("1") for i in images]
    dpi = (204, 98) if coarse else (shots[0].dpi, shots[0].dpi)
    bilevel[0].save(path, "TIFF", compression="group3" if coarse else "group4", dpi=dpi,
                    save_all=True, append_images=bilevel[1:])  # fmt: skip


def _picture(shot: Shot, kind: str, stem: pathlib.Path) -> None:
    image = Image.fromarray(shot.pixels)
    if kind == "palette":
        clear = image.quantize(64).convert("RGBA")
        clear.putalpha(Image.fromarray(np.where(shot.pixels.min(axis=2) > 245, 0, 255).astype(np.uint8)))
        clear.save(stem.with_name(f"{stem.name}.scan.png"), dpi=(shot.dpi, shot.dpi))
    elif kind == "exif":
        exif = Image.Exif()
        exif[0x0112] = 6  # to be turned a quarter clockwise to be seen
        image.rotate(90, expand=True).save(stem.with_name(f"{stem.name}.scan.jpg"), quality=85, exif=exif)
    else:
        image.save(stem.with_name(f"{stem.name}.scan.jpg"), quality=85)


def _with_digital_pages(path: pathlib.Path, digital: pathlib.Path) -> None:
    """Every second page replaced by the digital one, the first among them."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf, pikepdf.open(digital) as other:
        for i in range(0, len(pdf.pages), 2):
            pdf.pages[i] = other.pages[i]
        pdf.save(path)


def _with_false_text(path: pathlib.Path, pages: Sequence[Page]) -> None:
    """Text as scanning programs add it, its figures wrong: on odd pages invisible, on even ones under the picture."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        font = pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name("/STSong-Light"),
            Encoding=pikepdf.Name("/UniGB-UCS2-H"),
            DescendantFonts=[pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType0, BaseFont=pikepdf.Name("/STSong-Light"),
                CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="GB1", Supplement=4),
                FontDescriptor=pikepdf.Dictionary(
                    Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name("/STSong-Light"), Flags=6,
                    FontBBox=[-25, -254, 1000, 880], ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=880, StemV=93,
                ),
            )],
        ))  # fmt: skip
        for i, (sheet, page) in enumerate(zip(pdf.pages, pages, strict=True)):
            height = float(sheet.mediabox[3])
            words = [(line.place.box, line.text) for line in page.lines]
            words += [(c.place.box, c.text.replace("\n", "")) for t in page.tables for c in t.cells]
            shown = "".join(
                f"1 0 0 1 {b.x0 + 2:.1f} {height - b.bottom + 2:.1f} Tm "
                f"<{t.translate(OTHER).encode('utf-16-be').hex()}> Tj\n"
                for b, t in words
                if b and t.strip()
            )
            sheet.Resources.Font = pikepdf.Dictionary(F9=font)
            stream = pdf.make_stream(f"BT /F9 8 Tf {0 if i % 2 else 3} Tr\n{shown}ET\n".encode())
            sheet.contents_add(stream, prepend=bool(i % 2))
        pdf.save(path)
