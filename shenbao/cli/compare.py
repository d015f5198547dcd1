"""shenbao compare: towns, types of department or years of a dataset side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shenbao.cli.common import guarded, say

if TYPE_CHECKING:
    from shenbao.comparing.result import By
    from shenbao.comparing.shown import Lang


@click.command("compare")
@click.argument("dataset", metavar="DATASET")
@click.option(
    "--by",
    type=click.Choice(["town", "department", "year"]),
    default="town",
    show_default=True,
    help="按地区、部门类型或年度比较。What is put side by side.",
)
@click.option("--year", type=int, metavar="YYYY", help="只比较这个预算年度。Only declarations of this budget year.")
@click.option("--register", metavar="FILE.csv", help="应申报单位名册（单位、年度）。Units that should declare.")
@click.option("--lookup", metavar="FILE.toml", help="加入自己的词表。Words of your own, docs/compare.md.")
@click.option("--csv", "csv_folder", metavar="DIR", help="每张表一个 CSV 文件。A CSV file a table.")
@click.option("--xlsx", metavar="FILE", help="全部写成一个工作簿。All tables in one workbook.")
@click.option("--html", metavar="FILE", help="写成一份 HTML 报告。One HTML report, docs/report.md.")
@click.option("--documents", metavar="DIR", help="原始文件的文件夹（报告的链接与截图）。Documents, for the report.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=1000,
    show_default=True,
    help="每张明细表最多的行数，0 为全部。Most rows of a table, 0 for all.",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言。Language.")
@guarded
def compare_command(
    dataset: str,
    by: By,
    year: int | None,
    register: str | None,
    lookup: str | None,
    csv_folder: str | None,
    xlsx: str | None,
    html: str | None,
    documents: str | None,
    limit: int,
    lang: Lang,
) -> None:
    """比较数据集中的申报表：同样的承诺什么标准、钱用在哪里、目标编得怎样、变了什么、抄了什么、谁没有申报。

    Compare the declarations of DATASET, made by shenbao dataset: the same promise at what standard, where the money
    goes, how good the goals are, what changed, what was copied, who is missing.
    """
    from shenbao.comparing.compare import compare
    from shenbao.comparing.shown import print_tables, write_csv, write_xlsx

    result = compare(dataset, by=by, year=year, register=register, lookup=lookup, limit=limit or None)
    if not result.groups:
        say("没有可比较的申报表。\nnothing to compare: the dataset has no such declarations.")
        return
    print_tables(result, lang)
    if csv_folder:
        write_csv(result, csv_folder, lang)
    if xlsx:
        write_xlsx(result, xlsx, lang)
    if html:
        from shenbao.report.html import write_html

        made = write_html(
            result,
            Path(dataset),
            Path(html),
            lang=lang,
            documents=Path(documents) if documents else None,
        )
        size, found = f"{made.size_bytes / 1e6:.1f} MB", f"{made.documents_found}/{made.documents}"
        say(
            f"报告 report: {made.path}（{size}）；截图 pictures {made.pictures}，找到的原始文件 documents found {found}"
        )
    if result.left_out:
        listed = "，".join(f"{name} {count}" for name, count in sorted(result.left_out.items()))
        zh = f"注意：明细表各限 {limit} 行，未列出：{listed}；要全部请加 --limit 0。"
        say(f"{zh}\nnote: rows were left out; --limit 0 gives all.")
