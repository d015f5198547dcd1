"""A picture of one place of a page: what a report shows beside a figure. Personal data is blacked out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.files import UsageError
from shenbao.report.picture import SCALE, hide, render
from shenbao_extract.document import Box
from shenbao_extract.media import PICTURES, media_type

if TYPE_CHECKING:
    from PIL import Image


class PagePictures:
    """Pictures of places of one document; each page is rendered once, so ask for the places of a page in a row."""

    def __init__(self, path: Path, password: str | None = None) -> None:
        """`path`: the PDF or picture. Raises UsageError where it cannot be opened or has no pages to show."""
        self._path, self._password = path, password
        self._page: int | None = None
        self._picture: Image.Image | None = None
        try:
            with path.open("rb") as file:
                kind = media_type(file.read(1 << 16))
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError(
                f"无法打开 {path}：{reason}。请检查文件所在的文件夹。",
                f"cannot open {path}: {reason}. Check the folder of the documents.",
            ) from error
        if kind not in ("application/pdf", *PICTURES):
            raise UsageError(
                f"{path.name} 不是 PDF 或图片，没有可看的页面。",
                f"{path.name} is no PDF or picture: it has no page to show.",
            )

    def place(self, page: int, box: Box | None, hidden: Iterable[Box] = (), margin_pt: float = 24) -> Image.Image:
        """The picture (RGB, 108 dpi) around `box`, framed; the whole page where `box` is None.

        `hidden` are places to black out, all those of the page at each call: personal_boxes(JSON, page), see
        shenbao/datasets/personal.py. `page` counts from 1. Raises UsageError where there is no such page.
        """
        from PIL import ImageDraw

        if self._page != page or self._picture is None:
            self._picture, self._page = self._render(page), page
        picture = self._picture.copy()
        hide(picture, hidden)
        if box is None:
            return picture.convert("RGB")
        edges = tuple(round(edge * SCALE) for edge in (box.x0, box.top, box.x1, box.bottom))
        ImageDraw.Draw(picture).rectangle(
            (edges[0] - 2, edges[1] - 2, max(edges[0], edges[2]) + 2, max(edges[1], edges[3]) + 2),
            outline=(214, 39, 40, 255),
            width=2,
        )
        margin = round(margin_pt * SCALE)
        left, top = max(0, edges[0] - margin), max(0, edges[1] - margin)
        right, bottom = min(picture.width, edges[2] + margin), min(picture.height, edges[3] + margin)
        if right <= left or bottom <= top:
            return picture.convert("RGB")
        return picture.crop((left, top, right, bottom)).convert("RGB")

    def _render(self, page: int) -> Image.Image:
        try:
            return render(self._path, page, self._password)
        except (OSError, ValueError, IndexError, StopIteration, RuntimeError) as error:
            raise UsageError(
                f"{self._path.name} 的第 {page} 页无法显示。", f"page {page} of {self._path.name} cannot be shown."
            ) from error
