"""Documents from and to S3: a real server of its protocol on this machine, which is down for a while in the middle."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import shenbao
from shenbao import storage
from shenbao.files import UsageError
from shenbao.output import loads

ROOT = Path(__file__).parents[3]
SEED = ROOT / "corpus" / "dongkeng-2026-public-service-office.txt"
SHENBAO = str(Path(sys.executable).with_name("shenbao"))


class Server:
    """An S3 server that keeps its buckets in a process of its own, behind a gate that can be shut."""

    def __init__(self) -> None:
        self.address = ("127.0.0.1", _free_port())
        self._behind = ("127.0.0.1", _free_port())
        code = f"from moto.server import main; main(['-H', '127.0.0.1', '-p', '{self._behind[1]}'])"
        self._server = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
        self._gate: subprocess.Popen[bytes] | None = None
        _wait_for(self._behind)
        self.open()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.address[1]}"

    def open(self) -> None:
        """Let everybody in."""
        gate = Path(__file__).with_name("gate.py")
        command = [sys.executable, str(gate), str(self.address[1]), str(self._behind[1])]
        self._gate = subprocess.Popen(command)
        _wait_for(self.address)

    def shut(self) -> None:
        """Break all connections, and take no new ones."""
        assert self._gate is not None
        self._gate.kill()
        self._gate.wait()

    def close(self) -> None:
        self.shut()
        self._server.kill()
        self._server.wait()


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


def _wait_for(address: tuple[str, int]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(address, timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server with the bucket `town`, known to this process and those it starts."""
    import fsspec

    running = Server()
    for name, value in {
        "AWS_ENDPOINT_URL": running.url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    storage._filesystem.cache_clear()
    fs = fsspec.filesystem("s3", skip_instance_cache=True)
    fs.mkdir("town")
    for i in range(24):
        fs.pipe_file(f"town/2026/区{i % 2}/{i:02}.txt", SEED.read_bytes() + b"\n" * i)
    fs.pipe_file("town/2026/readme.odt", b"x")
    yield running
    storage._filesystem.cache_clear()
    running.close()


def expected(tmp_path: Path) -> dict[str, bytes]:
    """What the same documents come out as from a folder of this machine."""
    for i in range(24):
        path = tmp_path / "local" / f"区{i % 2}" / f"{i:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SEED.read_bytes() + b"\n" * i)
    shenbao.convert(tmp_path / "local", tmp_path / "wanted", ocr="never")
    found = (p for p in (tmp_path / "wanted").rglob("*.json") if ".shenbao" not in p.parts)
    return {p.relative_to(tmp_path / "wanted").as_posix(): p.read_bytes() for p in found}


def stored() -> dict[str, bytes]:
    """What lies in the bucket's out/."""
    import fsspec

    fs = fsspec.filesystem("s3", skip_instance_cache=True)
    paths = [p for p in fs.find("town/out") if "/.shenbao/" not in p]
    return {p.removeprefix("town/out/"): fs.cat_file(p) for p in paths}


def command(*more: str) -> list[str]:
    return [SHENBAO, "convert", "s3://town/2026", "-o", "s3://town/out", "--jobs", "2", "--ocr", "never", *more]


def test_from_and_to_s3_with_an_outage_in_the_middle(server: Server, tmp_path: Path) -> None:
    wanted = expected(tmp_path)
    log = tmp_path / "log.jsonl"
    running = subprocess.Popen(command("--json-log", str(log)), stderr=subprocess.PIPE, encoding="utf-8")
    deadline = time.monotonic() + 60
    while not log.exists() or log.read_text("utf-8").count("\n") < 5:
        assert time.monotonic() < deadline
        assert running.poll() is None, running.communicate()
        time.sleep(0.02)
    server.shut()
    time.sleep(4)
    count = log.read_text("utf-8").count("\n")
    time.sleep(1)
    assert log.read_text("utf-8").count("\n") == count  # it waits
    server.open()
    _, said = running.communicate(timeout=120)
    assert running.returncode == 0, said
    assert "略过 1 个" in said
    assert stored() == wanted
    again = subprocess.run(command(), stderr=subprocess.PIPE, encoding="utf-8", timeout=120)
    assert again.returncode == 0
    assert "未变 24" in again.stderr


def test_an_outage_that_lasts_is_told_and_made_good_later(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "WAITS", (0.1,))
    wanted = expected(tmp_path)
    seen: list[str] = []

    def progress(outcome: shenbao.Outcome) -> None:
        seen.append(outcome.how)
        if len(seen) == 4:
            server.shut()

    with pytest.raises(storage.StorageError, match="同一命令"):
        shenbao.convert("s3://town/2026", "s3://town/out", ocr="never", progress=progress)
    assert seen[:4] == ["converted"] * 4
    assert set(seen[4:]) == {"not_stored"}
    server.open()
    shenbao.convert("s3://town/2026", "s3://town/out", ocr="never")
    assert stored() == wanted


def test_a_pattern_a_manifest_and_a_single_address(server: Server, tmp_path: Path) -> None:
    import fsspec

    (one,) = shenbao.convert("s3://town/2026/区1/01.txt", tmp_path / "one", ocr="never")
    assert (tmp_path / "one" / "01.txt.json").is_file()
    assert one.path == "s3://town/2026/区1/01.txt"
    found = shenbao.convert("s3://town/2026/*/0*.txt", tmp_path / "pattern", ocr="never")
    assert len(found) == 10
    fs = fsspec.filesystem("s3", skip_instance_cache=True)
    fs.pipe_file("town/2026/list.csv", "file,url\n区0/02.txt,https://example.org/2\n区0/nothing.txt,\n".encode())
    shenbao.convert("s3://town/2026/list.csv", tmp_path / "listed", ocr="never")
    listed = loads((tmp_path / "listed" / "区0" / "02.txt.json").read_text("utf-8"))
    assert listed["source"]["url"] == "https://example.org/2"
    missing = json.loads((tmp_path / "listed" / "区0" / "nothing.txt.json").read_text("utf-8"))
    assert missing["issues"][0]["code"] == "missing_file"


def test_an_address_with_nothing_there(server: Server, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="s3://town/2027"):
        shenbao.convert("s3://town/2027", tmp_path / "out")
    with pytest.raises(UsageError, match="nowhere"):
        shenbao.convert("nowhere://x/y", tmp_path / "out")
    assert not os.path.exists(tmp_path / "out")
