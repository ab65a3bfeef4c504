"""Windows of sketches for tests, and the slow, obvious way to find pairs in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from wirecopy.candidates import NO_TIME, Window
from wirecopy.fingerprint.bands import EMPTY
from wirecopy.fingerprint.views import Ragged
from wirecopy.params import Params


def window(
    keys: Sequence[Sequence[int]],
    signatures: Sequence[Sequence[int]] | None = None,
    *,
    new: Sequence[bool] | None = None,
    published: Sequence[int | None] | None = None,
    permutations: int = 128,
) -> Window:
    """A window of articles with these keys; signatures are empty where none are given."""
    bounds = np.cumsum([0, *map(len, keys)])
    values = np.array([key for each in keys for key in each], np.uint32)
    signed = np.full((len(keys), permutations), EMPTY, np.uint32)
    for row, signature in enumerate(signatures or ()):
        signed[row, : len(signature)] = signature
    times = [NO_TIME if time is None else time for time in published or [None] * len(keys)]
    return Window(
        Ragged(bounds, values), signed, np.array(times, np.int64), np.array(new or [True] * len(keys), np.bool_)
    )


def all_pairs(given: Window, params: Params) -> list[tuple[int, int]]:
    """Pairs with enough common keys or an equal band, of which one is new, by comparing all with all."""
    return [pair for pair, points in all_points(given, params).items() if points >= params.shared_keys]


def all_points(given: Window, params: Params) -> dict[tuple[int, int], int]:
    """The points of every pair of which one is new: common keys, and for each equal band as many as make a pair."""
    keys = [
        set(given.keys.values[start:end].tolist())
        for start, end in zip(given.keys.bounds[:-1].tolist(), given.keys.bounds[1:].tolist(), strict=True)
    ]
    signed = (given.signatures != EMPTY).any(axis=1)
    found = {}
    for left, right in combinations(range(len(keys)), 2):
        if not (given.new[left] or given.new[right]):
            continue
        by_keys = len(keys[left] & keys[right])
        spans = [slice(band * params.rows, (band + 1) * params.rows) for band in range(params.bands)]
        by_bands = bool(signed[left] and signed[right]) * sum(
            np.array_equal(given.signatures[left, span], given.signatures[right, span]) for span in spans
        )
        found[left, right] = by_keys + params.shared_keys * by_bands
    return found
