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
    assert len(pairs) <= 3 * 4 * articles
    assert cost.capped_buckets == 2
    assert cost.largest_bucket == articles
    met = set(pairs.ravel().tolist())
    assert met == set(range(articles))


def test_what_shares_much_is_kept_however_many_strangers_share_a_little() -> None:
    copies = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]] * 3
    strangers = [[9, 10, 100 + each] for each in range(60)]
    pairs, cost = find_candidates(window([*copies, *strangers]), Params(partners_firm=4, partners_weak=4))
    met = {(left, right) for left, right in pairs.tolist()}
    assert {(0, 1), (0, 2), (1, 2)} <= met
    assert len(met) <= 3 + 4 * 63
    assert cost.thinned_articles == 63
    assert cost.pairs_sharing == 63 * 62 // 2


def test_of_strangers_those_with_the_rarest_common_keys_are_kept() -> None:
    strangers = [[1, 2, 100 + each] for each in range(60)]
    pairs, _ = find_candidates(window([[1, 2, 90, 91], *strangers, [90, 91]]), Params(partners_weak=1))
    assert (0, 61) in {(left, right) for left, right in pairs.tolist()}


def test_of_too_many_partners_those_with_most_points_are_kept() -> None:
    nearest = [[*range(10)], [*range(10)]]
    others = [[*range(8), 100 + each] for each in range(40)]
    pairs, _ = find_candidates(window([*others, *nearest]), Params(partners_firm=4))
    assert (40, 41) in {(left, right) for left, right in pairs.tolist()}


def test_the_first_of_a_large_bucket_connect_those_that_are_alike() -> None:
    twice = [[[1, 2, 3], [7, 8, 9]][each % 2] for each in range(200)]
    pairs, _ = find_candidates(window([[1, 2], *twice], [[5] * 128, *([each % 2] * 128 for each in range(200))]),
                               Params(bucket_cap=20, bucket_links=2))  # fmt: skip
    parent = list(range(201))

    def root(item: int) -> int:
        return item if parent[item] == item else root(parent[item])

    for left, right in pairs.tolist():
        parent[root(right)] = root(left)
    assert len({root(each) for each in range(201)}) == 2
    met = {(left, right) for left, right in pairs.tolist()}
    assert all((1, other) in met for other in range(3, 201, 2))


def test_the_report_counts() -> None:
    pairs, cost = find_candidates(window([[1, 2, 3], [2, 3, 4], [9]], new=[True, False, False]), Params())
    assert cost == CostReport(
        articles=3, new_articles=1, meetings=6, pairs_sharing=1, pairs=1, thinned_articles=0, capped_buckets=0,
        largest_bucket=2,
    )  # fmt: skip
    assert cost.pairs_per_article == len(pairs) == 1
