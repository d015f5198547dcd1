"""Damage done to a print afterwards: pages turned, text drawn twice."""

from __future__ import annotations

import pathlib

import pikepdf

PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}


def damage(path: pathlib.Path, rotate: int, double: bool) -> None:
    """Rewrite the file with the damage asked for."""
    if not rotate and not double:
        return
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            if double:
                _double(pdf, page)
            if rotate:
                _turn(pdf, page, rotate)
        pdf.save(path, deterministic_id=True)


def shrink(path: pathlib.Path) -> None:
    """Pack the file's objects; what is drawn stays as the producer drew it."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(
            path,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            compress_streams=True,
            deterministic_id=True,
        )


def _double(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Draw the text of the page a second time, a hair to the right."""
    again = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in PAINT:
            again.append(pikepdf.ContentStreamInstruction([], pikepdf.Operator("n")))
        elif operator not in ("sh", "BDC", "BMC", "EMC", "INLINE IMAGE"):
            again.append(instruction)
    second = b"q 1 0 0 1 0.25 0 cm\n" + pikepdf.unparse_content_stream(again) + b"\nQ"
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(pdf.make_stream(b"Q\n" + second))


def _turn(pdf: pikepdf.Pdf, page: pikepdf.Page, degrees: int) -> None:
    """Give the page a /Rotate and turn its content against it, so that it shows upright."""
    left, bottom, right, top = (float(x) for x in page.mediabox)
    w, h = right - left, top - bottom
    matrix = f"0 1 -1 0 {h:.3f} 0" if degrees == 90 else f"0 -1 1 0 0 {w:.3f}"
    page.contents_add(pdf.make_stream(f"q {matrix} cm".encode()), prepend=True)
    page.contents_add(pdf.make_stream(b"Q"))
    for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]
    page.mediabox = pikepdf.Array([0, 0, round(h, 3), round(w, 3)])
    page.obj[pikepdf.Name.Rotate] = degrees
