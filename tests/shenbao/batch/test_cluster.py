"""The same work on a Dask cluster of real processes: the same bytes, also where a worker is killed in the middle."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import hurtful
import pytest

import shenbao
from shenbao.files import UsageError
from shenbao.output import loads

ROOT = Path(__file__).parents[3]
SEED = ROOT / "corpus" / "dongkeng-2026-public-service-office.txt"
BIN = Path(sys.executable).parent


def outputs(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in out.glob("*.json")}


def many(tmp_path: Path, count: int) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(count):
        (folder / f"{i:03}.txt").write_bytes(SEED.read_bytes() + b"\n" * i)
    return folder


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler, and two workers started by dask's own command: their address and processes."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), "DASK_LOGGING__DISTRIBUTED": "warning"}
    with ExitStack() as stack:

        def start(*arguments: str) -> subprocess.Popen[bytes]:
            log = stack.enter_context((tmp_path / f"{len(arguments)}-{time.time_ns()}.log").open("wb"))
            command = [str(BIN / "dask"), *arguments]
            process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=tmp_path)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        file = tmp_path / "scheduler.json"
        start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        deadline = time.monotonic() + 60
        while not file.exists() or not file.read_text().strip():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        found = re.search(r'"address": "([^"]+)"', file.read_text())
        assert found
        worker = ("worker", found[1], "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        yield found[1], [start(*worker), start(*worker)]


def convert(folder: Path, out: Path, address: str) -> subprocess.Popen[str]:
    command = [str(BIN / "shenbao"), "convert", folder, "-o", out, "--cluster", address, "--ocr", "never"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")


def test_a_worker_is_killed_in_the_middle(scheduler: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path) -> None:
    address, workers = scheduler
    folder, out = many(tmp_path, 60), tmp_path / "out"
    shenbao.convert(folder, tmp_path / "undisturbed", ocr="never")
    running = convert(folder, out, address)
    deadline = time.monotonic() + 90
    while len(outputs(out)) < 10:
        assert time.monotonic() < deadline, running.stderr
        assert running.poll() is None, running.communicate()
        time.sleep(0.02)
    workers[0].send_signal(signal.SIGKILL)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 0, said
    assert "60 个文件" in said
    assert "失败 0，未做 0" in said
    assert outputs(out) == outputs(tmp_path / "undisturbed")
    again = convert(folder, out, address)
    _, said = again.communicate(timeout=60)
    assert "未变 60" in said


def test_a_crash_on_the_cluster_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shenbao.batch import cluster

    monkeypatch.setattr(cluster, "on_worker", hurtful.on_worker)
    folder = many(tmp_path, 6)
    (folder / "002-bad.txt").write_bytes(hurtful.text("segfault"))
    out = tmp_path / "out"
    outcomes = shenbao.convert(folder, out, cluster="local", jobs=2, ocr="never")
    assert [Path(o.path).name for o in outcomes if o.error] == ["002-bad.txt"]
    assert len(outcomes) == 7
    assert loads((out / "002-bad.txt.json").read_text("utf-8"))["issues"][0]["code"] == "crashed"


def test_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shenbao.batch.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:9"):
        shenbao.convert(many(tmp_path, 2), tmp_path / "out", cluster="tcp://127.0.0.1:9")
