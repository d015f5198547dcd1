"""Text under a picture is not read, also where text drawn over the picture reaches into its place."""

from __future__ import annotations

import io

import pikepdf
import pytest
from tinypdf import HEIGHT, WIDTH, TinyPage, pdf

from shenbao_extract.readers.pdf import read_pdf


def with_picture(page: TinyPage, after: list[str], opaque: bool = True) -> bytes:
    """The page, a white picture over its upper part, and what is drawn after it."""
    mark = "1 0 0 1 0 0 cm"
    page.drawn.append(f"q {mark} {WIDTH} 0 0 90 0 {HEIGHT - 90} cm /I1 Do Q")
    page.drawn += after
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(page))) as document:
        picture = document.make_stream(b"\xff" * 4)
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width = picture.Height = 2
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        if not opaque:
            mask = document.make_stream(b"\x00" * 4)
            mask.Type, mask.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            mask.Width = mask.Height = 2
            mask.ColorSpace, mask.BitsPerComponent = pikepdf.Name.DeviceGray, 8
            picture.SMask = mask
        document.pages[0].Resources.XObject = pikepdf.Dictionary(I1=picture)
        document.save(out)
    return out.getvalue()


def lines(data: bytes) -> list[str]:
    return [x.text for x in read_pdf(data, "a.pdf", all_pages=True).pages[0].lines]


TITLE = TinyPage().text("Targets of 2026", 100, 57, size=14).drawn[0]


@pytest.mark.parametrize("top", [44, 46, 48, 50, 57])
def test_a_year_under_a_white_picture_is_hidden_whatever_overlaps_it(top: int) -> None:
    page = TinyPage().text("Hidden year", 100, top, size=14).table([["A", "B"], ["C", "D"]])
    assert lines(with_picture(page, [TITLE])) == ["Targets of 2026"]


def test_text_over_a_picture_and_under_a_clear_one_is_read() -> None:
    page = TinyPage().text("Seen through", 100, 30, size=14).table([["A", "B"], ["C", "D"]])
    assert lines(with_picture(page, [TITLE], opaque=False)) == ["Seen through", "Targets of 2026"]
