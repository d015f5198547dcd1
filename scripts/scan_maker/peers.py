"""Other readers of scanned pages, each as words with their places. They stand in the true cells."""

from __future__ import annotations

import io
import json
import pathlib
import time
from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium

from scan_maker.score import Score, Word, moved, score_cells, truth_cells, way_back
from shenbao import read
from shenbao_extract.readers.picture_file import picture_of_page
from shenbao_extract.scan.picture import lean, turned_back

Found = list[tuple[float, float, str]]
"""(x, y, text): the middle of a word in pixels."""


def _rapid_page(picture: Any, state: dict[str, Any]) -> Found:
    if "rapid" not in state:
        from rapidocr import RapidOCR

        state["rapid"] = RapidOCR(params={"Global.log_level": "error"})
    found = state["rapid"](picture[:, :, ::-1])
    if found.boxes is None:
        return []
    return [(float(b[:, 0].mean()), float(b[:, 1].mean()), t) for b, t in zip(found.boxes, found.txts, strict=True)]


def _tesseract_page(picture: Any, state: dict[str, Any]) -> Found:
    del state
    import pytesseract

    data = pytesseract.image_to_data(picture, lang="chi_sim", output_type=pytesseract.Output.DICT)
    return [
        (data["left"][i] + data["width"][i] / 2, data["top"][i] + data["height"][i] / 2, text)
        for i, text in enumerate(data["text"])
        if text.strip()
    ]


def _img2table(engine: str) -> Callable[[Any, dict[str, Any]], Found]:
    def run(picture: Any, state: dict[str, Any]) -> Found:
        from img2table.document import Image
        from PIL import Image as Pillow

        if engine not in state:
            if engine == "tesseract":
                from img2table.ocr import TesseractOCR

                state[engine] = TesseractOCR(lang="chi_sim")
            else:
                from img2table.ocr import RapidOCR

                state[engine] = RapidOCR()
        straight, back = _straight(picture)
        out = io.BytesIO()
        Pillow.fromarray(straight).save(out, "PNG")
        tables = Image(out.getvalue()).extract_tables(ocr=state[engine], borderless_tables=False)
        return [
            (*moved(back, (cell.bbox.x1 + cell.bbox.x2) / 2, (cell.bbox.y1 + cell.bbox.y2) / 2), cell.value)
            for table in tables
            for cell in {id(c): c for row in table.content.values() for c in row}.values()
            if cell.value
        ]

    return run


def _straight(picture: Any) -> tuple[Any, list[list[float]]]:
    """The picture turned straight, as shenbao does it, and the way back: img2table finds few tables on a leaning page.

    Its own option turns a page too, but does not tell by how much.
    """
    angle = lean(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)))
    height, width = picture.shape[:2]
    there = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1]])
    return turned_back(picture, angle), np.linalg.inv(there)[:2].tolist()


PEERS: dict[str, Callable[[Any, dict[str, Any]], Found]] = {
    "RapidOCR, whole page": _rapid_page,
    "Tesseract, whole page": _tesseract_page,
    "img2table with RapidOCR": _img2table("rapid"),
    "img2table with Tesseract": _img2table("tesseract"),
}


def score_peer(name: str, scans: Sequence[pathlib.Path]) -> tuple[Score, float]:
    """A peer's score over the scans, and the seconds it took."""
    score, seconds = Score(), 0.0
    state: dict[str, Any] = {}
    for scan in scans:
        stem = scan.name.removesuffix(".scan.pdf")
        facts = json.loads((scan.parent / f"{stem}.json").read_text("utf-8"))
        digital = read(scan.parent / f"{stem}.digital.pdf", ocr="never")
        document = pdfium.PdfDocument(scan)
        words: list[Word] = []
        back = way_back(facts)
        for number in range(1, len(facts) + 1):
            picture, scale, _ = picture_of_page(document, number)
            began = time.perf_counter()
            found = PEERS[name](picture, state)
            seconds += time.perf_counter() - began
            words += [Word(*back(number, x / scale, y / scale), text) for x, y, text in found]
        document.close()
        score.pages += len(facts)
        score_cells(truth_cells(digital), words, score)
    return score, seconds
