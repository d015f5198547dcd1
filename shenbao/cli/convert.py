"""shenbao convert: documents to JSON, and to a workbook or CSV files for people who do not read JSON."""

from __future__ import annotations

import os
from contextlib import closing

import click

from shenbao.cli.common import FAILED, INTERRUPTED, OCR, OCR_ENGINE, PASSWORD, guarded, say
from shenbao.converting import Batch, prepare
from shenbao_extract.ocr.options import Mode


@click.command("convert")
@click.argument("paths", nargs=-1, required=True, metavar="PATH|DIR|GLOB|MANIFEST.csv|URL...")
@click.option("-o", "--out", required=True, metavar="OUT", help="输出文件夹。Folder (or URL) for the JSON files.")
@click.option("--xlsx", metavar="FILE", help="另写一个 Excel 工作簿。Also write one workbook.")
@click.option("--csv", "csv_folder", metavar="DIR", help="另写 CSV 表。Also write CSV files into DIR.")
@click.option(
    "--cells", is_flag=True, help="另存读到的单元格（可再次转换）。Also keep what was read, to convert again."
)
@click.option(
    "--jobs", type=click.IntRange(1, 1024), metavar="N", help="进程数，默认为核数。Worker processes; default: cores."
)
@click.option(
    "--timeout", type=click.FloatRange(0.1), metavar="SECONDS",
    help="每个文件的时限，每页另加十二分之一，默认 120。Time for a document, a twelfth more a page; default 120.",
)  # fmt: skip
@click.option(
    "--memory", "memory_mb", type=click.IntRange(128), metavar="MB",
    help="每个进程的内存上限，默认 2048。Memory a worker may take; default 2048.",
)  # fmt: skip
@click.option("--cluster", metavar="ADDRESS|local", help="在 Dask 集群上转换。Convert on a Dask cluster.")
@click.option("--force", is_flag=True, help="全部重做。Do again also what is unchanged.")
@click.option("--json-log", metavar="FILE", help="每个文件一行 JSON 日志。A line of JSON for each document.")
@PASSWORD
@OCR
@OCR_ENGINE
@guarded
def convert_command(
    paths: tuple[str, ...],
    out: str,
    xlsx: str | None,
    csv_folder: str | None,
    cells: bool,
    jobs: int | None,
    cluster: str | None,
    timeout: float | None,
    memory_mb: int | None,
    force: bool,
    json_log: str | None,
    password: str | None,
    ocr: Mode,
    ocr_engine: str,
) -> None:
    """把文件、文件夹、通配符或清单转换成 JSON：OUT/<相对路径>.json。

    Convert files, folders, patterns or a manifest to OUT/<relative path with its extension>.json. A document that
    cannot be read still gets its JSON, with the reason in it. What is done already and unchanged is not done again.
    """
    batch = prepare(
        paths, out, jobs=jobs, cluster=cluster, password=password, ocr=ocr, ocr_engine=ocr_engine, cells=cells,
        force=force, timeout=timeout, memory_mb=memory_mb,
    )  # fmt: skip
    if batch.jobs is None and cluster is None and len(batch.found.jobs) > 1:
        batch.jobs = min(len(os.sched_getaffinity(0)), len(batch.found.jobs))
    interrupted = _convert(batch, json_log)
    if not interrupted and (xlsx or csv_folder):
        batch.write_tables(xlsx, csv_folder)
    if interrupted:
        raise click.exceptions.Exit(INTERRUPTED)
    if batch.tally.failed:
        raise click.exceptions.Exit(FAILED)


def _convert(batch: Batch, json_log: str | None) -> bool:
    """Do the documents, and tell of them; whether it was interrupted."""
    from shenbao.batch.report import headline
    from shenbao.batch.run import interruptible
    from shenbao.cli.progress import shown

    tally = batch.tally
    if tally.passed_over:
        say(f"略过 {tally.passed_over} 个其他类型的文件（{tally.passed_over} files of other kinds passed over）")
    with shown(tally, json_log) as (progress, log), interruptible():
        try:
            if log:
                log.write("begin", total=tally.total, passed_over=tally.passed_over, workers=batch.jobs or 1)
            with closing(batch.results(progress.page)) as results:
                for done in results:
                    progress.document(done)
                    if log:
                        log.document(done)
        except KeyboardInterrupt:
            tally.end(interrupted=True)
        if log:
            log.write("end", interrupted=tally.interrupted, seconds=round(tally.seconds, 3), **tally.documents)
    say(headline(tally))
    if batch.report:
        say(f"报告 report: {batch.report}")
    if tally.interrupted:
        say("已停止，做完的都已保存。再次运行同一命令即可继续，做完的不会重做。")
        say("stopped; all that was done is kept. Run the same command again to go on: nothing is done twice.")
    return tally.interrupted
