"""What a bound on memory means: how many articles and pairs are worked on at once, and how large a cache may be.

In: megabytes, and how many workers share them. Out: sizes, and what articles count. The one idea: everything that is
held at once is a number of articles, a long one counting as several, so all sizes shrink in one proportion. The
interpreter, its compiled code and the index of all articles (about 2 KB each, while candidates are found) come on
top: no size of a batch changes them. No result depends on any of it.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from wirecopy.errors import ParameterError
from wirecopy.store import Store

Item = TypeVar("Item")
Length = TypeVar("Length", int, NDArray[np.int64])

LEAST_MB, MOST_MB = 32, 1_000_000
_SHARED_MB = 350  # at full size: the cache of SQLite, verdicts that are not saved yet, and what is read ahead
_WORKER_MB = 150  # at full size: two batches or pieces, tokens and profiles of one
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h
_LARGE_BYTES, _FREE_BYTES = 2 << 20, 16 << 20
_ONE_ARTICLE = 8_000  # characters; of texts of Reuters all are shorter, of Wikinews 92 in 100
_LEAST_BATCH = 256  # texts that the dictionary of a new database is trained on: with fewer it would get none


@dataclass(frozen=True, slots=True)
class Sizes:
    """Articles of a batch; articles and pairs of a piece of comparisons; pairs of one transaction; articles regrouped
    at once; KiB of cache, of the store and of each reader. Articles as `bulk` counts them.
    """

    batch_articles: int
    piece_articles: int = 500  # about 30 MB while they are compared; twice as many take no less time
    piece_pairs: int = 4_000
    # Their order is that of ids, so any: each transaction writes nearly all pages of the table, of a million articles
    # 1.4 GB. A pair takes 120 bytes until then.
    saved_pairs: int = 700_000
    regrouped_articles: int = 400
    cache_kib: int = 192 * 1024
    reader_kib: int = 8 * 1024  # of each thread that reads texts: hardly one is read again soon


def sizes_within(memory_mb: int | None, workers: int, batch_articles: int) -> Sizes:
    """The sizes that fit; without a bound those that are fast. Raises ParameterError for a bound out of range."""
    full = Sizes(batch_articles)
    if memory_mb is None:
        return full
    if not LEAST_MB <= memory_mb <= MOST_MB:
        raise ParameterError("memory", memory_mb, f"{LEAST_MB} to {MOST_MB} MB")
    share = min(1.0, memory_mb / (_SHARED_MB + _WORKER_MB * workers))
    return Sizes(
        min(batch_articles, max(_LEAST_BATCH, int(full.batch_articles * share))),
        max(50, int(full.piece_articles * share)),
        max(500, int(full.piece_pairs * share)),
        max(20_000, int(full.saved_pairs * share)),
        max(50, int(full.regrouped_articles * share)),
        max(2_048, int(full.cache_kib * share)),
        max(256, int(full.reader_kib * share)),
    )


def bulk(characters: Length) -> Length:
    """As how many articles a text counts, by its length: a book among news takes the memory of hundreds of them."""
    return 1 + characters // _ONE_ARTICLE


class Bulks:
    """The bulks of all stored articles; 1 for those that were stored before lengths were."""

    def __init__(self, store: Store) -> None:
        batches = list(store.iter_sketches(("characters",)))
        ids = np.concatenate([np.empty(0, np.int64), *(batch["article_ids"] for batch in batches)])
        lengths = np.concatenate([np.empty(0, np.int64), *(batch["characters"] for batch in batches)])
        order = np.argsort(ids)
        self._ids, self._bulks = ids[order], bulk(lengths[order])

    def of(self, ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """The bulks of these articles, in their order."""
        wanted = np.asarray(ids, np.int64)
        bulks = np.ones(len(wanted), np.int64)
        if len(self._ids):
            places = np.minimum(np.searchsorted(self._ids, wanted), len(self._ids) - 1)
            found = self._ids[places] == wanted
            bulks[found] = self._bulks[places[found]]
        return bulks


def filled(items: Iterable[tuple[Item, int]], most: int) -> Iterator[list[Item]]:
    """Lists of items with their bulks, in order, each up to a bulk of `most` or of one item."""
    some: list[Item] = []
    total = 0
    for item, own in items:
        if some and total + own > most:
            yield some
            some, total = [], 0
        some.append(item)
        total += own
    if some:
        yield some


def give_back_memory() -> None:
    """Have the C library give large blocks back to the system when they are freed; Linux with glibc, else nothing.

    Left alone it learns from blocks that are freed to keep ever larger ones, of up to 32 MB: after candidates had been
    found among 50,000 articles a third of what was resident was free.
    """
    if sys.platform != "linux":
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if set_option is not None:
        set_option(_M_MMAP_THRESHOLD, _LARGE_BYTES)
        set_option(_M_TRIM_THRESHOLD, _FREE_BYTES)
