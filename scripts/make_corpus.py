#!/usr/bin/env python3
"""Build documents of the form families from invented truth, printed by real programs.

usage: make_corpus.py OUT --count 300 --seed 1 [--producers calc,writer,chromium] [--families d1,p1|all]
                      [--held-out yes|no|all] [--breaks]
       make_corpus.py OUT --chosen TRUTHS    the documents kept in corpus/, their truth files into TRUTHS

--breaks cuts the forms into pages in the middle, as published ones are damaged there (corpus_maker/breaks.py).
--count is for each family. OUT gets NAME.pdf and NAME.truth.json for each document. The same seed gives the same
contents and sources; a print may hold its date. Exit 0 when every document was made, 1 when some had to be dropped,
2 when a program is missing.
"""

from __future__ import annotations

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from corpus_maker.build import build, build_chosen, plan
from corpus_maker.families import FAMILIES
from corpus_maker.producers.office import ProducerMissing

PRODUCERS = ("calc", "writer", "chromium")


def _choice(text: str, known: tuple[str, ...], what: str) -> list[str]:
    chosen = [x.strip() for x in text.split(",") if x.strip()]
    unknown = [x for x in chosen if x not in known]
    if unknown or not chosen:
        sys.exit(f"make_corpus.py: unknown {what} {', '.join(unknown) or '(none given)'}; known: {', '.join(known)}")
    return chosen


def main() -> int:
    """Read the command line and build."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=pathlib.Path)
    p.add_argument("--count", type=int, default=30)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--producers", default=",".join(PRODUCERS))
    p.add_argument("--families", default="d1", help="names joined by commas, or all")
    p.add_argument(
        "--held-out",
        choices=("yes", "no", "all"),
        default="all",
        help="only what the reader's authors leave untouched, only the rest, or both",
    )
    p.add_argument("--breaks", action="store_true", help="cut the forms into pages as published ones are damaged there")
    p.add_argument("--chosen", type=pathlib.Path, metavar="TRUTHS", help="build the documents kept in corpus/ instead")
    a = p.parse_args()
    every = tuple(FAMILIES)
    families = list(every) if a.families == "all" else _choice(a.families, every, "family")
    wanted = plan(families, a.count, a.seed, _choice(a.producers, PRODUCERS, "producer"), a.held_out)
    try:
        report = build_chosen(a.out, a.chosen) if a.chosen else build(a.out, wanted, a.seed, a.breaks)
    except ProducerMissing as missing:
        print(f"make_corpus.py: {missing}", file=sys.stderr)
        return 2
    for line in report.dropped:
        print(f"dropped {line}", file=sys.stderr)
    print(f"{len(report.made)} documents in {a.out}, {len(report.dropped)} dropped", file=sys.stderr)
    return 1 if report.dropped else 0


if __name__ == "__main__":
    sys.exit(main())
