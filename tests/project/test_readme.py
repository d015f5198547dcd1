"""What the READMEs show is true, in both languages: commands run as written, examples give what they say."""

from __future__ import annotations

import doctest
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shenbao.cli import main

ROOT = Path(__file__).parents[2]
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
READMES = pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=["en", "zh"])
SEED = "dongkeng-2026-public-service-office.txt"


def blocks(readme: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", readme.read_text("utf-8"), re.M | re.S)


def commands(readme: Path) -> list[list[str]]:
    lines = [line for block in blocks(readme, "sh") for line in block.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the corpus in it, where nothing else is."""
    here = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "corpus", here / "corpus")
    return here


@pytest.fixture(scope="module")
def converted(folder: Path) -> dict[str, Any]:
    """The JSON of the seed."""
    import shenbao

    shenbao.convert(folder / "corpus" / SEED, folder / "seed")
    written: dict[str, Any] = json.loads((folder / "seed" / f"{SEED}.json").read_text("utf-8"))
    return written


def test_the_commands_run_as_written_one_after_the_other(folder: Path) -> None:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    for command in commands(ENGLISH):
        program = shutil.which(command[0], path=str(Path(sys.executable).parent))
        assert command[0] == "shenbao"
        assert program, "shenbao is not installed beside this Python"
        words = [program, *command[1:]]
        done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
        for option in ("--image", "--xlsx", "--csv"):
            if option in command:
                assert (folder / command[command.index(option) + 1]).exists()


def test_both_readmes_show_the_same_commands() -> None:
    assert commands(ENGLISH) == commands(CHINESE)
    assert len(commands(ENGLISH)) >= 5


@READMES
def test_every_verb_is_named(readme: Path) -> None:
    text = readme.read_text("utf-8")
    assert [verb for verb in main.commands if f"shenbao {verb}" not in text and f"`{verb}" not in text] == []


@READMES
def test_every_make_target_exists(readme: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = re.findall(r"^    make ([a-z]+)", readme.read_text("utf-8"), re.M)
    assert {"demo", "test"} <= set(named) <= targets


@READMES
def test_the_python_examples_give_what_they_say(readme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.DocTestParser().get_doctest("\n".join(blocks(readme, "python")), {}, readme.name, None, 0)
    output: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(found, out=output.append)
    assert results.attempted >= 5
    assert not results.failed, "".join(output)


@READMES
def test_the_broken_rows_stand_in_the_document(readme: Path) -> None:
    lines = (ROOT / "corpus" / SEED).read_text("utf-8").split("\n")
    shown = [line.partition(" ") for block in blocks(readme, "text") for line in block.splitlines()]
    assert len(shown) >= 6
    for number, _, text in shown:
        assert lines[int(number) - 1] == text.replace("⇥", "\t")


@READMES
def test_the_json_shown_is_what_comes_out(readme: Path, converted: dict[str, Any]) -> None:
    (shown,) = (json.loads(block) for block in blocks(readme, "json"))
    assert missing(shown, converted["declarations"][0], "") == []


def missing(shown: Any, written: Any, where: str) -> list[str]:
    """What is shown and does not stand in the JSON; of a list only some items need be shown, each must be there."""
    if isinstance(shown, dict) and isinstance(written, list):
        return [lack for key, item in shown.items() for lack in missing(item, written[int(key)], f"{where}/{key}")]
    if isinstance(shown, dict) and isinstance(written, dict):
        return [lack for key, item in shown.items() for lack in missing(item, written.get(key), f"{where}/{key}")]
    if isinstance(shown, list) and isinstance(written, list) and any(isinstance(item, dict) for item in shown):
        return [f"{where}: {item}" for item in shown if all(missing(item, other, "") for other in written)]
    return [] if shown == written else [f"{where}: {shown!r} shown, {written!r} written"]
