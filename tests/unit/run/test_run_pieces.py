"""Pieces of candidate pairs: each pair once, bounded, neighbours together."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from wirecopy.run import pieces as room
from wirecopy.run.pieces import pieces


def random_pairs(seed: int, articles: int, count: int) -> NDArray[np.int32]:
    drawn = np.sort(np.random.default_rng(seed).integers(0, articles, (count, 2)), axis=1)
    return np.unique(drawn[drawn[:, 0] < drawn[:, 1]], axis=0).astype(np.int32)


def test_no_pairs_give_no_piece() -> None:
    assert list(pieces(np.empty((0, 2), np.int32), 10, 10)) == []


@pytest.mark.parametrize("seed", range(4))
def test_every_pair_stands_in_one_piece(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_STEP", 10)
    pairs = random_pairs(seed, 200, 600)
    cut = list(pieces(pairs, 30, 8_000))
    assert len(cut) > 1
    assert max(len(np.unique(piece)) for piece in cut) < 30 + 2 * 10
    together = np.concatenate(cut)
    assert np.array_equal(together[np.lexsort((together[:, 1], together[:, 0]))], pairs)


def test_neighbours_stand_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_STEP", 45)
    groups = [[(a + 20 * i, a + 20 * j) for i in range(10) for j in range(i + 1, 10)] for a in range(20)]
    pairs = np.array(sorted(pair for group in groups for pair in group), np.int32)
    assert [len(np.unique(piece)) for piece in pieces(pairs, 90, 45)] == [10] * 20


def test_many_pairs_of_few_articles_are_cut_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_STEP", 10)
    assert max(len(piece) for piece in pieces(random_pairs(1, 20, 300), 1_000, 20)) == 20
