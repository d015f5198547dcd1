#!/usr/bin/env python3
"""Measure shenbao beside pdfplumber, camelot (lattice), PyMuPDF and img2table: what is right, time, memory.

usage: benchmark.py [--documents DIR --truth DIR] [--pages N] [--json FILE] [--markdown FILE]

Without --documents: corpus/ with golden/, and the documents for measuring (SHENBAO_DATA, else ../shared/data) where
they are. The peers come with `pip install -e .[bench]`; camelot and img2table bring two packages of OpenCV that
overwrite each other: uninstall both, then `pip install --no-deps opencv-contrib-python`. A peer that is missing or
fails gets its row with the reason. Exit 0 when all was measured, 2 where there is nothing to measure.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from bench import longdocs, report
from bench.peers import PEERS
from bench.rounds import Worker, measure
from bench.work import ROOT, WorkSet, default_sets, describe, load_set


def _arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--documents", type=pathlib.Path, metavar="DIR", help="documents, instead of the usual ones")
    p.add_argument("--truth", type=pathlib.Path, metavar="DIR", help="their *.truth.json (default: beside them)")
    p.add_argument("--pages", type=int, metavar="N", help="only the first forms of a document, up to N pages")
    p.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write all figures")
    p.add_argument("--markdown", type=pathlib.Path, metavar="FILE", help="write the report (docs/benchmark.md)")
    return p.parse_args()


def _sets(a: argparse.Namespace, out: pathlib.Path) -> list[WorkSet]:
    if a.documents is None:
        return default_sets(out, a.pages)
    return [load_set(a.documents.name, a.documents, a.truth or a.documents, out, a.pages)]


def _command(a: argparse.Namespace) -> str:
    """The command as it was given, without folders of this machine."""
    words = ["python scripts/benchmark.py"]
    if a.documents is not None:
        words.append(f"--documents {a.documents.name}")
    if a.pages:
        words.append(f"--pages {a.pages}")
    return " ".join([*words, "--markdown docs/benchmark.md"])


def _forms(out: pathlib.Path) -> tuple[list[pathlib.Path], int]:
    """The corpus forms that long documents are made with, each in a file, and the number of the first's indicators."""
    corpus = load_set("forms", ROOT / "corpus", ROOT / "golden", out, None)
    return [item.file for item in corpus.items], len(corpus.items[0].rows)


def run(a: argparse.Namespace, out: pathlib.Path) -> report.Results | None:
    """All measurements; None where there is nothing to measure."""
    sets = [s for s in _sets(a, out) if s.items]
    print(describe(sets), file=sys.stderr)
    if not sets:
        return None
    workers = [Worker(name) for name in PEERS]
    try:
        measured = {s.name: measure(s, workers) for s in sets}
        forms, indicators = _forms(out)
        long = longdocs.race_long(forms[0], indicators, out, workers)
    finally:
        for worker in workers:
            worker.close()
    return report.Results(_command(a), sets, measured, long, longdocs.memories(forms[0], forms, out))


def main() -> int:
    """Measure, then write what was asked for; the report goes to stdout where no file is named."""
    a = _arguments()
    with tempfile.TemporaryDirectory(prefix="shenbao-bench-") as folder:
        results = run(a, pathlib.Path(folder))
    if results is None:
        print("benchmark.py: no truth file with a PDF to measure; see --documents and --truth", file=sys.stderr)
        return 2
    if a.json:
        a.json.write_text(json.dumps(report.as_json(results), ensure_ascii=False, indent=1) + "\n", "utf-8")
    text = report.markdown(results)
    if a.markdown:
        a.markdown.write_text(text, "utf-8")
    elif not a.json:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
