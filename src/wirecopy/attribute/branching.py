"""From log-odds of single pairs to a forest: exact posteriors of every parent, and the best acyclic choice.

In: for each node its candidate parents with scores, the last two being the roots "unseen original" and "own text".
Out: the posterior of each choice, and one choice per node. The one idea: under weights exp(score) the probability
of an edge in a random forest is read off the inverse of a Laplacian (matrix-tree theorem: Tutte 1948; for
dependency trees Koo, Globerson, Carreras, Collins 2007), so a cycle never counts and confidence is honest; the
forest with most expected right edges is then a maximum branching over those posteriors (Chu, Liu 1965; Edmonds 1967).
A cycle never leaves the texts that lead to each other in a circle, so a crowd is cut into these circles, and each has a
Laplacian of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.arborescence import cycles_of, heaviest_tree

UNSEEN, OWN = -1, -2
ROOTS = (UNSEEN, OWN)

_CROWD = 200  # nodes up to which one Laplacian for all is faster than cutting them into circles
_LARGEST_CIRCLE = 1_000  # one inverse of 1,000 x 1,000 takes a tenth of a second; larger circles are approximated
_DIGITS = 9  # of log-odds; what is closer is a tie
_EXACT = 10**_DIGITS
_LEAST_ROOT = 1e-5  # keeps the Laplacian well away from singular where two texts each claim the other


class _Choices(NamedTuple):
    """All choices of all n nodes in a row: those of node i are bounds[i]:bounds[i + 1], the last two the roots.

    `nodes` and `parents` are the ends of each choice, roots negative; `odds` what a node by itself would choose.
    """

    bounds: NDArray[np.int64]
    nodes: NDArray[np.int64]
    parents: NDArray[np.int64]
    odds: NDArray[np.float64]


def _lay_out(parents: Sequence[Sequence[int]], scores: Sequence[NDArray[np.float64]]) -> _Choices:
    """The choices with the softmax of each node's scores, with a floor under the roots together; each sums to 1."""
    counts = np.array([len(each) for each in scores], np.int64)
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
    nodes = np.repeat(np.arange(len(counts)), counts)
    options = np.array([option for each in parents for option in (*each, *ROOTS)], np.int64)
    row = np.concatenate([*scores, np.empty(0)])
    starts = bounds[:-1]
    odds = np.exp(row - np.maximum.reduceat(row, starts)[nodes]) if len(counts) else row
    odds = odds / _sums(odds, bounds)[nodes]
    missing = np.maximum(0.0, _LEAST_ROOT - _sums(np.where(options < 0, odds, 0.0), bounds))[nodes]
    odds = np.where(options < 0, odds + missing / 2, odds)
    return _Choices(bounds, nodes, options, odds / _sums(odds, bounds)[nodes])


