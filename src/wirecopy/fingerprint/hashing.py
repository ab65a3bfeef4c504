"""The hash functions of fingerprints: xxHash32 of bytes, a mix of two hashes, and what datasketch does to each.

In: bytes of a buffer, or 32-bit values. Out: 32-bit values as `int`. xxHash32 (Collet 2012) is what datasketch
users pass as `hashfunc` (xxhash.xxh32_intdigest). Compiled it is written out here, because a kernel can't call the
library; plain it is the library.
"""

from __future__ import annotations

import numpy as np
import xxhash
from numpy.typing import NDArray

from wirecopy.compiling import compiled, runs_compiled

_U = np.uint32
_P1, _P2, _P3, _P4, _P5 = _U(2654435761), _U(2246822519), _U(3266489917), _U(668265263), _U(374761393)
_LANE1, _LANE2, _LANE4 = _U(0x24234428), _U(2246822519), _U(0x61C8864F)  # P1 + P2, P2 and -P1, for seed 0
_1, _7, _8, _11, _12, _13, _15, _16, _17, _18 = (_U(bits) for bits in (1, 7, 8, 11, 12, 13, 15, 16, 17, 18))
_24, _32 = _U(24), _U(32)
_Q = np.uint64
_Q1, _Q2, _Q3, _Q4, _Q8, _Q12, _Q16 = (_Q(count) for count in (1, 2, 3, 4, 8, 12, 16))


@compiled
def _rotate(h: np.uint32, bits: np.uint32) -> np.uint32:
    return _U(_U(h << bits) | _U(h >> _U(_32 - bits)))


@compiled
def _word(data: NDArray[np.uint8], p: np.uint64) -> np.uint32:
    """Four bytes, the lowest first; read as one, since an unsigned place is never counted from the end."""
    low = _U(data[p]) | _U(_U(data[p + _Q1]) << _8)
    return _U(low | _U(_U(data[p + _Q2]) << _16) | _U(_U(data[p + _Q3]) << _24))


@compiled
def _lane(v: np.uint32, word: np.uint32) -> np.uint32:
    return _U(_rotate(_U(v + _U(word * _P2)), _13) * _P1)


@compiled
def _xxh32_compiled(data: NDArray[np.uint8], start: int, end: int) -> int:
    p, stop = _Q(start), _Q(end)
    if stop - p >= _Q16:
        v1, v2, v3, v4 = _LANE1, _LANE2, _U(0), _LANE4
        while p + _Q16 <= stop:
            v1 = _lane(v1, _word(data, p))
            v2 = _lane(v2, _word(data, p + _Q4))
            v3 = _lane(v3, _word(data, p + _Q8))
            v4 = _lane(v4, _word(data, p + _Q12))
            p += _Q16
        h = _U(_U(_rotate(v1, _1) + _rotate(v2, _7)) + _U(_rotate(v3, _12) + _rotate(v4, _18)))
    else:
        h = _P5
    h = _U(h + _U(end - start))
    while p + _Q4 <= stop:
        h = _U(_rotate(_U(h + _U(_word(data, p) * _P3)), _17) * _P4)
        p += _Q4
    while p < stop:
        h = _U(_rotate(_U(h + _U(_U(data[p]) * _P5)), _11) * _P1)
        p += _Q1
    h = _U(_U(h ^ _U(h >> _15)) * _P2)
    h = _U(_U(h ^ _U(h >> _13)) * _P3)
    return int(_U(h ^ _U(h >> _16)))


def _xxh32_plain(data: NDArray[np.uint8], start: int, end: int) -> int:
    return xxhash.xxh32_intdigest(data[start:end].tobytes())


# xxh32(data, start, end): the xxHash32, seed 0, of data[start:end].
xxh32 = _xxh32_compiled if runs_compiled() else _xxh32_plain


@compiled
def spread(h):  # type: ignore[no-untyped-def]
    """The murmur3 finaliser of a uint32, or, where kernels are not compiled, of an array of them."""
    h = _U(h ^ (h >> _16))
    h = _U(h * _U(0x85EBCA6B))
    h = _U(h ^ (h >> _13))
    h = _U(h * _U(0xC2B2AE35))
    return _U(h ^ (h >> _16))


@compiled
def mix(a: int, b: int) -> int:
    """A 32-bit hash of two 32-bit values (the murmur3 finaliser over their combination)."""
    h = (a * 0x9E3779B1 + b) & 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & 0xFFFFFFFF
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & 0xFFFFFFFF
    return h ^ (h >> 16)
