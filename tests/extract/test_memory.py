"""What bounds the memory of a scan: the network sees a batch in parts, and free memory goes back after each page."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import numpy.typing as npt
import pytest

from shenbao_extract import memory
from shenbao_extract.ocr import rapid
from shenbao_extract.ocr.rapid import Rapid

pytest.importorskip("cv2", reason="lines are scaled by OpenCV, which is not installed (pip install shenbao[ocr])")

ALPHABET = ["", *"0123456789"]


class RowsOnly:
    """Stands for the network: each row says for itself how bright its own line is, and how wide the batch."""

    def __init__(self) -> None:
        self.widths: list[int] = []

    def __call__(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        self.widths.append(rows.shape[0] * rows.shape[3])
        out = np.full((len(rows), 4, len(ALPHABET)), 0.01, dtype=np.float32)
        for answer, row in zip(out, rows, strict=True):
            answer[0, 1 + round(float(row[0, 0, 0] + 1.0) * 4)] = 0.9
            answer[2, 1 + rows.shape[3] // 8 % 10] = 0.8
            answer[[1, 3], 0] = 0.9
        return out


def _engine(network: RowsOnly) -> Rapid:
    engine = object.__new__(Rapid)
    engine._network, engine._alphabet, engine._marks = network, ALPHABET, [1, 2, 3, 4, 5]
    return engine


def test_a_batch_in_parts_reads_as_the_whole_batch_does(monkeypatch: pytest.MonkeyPatch) -> None:
    crops = [np.full((48, 200 + 3 * i), 15 * i, dtype=np.uint8) for i in range(16)]
    parts, whole = RowsOnly(), RowsOnly()
    read = _engine(parts).read(crops)
    monkeypatch.setattr(rapid, "AT_ONCE", 1_000_000)
    assert read == _engine(whole).read(crops)
    assert max(parts.widths) <= 1200 < max(whole.widths)


def test_a_line_wider_than_what_goes_at_once_is_read_alone() -> None:
    network = RowsOnly()
    assert len(_engine(network).read([np.zeros((48, 3000), dtype=np.uint8)] * 2)) == 2
    assert network.widths == [3000, 3000]


def test_memory_goes_back_where_the_c_library_can_and_nothing_happens_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory.give_back()  # glibc: the real one
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: SimpleNamespace())
    memory._malloc_trim.cache_clear()
    memory.give_back()
    memory._malloc_trim.cache_clear()
