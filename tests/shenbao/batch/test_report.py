"""The report at the end: counts, slowest documents, failures with reason and advice; and the log for programs."""

from __future__ import annotations

import json
import os
import pty
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shenbao.batch.jobs import Job
from shenbao.batch.records import Summary
from shenbao.batch.report import as_json, as_page, as_text
from shenbao.batch.tally import SLOWEST, Tally
from shenbao.batch.work import Done
from shenbao.cli import main

ROOT = Path(__file__).parents[3]
SEED = ROOT / "corpus" / "dongkeng-2026-public-service-office.txt"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&\udc80.pdf"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good document, its twin, an empty one and one that is no document."""
    source = tmp_path / "in"
    source.mkdir()
    for name, data in {"a.txt": SEED.read_bytes(), "b.txt": SEED.read_bytes(), "c.pdf": b"", "d.pdf": b"noise"}.items():
        (source / name).write_bytes(data)
    return source


def test_a_report_of_everything(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("convert", folder, "-o", out, "--jobs", "2", "--json-log", tmp_path / "log.jsonl")
    assert result.exit_code == 1
    assert "report.html" in result.stderr
    report = json.loads((out / ".shenbao" / "report.json").read_text("utf-8"))
    assert report["documents"] == {
        "total": 4, "done": 4, "passed_over": 0, "converted": 1, "copied": 1, "failed": 2,
    }  # fmt: skip
    assert report["declarations"]["total"] == 2
    assert report["declarations"]["by_kind"] == {"department": 2}
    assert {"severity": "error", "code": "empty_file", "count": 1} in report["issues"]
    failures = {failure["file"]: failure for failure in report["failures"]}
    assert set(failures) == {"c.pdf", "d.pdf"}
    assert failures["c.pdf"]["code"] == "empty_file"
    assert "请" in failures["c.pdf"]["message"]["zh"]
    text = (out / ".shenbao" / "report.txt").read_text("utf-8")
    page = (out / ".shenbao" / "report.html").read_text("utf-8")
    for told in (text, page):
        assert "empty_file" in told
        assert "c.pdf" in told
        assert "部门整体 department" in told
    events = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert [event["event"] for event in events] == ["begin", *["document"] * 4, "end"]
    assert {event["code"] for event in events[1:-1]} == {None, "empty_file", "unknown_format"}


def test_the_report_of_what_was_done_before_counts_it_all(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("convert", folder, "-o", out)
    assert run("convert", folder, "-o", out).exit_code == 1
    report = json.loads((out / ".shenbao" / "report.json").read_text("utf-8"))
    assert report["documents"]["unchanged"] == 2
    assert report["documents"]["failed"] == 2
    assert report["declarations"]["total"] == 2
    assert len(report["failures"]) == 2


def hostile() -> Tally:
    tally = Tally(1)
    summary = Summary(code="crashed", error=(HOSTILE, HOSTILE), issues={f"error {HOSTILE}": 1})
    tally.add(Done(Job("x", HOSTILE, 1), "converted", summary, 1.0))
    return tally


def test_hostile_names_cannot_run_in_the_page() -> None:
    seen: set[str] = set()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.add(tag)
            assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]

    page = as_page(hostile())
    page.encode("utf-8")
    Tags().feed(page)
    assert seen == {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "tr", "td"}
    assert "default-src 'none'" in page
    assert not re.search(r"https?://", page)
    as_text(hostile()).encode("utf-8")
    json.loads(as_json(hostile()).encode("utf-8"))


def test_little_is_kept_of_each_document() -> None:
    tally = Tally(1000)
    for i in range(1000):
        tally.add(Done(Job("x", f"{i}.pdf", 1), "converted", Summary("application/pdf", 2), float(i)))
    assert tally.done == 1000
    assert tally.pages == 2000
    assert [file for _, file, _ in tally.slowest] == [f"{i}.pdf" for i in range(999, 999 - SLOWEST, -1)]
    assert tally.failures == []


def test_one_document_alone_leaves_nothing_but_its_json(tmp_path: Path) -> None:
    result = run("convert", SEED, "-o", tmp_path)
    assert result.exit_code == 0
    assert [p.name for p in tmp_path.iterdir()] == [f"{SEED.name}.json"]
    assert "报告" not in result.stderr


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    result = run("convert", SEED, "-o", tmp_path, "--json-log", tmp_path / "no" / "log")
    assert result.exit_code == 3


def test_progress_on_a_terminal(folder: Path, tmp_path: Path) -> None:
    """Counts by what became of the documents, rate and remaining time; a failure leaves a line of its own."""
    shown = b""

    def read(terminal: int) -> bytes:
        nonlocal shown
        data = os.read(terminal, 65536)
        shown += data
        return data

    command = [str(Path(sys.executable).with_name("shenbao")), "convert", str(folder), "-o", str(tmp_path / "out")]
    code = "import os, sys; os.environ.update(COLUMNS='160', TERM='xterm'); os.execv(sys.argv[1], sys.argv[1:])"
    status = pty.spawn([sys.executable, "-c", code, *command, "--jobs", "2"], read)
    assert os.waitstatus_to_exitcode(status) == 1
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode("utf-8", "replace"))
    assert re.search(r"失败 failed \d.* 4/4 [\d.]+/s \d:\d\d:\d\d 剩 left", text)
    assert re.search(r"失败 c\.pdf：文件是空的", text)
