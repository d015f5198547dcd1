"""Invented JSON as `shenbao convert` writes it."""

from __future__ import annotations

import copy
import hashlib
import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from shenbao.output import dumps
from shenbao.reading import Reading

Json = dict[str, Any]
ROOT = Path(__file__).parents[3]


@cache
def checker() -> ModuleType:
    """scripts/check_dataset.py."""
    spec = importlib.util.spec_from_file_location("check_dataset", ROOT / "scripts" / "check_dataset.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def check() -> Callable[[Path, Path], tuple[dict[str, int], list[str]]]:
    """Rows of a dataset by table and its faults: counts against the JSON, keys, values of all forms, frictionless."""
    checked: Callable[[Path, Path], tuple[dict[str, int], list[str]]] = checker().check
    return checked


def write(out: Path, name: str, contract: Json, content: str | None = "") -> Path:
    """Write the JSON of the document `name`; its bytes are said to be `content`, its name if empty, unknown if None."""
    made = copy.deepcopy(contract)
    made["source"]["file"] = name.rpartition("/")[2]
    made["source"]["sha256"] = None if content is None else hashlib.sha256((content or name).encode()).hexdigest()
    path = out / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dumps(made), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def put() -> Callable[..., Path]:
    """Writes the JSON of a document: put(out, name, contract, content of its bytes)."""
    return write


@pytest.fixture
def contract(reading: Reading) -> Json:
    """The JSON of one declaration with every kind of content."""
    return reading.contract()


@pytest.fixture
def out(tmp_path: Path, contract: Json) -> Path:
    """An output folder with a document of one declaration, one without a form and one that could not be read."""
    write(tmp_path / "out", "广东/东莞市/2026年云上镇部门预算.pdf", contract)
    empty = contract | {"declarations": [], "tables": []}
    write(tmp_path / "out", "没有表.pdf", empty)
    write(tmp_path / "out", "坏的.pdf", empty | {"pages": []}, None)
    return tmp_path / "out"


@pytest.fixture
def change(contract: Json) -> Callable[..., Json]:
    """The contract with some fields of its one declaration, or of that one's form, replaced."""

    def changed(**more: Any) -> Json:
        made = copy.deepcopy(contract)
        for name, value in more.items():
            if name in made["declarations"][0]:
                made["declarations"][0][name] = value
            else:
                made["declarations"][0]["form"][name] = value
        return made

    return changed
