from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.evaluate.calibration import area_under_curve, calibration_error, reliability

scores = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]), min_size=1, max_size=12)


def test_overconfidence_is_the_distance_from_what_is_right() -> None:
    assert calibration_error([(0.95, True), (0.95, False)]) == pytest.approx(0.45)


def test_bins_do_not_cancel_each_other() -> None:
    assert calibration_error([(0.05, True), (0.95, False)]) == pytest.approx(0.95)


def test_certainty_lies_in_the_last_bin() -> None:
    assert [(each.low, each.claims) for each in reliability([(1.0, True), (0.0, False)])] == [(0.0, 1), (0.9, 1)]


def test_nothing_measured_is_no_figure() -> None:
    assert calibration_error([]) is None
    assert area_under_curve([], [0.1]) is None


@given(scores, scores)
def test_area_is_the_share_of_ordered_pairs(positives: list[float], negatives: list[float]) -> None:
    """Law: the area equals the count over all pairs, ties half."""
    pairs = list(itertools.product(positives, negatives))
    expected = sum(1.0 if high > low else 0.5 if high == low else 0.0 for high, low in pairs) / len(pairs)
    assert area_under_curve(positives, negatives) == pytest.approx(expected)
