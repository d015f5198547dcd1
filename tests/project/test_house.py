"""The rules of the house that no tool holds: short files and functions, no machine's paths, no registry's host."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("shenbao", "cleaners", "extract", "scripts")
LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 400, 60
FOLDERS = re.compile(r"(?<![\w.~*-])/(?:" + "|".join(("work", "tmp", "root", "home", "Users")) + r")/\w")
HOSTS = re.compile(r"(?:py" + r"pi\.(?:org|python)|python" + r"hosted|registry\." + r"npm|deb\." + r"debian)")


def tracked() -> list[Path]:
    """The files of the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


def sources() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ROOMS]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function's name and number of lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_long() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert {name: n for name, n in lengths.items() if n > LINES_OF_A_FILE} == {}
    assert len(lengths) > 50


def test_no_function_is_long() -> None:
    found = {f"{path.relative_to(ROOT).as_posix()}: {name}": n for path in sources() for name, n in functions(path)}
    assert {name: n for name, n in found.items() if n > LINES_OF_A_FUNCTION} == {}


@pytest.mark.parametrize("pattern", [FOLDERS, HOSTS], ids=["folders", "hosts"])
def test_no_file_knows_a_machine(pattern: re.Pattern[str]) -> None:
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:100]}")
    assert found == []


def test_everything_pinned_is_pinned_exactly() -> None:
    lines = [x for x in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not x.startswith("#")]
    assert len(lines) > 30
    assert [x for x in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", x)] == []


def test_the_licence_is_there() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text("utf-8")
