"""Where a row of flags holds without a gap: of a picture's rows and columns, or of the edges of a grid."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def runs(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The start and end (excluded) of each run."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
