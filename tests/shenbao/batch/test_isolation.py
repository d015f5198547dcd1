"""A document that crashes, hangs or takes too much memory costs that document alone, which gets its record."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import hurtful
import jsonschema
import pytest

import shenbao
from shenbao.batch.inputs import find_jobs
from shenbao.batch.jobs import Setup
from shenbao.batch.pool import Isolated
from shenbao.batch.run import opened, run
from shenbao.batch.work import Done

ROOT = Path(__file__).parents[3]
SEED = ROOT / "corpus" / "dongkeng-2026-public-service-office.txt"


def convert(folder: Path, out: Path, jobs: int = 2, **options: Any) -> dict[str, Done]:
    """A batch by the hurtful worker: relative path -> what became of it."""
    found = find_jobs([folder])
    setup = Setup(str(out), ocr="never", **options)
    with opened(setup):
        results = run(found.jobs, Counter(j.size for j in found.jobs), setup, Isolated(setup, jobs, hurtful.worker))
        return {done.job.relative: done for done in results}


def record(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator(shenbao.json_schema()).validate(content)
    return content


def folder_with(tmp_path: Path, **documents: bytes) -> Path:
    """Documents, and good ones before, between and after them in the order of names."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in documents.items():
        (folder / f"{name}.txt").write_bytes(data)
    for i, letter in enumerate("amz"):
        (folder / f"{letter}-good.txt").write_bytes(SEED.read_bytes() + b"\n" * i)
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The declarations of the good documents, read by themselves."""
    return {"declarations": json.loads(shenbao.read(SEED).to_json())["declarations"]}


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("exit", "crashed"),
        ("segfault", "crashed"),
        ("hang", "timed_out"),
        ("hang in C", "timed_out"),
        ("swallow", "timed_out"),
        ("regex", "timed_out"),
        ("balloon", "out_of_memory"),
    ],
)
def test_a_hurtful_document_costs_itself_alone(what: str, code: str, tmp_path: Path, alone: dict[str, Any]) -> None:
    folder = folder_with(tmp_path, bad=hurtful.text(what))
    done = convert(folder, tmp_path / "out", timeout=2.0 if code == "timed_out" else 60.0, memory_mb=600)
    assert len(done) == 4
    assert {name: d.summary.code for name, d in done.items()} == {
        "a-good.txt": None,
        "bad.txt": code,
        "m-good.txt": None,
        "z-good.txt": None,
    }
    bad = record(tmp_path / "out" / "bad.txt.json")
    assert bad["declarations"] == []
    assert [issue["code"] for issue in bad["issues"]] == [code]
    assert bad["source"]["bytes"] == len(hurtful.text(what))
    assert str(tmp_path) not in json.dumps(bad)
    for letter in "amz":
        good = record(tmp_path / "out" / f"{letter}-good.txt.json")
        assert good["declarations"] == alone["declarations"]
    assert not (tmp_path / "out" / ".shenbao" / "tmp").exists()


def test_a_crash_that_does_not_repeat_costs_nothing(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, bad=hurtful.text("exit once", str(tmp_path / "crashed")))
    done = convert(folder, tmp_path / "out")
    assert {d.summary.code for d in done.values()} == {None}
    assert (tmp_path / "crashed").exists()


def test_many_hurtful_documents_at_once(tmp_path: Path) -> None:
    kinds = ("exit", "segfault", "balloon")
    folder = folder_with(tmp_path, **{f"bad{i}": hurtful.text(kinds[i % 3], str(i)) for i in range(6)})
    done = convert(folder, tmp_path / "out", memory_mb=600)
    codes = Counter(d.summary.code for d in done.values())
    assert codes == {None: 3, "crashed": 4, "out_of_memory": 2}


def test_no_network_while_converting(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        connections: list[Any] = []
        threading.Thread(target=lambda: connections.append(server.accept()), daemon=True).start()
        port = server.getsockname()[1]
        folder = folder_with(tmp_path, bad=hurtful.text("network", f"127.0.0.1:{port}"))
        start = time.monotonic()
        done = convert(folder, tmp_path / "out")
        assert connections == []
        with socket.create_connection(("127.0.0.1", port)):  # it was there to be reached
            pass
    assert done["bad.txt"].summary.code == "crashed"
    assert time.monotonic() - start < 60


def test_temporary_files_are_gone_at_the_end(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, bad=hurtful.text("temporary"))
    convert(folder, tmp_path / "out")
    assert not (tmp_path / "out" / ".shenbao" / "tmp").exists()
    assert [p for p in (tmp_path / "out").rglob("*") if "tmp" in p.name or "shenbao-worker" in p.name] == []
