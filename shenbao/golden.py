"""Golden files: what each document of the corpus must come out as, and whether it still does.

Beside each other in one folder: `<name>.truth.json`, what a careful person reads, and `<name>.golden.json`, the whole
output once it agreed with the truth. A golden file is only ever written from an output that is exact.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from shenbao.attempting import attempt
from shenbao.comparator import compare
from shenbao.differences import differences
from shenbao.files import UsageError, write_text
from shenbao.output import dumps, loads
from shenbao.truth import SUFFIX, Finder, Truth, load_truths

GOLDEN = ".golden.json"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one document: its name, what happened, and each difference as a sentence."""

    name: str
    state: Literal["exact", "differs", "missing", "written", "unchanged", "refused"]
    lines: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether nothing needs to be looked at."""
        return self.state in ("exact", "written", "unchanged")


Report = Callable[[Verdict], None]


def check(
    folder: str | os.PathLike[str] = "golden",
    *,
    documents: str | os.PathLike[str] | None = None,
    report: Report | None = None,
) -> list[Verdict]:
    """Convert each document that has a truth or golden file and compare. `documents` is `../corpus` unless given.

    `report` is called after each document. Raises UsageError where the folder holds neither kind of file.
    """
    verdicts = []
    for truth in _cases(Path(folder), documents):
        verdicts.append(_check_one(Path(folder), truth))
        if report:
            report(verdicts[-1])
    return verdicts


def bless(
    folder: str | os.PathLike[str] = "golden",
    *,
    documents: str | os.PathLike[str] | None = None,
    overwrite: bool = False,
    report: Report | None = None,
) -> list[Verdict]:
    """Write the golden file of each document whose output equals its truth; an existing one stays unless `overwrite`.

    Raises UsageError as check() does, OutputError where the folder cannot be written to.
    """
    verdicts = []
    for truth in _cases(Path(folder), documents):
        verdicts.append(_bless_one(Path(folder), truth, overwrite))
        if report:
            report(verdicts[-1])
    return verdicts


def _cases(folder: Path, documents: str | os.PathLike[str] | None) -> list[Truth]:
    """All documents of a golden folder; one that has only a golden file (no form in it) has an empty truth."""
    if not folder.is_dir():
        raise UsageError(f"没有文件夹 {folder}。", f"there is no folder {folder}.")
    corpus = Path(documents) if documents is not None else folder.absolute().parent / "corpus"
    truths = load_truths(folder, corpus) if any(folder.glob(f"*{SUFFIX}")) else []
    known = {truth.name for truth in truths}
    finder = Finder(corpus)
    for file in sorted(folder.glob(f"*{GOLDEN}")):
        name = file.name.removesuffix(GOLDEN)
        if name not in known:
            source = loads(file.read_text("utf-8")).get("source", {})
            truths.append(Truth(name, {}, finder.find(file, source)))
    if not truths:
        raise UsageError(f"{folder} 中没有 *{SUFFIX} 或 *{GOLDEN}。", f"{folder} holds no *{SUFFIX} and no *{GOLDEN}.")
    return truths


def _no_document(truth: Truth) -> Verdict:
    name = truth.content.get("file") or truth.name
    return Verdict(truth.name, "missing", (f"找不到文件 {name}（document not found）",))


def _against_truth(truth: Truth, contract: dict[str, Any]) -> list[str]:
    if not truth.content:
        return []
    comparison = compare(truth, contract)
    return [f"与标准答案不符  {difference}" for difference in comparison.differences]


def _check_one(folder: Path, truth: Truth) -> Verdict:
    if truth.document is None:
        return _no_document(truth)
    contract = attempt(truth.document).contract
    lines = _against_truth(truth, contract)
    golden = folder / f"{truth.name}{GOLDEN}"
    if golden.is_file():
        lines += [
            f"与存档结果不符  {line}" for line in differences(loads(golden.read_text("utf-8")), _as_read(contract))
        ]
    elif truth.content:
        lines.append("尚无存档结果：请先运行 shenbao golden bless（no golden file yet）")
    return Verdict(truth.name, "differs" if lines else "exact", tuple(lines))


def _as_read(contract: dict[str, Any]) -> Any:
    """The output as it would be read back from its file, so that only what is written counts."""
    return loads(dumps(contract))


def _bless_one(folder: Path, truth: Truth, overwrite: bool) -> Verdict:
    if truth.document is None:
        return _no_document(truth)
    golden = folder / f"{truth.name}{GOLDEN}"
    contract = attempt(truth.document).contract
    text = dumps(contract)
    lines = _against_truth(truth, contract)
    if lines:
        return Verdict(truth.name, "refused", tuple(lines))
    if golden.is_file():
        old = golden.read_text("utf-8")
        if old == text:
            return Verdict(truth.name, "unchanged")
        if not overwrite:
            changes = differences(loads(old), loads(text))
            advice = "存档结果已存在且不同；确认无误后加 --overwrite（a different golden file exists: add --overwrite）"
            return Verdict(truth.name, "refused", (advice, *changes))
    write_text(golden, text)
    return Verdict(truth.name, "written")
