"""One document's JSON as rows of the dataset's tables, in the order of their fields (shenbao/datasets/schema.py)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import regex

from shenbao.datasets.fields import DECIMAL, POINTS
from shenbao.datasets.identity import Identity
from shenbao.datasets.personal import HIDDEN, personal_texts, redacted
from shenbao.datasets.schema import ROW_LETTERS
from shenbao.output import clean
from shenbao.tables import first_pages, page_of
from shenbao_cleaners.checks.sums import PARTS, TOTAL
from shenbao_cleaners.forms.words import label_key

Value = str | int | bool | Decimal | datetime.date | None
Row = tuple[Value, ...]
_CONTROL = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GRAVEST = ("error", "warning", "info")
_HEAVY = Decimal(10) ** (DECIMAL[0] - DECIMAL[1])
_FAR = Decimal(10) ** (POINTS[0] - POINTS[1])
_CENT = Decimal(1).scaleb(-POINTS[1])


@dataclass
class Rows:
    """The rows of one document by table, and how many numbers were too long for their column (their text remains)."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    too_long: int = 0

    def decimal(self, value: Decimal | int | str | None) -> Decimal | None:
        """A number as it fits DECIMAL(38, 10), or null."""
        if value is None or isinstance(value, str):
            return None
        number = Decimal(value)
        exponent = number.normalize().as_tuple().exponent
        if isinstance(exponent, int) and exponent >= -DECIMAL[1] and abs(number) < _HEAVY:
            return number
        self.too_long += 1
        return None


def text(value: str | None) -> str | None:
    """A text for a cell: no control characters or lone surrogates, one kind of line break; an empty one is null."""
    if value is None:
        return None
    return _CONTROL.sub("", clean(value).replace("\r\n", "\n").replace("\r", "\n")) or None


def integer(value: Any) -> int | None:
    """A whole number that fits 64 bits, or null."""
    return value if isinstance(value, int) and abs(value) < 1 << 63 else None


def day(value: str | None) -> datetime.date | None:
    """An ISO day, or null."""
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError:
        return None


def document_rows(
    file: str,
    document_id: str,
    contract: dict[str, Any],
    json_file: str,
    json_sha256: str,
    identity: tuple[Identity, list[Identity]],
    *,
    url: str | None = None,
    personal: bool = False,
) -> Rows:
    """All rows of one document. `other_files` is null here: who knows all documents fills it.

    Raises KeyError, TypeError or ValueError where the JSON is not of this version.
    """
    rows = Rows()
    whole, each = identity
    head = (document_id, text(file), *_known(whole))
    issues = contract["issues"]
    rows.tables["documents"] = [_document(document_id, file, contract, json_file, json_sha256, url)]
    rows.tables["issues"] = [
        (f"{document_id}-e{number}", None, *head, number, *_issue(issue), None, *(None,) * 6)
        for number, issue in enumerate(issues)
    ]
    for name in ("declarations", *ROW_LETTERS, "repairs"):
        rows.tables[name] = []
    for number, (declaration, who) in enumerate(zip(contract["declarations"], each, strict=True)):
        _Declaration(rows, file, document_id, number, declaration, who, contract["tables"], personal).add()
    return rows


def _document(
    document_id: str, file: str, contract: dict[str, Any], json_file: str, json_sha256: str, url: str | None
) -> Row:
    source, pages = contract["source"], contract["pages"]
    status = "declared" if contract["declarations"] else "none" if pages else "unread"
    return (
        *(document_id, text(file), None, source["sha256"], source["media_type"], integer(source["bytes"])),
        text(url or source["url"]),
        len(pages),
        sum(page["kind"] == "scan" for page in pages),
        len(contract["declarations"]),
        len(contract["issues"]),
        *(status, text(json_file), json_sha256),
    )


def _known(who: Identity) -> Row:
    """What rows repeat of their declaration: year, unit, code and name of the place."""
    return who.year, text(who.unit), who.place.code, text(who.place.name)


def _issue(issue: dict[str, Any], say: Callable[[str | None], str | None] = text) -> Row:
    """An issue; its sentences quote the paper, so names and telephone numbers may stand in them."""
    zh, en = issue["message"]["zh"], issue["message"]["en"]
    return issue["severity"], issue["code"], say(zh) or "-", say(en) or "-", text(issue["path"])


