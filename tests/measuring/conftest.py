"""The documents for measuring: not part of the repository, found where SHENBAO_DATA says or beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def data_folder() -> Path:
    """Where the documents for measuring should be."""
    return Path(os.environ.get("SHENBAO_DATA") or ROOT.parent / "shared" / "data").resolve()


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the documents for measuring; a test that needs it is skipped, and says so, where there is none."""
    folder = data_folder()
    if not (folder / "truth").is_dir():
        pytest.skip(
            f"no documents for measuring in {folder}: set SHENBAO_DATA to their folder (it holds truth/ and real/)"
        )
    return folder
