"""Which articles share a feature: an inverted index of sketch keys and bands, made by sorting.

In: the sketches of a window. Out: `Postings`, the buckets of at least two articles of which one is new, and where each
article stands in them. A key is worth one point and a band as many as make a candidate pair; rare features weigh more.
Features come slice by slice, so the sorted ones are never all in memory, and only what is shared is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint.bands import band_buckets, signed_rows
from wirecopy.fingerprint.sieve import Sieve
from wirecopy.fingerprint.views import Ragged
from wirecopy.params import Params
from wirecopy.threads import map_in_threads

NO_TIME = np.iinfo(np.int64).min


def far_apart(left: NDArray[np.int64], right: NDArray[np.int64], seconds: int) -> NDArray[np.bool_]:
    """Whether two times (m,) are known and lie further apart; unknown times are near."""
    known = (left != NO_TIME) & (right != NO_TIME)
    return np.asarray(np.abs(np.where(known, left - right, 0)) > seconds)


_SLICE, _SLICES = 4_000_000, 8  # keys that are sorted at once, about; but in so many turns at most
_FAR = 2**31


class Sketches(Protocol):
    """Sketches of n articles in ascending order of article_id; keys that no new article has may be left out.

    `published` (n,) int64 seconds, the smallest int64 where unknown; `new` (n,) bool: not yet compared. Keys and
    signatures are asked for once each, one after the other, so what loads them when asked holds neither.
    """

    published: NDArray[np.int64]
    new: NDArray[np.bool_]

    @property
    def keys(self) -> Ragged:
        """Bottom-k sketches."""

    @property
    def signatures(self) -> NDArray[np.uint32]:
        """MinHash of word shingles (n, permutations)."""


@dataclass(slots=True)
class Window:
    """Sketches that are held."""

    keys: Ragged
    signatures: NDArray[np.uint32]
    published: NDArray[np.int64]
    new: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Postings:
    """Buckets and the articles in them; those of keys come first, those of bands from `first_band` on.

    Bucket b holds articles[bounds[b]:bounds[b+1]]: the new ones first, fresh[b] of them where there are others (else
    fresh[b] says nothing). Article i is in buckets[place_bounds[i]:place_bounds[i+1]], ascending.

    Of each bucket over the cap, hubs[row] are the first by article_id, and its articles are in an order that puts like
    beside like; article i stands in these at large_places[large_bounds[i]:large_bounds[i+1]], their rows in large_rows.
    """

    bounds: NDArray[np.signedinteger[Any]]
    articles: NDArray[np.int32]
    fresh: NDArray[np.int32]
    place_bounds: NDArray[np.int64]
    buckets: NDArray[np.int32]
    hubs: NDArray[np.int32]
    large_bounds: NDArray[np.int64]
    large_places: NDArray[np.int64]
    large_rows: NDArray[np.int64]
    first_band: int
    largest: int

    @property
    def arrays(self) -> tuple[NDArray[np.signedinteger[Any]], ...]:
        """The arrays, in their order, for a kernel."""
        return (
            self.bounds, self.articles, self.fresh, self.place_bounds, self.buckets, self.hubs, self.large_bounds,
            self.large_places, self.large_rows,
        )  # fmt: skip


@compiled
def _gather(keys, bounds, low, high, bucketed):  # type: ignore[no-untyped-def]
    """Write the keys from low to high with their articles: key << 32 | article."""
    count = 0
    for article in range(len(bounds) - 1):
        for place in range(bounds[article], bounds[article + 1]):
            key = keys[place]
            if low <= key <= high:
                bucketed[count] = np.uint64(key) << np.uint64(32) | np.uint64(article)
                count += 1


@compiled
def _collect(bucketed, new, cap, bounds, articles, fresh):  # type: ignore[no-untyped-def]
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
            if known:
                fresh[count] = size - known
            written += size
            count += 1
            bounds[count] = written
        start = end
    return count, written


@compiled
def _place(articles, bounds, place_bounds, buckets):  # type: ignore[no-untyped-def]
    """List the buckets of each article; place_bounds comes in as zeros."""
    for article in articles:
        place_bounds[article + 1] += 1
    for article in range(1, len(place_bounds)):
        place_bounds[article] += place_bounds[article - 1]
    for bucket in range(len(bounds) - 1):
        for place in range(bounds[bucket], bounds[bucket + 1]):
            article = articles[place]
            buckets[place_bounds[article]] = bucket
            place_bounds[article] += 1
    for article in range(len(place_bounds) - 1, 0, -1):
        place_bounds[article] = place_bounds[article - 1]
    place_bounds[0] = 0


def _bucketed_keys(keys: Ragged, new: NDArray[np.bool_]) -> Iterator[NDArray[np.uint64]]:
    """Slices of keys, unsorted, as key << 32 | article; a key stands in one slice only."""
    count = min(_SLICES, 1 + len(keys.values) // _SLICE)
    for part in range(count):
        low, high = (part << 32) // count, (part + 1 << 32) // count - 1
        bucketed = np.empty(np.count_nonzero((keys.values >= low) & (keys.values <= high)), np.uint64)
        _gather(keys.values, keys.bounds, low, high, bucketed)
        yield _concerned(bucketed, new)


def _bucketed_bands(
    signatures: NDArray[np.uint32], new: NDArray[np.bool_], params: Params, workers: int
) -> Iterator[NDArray[np.uint64]]:
    """The same of one band after another; texts without shingles have none."""
    signed = signed_rows(signatures)

    def bucketed(band: int) -> NDArray[np.uint64]:
        found = band_buckets(signatures, band, params.rows)[signed].astype(np.uint64)
        found <<= np.uint64(32)
        found |= signed.astype(np.uint64)
        return _concerned(found, new)

    return map_in_threads(bucketed, range(params.bands), workers)


def _concerned(bucketed: NDArray[np.uint64], new: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Those whose feature may be one of a new article."""
    if new.all():
        return bucketed
    features = (bucketed >> np.uint64(32)).astype(np.uint32)
    sieve = Sieve()
    sieve.add(features[new[bucketed & np.uint64(0xFFFFFFFF)]])
    return bucketed[sieve.passes(features)]


