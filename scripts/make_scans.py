#!/usr/bin/env python3
"""Print the form pages of digital PDFs to pictures, spoil them by seed, and bind them as scanned PDFs.

usage: make_scans.py OUT PDF|DIR... [--level good|poor|fax] [--seed 1] [--pages 60] [--each 4]

For each document OUT gets NAME.digital.pdf (its form pages as they are: the truth), NAME.scan.pdf (the same pages as
pictures) and NAME.json (where each point of a page went). At most `--each` pages of a document are taken, whole forms
first, until there are `--pages` of them. The same seed gives the same pictures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
import sys
from typing import Any

import numpy as np
import pypdfium2 as pdfium

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from scan_maker.bind import pdf_of
from scan_maker.spoil import LEVELS, Level, Spoilt, spoil
from shenbao import read


def main() -> int:
    """Read the command line and print."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=pathlib.Path)
    p.add_argument("pdfs", nargs="+", type=pathlib.Path)
    p.add_argument("--level", choices=sorted(LEVELS), default="good")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--pages", type=int, default=60)
    p.add_argument("--each", type=int, default=4)
    a = p.parse_args()
    files = [f for given in a.pdfs for f in (sorted(given.rglob("*.pdf")) if given.is_dir() else [given])]
    a.out.mkdir(parents=True, exist_ok=True)
    made = 0
    for file in files:
        if made >= a.pages:
            break
        made += _print(file, a.out, LEVELS[a.level], a.seed, a.each)
    print(f"{made} pages in {a.out}", file=sys.stderr)
    return 0 if made >= a.pages else 1


def _print(file: pathlib.Path, out: pathlib.Path, level: Level, seed: int, each: int) -> int:
    """One document; how many pages were made of it."""
    try:
        reading = read(file, ocr="never")
    except Exception as error:  # what cannot be read digitally is no truth
        print(f"passed over {file.name}: {error}", file=sys.stderr)
        return 0
    pages: list[int] = []
    for table in reading.tables:
        if table.declarations and not (pages and len(pages) + len(set(table.pages) - set(pages)) > each):
            pages += [n for n in table.pages if n not in pages]
    pages = sorted(pages)[:each]
    if not pages:
        return 0
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:8]
    name = f"{file.stem[:40]}-{digest}"
    source = pdfium.PdfDocument(file)
    digital = pdfium.PdfDocument.new()
    digital.import_pages(source, [n - 1 for n in pages])
    digital.save(out / f"{name}.digital.pdf")
    random = np.random.default_rng([seed, int(digest, 16)])
    spoilt = [_spoilt(source, n, level, random) for n in pages]
    pdf_of([s.jpeg for s in spoilt], [s.dpi for s in spoilt], out / f"{name}.scan.pdf")
    facts = [{"matrix": s.matrix, "dpi": s.dpi} for s in spoilt]
    (out / f"{name}.json").write_text(json.dumps(facts), "utf-8")
    source.close()
    return len(pages)


def _spoilt(source: Any, number: int, level: Level, random: np.random.Generator) -> Spoilt:
    dpi = int(random.choice(level.dpi))
    back = min(number, len(source) - 1)
    page, other = (
        source[n].render(scale=dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3] for n in (number - 1, back)
    )
    if other.shape != page.shape:
        other = page[::-1]
    return spoil(page, other, dpi, level, random)


if __name__ == "__main__":
    sys.exit(main())
