"""Which articles become candidate pairs, and what a bucket that is too large costs."""

from __future__ import annotations

import pytest
from candidate_samples import window  # type: ignore[import-not-found]

from wirecopy.candidates import CostReport, Window, find_candidates
from wirecopy.params import Params

DAY = 86_400


def found(given: Window, **params: int) -> list[tuple[int, int]]:
    pairs, _ = find_candidates(given, Params(**params))
    return [(left, right) for left, right in pairs.tolist()]


def test_no_article_and_one_article_give_no_pair() -> None:
    assert found(window([])) == []
    assert found(window([[1, 2, 3]])) == []


def test_two_common_keys_make_a_pair_and_one_does_not() -> None:
    assert found(window([[1, 2, 3], [2, 3, 4], [4, 5, 6]])) == [(0, 1)]
    assert found(window([[1, 2, 3], [2, 3, 4], [4, 5, 6]]), shared_keys=1) == [(0, 1), (1, 2)]


def test_an_equal_band_makes_a_pair_and_an_unequal_one_does_not() -> None:
    signatures = [[7, 8, 9, 1, 2, 3], [7, 8, 9, 4, 5, 6], [7, 8, 1, 4, 5, 9]]
    nothing: list[list[int]] = [[], [], []]
    given = window(nothing, signatures)
    assert (0, 1) in found(given, bands=2)
    assert (1, 2) not in found(given, bands=2)


def test_articles_without_any_sketch_meet_nobody() -> None:
    assert found(window([[], [], []])) == []


def test_known_articles_are_not_compared_again() -> None:
    keys = [[1, 2], [1, 2], [1, 2]]
    assert found(window(keys, new=[False, False, True])) == [(0, 2), (1, 2)]
    assert found(window(keys, new=[False, False, False])) == []


def test_the_look_back_drops_pairs_far_apart_and_none_of_unknown_time() -> None:
    given = window([[1, 2]] * 4, published=[0, 3 * DAY, 10 * DAY, None])
    assert found(given, look_back_days=3) == [(0, 1), (0, 3), (1, 3), (2, 3)]
    assert len(found(given)) == 6


@pytest.mark.parametrize("articles", [100, 1000])
def test_a_large_bucket_costs_in_proportion_to_its_articles(articles: int) -> None:
    given = window([[1, 2]] * articles)
    pairs, cost = find_candidates(given, Params(bucket_cap=50, bucket_links=4))
    assert len(pairs) <= 2 * 4 * articles
    assert cost.capped_buckets == 2
    assert cost.largest_bucket == articles
    met = set(pairs.ravel().tolist())
    assert met == set(range(articles))


def test_the_report_counts() -> None:
    pairs, cost = find_candidates(window([[1, 2, 3], [2, 3, 4], [9]], new=[True, False, False]), Params())
    assert cost == CostReport(
        articles=3, new_articles=1, meetings=2, pairs_by_keys=1, pairs_by_bands=0, pairs=1, capped_buckets=0,
        largest_bucket=2,
    )  # fmt: skip
    assert cost.pairs_per_article == len(pairs) == 1
