"""How well indicators are matched, on pairs that a reader judged (tests/shenbao/comparing/pairs.tsv).

    python scripts/measure_matching.py                    the held-out half
    python scripts/measure_matching.py --half development --wrong

Precision: of the pairs merged, those the reader calls the same (a doubtful pair that is merged counts as wrong).
Recall: of the pairs that the reader calls the same, those merged.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

from shenbao.comparing.match import Indicator, Match, match
from shenbao.comparing.names import Names

PAIRS = Path(__file__).parent.parent / "tests" / "shenbao" / "comparing" / "pairs.tsv"


def pairs(half: str) -> list[tuple[str, Indicator, Indicator]]:
    """The judged pairs of one half, or of all."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (row["judgement"], _indicator(row, "a"), _indicator(row, "b")) for row in rows if half in (row["half"], "all")
    ]


def _indicator(row: dict[str, str], side: str) -> Indicator:
    name, level2, kind, unit = (row[f"{field}_{side}"] or None for field in ("name", "level2", "kind", "unit"))
    return Indicator(name or "", level2, kind, unit)


def judged(half: str, names: Names) -> list[tuple[str, Indicator, Indicator, Match]]:
    """The pairs with what the matcher says."""
    return [(truth, one, other, match(one, other, names)) for truth, one, other in pairs(half)]


def main() -> None:
    """Print the table, and with --wrong each pair that is judged otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    halves = ["development", "held_out", "fresh", "fresh_2", "fresh_3", "all"]
    parser.add_argument("--half", choices=halves, default="held_out")
    parser.add_argument("--wrong", action="store_true", help="list the pairs judged otherwise")
    chosen = parser.parse_args()
    results = judged(chosen.half, Names())
    table = Counter((truth, found.verdict) for truth, _, _, found in results)
    print(f"{len(results)} pairs ({chosen.half})\n{'reader':10} {'same':>6} {'doubtful':>9} {'different':>10}")
    for truth in ("same", "doubtful", "different"):
        print(f"{truth:10} {table[truth, 'same']:6} {table[truth, 'doubtful']:9} {table[truth, 'different']:10}")
    merged = sum(table[truth, "same"] for truth in ("same", "doubtful", "different"))
    same = sum(table["same", verdict] for verdict in ("same", "doubtful", "different"))
    print(f"precision {table['same', 'same'] / max(1, merged):.2%} ({table['same', 'same']} of {merged} merged)")
    print(f"recall    {table['same', 'same'] / max(1, same):.2%} ({table['same', 'same']} of {same} that are the same)")
    if chosen.wrong:
        for truth, one, other, found in sorted(results, key=lambda result: (result[0], result[3].verdict)):
            if truth != found.verdict:
                print(f"{truth:9} {found.verdict:9} {found.score:5} {found.why:8} {one.name} | {other.name}")


if __name__ == "__main__":
    main()
