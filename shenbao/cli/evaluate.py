"""shenbao evaluate: convert a folder of documents that have truth files and score them, field by field."""

from __future__ import annotations

from typing import Literal

import click

from shenbao.cli.common import FAILED, guarded, progress, say
from shenbao.evaluation import DocumentScore, Score, evaluate
from shenbao.lines import COLUMNS

_NAMES = {
    "head": "表头 head",
    "money": "资金 money",
    "goals": "目标 goals",
    "tasks": "任务 tasks",
    "indicators": "指标 indicators",
    "side": "权重备注 side",
}


@click.command("evaluate")
@click.argument("truth_folder", metavar="TRUTH_DIR")
@click.option("--documents", metavar="DIR", help="文件所在的文件夹（默认 TRUTH_DIR）。Where the documents are.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。Print JSON.")
@click.option("--producer", metavar="NAME", help="只看这个程序印出的文件。Only documents of this producer.")
@click.option("--layouts", type=click.Choice(["held-out", "seen"]), help="只看留出的或见过的版式。Only such layouts.")
@click.option("--differences", is_flag=True, help="列出每一处差异。List every difference.")
@guarded
def evaluate_command(
    truth_folder: str,
    documents: str | None,
    as_json: bool,
    producer: str | None,
    layouts: Literal["held-out", "seen"] | None,
    differences: bool,
) -> None:
    """转换带有标准答案的文件并逐字段评分；不全对时退出码为 1。

    Convert documents that have a truth file and score them field by field; exit 1 unless all are exact.
    """
    with progress() as shown:
        score = evaluate(
            truth_folder,
            documents=documents,
            producer=producer,
            layouts=layouts,
            progress=lambda document: shown.step(_line(document), important=True),
        )
    if as_json:
        from shenbao.output import dumps

        click.echo(dumps(score.as_dict()), nl=False)
    else:
        _print(score)
        if differences:
            _print_differences(score)
    if not score.exact:
        raise click.exceptions.Exit(FAILED)


def _line(document: DocumentScore) -> str:
    if document.comparison is None:
        return f"{document.name}：找不到文件 not found"
    if document.error:
        return f"{document.name}：失败 {document.error[0]} / {document.error[1]}"
    wrong, silent = len(document.comparison.differences), document.comparison.silent
    return f"{document.name}：{wrong} 处差异 differences，{silent} 处未提示 silent，{document.seconds:.2f} s"


def _print(score: Score) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(
        "栏目 column",
        "正确/应有 exact/total",
        "正确率",
        "错 wrong",
        "缺 missing",
        "多 beyond",
        "提示率 flagged",
        "未提示 silent",
    )
    for name in COLUMNS:
        tally = score.column(name)
        share = f"{tally.exact / tally.total:.2%}" if tally.total else "—"
        flagged = f"{tally.flagged / tally.fields:.2%}" if tally.fields else "—"
        counts = (tally.wrong, tally.missing, tally.beyond)
        row = (_NAMES[name], f"{tally.exact}/{tally.total}", share, *map(str, counts), flagged, str(tally.silent))
        table.add_row(*row)
    probe = Console()
    (probe if probe.is_terminal else Console(width=140)).print(table)
    lost = len(score.documents) - len(score.compared)
    click.echo(
        f"完全正确 documents wholly exact {score.exact_documents}/{len(score.documents)} · 未提示 silent {score.silent}"
        f" · {score.seconds_a_page:.3f} 秒/页 s a page"
    )
    if lost:
        say(f"{lost} 个文件没有找到。{lost} documents were not found; name their folder with --documents.")


def _print_differences(score: Score) -> None:
    for document in score.compared:
        for difference in document.comparison.differences if document.comparison else ():
            click.echo(f"{document.name}  {difference}")
