"""The weights of attribution as data: log-odds per rule, calibration of the confidence, when to abstain.

In: weights.json beside this module, written by scripts/fit_attribution.py. Out: `Weights`. The one idea: a
conditional logit over the answers for one copy is a sum of rule weights, so fitting changes numbers, never code.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.signals import RULES
from wirecopy.errors import RuleError


@dataclass(frozen=True, slots=True)
class Weights:
    """`rules`: natural-log odds per unit of a rule's value, rules not listed weigh nothing.

    The confidence is the posterior p after Platt's scaling, 1 / (1 + exp(-(slope * logit(p) + intercept))).
    A source is named only with at least `least_confidence`, and `least_margin` ahead of every other answer.
    """

    name: str
    rules: Mapping[str, float]
    slope: float
    intercept: float
    least_confidence: float
    least_margin: float

    def log_odds(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Natural log-odds (answers,) of the values of rules (answers, len(RULES))."""
        found: NDArray[np.float64] = values @ np.array([self.rules.get(rule, 0.0) for rule in RULES])
        return found

    def confidence(self, posterior: float) -> float:
        """The calibrated confidence of an answer with this posterior, 0..1."""
        p = min(max(posterior, 1e-9), 1 - 1e-9)
        return 1 / (1 + math.exp(-(self.slope * math.log(p / (1 - p)) + self.intercept)))


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
            rules={str(rule): float(weight) for rule, weight in raw["rules"].items()},
            slope=float(raw["slope"]),
            intercept=float(raw["intercept"]),
            least_confidence=float(raw["least_confidence"]),
            least_margin=float(raw["least_margin"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        detail = "scripts/fit_attribution.py writes them"
        raise RuleError(f"attribution weights can't be used: {error!r}; {detail}") from error