def _sums(values: NDArray[np.float64], bounds: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sums of the choices of each node."""
    found: NDArray[np.float64] = np.add.reduceat(values, bounds[:-1]) if len(bounds) > 1 else np.empty(0)
    return found


class Posteriors(NamedTuple):
    """Posterior of each choice of each node, and of how many nodes they are approximate."""

    of_nodes: list[NDArray[np.float64]]
    approximate: int


def forest_posteriors(parents: Sequence[Sequence[int]], scores: Sequence[NDArray[np.float64]]) -> Posteriors:
    """Posterior of each choice of each node under the distribution over forests; each array sums to 1.

    `parents[i]` holds positions of candidate parents; `scores[i]` has two more entries, for UNSEEN and OWN. Exact for
    circles of up to 1,000 nodes, each at the cost of their cube. A node of a larger one looks at the cycles among
    itself and its candidates only; linear in the nodes.
    """
    choices = _lay_out(parents, scores)
    count, ends = len(parents), choices.bounds[1:-1]
    edges = np.flatnonzero(choices.parents >= 0)
    back = np.zeros(len(choices.odds))  # of walks that begin in the node, how many end in the parent; ...
    home = np.ones(count)  # ... and how many come home, the empty one among them
    approximate = 0
    if count <= _CROWD:
        _walk(choices, edges, np.arange(count), back, home)
    else:
        circles = [circle for circle in _circles(parents) if len(circle) > 1]
        number = np.full(count, -1)
        for place, circle in enumerate(circles):
            number[circle] = place
        edges = edges[
            (number[choices.nodes[edges]] == number[choices.parents[edges]]) & (number[choices.nodes[edges]] >= 0)
        ]
        edges = edges[np.argsort(number[choices.nodes[edges]], kind="stable")]
        inside = np.searchsorted(number[choices.nodes[edges]], np.arange(len(circles) + 1))
        for place, circle in enumerate(circles):
            if len(circle) > _LARGEST_CIRCLE:
                _walk_nearby(choices, circle, back, home)
                approximate += len(circle)
            else:
                _walk(choices, edges[inside[place] : inside[place + 1]], circle, back, home)
    marginal = np.clip(choices.odds * (home[choices.nodes] - back), 0.0, None)
    marginal = marginal / _sums(marginal, choices.bounds)[choices.nodes]
    return Posteriors(np.split(marginal, ends) if count else [], approximate)


def _walk(
    choices: _Choices,
    edges: NDArray[np.int64],
    circle: NDArray[np.int64],
    back: NDArray[np.float64],
    home: NDArray[np.float64],
) -> None:
    """Write weights of walks along these edges between the nodes of a circle, ascending: the inverse Laplacian."""
    parent = np.searchsorted(circle, choices.parents[edges])
    node = np.searchsorted(circle, choices.nodes[edges])
    laplacian = np.eye(len(circle))
    laplacian[parent, node] -= choices.odds[edges]
    inverse = np.linalg.inv(laplacian)
    home[circle] = inverse.diagonal()
    back[edges] = inverse[node, parent]


def _walk_nearby(
    choices: _Choices, circle: NDArray[np.int64], back: NDArray[np.float64], home: NDArray[np.float64]
) -> None:
    """The same for each node by itself, with walks among the node and its candidates only."""
    for node in circle.tolist():
        first, last = int(choices.bounds[node]), int(choices.bounds[node + 1]) - len(ROOTS)
        near = np.append(choices.parents[first:last], node)
        places = {other: place for place, other in enumerate(near.tolist())}
        laplacian = np.eye(len(near))
        for other, place in places.items():
            start, stop = int(choices.bounds[other]), int(choices.bounds[other + 1]) - len(ROOTS)
            for parent, odds in zip(
                choices.parents[start:stop].tolist(), choices.odds[start:stop].tolist(), strict=True
            ):
                if parent in places:
                    laplacian[places[parent], place] -= odds
        inverse = np.linalg.inv(laplacian)
        home[node] = inverse[-1, -1]
        back[first:last] = inverse[-1, :-1]


def _circles(parents: Sequence[Sequence[int]]) -> list[NDArray[np.int64]]:
    """Strongly connected components of the graph of candidates, each ascending (Tarjan 1972, without recursion)."""
    count = len(parents)
    number, low = [-1] * count, [0] * count
    open_nodes: list[int] = []
    is_open = [False] * count
    found: list[NDArray[np.int64]] = []
    met = 0
    for start in range(count):
        if number[start] >= 0:
            continue
        way = [(start, iter(parents[start]))]
        while way:
            node, rest = way[-1]
            if number[node] < 0:
                number[node] = low[node] = met
                met += 1
                open_nodes.append(node)
                is_open[node] = True
            ahead = next((other for other in rest if number[other] < 0 or is_open[other]), None)
            if ahead is not None and number[ahead] < 0:
                way.append((ahead, iter(parents[ahead])))
            elif ahead is not None:
                low[node] = min(low[node], number[ahead])
            else:
                way.pop()
                if way:
                    low[way[-1][0]] = min(low[way[-1][0]], low[node])
                if low[node] == number[node]:
                    circle = []
                    while is_open[node]:
                        circle.append(open_nodes.pop())
                        is_open[circle[-1]] = False
                    found.append(np.sort(np.array(circle, np.int64)))
    return found


def choose_parents(parents: Sequence[Sequence[int]], scores: Sequence[NDArray[np.float64]]) -> list[int]:
    """One parent (or UNSEEN, OWN) per node, without cycles: the most probable forest.

    Ties go to the first candidate. Where the best choices hold a cycle the nodes on it are chosen again together by
    `heaviest_tree` while all others keep theirs. Refused: taking the largest posterior per node; of two texts
    that copy each other for certain in an unknown direction it makes two origins.
    """
    if not parents:
        return []
    choices = _lay_out(parents, scores)
    odds = np.log(np.maximum(choices.odds, 1e-300)).round(_DIGITS)
    best = np.flatnonzero(odds == np.maximum.reduceat(odds, choices.bounds[:-1])[choices.nodes])
    first = np.searchsorted(choices.nodes[best], np.arange(len(parents)))
    choice: list[int] = choices.parents[best][first].tolist()
    cyclic = sorted(chain.from_iterable(cycles_of(choice)))
    if cyclic:
        for node, parent in _resolve(cyclic, parents, np.split(odds, choices.bounds[1:-1]), choice).items():
            choice[node] = parent
    return choice


def roots_of(choice: Sequence[int]) -> tuple[list[int], list[int]]:
    """For each node the first one of its chain (itself where it has no parent among the nodes), and the steps to it."""
    roots = [node if parent < 0 else -1 for node, parent in enumerate(choice)]
    depths = [0] * len(choice)
    for start in range(len(choice)):
        way, node = [], start
        while roots[node] < 0:
            way.append(node)
            node = choice[node]
        for below in reversed(way):
            roots[below], depths[below] = roots[node], depths[node] + 1
            node = below
    return roots, depths


def _resolve(
    cyclic: Sequence[int],
    parents: Sequence[Sequence[int]],
    odds: Sequence[NDArray[np.float64]],
    choice: Sequence[int],
) -> dict[int, int]:
    """Parents of the nodes on cycles by the heaviest tree from a root that stands for all the rest."""
    number = {node: place for place, node in enumerate(cyclic, 1)}
    grounded = _grounded(choice)
    edges: list[tuple[int, int, int, float]] = []  # number of the parent and of the node, the parent, log-odds
    for node in cyclic:
        weighed = list(zip((*parents[node], *ROOTS), odds[node].tolist(), strict=True))
        edges += [(number[parent], number[node], parent, weight) for parent, weight in weighed if parent in number]
        outside = [(weight, parent) for parent, weight in weighed if parent < 0 or parent in grounded]
        weight, parent = max(outside, key=lambda each: each[0])
        edges.append((0, number[node], parent, weight))
    above, below, named, weights = zip(*edges, strict=True)
    tree = heaviest_tree(
        np.array(above, np.int64), np.array(below, np.int64), np.rint(np.array(weights) * _EXACT).astype(np.int64)
    )
    return {node: named[edge] for node, edge in zip(cyclic, tree.tolist(), strict=True)}


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
