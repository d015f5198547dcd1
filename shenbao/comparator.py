"""The one comparator: a converted document against its truth, field by field, in words that anyone can read.

`shenbao golden check` and `shenbao evaluate` both stand on it. A field is *exact* where it says what the truth says,
*silent* where it is wrong, missing or beyond the truth and no issue of severity warning or error stands on it, on its
row or on its list.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from shenbao.lines import COLUMNS, LISTS, ColumnName, Field, Json, Line
from shenbao.tables import page_of
from shenbao.truth import Truth, flat, project_name


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the truth says; `expected` None: beyond the truth; `got` None: missing."""

    page: int | None
    what: str
    column: ColumnName
    path: str
    expected: str | None
    got: str | None
    flagged: bool

    def __str__(self) -> str:
        """第3页 指标“…” 年度指标值：应为 ≥95%，读成 ≥59%."""
        where = f"第{self.page}页 " if self.page else ""
        flag = "（已提示）" if self.flagged else ""
        if self.expected is None:
            return f"{where}{self.what}：多出 {self.got}{flag}"
        if self.got is None:
            return f"{where}{self.what}：缺少 {self.expected}{flag}"
        want, got = _excerpts(self.expected, self.got)
        return f"{where}{self.what}：应为 {want or '空白'}，读成 {got or '空白'}{flag}"


@dataclass(slots=True)
class Tally:
    """Counts of one column. `total` fields of the truth, `exact` of them right; `fields` read, `flagged` of them."""

    total: int = 0
    exact: int = 0
    wrong: int = 0
    missing: int = 0
    beyond: int = 0
    silent: int = 0
    fields: int = 0
    flagged: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of another document."""
        for name in Tally.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Comparison:
    """A converted document compared with its truth."""

    forms_expected: int
    forms_found: int
    tallies: dict[ColumnName, Tally] = field(default_factory=lambda: {column: Tally() for column in COLUMNS})
    differences: list[Difference] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        """Whether nothing differs."""
        return not self.differences and self.forms_expected == self.forms_found

    @property
    def silent(self) -> int:
        """How many things are wrong and nothing says so."""
        return sum(tally.silent for tally in self.tallies.values())


class _Flags:
    """The issues of a declaration that a user is told to look at."""

    def __init__(self, declaration: Json) -> None:
        issues = [i for i in declaration.get("issues", []) if i.get("severity") in ("warning", "error")]
        self._paths = {(issue.get("path") or "").rstrip("/") for issue in issues}

    def on(self, path: str) -> bool:
        """An issue stands on the path, on one of its parents, or below it."""
        parents = [path]
        while parents[-1]:
            parents.append(parents[-1].rpartition("/")[0])
        return any(p in self._paths for p in parents) or any(p.startswith(path + "/") for p in self._paths)


def compare(truth: Truth, contract: Json) -> Comparison:
    """Compare the JSON of a document with its truth; only declarations on the pages that the truth covers count."""
    first, last = truth.pages
    wanted = [d for d in truth.content["declarations"] if d.get("kind") != "self_evaluation"]
    found = [d for d in contract.get("declarations", []) if first <= _page(d, first) <= last]
    out = Comparison(len(wanted), len(found))
    for want, got in _pair_forms(wanted, found):
        _compare_declaration(want, got, out)
    return out


def _page(declaration: Json, default: int) -> int:
    """The page that most of a declaration was read from."""
    places = (declaration.get("evidence") or {}).values()
    pages = [place["page"] for items in places for place in items if place.get("page")]
    pages += declaration.get("pages") or []
    return int(Counter(pages).most_common(1)[0][0]) if pages else default


def _pair_forms(wanted: list[Json], found: list[Json]) -> list[tuple[Json | None, Json | None]]:
    """Pair declarations by project, title, unit and indicator names, the likest first; the rest stay alone."""
    keys = [(_form_key(w, w), i) for i, w in enumerate(wanted)]
    others = [(_form_key(f.get("form", {}), f), j) for j, f in enumerate(found)]
    likest = sorted(((_form_likeness(a, b), -i, -j) for a, i in keys for b, j in others), reverse=True)
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, i, j in likest:
        if likeness > 0.2 and -i not in partner and -j not in taken:
            partner[-i] = -j
            taken.add(-j)
    pairs: list[tuple[Json | None, Json | None]] = [
        (want, found[partner[i]] if i in partner else None) for i, want in enumerate(wanted)
    ]
    return pairs + [(None, got) for j, got in enumerate(found) if j not in taken]


def _form_key(head: Json, declaration: Json) -> tuple[str, str, str, Counter[str]]:
    names = Counter(flat(indicator.get("name")) for indicator in declaration.get("indicators", []))
    return project_name(head.get("project")), flat(head.get("title")), flat(head.get("unit")), names


def _form_likeness(a: tuple[str, str, str, Counter[str]], b: tuple[str, str, str, Counter[str]]) -> float:
    heads = sum(weight * (x == y) for weight, x, y in ((2, a[0], b[0]), (0.3, a[1], b[1]), (0.3, a[2], b[2])) if x or y)
    union = (a[3] | b[3]).total()
    return heads + (3 * (a[3] & b[3]).total() / union if union else 0.0)


def _compare_declaration(want: Json | None, got: Json | None, out: Comparison) -> None:
    """Compare all columns of two declarations, one of which may be missing."""
    flags = _Flags(got or {})
    where = _Places(got, want)
    if want is None or got is None:
        title = flat(((want or {}) if got is None else (got or {}).get("form", {})).get("title")) or "（无标题）"
        missing = got is None
        out.differences.append(
            Difference(
                where.page(""), "申报表", "head", "", title if missing else None, None if missing else title, False
            )
        )
    for column, (lines, place) in LISTS.items():
        expected = lines(want or {}, True)
        _compare_lists(column, expected, lines(got or {}, False), place, flags, where, out)


class _Places:
    """Pages of the places of a converted declaration, or of its truth where there is none."""

    def __init__(self, got: Json | None, want: Json | None) -> None:
        self._pages: dict[str, int] = {}
        for path, items in ((got or {}).get("evidence") or {}).items():
            while path and items and path not in self._pages:
                self._pages[path] = items[0]["page"]
                path = path.rpartition("/")[0]
        self._first = next(iter((got or want or {}).get("pages") or []), None)

    def page(self, path: str) -> int | None:
        """The page of a JSON pointer, else the declaration's first."""
        return page_of(self._pages, path) or self._first


