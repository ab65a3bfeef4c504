"""Trees give the same compiled and plain, rise with what they may only rise with, and explain all that they add."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from wirecopy.verify import trees as module
from wirecopy.verify.figures import FIGURES
from wirecopy.verify.trees import LEAF, Trees, divide_leaves, sum_leaves
from wirecopy.verify.verdict import FREE, SIGNALS, read_model, shipped_model, signals

TREES = Trees(
    roots=np.array([0, 5]),
    signals=np.array([0, LEAF, 1, LEAF, LEAF, LEAF]),
    thresholds=np.array([0.5, 0.0, 2.0, 0.0, 0.0, 0.0]),
    lefts=np.array([1, 0, 3, 0, 0, 0]),
    rights=np.array([2, 0, 4, 0, 0, 0]),
    values=np.array([0.0, -1.0, 0.0, 1.0, 3.0, 10.0]),
)


def random_figures(seed: int, rows: int) -> NDArray[np.float32]:
    dice = np.random.default_rng(seed)
    wide = dice.random((rows, len(FIGURES))) * dice.choice([1.0, 5.0, 60.0], (rows, len(FIGURES)))
    return np.asarray(wide, np.float32)


def test_a_value_at_the_threshold_goes_left() -> None:
    seen = np.array([[0.5, 9.0], [0.6, 2.0], [0.6, 2.1]])
    assert sum_leaves(TREES, seen).tolist() == [9.0, 11.0, 13.0]


def test_a_difference_belongs_to_the_signal_at_which_two_rows_part() -> None:
    assert divide_leaves(TREES, np.array([0.6, 3.0]), np.array([0.6, 0.0])) == {1: 2.0}
    assert divide_leaves(TREES, np.array([0.6, 3.0]), np.zeros(2)) == {0: 4.0}


def test_plain_and_compiled_agree() -> None:
    model, seen = shipped_model(), signals(random_figures(3, 200))
    plain, compiled = np.empty(200), np.empty(200)
    module._sum_leaves_plain(model.trees, seen, plain)
    module._sum_leaves_compiled(model.trees, seen, compiled)
    assert plain.tolist() == compiled.tolist()


@pytest.mark.parametrize("signal", [each for each in SIGNALS if each not in FREE])
def test_more_in_common_never_makes_a_copy_less_likely(signal: str) -> None:
    model, seen = shipped_model(), signals(random_figures(5, 60))
    more = seen.copy()
    more[:, SIGNALS.index(signal)] += 0.3
    assert (model.log_odds(more) >= model.log_odds(seen) - 1e-3).all()  # values are rounded to four digits


def test_the_shares_of_an_explanation_and_the_base_add_up_to_the_log_odds() -> None:
    model, figures = shipped_model(), random_figures(7, 5)
    for row in figures:
        reasons = model.explain(row)
        assert not reasons.retold
        explained = reasons.base + sum(share for _, _, share in reasons.signals)
        assert explained == pytest.approx(model.log_odds(signals(row[None, :]))[0])


def test_a_model_is_read_with_signals_by_name() -> None:
    data = {
        "name": "small", "about": {}, "intercept": -1.0, "signals": ["order", "log_run"],
        "trees": [[[1, 2.5, 1, 2], [-0.5], [4.0]]],
    }  # fmt: skip
    model = read_model(data)
    seen = np.zeros((2, len(SIGNALS)))
    seen[1, SIGNALS.index("log_run")] = 3.0
    assert model.log_odds(seen).tolist() == [-1.5, 3.0]
