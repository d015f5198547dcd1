"""Every document of the corpus comes out as its truth and its golden file say."""

from __future__ import annotations

from pathlib import Path

from shenbao.golden import check

ROOT = Path(__file__).parents[2]


def test_the_corpus_comes_out_as_its_golden_files_say() -> None:
    verdicts = check(ROOT / "golden")
    assert len(verdicts) == len(list((ROOT / "golden").glob("*.golden.json")))
    assert [(v.name, v.lines) for v in verdicts if not v.good] == []
