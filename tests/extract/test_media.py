"""The kind of a file is told by its content and never by its name."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinypdf import TinyPage, pdf

from shenbao_extract import media
from shenbao_extract.media import decode_text, media_type


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "want"),
    [
        (pdf(TinyPage()), media.PDF),
        (b"\r\n\xef\xbb\xbfjunk before\n" + pdf(TinyPage()), media.PDF),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), media.XLSX),
        (zipped("[Content_Types].xml", "word/document.xml"), media.DOCX),
        (zipped("OFD.xml", "Doc_0/Document.xml"), media.OFD),
        (zipped("a.pdf", "b.pdf"), media.ZIP),
        (zipped("a.pdf")[:20], media.ZIP),  # cut off
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, media.OLE),
        (b"<!DOCTYPE html><html><body>404</body></html>", media.HTML),
        (b"\xef\xbb\xbf\n <HTML lang=zh>", media.HTML),
        (b"<script>location.href='/login'</script>", media.HTML),
        ("一级指标\t二级指标\n产出指标\t数量指标\n".encode(), media.TSV),
        ("\ufeff一级指标\t二级指标\n".encode(), media.TSV),
        ("一级指标\t二级指标\n".encode("gb18030"), media.TSV),
        ("一级指标\t二级指标\n".encode("utf-16"), media.TSV),
        (b"Rar!\x1a\x07\x01\x00", "application/vnd.rar"),
        (b"7z\xbc\xaf\x27\x1c\x00", "application/x-7z-compressed"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        ("没有制表符的文字".encode(), media.UNKNOWN),
        (b"\x00\x01\x02\x03\t\x00", media.UNKNOWN),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_kinds(data: bytes, want: str) -> None:
    assert media_type(data) == want


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_in_the_usual_encodings(encoding: str) -> None:
    assert decode_text("绩效目标\t≥95%".encode(encoding)) == "绩效目标\t≥95%"


def test_what_is_no_text() -> None:
    assert decode_text(b"\xff\xfe\x00") is None
    assert decode_text(b"a\0b") is None


@given(st.binary(max_size=300))
def test_any_bytes_have_a_kind(data: bytes) -> None:
    assert "/" in media_type(data)
