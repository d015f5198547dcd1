#!/usr/bin/env python3
"""Print published forms again by other programs, or turned, and compare what is read of them with the original.

usage: measure_reprints.py DIR [--each 10] [--way cairo|gs|turn90|turn180|turn270|larger|smaller]...

Of each PDF of DIR the pages of its first declarations are taken. What a reprint says must be the same, blanks apart
(programs leave out those that show nothing) and places apart. A declaration that differs counts as told where a warning
of the document or of the declaration stands. cairo needs pdftocairo (poppler), gs ghostscript.
"""

from __future__ import annotations

import argparse
import io
import json
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter
from typing import Any

import pikepdf

from shenbao.attempting import attempt_bytes

COMMANDS = {
    "cairo": ["pdftocairo", "-pdf"],
    "gs": ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", "-o"],
}
TURNS = {"turn90": 90, "turn180": 180, "turn270": 270}
SIZES = {"larger": 1.5, "smaller": 0.8}
SAID = ("form", "basics", "budget", "goals", "tasks", "indicators", "extra")
DOUBTS = ("warning", "error")


def pages_of(data: bytes, each: int) -> bytes | None:
    """A PDF of the pages with the first declarations of a document; None where it has none."""
    declarations = attempt_bytes(data, "a.pdf", ocr="never").contract["declarations"][:each]
    wanted = sorted({n for d in declarations for n in range(min(d["pages"]), max(d["pages"]) + 1)})
    if not wanted:
        return None
    with pikepdf.open(io.BytesIO(data)) as document, pikepdf.new() as new:
        new.pages.extend(document.pages[n - 1] for n in wanted)
        return _saved(new)


def reprinted(data: bytes, way: str) -> bytes:
    """The PDF printed again. Raises CalledProcessError where the program fails."""
    if way in COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            before, after = (pathlib.Path(folder, name) for name in ("before.pdf", "after.pdf"))
            before.write_bytes(data)
            files = [before, after] if way == "cairo" else [after, before]
            subprocess.run([*COMMANDS[way], *files], check=True, capture_output=True, timeout=600)
            return after.read_bytes()
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            if way in TURNS:
                page.rotate(TURNS[way], relative=True)
            else:
                _scale(document, page, SIZES[way])
        return _saved(document)


def _scale(document: pikepdf.Pdf, page: pikepdf.Page, factor: float) -> None:
    page.contents_add(document.make_stream(f"q {factor} 0 0 {factor} 0 0 cm".encode()), prepend=True)
    page.contents_add(document.make_stream(b"Q"))
    boxes = {
        name: [float(v) * factor for v in page.obj[name]] for name in ("/MediaBox", "/CropBox") if name in page.obj
    }
    for name, box in boxes.items():
        page.obj[name] = pikepdf.Array(box)


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def said(declaration: dict[str, Any]) -> str:
    """What a declaration says, without places and blanks."""
    return "".join(json.dumps(_bare({k: declaration[k] for k in SAID}), ensure_ascii=False, default=str).split())


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k not in ("place", "printed", "page", "pages")}
    return [_bare(v) for v in value] if isinstance(value, list) else value


def compare(before: dict[str, Any], after: dict[str, Any]) -> Counter[str]:
    """How many declarations are the same, differ and are told of, or differ without a word."""
    found = Counter(said(d) for d in after["declarations"])
    told = any(i["severity"] in DOUBTS for i in after["issues"])
    out: Counter[str] = Counter()
    for i, declaration in enumerate(before["declarations"]):
        if found[said(declaration)]:
            found[said(declaration)] -= 1
            out["same"] += 1
            continue
        other = after["declarations"][i] if i < len(after["declarations"]) else {"issues": []}
        doubted = told or any(issue["severity"] in DOUBTS for issue in other["issues"])
        out["told" if doubted else "silent"] += 1
    return out


def main() -> int:
    """Read the command line, reprint, print the table."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=pathlib.Path)
    p.add_argument("--each", type=int, default=10)
    p.add_argument("--way", nargs="+", choices=[*COMMANDS, *TURNS, *SIZES], default=[*COMMANDS, *TURNS, *SIZES])
    a = p.parse_args()
    counts: dict[str, Counter[str]] = {way: Counter() for way in a.way}
    for path in sorted(a.folder.rglob("*.pdf")):
        original = pages_of(path.read_bytes(), a.each)
        if original is None:
            continue
        before = attempt_bytes(original, "a.pdf", ocr="never").contract
        for way in a.way:
            got = compare(before, attempt_bytes(reprinted(original, way), "a.pdf", ocr="never").contract)
            counts[way] += got
            if got["told"] or got["silent"]:
                print(f"{way}: {path.name}: {got['told']} differ and are told, {got['silent']} silent", file=sys.stderr)
    print("way | declarations | the same | differ, told | differ, silent")
    for way, found in counts.items():
        print(f"{way} | {found.total()} | {found['same']} | {found['told']} | {found['silent']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
