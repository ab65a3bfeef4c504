"""Bands of a signature: texts that resemble each other enough have one in common (Broder 1997).

In: MinHash signatures. Out: for one band the bucket of each signature; equal rows give equal buckets. With b bands of r
rows two texts of resemblance s have a common bucket with the probability 1 - (1 - s**r)**b (Leskovec, Rajaraman,
Ullman, chapter 3): the S-curve that `bands` and `rows` are chosen by.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

EMPTY = np.uint32(0xFFFFFFFF)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)  # the multiplier of splitmix64
_SHIFT = np.uint64(29)


def signed_rows(signatures: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The rows of signatures that are not those of a text without shingles."""
    return np.flatnonzero((signatures != EMPTY).any(axis=1))


def band_buckets(signatures: NDArray[np.uint32], band: int, rows: int) -> NDArray[np.uint32]:
    """The bucket (n,) uint32 of each of n signatures in a band of so many rows; unequal rows rarely share one."""
    bucket = np.zeros(len(signatures), np.uint64)
    for row in range(band * rows, (band + 1) * rows):
        bucket = (bucket ^ signatures[:, row]) * _MIXER
        bucket ^= bucket >> _SHIFT
    return (bucket >> np.uint64(32)).astype(np.uint32)
