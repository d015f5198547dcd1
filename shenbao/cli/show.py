"""shenbao show: one document as tables in the terminal, or a page with what was believed drawn over it."""

from __future__ import annotations

from pathlib import Path

import click

from shenbao.cli.common import OCR, OCR_ENGINE, PASSWORD, guarded, progress, say
from shenbao_extract.ocr.options import Mode


@click.command("show")
@click.argument("file")
@click.option("--page", type=click.IntRange(min=1), metavar="N", help="要画的页。Page to draw.")
@click.option("--image", metavar="OUT.png", help="画到这个 PNG 文件。PNG file to draw it to.")
@click.option("--personal", is_flag=True, help="显示姓名和电话。Show names and telephone numbers.")
@PASSWORD
@OCR
@OCR_ENGINE
@guarded
def show_command(
    file: str, page: int | None, image: str | None, personal: bool, password: str | None, ocr: Mode, ocr_engine: str
) -> None:
    """在终端中以表格查看一个文件；或用 --page N --image out.png 在页面上标出识别结果。

    Show one document as tables, or draw over a page what was believed of it.
    """
    from shenbao.report.terminal import show

    with progress() as shown:
        show(
            file,
            password=password,
            page=page,
            image=image,
            ocr=ocr,
            ocr_engine=ocr_engine,
            personal=personal,
            progress=lambda number, total: shown.page(Path(file).name, number, total),
        )
    if image:
        say(f"已写入 written: {image}")
