"""From log-odds of single pairs to a forest: exact posteriors of every parent, and the best acyclic choice.

In: for each node its candidate parents with scores, the last two being the roots "unseen original" and "own text".
Out: the posterior of each choice, and one choice per node. The one idea: under weights exp(score) the probability
of an edge in a random forest is read off the inverse of a Laplacian (matrix-tree theorem: Tutte 1948; for
dependency trees Koo, Globerson, Carreras, Collins 2007), so a cycle never counts and confidence is honest; the
forest with most expected right edges is then a maximum branching over those posteriors (Chu, Liu 1965; Edmonds 1967).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

UNSEEN, OWN = -1, -2
ROOTS = (UNSEEN, OWN)

_EXACT_NODES = 2_500  # one inverse of 2,500 x 2,500 takes about 2 s; above, each node is judged for itself
_LEAST_ROOT = 1e-5  # keeps the Laplacian well away from singular where two texts each claim the other


def local_posteriors(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Softmax of one node's scores (last two: the roots), with a floor under the roots together; sums to 1."""
    odds: NDArray[np.float64] = np.exp(scores - scores.max())
    odds /= odds.sum()
    missing = _LEAST_ROOT - odds[-2:].sum()
    if missing > 0:
        odds[-2:] += missing / 2
        odds /= odds.sum()
    return odds


def forest_posteriors(
    parents: Sequence[Sequence[int]], scores: Sequence[NDArray[np.float64]]
) -> list[NDArray[np.float64]]:
    """Posterior of each choice of each node under the distribution over forests; each array sums to 1.

    `parents[i]` holds positions of candidate parents; `scores[i]` has two more entries, for UNSEEN and OWN.
    Cubic in the nodes up to 2,500, linear above (then without regard to cycles).
    """
    local = [local_posteriors(s) for s in scores]
    n = len(local)
    if n < 2 or n > _EXACT_NODES or not any(len(p) for p in parents):
        return local
    laplacian = np.eye(n)
    for node, (candidates, odds) in enumerate(zip(parents, local, strict=True)):
        laplacian[list(candidates), node] -= odds[:-2]
    inverse = np.linalg.inv(laplacian)
    result = []
    for node, (candidates, odds) in enumerate(zip(parents, local, strict=True)):
        own = inverse[node, node]
        through = own - inverse[node, list(candidates)]
        marginal = np.clip(odds * np.append(through, (own, own)), 0.0, None)
        result.append(marginal / marginal.sum())
    return result


def choose_parents(parents: Sequence[Sequence[int]], scores: Sequence[NDArray[np.float64]]) -> list[int]:
    """One parent (or UNSEEN, OWN) per node, without cycles: the most probable forest.

    Ties go to the first candidate. Where the best choices hold a cycle the nodes on it are chosen again together by
    Edmonds' algorithm while all others keep theirs. Refused: taking the largest posterior per node; of two texts
    that copy each other for certain in an unknown direction it makes two origins.
    """
    odds = [np.log(np.maximum(local_posteriors(s), 1e-300)).round(9) for s in scores]
    choice = [(*candidates, *ROOTS)[int(np.argmax(o))] for candidates, o in zip(parents, odds, strict=True)]
    cyclic = _on_cycles(choice)
    if cyclic:
        for node, parent in _resolve(cyclic, parents, odds, choice).items():
            choice[node] = parent
    return choice


def _on_cycles(choice: Sequence[int]) -> list[int]:
    """Nodes whose chain of parents comes back to themselves, ascending."""
    state = [0] * len(choice)  # 0 unvisited, else the number of the walk that met the node
    cyclic = []
    for start in range(len(choice)):
        node = start
        while node >= 0 and state[node] == 0:
            state[node] = start + 1
            node = choice[node]
        if node >= 0 and state[node] == start + 1:
            first = node
            while True:
                cyclic.append(node)
                node = choice[node]
                if node == first:
                    break
    return sorted(cyclic)


def _resolve(
    cyclic: Sequence[int],
    parents: Sequence[Sequence[int]],
    odds: Sequence[NDArray[np.float64]],
    choice: Sequence[int],
) -> dict[int, int]:
    """Parents of the nodes on cycles by a maximum spanning arborescence from a root that stands for all the rest."""
    import networkx as nx  # noqa: PLC0415  a third of a second, and cycles are rare

    inside = set(cyclic)
    grounded = _grounded(choice)
    graph = nx.DiGraph()
    outside: dict[int, int] = {}
    graph.add_nodes_from((UNSEEN, *cyclic))
    for node in cyclic:
        best, best_at = -float("inf"), OWN
        for parent, weight in zip((*parents[node], *ROOTS), odds[node].tolist(), strict=True):
            if parent in inside:
                graph.add_edge(parent, node, weight=weight)
            elif (parent < 0 or parent in grounded) and weight > best:
                best, best_at = weight, parent
        outside[node] = best_at
        graph.add_edge(UNSEEN, node, weight=best)
    tree = nx.maximum_spanning_arborescence(graph)
    return {node: outside[node] if parent == UNSEEN else parent for parent, node in sorted(tree.edges())}


def _grounded(choice: Sequence[int]) -> set[int]:
    """Nodes whose chain of parents ends at a root."""
    children: dict[int, list[int]] = {}
    for node, parent in enumerate(choice):
        children.setdefault(parent, []).append(node)
    reached = [node for root in ROOTS for node in children.get(root, [])]
    found = set(reached)
    while reached:
        below = children.get(reached.pop(), [])
        reached.extend(below)
        found.update(below)
    return found
