"""Bent paper and photographs are read as if they lay flat; places are those of the picture as taken."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from drawnscan import HIGH, SCALE, form, pixels, saved
from PIL import Image

from shenbao_extract import read_bytes
from shenbao_extract.document import Page
from shenbao_extract.scan.flatten import unbent
from shenbao_extract.scan.photo import page_of_photo
from shenbao_extract.turning import Turn

Colour = npt.NDArray[np.uint8]
ROWS = (("Name", "Level", "Value"), *((f"Visits paid {n}", "count", f"1,5{n:02}") for n in range(11)))
SIZE = (460, 500)


def bent(picture: Colour, points: float) -> Colour:
    """The picture with its middle lower than its sides."""
    height, width = picture.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    shift = points * SCALE * np.sin(np.pi * x / width)
    return np.asarray(cv2.remap(picture, x, (y - shift).astype(np.float32), cv2.INTER_CUBIC, borderValue=(255,) * 3))


def on_a_desk(picture: Colour, corners: list[tuple[int, int]], size: tuple[int, int]) -> Colour:
    """The picture seen from aside with its corners there, on a dark desk; all in points."""
    height, width = picture.shape[:2]
    front = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(front, np.array(corners, dtype=np.float32) * np.float32(SCALE))
    wide, high = (round(n * SCALE) for n in size)
    return np.asarray(
        cv2.warpPerspective(picture, matrix, (wide, high), flags=cv2.INTER_AREA, borderValue=(90, 70, 50))
    )


def read(picture: Colour) -> Page:
    pytest.importorskip("rapidocr", reason="pictures are read by rapidocr (pip install shenbao[ocr])")
    return read_bytes(saved(Image.fromarray(picture)), "scan.png").pages[0]


def values(page: Page) -> list[str]:
    return [c.text for t in page.tables for c in t.cells if c.column == 2]


def test_bent_paper_is_read_as_if_flat_and_places_are_those_of_the_picture() -> None:
    page = read(bent(pixels(form(ROWS, size=SIZE)), 12.0))
    assert values(page) == [row[2] for row in ROWS]
    box = next(c for c in page.tables[0].cells if c.text == "1,500").place.box
    assert box is not None
    x = (box.x0 + box.x1) / 2
    assert abs(x - 355) < 2
    assert abs((box.top + box.bottom) / 2 - (80 + 1.5 * HIGH + 12 * np.sin(np.pi * x / SIZE[0]))) < 3


def off_edges(page: Page) -> float:
    """By how many points a table's edges lie off the borders of its cells, the page held upright."""
    turn, out = Turn(page.rotation, page.width, page.height, page.lean), 0.0
    for table in page.tables:
        for cell in table.cells:
            assert cell.place.box is not None
            box, across, down = turn.box(cell.place.box), table.column_edges, table.row_edges
            ends = (across[cell.column], down[cell.row])
            ends += (across[cell.column + cell.column_span], down[cell.row + cell.row_span])
            out = max(out, *(abs(a - b) for a, b in zip(box, ends, strict=True)))
    return out


def test_edges_of_a_photograph_s_table_are_where_its_cells_are() -> None:
    """A sheet that lies in the lower right of the picture, upright and on its side."""
    sheet = pixels(form(ROWS, size=SIZE))
    for picture in (sheet, np.ascontiguousarray(np.rot90(sheet))):
        high, wide = (round(n / SCALE) for n in picture.shape[:2])
        corners = [(100, 90), (100 + wide, 90), (100 + wide, 90 + high), (100, 90 + high)]
        page = read(on_a_desk(picture, corners, (wide + 120, high + 110)))
        assert values(page) == [row[2] for row in ROWS]
        assert off_edges(page) < 2


def test_a_small_table_on_bent_paper_is_made_flat_too() -> None:
    rows = ROWS[:3]
    picture = bent(pixels(form(rows, size=SIZE)), 9.0)
    assert unbent(picture, SCALE).back is not None
    assert values(read(picture)) == [row[2] for row in rows]


def test_a_photograph_from_aside_is_read_from_the_front() -> None:
    picture = on_a_desk(pixels(form(ROWS, size=SIZE)), [(60, 40), (500, 70), (520, 560), (30, 580)], (560, 620))
    page = read(picture)
    assert values(page) == [row[2] for row in ROWS]
    box = next(c for c in page.tables[0].cells if c.text == "1,500").place.box
    assert box is not None
    left, top = round(box.x0 * SCALE) + 4, round(box.top * SCALE) + 4
    there = picture[top : round(box.bottom * SCALE) - 4, left : round(box.x1 * SCALE) - 4]
    assert there.min() < 60 < 200 < there.max()  # the figure and its paper, and nothing of the desk
    assert 20 * SCALE < there.shape[0] + 8 < 40 * SCALE


@pytest.mark.parametrize("degrees", [0.0, 1.5, -3.0])
def test_a_flat_page_stays_as_it_is(degrees: float) -> None:
    page = form(ROWS, size=SIZE).rotate(degrees, fillcolor="white", resample=Image.Resampling.BICUBIC)
    assert page_of_photo(pixels(page)).back is None
    assert unbent(pixels(page), SCALE).back is None


def test_a_shadow_is_no_desk() -> None:
    """The dark half of a page is part of it: its rulings go on there."""
    picture = pixels(form(ROWS, size=SIZE)).astype(np.float32)
    picture[700:] *= 0.5
    assert page_of_photo(picture.astype(np.uint8)).back is None


def test_creased_paper_is_told() -> None:
    """Rulings stray here and there; no bend of the whole paper makes them straight."""
    pytest.importorskip("rapidocr", reason="pictures are read by rapidocr (pip install shenbao[ocr])")
    flat = pixels(form(ROWS, size=SIZE))
    height, width = flat.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    shift = 7 * SCALE * np.sin(9 * np.pi * x / width) * np.sin(7 * np.pi * y / height)
    creased = cv2.remap(flat, x, (y - shift).astype(np.float32), cv2.INTER_CUBIC, borderValue=(255,) * 3)
    told = read_bytes(saved(Image.fromarray(creased)), "scan.png").problems
    assert "creased_paper" in [p.code for p in told]
    assert not read_bytes(saved(Image.fromarray(flat)), "scan.png").problems


def test_creases_are_told_though_the_paper_is_bent_besides() -> None:
    """Rulings that run down stray here and there; those that run across lie on one bend, which is taken out."""
    lined = np.full((round(700 * SCALE), round(460 * SCALE), 3), 255, dtype=np.uint8)
    for x in range(40, 421, 38):
        for top in range(60, 640, 4):
            ends = [(x + 9 * np.sin(2 * np.pi * y / 160 + x), y) for y in (top, top + 4)]
            start, end = ([round(float(v) * SCALE) for v in at] for at in ends)
            cv2.line(lined, start, end, (0, 0, 0), 3)
    for y in range(60, 641, 29):
        cv2.line(lined, (round(40 * SCALE), round(y * SCALE)), (round(420 * SCALE), round(y * SCALE)), (0, 0, 0), 3)
    flat = unbent(bent(lined, 10.0), SCALE)
    assert flat.back is not None
    assert flat.creased
    assert not unbent(bent(pixels(form(ROWS, size=SIZE)), 12.0), SCALE).creased
