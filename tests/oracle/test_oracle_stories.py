"""Stories against plain breadth-first components, where the two must agree: groups in which all pairs are sure."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from wirecopy.cluster import Edge, group_stories
from wirecopy.model import ArticleId


def components(edges: list[Edge]) -> list[list[int]]:
    """Articles that are connected over any number of pairs, by walking from each."""
    neighbours: dict[int, set[int]] = {}
    for edge in edges:
        neighbours.setdefault(edge.left, set()).add(edge.right)
        neighbours.setdefault(edge.right, set()).add(edge.left)
    seen: set[int] = set()
    found = []
    for first in sorted(neighbours):
        if first in seen:
            continue
        queue = [first]
        for article in queue:
            queue += sorted(neighbours[article] - set(queue))
        seen |= set(queue)
        found.append(sorted(queue))
    return found


@given(st.lists(st.integers(2, 7), max_size=6))
def test_cliques_are_their_components(sizes: list[int]) -> None:
    numbers = iter(range(1, 100))
    groups = [[next(numbers) for _ in range(size)] for size in sizes]
    edges = [
        Edge(ArticleId(a), ArticleId(b), 0.95, True, 0.9, 0.9, 0.9, 0.9)
        for group in groups
        for a, b in combinations(group, 2)
    ]
    stories = group_stories(edges, {}, 0.8)
    assert [[int(member.article_id) for member in story.members] for story in stories] == components(edges)
