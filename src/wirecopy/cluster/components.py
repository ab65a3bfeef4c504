"""Connected components of a graph of articles.

In: ids and pairs of them. Out: the components, each ascending, in order of their smallest ids. Disjoint sets whose
representative is the smallest member, so no order of the pairs shows in the result.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled


@compiled
def _root(parent, node):  # type: ignore[no-untyped-def]
    """The representative of a node's set; halves the way to it."""
    while parent[node] != node:
        parent[node] = parent[int(parent[node])]
        node = int(parent[node])
    return node


@compiled
def _join_all(parent, pairs):  # type: ignore[no-untyped-def]
    """Join the sets of each pair; then let every node point to its representative."""
    for k in range(len(pairs)):
        one, other = _root(parent, int(pairs[k, 0])), _root(parent, int(pairs[k, 1]))
        parent[max(one, other)] = min(one, other)
    for node in range(len(parent)):
        parent[node] = _root(parent, node)


def component_of(ids: NDArray[np.int64], pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of `ids`, distinct and ascending, the place of the smallest one that pairs (m, 2) connect it to.

    Near linear in both.
    """
    parent = np.arange(len(ids))
    _join_all(parent, np.searchsorted(ids, pairs))
    return parent


def components(ids: NDArray[np.int64], pairs: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Connected components of `ids`, distinct and ascending, under pairs (m, 2) of them."""
    parent = component_of(ids, pairs)
    order = np.argsort(parent, kind="stable")
    return np.split(ids[order], np.flatnonzero(np.diff(parent[order])) + 1) if len(ids) else []
