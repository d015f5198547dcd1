"""Law 4. The same bytes give the same JSON: whatever the file's name and folder, the process, the order of hashes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import shenbao
from shenbao.output import dumps, to_contract

ROOT = Path(__file__).parents[2]
CORPUS = sorted((ROOT / "corpus").glob("*.[pt][dx][ft]"))
CODE = """
import hashlib, pathlib, sys
import shenbao
text = "".join(shenbao.read(path).to_json() for path in sys.argv[1:])
print(hashlib.sha256(text.encode()).hexdigest())
"""


def contract(path: Path) -> dict[str, object]:
    reading = shenbao.read(path)
    return to_contract(reading.document, reading.result)


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.stem)
def test_name_and_folder_do_not_matter(path: Path, tmp_path: Path) -> None:
    moved = tmp_path / "2019 年" / "别的名字.dat"
    moved.parent.mkdir()
    shutil.copy(path, moved)
    here, there = contract(path), contract(moved)
    assert here["source"].pop("file") == path.name  # type: ignore[attr-defined]
    assert there["source"].pop("file") == "别的名字.dat"  # type: ignore[attr-defined]
    assert dumps(here) == dumps(there)


def test_processes_with_other_hashes_agree() -> None:
    files = [str(p) for p in CORPUS if "calc-yunxi" in p.name or "chromium-songjian" in p.name or p.suffix == ".txt"]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", CODE, *files],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            text=True,
        )
        for seed in ("0", "1", "4711")
    ]
    said = [(process.communicate(timeout=50)[0].strip(), process.returncode) for process in running]
    assert {code for _, code in said} == {0}
    assert len({text for text, _ in said}) == 1
    assert len(said[0][0]) == 64


def test_converting_alone_or_among_others_is_the_same(tmp_path: Path) -> None:
    chosen = [p for p in CORPUS if p.suffix == ".txt" or "qinghe" in p.name]
    shenbao.convert(chosen, tmp_path / "together")
    shenbao.convert(chosen[::-1], tmp_path / "backwards")
    for path in chosen:
        shenbao.convert(path, tmp_path / "alone")
    folders = [sorted((tmp_path / name).glob("*.json")) for name in ("together", "backwards", "alone")]
    assert [len(x) for x in folders] == [len(chosen)] * 3
    assert len({"".join(p.read_text("utf-8") for p in found) for found in folders}) == 1
