"""RapidOCR: PP-OCR models run by onnxruntime. The models ship in its wheel; nothing is downloaded.

Lines go in batches of like width, and the network's own probabilities are kept for each character.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from shenbao_extract.ocr.engine import MARKS, EngineMissing, Gray, Mark, PixelBox, Recognised

HEIGHT = 48  # pixels: what the network takes
LEAST = 96  # pixels: narrower crops are filled up to this width
BATCH = 4800  # pixels of width a batch may hold
AT_ONCE = 1200  # pixels of width the network is given at a time: bounds the memory
DETECTED = 1600  # pixels: the long side of what the detector is given
ROOM = 16  # pixels of white around it
STEP = 64  # pixels: widths within one batch differ by less where there is enough to batch


class Rapid:
    """RapidOCR's recogniser and detector, each loaded when it is first needed."""

    name = "rapid"

    def __init__(self) -> None:
        """Raises EngineMissing where rapidocr or onnxruntime is not installed."""
        try:
            import onnxruntime  # noqa: F401
            from rapidocr import RapidOCR
        except ImportError as error:
            raise EngineMissing("pip install 'shenbao[ocr]'") from error
        threads = {"EngineConfig.onnxruntime.intra_op_num_threads": _threads()}
        self._rapid: Any = RapidOCR(params={"Global.log_level": "error", "Det.limit_side_len": 64, **threads})
        self._rapid._load_rec_model()
        self._network: Any = self._rapid.text_rec.session
        self._alphabet: list[str] = self._rapid.text_rec.postprocess_op.character
        self._marks = [self._alphabet.index(mark) for mark in MARKS]

    def read(self, crops: Sequence[Gray]) -> list[Recognised]:
        """See Engine.read()."""
        import cv2

        scaled: list[Gray] = []
        for crop in crops:
            width = max(8, round(crop.shape[1] * HEIGHT / crop.shape[0]))
            how = cv2.INTER_AREA if crop.shape[0] > HEIGHT else cv2.INTER_CUBIC
            scaled.append(np.asarray(cv2.resize(crop, (width, HEIGHT), interpolation=how), dtype=np.uint8))
        out: list[Recognised] = [Recognised("", ())] * len(scaled)
        for batch in _batches([s.shape[1] for s in scaled]):
            widest = max(LEAST, *(scaled[i].shape[1] for i in batch))
            fit = max(1, AT_ONCE // widest)
            for part in (batch[k : k + fit] for k in range(0, len(batch), fit)):
                for i, found in zip(part, self._read_rows([scaled[i] for i in part], widest), strict=True):
                    out[i] = found
        return out

    def _read_rows(self, lines: Sequence[Gray], widest: int) -> list[Recognised]:
        """Lines of the network's height, each filled up to `widest` pixels: what a line reads as hangs on it."""
        rows = np.zeros((len(lines), 3, HEIGHT, widest), dtype=np.float32)
        for row, line in zip(rows, lines, strict=True):
            row[:, :, : line.shape[1]] = line.astype(np.float32) / 127.5 - 1.0
        return self._decoded(self._network(rows), [widest / line.shape[1] for line in lines])

    def _decoded(self, chances: npt.NDArray[np.float32], shares: Sequence[float]) -> list[Recognised]:
        """The network's answer [line, step, character] by the usual rule: repeats taken once, blanks left out.

        `shares`: how much wider than each line's crop the batch is.
        """
        best = chances.argmax(axis=2)
        sure = chances.max(axis=2)
        steps = best.shape[1]
        out = []
        for line, codes, levels, share in zip(chances, best, sure, shares, strict=True):
            new = codes != 0
            new[1:] &= codes[1:] != codes[:-1]
            text = "".join(self._alphabet[c] for c in codes[new])
            places = np.flatnonzero(new)
            at = tuple(min(1.0, float((i + 0.5) / steps * share)) for i in places)
            out.append(
                Recognised(text, tuple(round(float(x), 3) for x in levels[new]), at, self._between(line, places))
            )
        return out

    def _between(self, chances: npt.NDArray[np.float32], places: npt.NDArray[np.intp]) -> tuple[Mark, ...]:
        """The likeliest mark behind each character of a line ([step, character]) whose steps are given."""
        if not places.size:
            return ()
        each = np.maximum.reduceat(chances[:, self._marks], places, axis=0)
        best = each.max(axis=1)
        shares = best / np.maximum(each.sum(axis=1), 1e-9)
        likeliest = zip(each.argmax(axis=1), best, shares, strict=True)
        return tuple(Mark(MARKS[k], float(chance), round(float(share), 3)) for k, chance, share in likeliest)

    def detect(self, picture: Gray) -> list[PixelBox] | None:
        """See Engine.detect(); a large picture is looked at smaller."""
        import cv2

        self._rapid._load_det_model()
        factor = min(1.0, DETECTED / max(picture.shape))
        small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else picture
        room = cv2.copyMakeBorder(small, ROOM, ROOM, ROOM, ROOM, cv2.BORDER_CONSTANT, value=255)
        found = self._rapid.text_det(np.repeat(room[:, :, None], 3, axis=2))
        if found.boxes is None:
            return []
        corners = (np.asarray(found.boxes, dtype=np.float64) - ROOM) / factor
        height, width = picture.shape
        return [
            (
                max(0, int(b[:, 0].min())),
                max(0, int(b[:, 1].min())),
                min(width, int(np.ceil(b[:, 0].max()))),
                min(height, int(np.ceil(b[:, 1].max()))),
            )
            for b in corners
        ]


def _threads() -> int:
    """How many threads the networks may use: OMP_NUM_THREADS where it is set, which onnxruntime itself ignores."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    return int(told) if told.isdecimal() and int(told) > 0 else -1


def _batches(widths: Sequence[int]) -> list[list[int]]:
    """Indices in batches of like width, each bounded in all its pixels."""
    out: list[list[int]] = []
    for i in sorted(range(len(widths)), key=lambda i: widths[i]):
        if out and widths[i] * (len(out[-1]) + 1) <= BATCH and widths[i] - widths[out[-1][0]] < STEP:
            out[-1].append(i)
        else:
            out.append([i])
    return out


def load() -> Rapid:
    """The engine. Raises EngineMissing."""
    return Rapid()


def version() -> str:
    """RapidOCR's version and its models; raises EngineMissing where it is not installed."""
    from importlib import metadata

    try:
        import rapidocr
    except ImportError as error:
        raise EngineMissing("pip install 'shenbao[ocr]'") from error
    models = sorted(p.name for p in (Path(rapidocr.__file__).parent / "models").glob("PP-*.onnx"))
    if not models:
        raise EngineMissing("pip install --force-reinstall rapidocr")
    return f"{metadata.version('rapidocr')} ({', '.join(models)})"
