"""shenbao dataset and dataset-diff: the JSON of many documents as one dataset, and what changed between two."""

from __future__ import annotations

import sys

import click

from shenbao.cli.common import FAILED, fail, guarded, progress, say
from shenbao.datasets.build import Built, Headers, dataset


@click.command("dataset")
@click.argument("out", metavar="OUT")
@click.option("-o", "--output", "target", required=True, metavar="DATASET", help="数据集文件夹。Folder of the dataset.")
@click.option(
    "--manifest", metavar="FILE.csv", help="已知的地区、单位、年度、网址。What is known of places, units, years, URLs."
)
@click.option("--personal", is_flag=True, help="保留姓名和电话。Keep names and telephone numbers.")
@click.option(
    "--headers",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    help="CSV 和工作簿的表头。Headers of CSV and workbook.",
)
@guarded
def dataset_command(out: str, target: str, manifest: str | None, personal: bool, headers: Headers) -> None:
    """把 convert 的输出做成数据集：Parquet、CSV、Excel、DuckDB、Data Package。再次运行只处理有变化的文件。

    Make the JSON that convert wrote to OUT one dataset. Run again, only documents that changed are read.
    """
    with progress() as shown:
        quiet = not sys.stderr.isatty()

        def step(done: int, total: int) -> None:
            if done == 1 and not quiet:
                shown.start(total)
            if not quiet:
                shown.step("")
            elif done % 1000 == 0:
                say(f"[{done}/{total}]")

        built = dataset(out, target, manifest=manifest, personal=personal, headers=headers, progress=step)
    _report(built)
    if built.refused:
        names = "，".join(built.refused[:10]) + ("……" if len(built.refused) > 10 else "")
        fail(
            FAILED,
            f"{len(built.refused)} 个 JSON 已损坏或版本不同，未计入：{names}。请重新转换这些文件，再制作数据集。",
            f"{len(built.refused)} JSON files are damaged or of another version and were left out (named above). "
            "Convert these documents again, then make the dataset again.",
        )


def _report(built: Built) -> None:
    rows = "，".join(f"{name} {count}" for name, count in built.rows.items())
    if built.changed:
        zh = f"完成：读取 {built.read} 个文件，{built.kept} 个未变。{rows}"
        en = f"done: {built.read} documents read, {built.kept} as before. In {built.folder}"
    else:
        zh, en = f"没有变化，未重写。{rows}", f"nothing has changed; {built.folder} stands as it was."
    say(f"{zh}\n{en}")
    notes = (
        (built.copies, "个文件与别的文件内容相同，只计一次", "documents have the bytes of another and count once"),
        (built.passed_over, "个 JSON 不是文件的转换结果，已略过", "JSON files are no documents and were passed over"),
        (
            built.too_long,
            "个数过长，放不进数值列，只保留原文",
            "numbers are too long for their column; only their text stays",
        ),
    )
    for count, zh, en in notes:
        if count:
            say(f"注意：{count} {zh}。\nnote: {count} {en}.")
    if built.no_workbook:
        say("注意：行数超出 Excel 的上限，没有写 dataset.xlsx。\nnote: too many rows for Excel; no dataset.xlsx.")


@click.command("dataset-diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--csv", "csv_file", metavar="FILE", help="逐行写出所有变化。Write every change, row by row.")
@guarded
def dataset_diff_command(old: str, new: str, csv_file: str | None) -> None:
    """两个数据集之间的变化：各表增加、删除、改变、移动的行数；有变化时退出码为 1。

    What changed between two datasets, table by table; --csv gives it row by row. Exit 1 if anything changed.
    """
    from shenbao.datasets.diff import KINDS, dataset_diff

    found = dataset_diff(old, new, csv_file=csv_file)
    click.echo("\t".join(("table", "same", *KINDS)))
    for name, counts in found.counts.items():
        click.echo("\t".join((name, *(str(counts[kind]) for kind in ("same", *KINDS)))))
    if csv_file:
        say(f"已写入 written: {csv_file}")
    if found.any:
        raise click.exceptions.Exit(FAILED)
