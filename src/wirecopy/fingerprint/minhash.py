"""MinHash signatures with datasketch's own values, and bottom-k sketches of name pairs.

In: ragged features of a batch. Out: (n, permutations) uint32 signatures that datasketch takes as they are
(`as_minhash`), and per article its `keys`: the features
with the smallest hashes (bottom-k, Broder 1997). k grows with the text, so the keys of a short passage are mostly
among those of the page that holds it: the sketch shows containment, which a MinHash of the whole text can't.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled, runs_compiled
from wirecopy.fingerprint.bands import EMPTY
from wirecopy.fingerprint.hashing import spread
from wirecopy.fingerprint.views import Ragged
from wirecopy.params import Params

if TYPE_CHECKING:
    from datasketch import MinHash

SCHEME = "affine32"  # datasketch's name of its permutations; signatures made by another one match nothing


@functools.cache
def permutations(count: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The factors and addends (count,) uint32 of datasketch's affine32 scheme for seed 1.

    Drawn here as datasketch draws them, and held to that by a test: to import it loads scipy, which takes .4 s of the
    second that a run over a handful of articles may take, and as long again in each worker.
    """
    draw = np.random.RandomState(1)
    factors = draw.randint(0, 1 << 31, count, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, draw.randint(0, 1 << 32, count, dtype=np.uint32)


def as_minhash(signature: NDArray[np.uint32]) -> MinHash:
    """A stored signature (permutations,) uint32 as datasketch's own object, to be put into its indexes.

    It equals the MinHash that datasketch makes of the same shingles with xxh32. Imports datasketch at the first call.
    """
    from datasketch import MinHash  # noqa: PLC0415  loads scipy; a run needs neither

    return MinHash(num_perm=len(signature), hashvalues=signature, scheme=SCHEME)


@compiled
def _sign_all(bounds, values, factors, addends, signatures):  # type: ignore[no-untyped-def]
    """signatures[i] becomes the minimum over article i's features of each permutation."""
    for article in range(len(bounds) - 1):
        row = signatures[article]
        for i in range(bounds[article], bounds[article + 1]):
            h = spread(values[i])
            for k in range(len(factors)):
                row[k] = min(row[k], np.uint32(factors[k] * h + addends[k]))


def sign(features: Ragged, count: int) -> NDArray[np.uint32]:
    """Signatures (n, count) uint32 of a batch; an article without features has all values 2**32 - 1, as datasketch.

    4 microseconds an article of 450 features compiled, 100 with numpy.
    """
    factors, addends = permutations(count)
    signatures = np.full((len(features.bounds) - 1, count), EMPTY, np.uint32)
    if runs_compiled():
        _sign_all(features.bounds, features.values, factors, addends, signatures)
        return signatures
    for i in range(len(signatures)):
        values = spread(features.values[features.bounds[i] : features.bounds[i + 1]])
        if len(values):
            signatures[i] = (values[:, None] * factors + addends).min(axis=0)
    return signatures


@compiled
def _smallest(bounds, values, share, least, most, out_bounds, out):  # type: ignore[no-untyped-def]
    """Keep the smallest distinct features of each article, in ascending order; returns how many in all."""
    count = 0
    for article in range(len(bounds) - 1):
        out_bounds[article] = count
        ordered = np.sort(values[bounds[article] : bounds[article + 1]])
        wanted = min(most, max(least, int(len(ordered) * share)))
        kept = 0
        for i in range(len(ordered)):
            if kept == wanted:
                break
            if i == 0 or ordered[i] != ordered[i - 1]:
                out[count] = ordered[i]
                count += 1
                kept += 1
    out_bounds[len(bounds) - 1] = count
    return count


def sketch_keys(pairs: Ragged, params: Params) -> Ragged:
    """Bottom-k sketch of each article's pairs, k = key_share of them within keys_least..keys_most; ascending."""
    bounds = np.zeros(len(pairs.bounds), np.int64)
    out = np.empty(len(pairs.values) + 1, np.uint32)
    count = _smallest(pairs.bounds, pairs.values, params.key_share, params.keys_least, params.keys_most, bounds, out)
    return Ragged(bounds, out[:count].copy())
