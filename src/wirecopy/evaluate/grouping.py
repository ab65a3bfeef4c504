"""How well stories agree with families: pairwise precision and recall, adjusted Rand index, B-cubed.

In: the found and the true group of every article, in one order. Out: `Agreement`. The one idea: all figures follow
from the contingency table, so no pair is ever enumerated; sums are integers and fractions, rounded once at the end.
Sources: Hubert and Arabie 1985 (adjusted Rand index); Bagga and Baldwin 1998 (B-cubed). Symmetric but for which
side is called true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures in 0..1 (the index may fall below 0) and the counts of pairs that they rest on."""

    articles: int
    true_pairs: int
    found_pairs: int
    common_pairs: int
    precision: float
    recall: float
    f1: float
    rand_index: float
    bcubed_precision: float
    bcubed_recall: float
    bcubed_f1: float


def agree(found: Sequence[Hashable], true: Sequence[Hashable]) -> Agreement:
    """The agreement of two groupings of the same n articles; cost is linear in n.

    A share of nothing (no pair was found, no pair is true) is 1.

    >>> agree([1, 1, 2], ["a", "a", "a"]).recall
    0.3333333333333333
    """
    cells = Counter(zip(found, true, strict=True))
    rows, columns = Counter(found), Counter(true)
    common, ours, theirs = (_pairs(counts) for counts in (cells, rows, columns))
    precision, recall = _share(common, ours), _share(common, theirs)
    right_of_rows = sum((Fraction(count * count, rows[row]) for (row, _), count in cells.items()), Fraction())
    right_of_columns = sum((Fraction(count * count, columns[true]) for (_, true), count in cells.items()), Fraction())
    b_precision, b_recall = _part(right_of_rows, len(found)), _part(right_of_columns, len(found))
    return Agreement(
        len(found), theirs, ours, common, float(precision), float(recall), float(_harmonic(precision, recall)),
        _adjusted_rand(common, ours, theirs, len(found)), float(b_precision), float(b_recall),
        float(_harmonic(b_precision, b_recall)),
    )  # fmt: skip


def _pairs(counts: Counter[Hashable] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(1)


def _part(total: Fraction, count: int) -> Fraction:
    return total / count if count else Fraction(1)


def _harmonic(left: Fraction, right: Fraction) -> Fraction:
    return 2 * left * right / (left + right) if left + right else Fraction()


def _adjusted_rand(common: int, ours: int, theirs: int, articles: int) -> float:
    """(common - expected) / (mean - expected), both sides times the number of all pairs; equal groupings give 1."""
    everything = articles * (articles - 1) // 2
    expected = ours * theirs
    most = (ours + theirs) * everything
    if most == 2 * expected:
        return 1.0
    return float(Fraction(2 * (common * everything - expected), most - 2 * expected))
