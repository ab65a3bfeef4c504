"""Seeded randomness: every draw comes from a generator derived from the seed and a key, never from global state."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def digest_of(*key: object) -> int:
    """64-bit number of a key; the same on every machine and in every process."""
    joined = "\x1f".join(str(part) for part in key)
    return int.from_bytes(hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()[:8], "big")


def rng_for(seed: int, *key: object) -> random.Random:
    """A generator of its own for one part of a corpus, so that parts do not depend on each other's draws."""
    return random.Random(digest_of(seed, *key))


def in_part(key: str, part: int, of: int) -> bool:
    """Whether a key belongs to part `part` of `of` parts; parts are disjoint and cover everything."""
    return digest_of("part", key) % of == part


def weighted(rng: random.Random, choices: Sequence[tuple[T, float]]) -> T:
    """One of the choices by weight; weights need not sum to 1."""
    mark = rng.random() * sum(weight for _, weight in choices)
    for choice, weight in choices:
        mark -= weight
        if mark < 0:
            return choice
    return choices[-1][0]
