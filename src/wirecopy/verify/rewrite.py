"""The class of a derived pair once it is known which text is the copy.

In: the figures of a pair, of which it takes those of NEEDED, and its direction. Out: verbatim, light edit, trimmed,
excerpt, spun or partly derived. The
model is a multinomial logistic regression over piecewise linear functions of how much of each text stands in the
other (`rewrite.json`, written by scripts/fit_rewrite.py with the corpora that it was fitted on). A hand-made rule of
seven thresholds was tried first: .91 and .86 of the classes right on held-out hard and plain corpora, the model .96
and .93.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import numpy as np
import orjson
from numpy.typing import NDArray

from wirecopy.model import REWRITES, Rewrite, Verdicts
from wirecopy.verify.figures import FIGURES, INDEX, least, most

TRACED: tuple[str, ...] = ("grams", "function", "covered", "slots", "rest")
KNOTS: tuple[float, ...] = (0.0, 0.5, 0.8, 0.95)
RATIO_KNOTS: tuple[float, ...] = (0.0, 0.5, 0.8, 0.95, 1.05)
NEEDED: tuple[str, ...] = (
    *(f"{name}_{side}" for name in (*TRACED, "length", "runs", "all_runs") for side in ("left", "right")), "order",
)  # fmt: skip
_LITERAL = 0.35  # share of the common text that stands in common runs: below, it is another's wording
_HALF = 0.5
_RETOLD_GRAMS, _RETOLD_RUNS, _RETOLD_FUNCTION = 0.1, 0.02, 0.05  # below all three the wording is another's throughout
_SAME_TEXT_SHARE = 0.995  # share of both texts in common runs from which they are the same text
_SAME_ORDER = 0.9


@dataclass(frozen=True, slots=True)
class RewriteModel:
    """`coefficients` (classes, terms) and `intercepts` (classes,) for the terms that `describe` gives."""

    classes: tuple[Rewrite, ...]
    intercepts: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    about: Mapping[str, object]


def describe(figures: NDArray[np.float32], copy_is_left: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The terms of the model (m, terms) for figures (m, len(FIGURES)) and which text is the copy (m,).

    For each figure of TRACED and each knot how far the copy's, then the source's share exceeds it; whether the order
    of sentences is kept; how far the copy's length, in those of the source, exceeds each ratio.
    """
    columns: list[NDArray[np.float64]] = []
    for name in TRACED:
        for share in _oriented(figures, name, copy_is_left):
            columns += [np.maximum(0.0, share - knot) for knot in KNOTS]
    mine, other = _oriented(figures, "length", copy_is_left)
    ratio = np.minimum(2.0, (mine + 1) / (other + 1))
    columns.append(figures[:, INDEX["order"]].astype(np.float64))
    return np.column_stack([*columns, *(np.maximum(0.0, ratio - knot) for knot in RATIO_KNOTS)])


def _oriented(
    figures: NDArray[np.float32], name: str, copy_is_left: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A directed figure as the copy's and as the source's."""
    left, right = (figures[:, INDEX[f"{name}_{side}"]].astype(np.float64) for side in ("left", "right"))
    return np.where(copy_is_left, left, right), np.where(copy_is_left, right, left)


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


def same_text(figures: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether both texts of a pair (m,) are the same, quotations included, but for a few words."""
    return np.asarray(least(figures, "all_runs") >= _SAME_TEXT_SHARE)


def rewrite_codes(figures: NDArray[np.float32], copy_is_left: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The classes (m,) of m derived pairs as codes (places in REWRITES); ties go to the first class of the model.

    Known exceptions, two rules before the model: texts that are the same but for a few words are *verbatim* (texts
    without function words, and quotations, mislead the model); and where less than half of either text has a
    counterpart, and that little of it word for word, or hardly any wording is common at all, the copy is *partly
    derived*, which no simulated corpus holds.
    """
    if not len(figures):
        return np.empty(0, np.uint8)
    model = shipped_rewrites()
    scores = describe(figures, copy_is_left) @ model.coefficients.T + model.intercepts
    covered, runs, grams, function = (most(figures, name) for name in ("covered", "runs", "grams", "function"))
    own_words = (grams < _RETOLD_GRAMS) & (runs < _RETOLD_RUNS) & (function < _RETOLD_FUNCTION)
    codes = np.array([REWRITES.index(each) for each in model.classes], np.uint8)[scores.argmax(axis=1)]
    codes[own_words | ((covered < _HALF) & (runs < _LITERAL * covered))] = REWRITES.index(Rewrite.PARTLY_DERIVED)
    codes[same_text(figures) & (figures[:, INDEX["order"]] >= _SAME_ORDER)] = REWRITES.index(Rewrite.VERBATIM)
    return codes


def name_rewrites(figures: NDArray[np.float32], copy_is_left: NDArray[np.bool_]) -> list[Rewrite]:
    """The classes of m derived pairs."""
    return [REWRITES[code] for code in rewrite_codes(figures, copy_is_left).tolist()]


def rows_of(verdicts: Verdicts, places: NDArray[np.int64]) -> NDArray[np.float32]:
    """Figures (m, len(FIGURES)) of the verdicts at these places, those of NEEDED; 0 for all others."""
    rows = np.zeros((len(places), len(FIGURES)), np.float32)
    columns = [verdicts.figure_names.index(name) for name in NEEDED]
    rows[:, [INDEX[name] for name in NEEDED]] = verdicts.figures[places][:, columns]
    return rows