class _Declaration:
    """The rows of one declaration."""

    def __init__(
        self,
        rows: Rows,
        file: str,
        document_id: str,
        number: int,
        declaration: dict[str, Any],
        who: Identity,
        tables: list[dict[str, Any]],
        personal: bool,
    ) -> None:
        self.rows, self.number, self.declaration, self.who = rows, number, declaration, who
        self.tables, self.personal = tables, personal
        self.id = f"{document_id}-{number}"
        self.head: Row = (self.id, document_id, text(file), *_known(who))
        self.pages = first_pages(declaration)
        self.first = declaration["pages"][0] if declaration["pages"] else None
        self.places = _by_row(declaration["evidence"])
        self.doubts = _doubts(declaration["issues"])
        self.secrets = () if personal else personal_texts(declaration)

    def add(self) -> None:
        """Add them all."""
        add = self.rows.tables
        add["declarations"].append(self._self())
        add["budget"] += self._items("budget", self._budget)
        add["goals"] += self._items("goals", self._goal)
        add["tasks"] += self._items("tasks", self._task)
        add["indicators"] += self._items("indicators", self._indicator)
        add["extra"] += self._items("extra", self._extra)
        for number, issue in enumerate(self.declaration["issues"]):
            said = _issue(issue, self._say)
            where = (self._row_id(issue["path"]), *self._where_path(issue["path"]))
            add["issues"].append((f"{self.id}-e{number}", *self.head, number, *said, *where))
        for number, repair in enumerate(self.declaration["repairs"]):
            add["repairs"].append((f"{self.id}-r{number}", *self.head, number, *self._repair(repair)))

    def _self(self) -> Row:
        d, form, who = self.declaration, self.declaration["form"], self.who
        place, basics, decimal = who.place, d["basics"], self.rows.decimal
        year_total, period_total = self._totals()
        family = self.tables[d["table"]]["family"] if 0 <= d["table"] < len(self.tables) else None
        pages = d["pages"]
        return (
            *(*self.head[:3], self.number, form["kind"], text(form["title"])),
            *(who.year, who.year_from, text(who.unit), who.unit_from),
            *(text(form["project"]), text(form["project_code"]), text(form["supervisor"])),
            *(place.code, text(place.name), place.province, place.city, place.county, text(place.town)),
            *(who.place_from, text(who.place_evidence), d["status"], text(family), d["table"]),
            *(min(pages, default=None), max(pages, default=None), decimal(year_total), decimal(period_total)),
            *(decimal(basics.get("staff")), decimal(basics.get("subunits")), _period(basics.get("period"))),
            *(len(d[name]) for name in ("budget", "goals", "tasks", "indicators", "extra", "issues", "repairs")),
        )

    def _say(self, words: str | None) -> str | None:
        """A free text, without names and telephone numbers unless they were asked for."""
        return text(words if self.personal else redacted(words, self.secrets))

    def _totals(self) -> tuple[Decimal | None, Decimal | None]:
        """The printed totals in yuan: of the year (or of no horizon), and of the whole period."""
        found: dict[str, Decimal] = {}
        for line in self.declaration["budget"]:
            yuan = line["amount"]["yuan"]
            if yuan is not None and _is_total(line):
                found.setdefault(line["horizon"] or "none", yuan)
        return found.get("annual", found.get("none")), found.get("period")

    def _items(self, name: str, cells: Any) -> Iterator[Row]:
        """The rows of one of the declaration's lists."""
        letter = ROW_LETTERS[name]
        for number, item in enumerate(self.declaration[name]):
            key = (name, number)
            where = self._where(self.places.get(key), f"/{name}/{number}")
            yield (
                *(f"{self.id}-{letter}{number}", *self.head, number, *cells(item), *where),
                *self.doubts.get(key, (None, None)),
            )

    def _amount(self, amount: dict[str, Any] | None) -> Row:
        if amount is None:
            return None, None, None, None
        decimal = self.rows.decimal
        return text(amount["raw"]), decimal(amount["value"]), amount["unit"], decimal(amount["yuan"])

    def _budget(self, x: dict[str, Any]) -> Row:
        return text(x["section"]), text(x["label"]), text(x["column"]), x["horizon"], *self._amount(x["amount"])

    def _goal(self, x: dict[str, Any]) -> Row:
        return integer(x["number"]), x["horizon"], self._say(x["text"])

    def _task(self, x: dict[str, Any]) -> Row:
        funds = x["funds"]
        lines = "\n".join(f"{f['label']} {f['amount']['raw']} {f['amount']['unit'] or ''}".rstrip() for f in funds)
        said = self._say(x["content"]), self._say(x["expected"])
        return text(x["name"]), said[0], *self._amount(x["amount"]), text(lines), said[1]

    def _indicator(self, x: dict[str, Any]) -> Row:
        annual, period = x["annual_value"], x["period_value"]
        best_is, best = "annual", annual
        if (annual is None or annual["kind"] == "blank") and period is not None and period["kind"] != "blank":
            best_is, best = "period", period
        said = (self._say(x[name]) for name in ("direction", "activity", "scoring", "note", "place"))
        return (
            *(text(x["level1"]), text(x["level2"]), text(x["name"]), best_is if best is not None else None),
            *(*self._target(best), *self._target(annual), *self._target(period)),
            *(self.rows.decimal(x["weight"]), *said),
        )

    def _target(self, target: dict[str, Any] | None) -> Row:
        if target is None:
            return (None,) * 8
        decimal = self.rows.decimal
        return (
            *(text(target["raw"]), target["kind"], target["comparator"]),
            *(decimal(target["low"]), decimal(target["high"]), text(target["unit"])),
            *(day(target["from"]), day(target["to"])),
        )

    def _extra(self, x: dict[str, Any]) -> Row:
        hidden = x["personal"] and not self.personal
        return text(x["label"]), None if hidden else self._say(x["text"]), bool(x["personal"])

    def _repair(self, x: dict[str, Any]) -> Row:
        words: list[str | None] = [x["before"], x["after"], x["why"]]
        name, number = _row_of(x["path"] or "")
        extra = self.declaration["extra"]
        if not self.personal and name == "extra" and number < len(extra) and extra[number]["personal"]:
            words = [word and HIDDEN for word in words]
        where = self._where([x["place"]], x["path"]) if x["place"] else self._where_path(x["path"])
        return x["cleaner"], *map(self._say, words), text(x["path"]), self._row_id(x["path"]), *where

    def _row_id(self, path: str | None) -> str | None:
        """The key of the row that a JSON pointer leads to."""
        name, number = _row_of(path or "")
        if name not in ROW_LETTERS or number >= len(self.declaration[name]):
            return None
        return f"{self.id}-{ROW_LETTERS[name]}{number}"

    def _where_path(self, path: str | None) -> Row:
        """The place of a JSON pointer: its own, else its row's."""
        evidence = self.declaration["evidence"]
        places = evidence.get(path or "") or self.places.get(_row_of(path or ""))
        return self._where(places, path)

    def _where(self, places: list[dict[str, Any]] | None, path: str | None) -> Row:
        """Page, box and cell: of the first page that the places stand on, all of them there in one box."""
        if not places:
            return page_of(self.pages, path) or self.first, *(None,) * 5
        page = min(place["page"] for place in places)
        here = [place for place in places if place["page"] == page]
        boxes = [place["box"] for place in here if place.get("box")]
        box: tuple[Any, ...] = (None,) * 4
        if boxes:
            edges = list(zip(*boxes, strict=True))
            box = (_pt(min(edges[0])), _pt(min(edges[1])), _pt(max(edges[2])), _pt(max(edges[3])))
        return page, *box, _cell(here[0])


