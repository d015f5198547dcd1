"""Convert documents to JSON, with a workbook or CSV files on the side: the Python twin of `shenbao convert`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.files import OutputError, ShenbaoError, UsageError

if TYPE_CHECKING:
    from shenbao.batch.inputs import Found
    from shenbao.batch.jobs import Setup
    from shenbao.batch.pool import Executor
    from shenbao.batch.tally import Tally
    from shenbao.batch.work import Done
    from shenbao_extract.ocr.options import Mode

__all__ = ["Batch", "Outcome", "OutputError", "ShenbaoError", "UsageError", "convert"]

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document. `error` is (Chinese, English) where it could not be read, else None.

    `path` and `output` are paths, or addresses where addresses were given. `how`: converted, unchanged (not done
    again), copied (another has the same bytes) or not_stored (its storage could not be reached).
    """

    path: Path | str
    output: Path | str
    declarations: int
    indicators: int
    to_review: int
    error: tuple[str, str] | None = None
    how: str = "converted"


@dataclass(slots=True)
class Batch:
    """One conversion of many documents: found, done, counted. `jobs`: worker processes, None for this process.

    `report`: where the page of the report is, once all is done.
    """

    found: Found
    setup: Setup
    tally: Tally
    jobs: int | None = None
    cluster: str | None = None
    report: str | None = None

    def results(self, page: Callable[[str, int, int], None] | None = None) -> Generator[Done, None, None]:
        """Do the documents, each as it comes; stopping early gives up what is under way.

        `page` is called before each page that is read from its picture, where all is done in this process. Raises
        OutputError (its kin BusyError where another run writes into OUT), UsageError.
        """
        from shenbao.batch.report import write_report
        from shenbao.batch.run import opened, run

        sizes = Counter(job.size for job in self.found.jobs) if self.setup.state else Counter[int]()
        with opened(self.setup) as setup:
            try:
                executor = self._executor(setup, page)
                with closing(run(self.found.jobs, sizes, setup, executor)) as results:
                    for done in results:
                        self.tally.add(done)
                        yield done
            except BaseException:
                self.tally.end(interrupted=True)
                if self.setup.state:
                    with suppress(OutputError):  # in trouble already
                        self.report = write_report(self.tally, self.setup)
                raise
            self.tally.end()
            if self.setup.state:
                self.report = write_report(self.tally, self.setup)

    def _executor(self, setup: Setup, page: Callable[[str, int, int], None] | None) -> Executor:
        from shenbao.batch.pool import InProcess, Isolated

        if self.cluster is not None:
            from shenbao.batch.cluster import Cluster

            return Cluster(setup, self.cluster, self.jobs)
        if self.jobs is None:
            return InProcess(setup, page)
        return Isolated(setup, self.jobs)

    def outcome(self, done: Done) -> Outcome:
        """A Done for users."""
        from shenbao.storage import is_url

        source, output = done.job.source, self.setup.output(done.job.relative)
        summary = done.summary
        return Outcome(
            source if is_url(source) else Path(source),
            output if is_url(output) else Path(output),
            summary.declarations,
            summary.indicators,
            summary.statuses.get("needs_review", 0),
            summary.error,
            done.how,
        )

    def write_tables(self, xlsx: PathLike | None, csv: PathLike | None) -> None:
        """The workbook and the CSV files over all documents' JSON, read one at a time. Raises OutputError."""
        from shenbao.export import write_tables
        from shenbao.output import loads
        from shenbao.storage import read

        def documents() -> Iterator[tuple[str, dict[str, object]]]:
            for job in self.found.jobs:
                try:
                    yield job.relative, loads(read(self.setup.output(job.relative)).decode("utf-8"))
                except FileNotFoundError:
                    continue  # could not be stored: the report names it

        write_tables(documents(), xlsx=Path(xlsx) if xlsx else None, csv=Path(csv) if csv else None)


def prepare(
    paths: PathLike | Iterable[PathLike],
    out: PathLike,
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    password: str | None = None,
    ocr: Mode = "auto",
    ocr_engine: str = "rapid",
    cells: bool = False,
    force: bool = False,
    timeout: float | None = None,
    memory_mb: int | None = None,
) -> Batch:
    """A Batch to be done; see convert(). One document alone, without `jobs`, keeps no records."""
    from shenbao.batch.inputs import find_jobs
    from shenbao.batch.jobs import MEMORY_MB, TIMEOUT, Setup
    from shenbao.batch.tally import Tally
    from shenbao.storage import is_url, local

    found = find_jobs([paths] if isinstance(paths, (str, os.PathLike)) else list(paths))
    where = local(out)
    setup = Setup(
        where if is_url(where) else os.path.abspath(where),
        ocr,
        ocr_engine,
        password,
        cells,
        force,
        state=len(found.jobs) != 1 or jobs is not None or cluster is not None,
        timeout=timeout or TIMEOUT,
        memory_mb=memory_mb or MEMORY_MB,
    )
    return Batch(found, setup, Tally(len(found.jobs), found.passed_over), jobs, cluster)


def convert(
    paths: PathLike | Iterable[PathLike],
    out: PathLike,
    *,
    xlsx: PathLike | None = None,
    csv: PathLike | None = None,
    cells: bool = False,
    password: str | None = None,
    ocr: Mode = "auto",
    ocr_engine: str = "rapid",
    jobs: int | None = None,
    cluster: str | None = None,
    force: bool = False,
    timeout: float | None = None,
    memory_mb: int | None = None,
    progress: Callable[[Outcome], None] | None = None,
) -> list[Outcome]:
    """Convert files, folders and patterns, a manifest, or an address to OUT/<relative path with its extension>.json.

    `cells` also writes OUT/<the same>.cells.json: each document as it stands on the paper, which can be converted again
    in place of the document without reading it anew. `xlsx` names a workbook and `csv` a folder for the same tables
    over all documents. `ocr` and `ocr_engine` are those of shenbao.read(). `jobs`: worker processes, so that a
    document that crashes, hangs (`timeout` seconds and a twelfth of it for each page) or needs too much memory
    (`memory_mb`) costs that document alone; without it all is done in this process, one after the other. `cluster`: the
    address of a Dask scheduler, or "local". `force`: do again what is unchanged. `progress` is called after each
    document.

    A document that cannot be read still gets its JSON. Raises UsageError where a path finds nothing, OutputError where
    the output cannot be written. The outcomes come in the order of the relative paths.
    """
    batch = prepare(
        paths, out, jobs=jobs, cluster=cluster, password=password, ocr=ocr, ocr_engine=ocr_engine, cells=cells,
        force=force, timeout=timeout, memory_mb=memory_mb,
    )  # fmt: skip
    outcomes: dict[str, Outcome] = {}
    with closing(batch.results()) as results:
        for done in results:
            outcomes[done.job.relative] = batch.outcome(done)
            if progress:
                progress(outcomes[done.job.relative])
    if xlsx or csv:
        batch.write_tables(xlsx, csv)
    return [outcomes[job.relative] for job in batch.found.jobs if job.relative in outcomes]
