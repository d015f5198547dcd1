"""A Document written to a file and read back (`*.cells.json`), so that nothing need be read or recognised twice.

What stands in such a file is checked like any input: it may come from somebody else.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from shenbao_extract.document import Document
from shenbao_extract.errors import DamagedCellsError, OtherCellsError

FORMAT = "1"
SUFFIX = ".cells.json"
START = b'{"shenbao_cells":'


def dump_document(document: Document) -> str:
    """The JSON text of a Document; fields that hold their default are left out."""
    body = _adapter().dump_json(document, exclude_defaults=True).decode("utf-8")
    return f'{START.decode()}"{FORMAT}","document":{body}}}\n'


def load_document(data: bytes, file: str) -> Document:
    """The Document in a file's bytes. Raises DamagedCellsError; OtherCellsError where another version wrote it."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DamagedCellsError(file) from error
    if not isinstance(content, dict) or content.get("shenbao_cells") != FORMAT:
        raise OtherCellsError(file)
    try:
        document: Document = _adapter().validate_python(content.get("document"))
    except ValueError as error:
        raise DamagedCellsError(file) from error
    return document


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Document)
