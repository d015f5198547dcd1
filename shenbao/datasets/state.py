"""What a dataset was made from: a line a document, so that the next run reads again only what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.files import write_text

NAME = "sources.jsonl"


@dataclass(frozen=True, slots=True)
class Source:
    """One JSON file as it went in: digests of it and of its manifest entry, its id, how many rows in each table."""

    json_file: str
    digest: str
    document_id: str
    rows: tuple[int, ...]


def write_state(folder: Path, options: dict[str, Any], sources: Iterable[Source]) -> None:
    """Write the state. Raises OutputError."""
    lines = [json.dumps(options, ensure_ascii=False, sort_keys=True)]
    lines += [json.dumps([s.json_file, s.digest, s.document_id, s.rows]) for s in sources]
    write_text(folder / NAME, "\n".join(lines) + "\n")


def read_state(folder: Path, options: dict[str, Any]) -> dict[str, Source]:
    """JSON file -> what it was; nothing where there is no state or it was made with other options."""
    try:
        lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
        if not lines or json.loads(lines[0]) != options:
            return {}
        found = {}
        for line in lines[1:]:
            file, digest, document_id, counts = json.loads(line)
            found[file] = Source(file, digest, document_id, tuple(counts))
        return found
    except (OSError, ValueError, TypeError):
        return {}
