"""Laws of stories: independent of order; every pair's articles are somewhere; nobody is whole in two stories."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wirecopy.cluster import Edge, group_stories
from wirecopy.model import ArticleId

SHARES = st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.95, 1.0])


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Edge], dict[ArticleId, int | None]]:
    """Up to forty edges between fourteen articles, with times of which some are unknown."""
    pairs = draw(st.sets(st.tuples(st.integers(1, 14), st.integers(1, 14)).filter(lambda p: p[0] < p[1]), max_size=40))
    edges = [
        Edge(
            ArticleId(left), ArticleId(right), draw(st.sampled_from([0.55, 0.8, 0.9, 0.99])), draw(st.booleans()),
            *(draw(SHARES) for _ in range(4)),
        )
        for left, right in sorted(pairs)
    ]  # fmt: skip
    times = {ArticleId(a): draw(st.one_of(st.none(), st.integers(0, 5))) for a in range(1, 15)}
    return edges, times


@given(graphs(), st.randoms(use_true_random=False))
def test_stories_do_not_depend_on_the_order_of_pairs(
    graph: tuple[list[Edge], dict[ArticleId, int | None]], rng: random.Random
) -> None:
    """group(shuffle(pairs)) == group(pairs)."""
    edges, times = graph
    shuffled = rng.sample(edges, len(edges))
    assert group_stories(shuffled, times, 0.8) == group_stories(edges, times, 0.8)


@given(graphs())
def test_an_article_is_whole_in_one_story_at_most(graph: tuple[list[Edge], dict[ArticleId, int | None]]) -> None:
    """Each article is a whole member at most once, and stories have distinct names, each that of a whole member."""
    stories = group_stories(*graph, 0.8)
    whole = Counter(m.article_id for story in stories for m in story.members if m.role == "copy")
    assert max(whole.values(), default=1) == 1
    assert len({story.story_id for story in stories}) == len(stories)
    for story in stories:
        assert int(story.story_id) in {int(member.article_id) for member in story.members if member.role == "copy"}


@given(graphs())
def test_every_pair_is_accounted_for(graph: tuple[list[Edge], dict[ArticleId, int | None]]) -> None:
    """The two articles of each pair share at least one story."""
    edges, times = graph
    stories = [{member.article_id for member in story.members} for story in group_stories(edges, times, 0.8)]
    for edge in edges:
        assert any({edge.left, edge.right} <= inside for inside in stories)


@given(graphs(), st.data())
def test_components_do_not_touch_each_other(
    graph: tuple[list[Edge], dict[ArticleId, int | None]], data: st.DataObject
) -> None:
    """group(A + B) == group(A) + group(B) for graphs without a common article: so only what is touched is regrouped."""
    edges, times = graph
    far = [e._replace(left=ArticleId(e.left + 100), right=ArticleId(e.right + 100)) for e in data.draw(graphs())[0]]
    together = group_stories([*edges, *far], times, 0.8)
    apart = [*group_stories(edges, times, 0.8), *group_stories(far, times, 0.8)]
    assert sorted(together, key=lambda s: s.story_id) == sorted(apart, key=lambda s: s.story_id)
