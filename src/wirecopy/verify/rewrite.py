"""The class of a derived pair once it is known which text is the copy.

In: the figures of a pair and its direction. Out: verbatim, light edit, trimmed, excerpt, spun or partly derived. The
model is a multinomial logistic regression over piecewise linear functions of how much of each text stands in the
other (`rewrite.json`, written by scripts/fit_rewrite.py with the corpora that it was fitted on). A hand-made rule of
seven thresholds was tried first: .91 and .86 of the classes right on held-out hard and plain corpora, the model .96
and .93.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
import orjson
from numpy.typing import NDArray

from wirecopy.model import Rewrite

TRACED: tuple[str, ...] = ("grams", "function", "covered", "slots", "rest")
KNOTS: tuple[float, ...] = (0.0, 0.5, 0.8, 0.95)
RATIO_KNOTS: tuple[float, ...] = (0.0, 0.5, 0.8, 0.95, 1.05)
_LITERAL = 0.35  # share of the common text that stands in common runs: below, it is another's wording
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class RewriteModel:
    """`coefficients` (classes, terms) and `intercepts` (classes,) for the terms that `describe` gives."""

    classes: tuple[Rewrite, ...]
    intercepts: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    about: Mapping[str, object]


def describe(figures: Mapping[str, float], *, copy_is_left: bool) -> list[float]:
    """The terms of the model for one pair, those of the copy first.

    For each figure of TRACED and each knot how far the copy's, then the source's share exceeds it; whether the order
    of sentences is kept; how far the copy's length, in those of the source, exceeds each ratio.
    """
    mine, other = ("left", "right") if copy_is_left else ("right", "left")
    terms = [
        max(0.0, figures[f"{name}_{side}"] - knot) for name in TRACED for side in (mine, other) for knot in KNOTS
    ]
    ratio = min(2.0, (figures[f"length_{mine}"] + 1) / (figures[f"length_{other}"] + 1))
    return [*terms, figures["order"], *(max(0.0, ratio - knot) for knot in RATIO_KNOTS)]


@functools.cache
def shipped_rewrites() -> RewriteModel:
    """The model that comes with the package."""
    data = orjson.loads(resources.files(__package__).joinpath("rewrite.json").read_bytes())
    return RewriteModel(
        tuple(Rewrite(name) for name in data["classes"]),
        np.array(data["intercepts"]),
        np.array(data["coefficients"]),
        data["about"],
    )


def name_rewrite(figures: Mapping[str, float], *, copy_is_left: bool) -> Rewrite:
    """The class of a derived pair; ties go to the first class.

    Known exception, a rule before the model: where less than half of either text has a counterpart, and that little
    of it word for word, the copy is *partly derived*, which no simulated corpus holds.
    """
    covered = max(figures["covered_left"], figures["covered_right"])
    runs = max(figures["runs_left"], figures["runs_right"])
    if covered < _HALF and runs < _LITERAL * covered:
        return Rewrite.PARTLY_DERIVED
    model = shipped_rewrites()
    scores = model.coefficients @ np.array(describe(figures, copy_is_left=copy_is_left)) + model.intercepts
    return model.classes[int(scores.argmax())]


def describe_all(figures: Sequence[Mapping[str, float]], *, copy_is_left: bool) -> NDArray[np.float64]:
    """The terms (m, terms) of many pairs."""
    return np.array([describe(each, copy_is_left=copy_is_left) for each in figures])
