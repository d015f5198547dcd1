"""Prints a plan of documents and writes each with its truth."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib
import json
import pathlib
import random
import sys
import tempfile
import time
import tomllib
from typing import Any

from .breaks import break_form
from .check import Printed, expected
from .damage import damage, shrink
from .job import Job, make_job
from .layout import make_layout
from .truth import Given

LAYOUTS = 600
ATTEMPTS = 3
CHUNK = 30


@dataclasses.dataclass
class Report:
    """What a run made and what it had to leave."""

    made: list[str] = dataclasses.field(default_factory=list)
    dropped: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True)
class Planned:
    """A document of a run: its family, its place in the family's run, its producer and its layout's number."""

    family: str
    index: int
    producer: str
    layout: int


def plan(families: list[str], count: int, seed: int, producers: list[str], held_out: str) -> list[Planned]:
    """So many documents of each family."""
    out = []
    for family in families:
        rng = random.Random(f"plan {seed}" if family == "d1" else f"plan {family} {seed}")
        numbers = [rng.randint(1, LAYOUTS) for _ in range(count)]
        for k in range(count):
            producer = producers[k % len(producers)]
            held = producer == "writer" or make_layout(numbers[k]).held_out
            if held_out == "all" or held == (held_out == "yes"):
                out.append(Planned(family, k, producer, numbers[k]))
    return out


def build(out: pathlib.Path, wanted: list[Planned], seed: int, breaks: bool = False) -> Report:
    """Print the plan chunk by chunk; what does not show whole is set again in another layout.

    With `breaks` the forms are cut into pages in the middle, see `breaks.py`.
    """
    report, started = Report(), time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    for producer in sorted({w.producer for w in wanted}):
        own = [w for w in wanted if w.producer == producer]
        for k in range(0, len(own), CHUNK):
            left = [make_job(w.family, w.index, seed, w.producer, make_layout(w.layout)) for w in own[k : k + CHUNK]]
            for attempt in range(ATTEMPTS):
                for job in left if breaks else ():
                    _break(job, seed)
                failed = _print(out, left, report, last=attempt == ATTEMPTS - 1)
                left = [_again(job, seed, attempt) for job in failed]
                if not left:
                    break
            done = len(report.made) + len(report.dropped)
            print(f"{done}/{len(wanted)} documents, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return report


def build_chosen(out: pathlib.Path, truths: pathlib.Path) -> Report:
    """Print the documents that are kept with the source, their truth into a folder of its own."""
    chosen = tomllib.loads(pathlib.Path(__file__).with_name("chosen.toml").read_text("utf-8"))
    report = Report()
    for folder in (out, truths):
        folder.mkdir(parents=True, exist_ok=True)
    for entry in chosen["document"]:
        layout = make_layout(entry["layout"])
        given = Given(**entry["given"] | {"topics": tuple(entry["given"]["topics"])}) if "given" in entry else None
        job = make_job(entry["family"], entry["index"], chosen["seed"], entry["producer"], layout, given)
        _print(out, [dataclasses.replace(job, name=entry["name"])], report, last=True, truths=truths)
    return report


def _break(job: Job, seed: int) -> None:
    """Cut each form of a document; a heading that the program itself would print again is left out."""
    rng = random.Random(f"breaks {job.family} {seed} {job.index} {job.layout.id}")
    job.layout = dataclasses.replace(job.layout, repeat_head=False)
    for form in job.forms:
        break_form(form, rng)


def _again(job: Job, seed: int, attempt: int) -> Job:
    """The same document in another layout, held out or not as before."""
    rng = random.Random(f"again {seed} {job.index} {attempt}")
    while (layout := make_layout(rng.randint(1, LAYOUTS))).held_out != job.layout.held_out:
        pass
    return make_job(job.family, job.index, seed, job.producer, layout)


def _print(
    out: pathlib.Path, jobs: list[Job], report: Report, last: bool, truths: pathlib.Path | None = None
) -> list[Job]:
    """Print the jobs; returns those whose paper does not show all."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        work = pathlib.Path(folder)
        producer = importlib.import_module(f".producers.{jobs[0].producer}", __package__)
        producer.print_jobs(jobs, work / "source", work / "print")
        for job in jobs:
            pdf = work / "print" / f"{job.name}.pdf"
            trouble = _finish(job, pdf, out, truths) if pdf.exists() else "nothing was printed"
            if not trouble:
                report.made.append(job.name)
                continue
            failed.append(job)
            if last:
                report.dropped.append(f"{job.name} (layout {job.layout.id}): {trouble}")
            else:
                print(f"{job.name} layout {job.layout.id}: {trouble}; another layout is tried", file=sys.stderr)
    return failed


def _finish(job: Job, pdf: pathlib.Path, out: pathlib.Path, truths: pathlib.Path | None) -> str:
    """Check a print, damage it, write it with its truth; returns what is wrong."""
    printed = Printed(pdf)
    missing = printed.missing(expected(job.forms))
    if missing:
        return f"{len(missing)} characters do not show whole: {missing[:24]}"
    lay = job.layout
    pages = printed.pages(job.forms, job.header, job.after[0].heading if job.after else "")
    damage(pdf, lay.rotate, lay.double == "page" or (lay.double == "labels" and job.producer != "chromium"))
    if truths:
        shrink(pdf)
    target = out / f"{job.name}.pdf"
    target.write_bytes(pdf.read_bytes())
    truth = truth_file(job, target, len(printed.texts), pages)
    if truths:  # kept with the source, where everybody sees it
        truth["held_out"] = False
    ((truths or out) / f"{job.name}.truth.json").write_text(
        json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    return ""


def truth_file(job: Job, pdf: pathlib.Path, pages: int, form_pages: list[list[int]]) -> dict[str, Any]:
    """The truth in the format of the truth files, with the producer and the layout."""
    declarations = [
        declaration | {"pages": own}
        for form, own in zip(job.forms, form_pages, strict=True)
        for declaration in form.declarations
    ]
    return {
        "file": pdf.name,
        "sha256": hashlib.sha256(pdf.read_bytes()).hexdigest(),
        "pages_read": [1, pages],
        "forms_in_document": len(declarations),
        "producer": job.producer,
        "family": job.family,
        "layout": job.layout.id,
        "held_out": job.held_out,
        "notes": [remark for form in job.forms for remark in form.remarks],
        "declarations": declarations,
    }
