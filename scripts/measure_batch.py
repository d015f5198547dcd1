"""Measure a batch of many cheap documents: the parent's memory over the run, throughput by workers, overhead.

    python scripts/measure_batch.py --count 10000 --json build/batch.json

Documents: copies of a small text form, each with bytes of its own (by blanks at its end), and of printed forms (those
of corpus/, or what make_corpus.py put into --printed) in the share told by --pdf. Overhead is what a worker's time
holds beyond the conversions (reading, looking up, writing); from the first document to the last it has the way between
parent and worker as well, and of the whole also starting and reporting, about a second whatever the count.

All files stay until the end: ext4 passes over what was deleted in the last minutes wherever it makes a file, which
costs a run after others up to a millisecond a file. Give a TMPDIR in which nothing was deleted of late.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
TEXT = CORPUS / "dongkeng-2026-public-service-office.txt"
SHENBAO = str(Path(sys.executable).with_name("shenbao"))


def make(folder: Path, count: int, pdf_share: float, lines: int | None = None, printed_in: Path = CORPUS) -> None:
    """Documents with distinct bytes, in folders of 500, kinds mixed evenly over the run; text of so many lines.

    Their sizes differ too, as published ones' do: what has another's size is looked into twice, as it may be the same.
    """
    text = b"\n".join(TEXT.read_bytes().split(b"\n")[:lines])
    printed = sorted(printed_in.glob("*.pdf"))
    chance = random.Random(1)
    for i in range(count):
        place = folder / f"{i // 500:03}"
        place.mkdir(parents=True, exist_ok=True)
        if chance.random() < pdf_share:
            source = printed[i % len(printed)]
            (place / f"{i:05}.pdf").write_bytes(source.read_bytes() + b"\n%" + b" " * i + b"\n")
        else:
            (place / f"{i:05}.txt").write_bytes(text + b"\n" + b" " * i)


def memory_kb(pid: int) -> int:
    """Resident memory of a process, without what it shares with files."""
    text = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"RssAnon:\s+(\d+)", text)
    return int(found[1]) if found else 0


def run(folder: Path, out: Path, jobs: int) -> dict[str, object]:
    """One batch: seconds, what its report says, and the parent's memory by tenths of the documents."""
    log = out.with_suffix(".jsonl")
    command = [SHENBAO, "convert", folder, "-o", out, "--jobs", str(jobs), "--ocr", "never", "--json-log", log]
    start = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    samples: list[tuple[float, int]] = []
    while process.poll() is None:
        try:
            samples.append((time.time(), memory_kb(process.pid)))
        except OSError:
            break
        time.sleep(0.25)
    process.wait()
    seconds = time.monotonic() - start
    events = [e for line in log.read_text("utf-8").splitlines() if (e := json.loads(line))["event"] == "document"]
    times = [event["time"] for event in events]
    between = times[-1] - times[0]
    converting = sum(event["seconds"] for event in events[1:])
    report = json.loads((out / ".shenbao" / "report.json").read_text("utf-8"))
    beyond = report["worker_seconds"] - report["conversion_seconds"]
    tenths = []
    for i in range(10):
        low, high = times[len(times) * i // 10], times[len(times) * (i + 1) // 10 - 1]
        inside = [kb for moment, kb in samples if low <= moment <= high]
        tenths.append(round(sum(inside) / len(inside)) if inside else None)
    return {
        "jobs": jobs,
        "exit": process.returncode,
        "seconds": round(seconds, 2),
        "documents": report["documents"],
        "from_first_to_last_document_seconds": round(between, 2),
        "before_and_after_seconds": round(seconds - between, 2),
        "documents_per_second": round((len(times) - 1) / between, 2),
        "conversion_seconds": report["conversion_seconds"],
        "worker_seconds": report["worker_seconds"],
        "overhead_in_workers": round(beyond / report["conversion_seconds"], 4),
        "overhead_in_workers_ms": round(1000 * beyond / len(times), 2),
        "overhead_from_first_to_last": round(jobs * between / converting - 1, 4),
        "overhead_of_the_whole": round(jobs * seconds / report["conversion_seconds"] - 1, 4),
        "parent_kb_by_tenth": tenths,
        "last_tenth_to_second": round(tenths[9] / tenths[1], 4) if tenths[9] and tenths[1] else None,
    }


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--pdf", type=float, default=0.1, metavar="SHARE")
    parser.add_argument("--printed", type=Path, default=CORPUS, metavar="FOLDER")
    parser.add_argument("--lines", type=int, help="of the text form; all unless told")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--json", type=Path)
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "in")
        make(folder, a.count, a.pdf, a.lines, a.printed)
        results = []
        for jobs in a.jobs:
            out = Path(temporary, f"out{jobs}")
            results.append(run(folder, out, jobs))
            print(json.dumps(results[-1]), flush=True)
    if a.json:
        a.json.parent.mkdir(parents=True, exist_ok=True)
        a.json.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
