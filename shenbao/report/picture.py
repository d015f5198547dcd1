"""A page with what was believed drawn over it: which cell became what, and where repairs and issues stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.datasets.personal import personal_boxes
from shenbao.files import UsageError, write_with
from shenbao_extract.document import Box, Page
from shenbao_extract.media import PICTURES, media_type

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

    from shenbao.reading import Reading
    from shenbao_cleaners.declaration import Declaration

SCALE = 1.5  # pixels a point: 108 dpi
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)


@dataclass(frozen=True, slots=True)
class Role:
    """What a place became: its words for the legend and its colour."""

    zh: str
    en: str
    colour: tuple[int, int, int]


ROLES = {
    "head": Role("表头", "head", (31, 119, 180)),
    "budget": Role("资金", "budget", (44, 160, 44)),
    "goals": Role("目标", "goals", (148, 103, 189)),
    "tasks": Role("任务", "tasks", (188, 143, 34)),
    "label": Role("指标分类", "level label", (23, 190, 207)),
    "indicators": Role("指标", "indicators", (227, 119, 194)),
    "extra": Role("其他内容", "extra", (140, 86, 75)),
    "other": Role("标签或未用", "label or unused", (127, 127, 127)),
}
REPAIR = Role("有修复", "repaired", (255, 127, 14))
ISSUE = Role("有问题", "issue", (214, 39, 40))


def chinese_font() -> Path | None:
    """A font with Chinese characters on this machine, or None."""
    return next((Path(font) for font in _FONTS if Path(font).is_file()), None)


def draw(
    reading: Reading, path: Path, page: int, image: Path, password: str | None = None, personal: bool = False
) -> None:
    """Render page `page` of the PDF or picture at `path` at 108 dpi, draw what was believed over it, write a PNG.

    Names and telephone numbers are blacked out unless `personal`.
    Raises UsageError where there is no such page or the document has none to draw, OutputError where `image` cannot be
    written.
    """
    found = next((p for p in reading.pages if p.number == page), None)
    if found is None:
        raise UsageError(
            f"{path.name} 没有第 {page} 页（共 {len(reading.pages)} 页）。",
            f"{path.name} has no page {page} (it has {len(reading.pages)}).",
        )
    if reading.source.media_type not in ("application/pdf", *PICTURES):
        raise UsageError(
            f"{path.name} 不是 PDF 或图片，没有可画的页面。去掉 --page 和 --image 可查看内容。",
            f"{path.name} has no page to draw. Leave out --page and --image to see its content.",
        )
    picture = render(path, page, password)
    if not personal:
        hide(picture, personal_boxes(reading.contract(), page))
    canvas = _overlay(picture, reading, found)
    framed = _with_legend(canvas)
    write_with(image, lambda temporary: framed.save(temporary, format="PNG"))


def render(path: Path, page: int, password: str | None) -> Image.Image:
    """A page of a PDF or picture at 108 dpi, RGBA."""
    data = path.read_bytes()
    if media_type(data) in PICTURES:
        from PIL import Image

        from shenbao_extract.readers.picture_file import pictures_of

        pixels, scale = next((p, s) for n, _, p, s, _ in pictures_of(data, path.name) if n == page)
        size = (max(1, round(pixels.shape[1] * SCALE / scale)), max(1, round(pixels.shape[0] * SCALE / scale)))
        return Image.fromarray(pixels).resize(size).convert("RGBA")
    import pypdfium2

    document = pypdfium2.PdfDocument(path, password=password)
    try:
        picture: Image.Image = document[page - 1].render(scale=SCALE).to_pil().convert("RGBA")
        return picture
    finally:
        document.close()


def hide(picture: Image.Image, boxes: Iterable[Box]) -> None:
    """Black out places of a page rendered by render(), in the picture itself."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    for box in boxes:
        pen.rectangle(_pixels(box), fill=(0, 0, 0, 255))


def places(reading: Reading, page: int) -> dict[Box, str]:
    """Box on the page -> the role of what was read there; a level label does not hide the field it also is."""
    roles: dict[Box, str] = {}
    for declaration in reading.declarations:
        for pointer, items in declaration.evidence.items():
            for item in items:
                if item.place.page == page and item.place.box:
                    roles[item.place.box] = _role(pointer)
    return roles


