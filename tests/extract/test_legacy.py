"""Legacy Office files and what is refused with advice: archives, OFD, encrypted files."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from shenbao_extract import read_bytes
from shenbao_extract.errors import (
    ArchiveError,
    EncryptedOfficeError,
    LibreOfficeFailedError,
    LibreOfficeMissingError,
    OfdFileError,
    UnsupportedFormatError,
)
from shenbao_extract.readers import legacy

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
needs_soffice = pytest.mark.skipif(legacy.find_program() is None, reason="LibreOffice (soffice) is not installed")


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\0\0"


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "error", "advice"),
    [
        (zipped("预算.pdf"), ArchiveError, "解压"),
        (b"Rar!\x1a\x07\x01\x00", ArchiveError, "解压"),
        (b"7z\xbc\xaf\x27\x1c", ArchiveError, "解压"),
        (zipped("OFD.xml"), OfdFileError, "PDF"),
        (stream("EncryptedPackage"), EncryptedOfficeError, "密码"),
        (stream("PowerPoint Document"), UnsupportedFormatError, "PDF"),
    ],
)
def test_refused_with_advice(data: bytes, error: type[UnsupportedFormatError], advice: str) -> None:
    with pytest.raises(error) as caught:
        read_bytes(data, "附件.xls")
    assert advice in caught.value.message_zh
    assert "附件.xls" in caught.value.message_en


def test_without_libreoffice_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "find_program", lambda: None)
    for name in ("Workbook", "Book", "WordDocument"):
        with pytest.raises(LibreOfficeMissingError) as caught:
            read_bytes(stream(name), "a.xls")
        assert "LibreOffice" in caught.value.message_zh
        assert "LibreOffice" in caught.value.message_en


def test_a_converter_that_hangs_is_ended(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 & echo $! > '%s'\nwait\n" % (tmp_path / "child"))
    program.chmod(0o755)
    with pytest.raises(LibreOfficeFailedError):
        legacy.convert(OLE, "xls", "a.xls", str(program), timeout=1.0)
    child = (tmp_path / "child").read_text().strip()
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_a_converter_that_writes_nothing_is_said(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    with pytest.raises(LibreOfficeFailedError):
        legacy.convert(OLE, "doc", "a.doc", str(program))


def converted(data: bytes, name: str, target: str, folder: Path) -> bytes:
    """A file in a legacy format, made by LibreOffice."""
    program = legacy.find_program()
    assert program is not None
    (folder / name).write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
    subprocess.run([*command, "--outdir", str(folder), str(folder / name)], check=True, timeout=120)
    return (folder / name).with_suffix(f".{target}").read_bytes()


@needs_soffice
def test_xls_is_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "产出指标", 0.05, "合计", "=1+2"
    sheet["B1"].number_format = "0%"
    sheet.merge_cells("A2:A3")
    sheet["B3"] = "≥95%"
    out = io.BytesIO()
    workbook.save(out)
    document = read_bytes(converted(out.getvalue(), "a.xlsx", "xls", tmp_path), "a.xls")
    (table,) = document.pages[0].tables
    shown = {c.place.cell: (c.text, c.row_span) for c in table.cells}
    assert shown == {"A1": ("产出指标", 1), "B1": ("5%", 1), "A2": ("合计", 2), "B2": ("3", 1), "B3": ("≥95%", 1)}
    assert [p.code for p in document.problems] == ["converted_by_libreoffice"]


@needs_soffice
def test_doc_is_read(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    word = docx.Document()
    word.add_paragraph("项目绩效目标表")
    table = word.add_table(2, 2, style="Table Grid")
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        table.cell(row, column).text = f"指标{row}{column}"
    word.add_paragraph("注")  # LibreOffice drops a table that ends a doc
    out = io.BytesIO()
    word.save(out)
    document = read_bytes(converted(out.getvalue(), "a.docx", "doc", tmp_path), "a.doc")
    assert document.pages[0].lines[0].text == "项目绩效目标表"
    assert [c.text for c in document.pages[0].tables[0].cells] == ["指标00", "指标01", "指标10", "指标11"]


@needs_soffice
def test_what_is_no_office_file_at_all(tmp_path: Path) -> None:
    try:
        document = read_bytes(stream("Workbook"), "a.xls")
    except LibreOfficeFailedError:
        return
    assert document.problems  # LibreOffice may read the bytes as text: then it is on record that it converted them
