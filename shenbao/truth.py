"""Truth files (what a careful person reads on the paper): finding, loading, and the words compared by.

Texts are compared after NFKC, without white space, with one spelling of comparators, quotes and dashes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from shenbao.files import UsageError
from shenbao.output import loads

SUFFIX = ".truth.json"

_ONE_SPELLING = str.maketrans(
    {"“": '"', "”": '"', "「": '"', "」": '"', "‘": "'", "’": "'"}
    | dict.fromkeys("—–‐－", "-")
    | {"≧": "≥", "≦": "≤", "═": "="}
)
_SPACE = re.compile(r"\s+")
_AMOUNT = re.compile(r"(-?[\d,]+(?:\.\d+)?)(亿元|万元|元|万)?")
_YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


def flat(text: object) -> str:
    """The text as it is compared; None is ""."""
    if text is None:
        return ""
    folded = unicodedata.normalize("NFKC", str(text)).replace(">=", "≥").replace("<=", "≤")
    return _SPACE.sub("", folded.translate(_ONE_SPELLING))


def level(text: object) -> str:
    """A level's label without a printed code (1-产出指标) and without its suffix 指标."""
    return re.sub(r"^\d+[-.、]", "", flat(text)).removesuffix("指标")


def money_label(text: object) -> str:
    """A money line's label without 其中: before it and a colon behind it."""
    return re.sub(r"^其中[:,]?", "", flat(text)).removesuffix(":")


def project_name(text: object) -> str:
    """A project's name without the code printed before it."""
    return re.sub(r"^[0-9A-Z]{6,}-", "", flat(text))


def goals_text(goals: Iterable[dict[str, Any]]) -> str:
    """The words of all goals, their numbers (目标1：) apart."""
    return re.sub(r"目标\d+[:.、]?", "", flat("".join(goal.get("text") or "" for goal in goals)))


def number(text: object) -> Decimal | None:
    """The exact number that a text is, None where it is none."""
    try:
        value = Decimal(flat(text).replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def money(raw: object, unit: object) -> str:
    """A printed amount as number and unit; text that is no amount stands for itself."""
    text = flat(raw)
    match = _AMOUNT.fullmatch(text)
    value = number(match[1]) if match else None
    if match is None or value is None:
        return text
    return f"{value.normalize():f}{'万元' if match[2] == '万' else match[2] or flat(unit)}"


def read_money(amount: dict[str, Any] | None) -> str:
    """A converted amount in the same words; it says so where value or yuan is not what is printed."""
    amount = amount or {}
    text = money(amount.get("raw"), amount.get("unit"))
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)(\D*)", text)
    value, yuan = amount.get("value"), amount.get("yuan")
    if match is None:  # blank, a dash, words: no number, and never 0
        right = value is None and yuan is None
    else:
        scale = _YUAN.get(match[2])
        printed = Decimal(match[1])
        right = value is not None and number(value) == printed
        right = right and (yuan is None or scale is None or number(yuan) == printed * scale)
    return text if right else f"{text}（数值解析为 {value}，折合 {yuan} 元）"


def expected_target(indicator: dict[str, Any]) -> str:
    """The year's value that a truth gives, with the sign and unit of their own columns (定性 has no sign)."""
    value, sign, unit = (flat(indicator.get(key)) for key in ("annual_value", "comparator", "unit"))
    if not value or sign == "定性":
        return value
    value = value if value.startswith(sign) else sign + value
    return value if value.endswith(unit) else value + unit


@dataclass(frozen=True, slots=True)
class Truth:
    """A truth file: its name without the suffix, its content, and the document it belongs to (None: not found)."""

    name: str
    content: dict[str, Any]
    document: Path | None

    @property
    def pages(self) -> tuple[int, int]:
        """First and last page that were read for it."""
        read = self.content.get("pages_read") or [1, 10**6]
        return int(read[0]), int(read[-1])


def load_truths(folder: Path, documents: Path) -> list[Truth]:
    """All truth files of a folder with their documents. Raises UsageError where there are none or one is not valid."""
    files = sorted(folder.glob(f"*{SUFFIX}"))
    if not files:
        raise UsageError(
            f"{folder} 中没有 *{SUFFIX} 文件。请给出存放标准答案的文件夹。",
            f"{folder} holds no *{SUFFIX} file. Name the folder of the truth files.",
        )
    finder = Finder(documents)
    return [Truth(f.name.removesuffix(SUFFIX), content, finder.find(f, content)) for f, content in _load(files)]


def _load(files: list[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    for file in files:
        try:
            content = loads(file.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise UsageError(f"无法读取 {file}：{error}", f"cannot read {file}: {error}") from error
        yield file, content


class Finder:
    """Finds the document of a truth or golden file: by its sha256 where given, else by its name."""

    def __init__(self, documents: Path) -> None:
        """`documents` is searched at any depth; its files are read only when a name does not settle it."""
        self._documents = documents
        self._hashes: dict[str, Path] | None = None

    def find(self, file: Path, content: dict[str, Any]) -> Path | None:
        """The document, or None. `content` may have `file` (a relative path or a name) and `sha256`."""
        wanted = str(content.get("sha256") or "")
        names = [str(content.get("file") or ""), file.name.removesuffix(SUFFIX) + ".pdf"]
        for name in filter(None, names):
            for folder in (self._documents, file.parent):
                path = folder / name
                if path.is_file() and (not wanted or _sha256(path) == wanted):
                    return path
        return self._by_hash().get(wanted) if wanted else None

    def _by_hash(self) -> dict[str, Path]:
        if self._hashes is None:
            files = (f for f in sorted(self._documents.rglob("*")) if f.is_file() and f.suffix != ".json")
            self._hashes = {_sha256(f): f for f in files}
        return self._hashes


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
