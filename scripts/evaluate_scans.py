#!/usr/bin/env python3
"""Score the reading of scans made by make_scans.py against their digital pages.

usage: evaluate_scans.py DIR [--engine rapid|tesseract] [--peers] [--limit N] [--every N] [--examples FILE]

Characters and figures are counted in the cells that the declarations of the digital document were read from; a figure
is a number with its sign; it is flagged where a warning or an error of the output stands on its cell. `silent` are
wrong figures without one. A DIR of folders (make_odd_scans.py) gets a row for each. Words of peers are put into the
true cells by their middle.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import resource
import sys
import time
from collections.abc import Sequence

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from scan_maker.score import Score, doubted_pages, score_cells, score_indicators, truth_cells, way_back, words_of
from shenbao import read

TOLD = (
    "no_form",
    "page_not_read",
    "poor_print",
    "unreadable_page",
    "indicators_not_read",
    "table_not_read",
    "creased_paper",
    "dark_streak",
    "table_off_page",
    "white_streak",
    "double_image",
    "ink_without_text",
)
HEAD = (
    "reader | pages | character errors | figures wrong | wrong and unflagged | figures flagged | "
    "indicators wholly right | seconds a page"
)


def main() -> int:
    """Read the command line, score, print the table."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=pathlib.Path)
    p.add_argument("--engine", default="rapid")
    p.add_argument("--peers", action="store_true", help="also the engines over the whole page, and img2table")
    p.add_argument("--limit", type=int, default=10_000, help="documents to read")
    p.add_argument("--every", type=int, default=1, help="read each Nth document only")
    p.add_argument("--examples", type=pathlib.Path, help="write what was read wrongly to this file")
    a = p.parse_args()
    if a.examples:
        a.examples.unlink(missing_ok=True)
    print(HEAD)
    if cases := sorted({f.parent for f in a.folder.glob("*/*.scan.*")}):
        for case in cases:
            score, seconds = _score(sorted(case.glob("*.scan.*"))[:: a.every][: a.limit], a.engine, a.examples)
            print(f"{case.name} | {score.row()} | {seconds / max(score.pages, 1):.2f}", flush=True)
        return 0
    scans = sorted(a.folder.glob("*.scan.*"))[:: a.every][: a.limit]
    score, seconds = _score(scans, a.engine, a.examples)
    print(f"shenbao ({a.engine}) | {score.row()} | {seconds / max(score.pages, 1):.2f}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {memory:.0f} MB", file=sys.stderr)
    if a.peers:
        from scan_maker.peers import PEERS, score_peer

        for peer in PEERS:
            found, spent = score_peer(peer, scans)
            print(f"{peer} | {found.row()} | {spent / max(found.pages, 1):.2f}")
    return 0


def _score(scans: Sequence[pathlib.Path], engine: str, examples: pathlib.Path | None) -> tuple[Score, float]:
    """The score of some scans, and the seconds it took to read them; what was read wrongly goes to `examples`."""
    score, seconds = Score(), 0.0
    for scan in scans:
        name = scan.name.removesuffix(scan.suffix).removesuffix(".scan")
        facts = json.loads((scan.parent / f"{name}.json").read_text("utf-8"))
        digital = read(scan.parent / f"{name}.digital.pdf", ocr="never")
        began = time.perf_counter()
        got = read(scan, ocr_engine=engine)
        seconds += time.perf_counter() - began
        score.pages += len(facts)
        told = sorted({f"{i.code}: {i.message.en}" for i in got.issues if i.code in TOLD})
        score.examples += [f"== {scan.parent.name}/{name}", *told]
        score_cells(truth_cells(digital), words_of(got, way_back(facts)), score, doubted_pages(got, facts))
        score_indicators(digital, got, score)
        print(f"{name}: {score.row()}", file=sys.stderr, flush=True)
    if examples:
        with examples.open("a", encoding="utf-8") as out:
            out.write("\n".join([*score.examples, ""]))
    return score, seconds


if __name__ == "__main__":
    sys.exit(main())
