"""What is done and unchanged is not done again; a run that is killed goes on where it stopped."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import shenbao
from shenbao.batch import kept, versions, work
from shenbao.batch.lock import only_run
from shenbao.files import BusyError, OutputError, UsageError
from shenbao.output import loads
from shenbao_extract import reading

ROOT = Path(__file__).parents[3]
SEED = ROOT / "corpus" / "dongkeng-2026-public-service-office.txt"
PDFS = sorted((ROOT / "corpus").glob("p*.pdf"))
SHENBAO = [str(Path(sys.executable).with_name("shenbao"))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents in two folders."""
    source = tmp_path / "in"
    (source / "区").mkdir(parents=True)
    (source / "a.txt").write_bytes(SEED.read_bytes())
    (source / "区" / "b.pdf").write_bytes(PDFS[0].read_bytes())
    (source / "坏.pdf").write_bytes(b"%PDF-1.4\nxx")
    return source


def how(folder: Path, out: Path, **options: Any) -> dict[str, str]:
    """What was done to each document."""
    found = shenbao.convert(folder, out, ocr="never", **options)
    return {Path(o.path).relative_to(folder).as_posix(): o.how for o in found}


def outputs(out: Path) -> dict[str, bytes]:
    """The JSON of all documents."""
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for p in out.rglob("*")
        if p.is_file() and ".shenbao" not in p.relative_to(out).parts
    }


CONVERTED = {"a.txt": "converted", "区/b.pdf": "converted", "坏.pdf": "converted"}
UNCHANGED = dict.fromkeys(CONVERTED, "unchanged")


def test_what_is_done_is_not_done_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert how(folder, out) == CONVERTED
    before = outputs(out)
    assert how(folder, out) == UNCHANGED
    assert outputs(out) == before
    (outcome,) = [o for o in shenbao.convert(folder, out, ocr="never") if Path(o.path).name == "坏.pdf"]
    assert outcome.error
    assert "坏.pdf" in outcome.error[0]


def test_force_does_all_again(folder: Path, tmp_path: Path) -> None:
    how(folder, tmp_path / "out")
    assert how(folder, tmp_path / "out", force=True) == CONVERTED


def test_only_what_changed_is_done_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    how(folder, out)
    (folder / "a.txt").write_bytes(SEED.read_bytes() + b"\n")
    (folder / "new.txt").write_bytes(SEED.read_bytes() + b"\n\n")
    os.utime(folder / "区" / "b.pdf")  # another time is no other content
    assert how(folder, out) == {**UNCHANGED, "a.txt": "converted", "new.txt": "converted"}


def test_other_options_are_another_conversion(folder: Path, tmp_path: Path) -> None:
    how(folder, tmp_path / "out")
    assert how(folder, tmp_path / "out", cells=True) == CONVERTED
    assert (tmp_path / "out" / "区" / "b.pdf.cells.json").is_file()


