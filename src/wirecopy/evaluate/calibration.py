"""Whether a probability means what it says: expected calibration error, reliability table, area under the curve.

In: probabilities and whether each claim was right. Out: figures in 0..1. Sources: Naeini et al. 2015 (expected
calibration error, bins of equal width); Hanley and McNeil 1982 (area as the share of pairs in the right order).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

BINS = 10


class Bin(NamedTuple):
    """Claims whose probability lies in low..high: how many, their mean probability, the share that is right."""

    low: float
    high: float
    claims: int
    mean: float
    right: float


def reliability(claims: Iterable[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """Bins of equal width that hold claims, ascending; 1.0 lies in the last one."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for probability, right in claims:
        held[min(bins - 1, max(0, int(probability * bins)))].append((probability, right))
    return [_bin(number / bins, (number + 1) / bins, inside) for number, inside in enumerate(held) if inside]


def _bin(low: float, high: float, inside: list[tuple[float, bool]]) -> Bin:
    mean = sum(probability for probability, _ in inside) / len(inside)
    return Bin(low, high, len(inside), mean, sum(right for _, right in inside) / len(inside))


def calibration_error(claims: Sequence[tuple[float, bool]], bins: int = BINS) -> float | None:
    """Mean distance between probability and share of right claims, weighed by claims; None without any claim.

    >>> calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    0.0
    """
    if not claims:
        return None
    return sum(each.claims * abs(each.mean - each.right) for each in reliability(claims, bins)) / len(claims)


def area_under_curve(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Share of pairs (positive, negative) in which the positive scores higher, ties half; None without a pair.

    Cost: sorting. 1 is perfect separation, .5 none.

    >>> area_under_curve([0.9, 0.4], [0.1, 0.4])
    0.875
    """
    if not positives or not negatives:
        return None
    below = sorted(negatives)
    halves = sum(bisect_left(below, score) + bisect_right(below, score) for score in positives)
    return halves / (2 * len(positives) * len(negatives))
