"""shenbao convert: documents to JSON, and to a workbook or CSV files for people who do not read JSON."""

from __future__ import annotations

import click

from shenbao.cli.common import FAILED, OCR, OCR_ENGINE, PASSWORD, guarded, progress, say
from shenbao.converting import Outcome, convert
from shenbao_extract.ocr.options import Mode


@click.command("convert")
@click.argument("paths", nargs=-1, required=True, metavar="PATH|DIR|GLOB...")
@click.option("-o", "--out", required=True, metavar="OUT", help="输出文件夹。Folder for the JSON files.")
@click.option("--xlsx", metavar="FILE", help="另写一个 Excel 工作簿。Also write one workbook.")
@click.option("--csv", "csv_folder", metavar="DIR", help="另写 CSV 表。Also write CSV files into DIR.")
@click.option(
    "--cells", is_flag=True, help="另存读到的单元格（可再次转换）。Also keep what was read, to convert again."
)
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
    password: str | None,
    ocr: Mode,
    ocr_engine: str,
) -> None:
    """把文件、文件夹或通配符转换成 JSON：OUT/<相对路径>.json。

    Convert files, folders or patterns to OUT/<relative path with its extension>.json. A document that cannot be read
    still gets its JSON, with the reason in it.
    """
    with progress() as shown:

        def begin(total: int, passed_over: int) -> None:
            if passed_over:
                say(f"略过 {passed_over} 个其他类型的文件（{passed_over} files of other kinds passed over）")
            shown.start(total)

        outcomes = convert(
            paths,
            out,
            xlsx=xlsx,
            csv=csv_folder,
            cells=cells,
            password=password,
            ocr=ocr,
            ocr_engine=ocr_engine,
            page=shown.page,
            begin=begin,
            progress=lambda outcome: shown.step(_line(outcome), outcome.error is not None),
        )
    failed = sum(outcome.error is not None for outcome in outcomes)
    found = sum(outcome.declarations for outcome in outcomes)
    review = sum(outcome.to_review for outcome in outcomes)
    say(
        f"完成：{len(outcomes)} 个文件，{found} 份申报表，其中 {review} 份需要核对；{failed} 个文件失败。\n"
        f"done: {len(outcomes)} files, {found} declarations, {review} to review; {failed} files failed."
    )
    if failed:
        raise click.exceptions.Exit(FAILED)


def _line(outcome: Outcome) -> str:
    if outcome.error:
        zh, en = outcome.error
        return f"失败 {zh}\n      failed: {en}"
    counts = f"{outcome.declarations} 份申报表 declarations，{outcome.indicators} 项指标 indicators"
    review = f"，{outcome.to_review} 份需要核对 to review" if outcome.to_review else ""
    return f"{outcome.path.name}：{counts}{review}"