@pytest.mark.parametrize("damage", ["gone", "cut", "other"])
def test_an_output_that_was_lost_or_changed_is_made_again(damage: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    how(folder, out)
    before = outputs(out)
    target = out / "区" / "b.pdf.json"
    if damage == "gone":
        target.unlink()
    else:
        target.write_bytes(target.read_bytes()[:-100] if damage == "cut" else b"{}")
    assert how(folder, out) == {**UNCHANGED, "区/b.pdf": "converted"}
    assert outputs(out) == before


def test_new_cleaners_read_nothing_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    how(folder, out)
    before = outputs(out)
    monkeypatch.setattr(work, "pipeline_version", lambda: "of tomorrow")
    read: list[str] = []
    original = reading.read_bytes

    def counted(data: bytes, file: str, **options: Any) -> Any:
        read.append(file)
        return original(data, file, **options)

    monkeypatch.setattr(reading, "read_bytes", counted)
    assert how(folder, out) == CONVERTED
    assert read == ["坏.pdf"]  # nothing could be read of it, so nothing was kept
    assert outputs(out) == before
    monkeypatch.setattr(kept, "reading_version", lambda: "of tomorrow")
    monkeypatch.setattr(work, "pipeline_version", lambda: "of the day after")
    assert how(folder, out) == CONVERTED
    assert sorted(read) == sorted(["坏.pdf", "坏.pdf", "a.txt", "b.pdf"])


def test_what_was_kept_and_is_damaged_is_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    how(folder, out)
    before = outputs(out)
    files = sorted(p for p in (out / ".shenbao" / "read").rglob("*") if p.is_file())
    assert len(files) == 2
    files[0].write_bytes(b"")
    files[1].write_bytes(files[1].read_bytes()[:-200])
    monkeypatch.setattr(work, "pipeline_version", lambda: "of tomorrow")
    assert how(folder, out) == CONVERTED
    assert outputs(out) == before


def test_a_version_is_of_the_files_themselves() -> None:
    assert versions.reading_version() != versions.pipeline_version()
    assert len(versions.reading_version()) == 16


def test_a_renamed_document_is_read_from_what_was_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    how(folder, out)
    (folder / "a.txt").rename(folder / "c.txt")
    monkeypatch.setattr("shenbao_extract.reading.read_bytes", None)
    assert how(folder, out)["c.txt"] == "converted"
    assert loads((out / "c.txt.json").read_text("utf-8"))["source"]["file"] == "c.txt"
    monkeypatch.undo()
    assert set(how(folder, out).values()) == {"unchanged"}
    (folder / "c.txt").rename(folder / "a.txt")
    assert how(folder, out) == UNCHANGED


def test_a_document_has_one_file_in_the_state(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And keeps it when its JSON is made anew: nothing piles up."""
    out = tmp_path / "out"
    (folder / "区" / "same.pdf").write_bytes(PDFS[0].read_bytes())

    def files() -> dict[str, int]:
        return {name: sum(p.is_file() for p in (out / ".shenbao" / name).rglob("*")) for name in ("read", "records")}

    how(folder, out)
    assert files() == {"read": 2, "records": 2}  # of what could not be read, and of the same bytes, a record alone
    for version in ("of tomorrow", "of the day after"):
        monkeypatch.setattr(work, "pipeline_version", lambda version=version: version)
        assert "unchanged" not in how(folder, out).values()
        assert set(how(folder, out).values()) == {"unchanged"}
        how(folder, out, force=True)
        assert files() == {"read": 2, "records": 2}


def test_a_failure_leaves_what_was_read(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that new cleaners cannot take is not read again when they can."""
    out = tmp_path / "out"
    how(folder, out)
    before = outputs(out)
    with monkeypatch.context() as broken:
        broken.setattr(work, "pipeline_version", lambda: "of tomorrow")
        broken.setattr("shenbao_cleaners.read_declarations", None)
        assert how(folder, out) == CONVERTED
        assert outputs(out) != before
        assert how(folder, out) == UNCHANGED
    monkeypatch.setattr("shenbao_extract.reading.read_bytes", None)
    (folder / "坏.pdf").unlink()
    assert how(folder, out) == {"a.txt": "converted", "区/b.pdf": "converted"}
    assert outputs(out) == before


@pytest.mark.parametrize("jobs", [None, 2])
def test_the_same_bytes_are_converted_once(jobs: int | None, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("a/x.pdf", "b/x.pdf", "b/y.pdf"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(PDFS[0].read_bytes())
    for name in ("a/bad.pdf", "b/worse.pdf"):
        (folder / name).write_bytes(b"%PDF-1.4\nxx")
    done = how(folder, tmp_path / "out", jobs=jobs)
    assert Counter(done.values()) == {"converted": 2, "copied": 3}
    for path in sorted(folder.rglob("*.pdf")):
        shenbao.convert(path, tmp_path / "alone" / path.parent.name)
    assert outputs(tmp_path / "out") == outputs(tmp_path / "alone")
    assert set(how(folder, tmp_path / "out", jobs=jobs).values()) == {"unchanged"}


def test_in_worker_processes_or_not_the_bytes_are_the_same(folder: Path, tmp_path: Path) -> None:
    for name, jobs in (("none", None), ("one", 1), ("three", 3)):
        how(folder, tmp_path / name, jobs=jobs)
    assert outputs(tmp_path / "none") == outputs(tmp_path / "one") == outputs(tmp_path / "three")


def test_two_runs_into_one_out(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with only_run(out / ".shenbao" / "lock"), pytest.raises(BusyError) as busy:
        how(folder, out)
    assert str(os.getpid()) in busy.value.en
    assert outputs(out) == {}
    assert how(folder, out) == CONVERTED


def test_the_command_says_that_out_is_busy(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with only_run(out / ".shenbao" / "lock"):
        done = subprocess.run([*SHENBAO, "convert", folder, "-o", out], capture_output=True, encoding="utf-8")
    assert done.returncode == 4
    assert "正在写入" in done.stderr


def many(tmp_path: Path, count: int) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(count):
        (folder / f"{i:03}.txt").write_bytes(SEED.read_bytes() + b"\n" * i)
    return folder


def start(folder: Path, out: Path) -> subprocess.Popen[str]:
    command = [*SHENBAO, "convert", folder, "-o", out, "--jobs", "2", "--ocr", "never"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")


def wait_for(out: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(list(out.glob("*.json"))) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def family(pid: int) -> set[int]:
    """The processes that a process started, and those that these did."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def all_gone(pids: set[int]) -> bool:
    """Whether processes end, soon."""
    deadline = time.monotonic() + 10
    while any(_runs(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_killed_at_any_moment_and_started_again(tmp_path: Path) -> None:
    folder, out = many(tmp_path, 60), tmp_path / "out"
    shenbao.convert(folder, tmp_path / "undisturbed", ocr="never")
    wanted = outputs(tmp_path / "undisturbed")
    chance = random.Random(5)
    for _ in range(3):
        done = len(outputs(out))
        process = start(folder, out)
        wait_for(out, min(done + 3, 50))
        time.sleep(chance.random() * 0.3)
        started = family(process.pid)
        assert len(started) >= 3
        process.kill()
        process.communicate()
        assert all_gone(started)
        assert process.returncode == -signal.SIGKILL
        assert outputs(out).items() <= wanted.items()
    process = start(folder, out)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert outputs(out) == wanted
    assert sorted(p.name for p in (out / ".shenbao").iterdir()) == [
        "lock", "read", "report.html", "report.json", "report.txt",
    ]  # fmt: skip
    assert "unchanged" in said


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_stopped_by_the_user(sign: signal.Signals, tmp_path: Path) -> None:
    folder, out = many(tmp_path, 200), tmp_path / "out"
    process = start(folder, out)
    wait_for(out, 5)
    process.send_signal(sign)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "再次运行同一命令即可继续" in said
    assert "Traceback" not in said
    report = json.loads((out / ".shenbao" / "report.json").read_text("utf-8"))
    assert report["interrupted"] is True
    assert 1 <= report["documents"]["done"] < 200
    assert not (out / ".shenbao" / "tmp").exists()
    process = start(folder, out)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0
    assert len(outputs(out)) == 200


def test_a_manifest_names_documents_and_where_they_were_published(folder: Path, tmp_path: Path) -> None:
    manifest = folder / "清单.csv"
    manifest.write_text(
        "文件,网址,城市\na.txt,https://example.org/a.txt,甲市\n./区/b.pdf,,\n没有.pdf,,\n,,\n", encoding="utf-8-sig"
    )
    out = tmp_path / "out"
    done = {Path(o.output).name: o for o in shenbao.convert(manifest, out, ocr="never")}
    assert set(done) == {"a.txt.json", "b.pdf.json", "没有.pdf.json"}
    assert loads((out / "a.txt.json").read_text("utf-8"))["source"]["url"] == "https://example.org/a.txt"
    assert loads((out / "区" / "b.pdf.json").read_text("utf-8"))["source"]["url"] is None
    missing = loads((out / "没有.pdf.json").read_text("utf-8"))
    assert missing["issues"][0]["code"] == "missing_file"
    manifest.write_text(manifest.read_text("utf-8-sig").replace("org/a", "org/new/a"), encoding="utf-8")
    again = shenbao.convert(manifest, out, ocr="never")
    assert {Path(o.output).name: o.how for o in again} == {
        "a.txt.json": "converted", "b.pdf.json": "unchanged", "没有.pdf.json": "converted",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "/etc/hostname", "a/../../b", "..\\b", "C:\\b", "a//b", "s3://bucket/x", "./.shenbao/x", "a/."],
)
def test_no_path_of_a_manifest_leads_out(path: str, folder: Path, tmp_path: Path) -> None:
    manifest = folder / "m.csv"
    manifest.write_text(f"file\n{path}\n", encoding="utf-8")
    with pytest.raises(UsageError):
        shenbao.convert(manifest, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "secret.txt.json").exists()


def test_a_manifest_without_files_is_told(folder: Path, tmp_path: Path) -> None:
    (folder / "m.csv").write_text("name,url\na.txt,\n", encoding="utf-8")
    with pytest.raises(UsageError, match="file"):
        shenbao.convert(folder / "m.csv", tmp_path / "out")


def test_a_full_or_closed_out_ends_the_run(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    how(folder, out)
    shutil.rmtree(out / "区")
    (out / "区").write_text("in the way")
    with pytest.raises(OutputError):
        how(folder, out, jobs=2)


def test_what_is_kept_bears_no_name(folder: Path, tmp_path: Path) -> None:
    from shenbao.batch.jobs import Setup

    how(folder, tmp_path / "out")
    digest = loads((tmp_path / "out" / "a.txt.json").read_text("utf-8"))["source"]["sha256"]
    found = kept.known(digest, Setup(str(tmp_path / "out"), ocr="never")).document()
    assert found is not None
    assert found.source.file == ""
