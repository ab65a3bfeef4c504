"""Which articles share a feature: an inverted index of sketch keys and bands, made by sorting.

In: the sketches of a window. Out: `Postings`, the buckets of at least two articles of which one is new, and where each
article stands in them. A key is worth one point and a band as many as make a candidate pair; rare features weigh more.
Features come slice by slice, so the sorted ones are never all in memory, and only what is shared is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint.bands import band_buckets, signed_rows
from wirecopy.fingerprint.sieve import Sieve
from wirecopy.fingerprint.views import Ragged
from wirecopy.params import Params

NO_TIME = np.iinfo(np.int64).min
_SLICE = 4_000_000  # keys that are sorted at once, about
_FAR = 2**31


@dataclass(frozen=True, slots=True)
class Window:
    """Sketches of n articles in ascending order of article_id; keys that no new article has may be left out.

    `published` (n,) int64 seconds, the smallest int64 where unknown; `new` (n,) bool: not yet compared.
    """

    keys: Ragged
    signatures: NDArray[np.uint32]
    published: NDArray[np.int64]
    new: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Postings:
    """Buckets and the articles in them.

    Bucket b holds articles[bounds[b]:bounds[b+1]]: the `fresh[b]` new ones first, or, over the cap, all in an
    order that puts like beside like, and then hubs[hub_rows[b]] are the first by article_id. `steps` (b,) is what
    sharing it gives: points, and weight << 32. Article i stands at places[place_bounds[i]:place_bounds[i+1]] of
    `articles`, and in the buckets at the same places of `buckets`.
    """

    bounds: NDArray[np.int64]
    articles: NDArray[np.int32]
    fresh: NDArray[np.int32]
    steps: NDArray[np.int64]
    hub_rows: NDArray[np.int32]
    hubs: NDArray[np.int32]
    place_bounds: NDArray[np.int64]
    places: NDArray[np.int64] | NDArray[np.int32]
    buckets: NDArray[np.int32]
    largest: int

    @property
    def arrays(self) -> tuple[NDArray[np.int64] | NDArray[np.int32], ...]:
        """The arrays, in their order, for a kernel."""
        return (
            self.bounds, self.articles, self.fresh, self.steps, self.hub_rows, self.hubs, self.place_bounds,
            self.places, self.buckets,
        )  # fmt: skip


@compiled
def _collect(bucketed, new, cap, points, bounds, articles, fresh, steps):  # type: ignore[no-untyped-def]
    """Write the buckets of a sorted array (feature << 32 | article) that have two articles and a new one.

    Returns how many buckets and how many articles were written. Up to the cap the new ones come first.
    """
    count = 0
    written = 0
    start = 0
    n = len(bucketed)
    while start < n:
        feature = bucketed[start] >> np.uint64(32)
        end = start
        known = 0
        while end < n and bucketed[end] >> np.uint64(32) == feature:
            known += int(not new[bucketed[end] & np.uint64(0xFFFFFFFF)])
            end += 1
        size = end - start
        if size > 1 and known < size:
            front = written
            back = written + (size - known if size <= cap else 0)
            for i in range(start, end):
                article = bucketed[i] & np.uint64(0xFFFFFFFF)
                if size > cap or new[article]:
                    articles[front] = article
                    front += 1
                else:
                    articles[back] = article
                    back += 1
            weight = 1  # and one more for each time that the bucket is half as large as it may be
            room = size * 2
            while room <= cap:
                weight += 1
                room *= 2
            written += size
            fresh[count] = size - known
            steps[count] = points + (weight * points << 32)
            count += 1
            bounds[count] = written
        start = end
    return count, written


@compiled
def _place(articles, bounds, place_bounds, places, buckets):  # type: ignore[no-untyped-def]
    """List for each article where it stands; place_bounds comes in as the number of its places, one to the right."""
    for article in range(1, len(place_bounds)):
        place_bounds[article] += place_bounds[article - 1]
    for bucket in range(len(bounds) - 1):
        for place in range(bounds[bucket], bounds[bucket + 1]):
            article = articles[place]
            at = place_bounds[article]
            places[at] = place
            buckets[at] = bucket
            place_bounds[article] = at + 1
    for article in range(len(place_bounds) - 1, 0, -1):
        place_bounds[article] = place_bounds[article - 1]
    place_bounds[0] = 0


def _features(window: Window, params: Params) -> Iterator[tuple[NDArray[np.uint32], NDArray[np.uint32], int]]:
    """Slices of features with their articles and points; a feature stands in one slice only."""
    keys = window.keys.values
    owners = np.repeat(np.arange(len(window.new), dtype=np.uint32), np.diff(window.keys.bounds))
    count = 1 + len(keys) // _SLICE
    for part in range(count):
        low, high = (part << 32) // count, (part + 1 << 32) // count - 1
        inside = (keys >= low) & (keys <= high) if count > 1 else slice(None)
        yield keys[inside], owners[inside], 1
    signed = signed_rows(window.signatures)
    signatures = window.signatures[signed] if len(signed) < len(window.new) else window.signatures
    for band in range(params.bands):
        yield band_buckets(signatures, band, params.rows), signed.astype(np.uint32), params.shared_keys


def _concerned(features: NDArray[np.uint32], articles: NDArray[np.uint32], new: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which features may be one of a new article."""
    sieve = Sieve()
    sieve.add(features[new[articles]])
    return sieve.passes(features)


