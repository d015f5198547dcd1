"""shenbao golden check and bless: does every document of the corpus still come out as it must?"""

from __future__ import annotations

import click

from shenbao.cli.common import FAILED, guarded, say
from shenbao.golden import Verdict, bless, check

_WORDS = {
    "exact": "一致 exact",
    "differs": "有差异 differs",
    "missing": "缺文件 missing",
    "written": "已写入 written",
    "unchanged": "未变 unchanged",
    "refused": "未写入 refused",
}
_DOCUMENTS = click.option(
    "--documents", metavar="DIR", help="文件所在的文件夹（默认 DIR/../corpus）。Where the documents are."
)


@click.group("golden")
def golden_group() -> None:
    """核对或保存标准结果。Check or write golden files."""


@golden_group.command("check")
@click.argument("folder", default="golden", metavar="[DIR]")
@_DOCUMENTS
@guarded
def check_command(folder: str, documents: str | None) -> None:
    """转换每个文件并与标准答案和存档结果核对；有差异时退出码为 1。

    Convert each document and compare it with its truth and its golden file; exit 1 at any difference.
    """
    _end(check(folder, documents=documents, report=_print))


@golden_group.command("bless")
@click.argument("folder", default="golden", metavar="[DIR]")
@_DOCUMENTS
@click.option("--overwrite", is_flag=True, help="允许覆盖已有的存档结果。Replace golden files that exist.")
@guarded
def bless_command(folder: str, documents: str | None, overwrite: bool) -> None:
    """与标准答案完全一致时，把现在的结果存档。

    Write the golden file of each document whose output equals its truth.
    """
    _end(bless(folder, documents=documents, overwrite=overwrite, report=_print))


def _print(verdict: Verdict) -> None:
    click.echo(f"{verdict.name}：{_WORDS[verdict.state]}")
    for line in verdict.lines:
        click.echo(f"    {line}")


def _end(verdicts: list[Verdict]) -> None:
    bad = sum(not verdict.good for verdict in verdicts)
    say(f"{len(verdicts)} 个文件，{bad} 个需要处理。\n{len(verdicts)} documents, {bad} to look at.")
    if bad:
        raise click.exceptions.Exit(FAILED)