def _is_total(line: dict[str, Any]) -> bool:
    """Whether a money line is the total of its form, not that of one source of money (财政拨款 合计)."""
    headings = (line["column"] or "").split(" ")
    name, last = label_key(line["label"]), label_key(headings[-1])
    if PARTS.fullmatch(label_key(line["section"] or "")) or PARTS.fullmatch(last):
        return False
    return TOTAL.fullmatch(name) is not None


def _period(value: Any) -> str | None:
    return None if value is None else text(value if isinstance(value, str) else format(value, "f"))


def _row_of(path: str) -> tuple[str, int]:
    """("indicators", 3) of /indicators/3/name; a number below 0 where the pointer leads to no row."""
    parts = path.split("/", 3)
    return (parts[1], int(parts[2])) if len(parts) > 2 and parts[2].isdecimal() else ("", -1)


def _by_row(evidence: dict[str, list[dict[str, Any]]]) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """Row -> its places; a merged label's only where the row has no other."""
    own: dict[tuple[str, int], list[dict[str, Any]]] = {}
    labels: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for pointer, places in evidence.items():
        row = _row_of(pointer)
        if row[1] >= 0:
            merged = pointer.endswith(("/level1", "/level2", "/activity"))
            (labels if merged else own).setdefault(row, []).extend(places)
    return {row: own.get(row) or labels[row] for row in own.keys() | labels.keys()}


def _doubts(issues: Iterable[dict[str, Any]]) -> dict[tuple[str, int], tuple[str, str]]:
    """Row -> (gravest severity, codes with blanks between) of the issues on it."""
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for issue in issues:
        found.setdefault(_row_of(issue["path"] or ""), []).append(issue)
    return {
        row: (min((i["severity"] for i in here), key=_GRAVEST.index), " ".join(sorted({i["code"] for i in here})))
        for row, here in found.items()
    }


def _pt(value: Any) -> Decimal | None:
    number = Decimal(value).quantize(_CENT)
    return number if abs(number) < _FAR else None


def _cell(place: dict[str, Any]) -> str | None:
    """sheet!cell, or line:column."""
    if place.get("cell"):
        return text(f"{place.get('sheet') or ''}!{place['cell']}")
    return ":".join(str(part) for part in place["line"]) if place.get("line") else None
