"""Cut candidate pairs into pieces of neighbouring articles, so that each article is read in few of them.

In: pairs of positions. Out: pieces of pairs that together hold each pair once. The one idea: number the articles in
the order of a breadth-first walk over the pairs; pairs that are sorted by these numbers share their articles with
the pairs beside them (Cuthill, McKee 1969). The cut decides memory and nothing else: no result depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled

_STEP = 500  # pairs by which a piece grows at most


@compiled
def _walk(bounds, neighbours, place):  # type: ignore[no-untyped-def]
    """Number the nodes of a graph in breadth-first order, from the smallest node of each component."""
    n = len(bounds) - 1
    queue = np.empty(n, np.int64)
    head = 0
    tail = 0
    for first in range(n):
        if place[first] >= 0:
            continue
        place[first] = tail
        queue[tail] = first
        tail += 1
        while head < tail:
            node = queue[head]
            head += 1
            for k in range(bounds[node], bounds[node + 1]):
                other = neighbours[k]
                if place[other] < 0:
                    place[other] = tail
                    queue[tail] = other
                    tail += 1


def _walk_order(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """An order of the pairs in which neighbours share articles."""
    nodes, inverse = np.unique(pairs, return_inverse=True)
    edges = inverse.reshape(pairs.shape)
    ends, others = np.concatenate((edges[:, 0], edges[:, 1])), np.concatenate((edges[:, 1], edges[:, 0]))
    order = np.lexsort((others, ends))
    bounds = np.searchsorted(ends[order], np.arange(len(nodes) + 1))
    place = np.full(len(nodes), -1, np.int64)
    _walk(bounds, others[order], place)
    low, high = place[edges].min(axis=1), place[edges].max(axis=1)
    return np.lexsort((low, high))


def pieces(pairs: NDArray[np.int64], most_articles: int, most_pairs: int) -> Iterator[NDArray[np.int64]]:
    """Yield the pairs (m, 2) in pieces of bounded size, each pair once; the order of pieces is fixed by the pairs.

    A piece holds up to `most_articles` give or take the articles of a step, a step half of them at most.
    """
    step = max(1, min(_STEP, most_articles // 2, most_pairs))
    if not len(pairs):
        return
    ordered = pairs[_walk_order(pairs)]
    start = 0
    while start < len(ordered):
        end = start
        articles = np.empty(0, np.int64)
        while end < len(ordered) and end - start < most_pairs and len(articles) < most_articles:
            articles = np.union1d(articles, ordered[end : end + step])
            end = min(len(ordered), end + step)
        yield ordered[start:end]
        start = end
