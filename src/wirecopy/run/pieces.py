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

_HALF, _LOW = 32, 0xFFFFFFFF


@compiled
def _neighbours(pairs, bounds, neighbours):  # type: ignore[no-untyped-def]
    """List the neighbours of each node of a graph, ascending where the pairs are; bounds comes in as zeros."""
    for pair in range(len(pairs)):
        bounds[pairs[pair, 0] + 1] += 1
        bounds[pairs[pair, 1] + 1] += 1
    for node in range(1, len(bounds)):
        bounds[node] += bounds[node - 1]
    for end in (1, 0):  # those below a node first
        for pair in range(len(pairs)):
            node = pairs[pair, end]
            neighbours[bounds[node]] = pairs[pair, 1 - end]
            bounds[node] += 1
    for node in range(len(bounds) - 1, 0, -1):
        bounds[node] = bounds[node - 1]
    bounds[0] = 0


@compiled
def _walk(bounds, neighbours, place, order):  # type: ignore[no-untyped-def]
    """Number the nodes of a graph in breadth-first order, from the smallest node of each component.

    Afterwards place[node] is the number of a node and order[number] the node; `place` comes in as -1.
    """
    tail = 0
    for first in range(len(place)):
        if place[first] >= 0:
            continue
        place[first] = tail
        order[tail] = first
        head = tail
        tail += 1
        while head < tail:
            node = order[head]
            head += 1
            for k in range(bounds[node], bounds[node + 1]):
                other = neighbours[k]
                if place[other] < 0:
                    place[other] = tail
                    order[tail] = other
                    tail += 1


def _in_walking_order(pairs: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The pairs by numbers of a walk, larger << 32 | smaller, ascending; and which node has which number."""
    n = int(pairs.max()) + 1
    bounds, neighbours = np.zeros(n + 1, np.int64), np.empty(pairs.size, np.int32)
    _neighbours(pairs, bounds, neighbours)
    place, order = np.full(n, -1, np.int32), np.empty(n, np.int32)
    _walk(bounds, neighbours, place, order)
    del neighbours
    ends = place[pairs]
    packed = ends.max(axis=1).astype(np.int64)
    packed <<= _HALF
    packed |= ends.min(axis=1)
    del ends
    packed.sort()
    return packed, order


@compiled
def _piece_end(packed, start, bulks, most_articles, most_pairs, seen, number):  # type: ignore[no-untyped-def]
    """The end of the piece that begins at packed[start], one pair at least; `seen` bears the number of the piece."""
    total = 0
    for end in range(start, min(len(packed), start + most_pairs)):
        before = total
        for node in (packed[end] >> _HALF, packed[end] & _LOW):
            if seen[node] != number:
                seen[node] = number
                total += bulks[node]
        if before and total > most_articles:
            return end
    return min(len(packed), start + most_pairs)


def pieces(
    pairs: NDArray[np.int32], bulks: NDArray[np.int64], most_articles: int, most_pairs: int
) -> Iterator[NDArray[np.int32]]:
    """Yield the pairs (m, 2) in pieces of bounded size, each pair once; the order of pieces is fixed by the pairs.

    `pairs` are positions, ascending, left < right, and so are those of a piece, but for their order. A piece holds
    articles of a bulk of up to `most_articles`, by the `bulks` of all positions, or one pair.
    """
    if not len(pairs):
        return
    packed, order = _in_walking_order(pairs)
    walked, seen = bulks[order], np.zeros(len(order), np.int32)
    start = number = 0
    while start < len(packed):
        number += 1
        end = int(_piece_end(packed, start, walked, most_articles, most_pairs, seen, number))
        piece = packed[start:end]
        yield np.sort(np.column_stack((order[piece >> _HALF], order[piece & _LOW])), axis=1)
        start = end
