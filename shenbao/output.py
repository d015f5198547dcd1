"""Document and Result to the JSON contract (docs/json.md): plain dictionaries, exact decimals, one stable text.

The same Document and Result give the same bytes: nothing of the clock, of a folder or of the order of files goes in.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from shenbao_cleaners.declaration import BudgetLine, Evidence, FormTable, Goal, Indicator
from shenbao_extract.document import Place

if TYPE_CHECKING:
    from shenbao_cleaners.declaration import Result
    from shenbao_extract.document import Document

SCHEMA_VERSION = "1"

_RENAMED = {"start": "from", "end": "to"}
_ORDER: dict[type[Any], tuple[str, ...]] = {
    BudgetLine: ("section", "label", "column", "horizon", "amount"),
    Goal: ("number", "horizon", "text"),
    Indicator: (
        *("level1", "level2", "name", "period_value", "annual_value", "weight", "direction", "activity"),
        *("scoring", "note", "place", "printed"),
    ),
    FormTable: ("pages", "title", "family", "totals", "declarations", "coverage"),
}
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_contract(document: Document, result: Result) -> dict[str, Any]:
    """The JSON of one document as a dictionary; numbers are Decimal or int (boxes and confidences float)."""
    return {
        "schema_version": SCHEMA_VERSION,
        "source": plain(document.source),
        "pages": [
            {"number": page.number, "kind": page.kind, "reader": page.reader, "rotation": page.rotation}
            for page in document.pages
        ],
        "tables": plain(result.tables),
        "declarations": plain(result.declarations),
        "issues": plain(result.issues),
    }


def failed_contract(
    file: str, sha256: str | None, size: int | None, code: str, zh: str, en: str, url: str | None = None
) -> dict[str, Any]:
    """The JSON of a document that could not be read: no declarations, and an issue that says why (`zh`, `en`).

    `sha256` and `size` (bytes) are those of the file, None where not even these could be read.
    """
    message = {"zh": clean(zh), "en": clean(en)}
    return {
        "schema_version": SCHEMA_VERSION,
        "source": {"file": clean(file), "sha256": sha256, "media_type": None, "bytes": size, "url": url},
        "pages": [],
        "tables": [],
        "declarations": [],
        "issues": [{"code": code, "severity": "error", "path": None, "message": message}],
    }


def renamed(contract: dict[str, Any], file: str, url: str | None) -> dict[str, Any]:
    """The JSON of the same bytes under another name: only the name and the address differ, in messages too."""
    old, new = contract["source"]["file"], clean(file)
    issues = (
        [
            issue
            | {
                "message": {
                    k: new + text.removeprefix(old) if text.startswith(old) else text
                    for k, text in issue["message"].items()
                }
            }
            for issue in contract["issues"]
        ]
        if not contract["declarations"]
        else contract["issues"]
    )
    return contract | {"source": contract["source"] | {"file": new, "url": url}, "issues": issues}


def dumps(value: Any) -> str:
    """JSON text: exact decimals, Chinese as it is, one space of indent, a line feed at the end."""
    import simplejson

    text: str = simplejson.dumps(value, use_decimal=True, ensure_ascii=False, indent=1, allow_nan=False)
    return text + "\n"


def loads(text: str) -> Any:
    """Read JSON with its numbers as exact decimals, the inverse of dumps()."""
    import json

    return json.loads(text, parse_float=Decimal)


def clean(text: str) -> str:
    """Text that UTF-8 can hold: lone surrogates (broken fonts, odd file names) become U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def plain(value: Any) -> Any:
    """A model object as dictionaries, lists, texts and numbers, with the contract's names and order."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {clean(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, Place):
        return _place(value)
    if isinstance(value, Evidence):
        rest = {"text": clean(value.text), "reader": value.reader, "confidence": plain(value.confidence)}
        return _place(value.place) | rest
    if is_dataclass(value):
        return {_RENAMED.get(name, name): plain(getattr(value, name)) for name in _names(value.__class__)}
    raise TypeError(f"no JSON form for {type(value).__name__}")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The attributes of a model class in the contract's order."""
    return _ORDER.get(kind) or tuple(field.name for field in fields(kind))


def _place(place: Place) -> dict[str, Any]:
    """A place with only what is known of it: page, then a box, a line or a sheet's cell."""
    out: dict[str, Any] = {"page": place.page}
    if place.box is not None:
        box = place.box
        out["box"] = [round(edge, 2) + 0.0 for edge in (box.x0, box.top, box.x1, box.bottom)]
    if place.line is not None:
        out["line"] = list(place.line)
    if place.sheet is not None:
        out["sheet"] = clean(place.sheet)
    if place.cell is not None:
        out["cell"] = place.cell
    return out


def _number(value: Decimal) -> Decimal:
    """The same number, its zeros after the point kept, written without an exponent where it is whole."""
    if not value.is_finite():
        raise ValueError(f"not a number that JSON knows: {value}")
    exponent = value.as_tuple().exponent
    return Decimal(format(value, "f")) if isinstance(exponent, int) and exponent > 0 else value
