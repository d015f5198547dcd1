"""Connected patches of a mask."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shenbao_extract.scan.patches import patches


def test_patches_of_an_empty_mask_are_none() -> None:
    assert patches(np.zeros((3, 4), dtype=bool)) == []


def test_a_patch_within_the_hole_of_another_is_found() -> None:
    mask = np.zeros((9, 9), dtype=bool)
    mask[1:8, 1:8] = True
    mask[2:7, 2:7] = False
    mask[4, 4] = True
    assert patches(mask) == [(1, 1, 7, 7), (4, 4, 1, 1)]


@settings(max_examples=60, deadline=None)
@given(arrays(np.bool_, st.tuples(st.integers(1, 24), st.integers(1, 24))))
def test_patches_are_those_that_labels_tell(mask: npt.NDArray[np.bool_]) -> None:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    assert sorted(patches(mask)) == sorted((int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats[1:])
