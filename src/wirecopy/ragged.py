"""Lists of different lengths in one flat array: list i is values[bounds[i]:bounds[i + 1]].

Comes in: lengths, or where lists begin. Goes out: bounds, and positions in the flat array.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def bounds_of(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where lists of so many values (n,) begin and end when they stand one after another: (n + 1,)."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)))


def spread(first: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The positions first[i], first[i] + 1 ... of counts[i] values each, one list after another.

    >>> spread(np.array([7, 2]), np.array([2, 3])).tolist()
    [7, 8, 2, 3, 4]
    """
    bounds = bounds_of(counts)
    return np.repeat(first - bounds[:-1], counts) + np.arange(bounds[-1])