class _Buckets:
    """Buckets as they are found, and their articles.

    Arrays are as long as they could be: memory that nothing is written to is not taken, and nothing is copied.
    """

    def __init__(self, new: NDArray[np.bool_], cap: int, most: int) -> None:
        self.count = self.total = 0
        self._new, self._cap = new, cap
        self._bounds: NDArray[np.signedinteger[Any]] = np.zeros(most // 2 + 2, np.int64 if most >= _FAR else np.int32)
        self._articles, self._fresh = np.empty(most, np.int32), np.empty(most // 2 + 1, np.int32)

    def collect(self, slices: Iterable[NDArray[np.uint64]]) -> None:
        """Add the buckets of these features, feature << 32 | article, in which there is anybody to meet."""
        for bucketed in slices:
            bucketed.sort()
            room = self._bounds[self.count :], self._articles[self.total :], self._fresh[self.count :]
            more, written = _collect(bucketed, self._new, self._cap, *room)
            self._bounds[self.count + 1 : self.count + more + 1] += self.total
            self.count, self.total = self.count + more, self.total + written

    @property
    def found(self) -> tuple[NDArray[np.signedinteger[Any]], NDArray[np.int32], NDArray[np.int32]]:
        """Bounds, articles and how many are new, as in `Postings`."""
        return self._bounds[: self.count + 1], self._articles[: self.total], self._fresh[: self.count]


def make_postings(sketches: Sketches, params: Params, workers: int = 1) -> Postings:
    """The index of a window; cost: a sort of what the new articles may share, 8 bytes for each key that is shared."""
    new, n, keys = sketches.new, len(sketches.new), sketches.keys
    buckets = _Buckets(new, params.bucket_cap, len(keys.values) + params.bands * n)
    buckets.collect(_bucketed_keys(keys, new))
    first_band = buckets.count
    del keys
    signatures = sketches.signatures
    buckets.collect(_bucketed_bands(signatures, new, params, workers))
    bounds, articles, fresh = buckets.found
    hubs, large_places, rows = _order_large(bounds, articles, signatures, params)
    del signatures
    order = np.argsort(articles[large_places], kind="stable")
    large_bounds = np.cumsum(np.bincount(articles[large_places] + 1, minlength=n + 1))
    place_bounds, own = np.zeros(n + 1, np.int64), np.empty(len(articles), np.int32)
    _place(articles, bounds, place_bounds, own)
    return Postings(
        bounds, articles, fresh, place_bounds, own, hubs, large_bounds, large_places[order], rows[order], first_band,
        int(np.diff(bounds).max(initial=0)),
    )  # fmt: skip


def _order_large(
    bounds: NDArray[np.signedinteger[Any]], articles: NDArray[np.int32], signatures: NDArray[np.uint32], params: Params
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Put the articles of each bucket over the cap in order of likeness, in place.

    Returns the first articles of each (rows, bucket_links), and of all places in these buckets the places and the rows.
    """
    sizes = np.diff(bounds)
    large = np.flatnonzero(sizes > params.bucket_cap)
    hubs = np.empty((len(large), min(params.bucket_links, params.bucket_cap)), np.int32)
    places: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    for row, bucket in enumerate(large.tolist()):
        held = slice(int(bounds[bucket]), int(bounds[bucket + 1]))
        hubs[row] = articles[held][: hubs.shape[1]]
        articles[held] = _by_likeness(articles[held], signatures, bucket)
        places.append(np.arange(held.start, held.stop))
    return hubs, np.concatenate(places), np.repeat(np.arange(len(large)), sizes[large])


def _by_likeness(articles: NDArray[np.int32], signatures: NDArray[np.uint32], bucket: int) -> NDArray[np.int32]:
    """The articles by two values of their signatures, other ones in each bucket: neighbours have them in common."""
    count = signatures.shape[1]
    if count == 0:
        return articles
    first, second = signatures[articles, bucket % count], signatures[articles, (bucket + 1) % count]
    return articles[np.lexsort((second, first))]
