#!/usr/bin/env python3
"""Spoil form pages in the ways of scan_maker/odd.py: photographs, copiers, stamps, spreads, other type and rulings.

usage: make_odd_scans.py OUT PDF... [--case NAME ...] [--seed 1] [--each 2]

For each case and document OUT/CASE gets NAME.digital.pdf (its first form pages: the truth), NAME.scan.EXT and NAME.json
(where each point of a picture lies on the digital pages). `evaluate_scans.py OUT/CASE` scores one case, OUT all.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import pathlib
import sys
import zlib

import numpy as np
import pypdfium2 as pdfium

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from scan_maker.bind import APIECE, bind
from scan_maker.odd import CASES as ODD
from scan_maker.odd import STYLES, Shot, scanned, still
from scan_maker.office import OFFICE
from scan_maker.redraw import is_figure, redraw
from shenbao import read
from shenbao_extract.document import Page

CASES = ODD | OFFICE


def main() -> int:
    """Read the command line and print."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=pathlib.Path)
    p.add_argument("pdfs", nargs="+", type=pathlib.Path)
    p.add_argument("--case", nargs="+", choices=[*CASES, *STYLES], default=[*CASES, *STYLES])
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--each", type=int, default=2)
    a = p.parse_args()
    for file in a.pdfs:
        reading = read(file, ocr="never")
        numbers = sorted({n for t in reading.tables if t.declarations for n in t.pages})[: a.each]
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:8]
        pages = {page.number: page for page in reading.pages}
        for case in a.case:
            random = np.random.default_rng([a.seed, int(digest, 16), zlib.crc32(case.encode())])
            apiece = case in CASES and CASES[case][1] in APIECE
            for group in [[n] for n in numbers] if apiece else [numbers]:
                ending = f"-p{group[0]}" if apiece else ""
                stem = a.out / case / f"{file.stem[:40]}-{digest}{ending}"
                _make(file, [pages[n] for n in group], case, random, stem)
    return 0


def _make(file: pathlib.Path, pages: list[Page], case: str, random: np.random.Generator, stem: pathlib.Path) -> None:
    """One case of one document."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    digital = stem.with_name(f"{stem.name}.digital.pdf")
    with pdfium.PdfDocument(file) as source:
        truth = pdfium.PdfDocument.new()
        truth.import_pages(source, [p.number - 1 for p in pages])
        truth.save(digital)
        shots = []
        dpi = CASES[case][0] if case in CASES else 200
        for i, page in enumerate(pages):
            if case in STYLES:
                pixels = redraw(page, STYLES[case], dpi)
            else:
                bitmap = source[page.number - 1].render(scale=dpi / 72, rev_byteorder=True)
                pixels = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
            figures = [c.place.box for t in page.tables for c in t.cells if c.place.box and is_figure(c)]
            shots.append(Shot(pixels, dpi, [still(i + 1, page.width, page.height)], figures))
    kind = CASES[case][1] if case in CASES else "pdf"
    made = CASES[case][2](shots, random) if case in CASES else [scanned(s, random) for s in shots]
    bind(made, kind, stem, digital, pages)
    facts = [{"dpi": s.dpi, "parts": [dataclasses.asdict(p) for p in s.parts]} for s in made]
    if kind == "mixed":
        for n in range(0, len(facts), 2):
            facts[n]["parts"] = [dataclasses.asdict(still(n + 1, pages[n].width, pages[n].height))]
    if kind == "two_up":
        for fact in facts:
            for part in fact["parts"]:
                part["matrix"] = (np.diag([0.5**0.5, 0.5**0.5, 1.0]) @ np.asarray(part["matrix"])).tolist()
    if kind in ("jpg", "exif"):  # without a resolution the long side is taken for A4's
        for fact, shot in zip(facts, made, strict=True):
            to = 842.0 / (max(shot.pixels.shape[:2]) * 72 / shot.dpi)
            for part in fact["parts"]:
                part["matrix"] = (np.diag([to, to, 1.0]) @ np.asarray(part["matrix"])).tolist()
    stem.with_name(f"{stem.name}.json").write_text(json.dumps(facts), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
