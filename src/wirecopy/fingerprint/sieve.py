"""A sieve of features: tells which of many may be among a few, before they are copied or sorted.

In: features (hashes of 32 bits) of the few. Out: a mask over any others. The one idea: a table over the upper bits,
small enough for a processor's cache. It loses none, and lets a stranger through where the few fill its slot by chance:
with a thousand articles of a hundred keys one stranger in forty.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BITS = 22
_SHIFT = np.uint32(32 - _BITS)


class Sieve:
    """Features that were added, as slots of a table."""

    def __init__(self) -> None:
        self._slots = np.zeros(1 << _BITS, np.bool_)

    def add(self, features: NDArray[np.uint32]) -> None:
        """Let these features through."""
        self._slots[features >> _SHIFT] = True

    def passes(self, features: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Which of these features may have been added."""
        return self._slots[features >> _SHIFT]
