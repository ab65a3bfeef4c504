"""Candidate pairs against comparing all articles with all, on random sketches."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

sys.path.append(str(Path(__file__).resolve().parents[1] / "unit" / "candidates"))

from candidate_samples import all_pairs, all_points, window  # type: ignore[import-not-found]

from wirecopy.candidates import Window, find_candidates
from wirecopy.fingerprint.sieve import Sieve
from wirecopy.fingerprint.sketch import merge_keys
from wirecopy.params import Params

UNCAPPED = Params(bucket_cap=10_000, partners_firm=10_000, partners_weak=10_000)
THINNED = Params(bucket_cap=10_000, firm_points=6, partners_firm=9, partners_weak=4)


def random_window(seed: int) -> Window:
    """Sixty articles with few enough keys and values that many meet, some without any, some known."""
    rng = np.random.default_rng(seed)
    keys = [sorted(set(rng.integers(0, 300, rng.integers(0, 25)).tolist())) for _ in range(60)]
    signatures = [rng.integers(0, 6, 128).tolist() if rng.random() < 0.9 else [] for _ in range(60)]
    given: Window = window(keys, signatures, new=(rng.random(60) < 0.5).tolist())
    return given


@pytest.mark.parametrize("seed", range(5))
def test_the_same_pairs_as_comparing_all_with_all(seed: int) -> None:
    given = random_window(seed)
    pairs, cost = find_candidates(given, UNCAPPED)
    assert [(left, right) for left, right in pairs.tolist()] == all_pairs(given, UNCAPPED)
    assert cost.capped_buckets == 0


@pytest.mark.parametrize("seed", range(3))
def test_batch_by_batch_gives_the_pairs_of_one_batch(seed: int) -> None:
    given = random_window(seed)
    everything = Window(given.keys, given.signatures, given.published, np.ones(60, np.bool_))
    at_once = {tuple(pair) for pair in find_candidates(everything, UNCAPPED)[0].tolist()}
    arrival = np.random.default_rng(seed).permutation(60)
    met: set[tuple[int, ...]] = set()
    for start in range(0, 60, 20):
        here = np.sort(arrival[: start + 20])
        bounds = given.keys.bounds
        part = window(
            [given.keys.values[bounds[i] : bounds[i + 1]].tolist() for i in here.tolist()],
            given.signatures[here].tolist(),
            new=np.isin(here, arrival[start : start + 20]).tolist(),
        )
        met |= {(int(here[left]), int(here[right])) for left, right in find_candidates(part, UNCAPPED)[0].tolist()}
    assert met == at_once


@pytest.mark.parametrize("seed", range(3))
def test_keys_that_no_new_article_has_change_nothing(seed: int) -> None:
    given = random_window(seed)
    batch: dict[str, NDArray[Any]] = {
        "article_ids": np.arange(60), "words": given.signatures, "keys": given.keys.values << np.uint32(20),
        "key_bounds": given.keys.bounds,
    }  # fmt: skip
    sieve = Sieve()
    sieve.add(batch["keys"][np.repeat(given.new, np.diff(batch["key_bounds"]))])
    every, some = merge_keys([batch]), merge_keys([batch], sieve)
    assert len(some.values) < len(every.values)
    windows = [Window(keys, given.signatures, given.published, given.new) for keys in (every, some)]
    (pairs, cost), (others, other_cost) = [find_candidates(window, THINNED) for window in windows]
    assert np.array_equal(pairs, others)
    assert cost == other_cost


@pytest.mark.parametrize("seed", range(5))
def test_firm_partners_are_those_with_most_points(seed: int) -> None:
    given = random_window(seed)
    points = all_points(given, THINNED)
    found = {tuple(pair) for pair in find_candidates(given, THINNED)[0].tolist()}
    for article in range(60):
        shared = {pair: -points[pair] for pair in points if article in pair and points[pair] >= THINNED.firm_points}
        best = sorted(shared, key=lambda pair: (shared[pair], sum(pair) - article))[: THINNED.partners_firm]
        assert found.issuperset(best)


@pytest.mark.parametrize("seed", range(3))
def test_any_number_of_threads_finds_the_same(seed: int) -> None:
    given = random_window(seed)
    assert np.array_equal(find_candidates(given, THINNED)[0], find_candidates(given, THINNED, workers=3)[0])


@pytest.mark.parametrize("seed", range(3))
def test_what_one_batch_picks_by_points_is_found_batch_by_batch(seed: int) -> None:
    given = random_window(seed)
    known = np.random.default_rng(seed).random(60) < 0.5
    params = Params(bucket_cap=10_000, firm_points=1, partners_firm=5)
    everything = Window(given.keys, given.signatures, given.published, np.ones(60, np.bool_))
    at_once = {tuple(pair) for pair in find_candidates(everything, params)[0].tolist()}
    bounds = given.keys.bounds
    first = np.flatnonzero(known)
    part = window([given.keys.values[bounds[i] : bounds[i + 1]].tolist() for i in first.tolist()],
                  given.signatures[first].tolist())  # fmt: skip
    met = {(int(first[left]), int(first[right])) for left, right in find_candidates(part, params)[0].tolist()}
    rest = Window(given.keys, given.signatures, given.published, ~known)
    met |= {(left, right) for left, right in find_candidates(rest, params)[0].tolist()}
    assert met >= at_once
