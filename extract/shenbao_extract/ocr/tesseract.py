"""Tesseract with simplified Chinese (chi_sim), through pytesseract; the program itself comes from the system."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from shenbao_extract.ocr.engine import EngineMissing, Gray, PixelBox, Recognised

LANGUAGE = "chi_sim"
ADVICE = "pip install 'shenbao[ocr]'; apt-get install tesseract-ocr tesseract-ocr-chi-sim"
HEIGHT = 44  # pixels: lines are enlarged to about this
LINE, BLOCK = 7, 11  # page segmentation: one line; sparse text


class Tesseract:
    """One call of the program a line: it reads single lines best alone."""

    name = "tesseract"

    def __init__(self) -> None:
        """Raises EngineMissing where pytesseract, the program or its Chinese model is not installed."""
        version()
        import pytesseract

        self._tesseract: Any = pytesseract

    def read(self, crops: Sequence[Gray]) -> list[Recognised]:
        """See Engine.read()."""
        return [self._line(crop) for crop in crops]

    def _line(self, crop: Gray) -> Recognised:
        import cv2

        factor = min(4.0, max(1.0, HEIGHT / max(1, crop.shape[0])))
        large = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        large = cv2.copyMakeBorder(large, 8, 8, 8, 8, cv2.BORDER_CONSTANT, value=255)
        words = self._words(np.asarray(large, dtype=np.uint8), LINE)
        text, sure = "", []
        for word, share, _ in words:
            text += word
            sure += [share] * len(word)
        return Recognised(text, tuple(sure))

    def detect(self, picture: Gray) -> list[PixelBox] | None:
        """See Engine.detect()."""
        return [box for _, _, box in self._words(picture, BLOCK)]

    def _words(self, picture: Gray, segmentation: int) -> list[tuple[str, float, PixelBox]]:
        """(word, confidence from 0 to 1, box) in reading order; blanks between Chinese words are the program's own."""
        data = self._tesseract.image_to_data(
            np.ascontiguousarray(picture),
            lang=LANGUAGE,
            config=f"--psm {segmentation}",
            output_type=self._tesseract.Output.DICT,
        )
        out = []
        places = zip(data["left"], data["top"], data["width"], data["height"], strict=True)
        for word, sure, (left, top, width, height) in zip(data["text"], data["conf"], places, strict=True):
            if word.strip() and float(sure) >= 0:
                box = (int(left), int(top), int(left + width), int(top + height))
                out.append((word.strip(), round(float(sure) / 100, 3), box))
        return out


def load() -> Tesseract:
    """The engine. Raises EngineMissing."""
    return Tesseract()


def version() -> str:
    """Tesseract's version; raises EngineMissing where it or its Chinese model is not installed."""
    try:
        import pytesseract
    except ImportError as error:
        raise EngineMissing(ADVICE) from error
    try:
        found = str(pytesseract.get_tesseract_version())
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError) as error:
        raise EngineMissing(ADVICE) from error
    if LANGUAGE not in languages:
        raise EngineMissing(ADVICE)
    return f"{found} ({LANGUAGE})"
