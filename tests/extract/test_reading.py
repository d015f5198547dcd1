"""The one door: every kind of file, and errors that name the file, the reason and the remedy."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinypdf import TinyPage, pdf

from shenbao_extract import Document, ExtractError, errors, media, read_bytes, read_document

TSV = "三级指标\t年度指标值\n走访次数\t≥3次\n"


def archive(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(name, "x")
    return out.getvalue()


def every_error() -> list[type[ExtractError]]:
    found, todo = [], [ExtractError]
    while todo:
        found.append(todo.pop())
        todo += found[-1].__subclasses__()
    return found


@pytest.mark.parametrize("error", every_error(), ids=lambda e: e.__name__)
def test_every_error_names_the_file_the_reason_and_the_remedy(error: type[ExtractError]) -> None:
    words = error("预算.pdf", "what the reader said")
    for message in (words.message_zh, words.message_en):
        assert "预算.pdf" in message
        assert "what the reader said" in message
    assert error.reason_zh in words.message_zh
    assert error.advice_zh in words.message_zh
    assert error.reason_en in words.message_en
    assert error.advice_en in words.message_en
    assert error.code.isidentifier()
    assert "()" not in error("预算.pdf").message_en
    assert "（）" not in error("预算.pdf").message_zh


@pytest.mark.parametrize(
    ("data", "error", "advice"),
    [
        (b"", errors.EmptyFileError, "下载"),
        (b" \r\n\t ", errors.EmptyFileError, "下载"),
        (b"plain words", errors.UnknownFormatError, "PDF"),
        (os.urandom(64).replace(b"\t", b"") + b"\0", errors.UnknownFormatError, "PDF"),
        (b"\x89PNG\r\n\x1a\n", errors.DamagedPictureError, "下载"),
        (archive("a.pdf"), errors.ArchiveError, "解压"),
        (archive("OFD.xml"), errors.OfdFileError, "PDF"),
        (b"%PDF-1.4\nnothing more", errors.DamagedFileError, "下载"),
        (archive("xl/workbook.xml"), errors.DamagedOfficeError, "下载"),
        (archive("word/document.xml"), errors.DamagedOfficeError, "下载"),
    ],
    ids=["empty", "white", "words", "noise", "picture", "archive", "ofd", "pdf", "xlsx", "docx"],
)
def test_what_cannot_be_read(data: bytes, error: type[ExtractError], advice: str) -> None:
    with pytest.raises(error) as caught:
        read_bytes(data, "附件1.pdf")
    assert "附件1.pdf" in caught.value.message_zh
    assert advice in caught.value.message_zh


def test_encrypted() -> None:
    with pytest.raises(errors.EncryptedFileError) as caught:
        read_bytes(pdf(TinyPage(), user="2026"), "密.pdf")
    assert "--password" in caught.value.message_zh
    assert "--password" in caught.value.message_en


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(errors.MissingFileError) as caught:
        read_document(tmp_path / "无.pdf")
    assert "无.pdf" in caught.value.message_zh
    assert str(tmp_path) not in caught.value.message_en  # the name, not the folder


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(errors.MissingFileError):
        read_document(tmp_path)


@pytest.mark.parametrize("name", ["form.txt", "form.pdf", "form.xlsx", "form"])
def test_the_content_decides_and_not_the_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TSV, "utf-8")
    document = read_document(path)
    assert document.source.media_type == media.TSV
    assert document.source.file == name
    assert [c.text for c in document.pages[0].tables[0].cells] == ["三级指标", "年度指标值", "走访次数", "≥3次"]


def test_a_web_page_saved_as_pdf_is_read_as_a_web_page() -> None:
    html = "<html><body><p>您访问的页面不存在</p></body></html>".encode()
    assert read_bytes(html, "预算.pdf").source.media_type == media.HTML


def test_the_source_is_on_record(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TSV, "utf-8")
    source = read_document(str(path)).source
    assert source.sha256 == hashlib.sha256(TSV.encode()).hexdigest()
    assert (source.bytes, source.url) == (len(TSV.encode()), None)


def test_the_place_of_the_file_changes_nothing(tmp_path: Path) -> None:
    documents: list[Document] = []
    for folder in ("a", "b/c"):
        path = tmp_path / folder / "form.txt"
        path.parent.mkdir(parents=True)
        path.write_text(TSV, "utf-8")
        documents.append(read_document(path))
    assert documents[0] == documents[1]


STARTS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<html>", b"a\tb\n", b"\xff\xfe", b"\x89PNG"]


@settings(max_examples=80)
@given(st.sampled_from([x for x in STARTS if x != b"\xd0\xcf\x11\xe0"]), st.binary(max_size=120))
def test_any_bytes_are_read_or_refused_in_words(start: bytes, rest: bytes) -> None:
    said = None
    try:
        source = read_bytes(start + rest, "x.bin").source.file
    except ExtractError as error:
        source, said = "x.bin", error.message_zh
    assert source == "x.bin"
    assert said is None or "x.bin" in said
