"""Which documents a report finds, where it links to, and what it hides."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from shenbao.comparing.result import Comparison
from shenbao.files import UsageError
from shenbao.report.html.documents import Documents, _web, load
from shenbao.report.html.places import Places
from shenbao.report.html.values import Say
from shenbao_extract.document import Box

from .conftest import Compared


def test_documents_are_known_by_their_bytes_whatever_their_names(compared: Compared, tmp_path: Path) -> None:
    original = next(compared.documents.iterdir())
    folder = tmp_path / "别的" / "层"
    folder.mkdir(parents=True)
    shutil.copy(original, folder / "改名.bin")
    (folder / original.name).write_bytes(b"x" * original.stat().st_size)  # the right name and size, other bytes
    known = load(compared.dataset, tmp_path)
    assert list(known.found.values()) == [folder / "改名.bin"]
    assert next(iter(known.found)) in known.by_id


def test_the_link_is_relative_quoted_and_names_the_page(compared: Compared, tmp_path: Path) -> None:
    odd = tmp_path / "javascript:alert(1) #1?.pdf"
    shutil.copy(next(compared.documents.iterdir()), odd)
    known = load(compared.dataset, tmp_path)
    (key,) = known.found
    beside = tmp_path / "报告"
    assert known.link(key, 3, beside) == "./../javascript%3Aalert%281%29%20%231%3F.pdf#page=3"
    assert known.link("unknown", 3, beside) is None


def test_only_web_addresses_become_links() -> None:
    assert _web("https://example.org/a.pdf") == "https://example.org/a.pdf"
    for text in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "http:[", "", None):
        assert _web(text) is None


def test_a_folder_that_is_not_there_and_a_dataset_that_is_none_are_told(compared: Compared, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        load(compared.dataset, tmp_path / "nowhere")
    with pytest.raises(UsageError, match="shenbao dataset"):
        load(tmp_path)


def test_personal_places_are_taken_from_the_dataset(compared: Compared, tmp_path: Path) -> None:
    import duckdb

    shutil.copy(compared.dataset / "dataset.duckdb", tmp_path)
    with duckdb.connect(str(tmp_path / "dataset.duckdb")) as connection:
        key, page = connection.execute("SELECT document_id, page FROM goals ORDER BY goal_id").fetchall()[0]
        connection.execute("UPDATE goals SET text = '联系人：▇▇▇' WHERE document_id = ? AND number = 0", [key])
        box = connection.execute(
            "SELECT box_x0_pt, box_y0_pt, box_x1_pt, box_y1_pt FROM goals WHERE document_id = ? AND number = 0", [key]
        ).fetchall()[0]
    assert load(compared.dataset).hidden == {}
    assert load(tmp_path).hidden == {(key, page): [Box(*map(float, box))]}


def test_personal_places_are_black_in_every_picture(compared: Compared, tmp_path: Path) -> None:
    import base64
    import io

    from PIL import Image

    source = compared.comparison.promises[0].lowest_at
    assert source.page is not None
    assert source.box_pt is not None
    x0, top, x1, bottom = source.box_pt
    near = Box(x0, bottom + 4, x1, bottom + 24)  # within the picture's margin

    def black(hidden: dict[tuple[str, int], list[Box]]) -> float:
        known = load(compared.dataset, compared.documents)
        places = Places(Documents(known.by_id, known.found, hidden), tmp_path, Say("zh"))
        places.draw(Comparison("", "town", promises=compared.comparison.promises[:1]))
        picture = next((p for p in places.pictures.values() if p.number == places.place(source).picture), None)
        if picture is None:
            return -1
        image = Image.open(io.BytesIO(base64.b64decode(picture.data.split(",", 1)[1]))).convert("L")
        return sum(image.histogram()[:40]) / (image.width * image.height)

    assert black({}) < 0.1
    assert black({(source.document_id, source.page): [near]}) > 0.2
    assert black({(source.document_id, source.page): [Box(x0, top, x1, bottom)]}) == -1  # no picture of it at all


def test_without_documents_every_figure_names_file_and_page(compared: Compared, tmp_path: Path) -> None:
    written = compared.write(tmp_path / "report.html", documents=None)
    assert (written.pictures, written.documents, written.documents_found) == (0, 6, 0)
    text = written.path.read_text("utf-8")
    promise = compared.comparison.promises[0]
    assert f'title="{promise.lowest_at.file}"' in text
    assert f"第 {promise.lowest_at.page} 页" in text
    assert "data:image" not in text
