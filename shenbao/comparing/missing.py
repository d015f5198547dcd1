"""Who is missing: units of a register without a declaration. The register is a CSV that the user brings.

Its columns: 单位 (or unit, unit_name), and if wanted 年度 (or year). A unit whose name differs but for blanks, brackets and
punctuation has declared; one of a similar name is doubtful and named, for a reader to judge.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

from shenbao.comparing.data import DECLARATION, Data, source
from shenbao.comparing.lookup import pattern, variants
from shenbao.comparing.result import Registered, Source
from shenbao.files import UsageError

SIMILAR = 85.0
"""Names of units this much alike (rapidfuzz ratio) are doubtful."""

_UNIT = ("单位", "单位名称", "unit", "unit_name")
_YEAR = ("年度", "年", "year")
_MOST = 200_000


def register(data: Data, path: str | Path) -> tuple[Registered, ...]:
    """Each unit of the register in its order: declared, doubtful (only a similar name has declared) or missing.

    Raises:
        UsageError: the file cannot be read, has no column of units, or is too long.
    """
    from rapidfuzz import fuzz, process

    wanted = _read(Path(path))
    rows = data.all(
        f"""SELECT d.unit_name, d.year, count(*) OVER (PARTITION BY d.unit_name, d.year), {DECLARATION} FROM picked d
        WHERE d.unit_name IS NOT NULL AND d.status <> 'blank' QUALIFY row_number() OVER
        (PARTITION BY d.unit_name, d.year ORDER BY d.kind <> 'department', d.declaration_id) = 1 ORDER BY 1, 2"""
    )
    declared: dict[str, list[tuple[str, int | None, int, Source]]] = {}
    for unit, year, many, *where in rows:
        declared.setdefault(_plain(unit), []).append((unit, year, many, source(where)))
    short = variants(data.lookup.units)
    words = pattern({*short, *data.lookup.units})
    names = list(declared)

    def full(name: str) -> str:
        """A plain name with its short forms written out."""
        return words.sub(lambda found: short.get(found.group(), found.group()), _plain(name))

    full_names = [full(name) for name in names]
    made = []
    for unit, year in wanted:
        own = [one for one in declared.get(_plain(unit), []) if year is None or one[1] == year]
        if own:
            many = sum(one[2] for one in own)
            made.append(Registered(unit, year, "declared", many, own[0][0], 100.0, own[0][3]))
            continue
        alike = process.extract(full(unit), full_names, scorer=fuzz.ratio, limit=5, score_cutoff=SIMILAR)
        near = [(score, one) for _, score, nth in alike for one in declared[names[nth]] if year in (None, one[1])]
        if near:
            score, (nearest, _, many, where_is) = near[0]
            made.append(Registered(unit, year, "doubtful", many, nearest, min(99.0, round(score, 1)), where_is))
        else:
            made.append(Registered(unit, year, "missing", 0, None, None, None))
    return tuple(made)


def _plain(unit: str) -> str:
    """A unit's name without blanks, brackets' shapes and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", unit)).removesuffix("本级")


def _read(path: Path) -> list[tuple[str, int | None]]:
    """Units and years of a register."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"名册读不出：{path}：{error}", f"the register cannot be read: {path}: {error}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    reader = csv.DictReader(text.splitlines())
    headings = {(name or "").strip(): name for name in reader.fieldnames or ()}
    unit = next((headings[name] for name in _UNIT if name in headings), None)
    year = next((headings[name] for name in _YEAR if name in headings), None)
    if unit is None:
        raise UsageError(
            f"名册 {path} 没有“单位”一列；第一行应为列名",
            f"the register {path} has no column 单位 (or unit); its first line names the columns",
        )
    rows: list[tuple[str, int | None]] = []
    for number, row in enumerate(reader, 2):
        if number > _MOST:
            raise UsageError(f"名册 {path} 超过 {_MOST} 行", f"the register {path} has more than {_MOST} lines")
        name, printed = (row.get(unit) or "").strip(), (row.get(year) or "").strip().removesuffix("年") if year else ""
        if printed and not re.fullmatch(r"[0-9]{4}", printed):
            raise UsageError(
                f"名册 {path} 第 {number} 行的年度不是四位数字：{printed}",
                f"line {number} of {path}: the year {printed} is no four digits",
            )
        if name:
            rows.append((name, int(printed) if printed else None))
    return rows
