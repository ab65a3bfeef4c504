"""The weights of attribution as data: log-odds per rule, calibration of the confidence, when to abstain.

In: weights.json beside this module, written by scripts/fit_attribution.py. Out: `Weights`. The one idea: a
conditional logit over the answers for one copy is a sum of rule weights, so fitting changes numbers, never code.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.signals import RULES
from wirecopy.attribute.situations import SITUATIONS
from wirecopy.attribute.timing import CLOCKS
from wirecopy.errors import RuleError


@dataclass(frozen=True, slots=True)
class Scale:
    """Platt's scaling of posteriors, and the confidence from which a source is named."""

    slope: float
    intercept: float
    least_confidence: float

    def confidence(self, posterior: float) -> float:
        """The calibrated confidence of an answer with this posterior p: logistic of slope * logit(p) + intercept."""
        p = min(max(posterior, 1e-9), 1 - 1e-9)
        return 1 / (1 + math.exp(-(self.slope * math.log(p / (1 - p)) + self.intercept)))


@dataclass(frozen=True, slots=True)
class Weights:
    """`rules`: natural-log odds per unit of a rule's value, rules not listed weigh nothing.

    `situations` has, by situation, what is added to these weights where it holds; `table` (1 + situations, rules) is
    both as one matrix.
    `scales` say how sure an answer is and whether a source is named, by what the clocks are worth ("undated" for a copy
    without a time, else the family's `Clock`).
    """

    name: str
    rules: Mapping[str, float]
    situations: Mapping[str, Mapping[str, float]]
    scales: Mapping[str, Scale]
    table: NDArray[np.float64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the weights into their matrix once."""
        every = (self.rules, *(self.situations.get(name, {}) for name in SITUATIONS))
        table = np.array([[weights.get(rule, 0.0) for rule in RULES] for weights in every])
        object.__setattr__(self, "table", table)

    def log_odds(
        self, values: NDArray[np.float64], situations: NDArray[np.bool_], counts: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Natural log-odds (answers,) of the values of rules (answers, len(RULES)), so many answers a copy.

        `situations` (copies, len(SITUATIONS)) are those of each copy. Products row by row: a product of matrices would
        start threads, which wait for the other process more than they work.
        """
        weighed = np.repeat(self.table[0] + situations @ self.table[1:], counts, axis=0)
        found: NDArray[np.float64] = np.einsum("ij,ij->i", values, weighed)
        return found

    def in_situations(self, situations: NDArray[np.bool_]) -> NDArray[np.float64]:
        """What each rule weighs (len(RULES),) for a copy in these situations (len(SITUATIONS),)."""
        found: NDArray[np.float64] = self.table[0] + situations @ self.table[1:]
        return found


@functools.cache
def load_weights() -> Weights:
    """The weights that ship with this version; RuleError where the file is damaged."""
    return read_weights(resources.files(__package__).joinpath("weights.json").read_text("utf-8"))


def read_weights(text: str) -> Weights:
    """Weights from the text of a weights file; RuleError says which entry is missing or no number."""
    try:
        raw = json.loads(text)
        return Weights(
            name=str(raw["name"]),
            rules=_numbers(raw["rules"]),
            situations={str(name): _numbers(rules) for name, rules in raw["situations"].items()},
            scales={clock: Scale(**_numbers(raw["scales"][clock])) for clock in CLOCKS},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        detail = "scripts/fit_attribution.py writes them"
        raise RuleError(f"attribution weights can't be used: {error!r}; {detail}") from error


def _numbers(raw: Mapping[str, object]) -> dict[str, float]:
    return {str(rule): float(str(weight)) for rule, weight in raw.items()}