def _role(pointer: str) -> str:
    parts = pointer.split("/")
    if parts[-1] in ("level1", "level2"):
        return "label"
    section = parts[1] if len(parts) > 1 else ""
    return section if section in ROLES else "head"


def _overlay(picture: Image.Image, reading: Reading, page: Page) -> Image.Image:
    from PIL import Image, ImageDraw

    roles = places(reading, page.number)
    cells = [cell for table in page.tables for cell in table.cells if cell.place.box]
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for cell in cells:
        if cell.place.box and cell.place.box not in roles:
            _fill(pen, cell.place.box, "other", 28 if cell.text.strip() else 0)
    for box, role in roles.items():
        _fill(pen, box, role, 60)
    for declaration in reading.declarations:
        for box in _repaired(declaration, page.number):
            pen.rectangle(_pixels(box, 2), outline=(*REPAIR.colour, 255), width=3)
        for box in _doubted(declaration, page.number):
            pen.rectangle(_pixels(box, 5), outline=(*ISSUE.colour, 255), width=3)
    return Image.alpha_composite(picture, layer)


def _fill(pen: ImageDraw.ImageDraw, box: Box, role: str, strength: int) -> None:
    colour = ROLES[role].colour
    pen.rectangle(_pixels(box), fill=(*colour, strength), outline=(*colour, 200), width=1)


def _pixels(box: Box, inset: float = 0) -> tuple[float, float, float, float]:
    """The box in pixels, drawn in by `inset`, never turned inside out."""
    x0, top, x1, bottom = (edge * SCALE for edge in (box.x0, box.top, box.x1, box.bottom))
    inset = min(inset, (x1 - x0) / 3, (bottom - top) / 3)
    return x0 + inset, top + inset, max(x0 + inset, x1 - inset), max(top + inset, bottom - inset)


def _evidence(declaration: Declaration, path: str, page: int) -> list[Box]:
    """Boxes of a pointer, of all below it, else of its nearest parent."""
    while path:
        boxes = [
            item.place.box
            for pointer, items in declaration.evidence.items()
            if pointer == path or pointer.startswith(path + "/")
            for item in items
            if item.place.page == page and item.place.box
        ]
        if boxes:
            return boxes
        path = path.rpartition("/")[0] if path.count("/") > 2 else ""
    return []


def _repaired(declaration: Declaration, page: int) -> set[Box]:
    boxes: set[Box] = set()
    for repair in declaration.repairs:
        if repair.place and repair.place.box:
            boxes |= {repair.place.box} if repair.place.page == page else set()
        else:
            boxes |= set(_evidence(declaration, repair.path or "", page))
    return boxes


def _doubted(declaration: Declaration, page: int) -> set[Box]:
    issues = [issue for issue in declaration.issues if issue.severity != "info"]
    return {box for issue in issues for box in _evidence(declaration, issue.path or "", page)}


def _with_legend(picture: Image.Image) -> Image.Image:
    """The picture with a strip below it that says what the colours mean."""
    from PIL import Image, ImageDraw

    font, chinese = _legend_font()
    entries = [(role, True) for role in ROLES.values()] + [(REPAIR, False), (ISSUE, False)]
    words = [f"{role.zh} {role.en}" if chinese else role.en for role, _ in entries]
    widths = [34 + int(font.getlength(word)) for word in words]
    spots: list[tuple[int, int]] = []
    x, y = 10, 8
    for width in widths:
        if x + width > picture.width and x > 10:
            x, y = 10, y + 22
        spots.append((x, y))
        x += width
    out = Image.new("RGB", (picture.width, picture.height + y + 26), (255, 255, 255))
    out.paste(picture.convert("RGB"), (0, 0))
    pen = ImageDraw.Draw(out)
    for (role, filled), word, (left, top) in zip(entries, words, spots, strict=True):
        top += picture.height
        fill: Any = role.colour if filled else None
        pen.rectangle((left, top, left + 12, top + 12), fill=fill, outline=role.colour, width=1 if filled else 3)
        pen.text((left + 17, top - 2), word, fill=(0, 0, 0), font=font)
    return out


def _legend_font() -> tuple[Any, bool]:
    from PIL import ImageFont

    path = chinese_font()
    if path is not None:
        try:
            return ImageFont.truetype(str(path), 13), True
        except OSError:
            pass
    return ImageFont.load_default(), False