def _compare_lists(
    column: ColumnName, want: list[Line], got: list[Line], place: str, flags: _Flags, where: _Places, out: Comparison
) -> None:
    """Compare two lists of rows: rows that agree first, then the likest, then what is missing and what is beyond."""
    for line in want:
        for f in line.fields:
            out.tallies[f.column].total += f.scored
    for line in got:
        for f in line.fields:
            out.tallies[f.column].fields += 1
            out.tallies[f.column].flagged += flags.on(_field_path(line, f))
    pairs, missing, beyond = _pair_lines(want, got)
    for a, b in pairs:
        _compare_fields(a, b, flags, where, out)
    for line in missing:
        flagged = flags.on(place)
        out.tallies[column].missing += sum(f.scored for f in line.fields)
        out.tallies[column].silent += not flagged
        out.differences.append(Difference(where.page(place), line.title, column, place, _summary(line), None, flagged))
    for line in beyond:
        flagged = flags.on(line.path)
        out.tallies[column].beyond += len(line.fields)
        out.tallies[column].silent += not flagged
        page = where.page(line.path)
        out.differences.append(Difference(page, line.title, column, line.path, None, _summary(line), flagged))


def _pair_lines(want: list[Line], got: list[Line]) -> tuple[list[tuple[Line, Line]], list[Line], list[Line]]:
    """Pairs of rows, rows missing, rows beyond."""
    left = list(got)
    pairs: list[tuple[int, Line]] = []
    open_rows: list[int] = []
    for i, line in enumerate(want):
        match = next((other for other in left if line.equals(other)), None)
        if match is None:
            open_rows.append(i)
        else:
            pairs.append((i, match))
            left.remove(match)
    likest = sorted(((want[i].likeness(b), -i, -j) for i in open_rows for j, b in enumerate(left)), reverse=True)
    used: set[int] = set()
    for likeness, i, j in likest:
        if likeness >= 0.4 and -i in open_rows and -j not in used:
            pairs.append((-i, left[-j]))
            open_rows.remove(-i)
            used.add(-j)
    ordered = [(want[i], line) for i, line in sorted(pairs, key=lambda pair: pair[0])]
    return ordered, [want[i] for i in open_rows], [line for j, line in enumerate(left) if j not in used]


def _compare_fields(want: Line, got: Line, flags: _Flags, where: _Places, out: Comparison) -> None:
    for a, b in zip(want.fields, got.fields, strict=True):
        tally = out.tallies[a.column]
        if a.accepts(b):
            tally.exact += a.scored
            continue
        path = _field_path(got, b)
        flagged = flags.on(path)
        tally.wrong += 1
        tally.silent += not flagged
        what = f"{want.title} {a.name}".strip()
        out.differences.append(Difference(where.page(path), what, a.column, path, a.text, b.text, flagged))


def _field_path(line: Line, f: Field) -> str:
    return f"{line.path}/{f.key}" if f.key else line.path


def _summary(line: Line) -> str:
    texts = [f.text for f in line.fields if f.text and f.column != "side"]
    text = " · ".join(texts)
    return text if len(text) <= 120 else text[:119] + "…"


def _excerpts(want: str, got: str, around: int = 12) -> tuple[str, str]:
    """Two long texts cut to what differs and a few characters around it."""
    if len(want) <= 60 and len(got) <= 60:
        return want, got
    start = next((i for i, (a, b) in enumerate(zip(want, got, strict=False)) if a != b), min(len(want), len(got)))
    tail = 0
    while tail < min(len(want), len(got)) - start and want[-1 - tail] == got[-1 - tail]:
        tail += 1
    return _excerpt(want, start, tail, around), _excerpt(got, start, tail, around)


def _excerpt(text: str, start: int, tail: int, around: int) -> str:
    first, last = max(0, start - around), min(len(text), len(text) - tail + around)
    cut = text[first:last]
    cut = cut if len(cut) <= 160 else f"{cut[:80]}…{cut[-60:]}"
    return ("…" if first else "") + cut + ("…" if last < len(text) else "")
