from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.evaluate.grouping import agree

groups = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=25)


def test_equal_groupings_agree_fully_whatever_their_names() -> None:
    agreement = agree([1, 1, 2, 3], ["b", "b", "c", "a"])
    assert (agreement.precision, agreement.recall, agreement.rand_index, agreement.bcubed_f1) == (1, 1, 1, 1)


def test_one_wrong_merge_by_hand() -> None:
    agreement = agree([1, 1, 1, 1], ["a", "a", "a", "b"])
    assert (agreement.common_pairs, agreement.found_pairs, agreement.true_pairs) == (3, 6, 3)
    assert agreement.precision == 0.5
    assert agreement.bcubed_precision == float((3 * Fraction(3, 4) + Fraction(1, 4)) / 4)


def test_all_alone_has_full_precision_and_no_recall() -> None:
    agreement = agree([1, 2, 3], ["a", "a", "a"])
    assert (agreement.precision, agreement.recall, agreement.f1, agreement.rand_index) == (1, 0, 0, 0)


def test_nothing_agrees_with_nothing() -> None:
    assert agree([], []).rand_index == 1.0


def test_counts_stay_exact_where_floats_would_round() -> None:
    size = 400_000
    agreement = agree([0] * size, [0] * (size - 1) + [1])
    assert agreement.found_pairs - agreement.common_pairs == size - 1


@settings(deadline=None)
@given(groups)
def test_pairwise_figures_equal_those_of_enumerated_pairs(cells: list[tuple[int, int]]) -> None:
    """Law: the contingency table gives what counting every pair gives."""
    found = true = common = 0
    for left, right in itertools.combinations(cells, 2):
        found += left[0] == right[0]
        true += left[1] == right[1]
        common += left == right
    agreement = agree([cell[0] for cell in cells], [cell[1] for cell in cells])
    assert (agreement.found_pairs, agreement.true_pairs, agreement.common_pairs) == (found, true, common)


@settings(deadline=None)
@given(groups)
def test_figures_equal_those_of_scikit_learn(cells: list[tuple[int, int]]) -> None:
    """Law: the adjusted Rand index is that of an independent implementation."""
    metrics = pytest.importorskip("sklearn.metrics")
    found, true = [cell[0] for cell in cells], [cell[1] for cell in cells]
    assert agree(found, true).rand_index == pytest.approx(metrics.adjusted_rand_score(true, found))


@settings(deadline=None)
@given(groups)
def test_sides_swap_precision_and_recall(cells: list[tuple[int, int]]) -> None:
    """Law: swapping found and true swaps precision and recall and leaves the index."""
    found, true = [cell[0] for cell in cells], [cell[1] for cell in cells]
    one, other = agree(found, true), agree(true, found)
    assert (one.precision, one.bcubed_recall, one.rand_index) == (
        other.recall,
        other.bcubed_precision,
        other.rand_index,
    )
