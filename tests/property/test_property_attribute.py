"""Laws of attribution over random copy trees."""

from __future__ import annotations

import random

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.attribute import Family, OutletTable, attribute_family, load_weights
from wirecopy.attribute.arborescence import cycles_of, heaviest_tree
from wirecopy.attribute.branching import choose_parents, forest_posteriors
from wirecopy.model import (
    Article,
    ArticleId,
    Credit,
    Document,
    Member,
    Origin,
    Part,
    PartKind,
    Rewrite,
    Story,
    StoryId,
    Verdict,
    Verdicts,
)

OUTLETS = OutletTable({}, {"ap": frozenset({"apnews.com"})})
WORDS = ("boat", "port", "crew", "wave", "tide", "rope", "mast", "keel", "deck", "helm", "sail", "dock", "reef", "fog")


def grown(seed: int, size: int) -> tuple[list[Document], list[Verdict]]:
    """A random tree of edited copies, with a verdict for most pairs."""
    rng = random.Random(seed)
    texts = [[rng.choice(WORDS) for _ in range(80)]]
    while len(texts) < size:
        changed = list(rng.choice(texts))
        for _ in range(rng.randint(0, 8)):
            changed[rng.randrange(len(changed))] = rng.choice(WORDS)
        texts.append(changed[: rng.randint(40, 80)])
    documents = []
    for i, words in enumerate(texts):
        text = " ".join(words)
        credit = (Credit(rng.choice(("ap", "afp")), "dateline", "r", 0, 0, "(AP)"),) if rng.random() < 0.5 else ()
        time = rng.choice((None, 1_000_000 + rng.randrange(100_000)))
        article = Article(
            ArticleId(i * 7 + 3), f"https://s{i}.example/{i}", f"S{i}", "apnews.com" if rng.random() < 0.1 else f"s{i}.example",
            rng.choice(("Storm", "Fog", "")), "", text, time, "none" if time is None else rng.choice(("second", "hour", "day")),
            "en", Origin("x", i),
        )  # fmt: skip
        documents.append(Document(article, (Part(PartKind.BODY, 0, len(text)),), (), credit))
    verdicts = [
        Verdict(
            a.article.article_id,
            b.article.article_id,
            rng.random(),
            rng.choice(list(Rewrite)),
            True,
            rng.random(),
            rng.random(),
            {},
        )
        for i, a in enumerate(documents)
        for b in documents[i + 1 :]
        if rng.random() < 0.8
    ]
    return documents, verdicts


def family(documents: list[Document], verdicts: list[Verdict]) -> Family:
    members = tuple(Member(d.article.article_id, "copy", 1.0) for d in documents)
    return Family(
        Story(StoryId(3), members), {d.article.article_id: d for d in documents}, Verdicts.of_records(verdicts)
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 9))
def test_the_order_of_members_documents_and_verdicts_means_nothing(seed: int, size: int) -> None:
    """Attribution is a function of the sets of its inputs, not of their order."""
    documents, verdicts = grown(seed, size)
    expected = attribute_family(family(documents, verdicts), load_weights(), OUTLETS).copies
    rng = random.Random(seed + 1)
    rng.shuffle(documents)
    rng.shuffle(verdicts)
    assert attribute_family(family(documents, verdicts), load_weights(), OUTLETS).copies == expected


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 9))
def test_sources_form_a_forest_of_members(seed: int, size: int) -> None:
    """Nobody copies itself, a stranger, or a text that goes back to it; one row per member at most."""
    documents, verdicts = grown(seed, size)
    copies = attribute_family(family(documents, verdicts), load_weights(), OUTLETS).copies
    parent = {copy.article_id: copy.source_article_id for copy in copies}
    assert len(parent) == len(copies)
    members = {document.article.article_id for document in documents}
    for start, first in parent.items():
        seen, at = {start}, first
        while at is not None:
            assert at in members
            assert at not in seen
            seen.add(at)
            at = parent.get(at)
    assert all(0.0 <= copy.confidence <= 1.0 for copy in copies)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 12))
def test_posteriors_are_distributions_and_the_choice_has_no_cycle(seed: int, size: int) -> None:
    """Posteriors of one node sum to 1; following the chosen parents always ends."""
    rng = np.random.default_rng(seed)
    parents = [[j for j in range(size) if j != i and rng.random() < 0.6] for i in range(size)]
    scores = [rng.normal(scale=6, size=len(p) + 2) for p in parents]
    for posterior in forest_posteriors(parents, scores).of_nodes:
        assert abs(posterior.sum() - 1) < 1e-9
        assert (posterior >= 0).all()
    choice = choose_parents(parents, scores)
    for start in range(size):
        node, steps = start, 0
        while node >= 0:
            node, steps = choice[node], steps + 1
            assert steps <= size


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 9))
def test_the_heaviest_tree_weighs_as_much_as_that_of_networkx(seed: int, size: int) -> None:
    """And it is a tree: every node is reached from the root, by one edge each."""
    rng = np.random.default_rng(seed)
    edges = [(0, node, int(rng.integers(-30, 5))) for node in range(1, size)]
    edges += [
        (parent, node, int(rng.integers(-9, 9)))
        for parent in range(1, size)
        for node in range(1, size)
        if parent != node and rng.random() < 0.6
    ]
    parents, nodes, weights = (np.array(column, np.int64) for column in zip(*edges, strict=True))
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(edges)
    chosen = heaviest_tree(parents, nodes, weights)
    tree = nx.DiGraph(zip(parents[chosen].tolist(), nodes[chosen].tolist(), strict=True))
    assert nodes[chosen].tolist() == list(range(1, size))
    assert nx.is_arborescence(tree)
    assert weights[chosen].sum() == nx.maximum_spanning_arborescence(graph).size(weight="weight")


def test_a_crowd_in_twos_is_no_quadratic_matter() -> None:
    """Two texts each that claim each other most: 2,000 took minutes when cycles were opened one by one."""
    count = 2_000
    parents = [[node ^ 1, (node + 2) % count] for node in range(count)]
    choice = choose_parents(parents, [np.array([6.0, 1.0, -3.0, -3.0])] * count)
    assert not cycles_of(choice)
    assert sum(parent == node ^ 1 for node, parent in enumerate(choice)) == count // 2