def make_postings(window: Window, params: Params) -> Postings:
    """The index of a window; cost: a sort of what the new articles may share, 16 bytes for each key that is shared."""
    everything = bool(window.new.all())
    most = len(window.keys.values) + params.bands * len(window.new)
    # as long as they could be: memory that nothing is written to is not taken, and nothing is copied
    bounds, articles = np.zeros(most // 2 + 2, np.int64), np.empty(most, np.int32)
    fresh, steps = np.empty(most // 2 + 1, np.int32), np.empty(most // 2 + 1, np.int64)
    count = total = 0
    for features, owners, points in _features(window, params):
        if not everything:
            kept = _concerned(features, owners, window.new)
            features, owners = features[kept], owners[kept]  # noqa: PLW2901  what is left of the slice
        bucketed = features.astype(np.uint64)
        bucketed <<= np.uint64(32)
        bucketed |= owners
        bucketed.sort()
        room = bounds[count:], articles[total:], fresh[count:], steps[count:]
        more, written = _collect(bucketed, window.new, params.bucket_cap, points, *room)
        bounds[count + 1 : count + more + 1] += total
        count, total = count + more, total + written
    return _indexed(bounds[: count + 1], articles[:total], fresh[:count], steps[:count], window, params)


def _indexed(
    bounds: NDArray[np.int64], articles: NDArray[np.int32], fresh: NDArray[np.int32], steps: NDArray[np.int64],
    window: Window, params: Params,
) -> Postings:  # fmt: skip
    """The finished index: large buckets in order of likeness, and where each article stands."""
    sizes = np.diff(bounds)
    large = np.flatnonzero(sizes > params.bucket_cap)
    hubs = np.empty((len(large), min(params.bucket_links, params.bucket_cap)), np.int32)
    hub_rows = np.full(len(sizes), -1, np.int32)
    for row, bucket in enumerate(large.tolist()):
        held = slice(int(bounds[bucket]), int(bounds[bucket + 1]))
        hubs[row] = articles[held][: hubs.shape[1]]
        hub_rows[bucket] = row
        articles[held] = _by_likeness(articles[held], window.signatures, bucket)
    place_bounds = np.zeros(len(window.new) + 1, np.int64)
    place_bounds[1:] = np.bincount(articles, minlength=len(window.new))
    places = np.empty(len(articles), np.int64) if len(articles) >= _FAR else np.empty(len(articles), np.int32)
    buckets = np.empty(len(articles), np.int32)
    _place(articles, bounds, place_bounds, places, buckets)
    largest = int(sizes.max(initial=0))
    return Postings(bounds, articles, fresh, steps, hub_rows, hubs, place_bounds, places, buckets, largest)


def _by_likeness(articles: NDArray[np.int32], signatures: NDArray[np.uint32], bucket: int) -> NDArray[np.int32]:
    """The articles by two values of their signatures, other ones in each bucket: neighbours have them in common."""
    count = signatures.shape[1]
    if count == 0:
        return articles
    first, second = signatures[articles, bucket % count], signatures[articles, (bucket + 1) % count]
    return articles[np.lexsort((second, first))]
