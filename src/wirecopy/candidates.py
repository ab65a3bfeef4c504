"""Pairs of articles worth an exact look: they share sketch keys or a MinHash bucket.

In: the sketches of all articles of the window, in order of article_id, and which of them are new. Out: pairs of
positions (left < right) of which at least one is new, and a cost report. Two ways lead to a pair:

* at least `shared_keys` common keys (bottom-k sketches of name pairs; an inverted index by sorting), or
* an equal band of the MinHash of the word shingles (Broder 1997; Leskovec, Rajaraman, Ullman, chapter 3).

Whether two articles are a candidate pair depends on the two alone, so one batch or many find the same pairs. The
exception is a bucket of more than `bucket_cap` articles: there each article meets the first `bucket_links` of the
bucket and as many behind it, so cost stays linear in a story of any size; the report counts such buckets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint.minhash import EMPTY
from wirecopy.fingerprint.views import Ragged
from wirecopy.params import Params

_SECONDS_PER_DAY = 86_400
NO_TIME = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class Window:
    """Sketches of n articles in ascending order of article_id.

    `published` (n,) int64 seconds, the smallest int64 where unknown; `new` (n,) bool: not yet compared.
    """

    keys: Ragged
    signatures: NDArray[np.uint32]
    published: NDArray[np.int64]
    new: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CostReport:
    """What finding candidates cost: raw meetings in buckets, pairs kept, and buckets that were capped."""

    articles: int
    new_articles: int
    meetings: int
    pairs_by_keys: int
    pairs_by_bands: int
    pairs: int
    capped_buckets: int
    largest_bucket: int

    @property
    def pairs_per_article(self) -> float:
        """Candidate pairs for each new article."""
        return self.pairs / max(1, self.new_articles)


@compiled
def _meet(bucketed, new, cap, links, out):  # type: ignore[no-untyped-def]
    """Write the pairs that meet in the buckets of a sorted array (bucket << 32 | article); returns counts.

    With an empty `out` only counts, so that the caller can allocate exactly.
    """
    count = 0
    capped = 0
    largest = 0
    n = len(bucketed)
    start = 0
    while start < n:
        bucket = bucketed[start] >> np.uint64(32)
        end = start + 1
        while end < n and bucketed[end] >> np.uint64(32) == bucket:
            end += 1
        size = end - start
        if size > 1:
            largest = max(largest, size)
            if size > cap:
                capped += 1
            for i in range(start, end):
                left = bucketed[i] & np.uint64(0xFFFFFFFF)
                for j in range(i + 1, end):
                    if size > cap and i - start >= links and j - i > links:
                        break
                    right = bucketed[j] & np.uint64(0xFFFFFFFF)
                    if new[left] or new[right]:
                        if len(out):
                            out[count] = left << np.uint64(32) | right
                        count += 1
        start = end
    return count, capped, largest


@compiled
def _keep_repeated(pairs, least, out):  # type: ignore[no-untyped-def]
    """Of a sorted array keep each value that stands in it at least so often, once; returns how many."""
    count = 0
    start = 0
    while start < len(pairs):
        end = start + 1
        while end < len(pairs) and pairs[end] == pairs[start]:
            end += 1
        if end - start >= least:
            out[count] = pairs[start]
            count += 1
        start = end
    return count


def _pairs_of(
    bucketed: NDArray[np.uint64], new: NDArray[np.bool_], params: Params
) -> tuple[NDArray[np.uint64], int, int]:
    """All meetings (sorted, repeated), number of capped buckets, size of the largest."""
    bucketed.sort()
    nothing = np.empty(0, np.uint64)
    count, capped, largest = _meet(bucketed, new, params.bucket_cap, params.bucket_links, nothing)
    meetings = np.empty(count, np.uint64)
    if count:
        _meet(bucketed, new, params.bucket_cap, params.bucket_links, meetings)
    meetings.sort()
    return meetings, capped, largest


def _by_keys(window: Window, params: Params) -> tuple[NDArray[np.uint64], int, int, int]:
    articles = np.repeat(np.arange(len(window.new), dtype=np.uint64), np.diff(window.keys.bounds))
    bucketed = window.keys.values.astype(np.uint64) << np.uint64(32) | articles
    meetings, capped, largest = _pairs_of(bucketed, window.new, params)
    kept = np.empty(len(meetings), np.uint64)
    count = _keep_repeated(meetings, params.shared_keys, kept)
    return kept[:count].copy(), len(meetings), capped, largest


def _by_bands(window: Window, params: Params) -> tuple[NDArray[np.uint64], int, int, int]:
    signed = np.flatnonzero((window.signatures != EMPTY).any(axis=1)).astype(np.uint64)
    found: list[NDArray[np.uint64]] = []
    met = capped = largest = 0
    for band in range(params.bands):
        rows = window.signatures[signed, band * params.rows : (band + 1) * params.rows].astype(np.uint64)
        bucket = np.zeros(len(signed), np.uint64)
        for row in range(params.rows):
            # The multiplier of splitmix64: equal rows give equal buckets, others differ in the upper bits.
            bucket = (bucket ^ rows[:, row]) * np.uint64(0xBF58476D1CE4E5B9)
            bucket ^= bucket >> np.uint64(29)
        meetings, more_capped, size = _pairs_of((bucket >> np.uint64(32) << np.uint64(32)) | signed, window.new, params)
        kept = np.empty(len(meetings), np.uint64)
        found.append(kept[: _keep_repeated(meetings, 1, kept)].copy())
        met, capped, largest = met + len(meetings), capped + more_capped, max(largest, size)
    merged = np.unique(np.concatenate(found)) if found else np.empty(0, np.uint64)
    return merged, met, capped, largest


def find_candidates(window: Window, params: Params) -> tuple[NDArray[np.int64], CostReport]:
    """Candidate pairs (m, 2) int64 of positions in the window, left < right, ascending; symmetric.

    Cost: sorting the keys and bands of the window, plus the meetings in their buckets.
    """
    by_keys, met_keys, capped_keys, largest_key = _by_keys(window, params)
    by_bands, met_bands, capped_bands, largest_band = _by_bands(window, params)
    packed = np.union1d(by_keys, by_bands)
    pairs = np.column_stack((packed >> np.uint64(32), packed & np.uint64(0xFFFFFFFF))).astype(np.int64)
    pairs = _within_look_back(pairs, window, params)
    return pairs, CostReport(
        len(window.new), int(window.new.sum()), met_keys + met_bands, len(by_keys), len(by_bands), len(pairs),
        capped_keys + capped_bands, max(largest_key, largest_band),
    )  # fmt: skip


def _within_look_back(pairs: NDArray[np.int64], window: Window, params: Params) -> NDArray[np.int64]:
    """Drop pairs whose known times lie further apart than the look-back; an unknown time drops nothing."""
    if not params.look_back_days:
        return pairs
    left, right = window.published[pairs[:, 0]], window.published[pairs[:, 1]]
    unknown = (left == NO_TIME) | (right == NO_TIME)
    with np.errstate(over="ignore"):
        near = np.abs(left - right) <= params.look_back_days * _SECONDS_PER_DAY
    return pairs[unknown | near]
