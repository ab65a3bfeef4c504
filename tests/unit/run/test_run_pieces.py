"""Pieces of candidate pairs: each pair once, bounded, neighbours together."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from wirecopy.run.pieces import pieces


def random_pairs(seed: int, articles: int, count: int) -> NDArray[np.int32]:
    drawn = np.sort(np.random.default_rng(seed).integers(0, articles, (count, 2)), axis=1)
    return np.unique(drawn[drawn[:, 0] < drawn[:, 1]], axis=0).astype(np.int32)


def test_no_pairs_give_no_piece() -> None:
    assert list(pieces(np.empty((0, 2), np.int32), np.empty(0, np.int64), 10, 10)) == []


@pytest.mark.parametrize("seed", range(4))
def test_every_pair_stands_in_one_piece(seed: int) -> None:
    pairs = random_pairs(seed, 200, 600)
    cut = list(pieces(pairs, np.ones(200, np.int64), 30, 8_000))
    assert len(cut) > 1
    assert max(len(np.unique(piece)) for piece in cut) <= 30
    together = np.concatenate(cut)
    assert np.array_equal(together[np.lexsort((together[:, 1], together[:, 0]))], pairs)


def test_neighbours_stand_together() -> None:
    groups = [[(a + 20 * i, a + 20 * j) for i in range(10) for j in range(i + 1, 10)] for a in range(20)]
    pairs = np.array(sorted(pair for group in groups for pair in group), np.int32)
    assert [len(np.unique(piece)) for piece in pieces(pairs, np.ones(400, np.int64), 90, 45)] == [10] * 20


def test_many_pairs_of_few_articles_are_cut_too() -> None:
    assert max(len(piece) for piece in pieces(random_pairs(1, 20, 300), np.ones(20, np.int64), 1_000, 20)) == 20


@pytest.mark.parametrize("seed", range(4))
def test_long_texts_fill_a_piece_sooner(seed: int) -> None:
    pairs, bulks = random_pairs(seed, 60, 400), np.random.default_rng(seed).integers(1, 20, 60)
    held = [np.unique(piece) for piece in pieces(pairs, bulks, 40, 8_000)]
    assert max(bulks[articles].sum() for articles in held) <= 40
    assert sum(map(len, pieces(pairs, bulks, 40, 8_000))) == len(pairs)


def test_two_texts_that_are_too_long_are_compared_all_the_same() -> None:
    pairs = random_pairs(2, 10, 20)
    assert [len(piece) for piece in pieces(pairs, np.full(10, 1_000), 40, 8_000)] == [1] * len(pairs)
