"""The file that is written: by the verb, the same each time, whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from shenbao.cli import main
from shenbao.files import OutputError

from .conftest import Compared


def test_the_verb_writes_the_report_beside_its_tables(compared: Compared, tmp_path: Path) -> None:
    out = tmp_path / "新" / "report.html"
    words = [
        "compare",
        str(compared.dataset),
        "--html",
        str(out),
        "--documents",
        str(compared.documents),
        "--lang",
        "en",
    ]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert "documents found 6/6" in done.stderr
    text = out.read_text("utf-8")
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert text.count("data:image/webp") > 30


def test_a_folder_of_documents_that_is_not_there_is_wrong_usage(compared: Compared, tmp_path: Path) -> None:
    words = [
        "compare",
        str(compared.dataset),
        "--html",
        str(tmp_path / "a.html"),
        "--documents",
        str(tmp_path / "none"),
    ]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2
    assert "--documents" in done.output
    assert not (tmp_path / "a.html").exists()


def test_what_cannot_be_written_is_told(compared: Compared, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        compared.write(tmp_path / "file" / "report.html", documents=None)


def test_the_same_input_gives_the_same_bytes(compared: Compared, tmp_path: Path) -> None:
    first, second = (compared.write(tmp_path / name).path.read_bytes() for name in ("a.html", "b.html"))
    assert first == second


def test_no_document_text_is_markup_and_every_script_is_the_reports_own(hostile: Compared, tmp_path: Path) -> None:
    text = hostile.write(tmp_path / "report.html").path.read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert policy[1].count("sha256-") == 3  # one style, two scripts
    assert "unsafe" not in policy[1]
    assert len(re.findall(r"<script", text)) == 2
    assert len(re.findall(r"</script", text)) == 2
    assert "<img src=x" not in text
    assert "\u202e" not in text
    body = text.partition("<script>")[0]
    assert len(re.findall(r' (?:href|src)="', body)) > 50
    assert not re.search(r' (?:href|src)="(?!#|\./|data:image/webp;base64,)', body)
